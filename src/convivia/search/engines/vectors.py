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
from tokenize import TokenError
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
# Of the graph: neighbours of each node, and how many are looked at while it is built and while it is asked. Of 270,000
# passages, 800 find 98 % of the hundred nearest in two milliseconds; 128 find 91 % in one.
CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH = 16, 64, 800
# Passages in the log before it is made part of the stock.
LOG = 4_000
# A practice has fewer passages than this (`passages.MAX_PASSAGES` in each of its languages).
NUMBERS = 4096
# No practice has a number like this: keys would not be whole numbers of eight bytes.
LAST = 2**51

_HEAD = struct.Struct("<QI")


class Near(NamedTuple):
    """A passage that is near: whose it is, the how-manieth, and the cosine."""

    pk: int
    number: int
    likeness: float


class _Changes(NamedTuple):
    """What the log says, put together: the passages in it, whose they are, and how many of the stock they replace."""

    keys: Keys
    rows: Bytes
    practices: Keys
    replaced: int


@dataclass(slots=True)
class _Open:
    """What is open for reading: the stock as mapped, and what of the log was read so far.

    Several threads search at once: only who holds the lock goes through `changed`; the others go through `recent`,
    which is replaced and never changed.
    """

    folder: Path
    keys: Keys
    rows: Bytes
    graph: Index | None
    recent: _Changes
    read: int = 0
    changed: dict[int, Bytes] = field(default_factory=dict)

    def rows_of(self, first: int, last: int) -> Bytes:
        """Return the rows of the stock from `first` up to `last`, in the order of their keys."""
        if self.graph is None or first == last:
            return self.rows[first:last]
        found: Bytes = np.asarray(self.graph.get(self.keys[first:last]), dtype=np.int8)
        return found


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
        changes = seen.recent
        found = [*_in_stock(seen, changes, asked, limit), *_nears(*_in_rows(changes.keys, changes.rows, asked, limit))]
        return sorted(found, key=lambda near: (-near.likeness, near.pk, near.number))[:limit]

    def of(self, pk: int) -> Bytes:
        """Return the vectors of a practice's passages, one row each; no rows where it has none."""
        seen = self._newest()
        if seen is None:
            return np.empty((0, self._dimensions), np.int8)
        if (changed := seen.changed.get(pk)) is not None:
            return changed
        first, last = np.searchsorted(seen.keys, np.array([pk * NUMBERS, (pk + 1) * NUMBERS], dtype=np.uint64))
        return seen.rows_of(int(first), int(last))

    def size(self) -> int:
        """Return how many passages are kept (those that were replaced since the last stock counted, too)."""
        seen = self._newest()
        return 0 if seen is None else len(seen.keys) + len(seen.recent.keys)

    def state(self) -> str:
        """Return a name for what is kept at present; it is another one after each change."""
        seen = self._newest()
        return f"{seen.folder}:{seen.read}" if seen else ""

    def is_whole(self) -> bool:
        """Return whether there is a stock of this form that can be read."""
        return self._newest() is not None

    def put(self, changes: Mapping[int, Bytes], *, wait: float) -> None:
        """Replace the vectors of practices (no rows: remove them), for all workers at once.

        Raises `IndexBusy` where another writer is not done in `wait` seconds, `IndexMissing` where there is no stock.
        """
        with self._folders.lock(wait):
            folder = self._folders.current()
            if folder is None or not (folder / "log").exists():
                raise IndexMissing("There are no vectors of this encoder yet.")
            _append(folder / "log", changes.items(), self._dimensions)
        seen = self._newest()
        if seen is not None and len(seen.recent.keys) > LOG:
            self.merge(wait=wait)

    def merge(self, *, wait: float) -> None:
        """Make stock and log one new stock; readers go over to it when it is whole."""
        with self._folders.lock(wait):
            seen = self._newest()
            if seen is None:
                return
            changes = seen.recent
            kept = _are_kept(seen.keys, changes)
            keys = np.concatenate([seen.keys[kept], changes.keys])
            self._write(keys, np.concatenate([seen.rows_of(0, len(seen.keys))[kept], changes.rows]))

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
        if len(keys) > self._exact:
            graph = _graph(self._dimensions)
            graph.add(keys, rows, threads=os.cpu_count() or 1)
            graph.save(str(folder / "graph"))  # which holds the rows, too
        else:
            np.save(folder / "rows.npy", rows)
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
            if self._open is not None and not _has_read_log(self._open, self._dimensions):
                self._open = None
            return self._open


def to_bytes(rows: Vectors) -> Bytes:
    """Return rows of unit length as signed bytes."""
    return np.clip(np.round(rows * SCALE), -127, 127).astype(np.int8)


def exactly_near(rows: Bytes, asked: Bytes, limit: int) -> tuple[NDArray[np.uint64], Vectors]:
    """Return the numbers of the `rows` nearest to `asked` and their cosines, the nearest first; all are compared."""
    found = search(np.ascontiguousarray(rows), asked, min(limit, len(rows)), MetricKind.Cos, exact=True, threads=1)
    return found.keys, 1 - found.distances


def _in_stock(seen: _Open, changes: _Changes, asked: Bytes, limit: int) -> Iterator[Near]:
    """Yield what is near in the stock. What has changed since is passed over: so many more are asked for; of a graph
    not more than twice as many, which would take too long."""
    if seen.graph is None:
        keys, cosines = _in_rows(seen.keys, seen.rows, asked, limit + changes.replaced)
    else:
        more = limit + min(changes.replaced, limit)
        found = seen.graph.search(asked, min(more, len(seen.keys)), threads=1)
        keys, cosines = found.keys, 1 - found.distances
    kept = _are_kept(keys, changes)
    yield from _nears(keys[kept][:limit], cosines[kept][:limit])


def _in_rows(keys: Keys, rows: Bytes, asked: Bytes, limit: int) -> tuple[Keys, Vectors]:
    if not len(rows):
        return keys, np.empty(0, np.float32)
    numbers, cosines = exactly_near(rows, asked, limit)
    return keys[numbers], cosines


def _are_kept(keys: Keys, changes: _Changes) -> NDArray[np.bool_]:
    return ~np.isin(keys // np.uint64(NUMBERS), changes.practices)


def _nears(keys: Keys, cosines: Vectors) -> Iterator[Near]:
    for key, cosine in zip(keys.tolist(), cosines.tolist(), strict=True):
        yield Near(key // NUMBERS, key % NUMBERS, cosine)


def _together(stock: Keys, changed: Mapping[int, Bytes], dimensions: int) -> _Changes:
    """Return all changes of a stock, put together."""
    practices = np.array(list(changed), dtype=np.uint64)
    first, last = (np.searchsorted(stock, (practices + np.uint64(more)) * np.uint64(NUMBERS)) for more in (0, 1))
    keys = [_keys_of(pk, len(rows)) for pk, rows in changed.items()]
    joined = _joined(keys, list(changed.values()), dimensions)
    return _Changes(*joined, practices, int((last - first).sum()))


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
        if (keys.dtype, keys.ndim) != (np.uint64, 1):
            return None
        if (folder / "graph").exists():
            graph = _graph(dimensions)
            graph.view(str(folder / "graph"))
            none = np.empty((0, dimensions), np.int8)
            is_whole = len(graph) == len(keys)
            return _Open(folder, keys, none, graph, _together(keys, {}, dimensions)) if is_whole else None
        rows = np.load(folder / "rows.npy", mmap_mode="r")
        is_whole = (rows.dtype, rows.shape) == (np.int8, (len(keys), dimensions))
        return _Open(folder, keys, rows, None, _together(keys, {}, dimensions)) if is_whole else None
    except (OSError, ValueError, RuntimeError, EOFError, TypeError, TokenError):
        return None


def _has_read_log(seen: _Open, dimensions: int) -> bool:
    """Take in what was appended to the log since the last look; an entry that is not whole yet waits. False comes back
    where there is no log: without what has changed, the stock is not to be trusted."""
    path = seen.folder / "log"
    try:
        if os.stat(path).st_size > seen.read:  # noqa: PTH116 (asked for at each search: half the time of `Path.stat`)
            for pk, rows, end in _entries(path, seen.read, dimensions):
                seen.changed[pk] = rows
                seen.read = end
            seen.recent = _together(seen.keys, seen.changed, dimensions)
    except OSError:
        return False
    return True


def _entries(path: Path, start: int, dimensions: int) -> Iterator[tuple[int, Bytes, int]]:
    """Yield the whole entries of a log from `start` on: practice, rows, and where the entry ends."""
    with path.open("rb") as file:
        file.seek(start)
        at = start
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            pk, count = _HEAD.unpack(head)
            if pk >= LAST or count > NUMBERS:
                return
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
