"""What is read out of a line of text, and how the line is cut into words. Pure."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from convivia.common.folding import fold_name

MISSPELT, CUT_OFF, UNKNOWN = "misspelt-place", "cut-off", "unknown-place"
PARENT_GUESSED, COUNTRY_GUESSED = "parent-guessed", "country-guessed"

_WORD = re.compile(r"[^\s,;/|+&•·]+")
_BREAK = re.compile(r"[,;/|+&•·]")
_EDGES = ' \t\r\n.,;:()[]{}"“”«»–—-'
_CONJUNCTIONS = "and et und og och ja та και ve eta y e i en и és oraz"
_CONNECTORS = """
    de di da do das dos du des del della dell d la le les el los las l sur sous en am an a der den im in ob bei zu zum
    upon on under of the by st saint san santa sao sankt nad pod op aan van y e i
"""
CONJUNCTIONS = frozenset(_CONJUNCTIONS.split())
CONNECTORS = frozenset(_CONNECTORS.split())


class Word(NamedTuple):
    """One word of a line with its place in it; `folded` is "" for a lone dash or other sign."""

    text: str
    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class CountrySpan:
    """A country named in a text: its code, the words that name it, and where they stand."""

    code: str
    printed: str
    start: int
    end: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place named in a text. `key` is None where nobody knows the place; `name` is then as printed.

    `parent` is the key of the place that an unknown part of a city belongs to. Warnings are codes of this module.
    """

    key: str | None
    country: str
    name: str
    printed: str
    start: int
    end: int
    warnings: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of a text that name no place."""

    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacesReading:
    """The places of a text in their order, each once, and the words that were not read."""

    places: tuple[PlaceRef, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a place line says: the countries it names, in their order, its places, and the words that were not read."""

    countries: tuple[CountrySpan, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    unread: tuple[Unread, ...] = ()


def words(text: str, offset: int = 0) -> list[Word]:
    """Return the words of `text`, without separators; positions are counted from `offset`."""
    found = _WORD.finditer(text)
    return [Word(w.group(), w.start() + offset, w.end() + offset, fold_name(w.group())) for w in found]


def segments(text: str) -> list[list[Word]]:
    """Return the words between separators (comma, slash, semicolon, ampersand …); those without words are left out."""
    found, start = [], 0
    for place in [*(sign.start() for sign in _BREAK.finditer(text)), len(text)]:
        part = words(text[start:place], start)
        while part and not part[0].folded:
            part = part[1:]
        while part and not part[-1].folded:
            part = part[:-1]
        if part:
            found.append(part)
        start = place + 1
    return found


def folded_text(part: list[Word]) -> str:
    """Return the folded words of a segment in one string."""
    return " ".join(word.folded for word in part if word.folded)


def printed(text: str, part: list[Word]) -> tuple[str, int, int]:
    """Return what `part` looks like in `text`, without signs at its edges, and where it stands."""
    start, end = part[0].start, part[-1].end
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(_EDGES))
    return inside.strip(_EDGES), start, start + len(inside.strip(_EDGES))


def looks_like_a_name(part: list[Word]) -> bool:
    """Tell whether unknown words can name a place: up to six, begun by capitals or without case, no figures."""
    named = [word for word in part if word.folded and word.folded not in CONNECTORS | CONJUNCTIONS]
    letters = "".join(word.text for word in part)
    if not named or len(part) > 6 or any(sign.isdigit() for sign in letters):
        return False
    if letters.isupper() and len("".join(word.folded for word in part)) > 2 and len(part) > 1:
        return False  # a shouted phrase, such as the "QË NGA VITI" of a period
    first = [next((sign for sign in word.text if sign.isalpha()), "") for word in named]
    return all(sign and not sign.islower() for sign in first) and len(letters) > 2
