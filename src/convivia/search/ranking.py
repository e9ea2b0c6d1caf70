"""What stands before what, and why: every number of the ranking is here. Pure.

How a practice is ranked: BM25 over `words`, where a term counts as often as its place is worth (see the weights of
places); more for terms of the title; a fixed gain for a title that is the query itself.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convivia.search.asked import Asked, AskedWord
from convivia.search.engines.port import AnyOf, Question
from convivia.search.function_words import function_words
from convivia.search.synonyms import Synonyms, Value
from convivia.search.words import Word, exact_term, stem_term

# Weights of places: how often a term of it is counted. A title says what a practice is; keywords were chosen to be
# found by; a summary says all in two sentences; an answer mentions many things.
TITLE_TIMES, KEYWORDS_TIMES, SUMMARY_TIMES, ANSWERS_TIMES = 4, 3, 2, 1
# Once more for a title: repeated terms saturate (BM25 with k1 = 1.2), so counting alone would let ten mentions in an
# answer come near a title.
TITLE = 0.5
# Names of places and countries are ours, and the same for many practices: they find, and rank like a summary.
NAMES = 0.75
# The same for areas and principles, which a query may name by any of their synonyms.
CONCEPT = 0.75
# A place that a query names is a fact, not a mention: as much as a word of the title, the rarer the place the more.
PLACE = 3.0
# A title that is the query, word for word, stands above any sum of single words.
WHOLE_TITLE = 30.0

# Weights of forms. They add up, so that the exact form is above the folded one, and both are above the stem alone.
FOLDED, EXACT, JOINED = 1.0, 1.0, 1.0
# Another spelling of the same word ("muenchen" for "münchen"), and one word written as two.
SPELLING, PHRASE = 1.0, 1.0
# A word that was corrected is below the same word written right; far below where the library has the word, but hardly.
CORRECTED, DOUBTED = 0.5, 0.1
# A stem is a guess: a good one in the reader's language; in another language of the library, the word may be none.
STEM, OTHER_STEM = 0.6, 0.3

# Words and meaning. What words say of a practice is measured against what its words could say at most (the sum of the
# best that each word finds alone), so that it is comparable with the cosine by which meaning is measured.
# What e5 weighs against the other encoder, within meaning; what words weigh against meaning.
E5_WEIGHT = 1.5
WORDS = 0.3
# What a practice gains that is about all the themes that are asked for; more themes than these are not looked at, and
# of each not more than so many practices that neither words nor meaning found.
THEMES, MOST_THEMES, BY_THEME = 0.2, 6, 50
# What a word that the library does not have would have said: so many times what the others say on average.
UNKNOWN_WORD = 1.5
# So many practices are looked at by their words, and so many stand first in the order of both; then come the others
# that have all the words, in the order of these.
LOOKED_AT, HEAD = 200, 100
# Fewer practices than this with all the words: those with most of them are meant, too.
FEW = 3
# Of practices without all the words, only the best are meant: not below the floor, and near in meaning or not much
# weaker in words than the best one. Where even that one is below both gates, there is nothing: for an unrelated query,
# the best total seldom comes up to 0.2; of nearly all that fit, it begins above that (see docs/build/relevance.md).
MOST_OTHERS, FLOOR, WEAKEST = 50, 0.14, 0.33
ALL_THEMES = 0.999
GATE, WORDS_GATE = 0.215, 0.35


@dataclass(frozen=True, slots=True)
class Score:
    """How well a practice fits: by its words (1: as well as they can), by its meaning (a cosine), by the part
    of the themes asked for that it has, and all together."""

    pk: int
    words: float
    meaning: float
    themes: float = 0.0

    @property
    def total(self) -> float:
        """What the list is ordered by."""
        return WORDS * self.words + self.meaning + THEMES * self.themes


def fuse(words: Mapping[int, float], meaning: Mapping[int, float], themes: Mapping[int, float]) -> list[Score]:
    """Return the scores of all practices that words, meaning or themes found, the best first."""
    scores = [
        Score(pk, words.get(pk, 0.0), max(0.0, meaning.get(pk, 0.0)), themes.get(pk, 0.0))
        for pk in {**words, **meaning, **themes}
    ]
    return sorted(scores, key=lambda score: (-score.total, score.pk))


def worth_showing(scores: Sequence[Score], *, by_words: bool) -> list[int]:
    """Return those of `scores` (the best first) that may be shown though they do not have all the words.

    Some words, or all the themes, are enough only `by_words`; else the meaning has to be near.
    """
    most = max((score.words for score in scores), default=0.0)
    has_theme = by_words and any(score.themes >= ALL_THEMES for score in scores)
    if not scores or (scores[0].total < GATE and most < WORDS_GATE and not has_theme):
        return []
    least = WEAKEST * most if by_words and most > 0 else math.inf
    return [
        score.pk
        for score in scores[:MOST_OTHERS]
        if score.meaning >= FLOOR or score.words >= least or (by_words and score.themes >= ALL_THEMES)
    ]


def question(asked: Asked, reader: str, languages: Iterable[str], synonyms: Synonyms | None = None) -> Question:
    """Return the question to the engine: what must be there, and what each form of a word is worth.

    `reader` is the language of the interface, `languages` are those of the library: words are stemmed in all of them.
    Small words ("the", "pour") are not asked for where there are others. A word that is part of a synonym of an area or
    a principle, all of whose words are asked for, is also found in what is about that area.
    """
    if asked.is_empty:
        return Question(nothing=True)
    stemmed = tuple(dict.fromkeys([reader, *languages]))
    telling = _telling(asked.words, reader)
    named = named_values(telling, synonyms) if synonyms else [()] * len(telling)
    return Question(
        words=tuple(_any_of(word, stemmed, values) for word, values in zip(telling, named, strict=True)),
        phrases=asked.phrases,
        without=asked.without,
        whole=asked.whole,
    )


def can_relax(asked: Asked) -> bool:
    """Return whether a practice may miss one of the words: only where there are several, not all of them in quotes."""
    return len(asked.words) > 1 and not all(word.literal for word in asked.words)


def _telling(words: Sequence[AskedWord], reader: str) -> Sequence[AskedWord]:
    small = function_words((asked.word.folded for asked in words if not asked.literal), reader)
    return [asked for asked in words if asked.literal or asked.word.folded not in small] or words


def _any_of(asked: AskedWord, languages: Sequence[str], values: tuple[Value, ...]) -> AnyOf:
    """Return the terms of a word, and the values that it names; `languages` start with the reader's."""
    if asked.places:
        return _any_of_places(asked, values)
    terms = _plain_terms(asked.word)
    if asked.literal:
        return AnyOf(tuple(terms.items()))
    terms |= dict.fromkeys(asked.others, JOINED) | dict.fromkeys(asked.spellings, SPELLING)
    terms |= _stems(asked.word, languages)
    for form in asked.others:
        terms |= dict.fromkeys(_stems(Word(form, form), languages), JOINED)
    for word in asked.corrected:
        for term, weight in (_plain_terms(word) | _stems(word, languages)).items():
            terms.setdefault(term, weight * (DOUBTED if asked.doubted else CORRECTED))
    return AnyOf(tuple(terms.items()), values, asked.parts)


def _any_of_places(asked: AskedWord, values: tuple[Value, ...]) -> AnyOf:
    """Return what finds a place: its practices, and those that mention it; a name of several words as a whole."""
    terms = _plain_terms(asked.word) | dict.fromkeys(asked.word.folded.split(), FOLDED)
    found_by = tuple(dict.fromkeys((*asked.places, *values)))
    return AnyOf(tuple(terms.items()), found_by, asked.parts, asked.is_place, asked.only_place)


def _plain_terms(word: Word) -> dict[str, float]:
    exact = exact_term(word)
    return {word.folded: FOLDED} | ({exact: EXACT} if exact else {})


def _stems(word: Word, languages: Sequence[str]) -> dict[str, float]:
    """Return the stems of a word with their weights; `languages` start with the reader's."""
    weights = {language: STEM if language == languages[0] else OTHER_STEM for language in languages}
    return {stem: weight for language, weight in weights.items() if (stem := stem_term(word, language))}


def themes_of(asked: Asked, themes: Synonyms) -> list[str]:
    """Return the keys of the themes that a query names. They rank, and add to few; they do not stand for its words."""
    named = named_values([each for each in asked.words if not each.literal], themes)
    return list(dict.fromkeys(key for values in named for _, key in values))


def named_values(words: Sequence[AskedWord], synonyms: Synonyms) -> list[tuple[Value, ...]]:
    """Return the values that each word names, as it is written or as it was corrected."""
    found = synonyms.find([each.word for each in words])
    if not any(each.corrected for each in words):
        return found
    read = synonyms.find([next(iter(each.corrected), each.word) for each in words])
    return [tuple(dict.fromkeys((*own, *other))) for own, other in zip(found, read, strict=True)]
