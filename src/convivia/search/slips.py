"""Words of a query that seem to be misspelt, and what they were meant to be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from convivia.search import lexicon
from convivia.search.asked import AskedWord
from convivia.search.known import Known
from convivia.search.spelling import cost
from convivia.search.words import Word, words_of

# A word that at most so many practices have is doubted where a word one slip away is so many times as frequent, and is
# long enough to be taken for it.
HARDLY, TIMES, DOUBTED_FROM = 2, 8, 6
# In a word of fewer letters, no slip is likely at the start.
WRONG_START_FROM = 6
# A word is read as so many others at most: "neighbourhod" as one and as several neighbourhoods.
MOST = 2
# Names of areas that no practice mentions are less likely to be meant than words that they have: only long ones are
# read into two slips ("integration" is not "Interaktion").
ONLY_A_SYNONYM, TWO_SLIPS_IN_SYNONYM = 0.25, 13


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that another may be a slip of, how much speaks against it, and whether it fits the query's language.

    `is_readers` tells that it is of the reader's language: of equals, that is meant.
    """

    word: Word
    cost: float
    practices: int
    fits: bool
    is_readers: bool = False


def corrections(asked: AskedWord, known: Known) -> list[Correction]:
    """Return what a word may be a slip of, the likeliest first; nothing where the library has it in any form."""
    word = asked.word
    found = known.practices(word.folded)
    if found > HARDLY or asked.spellings or asked.parts or known.has_joined(asked.others):
        return []
    if not found:
        return _nearest(word, known) if not known.has(word) else _places(word)
    return [each for each in _nearest(word, known) if _is_doubted(word, found, each, known)]


def corrected(asked: AskedWord, likely: list[Correction], known: Known) -> AskedWord:
    """Return a word with those of its `likely` corrections that fit the language of the query."""
    fitting = [each for each in likely if each.fits]
    best = [each.word for each in fitting if each.cost <= fitting[0].cost][:MOST]
    return replace(asked, corrected=tuple(best), doubted=bool(best and known.practices(asked.word.folded)))


def _is_doubted(word: Word, found: int, other: Correction, known: Known) -> bool:
    return (
        len(word.folded) >= DOUBTED_FROM
        and other.cost <= 1
        and other.practices >= TIMES * found
        and known.stems(word).isdisjoint(known.stems(other.word))
    )


def _places(word: Word) -> list[Correction]:
    """Return the one-word names of places that a word may be a slip of: "barcelonna", whose French stem is a word."""
    names = [entry for entry in lexicon.near(word.folded) if entry.slips == 1 and lexicon.named([entry.word])]
    return [Correction(Word(each.shown, each.word), 1, each.practices, fits=True) for each in names]


def _nearest(word: Word, known: Known) -> list[Correction]:
    found: dict[str, Correction] = {}
    for correction in (*_words(word, known), *_names_of_areas(word, known)):
        if not _may_start_so(word.folded, correction.word.folded):
            continue
        held = found.setdefault(correction.word.folded, correction)
        if correction.fits and not held.fits:
            found[correction.word.folded] = replace(held, fits=True)
    return sorted(found.values(), key=lambda each: (not each.fits, each.cost, not each.is_readers, -each.practices))


def _words(word: Word, known: Known) -> Iterator[Correction]:
    for entry in lexicon.near(word.folded):
        shown = Word(entry.shown, entry.word)
        fits = _fits(word, entry.languages, entry.spellings, known)
        extra = 0.0 if entry.languages else lexicon.ONLY_A_NAME
        yield Correction(
            shown, cost(word.folded, entry.word) + extra, entry.practices, fits, known.languages[0] in entry.languages
        )


def _names_of_areas(word: Word, known: Known) -> Iterator[Correction]:
    for folded, written in known.synonyms.near(word.folded):
        letters = cost(word.folded, folded)
        if letters >= 2 and len(word.folded) < TWO_SLIPS_IN_SYNONYM:
            continue
        language = next((language for language in written if language in known.spoken), next(iter(written)))
        fits = _fits(word, written.keys(), written.values(), known)
        yield Correction(
            Word(written[language], folded), letters + ONLY_A_SYNONYM, 0, fits, known.languages[0] in written
        )


def _may_start_so(word: str, other: str) -> bool:
    """Return whether the beginning of `word` is likely for `other`: the same letter, or that one left out."""
    return word[0] == other[0] or word[0] == other[1] or len(word) >= WRONG_START_FROM


def _fits(word: Word, languages: Collection[str], spellings: Collection[str], known: Known) -> bool:
    """Return whether another word is likely enough to be asked for: of a language of the query, and with accents if
    `word` has any: who types them seldom means a word without."""
    has_accents = word.exact == word.folded or any(words_of(each)[0].folded != each for each in spellings)
    return has_accents and known.may_be_spoken(languages)
