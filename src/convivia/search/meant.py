"""What the words of a query mean in this library: other forms, places, and words that were misspelt.

A word is corrected only where the library does not have it, or hardly has it, and only into words of the language that
the query seems to be in. What is in quotes is meant as it is written.
"""

import re
import unicodedata
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from convivia.search.asked import Asked, AskedWord
from convivia.search.forms import with_forms
from convivia.search.function_words import function_words
from convivia.search.known import Known, spoken_languages
from convivia.search.place_names import only_places, with_places
from convivia.search.slips import Correction, corrected, corrections
from convivia.search.synonyms import Synonyms
from convivia.search.words import fold_word

# A word where it stands in the query; accents may be signs of their own.
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the query as it was written, and the word that it was read as, as the library writes it."""

    written: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A query as this library understands it.

    `text` is the query with its slips corrected; `read_as` says which these were. `missing` are words that no practice
    has in any form: where the others are more, or one of two, or a place, they are not asked for (`left_out`).
    `suggestion` is the query with all slips corrected, also those that are only possible; "" for none.
    """

    asked: Asked = field(default_factory=Asked)
    text: str = ""
    read_as: tuple[Reading, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: bool = False
    suggestion: str = ""


def understood(
    asked: Asked, text: str, languages: Sequence[str], synonyms: Synonyms, themes: Container[str] = frozenset()
) -> Meant:
    """Return what `asked`, read from `text`, means here; `languages` are the reader's and those of the library.

    `synonyms` are names of areas and principles, `themes` the words that themes are called by.
    """
    known = Known(languages, synonyms, spoken_languages(text), themes)
    plain = [each.word.folded for each in asked.words if not each.literal]
    small = function_words(plain, next(iter(known.spoken)) if len(known.spoken) == 1 else languages[0])
    words = with_places([with_forms(each, known) for each in asked.words], small)
    slips = {
        each.word.folded: found
        for each in words
        if not each.places and each.word.folded not in small and (found := corrections(each, known))
    }
    read = [_read(each, slips, known) for each in words]
    missing = _missing([each for each in read if each.word.folded not in small], known)
    placed = with_places(read, small)
    kept = _without(missing, placed, small)
    return Meant(
        asked=replace(asked, words=tuple(only_places(_telling(kept, small), are_all=kept == placed))),
        text=_changed(text, {each.word.folded: each.corrected[0].exact for each in read if each.corrected}),
        read_as=tuple(_reading(text, each) for each in read if each.corrected),
        missing=tuple(each.word.exact for each in missing),
        left_out=len(kept) < len(placed),
        suggestion=_suggestion(text, slips, missing),
    )


def _read(asked: AskedWord, slips: Mapping[str, list[Correction]], known: Known) -> AskedWord:
    likely = slips.get(asked.word.folded, [])
    return asked if asked.literal else corrected(asked, likely, known)


def _missing(words: Sequence[AskedWord], known: Known) -> list[AskedWord]:
    """Return the words that find nothing: no practice has them in any form, and they name no area or principle."""
    named = known.synonyms.find([each.word for each in words])
    return [
        each
        for each, values in zip(words, named, strict=True)
        if not (values or each.places or each.spellings or each.parts or each.corrected)
        and each.word.folded not in known.themes
        and not any(map(known.practices, [each.word.folded, *known.stems(each.word)]))
        and not known.has_joined(each.others)
    ]


def _without(missing: Sequence[AskedWord], words: list[AskedWord], small: Collection[str]) -> list[AskedWord]:
    """Return the words without those that find nothing, as long as more find something, or one of two, or a place."""
    telling = _telling(words, small)
    gone = {each.word.folded for each in missing if not each.literal}
    are_few = 2 * len(gone) < len(telling) or (len(gone), len(telling)) == (1, 2)
    are_few = are_few or any(each.is_place for each in telling)
    return [each for each in words if each.word.folded not in gone] if are_few else words


def _telling(words: Sequence[AskedWord], small: Collection[str]) -> list[AskedWord]:
    """Return the words without the `small` ones, unless there are no others."""
    return [each for each in words if each.literal or each.places or each.word.folded not in small] or list(words)


def _suggestion(text: str, slips: Mapping[str, Sequence[Correction]], missing: Sequence[AskedWord]) -> str:
    """Return `text` with all slips corrected; "" where that changes nothing, or more words would still find nothing."""
    if len(slips) < sum(each.word.folded not in slips for each in missing):
        return ""
    changed = _changed(text, {folded: likely[0].word.exact for folded, likely in slips.items()})
    return changed if changed != text else ""


def _changed(text: str, read_as: Mapping[str, str]) -> str:
    """Return `text` with words replaced, by their folded form."""
    for folded, other in read_as.items():
        text = _WORD.sub(partial(_replaced, folded=folded, other=other), text)
    return text


def _replaced(found: "re.Match[str]", folded: str, other: str) -> str:
    return _in_capitals_of(found[0], other) if _folded(found[0]) == folded else found[0]


def _reading(text: str, asked: AskedWord) -> Reading:
    """Return a correction as the reader typed the word."""
    typed = (found[0] for found in _WORD.finditer(text) if _folded(found[0]) == asked.word.folded)
    written = next(typed, asked.word.exact)
    return Reading(written, _in_capitals_of(written, asked.corrected[0].exact))


def _folded(written: str) -> str:
    return fold_word(unicodedata.normalize("NFKC", written.lower()))


def _in_capitals_of(written: str, other: str) -> str:
    """Return `other` with capitals where `written` has them: none, the first letter, or all."""
    if len(written) > 1 and written.isupper():
        return other.upper()
    return other[:1].upper() + other[1:] if written[:1].isupper() else other
