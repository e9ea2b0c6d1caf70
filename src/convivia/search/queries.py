"""Searching the library. Pages, the API and the console all read these results."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import get_language

from convivia.search import ranking
from convivia.search.actions import make_if_small
from convivia.search.asked import read_query
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Counts, IndexUnavailable, Neighbours, Order, Question
from convivia.search.facets import (
    FACET_OF_SCHEME,
    NO_CITY,
    Facet,
    FacetValue,
    FixedValues,
    LabelledValue,
    fixed_values,
    labelled,
    list_values,
)
from convivia.search.query import FACETS, RELEVANCE, Note, SearchQuery, year_range
from convivia.search.synonyms import Synonyms
from convivia.vocabularies.models import Label
from convivia.vocabularies.queries import ConceptName, concept_names

__all__ = [
    "NO_CITY",
    "Counts",
    "Facet",
    "FacetValue",
    "LabelledValue",
    "Neighbours",
    "SearchResults",
    "counted",
    "counted_together",
    "every",
    "labelled_facets",
    "neighbours",
    "search",
]


# All of a library, as far as lists go that hold it whole (sheets, feeds, maps).
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found: the total, the database ids of one page, and the facets.

    Where few practices have all the words, those with most of them follow (`relaxed`); `complete` counts the first.
    `further` says how many more values a facet has than are listed; `notes` what of the query could not be used.
    `question` is what the words came to for the engine, under all filters: explanations are made from it.
    """

    query: SearchQuery
    total: int
    ids: list[int]
    facets: dict[str, list[FacetValue]]
    relaxed: bool = False
    complete: int = 0
    further: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    question: Question = field(default_factory=Question)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The question that the words of a query come to, before any filter: so counts mean the same under all of them."""

    question: Question
    relaxed: bool = False
    complete: int = 0
    is_cut: bool = False

    def under(self, filters: Mapping[str, tuple[str, ...]]) -> Question:
        """Return the question under `filters`."""
        years = tuple(span for value in filters.get("year", ()) if (span := year_range(value)))
        return replace(self.question, values={name: v for name, v in filters.items() if name != "year"}, years=years)


def search(query: SearchQuery, *, language: str = "", facets: Collection[str] = FACETS) -> SearchResults:
    """Return what the library has for `query`. The reader's `language` (else the active one) prefers, it never hides.

    Only the named `facets` are counted: in a large library that takes most of the time. An index that is missing or
    broken is made anew on the spot where the library is small; else `IndexUnavailable`.
    """
    reader = language or get_language() or "en"
    try:
        return _search(query, reader, facets)
    except IndexUnavailable as reason:
        if not make_if_small(reason):
            raise
        return _search(query, reader, facets)


def labelled_facets(
    results: SearchResults, language: str, *, concepts: Mapping[str, ConceptName] | None = None
) -> list[Facet]:
    """Return the facets of `results` with labels in `language`, in a fixed number of queries.

    Who has `concept_names(language)` at hand may give them as `concepts`.
    """
    return labelled(results.facets, results.further, language, concepts or concept_names(language))


def neighbours(query: SearchQuery, pk: int, *, language: str = "") -> Neighbours:
    """Return what stands before and after the practice `pk` in the list that `query` gives, whatever its page."""
    reader = language or get_language() or "en"
    return engine().around(_plan(query, reader).under(query.filters()), Order(query.order, reader), pk)


def every(query: SearchQuery, *, language: str = "", limit: int = MOST) -> list[int]:
    """Return all that `query` finds, in its order and whatever its page, by their database ids; `limit` at most."""
    reader = language or get_language() or "en"
    return engine().find(_plan(query, reader).under(query.filters()), Order(query.order, reader), offset=0, limit=limit)


def counted(query: SearchQuery, facets: Collection[str], *, language: str = "") -> Counts:
    """Return how many practices `query` finds, in all and by every value of `facets` under all of its filters."""
    reader = language or get_language() or "en"
    return engine().count(_plan(query, reader).under(query.filters()), tuple(facets))


def counted_together(query: SearchQuery, facet: str, *, language: str = "") -> Mapping[tuple[str, ...], int]:
    """Return how many practices `query` finds by all the values of `facet` that each has, under all of its filters.

    So it can be told how many practices several values have among them, each counted once.
    """
    reader = language or get_language() or "en"
    return engine().together(_plan(query, reader).under(query.filters()), facet)


def _search(query: SearchQuery, reader: str, wanted: Collection[str]) -> SearchResults:
    plan = _plan(query, reader)
    question = plan.under(query.filters())
    counts = engine().count(question, [facet for facet in wanted if not query.selected(facet)])
    values = dict(counts.values)
    for facet in query.filters():
        if facet in wanted:
            values |= engine().count(plan.under(query.filters(but=facet)), [facet]).values
    fixed = fixed_values() if values else FixedValues({}, frozenset())
    facets = {facet: list_values(facet, values[facet], query, fixed) for facet in FACETS if facet in values}
    listed = {value.value for value in facets.get("city", ()) if value.count}
    start = (query.page - 1) * query.page_size
    order = Order(query.order, reader)
    return SearchResults(
        query=query,
        total=counts.total,
        ids=engine().find(question, order, offset=start, limit=query.page_size) if start < counts.total else [],
        facets=facets,
        relaxed=plan.relaxed,
        complete=plan.complete if plan.relaxed else counts.total,
        further={"city": len(values.get("city", {}).keys() - listed - {NO_CITY})},
        notes=query.notes + ((Note("q", query.q, "too-many"),) if plan.is_cut else ()),
        question=question,
    )


@lru_cache(maxsize=1)
def _synonyms(making: str) -> Synonyms:
    """Return what areas and principles are called. They are read again when the index was made anew."""
    labels = Label.objects.filter(concept__scheme__key__in=FACET_OF_SCHEME).order_by("concept_id", "pk")
    rows = labels.values_list("concept__scheme__key", "concept__key", "language", "text")
    return Synonyms(((FACET_OF_SCHEME[scheme], key), language, text) for scheme, key, language, text in rows)


def _plan(query: SearchQuery, reader: str) -> _Plan:
    """Read the words of `query`; where few practices have them all, the best of those with some are meant, too."""
    if not query.q:
        return _Plan(Question())
    asked = read_query(query.q)
    question = ranking.question(asked, reader, engine().languages(), _synonyms(engine().making()))
    plan = _Plan(question, is_cut=asked.is_cut)
    if len(question.words) < 2 or not ranking.can_relax(asked):
        return plan
    having_all = engine().find(question, Order(RELEVANCE), offset=0, limit=ranking.FEW)
    if len(having_all) >= ranking.FEW:
        return plan
    best = engine().best(replace(question, any_word=True), limit=ranking.BEST)
    among = tuple(sorted({*having_all, *ranking.strong(best)}))
    if len(among) == len(having_all):
        return plan
    return replace(plan, question=replace(question, among=among), relaxed=True, complete=len(having_all))
