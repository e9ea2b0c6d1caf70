"""Readers of a library that is served: one who waits for each answer, several at once. Times are in milliseconds."""

import gzip
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from random import Random
from statistics import median, quantiles
from types import TracebackType
from typing import Any, Self

from benchmarks.installation import HOST, BenchmarkError

WARM_UP, REQUESTS, CLIENTS = 15, 150, 8
# A kind of page that is slow is asked for so long (s), but so many times at least.
LONGEST, FEWEST = 6.0, 40
TRIES, PAUSE = 100, 0.1
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html,application/json"}


@dataclass(frozen=True, slots=True)
class Timing:
    """How long answers took (ms), how large they were over the wire (bytes), and how many they were."""

    median: float
    p95: float
    size: float = 0
    count: int = REQUESTS

    @classmethod
    def of(cls, times: Sequence[float], sizes: Sequence[int] = (0,)) -> Self:
        """Return what is to be said of single measurements, given in milliseconds."""
        return cls(median(times), quantiles(times, n=20)[-1], median(sizes), len(times))


@dataclass(frozen=True, slots=True)
class Throughput:
    """What several readers at once got: answers a second, and how long each took."""

    per_second: float
    timing: Timing


class Reader:
    """One keep-alive connection to a library, as a browser holds it; with the `cookie` of a session."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self._headers = HEADERS | ({"Cookie": cookie} if cookie else {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """Return the body of `path` as it came over the wire; raise `BenchmarkError` unless the answer is a 200."""
        try:
            self._connection.request("GET", path, headers=self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            raise BenchmarkError(f"{path}: {error!r}") from error
        if answer.status != 200:
            raise BenchmarkError(f"{path} was answered with {answer.status}")
        return body

    def timed(self, path: str) -> tuple[float, int]:
        """Return how long `path` took in milliseconds, to its last byte, and its size."""
        before = time.perf_counter()
        body = self.get(path)
        return (time.perf_counter() - before) * 1000, len(body)

    def begun(self, path: str) -> tuple[float, int]:
        """Return how long the first byte of `path` took in milliseconds; the rest is not waited for, and no size said.

        The connection is made anew, which is a part of the time. A server that still makes the file of the last time
        is asked again.
        """
        for _ in range(TRIES):
            before = time.perf_counter()
            self._connection.close()
            self._connection.request("GET", path, headers=self._headers)
            answer = self._connection.getresponse()
            answer.read(1)
            passed = (time.perf_counter() - before) * 1000
            self._connection.close()
            if answer.status == 200:
                return passed, 0
            time.sleep(PAUSE)
        raise BenchmarkError(f"{path} was answered with {answer.status}")

    def json(self, path: str) -> Any:
        """Return the answer of the API at `path`."""
        return json.loads(self.text(path))

    def text(self, path: str) -> str:
        """Return the body of `path` as text."""
        body = self.get(path)
        return (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).decode()


def one_reader(port: int, paths: Sequence[str], *, only_first_byte: bool = False, cookie: str = "") -> Timing:
    """Return how long each of `paths` takes one reader, after a warm-up with the last of them."""
    with Reader(port, cookie) as reader:
        read = reader.begun if only_first_byte else reader.timed
        for path in islice(cycle(reversed(paths)), WARM_UP):
            read(path)
        answers: list[tuple[float, int]] = []
        end = time.monotonic() + LONGEST
        for path in islice(cycle(paths), REQUESTS):
            if time.monotonic() > end and len(answers) >= FEWEST:
                break
            answers.append(read(path))
    times, sizes = zip(*answers, strict=True)
    return Timing.of(times, sizes)


def several_readers(port: int, paths: Sequence[str], seconds: float) -> Throughput:
    """Return what eight readers get who read `paths`, each in an order of its own, for `seconds`."""
    start = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        rounds = pool.map(lambda number: _read_until(port, paths, number, start + seconds), range(CLIENTS))
        times = [each for one_round in rounds for each in one_round]
    return Throughput(len(times) / (time.monotonic() - start), Timing.of(times))


def _read_until(port: int, paths: Sequence[str], number: int, end: float) -> list[float]:
    mixed = Random(number).sample(paths, len(paths))
    times = []
    with Reader(port) as reader:
        for path in cycle(mixed):
            if time.monotonic() >= end:
                break
            times.append(reader.timed(path)[0])
    return times
