"""The document that keeps the figures: docs/run/speed.md."""

from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.machine import machine
from benchmarks.measure import Measured
from benchmarks.tables import growth, one_size, totals, wanted_table

DOCUMENT = """# How fast it is

Written by `make bench` on {date}. Command: `{command}`.

{machine}

## What is wanted, and what was found

{wanted}

## Pages

Median / 95th percentile in milliseconds, to the last byte of a compressed answer, at libraries of these sizes.

{growth}

## The library as a whole

{totals}

{sizes}
## How to read it

The libraries are invented: practices in ten languages, with words as frequent as in real text (Zipf–Mandelbrot), real
cities, and policy areas and periods as skewed as in the shipped library. Each kind of page is asked for 200 times over
one connection after a warm-up, at varied addresses. The server runs as in production (`convivia serve`) on the same
machine: reader and server share its cores.

*CPU* is what the server's processes compute for one answer; other work on the machine hardly changes it.
*Engine* is what the search engine alone takes for the same queries in the same run: the top 20 hits and all facet
counts, with handing them over to Python (about a fifth of it at 100,000). It is the floor; a page adds the database,
the template and the way over the wire. Counts of the whole library are kept between changes, so the engine has next to
nothing to do for a list without words and filters; those of a search are counted anew for every page. A broad word is
one that most of the practices hold (last line of the table of the library), the hardest thing to ask. *Growth* compares
the median of the largest library with that of the smallest.
"""


def report(reports: Sequence[Measured], *, command: str) -> str:
    """Return the document for these measurements."""
    return DOCUMENT.format(
        date=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        command=command,
        machine="\n".join(f"- {name}: {fact}" for name, fact in machine().items()),
        wanted=wanted_table(reports),
        growth=growth(reports),
        totals=totals(reports),
        sizes="\n".join(f"## {each.size:,} practices\n\n{one_size(each)}\n" for each in reports),
    )
