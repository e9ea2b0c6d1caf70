"""One library of one size, from an empty folder to the figures."""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clients import REQUESTS, WARM_UP, Reader, Throughput, Timing, one_reader, several_readers
from benchmarks.installation import Installation, Served, installation
from benchmarks.machine import Memory, children_cpu, children_memory
from benchmarks.pages import addresses, broad_shares, list_queries
from benchmarks.practices import write_library

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at one size. Seconds for taking in and indexing, bytes for sizes, shares from 0 to 1.

    `cpu` is what the server computed for one answer of a kind, in milliseconds.
    """

    size: int
    import_seconds: float
    index_seconds: float
    database_bytes: int
    index_bytes: int
    broad_shares: list[float]
    timings: dict[str, Timing]
    cpu: dict[str, float]
    engine: dict[str, Timing]
    throughput: Throughput
    memory: list[Memory]


def measure(size: int, *, seconds: float, say: Say) -> Measured:
    """Make a library of `size` practices, serve it, and return what was measured; readers crowd for `seconds`."""
    with installation() as library:
        say("taking in")
        import_seconds = _fill(library, size)
        say("indexing anew")
        index_seconds = library.convivia("reindex")
        say("the bare engine")
        engine = _engine_alone(library, size)
        with library.served() as served:
            shares, timings, cpu, throughput = _read(served, size, seconds, say)
            memory = children_memory(served.pid)
        return Measured(
            size=size,
            import_seconds=import_seconds,
            index_seconds=index_seconds,
            database_bytes=library.database_bytes(),
            index_bytes=library.index_bytes(),
            broad_shares=shares,
            timings=timings,
            cpu=cpu,
            engine=engine,
            throughput=throughput,
            memory=memory,
        )


def _fill(library: Installation, size: int) -> float:
    """Take in `size` practices; how many seconds it took with the index comes back, without the time to invent them."""
    with tempfile.TemporaryDirectory(prefix="convivia-benchmark-files-") as folder:
        return sum(library.convivia("import", file) for file in write_library(Path(folder), size))


def _engine_alone(library: Installation, size: int) -> dict[str, Timing]:
    """Return how long the engine alone takes for each kind of list; a process of its own opens this library's index."""
    said = json.dumps(list_queries(size))
    answer = json.loads(library.run(sys.executable, "-m", "benchmarks.engine", said=said))
    return {kind: Timing.of(times) for kind, times in answer.items()}


def _read(
    served: Served, size: int, seconds: float, say: Say
) -> tuple[list[float], dict[str, Timing], dict[str, float], Throughput]:
    with Reader(served.port) as reader:
        shares = broad_shares(reader, size)
        kinds = addresses(reader, size)
    timings, cpu = {}, {}
    for kind, paths in kinds.items():
        say(kind)
        before = children_cpu(served.pid)
        timings[kind] = one_reader(served.port, paths)
        cpu[kind] = (children_cpu(served.pid) - before) * 1000 / (WARM_UP + REQUESTS)
    say("eight readers")
    mixed = [path for paths in kinds.values() for path in paths]
    return shares, timings, cpu, several_readers(served.port, mixed, seconds)
