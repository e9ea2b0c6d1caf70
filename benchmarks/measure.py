"""One library of one size, from an empty folder to the figures."""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.clients import WARM_UP, Reader, Throughput, Timing, one_reader, several_readers
from benchmarks.installation import Installation, Served, installation
from benchmarks.machine import Memory, children_cpu, children_memory
from benchmarks.pages import HYBRID, ONLY_FIRST_BYTE, addresses, broad_shares, list_queries
from benchmarks.practices import write_library

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Floor:
    """What one kind of list takes without any page (ms): the engine, the search of vectors, encoding the query."""

    engine: Timing
    vectors: Timing | None = None
    encoder: Timing | None = None

    @property
    def median(self) -> float:
        """All parts together, by their medians."""
        return sum(part.median for part in (self.engine, self.vectors, self.encoder) if part)


@dataclass(frozen=True, slots=True)
class Recall:
    """Which part of the nearest passages the graph finds: on average, and for the worst of the queries."""

    mean: float
    worst: float


@dataclass(frozen=True, slots=True)
class Meanings:
    """The stock of vectors: passages, bytes, seconds to make it anew, and what its graph finds (None: no graph)."""

    passages: int
    size: int
    seconds: float
    recall: Recall | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at one size. Seconds for taking in and indexing, bytes for sizes, shares from 0 to 1.

    `timings` and `cpu` (what the server computed for one answer, in milliseconds) are of one worker, `throughput` is of
    several; `memory` is of each worker where there is one, and where there are several. `searched` is the hybrid search
    with all facets and no page. `published` says how many seconds passed until all workers found a new practice, by its
    words and by its meaning.
    """

    size: int
    import_seconds: float
    index_seconds: float
    database_bytes: int
    index_bytes: int
    broad_shares: list[float]
    timings: dict[str, Timing]
    cpu: dict[str, float]
    floor: dict[str, Floor]
    searched: dict[str, Timing]
    throughput: Throughput
    memory_alone: list[Memory]
    memory: list[Memory]
    meanings: Meanings
    published: Mapping[str, float]


def measure(size: int, *, pool: Path, seconds: float, say: Say) -> Measured:
    """Make a library of `size` practices, serve it, and return what was measured; readers crowd for `seconds`.

    `pool` holds the encodings whose mixtures the practices mean (see `benchmarks.meanings`).
    """
    with installation() as library:
        say("taking in")
        import_seconds = _fill(library.without_meaning(), size)
        say("indexing anew")
        index_seconds = library.without_meaning().convivia("reindex")
        say("vectors")
        mixed = library.program("meanings", "mix", pool)
        say("the floor")
        floor, recall = _floor(library, size)
        say("the search itself")
        searched = _searched(library, size)
        with library.served(workers=1) as served:
            shares, timings, cpu, kinds = _read(served, size, say)
            memory_alone = children_memory(served.pid)
        with library.served() as served:
            say("eight readers")
            throughput = several_readers(served.port, _crowded(kinds), seconds)
            memory = children_memory(served.pid)
            say("publishing")
            published = library.program("publishing", str(served.port), str(served.pid))
        return Measured(
            size=size,
            import_seconds=import_seconds,
            index_seconds=index_seconds,
            database_bytes=library.database_bytes(),
            index_bytes=library.index_bytes(),
            broad_shares=shares,
            timings=timings,
            cpu=cpu,
            floor=floor,
            searched=searched,
            throughput=throughput,
            memory_alone=memory_alone,
            memory=memory,
            meanings=Meanings(mixed["passages"], library.vector_bytes(), mixed["stock"], recall),
            published=published,
        )


def encoding_rate(pool: Path) -> float:
    """Write the pool of encodings to the file `pool`; how many passages were encoded in a second comes back."""
    with installation() as library:
        return float(library.program("meanings", "pool", pool)["a_second"])


def _fill(library: Installation, size: int) -> float:
    """Take in `size` practices; how many seconds it took with the index comes back, without the time to invent them."""
    with tempfile.TemporaryDirectory(prefix="convivia-benchmark-files-") as folder:
        return sum(library.convivia("import", file) for file in write_library(Path(folder), size))


def _floor(library: Installation, size: int) -> tuple[dict[str, Floor], Recall | None]:
    """Return what each kind of list takes at least; a process of its own opens the library's index and vectors."""
    told = library.program("floor", said=json.dumps(list_queries(size)))
    parts = {
        part: {kind: Timing.of(times) if times else None for kind, times in told[part].items()}
        for part in ("engine", "vectors", "encoder")
    }
    floor = {
        kind: Floor(engine, parts["vectors"][kind], parts["encoder"][kind])
        for kind, engine in parts["engine"].items()
        if engine
    }
    return floor, Recall(fmean(told["recall"]), min(told["recall"])) if told["recall"] else None


def _searched(library: Installation, size: int) -> dict[str, Timing]:
    """Return what the hybrid search takes with all facets; a process of its own carries it out."""
    asked = {kind: queries for kind, queries in list_queries(size).items() if kind in HYBRID}
    told = library.program("searching", said=json.dumps(asked))
    return {kind: Timing.of(times) for kind, times in told.items()}


def _crowded(kinds: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the addresses that several readers read: of all kinds but whole files, which take as long as they are."""
    return [path for kind, paths in kinds.items() if kind not in ONLY_FIRST_BYTE for path in paths]


def _read(
    served: Served, size: int, say: Say
) -> tuple[list[float], dict[str, Timing], dict[str, float], dict[str, list[str]]]:
    with Reader(served.port) as reader:
        shares = broad_shares(reader, size)
        kinds = addresses(reader, size)
    timings, cpu = {}, {}
    for kind, paths in kinds.items():
        say(kind)
        before = children_cpu(served.pid)
        timings[kind] = one_reader(served.port, paths, only_first_byte=kind in ONLY_FIRST_BYTE)
        cpu[kind] = (children_cpu(served.pid) - before) * 1000 / (timings[kind].count + WARM_UP)
    return shares, timings, cpu, kinds
