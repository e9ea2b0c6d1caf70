"""The vectors of a library's passages, near ones found quickly; in files that all workers read.

One folder holds a *stock* (vectors of many passages, mapped into memory and shared by all processes) and a *log* of
what changed since: each entry replaces or removes the passages of one practice, and readers take in what was appended
whenever the file has grown. When the log is long, both become a new stock. Small stocks are searched exactly, large
ones by a graph (HNSW, from `usearch`), which may miss some of the nearest.

Vectors are kept as signed bytes: a quarter of the memory, and the cosine is off by less than 0.01.
"""

import os
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from usearch.compiled import MetricKind
from usearch.index import Index, search

from convivia.search.encoders.port import Vectors
from convivia.search.engines.folders import Folders
from convivia.search.engines.port import IndexMissing

Bytes: TypeAlias = NDArray[np.int8]
Keys: TypeAlias = NDArray[np.uint64]

# A joined vector has some 900 dimensions, the largest of them about a quarter of its length.
SCALE = 508.0
# Up to here all vectors are compared, which takes some two milliseconds; from here on a graph is asked.
EXACT = 20_000
# Of the graph: neighbours of each node, and how many are looked at while it is built and while it is asked.
CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH = 16, 64, 128
# Passages in the log before it is made part of the stock.
LOG = 4_000
# A practice has fewer passages than this (`passages.MAX_PASSAGES` in each of its languages).
NUMBERS = 4096

_HEAD = struct.Struct("<QI")


class Near(NamedTuple):
    """A passage that is near: whose it is, the how-manieth, and the cosine."""

    pk: int
    number: int
    likeness: float


@dataclass(slots=True)
class _Open:
    """What is open for reading: the stock as mapped, and what of the log was read so far."""

    folder: Path
    keys: Keys
    rows: Bytes
    graph: Index | None
    read: int = 0
    changed: dict[int, Bytes] = field(default_factory=dict)
    recent: tuple[Keys, Bytes] | None = None


class VectorStore:
    """The vectors of one installation, below `root`; `form` names the encoder and everything that they depend on."""

    def __init__(self, root: Path, form: str, dimensions: int, exact: int = EXACT) -> None:
        self._folders = Folders(root, form)
        self._dimensions = dimensions
        self._exact = exact
        self._open: _Open | None = None
        self._opening = threading.Lock()

    def near(self, asked: Bytes, limit: int) -> list[Near]:
        """Return the passages nearest to a vector, at most `limit`, the nearest first; none where nothing is kept."""
        seen = self._newest()
        if seen is None:
            return []
        found: list[Near] = []
        if len(seen.keys):
            # What has changed since is passed over: so many more are asked for.
            more = limit + min(len(seen.changed) * 4, limit)
            found += (near for near in _in_stock(seen, asked, more) if near.pk not in seen.changed)
        if seen.changed:
            found += _in_rows(*_recent(seen, self._dimensions), asked, limit)
        return sorted(found, key=lambda near: (-near.likeness, near.pk, near.number))[:limit]

    def of(self, pk: int) -> Bytes:
        """Return the vectors of a practice's passages, one row each; no rows where it has none."""
        seen = self._newest()
        if seen is None:
            return np.empty((0, self._dimensions), np.int8)
        if pk in seen.changed:
            return seen.changed[pk]
        first, last = np.searchsorted(seen.keys, np.array([pk * NUMBERS, (pk + 1) * NUMBERS], dtype=np.uint64))
        return seen.rows[first:last]

    def size(self) -> int:
        """Return how many passages are kept (those that were replaced since the last stock counted, too)."""
        seen = self._newest()
        return 0 if seen is None else len(seen.keys) + sum(map(len, seen.changed.values()))

    def is_whole(self) -> bool:
        """Return whether there is a stock of this form that can be read."""
        return self._newest() is not None

    def put(self, changes: Mapping[int, Bytes], *, wait: float) -> None:
        """Replace the vectors of practices (no rows: remove them), for all workers at once.

        Raises `IndexBusy` where another writer is not done in `wait` seconds, `IndexMissing` where there is no stock.
        """
        with self._folders.lock(wait):
            folder = self._folders.current()
            if folder is None:
                raise IndexMissing("There are no vectors of this encoder yet.")
            _append(folder / "log", changes.items(), self._dimensions)
        seen = self._newest()
        if seen is not None and sum(map(len, seen.changed.values())) > LOG:
            self.merge(wait=wait)

    def merge(self, *, wait: float) -> None:
        """Make stock and log one new stock; readers go over to it when it is whole."""
        with self._folders.lock(wait):
            seen = self._newest()
            if seen is None:
                return
            kept = ~np.isin(seen.keys // np.uint64(NUMBERS), np.array(list(seen.changed), dtype=np.uint64))
            keys, rows = _recent(seen, self._dimensions)
            self._write(np.concatenate([seen.keys[kept], keys]), np.concatenate([seen.rows[kept], rows]))

    def rebuild(self, practices: Iterable[tuple[int, Bytes]], *, wait: float) -> None:
        """Make the stock anew from all practices with their vectors."""
        with self._folders.lock(wait):
            keys: list[Keys] = []
            rows: list[Bytes] = []
            for pk, vectors in practices:
                keys.append(_keys_of(pk, len(vectors)))
                rows.append(vectors)
            self._write(*_joined(keys, rows, self._dimensions))

    def _write(self, keys: Keys, rows: Bytes) -> None:
        order = np.argsort(keys, kind="stable")
        keys, rows = keys[order], rows[order]
        folder = self._folders.new()
        np.save(folder / "keys.npy", keys)
        np.save(folder / "rows.npy", rows)
        if len(keys) > self._exact:
            graph = _graph(self._dimensions)
            graph.add(keys, rows, threads=os.cpu_count() or 1)
            graph.save(str(folder / "graph"))
        (folder / "log").touch()
        self._folders.serve(folder)

    def _newest(self) -> _Open | None:
        """Return what is open, with all changes; None where nothing is kept or it cannot be read."""
        with self._opening:
            folder = self._folders.current()
            if folder is None:
                self._open = None
            elif self._open is None or self._open.folder != folder:
                self._open = _opened(folder, self._dimensions)
            if self._open is not None:
                _read_log(self._open, self._dimensions)
            return self._open


def to_bytes(rows: Vectors) -> Bytes:
    """Return rows of unit length as signed bytes."""
    return np.clip(np.round(rows * SCALE), -127, 127).astype(np.int8)


def exactly_near(rows: Bytes, asked: Bytes, limit: int) -> tuple[NDArray[np.uint64], Vectors]:
    """Return the numbers of the `rows` nearest to `asked` and their cosines, the nearest first; all are compared."""
    found = search(np.ascontiguousarray(rows), asked, min(limit, len(rows)), MetricKind.Cos, exact=True, threads=1)
    return found.keys, 1 - found.distances


def _in_stock(seen: _Open, asked: Bytes, limit: int) -> Iterator[Near]:
    if seen.graph is None:
        yield from _in_rows(seen.keys, seen.rows, asked, limit)
        return
    found = seen.graph.search(asked, min(limit, len(seen.keys)), threads=1)
    yield from _nears(found.keys, 1 - found.distances)


def _in_rows(keys: Keys, rows: Bytes, asked: Bytes, limit: int) -> Iterator[Near]:
    if len(rows):
        numbers, cosines = exactly_near(rows, asked, limit)
        yield from _nears(keys[numbers], cosines)


def _nears(keys: Keys, cosines: Vectors) -> Iterator[Near]:
    for key, cosine in zip(keys.tolist(), cosines.tolist(), strict=True):
        yield Near(key // NUMBERS, key % NUMBERS, cosine)


def _recent(seen: _Open, dimensions: int) -> tuple[Keys, Bytes]:
    """Return keys and rows of all changes, put together once after each."""
    if seen.recent is None:
        keys = [_keys_of(pk, len(rows)) for pk, rows in seen.changed.items()]
        seen.recent = _joined(keys, list(seen.changed.values()), dimensions)
    return seen.recent


def _joined(keys: Sequence[Keys], rows: Sequence[Bytes], dimensions: int) -> tuple[Keys, Bytes]:
    return (
        np.concatenate([np.empty(0, np.uint64), *keys]),
        np.concatenate([np.empty((0, dimensions), np.int8), *rows]),
    )


def _keys_of(pk: int, count: int) -> Keys:
    return np.arange(pk * NUMBERS, pk * NUMBERS + min(count, NUMBERS), dtype=np.uint64)


def _graph(dimensions: int) -> Index:
    return Index(
        ndim=dimensions,
        metric=MetricKind.Cos,
        dtype="i8",
        connectivity=CONNECTIVITY,
        expansion_add=EXPANSION_ADD,
        expansion_search=EXPANSION_SEARCH,
    )


def _opened(folder: Path, dimensions: int) -> _Open | None:
    """Open a stock; None where its files are broken, so that words are searched all the same until it is made anew."""
    try:
        keys = np.load(folder / "keys.npy", mmap_mode="r")
        rows = np.load(folder / "rows.npy", mmap_mode="r")
        if rows.shape != (len(keys), dimensions):
            return None
        graph = None
        if (folder / "graph").exists():
            graph = _graph(dimensions)
            graph.view(str(folder / "graph"))
        return _Open(folder, keys, rows, graph)
    except (OSError, ValueError, RuntimeError, EOFError):
        return None


def _read_log(seen: _Open, dimensions: int) -> None:
    """Take in what was appended to the log since the last look; an entry that is not whole yet waits."""
    path = seen.folder / "log"
    try:
        if os.stat(path).st_size <= seen.read:  # noqa: PTH116 (asked for at each search: half the time of `Path.stat`)
            return
    except OSError:
        return
    for pk, rows, end in _entries(path, seen.read, dimensions):
        seen.changed[pk] = rows
        seen.recent = None
        seen.read = end


def _entries(path: Path, start: int, dimensions: int) -> Iterator[tuple[int, Bytes, int]]:
    """Yield the whole entries of a log from `start` on: practice, rows, and where the entry ends."""
    with path.open("rb") as file:
        file.seek(start)
        at = start
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            pk, count = _HEAD.unpack(head)
            data = file.read(count * dimensions)
            if len(data) < count * dimensions:
                return
            at += _HEAD.size + len(data)
            yield pk, np.frombuffer(data, np.int8).reshape(count, dimensions), at


def _append(path: Path, entries: Iterable[tuple[int, Bytes]], dimensions: int) -> None:
    """Append entries; what a killed writer left unfinished at the end goes first."""
    end = max((end for *_, end in _entries(path, 0, dimensions)), default=0)
    with path.open("r+b") as file:
        file.truncate(end)
        file.seek(end)
        for pk, rows in entries:
            file.write(_HEAD.pack(pk, len(rows)) + rows.tobytes())
        file.flush()
        os.fsync(file.fileno())
