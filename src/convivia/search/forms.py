"""Other forms of a word that the library has: umlauts as two letters, other scripts, compounds cut in two."""

from collections.abc import Iterator
from dataclasses import replace

from convivia.search import lexicon
from convivia.search.asked import AskedWord
from convivia.search.function_words import small_words
from convivia.search.known import Known
from convivia.search.spelling import compounds, in_pairs, other_forms, with_umlauts
from convivia.search.words import Word, fold_word

# Ways to cut a word in two that are looked for in the texts, and forms of the second part ("rumour", "rumours").
CUTS, ENDINGS = 4, 3
# Stems of fewer letters begin too many words.
SHORTEST_STEM = 4


def with_forms(asked: AskedWord, known: Known) -> AskedWord:
    """Return a word with its other spellings, and with the pairs of words that the library writes it as."""
    if asked.literal:
        return asked
    spellings = dict.fromkeys(_spellings(asked.word, known))
    kept = tuple(form for form in spellings if form != asked.word.folded and known.practices(form))
    return replace(asked, spellings=kept, parts=tuple(_pairs(asked.word.folded, known)))


def _spellings(word: Word, known: Known) -> Iterator[str]:
    """Yield folded forms. Which pairs of letters mean an umlaut is told by what the library writes with one."""
    yield fold_word(in_pairs(word.exact))
    if entry := lexicon.entry(word.folded):
        yield from (fold_word(in_pairs(written)) for written in entry.spellings)
    for written in with_umlauts(word.folded):
        if known.practices(f"={written}"):
            yield fold_word(written)
            yield fold_word(in_pairs(written))
    yield from other_forms(word.folded)


def _pairs(folded: str, known: Known) -> Iterator[tuple[str, ...]]:
    cuts = [
        (first, last)
        for first, end in compounds(folded)
        if known.practices(first) and not any(first in small_words(language) for language in known.languages)
        for last in _endings(end, known)
    ]
    likely = sorted(cuts, key=lambda cut: -min(map(known.practices, cut)))[:CUTS]
    yield from filter(known.has_phrase, likely)


def _endings(folded: str, known: Known) -> list[str]:
    """Return a word and the same word with other endings, as far as the library has them."""
    own = [folded] if known.practices(folded) else []
    stems = {stem for stem in known.stems(Word(folded, folded)) if known.practices(stem)}
    starts = [start for stem in stems if folded.startswith(start := stem.partition("~")[2])]
    if not starts or len(min(starts, key=len)) < SHORTEST_STEM:
        return own
    near = [each.word for each in lexicon.starting(min(starts, key=len), 20)]
    same = [word for word in near if word != folded and not stems.isdisjoint(known.stems(Word(word, word)))]
    return [*own, *same][:ENDINGS]
