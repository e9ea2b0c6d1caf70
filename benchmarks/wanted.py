"""What is wanted of the figures, and whether they reach it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from benchmarks.clients import Timing
from benchmarks.machine import MEGABYTE
from benchmarks.measure import Measured
from benchmarks.pages import HYBRID, SEARCH, TYPED

MAX_RATIO, MAX_P95, MAX_GROWTH, MAX_IMPORT_SECONDS = 3.0, 50.0, 3.0, 60.0
# A list of suggestions that comes later than this is behind the letters.
MAX_SUGGESTION = 20.0
MAX_MEMORY, MAX_PUBLISHED_SECONDS = 500 * MEGABYTE, 2.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One aim, what was found, and whether that reaches it."""

    aim: str
    found: str
    met: bool


def missed(kind: str, timing: Timing, grown: float, ratio: float) -> str:
    """Return the aims that a kind of page misses, in words; empty when it reaches all. `ratio` is that to its floor."""
    most = MAX_SUGGESTION if kind in TYPED else MAX_P95
    aims = {
        f"95 % under {most:.0f} ms": timing.p95 < most,
        f"growth under {MAX_GROWTH:.0f}": grown < MAX_GROWTH,
        f"{MAX_RATIO:.0f} × floor": ratio <= MAX_RATIO or kind != SEARCH,
    }
    unmet = [aim for aim, met in aims.items() if not met]
    return f"missed: {', '.join(unmet)}" if unmet else ""


def wanted(reports: Sequence[Measured]) -> list[Wanted]:
    """Return the aims, judged at the largest size."""
    kinds = [kind for kind in reports[-1].timings if kind not in TYPED]
    typed = [kind for kind in reports[-1].timings if kind in TYPED]
    hybrid = [kind for kind in kinds if kind in HYBRID]
    at = f"at {reports[-1].size:,}"
    return [
        _ratio(reports[-1], at),
        _slowest_search(reports[-1], at),
        _slowest(
            f"the 95th percentile of every page of such a search is under {MAX_P95:.0f} ms {at}",
            reports[-1],
            hybrid,
            MAX_P95,
        ),
        _fastest_growing("no hybrid search", reports, hybrid),
        _slowest(f"the 95th percentile of every page is under {MAX_P95:.0f} ms {at}", reports[-1], kinds, MAX_P95),
        _fastest_growing("no page", reports, kinds),
        _slowest(
            f"the 95th percentile of suggestions while typing is under {MAX_SUGGESTION:.0f} ms {at}",
            reports[-1],
            typed,
            MAX_SUGGESTION,
        ),
        *_of_all(reports[-1], at),
    ]


def _ratio(most: Measured, at: str) -> Wanted:
    page, floor = most.timings[SEARCH].median, most.floor[SEARCH].median
    aim = f"a broad search with all facets takes at most {MAX_RATIO:.0f} times the floor {at}"
    return Wanted(aim, f"{page / floor:.1f} × ({page:.1f} / {floor:.1f} ms)", page / floor <= MAX_RATIO)


def _slowest_search(most: Measured, at: str) -> Wanted:
    slowest = max(most.searched, key=lambda kind: most.searched[kind].p95)
    aim = f"the 95th percentile of every hybrid search with all facets is under {MAX_P95:.0f} ms {at}"
    timing = most.searched[slowest]
    return Wanted(aim, f"slowest: {slowest}, {timing.p95:.1f} ms", timing.p95 < MAX_P95)


def _slowest(aim: str, most: Measured, kinds: Collection[str], limit: float) -> Wanted:
    slowest = max(kinds, key=lambda kind: most.timings[kind].p95)
    return Wanted(aim, f"slowest: {slowest}, {most.timings[slowest].p95:.1f} ms", most.timings[slowest].p95 < limit)


def _fastest_growing(what: str, reports: Sequence[Measured], kinds: Collection[str]) -> Wanted:
    least, most = reports[0], reports[-1]
    grown = {kind: most.timings[kind].median / least.timings[kind].median for kind in kinds}
    fastest = max(grown, key=grown.__getitem__)
    aim = f"from {least.size:,} to {most.size:,} {what} grows {MAX_GROWTH:.0f} times as slow"
    return Wanted(aim, f"most: {fastest}, {grown[fastest]:.1f} ×", grown[fastest] < MAX_GROWTH)


def _of_all(most: Measured, at: str) -> list[Wanted]:
    """Return the aims for a library as a whole."""
    memory = max((*most.memory_alone, *most.memory), key=lambda each: each.own)
    published = max(most.published["words"], most.published["meaning"])
    seconds = most.import_seconds / most.size * 10_000
    return [
        Wanted(
            f"a worker with its encoder takes under {MAX_MEMORY / MEGABYTE:.0f} MB {at}",
            f"most: {memory.own / MEGABYTE:.0f} MB, and {(memory.pss - memory.own) / MEGABYTE:.0f} MB of mapped files",
            memory.own < MAX_MEMORY,
        ),
        Wanted(
            f"all workers find what is published within {MAX_PUBLISHED_SECONDS:.0f} s {at}",
            f"{published:.2f} s",
            published < MAX_PUBLISHED_SECONDS,
        ),
        Wanted(
            f"10,000 practices with their index take under {MAX_IMPORT_SECONDS:.0f} s",
            f"{seconds:.0f} s at the rate of {most.size:,}",
            seconds < MAX_IMPORT_SECONDS,
        ),
    ]
