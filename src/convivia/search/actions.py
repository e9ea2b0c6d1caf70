"""Keeping the index true: the database is right, the index follows.

What could not be indexed, because the index was busy or broken, stays pending (its `indexed_revision` is below its
`revision`) and is taken along by the next one who writes.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db.models import QuerySet

from convivia.practices.actions import mark_indexed
from convivia.practices.models import Practice
from convivia.practices.queries import practices_to_index
from convivia.search.documents import CHUNK, Catalogue, documents
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Document, IndexBusy, IndexMissing, IndexUnavailable, Writing
from convivia.search.names import NAMED, names_to_index

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
    ids = list(_shown().order_by("pk").values_list("pk", flat=True))
    with engine().rebuilding(wait=wait) as writing:
        revisions = _write(writing, ids, progress)
    mark_indexed(revisions=revisions)
    _catch_up(None, wait)  # with what was saved meanwhile
    return len(revisions)


def index_pending(*, progress: Progress | None = None, wait: float = LONG_WAIT) -> int:
    """Bring the index up to date, whatever happened; the number of practices that were written comes back.

    Practices with a newer revision are written, those that are gone are taken away, and an index that is missing, of
    another release or broken is made anew. Raises `IndexBusy` where another writer is not done within `wait` seconds.
    """
    try:
        return _catch_up(progress, wait)
    except IndexUnavailable as reason:
        _tell(reason)
        return reindex(progress=progress, wait=wait)


def index_practices(*, ids: Iterable[int]) -> bool:
    """Write the practices `ids` to the index, and others that wait; those that are gone are taken away.

    They can be found at once, by all. Where the index is busy or broken they stay pending, and False comes back; the
    index of a small library is made anew.
    """
    wanted = list(ids)
    try:
        with engine().writing(wait=SHORT_WAIT) as writing:
            waiting = practices_to_index().exclude(pk__in=wanted).values_list("pk", flat=True)[:CHUNK]
            revisions = _write(writing, [*wanted, *waiting])
            writing.remove(set(wanted) - revisions.keys())
            writing.commit()
            mark_indexed(revisions=revisions)
    except IndexBusy:
        logger.info("%s practices wait for the search index: somebody else is writing.", len(wanted))
        return False
    except IndexUnavailable as reason:
        return make_if_small(reason)
    return True


def index_waiting() -> bool:
    """Write some of the practices that wait (a chunk of them), if any do; whether that was possible comes back."""
    return index_practices(ids=()) if practices_to_index().exists() else True


def make_if_small(reason: IndexUnavailable) -> bool:
    """Make a missing or broken index anew if the library is small; whether it serves now comes back."""
    _tell(reason)
    if Practice.objects.count() > SMALL:
        return False
    try:
        reindex(wait=SHORT_WAIT)
    except (IndexBusy, IndexUnavailable, OSError) as trouble:
        logger.warning("The search index could not be made: %s", trouble)
        return False
    return True


def _catch_up(progress: Progress | None, wait: float) -> int:
    """Write what waits, and put right what the index has too much or too little; `IndexUnavailable` if it cannot."""
    engine().look_afresh()
    waiting = set(practices_to_index().values_list("pk", flat=True))
    held, there = engine().ids(), set(_shown().values_list("pk", flat=True))
    if not waiting and held == there:
        return 0
    with engine().writing(wait=wait) as writing:
        revisions = _write(writing, sorted(waiting | (there - held)), progress)
        writing.remove(held - there)
        writing.commit()
        mark_indexed(revisions=revisions)
    return len(revisions)


def _write(writing: Writing, ids: Sequence[int], progress: Progress | None = None) -> dict[int, int]:
    """Put the documents of those of the practices `ids` that readers see, and take those of hidden ones away.

    The revisions of both come back by id.
    """
    catalogue = Catalogue()
    named: dict[str, set[str]] = {facet: set() for facet in NAMED}
    revisions: dict[int, int] = {}
    for chunk in _chunks(list(dict.fromkeys(ids))):
        found = list(documents(chunk, catalogue))
        writing.put(indexed.document for indexed in found)
        _write_names(writing, [indexed.document for indexed in found], named)
        revisions |= {indexed.document.pk: indexed.revision for indexed in found}
        hidden = dict(Practice.objects.filter(pk__in=chunk, is_shown=False).values_list("pk", "revision"))
        writing.remove(hidden)
        revisions |= hidden
        if progress:
            progress(len(revisions), len(ids))
    return revisions


def _write_names(writing: Writing, found: Sequence[Document], named: dict[str, set[str]]) -> None:
    """Write what the values of these documents are called, but for those that are `named` already."""
    new = {
        facet: {value for document in found for value in document.facets.get(facet, ())} - named[facet]
        for facet in NAMED
    }
    writing.put_names(names_to_index(new))
    for facet, values in new.items():
        named[facet] |= values


def _shown() -> QuerySet[Practice]:
    return Practice.objects.filter(is_shown=True)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _tell(reason: IndexUnavailable) -> None:
    """Log why the index is made anew: a new installation has none yet, anything else is a trouble."""
    logger.log(logging.INFO if isinstance(reason, IndexMissing) else logging.WARNING, "%s", reason)
