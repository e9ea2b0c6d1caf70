"""Making the meaning of practices searchable: encodings are made once for each passage and kept in the database.

What is not encoded yet is found by its words meanwhile. A run that is broken off goes on where it stopped.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import TypeVar

import numpy as np
from django.db.models import F, Q, QuerySet

from convivia.practices.models import Practice
from convivia.search.documents import CHUNK, texts_of
from convivia.search.encoders.installed import encoder
from convivia.search.encoders.port import Encoder
from convivia.search.encoders.reading import read_passages
from convivia.search.engines.port import IndexBusy, IndexMissing
from convivia.search.engines.vectors import Bytes, VectorStore, to_bytes
from convivia.search.meaning import form, practice_passages, store
from convivia.search.models import Encoded, Encoding
from convivia.search.passages import digest

# A change of so few practices is encoded at once; more of them take long, and wait for `encode_pending`.
AT_ONCE = 10
# Practices encoded in one step: their encodings are then kept, whatever happens.
STEP = 20
# More than these are made findable together, and then as many as there are already: each time the stock is written
# anew, which takes as long as it is large.
TOGETHER = 2_000
# Practices whose vectors are put together within half a second.
SMALL = 1000
SHORT_WAIT, LONG_WAIT = 1.0, 600.0
# The revision of a practice whose encodings are kept, but perhaps not in the stock.
NOT_YET = 0

Progress = Callable[[int, int], None]
T = TypeVar("T")


def encode_practices(*, ids: Sequence[int]) -> bool:
    """Make the meaning of the practices `ids` searchable now, and of some that wait; what is gone is found no longer.

    False comes back where that has to wait: they are many, there is no stock yet, or somebody else is writing.
    """
    reading, vectors = encoder(), store()
    if reading is None or vectors is None:
        return True
    if len(ids) > AT_ONCE:
        return False
    waiting = pending().exclude(pk__in=ids).values_list("pk", flat=True)[: AT_ONCE - len(ids)]
    revisions = dict(Practice.objects.filter(pk__in=[*ids, *waiting]).values_list("pk", "revision"))
    rows = _rows_of(reading, _encode(reading, revisions))
    none = np.empty((0, reading.dimensions), np.int8)
    try:
        vectors.put(dict.fromkeys(ids, none) | rows, wait=SHORT_WAIT)
    except (IndexBusy, IndexMissing):
        return False
    _mark_findable(revisions, rows)
    return True


def encode_pending(*, progress: Progress | None = None, wait: float = LONG_WAIT) -> int:
    """Make the meaning of all practices searchable that are not yet; how many were encoded comes back.

    `progress` is called with how many are done and how many there are. Raises `IndexBusy` where another writer is not
    done within `wait` seconds.
    """
    reading, vectors = encoder(), store()
    if reading is None or vectors is None:
        return 0
    if not vectors.is_whole():
        _rebuild(reading, vectors, wait)
    waiting = list(pending().order_by("pk").values_list("pk", flat=True))
    held, new = Encoded.objects.filter(encoder=form(reading), revision__gt=NOT_YET).count(), 0
    is_bulk = len(waiting) > TOGETHER or not held
    unseen: dict[int, int] = {}
    for ids in _chunks(waiting, STEP):
        revisions = dict(Practice.objects.filter(pk__in=ids).values_list("pk", "revision"))
        digests = _encode(reading, revisions)
        new += len(ids)
        if not is_bulk:
            rows = _rows_of(reading, digests)
            vectors.put(rows, wait=wait)
            _mark_findable(revisions, rows)
        else:
            unseen |= revisions
            if new == len(waiting) or len(unseen) >= max(TOGETHER, held):
                findable = _rebuild(reading, vectors, wait)
                _mark_findable(unseen, findable)
                unseen, held = {}, len(findable)
        if progress:
            progress(new, len(waiting))
    return len(waiting)


def make_anew(*, progress: Progress | None = None, wait: float = LONG_WAIT) -> int:
    """Put the stock together anew, encode what is not encoded yet, and delete the encodings that no practice needs.

    How many practices were encoded comes back.
    """
    reading, vectors = encoder(), store()
    if reading is None or vectors is None:
        return 0
    _rebuild(reading, vectors, wait)
    count = encode_pending(progress=progress, wait=wait)
    there = set(Encoding.objects.values_list("digest", flat=True))  # before those are looked up that are in use
    used = set(chain.from_iterable(Encoded.objects.filter(encoder=form(reading)).values_list("digests", flat=True)))
    for gone in _chunks(sorted(there - used), CHUNK):
        Encoding.objects.filter(digest__in=gone).delete()
    return count


def make_if_small() -> None:
    """Make a missing or broken stock anew from what is kept, where that takes no time that a reader would notice."""
    reading, vectors = encoder(), store()
    if reading is None or vectors is None or vectors.is_whole():
        return
    if Encoded.objects.count() <= SMALL:
        with suppress(IndexBusy, OSError):
            _rebuild(reading, vectors, SHORT_WAIT)


def needs_encoding() -> bool:
    """Return whether the meaning of some practices cannot be searched yet."""
    vectors = store()
    return vectors is not None and (not vectors.is_whole() or pending().exists())


def pending() -> QuerySet[Practice]:
    """Return the practices whose meaning cannot be searched yet, or only that of an older revision.

    What readers have never seen has none; what is hidden has none any more.
    """
    reading = encoder()
    if reading is None:
        return Practice.objects.none()
    meant = Practice.objects.filter(Q(is_shown=True) | Q(encoded__isnull=False))
    return meant.exclude(encoded__encoder=form(reading), encoded__revision__gte=F("revision"))


def _encode(reading: Encoder, revisions: Mapping[int, int]) -> dict[int, list[str]]:
    """Make and keep the encodings that are not there yet; the digests of the passages come back by practice.

    They are kept, too, but the practices stay pending until `_mark_findable`: whoever is stopped in between leaves
    nothing that is taken for done, and whoever makes the stock anew meanwhile takes them along.
    """
    texts = texts_of(revisions)
    found = {pk: list(practice_passages(texts.get(pk, ()))) for pk in revisions}
    digests = {pk: [digest(form(reading), passage) for passage in rows] for pk, rows in found.items()}
    new = dict(zip(chain.from_iterable(digests.values()), chain.from_iterable(found.values()), strict=True))
    for part in _chunks(list(new), CHUNK):
        for known in Encoding.objects.filter(digest__in=part).values_list("digest", flat=True):
            del new[known]
    rows = to_bytes(read_passages(reading, list(new.values())))
    made = [
        Encoding(digest=key, encoder=form(reading), vector=row.tobytes()) for key, row in zip(new, rows, strict=True)
    ]
    Encoding.objects.bulk_create(made, ignore_conflicts=True)
    _keep(reading, digests)
    return digests


def _keep(reading: Encoder, digests: Mapping[int, list[str]]) -> None:
    made = [
        Encoded(practice_id=pk, revision=NOT_YET, encoder=form(reading), digests=keys) for pk, keys in digests.items()
    ]
    fields = ["revision", "encoder", "digests"]
    Encoded.objects.bulk_create(made, update_conflicts=True, update_fields=fields, unique_fields=["practice"])


def _mark_findable(revisions: Mapping[int, int], held: Container[int]) -> None:
    """Note that practices can be found by meaning in these revisions, those of them that are `held` in the stock."""
    found = [Encoded(practice_id=pk, revision=revision) for pk, revision in revisions.items() if pk in held]
    Encoded.objects.bulk_update(found, ["revision"], batch_size=CHUNK // 5)


def _rows_of(reading: Encoder, digests: Mapping[int, Sequence[str]]) -> dict[int, Bytes]:
    """Return the kept encodings of practices, whose `digests` are given in the order of their passages."""
    kept: dict[str, bytes] = {}
    for part in _chunks(list(dict.fromkeys(chain.from_iterable(digests.values()))), CHUNK):
        for key, vector in Encoding.objects.filter(digest__in=part).values_list("digest", "vector"):
            kept[key] = bytes(vector)
    return {
        pk: np.frombuffer(b"".join(kept[key] for key in keys), np.int8).reshape(-1, reading.dimensions)
        for pk, keys in digests.items()
        if all(key in kept for key in keys)
    }


def _rebuild(reading: Encoder, vectors: VectorStore, wait: float) -> set[int]:
    """Write the stock anew from what is kept, and return the practices in it; one that lacks some of its encodings is
    pending again."""
    encoded = Encoded.objects.filter(encoder=form(reading)).order_by("pk").values_list("pk", "digests")
    held: set[int] = set()

    def rows() -> Iterator[tuple[int, Bytes]]:
        for part in _chunks(list(encoded), CHUNK // 5):
            found = _rows_of(reading, dict(part))
            held.update(found)
            Encoded.objects.filter(pk__in=[pk for pk, _ in part if pk not in found]).update(revision=NOT_YET)
            yield from found.items()

    vectors.rebuild(rows(), wait=wait)
    return held


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))
