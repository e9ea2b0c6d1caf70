"""Keeping the index true: the database is right, the index follows.

What could not be indexed, because the index was busy or broken, stays pending (its `indexed_revision` is below its
`revision`) and is taken along by the next one who writes.
"""

import logging
from collections.abc import Callable, Iterable, Sequence

from convivia.practices.actions import mark_indexed
from convivia.practices.models import Practice
from convivia.practices.queries import practices_to_index
from convivia.search.documents import CHUNK, Catalogue, Indexed, documents
from convivia.search.engines.installed import engine
from convivia.search.engines.port import IndexBusy, IndexUnavailable, Writing

# A library of this size is indexed anew within half a second: that is done on the spot where the index is missing.
SMALL = 1000
# How long a request waits for another writer, and a console command, in seconds.
SHORT_WAIT, LONG_WAIT = 1.0, 600.0

Progress = Callable[[int, int], None]
logger = logging.getLogger(__name__)


def reindex(*, progress: Progress | None = None, wait: float = LONG_WAIT) -> int:
    """Make the index anew from the database and let it serve; the number of practices comes back.

    `progress` is called with how many are done and how many there are. The old index serves meanwhile. Raises
    `IndexBusy` where another writer is not done within `wait` seconds.
    """
    ids = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    revisions: dict[int, int] = {}
    with engine().rebuilding(wait=wait) as writing:
        for chunk in _write(writing, ids):
            revisions |= chunk
            if progress:
                progress(len(revisions), len(ids))
    mark_indexed(revisions=revisions)
    index_pending(wait=wait)
    return len(revisions)


def index_pending(*, progress: Progress | None = None, wait: float = LONG_WAIT) -> int:
    """Bring the index up to date, whatever happened; the number of practices that were written comes back.

    Practices with a newer revision are written, those that are gone are taken away, and an index that is missing, of
    another release or broken is made anew.
    """
    try:
        return _index_pending(progress, wait)
    except IndexUnavailable as reason:
        logger.warning("The search index is made anew: %s", reason)
        return reindex(progress=progress, wait=wait)


def index_practices(*, ids: Iterable[int]) -> bool:
    """Write the practices `ids` to the index and take away those that are gone; all of them can be found at once.

    Where the index is busy or broken they stay pending, and False comes back; a small library's index is made anew.
    """
    wanted = list(dict.fromkeys(ids))
    try:
        with engine().writing(wait=SHORT_WAIT) as writing:
            _update(writing, wanted)
    except IndexBusy:
        logger.info("%s practices wait for the search index: somebody else is writing.", len(wanted))
        return False
    except IndexUnavailable as reason:
        return make_if_small(reason)
    return True


def make_if_small(reason: IndexUnavailable) -> bool:
    """Make a missing or broken index anew if the library is small; whether it serves now comes back."""
    logger.warning("%s", reason)
    if Practice.objects.count() > SMALL:
        return False
    try:
        reindex(wait=SHORT_WAIT)
    except (IndexBusy, IndexUnavailable):
        return False
    return True


def _index_pending(progress: Progress | None, wait: float) -> int:
    waiting = list(practices_to_index().order_by("pk").values_list("pk", flat=True))
    if not waiting and engine().size() == Practice.objects.count():
        return 0
    revisions: dict[int, int] = {}
    with engine().writing(wait=wait) as writing:
        for chunk in _write(writing, waiting):
            revisions |= chunk
            if progress:
                progress(len(revisions), len(waiting))
        writing.commit()
        lost = _put_right(writing)
    mark_indexed(revisions=revisions | lost)
    return len(revisions) + len(lost)


def _put_right(writing: Writing) -> dict[int, int]:
    """Take away what is no practice any more, and write practices that are marked as indexed but are not there."""
    held = engine().ids()
    there = set(Practice.objects.values_list("pk", flat=True))
    if held == there:
        return {}
    writing.remove(held - there)
    revisions = {pk: revision for chunk in _write(writing, sorted(there - held)) for pk, revision in chunk.items()}
    writing.commit()
    return revisions


def _update(writing: Writing, ids: Sequence[int]) -> None:
    revisions = {pk: revision for chunk in _write(writing, ids) for pk, revision in chunk.items()}
    writing.remove(set(ids) - revisions.keys())
    writing.commit()
    mark_indexed(revisions=revisions)


def _write(writing: Writing, ids: Sequence[int]) -> Iterable[dict[int, int]]:
    """Put the documents of practices, chunk by chunk; the revisions that were written are yielded."""
    catalogue = Catalogue()
    for start in range(0, len(ids), CHUNK):
        chunk: list[Indexed] = list(documents(ids[start : start + CHUNK], catalogue))
        writing.put(indexed.document for indexed in chunk)
        yield {indexed.document.pk: indexed.revision for indexed in chunk}
