"""Places and countries in the words of a query, as far as the library has practices of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from convivia.search import lexicon
from convivia.search.asked import AskedWord
from convivia.search.engines.installed import engine
from convivia.search.engines.port import AnyOf, Question
from convivia.search.lexicon import LONGEST_NAME, NamedValue
from convivia.search.words import Word


def with_places(words: Sequence[AskedWord], small: Collection[str]) -> list[AskedWord]:
    """Return the words, those that name a place as one; the longest names first. `small` words alone name none."""
    found: list[AskedWord] = []
    at = 0
    while at < len(words):
        length, named = _name_at(words[at : at + LONGEST_NAME], small)
        found.append(_as_place(words[at : at + length], named) if named else words[at])
        at += length
    return found


def only_places(words: Sequence[AskedWord], *, are_all: bool) -> list[AskedWord]:
    """Return the words; where they `are_all` that was asked for, and all names of places, texts are not looked into."""
    all_are = are_all and all(each.is_place for each in words)
    return [replace(each, only_place=all_are) for each in words]


def _name_at(words: Sequence[AskedWord], small: Collection[str]) -> tuple[int, list[NamedValue]]:
    """Return how many of the first `words` name a place, and what they name; 1 and nothing where they name none."""
    for length in range(len(words), 0, -1):
        name = words[:length]
        if any(each.literal or each.places for each in name) or all(each.word.folded in small for each in name):
            continue
        if named := lexicon.named([_read(each).folded for each in name]):
            return length, named
    return 1, []


def _read(asked: AskedWord) -> Word:
    """Return what a word was read as: itself, unless it was corrected."""
    return asked.corrected[0] if asked.corrected and not asked.doubted else asked.word


def _as_place(words: Sequence[AskedWord], named: Sequence[NamedValue]) -> AskedWord:
    """Return the words that name a place as one word. A single one that texts of other places have more often than
    there are practices of its own is an ordinary word as well."""
    read = [_read(each) for each in words]
    places = tuple((each.facet, each.value) for each in named)
    word = Word(" ".join(each.exact for each in read), " ".join(each.folded for each in read))
    if len(words) > 1:
        return AskedWord(word, parts=(tuple(each.folded for each in read),), places=places, is_place=True)
    own = engine().count(Question(words=(AnyOf((), places),)), ()).total
    both = engine().count(Question(words=(AnyOf(((word.folded, 1.0),), places),)), ()).total
    return replace(words[0], word=word, corrected=(), parts=(), places=places, is_place=both - own <= own)
