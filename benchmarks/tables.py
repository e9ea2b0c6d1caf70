"""The figures as Markdown."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from benchmarks.clients import Timing
from benchmarks.machine import MEGABYTE, Memory
from benchmarks.measure import Floor, Measured
from benchmarks.pages import API_SEARCH, SEARCH
from benchmarks.wanted import missed, wanted


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is text and whose others are figures."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    marks = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [
        [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in (head, marks, *rows)
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def one_size(measured: Measured) -> str:
    """Return the table of one size: each kind of page beside its floor."""
    rows = []
    for kind, timing in measured.timings.items():
        floor = floor_of(measured, kind)
        parts = [_part(floor.engine), _part(floor.vectors), _part(floor.encoder)] if floor else ["", "", ""]
        ratio = times(timing.median / floor.median) if floor else ""
        search = both(measured.searched[kind]) if kind in measured.searched else ""
        size = f"{timing.size / 1024:.1f}" if timing.size else ""
        rows.append([kind, ms(timing.median), ms(timing.p95), *parts, search, ratio, ms(measured.cpu[kind]), size])
    head = ["Page", "median ms", "95 % ms", "engine ms", "vectors ms", "encoder ms"]
    head += ["search ms", "page / floor", "CPU ms", "kB"]
    return table(head, rows)


def growth(reports: Sequence[Measured]) -> str:
    """Return the table that compares the sizes, with what is wanted of the largest."""
    least, most = reports[0], reports[-1]
    head = ["Page", *(f"{report.size:,}" for report in reports), "growth", "page / floor", "wanted"]
    rows = []
    for kind, timing in most.timings.items():
        floor = floor_of(most, kind)
        ratio = timing.median / floor.median if floor else 0.0
        grown = timing.median / least.timings[kind].median
        figures = [f"{ms(each.timings[kind].median)} / {ms(each.timings[kind].p95)}" for each in reports]
        rows.append(
            [kind, *figures, times(grown), times(ratio) if floor else "", missed(kind, timing, grown, ratio) or "met"]
        )
    return table(head, rows)


def totals(reports: Sequence[Measured], *, encoded_a_second: float) -> str:
    """Return the table of what is measured of a whole library."""
    rows: dict[str, Callable[[Measured], str]] = {
        "Practices a second, taken in and indexed": lambda each: f"{each.size / each.import_seconds:,.0f}",
        "Practices a second, indexed anew": lambda each: f"{each.size / each.index_seconds:,.0f}",
        "Passages": lambda each: f"{each.meanings.passages:,}",
        "Passages a second, encoded in the background": lambda each: f"{encoded_a_second:.1f}",
        "Stock of vectors made anew, s": lambda each: f"{each.meanings.seconds:,.1f}",
        "The graph finds of the 100 nearest: mean / worst": _recall,
        "Database with encodings, MB": lambda each: f"{each.database_bytes / MEGABYTE:,.0f}",
        "Index, MB": lambda each: f"{each.index_bytes / MEGABYTE:,.0f}",
        "Vectors, MB": lambda each: f"{each.meanings.size / MEGABYTE:,.0f}",
        "Published and found by all workers: words / meaning, s": lambda each: (
            f"{each.published['words']:.2f} / {each.published['meaning']:.2f}"
        ),
        "Eight readers: answers a second": lambda each: f"{each.throughput.per_second:,.0f}",
        "Eight readers: median / 95 %, ms": lambda each: both(each.throughput.timing),
        "Worker processes for them": lambda each: str(len(each.memory)),
        "Memory of the only worker, own / PSS, MB": lambda each: _memory(each.memory_alone),
        "Memory of each of several workers, own / PSS, MB": lambda each: _memory(each.memory),
        "A broad word finds, share of the library": lambda each: (
            f"{min(each.broad_shares):.0%} to {max(each.broad_shares):.0%}"
        ),
    }
    head = ["Library", *(f"{report.size:,}" for report in reports)]
    return table(head, [[name, *map(figure, reports)] for name, figure in rows.items()])


def wanted_table(reports: Sequence[Measured]) -> str:
    """Return the aims as a table."""
    return table(["Wanted", "Found", "Met"], [[each.aim, each.found, yes(each.met)] for each in wanted(reports)])


def floor_of(measured: Measured, kind: str) -> Floor | None:
    """Return the floor of the lists of this kind; nothing for pages that are no lists."""
    return measured.floor.get(SEARCH if kind == API_SEARCH else kind)


def ms(value: float) -> str:
    """Return milliseconds as the tables have them."""
    return f"{value:.1f}"


def both(timing: Timing) -> str:
    """Return median and 95th percentile."""
    return f"{ms(timing.median)} / {ms(timing.p95)}"


def times(value: float) -> str:
    """Return a ratio as the tables have it."""
    return f"{value:.1f} ×"


def yes(met: bool) -> str:
    """Return whether an aim is reached, in a word."""
    return "yes" if met else "no"


def _part(timing: Timing | None) -> str:
    return ms(timing.median) if timing else ""


def _recall(measured: Measured) -> str:
    recall = measured.meanings.recall
    return f"{recall.mean:.1%} / {recall.worst:.0%}" if recall else "all are compared"


def _memory(workers: Iterable[Memory]) -> str:
    own, pss = zip(*((each.own, each.pss) for each in workers), strict=True)
    return f"{median(own) / MEGABYTE:.0f} / {median(pss) / MEGABYTE:.0f}"
