"""A result list as a whole, whatever its page: what feeds and files hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.search.queries import every, labelled_facets, search
from convivia.search.query import PAGE_SIZE, Note, SearchQuery
from convivia.website.sentence import name_search

# Parts of an address that could not be used and are named; who sends more of them knows why.
NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class WholeList:
    """All that a search finds: `ids` in its order, its `name` in words, and what of the address could not be used."""

    query: SearchQuery
    ids: Sequence[int]
    name: str
    notes: tuple[Note, ...] = ()


def whole_list(query: SearchQuery, *, limit: int | None = None) -> WholeList:
    """Return all that `query` finds, named in the active language; raise `IndexUnavailable`."""
    language = get_language() or "en"
    whole = replace(query, page=1, page_size=PAGE_SIZE)
    results = search(replace(whole, page_size=1), facets=whole.filters())
    labels = {
        facet.name: {value.value: value.label for value in facet.values} for facet in labelled_facets(results, language)
    }
    whole = replace(results.query, page_size=PAGE_SIZE)
    labels["like"] = {results.mine.key: results.mine.name} if results.mine else {}
    ids = every(whole, language=language) if limit is None else every(whole, language=language, limit=limit)
    return WholeList(whole, ids, name_search(whole, labels), results.notes)


def say_notes(notes: Sequence[Note]) -> str:
    """Return in words what of an address could not be used; "" where all of it could."""
    if not notes:
        return ""
    named = ", ".join(f"{note.name}={note.value[:40]}" for note in notes[:NAMED_AT_MOST])
    return _("A part of the address could not be used: %(parts)s") % {"parts": named}
