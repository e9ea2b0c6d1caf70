"""A library of its own in a temporary folder: set up, filled, served and removed by the real console command."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import Any

CONSOLE = Path(sys.executable).with_name("convivia")
HOST = "127.0.0.1"
START_SECONDS, STOP_SECONDS = 60, 15
STOPPING = (signal.SIGINT, signal.SIGTERM)
SETTINGS = ("CONVIVIA_", "DJANGO_")


class BenchmarkError(Exception):
    """The measurement cannot go on; the message says what happened."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with a database, an index and static files. `environment` is what its commands run with."""

    home: Path
    environment: dict[str, str]

    def run(self, *command: str | Path, said: str = "") -> str:
        """Run a program with `said` as its input; what it printed comes back. Raise `BenchmarkError` if it fails."""
        with _ended(self._started(command, said=bool(said))) as process:
            output, errors = process.communicate(said or None)
            if process.returncode:
                raise BenchmarkError(f"{' '.join(map(str, command))} failed:\n{output[-2000:]}{errors[-2000:]}")
            return output

    def convivia(self, *arguments: str | Path) -> float:
        """Run `convivia` with these arguments; how many seconds it took comes back."""
        before = time.perf_counter()
        self.run(CONSOLE, *arguments)
        return time.perf_counter() - before

    def program(self, name: str, *arguments: str | Path, said: str = "") -> Any:
        """Run a program of the benchmark; what it printed as JSON comes back."""
        return json.loads(self.run(sys.executable, "-m", f"benchmarks.{name}", *arguments, said=said))

    def without_meaning(self) -> "Installation":
        """Return the same library as it works without an encoder: nothing is encoded by its commands."""
        return replace(self, environment=self.environment | {"CONVIVIA_ENCODER": "none"})

    @contextmanager
    def served(self, workers: int | None = None) -> Iterator["Served"]:
        """Serve the library as in production while the block runs, by `workers` or as many as suit the machine."""
        port = _free_port()
        some = ("--workers", str(workers)) if workers else ()
        command = (CONSOLE, "serve", "--host", HOST, "--port", str(port), *some)
        with _ended(self._started(command, errors=subprocess.STDOUT)) as process:
            _wait_until_served(process, port)
            yield Served(port, process.pid)

    def database_bytes(self) -> int:
        """Return the size of the database on disk, with its journal."""
        return sum(file.stat().st_size for file in self.home.glob("convivia.sqlite3*"))

    def index_bytes(self) -> int:
        """Return the size of the search index on disk."""
        return sum(file.stat().st_size for file in (self.home / "index").rglob("*") if file.is_file())

    def vector_bytes(self) -> int:
        """Return the size of the vectors on disk."""
        return sum(file.stat().st_size for file in (self.home / "vectors").rglob("*") if file.is_file())

    def _started(
        self, command: tuple[str | Path, ...], *, said: bool = False, errors: int = subprocess.PIPE
    ) -> "subprocess.Popen[str]":
        # A session of its own: Ctrl-C reaches this process alone, which then ends the others and removes the folder.
        return subprocess.Popen(
            list(command),
            env=self.environment,
            stdin=subprocess.PIPE if said else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )


@dataclass(frozen=True, slots=True)
class Served:
    """Where a library is served, and the process that does it."""

    port: int
    pid: int


@contextmanager
def installation(*, kept: Collection[str] = (), with_practices: bool = False) -> Iterator[Installation]:
    """Make a library, empty or of the shipped practices; whatever happens in the block, its folder is removed.

    Of the settings that this process has, it gets only those that `kept` names.
    """
    folder = Path(tempfile.mkdtemp(prefix="convivia-benchmark-"))
    try:
        own = {name: value for name, value in os.environ.items() if name in kept or not name.startswith(SETTINGS)}
        made = Installation(folder, own | {"CONVIVIA_HOME": str(folder), "CONVIVIA_SECRET_KEY": "only for measuring"})
        made.convivia("setup", *(() if with_practices else ("--empty",)))
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def interrupt_on_signals() -> None:
    """From now on, the first signal to stop raises `KeyboardInterrupt`, so that processes end and folders go."""
    for number in STOPPING:
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Begin to end processes and remove folders; whoever is impatient does not interrupt that."""
    for other in STOPPING:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _ended(process: "subprocess.Popen[str]") -> Iterator["subprocess.Popen[str]"]:
    """Pass `process` on; at the end of the block it and its children are gone."""
    try:
        yield process
    finally:
        _signal(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        _signal(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()


def _signal(group: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_until_served(process: "subprocess.Popen[str]", port: int) -> None:
    """Return when the library answers; raise `BenchmarkError` when the server ends or says nothing for too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output, _ = process.communicate()
            raise BenchmarkError(f"convivia serve ended:\n{output[-2000:]}")
        connection = HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/api/v1/practices?page_size=1")
            connection.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.2)
        finally:
            connection.close()
    raise BenchmarkError(f"convivia serve did not answer within {START_SECONDS} s")
