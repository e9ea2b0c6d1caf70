"""Searching the library. Pages, the API and the console all read these results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language

from convivia.places.profiles import CityProfile
from convivia.search.actions import make_if_small
from convivia.search.alike import Comparison, around_alike, comparison, find_alike
from convivia.search.beside import beside
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Counts, IndexUnavailable, Neighbours, Order, Question
from convivia.search.engines.vectors import Near
from convivia.search.facets import (
    NO_CITY,
    Facet,
    FacetValue,
    FixedValues,
    LabelledValue,
    fixed_values,
    labelled,
    list_values,
)
from convivia.search.meant import Reading
from convivia.search.planning import MEANS, WORDS, Plan, plan
from convivia.search.query import FACETS, LIKENESS, Note, SearchQuery
from convivia.search.ranking import FEW, Score
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

    `complete` counts those that have all the words; the others (there are some if `relaxed`) have most of them, or
    were found by meaning. `scores` tell how those at the head of the list fit, `near` which passage of a practice
    on this page is near in meaning.
    `further` says how many more values a facet has than are listed; `notes` what of the query could not be used: it is
    left out of `query`, too. `mine` is the city that others are compared with; `alike` counts, for each trait that is
    known of it, the practices of cities that share that trait under all other filters.
    `read_as` says which words were read as others, `missing` which ones no practice has; `did_you_mean` is a better
    query where next to nothing was found. `question` is what the words came to for the engine, under all filters:
    explanations are made from it.
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
    scores: Mapping[int, Score] = field(default_factory=dict)
    near: Mapping[int, Near] = field(default_factory=dict)
    themes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    read_as: tuple[Reading, ...] = ()
    missing: tuple[str, ...] = ()
    did_you_mean: str = ""
    mine: CityProfile | None = None
    alike: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as it can be carried out for a reader of a language: its plan, and the city that it compares with."""

    compared: Comparison
    plan: Plan
    reader: str

    @property
    def query(self) -> SearchQuery:
        """The query without what cannot be used."""
        return self.compared.query

    def question(self, *, but: str = "", alike: Collection[str] = ()) -> Question:
        """Return the question under all filters (without that by `but`), with `alike` as further traits to share."""
        return self.plan.under(self.query.filters(but=but), self.compared.shared({*self.query.alike, *alike}))

    def complete(self) -> Question | None:
        """Return the question for those that have all the words; None where nothing else is meant anyway."""
        return self.plan.complete_under(self.query.filters(), self.compared.shared(self.query.alike))

    def find(self, question: Question, *, offset: int, limit: int) -> list[int]:
        """Return a part of the list, in its order."""
        if self.query.order == LIKENESS:
            own = self.compared.own_traits
            return find_alike(engine(), question, own, self.reader, offset=offset, limit=limit)
        return engine().find(question, Order(self.query.order, self.reader), offset=offset, limit=limit)

    def around(self, question: Question, pk: int) -> Neighbours:
        """Return what stands next to the practice `pk`."""
        if self.query.order == LIKENESS:
            return around_alike(engine(), question, self.compared.own_traits, self.reader, pk)
        return engine().around(question, Order(self.query.order, self.reader), pk)


def search(
    query: SearchQuery, *, language: str = "", facets: Collection[str] = FACETS, means: Collection[str] = MEANS
) -> SearchResults:
    """Return what the library has for `query`. The reader's `language` (else the active one) prefers, it never hides.

    Only the named `facets` are counted: in a large library that takes most of the time. It is searched by "words" and
    by "meaning", unless `means` names only one of them. An index that is missing or
    broken is made anew on the spot where the library is small; else `IndexUnavailable`.
    """
    try:
        return _search(_read(query, language, means), facets)
    except IndexUnavailable as reason:
        if not make_if_small(reason):
            raise
        return _search(_read(query, language, means), facets)


def labelled_facets(
    results: SearchResults, language: str, *, concepts: Mapping[str, ConceptName] | None = None
) -> list[Facet]:
    """Return the facets of `results` with labels in `language`, in a fixed number of queries.

    Who has `concept_names(language)` at hand may give them as `concepts`.
    """
    return labelled(results.facets, results.further, language, concepts or concept_names(language))


def neighbours(query: SearchQuery, pk: int, *, language: str = "") -> Neighbours:
    """Return what stands before and after the practice `pk` in the list that `query` gives, whatever its page."""
    asked = _read(query, language)
    return asked.around(asked.question(), pk)


def every(query: SearchQuery, *, language: str = "", limit: int = MOST) -> list[int]:
    """Return all that `query` finds, in its order and whatever its page, by their database ids; `limit` at most."""
    asked = _read(query, language)
    return asked.find(asked.question(), offset=0, limit=limit)


def counted(query: SearchQuery, facets: Collection[str], *, language: str = "") -> Counts:
    """Return how many practices `query` finds, in all and by every value of `facets` under all of its filters."""
    return engine().count(_read(query, language).question(), tuple(facets))


def counted_together(query: SearchQuery, facet: str, *, language: str = "") -> Mapping[tuple[str, ...], int]:
    """Return how many practices `query` finds by all the values of `facet` that each has, under all of its filters.

    So it can be told how many practices several values have among them, each counted once.
    """
    return engine().together(_read(query, language).question(), facet)


def _read(query: SearchQuery, language: str, means: Collection[str] = MEANS) -> _Asked:
    reader = language or get_language() or "en"
    return _Asked(comparison(query, reader), plan(query.q, reader, means), reader)


def _search(asked: _Asked, wanted: Collection[str]) -> SearchResults:
    query, planned = asked.query, asked.plan
    question, complete = asked.question(), asked.complete()
    counting = beside(_counts, asked, question, wanted)
    start = (query.page - 1) * query.page_size
    is_beyond = start and start >= counting.result()[0]
    ids = [] if is_beyond else asked.find(question, offset=start, limit=query.page_size)
    lacking = _lacking(question, complete)
    total, values = counting.result()
    fixed = fixed_values() if values else FixedValues({}, frozenset())
    facets = {facet: list_values(facet, values[facet], query, fixed) for facet in FACETS if facet in values}
    listed = {value.value for value in facets.get("city", ()) if value.count}
    has_all = 0 if planned.meant.left_out else total - lacking
    return SearchResults(
        query=query,
        total=total,
        ids=ids,
        facets=facets,
        relaxed=has_all < total,
        complete=has_all,
        read_as=planned.meant.read_as,
        missing=planned.meant.missing,
        did_you_mean=_did_you_mean(asked, total),
        further={"city": len(values.get("city", {}).keys() - listed - {NO_CITY})},
        notes=(*query.notes, *asked.compared.notes, *([Note("q", query.q, "too-many")] if planned.is_cut else ())),
        question=question,
        scores=planned.scores,
        themes=planned.themes,
        near={pk: planned.near[pk] for pk in ids if pk in planned.near},
        mine=asked.compared.mine,
        alike={
            trait: engine().count(asked.question(alike=(trait,)), ()).total
            for trait in (asked.compared.shareable if wanted else ())
        },
    )


def _counts(asked: _Asked, question: Question, wanted: Collection[str]) -> tuple[int, dict[str, Mapping[str, int]]]:
    """Return how many practices are found, in all and by values: of a facet that is selected, as if it were not."""
    counts = engine().count(question, [facet for facet in wanted if not asked.query.selected(facet)])
    values = dict(counts.values)
    for facet in asked.query.filters():
        if facet in wanted:
            values |= engine().count(asked.question(but=facet), [facet]).values
    return counts.total, values


def _lacking(question: Question, complete: Question | None) -> int:
    """Return how many of those that `question` means do not have all the words: few, so they are looked at alone."""
    if complete is None:
        return 0
    others = engine().count(replace(question, only=question.also), ()).total
    return others - engine().count(replace(complete, only=question.also), ()).total


def _did_you_mean(asked: _Asked, total: int) -> str:
    """Return what the reader may have meant where next to nothing was found; "" where that finds no more."""
    other = asked.plan.meant.suggestion
    if total >= FEW or not other:
        return ""
    found = engine().count(replace(asked, plan=plan(other, asked.reader, (WORDS,))).question(), ())
    return other if found.total > total else ""
