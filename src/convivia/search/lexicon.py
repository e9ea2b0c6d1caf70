"""The words of the library, and what its places are called: to look up, to complete, and to find what was misspelt.

All of it lives in the index: it is made with it, follows every practice, and is shared by all workers. A look-up takes
microseconds; `near` takes one to three milliseconds among 300,000 words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convivia.search.engines.installed import engine
from convivia.search.engines.port import Question
from convivia.search.spelling import cost, in_pairs, slips_forgiven
from convivia.search.words import words_of

# Near words that are looked at, and spellings of one word.
LOOKED_AT, SPELLINGS = 200, 60
# Names that are longer are not looked for in queries.
LONGEST_NAME = 8
# That a word is only part of the name of a place counts as half a slip.
ONLY_A_NAME = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the library: folded, as it is mostly written (in small letters), and how many practices have it.

    `languages` are those of the texts that have it, the most frequent first; none where it is only part of the name of
    a place. `spellings` are all ways in which it is written, with accents and without. `slips` counts the letters by
    which it differs from a word that was asked for.
    """

    word: str
    shown: str
    practices: int
    languages: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    slips: int = 0


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A place or country that a name means: the facet ("city", "country") and its value, and how many practices."""

    name: str
    facet: str
    value: str
    practices: int


def practices_with(term: str) -> int:
    """Return how many practices have a term: a folded word, an exact form or a stem (`convivia.search.words`)."""
    return engine().frequency(term)


def entry(word: str, *, slips: int = 0) -> Entry | None:
    """Return what is known of a folded word; None where no practice has it."""
    practices = engine().frequency(word)
    if not practices:
        return None
    return _entry(word, engine().terms("spelt", f"{word}=", limit=SPELLINGS), practices, slips)


def near(word: str, limit: int = 5) -> list[Entry]:
    """Return the words of the library that `word` (folded) may be a misspelling of, the likeliest first.

    One slip (a letter too many, too few, wrong, or two swapped) is forgiven from four letters on, two from eight. A
    wrong first letter counts as half a slip more. `word` itself is not among them.
    """
    slips = slips_forgiven(word)
    if not slips:
        return []
    found = engine().near(word, distance=slips, limit=LOOKED_AT)
    costs = sorted((cost(word, other), other) for other in found if other != word)
    entries: list[tuple[float, int, Entry]] = []
    for letters, other in costs:
        if len(entries) >= limit and letters > entries[-1][0]:
            break
        if known := entry(other, slips=int(letters)):
            entries.append((letters + (0.0 if known.languages else ONLY_A_NAME), -known.practices, known))
    return [known for *_, known in sorted(entries, key=lambda each: each[:2])[:limit]]


def starting(prefix: str, limit: int = 8, *, language: str = "", among: Question | None = None) -> list[Entry]:
    """Return the words of the library that begin with `prefix` (folded), the most frequent first.

    Those of texts in `language` come first, where one is given. Parts of the names of places are not among them. With
    `among`, only the practices that it means have the words and are counted.
    """
    spellings: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for term, practices in engine().terms("spelt", prefix, limit=limit * 12, among=among):
        spellings[term.partition("=")[0]].append((term, practices))
    entries = [_entry(word, terms, sum(count for _, count in terms)) for word, terms in spellings.items()]
    told = [known for known in entries if known.languages]
    return sorted(told, key=lambda known: (language not in known.languages, -known.practices, known.word))[:limit]


def named(words: Sequence[str]) -> list[NamedValue]:
    """Return the places and countries of the library that are called by these folded words, in any language."""
    return _named_values(f"{'_'.join(words)}=", SPELLINGS)


def called_terms(facet: str, value: str, names: Iterable[str]) -> str:
    """Return the terms by which `named` finds a value of a facet, divided by blanks."""
    terms: dict[str, None] = {}
    for name in names:
        for form in dict.fromkeys([name, in_pairs(name.lower())]):
            words = [word.folded for word in words_of(form)]
            if 0 < len(words) <= LONGEST_NAME:
                terms[f"{'_'.join(words)}={facet}:{value}"] = None
    return " ".join(terms)


def _named_values(prefix: str, limit: int) -> list[NamedValue]:
    values = []
    for term, practices in engine().terms("called", prefix, limit=limit):
        name, _, value = term.partition("=")
        facet, _, key = value.partition(":")
        values.append(NamedValue(name.replace("_", " "), facet, key, practices))
    return values


def _entry(word: str, terms: Iterable[tuple[str, int]], practices: int, slips: int = 0) -> Entry:
    """Return an entry; `terms` are the spellings of the word, the most frequent first."""
    written = [term.partition("=")[2].rpartition(":") for term, _ in terms]
    spellings = tuple(dict.fromkeys(spelling for spelling, _, _ in written))
    languages = tuple(dict.fromkeys(language for *_, language in written if language))
    return Entry(word, spellings[0] if spellings else word, practices, languages, spellings, slips)
