"""How fast the lists of the desk are: a hundred practices, for an editor who has signed in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.clients import WARM_UP, Reader, Timing, one_reader
from benchmarks.desk_practices import DRAFTS, HANDED_IN, IN_REVIEW, TITLE
from benchmarks.installation import BenchmarkError, installation
from benchmarks.machine import children_cpu
from benchmarks.tables import ms, table

MAX_P95, LISTED = 80.0, 100
PAGES = {
    "To do and 100 of all practices": "/en/desk/",
    "100 drafts": "/en/desk/?state=draft",
    "100 practices in the review": "/en/desk/reviews/",
}
HEADING = "## At the desk"
_SECTION = re.compile(rf"^{HEADING}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """How long each list takes one reader, and what the server computes for one answer (ms)."""

    timings: Mapping[str, Timing]
    cpu: Mapping[str, float]


def measure_desk(say: Callable[[str], None]) -> AtTheDesk:
    """Make a library with practices at its desk, serve it by one worker, and return how fast its lists are."""
    with installation() as made:
        library = made.without_meaning()
        say("practices at the desk")
        cookie = str(library.program("desk_practices")["cookie"])
        timings, cpu = {}, {}
        with library.served(workers=1) as served:
            for name, path in PAGES.items():
                say(name)
                _check(served.port, cookie, path)
                before = children_cpu(served.pid)
                timings[name] = one_reader(served.port, [path], cookie=cookie)
                cpu[name] = (children_cpu(served.pid) - before) * 1000 / (timings[name].count + WARM_UP)
    return AtTheDesk(timings, cpu)


def _check(port: int, cookie: str, path: str) -> None:
    """Raise `BenchmarkError` where the page is not the list that it should be."""
    with Reader(port, cookie) as reader:
        found = reader.text(path).count(TITLE)
    if found < LISTED:
        raise BenchmarkError(f"{path} lists {found} practices instead of {LISTED}")


def desk_table(measured: AtTheDesk) -> str:
    """Return the lists of the desk as a table, with what is wanted of them."""
    rows = [
        [
            name,
            ms(timing.median),
            ms(timing.p95),
            ms(measured.cpu[name]),
            f"{timing.size / 1024:.1f}",
            "met" if timing.p95 < MAX_P95 else f"missed: 95 % under {MAX_P95:.0f} ms",
        ]
        for name, timing in measured.timings.items()
    ]
    return table(["Page", "median ms", "95 % ms", "CPU ms", "kB", "wanted"], rows)


def desk_section(measured: AtTheDesk, *, command: str) -> str:
    """Return the part of the document that tells of the desk."""
    return f"""{HEADING}

Lists of 100 practices for an editor who has signed in, to the last byte of a compressed answer, in a library with
{DRAFTS} drafts, {HANDED_IN} practices that were handed in, and {IN_REVIEW} in review with two readers each; one worker,
as above. Wanted: the 95th percentile is under {MAX_P95:.0f} ms. Measured on {datetime.now(UTC):%d %B %Y, %H:%M} UTC by
`{command}`.

{desk_table(measured)}

"""


def with_desk(document: str, section: str) -> str:
    """Return the document with this part about the desk in the place of the one it had, or at its end."""
    if _SECTION.search(document):
        return _SECTION.sub(lambda _: section, document, count=1)
    return f"{document.rstrip()}\n\n{section.rstrip()}\n"
