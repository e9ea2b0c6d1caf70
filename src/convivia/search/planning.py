"""What a query comes to before any filter: its words as a question to the engine, and what meaning adds to them."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from convivia.search import meaning, ranking
from convivia.search.asked import Asked, read_query
from convivia.search.encoding import make_if_small
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Order, Question
from convivia.search.engines.vectors import Near
from convivia.search.facets import FACET_OF_SCHEME
from convivia.search.meant import Meant, understood
from convivia.search.query import NEWEST, year_range
from convivia.search.ranking import Score
from convivia.search.synonyms import THEME, Synonyms
from convivia.search.words import words_of
from convivia.vocabularies.models import Label
from convivia.vocabularies.queries import THEMES

WORDS, MEANING = "words", "meaning"
MEANS = (WORDS, MEANING)
Values = Mapping[str, tuple[str, ...]]
NOTHING: Values = MappingProxyType({})
# So many words are a question. Its meaning is read as it was typed: one slip among them hardly matters, while a word
# that the library happens to lack, corrected into another, would.
QUESTION = 5
# Plans remembered; one with all its scores takes some 100 kB.
REMEMBERED = 64

_UNWANTED = re.compile(r'(?<!\S)-(?:"[^"]*"|\S+)')


@dataclass(frozen=True, slots=True)
class Plan:
    """The question that a query comes to, before any filter: so counts mean the same under all of them.

    `complete` asks only for practices with all the words; `scores` and `near` tell how those at the head of the list
    were found, `meant` how the words were read.
    """

    question: Question
    complete: Question | None = None
    is_cut: bool = False
    scores: Mapping[int, Score] = field(default_factory=dict)
    near: Mapping[int, Near] = field(default_factory=dict)
    themes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    meant: Meant = field(default_factory=Meant)

    def under(self, filters: Values, shared: Values = NOTHING) -> Question:
        """Return the question under `filters`, for cities that have the `shared` values, too."""
        return _filtered(self.question, filters, shared)

    def complete_under(self, filters: Values, shared: Values = NOTHING) -> Question | None:
        """Return the question for those that have all the words; None where nothing else is meant anyway."""
        return _filtered(self.complete, filters, shared) if self.complete else None


def plan(q: str, reader: str, means: Collection[str] = MEANS) -> Plan:
    """Return what the words `q` of a `reader` (the language of the interface) come to.

    It is remembered as long as the library stays as it is: a map, a second page, the way from practice to practice all
    ask for the same.
    """
    if not q:
        return Plan(Question())
    vectors = meaning.store() if MEANING in means else None
    return _plan(q, reader, frozenset(means), engine().state(), vectors.state() if vectors else "")


@lru_cache(maxsize=REMEMBERED)
def _plan(q: str, reader: str, means: frozenset[str], words_state: str, vectors_state: str) -> Plan:
    asked = read_query(q)
    is_question = len(asked.words) >= QUESTION
    if MEANING in means and (is_question or _has_all(asked)):
        meaning.foresee(_said(q))
    languages, names = engine().languages(), _names(engine().making())
    meant = understood(asked, q, (reader, *languages), names.synonyms, names.theme_words)
    by_meaning = MEANING in means and _may_be_near(meant)
    said = _said(q if is_question else meant.text)
    if by_meaning:
        meaning.foresee(said)
    words = ranking.question(meant.asked, reader, languages, names.synonyms)
    if WORDS not in means:
        words = replace(words, words=(), whole="")
    by_words = _word_scores(words) if words.words and not words.nothing else {}
    near = {}
    if by_meaning:
        make_if_small()
        near = meaning.near(said)
    asked_themes = ranking.themes_of(meant.asked, names.themes)[: ranking.MOST_THEMES] if WORDS in means else []
    themes = _themes_of(asked_themes, {**by_words, **near})
    by_theme = _theme_scores(themes, asked_themes)
    scores = ranking.fuse(by_words, {pk: hit.likeness for pk, hit in near.items()}, by_theme)
    can_relax = ranking.can_relax(meant.asked) or bool(asked_themes)
    others = ranking.worth_showing(scores, by_words=can_relax and _few_have_all(words, tuple(by_words)))
    question = replace(words, also=tuple(sorted(others)), first=tuple(score.pk for score in scores[: ranking.HEAD]))
    if not words.words and not words.phrases and not words.without and not others:
        question = replace(question, nothing=True)
    return Plan(
        question=question,
        complete=words if others else None,
        is_cut=asked.is_cut,
        meant=meant,
        scores={score.pk: score for score in scores},
        near=near,
        themes=themes,
    )


def _word_scores(words: Question) -> dict[int, float]:
    """Return how well practices fit by their words: 1 where every word says as much as it does anywhere."""
    best = engine().best(replace(words, any_word=True), limit=ranking.LOOKED_AT)
    if len(words.words) == 1:
        most = best[0][1] if best else 1.0
    else:
        alone = [most for word in words.words if (most := engine().most(word))]
        unknown = len(words.words) - len(alone)
        most = sum(alone) * (1 + ranking.UNKNOWN_WORD * unknown / len(alone)) if alone else 1.0
    return {pk: score / most for pk, score in best}


def _themes_of(asked: Sequence[str], candidates: Mapping[int, Any]) -> dict[int, list[str]]:
    """Return which of the themes `asked` the candidates have, and some others."""
    themes: dict[int, list[str]] = defaultdict(list)
    for theme in asked:
        this = {THEME: (theme,)}
        some = engine().find(Question(values=this), Order(NEWEST), offset=0, limit=ranking.BY_THEME)
        known = Question(also=tuple(sorted(candidates)), values=this)
        more = engine().find(known, Order(NEWEST), offset=0, limit=len(candidates)) if candidates else []
        for pk in {*some, *more}:
            themes[pk].append(theme)
    return themes


def _theme_scores(themes: Mapping[int, Sequence[str]], asked: Sequence[str]) -> dict[int, float]:
    """Return which part of the themes `asked` practices have, rare themes counting more."""
    having, size = engine().count(Question(), (THEME,)).values[THEME] if themes else {}, engine().size()
    worth = {theme: math.log1p(size / (1 + having.get(theme, 0))) for theme in asked}
    most = sum(worth.values())
    return {pk: sum(worth[theme] for theme in found) / most for pk, found in themes.items()}


def _few_have_all(words: Question, best: tuple[int, ...]) -> bool:
    """Return whether next to no practice has all the words; those with most of them, the `best`, come first."""
    if engine().count(replace(words, only=best), ()).total >= ranking.FEW:
        return False
    return engine().count(words, ()).total < ranking.FEW


def _has_all(asked: Asked) -> bool:
    """Return whether the library has all the words: then none of them will be corrected."""
    return all(word.literal or engine().frequency(word.word.folded) for word in asked.words)


def _may_be_near(meant: Meant) -> bool:
    """Return whether meaning may answer: not where all words are in quotes or name places: these are wanted."""
    return bool(meant.missing) or not all(word.literal or word.only_place for word in meant.asked.words)


def _said(q: str) -> str:
    """Return what is asked without what shall be left out."""
    return _UNWANTED.sub(" ", q).replace('"', " ").strip()


def _filtered(question: Question, filters: Values, shared: Values) -> Question:
    years = tuple(span for value in filters.get("year", ()) if (span := year_range(value)))
    values = {name: v for name, v in filters.items() if name != "year"}
    return replace(question, values=values, shared=shared, years=years)


class _Names(NamedTuple):
    """What a query may name: areas and principles, themes, and the folded words of these."""

    synonyms: Synonyms
    themes: Synonyms
    theme_words: frozenset[str]


@lru_cache(maxsize=1)
def _names(making: str) -> _Names:
    """Return what areas, principles and themes are called. They are read again when the index was made anew."""
    schemes = [*FACET_OF_SCHEME, THEMES]
    labels = Label.objects.filter(concept__scheme__key__in=schemes).order_by("concept_id", "pk")
    rows = list(labels.values_list("concept__scheme__key", "concept__key", "language", "text", "kind"))
    named = [((FACET_OF_SCHEME[s], key), language, text, kind) for s, key, language, text, kind in rows if s != THEMES]
    themes = [((THEME, key), language, text) for scheme, key, language, text, _ in rows if scheme == THEMES]
    hidden = Label.Kind.HIDDEN
    return _Names(
        Synonyms([row[:3] for row in named if row[3] != hidden], [row[:3] for row in named if row[3] == hidden]),
        Synonyms(themes),
        frozenset(word.folded for _, _, text in themes for word in words_of(text)),
    )
