"""What stands before what, and why: every number of the ranking is here. Pure.

How a practice is ranked: BM25 over `words`, where a term counts as often as its place is worth (see the weights of
places); more for terms of the title; a fixed gain for a title that is the query itself.
"""

from collections.abc import Iterable, Sequence

from convivia.search.asked import Asked, AskedWord
from convivia.search.engines.port import AnyOf, Question
from convivia.search.function_words import function_words
from convivia.search.synonyms import Synonyms, Value
from convivia.search.words import exact_term, stem_term

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
# A title that is the query, word for word, stands above any sum of single words.
WHOLE_TITLE = 30.0

# Weights of forms. They add up, so that the exact form is above the folded one, and both are above the stem alone.
FOLDED, EXACT, JOINED = 1.0, 1.0, 1.0
# A stem is a guess: a good one in the reader's language; in another language of the library, the word may be none.
STEM, OTHER_STEM = 0.6, 0.3

# Fewer practices than this with all the words: those with most of them follow. In a library of some hundred practices
# the words of a sentence are rarely all in one of them.
FEW = 3
# Of those, only the best are shown, and none with less than this part of the best one's score: the weak tail is noise.
BEST, WEAKEST = 100, 0.25
# What lifts a practice with all the words above every one without: more than any sum of weights.
COMPLETE = 1000.0


def question(asked: Asked, reader: str, languages: Iterable[str], synonyms: Synonyms | None = None) -> Question:
    """Return the question to the engine: what must be there, and what each form of a word is worth.

    `reader` is the language of the interface, `languages` are those of the library: words are stemmed in all of them.
    Small words ("the", "pour") are not asked for where there are others. A word that is part of a synonym of an area or
    a principle, all of whose words are asked for, is also found in what is about that area.
    """
    if asked.is_empty:
        return Question(among=())
    stemmed = tuple(dict.fromkeys([reader, *languages]))
    telling = _telling(asked.words, reader)
    named = synonyms.find([each.word for each in telling]) if synonyms else [()] * len(telling)
    return Question(
        words=tuple(_any_of(word, stemmed, values) for word, values in zip(telling, named, strict=True)),
        phrases=asked.phrases,
        without=asked.without,
        whole=asked.whole,
    )


def can_relax(asked: Asked) -> bool:
    """Return whether a practice may miss one of the words: only where there are several, not all of them in quotes."""
    return len(asked.words) > 1 and not all(word.literal for word in asked.words)


def strong(best: Sequence[tuple[int, float]]) -> list[int]:
    """Return the ids of those in `best` (ids with scores, the best first) that are not much weaker than the first."""
    return [pk for pk, score in best if score >= WEAKEST * best[0][1]]


def _telling(words: Sequence[AskedWord], reader: str) -> Sequence[AskedWord]:
    small = function_words((asked.word.folded for asked in words if not asked.literal), reader)
    return [asked for asked in words if asked.literal or asked.word.folded not in small] or words


def _any_of(asked: AskedWord, languages: Sequence[str], values: tuple[Value, ...]) -> AnyOf:
    """Return the terms of a word, and the values that it names; `languages` start with the reader's."""
    terms = {asked.word.folded: FOLDED}
    if exact := exact_term(asked.word):
        terms[exact] = EXACT
    if asked.literal:
        return AnyOf(tuple(terms.items()))
    terms.update((form, JOINED) for form in asked.others)
    for language in languages:
        if stem := stem_term(asked.word, language):
            terms[stem] = STEM if language == languages[0] else OTHER_STEM
    return AnyOf(tuple(terms.items()), values)
