"""Questions as queries of tantivy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import tantivy
from tantivy import Occur, Query, Schema

from convivia.search import ranking
from convivia.search.engines.port import YEAR, AnyOf, Question

# Fields that hold terms, and what a term of each is worth in the ranking.
WORTH = {"words": 1.0, "in_title": ranking.TITLE, "in_names": ranking.NAMES}
IN_ORDER = ("title_order", "text_order")
# Facets that are places.
PLACES = ("city", "country")


class Queries:
    """Makes the queries of an index with the fields of `schema`."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def match(self, question: Question) -> Query:
        """Return the query that decides which practices are meant."""
        if question.nothing:
            return Query.empty_query()
        clauses = self._words(question)
        clauses += [(Occur.Must, self._phrase(phrase)) for phrase in question.phrases]
        clauses += [(Occur.MustNot, self._phrase(phrase)) for phrase in question.without]
        for facet, values in (*question.values.items(), *question.shared.items()):
            clauses.append((Occur.Must, Query.term_set_query(self._schema, facet, values)))
        if question.years:
            clauses.append((Occur.Must, _or(self._years(*years) for years in question.years)))
        if question.only is not None:
            clauses.append((Occur.Must, self._pks(question.only)))
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(clauses)

    def ranked(self, question: Question) -> Query:
        """Return the query that ranks what `match` lets through by its words."""
        clauses = [(Occur.Must, Query.const_score_query(self.match(question), 0.0))]
        if _matches_what_it_scores(question):
            clauses = []  # tantivy then need not look at every match
        for word in question.words:
            for term, weight in word.terms:
                clauses += [
                    (Occur.Should, Query.boost_query(self._term(field, term), weight * worth))
                    for field, worth in WORTH.items()
                ]
        clauses += [(Occur.Should, query) for word in question.words for query in self._beside_terms(word)]
        if question.whole:
            title = Query.term_query(self._schema, "titles", question.whole, index_option="basic")
            clauses.append((Occur.Should, Query.const_score_query(title, ranking.WHOLE_TITLE)))
        return Query.boolean_query(clauses)

    def these(self, query: Query, pks: Sequence[int]) -> Query:
        """Return what `query` finds of the practices `pks`."""
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, self._pks(pks))])

    def others(self, query: Query, pks: Sequence[int]) -> Query:
        """Return what `query` finds but the practices `pks`."""
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, self._pks(pks))]) if pks else query

    def within(self, query: Query, field: str, first: int, last: int) -> Query:
        """Return what `query` finds where the number in `field` lies between `first` and `last`, both included."""
        span = Query.range_query(self._schema, field, tantivy.FieldType.Unsigned, first, last)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, span)])

    def _words(self, question: Question) -> list[tuple[Occur, Query]]:
        """Return the clauses that ask for the words; practices of `also` need not have them."""
        words = [self._word(word) for word in question.words]
        if not words:
            return [(Occur.Must, self._pks(question.also))] if question.also else []
        if question.any_word:
            words = [self._word(word) for word in question.words if not word.is_place] or words
            return [(Occur.Must, _or(words + ([self._pks(question.also)] if question.also else [])))]
        if not question.also:
            return [(Occur.Must, word) for word in words]
        return [
            (Occur.Must, _or([Query.boolean_query([(Occur.Must, word) for word in words]), self._pks(question.also)]))
        ]

    def _pks(self, pks: Sequence[int]) -> Query:
        return Query.term_set_query(self._schema, "pk", list(pks))

    def _word(self, word: AnyOf) -> Query:
        found = [] if word.only_place else word.terms
        terms = [self._term(field, term) for term, _ in found for field in ("words", "in_names")]
        return _or([*terms, *(self._value(*pair) for pair in word.values), *map(self._phrase, word.phrases)])

    def _beside_terms(self, word: AnyOf) -> Iterator[Query]:
        """Yield what ranks by a word beside its terms: areas and places that it names, and words it is written as."""
        for pair in dict.fromkeys(word.values):
            is_place = word.is_place and pair[0] in PLACES
            yield Query.boost_query(self._value(*pair), ranking.PLACE if is_place else ranking.CONCEPT)
        for phrase in word.phrases:
            yield Query.boost_query(self._phrase(phrase), ranking.PHRASE)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, index_option="freq")

    def _value(self, facet: str, value: str) -> Query:
        return Query.term_query(self._schema, facet, value, index_option="basic")

    def _phrase(self, phrase: tuple[str, ...]) -> Query:
        if len(phrase) == 1:
            return _or(self._term(field, phrase[0]) for field in ("words", "in_names"))
        return _or(Query.phrase_query(self._schema, field, list(phrase)) for field in IN_ORDER)

    def _years(self, first: int, last: int) -> Query:
        return Query.range_query(self._schema, YEAR, tantivy.FieldType.Unsigned, first, last)


def _matches_what_it_scores(question: Question) -> bool:
    """Return whether only words are asked for, any one of which is enough, wherever it scores."""
    is_any = question.any_word or len(question.words) == 1
    is_bare = replace(question, words=(), any_word=False, whole="") == Question() and bool(question.words)
    if len(question.words) == 1:
        return is_bare and not question.words[0].only_place
    return is_bare and is_any and not any(word.is_place or word.only_place for word in question.words)


def _or(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
