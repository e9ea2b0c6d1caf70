"""The figures as Markdown, and what is wanted of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.clients import Timing
from benchmarks.measure import Measured
from benchmarks.pages import API_SEARCH, SEARCH, SUGGESTIONS

MAX_RATIO, MAX_P95, MAX_GROWTH, MAX_IMPORT_SECONDS = 3.0, 50.0, 3.0, 60.0
# A list that comes later than this is behind the letters.
MAX_SUGGESTION = 20.0
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """One aim, what was found, and whether that reaches it."""

    aim: str
    found: str
    met: bool


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
    """Return the table of one size: each kind of page beside the bare engine."""
    rows = []
    for kind, timing in measured.timings.items():
        engine = engine_of(measured, kind)
        beside = [ms(engine.median), times(timing.median / engine.median)] if engine else ["", ""]
        size = f"{timing.size / 1024:.1f}"
        rows.append([kind, ms(timing.median), ms(timing.p95), *beside, ms(measured.cpu[kind]), size])
    return table(["Page", "median ms", "95 % ms", "engine ms", "page / engine", "CPU ms", "kB"], rows)


def growth(reports: Sequence[Measured]) -> str:
    """Return the table that compares the sizes, with what is wanted of the largest."""
    least, most = reports[0], reports[-1]
    head = ["Page", *(f"{report.size:,}" for report in reports), "growth", "page / engine", "wanted"]
    rows = []
    for kind, timing in most.timings.items():
        engine = engine_of(most, kind)
        ratio = timing.median / engine.median if engine else 0.0
        grown = timing.median / least.timings[kind].median
        missed = _missed(
            timing, grown, ratio if kind == SEARCH else 0, MAX_SUGGESTION if kind == SUGGESTIONS else MAX_P95
        )
        figures = [f"{ms(each.timings[kind].median)} / {ms(each.timings[kind].p95)}" for each in reports]
        rows.append([kind, *figures, times(grown), times(ratio) if engine else "", missed or "met"])
    return table(head, rows)


def _missed(timing: Timing, grown: float, ratio: float, most: float) -> str:
    """Return the aims that a kind of page misses, in words; empty when it reaches all."""
    aims = {
        f"95 % under {most:.0f} ms": timing.p95 < most,
        f"growth under {MAX_GROWTH:.0f}": grown < MAX_GROWTH,
        f"{MAX_RATIO:.0f} × engine": ratio <= MAX_RATIO,
    }
    missed = [aim for aim, met in aims.items() if not met]
    return f"missed: {', '.join(missed)}" if missed else ""


def totals(reports: Sequence[Measured]) -> str:
    """Return the table of what is measured of a whole library."""
    rows: dict[str, Callable[[Measured], str]] = {
        "Practices a second, taken in and indexed": lambda each: f"{each.size / each.import_seconds:,.0f}",
        "Practices a second, indexed anew": lambda each: f"{each.size / each.index_seconds:,.0f}",
        "Database, MB": lambda each: f"{each.database_bytes / MEGABYTE:,.0f}",
        "Index, MB": lambda each: f"{each.index_bytes / MEGABYTE:,.0f}",
        "Eight readers: answers a second": lambda each: f"{each.throughput.per_second:,.0f}",
        "Eight readers: median / 95 %, ms": lambda each: (
            f"{ms(each.throughput.timing.median)} / {ms(each.throughput.timing.p95)}"
        ),
        "Worker processes": lambda each: str(len(each.memory)),
        "Memory of a worker, shared parts shared out (PSS), MB": lambda each: _megabytes(
            [one.pss for one in each.memory]
        ),
        "Memory of a worker, its own alone (USS), MB": lambda each: _megabytes([one.uss for one in each.memory]),
        "A broad word finds, share of the library": lambda each: (
            f"{min(each.broad_shares):.0%} to {max(each.broad_shares):.0%}"
        ),
    }
    head = ["Library", *(f"{report.size:,}" for report in reports)]
    return table(head, [[name, *map(figure, reports)] for name, figure in rows.items()])


def wanted(reports: Sequence[Measured]) -> list[Wanted]:
    """Return the aims, judged at the largest size."""
    least, most = reports[0], reports[-1]
    engine = most.engine[SEARCH].median
    ratio = most.timings[SEARCH].median / engine
    slowest = max(most.timings, key=lambda kind: most.timings[kind].p95)
    grown = {kind: timing.median / least.timings[kind].median for kind, timing in most.timings.items()}
    fastest_growing = max(grown, key=lambda kind: grown[kind])
    seconds = most.import_seconds / most.size * 10_000
    at = f"at {most.size:,}"
    suggestions = most.timings.get(SUGGESTIONS)
    told = [
        Wanted(
            f"a broad search with all facets takes at most {MAX_RATIO:.0f} times the bare engine {at}",
            f"{times(ratio)} ({ms(most.timings[SEARCH].median)} / {ms(engine)} ms)",
            ratio <= MAX_RATIO,
        ),
        Wanted(
            f"the 95th percentile of every page is under {MAX_P95:.0f} ms {at}",
            f"slowest: {slowest}, {ms(most.timings[slowest].p95)} ms",
            most.timings[slowest].p95 < MAX_P95,
        ),
        Wanted(
            f"from {least.size:,} to {most.size:,} no page grows {MAX_GROWTH:.0f} times as slow",
            f"most: {fastest_growing}, {times(grown[fastest_growing])}",
            grown[fastest_growing] < MAX_GROWTH,
        ),
        Wanted(
            f"10,000 practices with their index take under {MAX_IMPORT_SECONDS:.0f} s",
            f"{seconds:.0f} s at the rate of {most.size:,}",
            seconds < MAX_IMPORT_SECONDS,
        ),
    ]
    if suggestions:
        aim = f"the 95th percentile of suggestions while typing is under {MAX_SUGGESTION:.0f} ms {at}"
        told.append(Wanted(aim, f"{ms(suggestions.p95)} ms", suggestions.p95 < MAX_SUGGESTION))
    return told


def wanted_table(reports: Sequence[Measured]) -> str:
    """Return the aims as a table."""
    return table(["Wanted", "Found", "Met"], [[each.aim, each.found, yes(each.met)] for each in wanted(reports)])


def engine_of(measured: Measured, kind: str) -> Timing | None:
    """Return what the bare engine took for the lists of this kind; nothing for pages that are no lists."""
    return measured.engine.get(SEARCH if kind == API_SEARCH else kind)


def ms(value: float) -> str:
    """Return milliseconds as the tables have them."""
    return f"{value:.1f}"


def times(value: float) -> str:
    """Return a ratio as the tables have it."""
    return f"{value:.1f} ×"


def yes(met: bool) -> str:
    """Return whether an aim is reached, in a word."""
    return "yes" if met else "no"


def _megabytes(sizes: Sequence[int]) -> str:
    return f"{median(sizes) / MEGABYTE:.0f}"
