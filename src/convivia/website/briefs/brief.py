"""A brief as plain values, the same for every form that it is written in. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

# How long a brief can be, in letters (about a hundred printed pages), so that none takes long to make; each paragraph
# costs as much as some letters more.
MOST_LETTERS, A_PARAGRAPH = 250_000, 80
# What is never printed: control signs, signs that turn the direction of what follows, halves of pairs, no characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_LAST = "".join(chr(plane * 0x10000 + 0xFFFE + n) for plane in range(17) for n in (0, 1))
_NO_CHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST}]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?(?:-\w+)*")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, a link where `url` is given, in a `language` where that is not the brief's."""

    text: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its name and values."""

    label: str
    values: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of running text under a heading ("" for what needs none). `note` says what is missing in it, and why."""

    heading: str
    paragraphs: tuple[str, ...]
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One practice. `where` is place and period in words;"""

    key: str
    title: Line
    where: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Facts side by side: a head for each practice, and rows of a label with a cell for each."""

    title: str
    corner: str
    heads: tuple[Line, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The brief's own words in its language."""

    contents: str
    facts: str
    fact: str
    known: str
    sources: str
    cite: str
    shortened: str
    unseen: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief. `about` says what was gathered, when and where; `sources` are as many as entries."""

    title: Line
    language: str
    direction: str
    made: date
    about: tuple[Part, ...]
    entries: tuple[Entry, ...]
    sources: tuple[Line, ...]
    citation: str
    words: Words
    grid: Grid | None = None

    @property
    def has_contents(self) -> bool:
        """Whether it is so long that a reader wants to see what is in it first."""
        return len(self.entries) > 3


def printable(text: str) -> str:
    """Return `text` on one line, without signs that cannot be printed; everything that can be read stays."""
    return " ".join(_NO_CHARACTER.sub("", _UNPRINTABLE.sub("", text)).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of `text` that say something, each `printable`."""
    return tuple(line for raw in text.splitlines() if (line := printable(raw)))


def address(url: str) -> str:
    """Return `url` where it is a plain address of the web, else ""."""
    return url if _ADDRESS.fullmatch(url) else ""


def language_parts(code: str) -> tuple[str, str]:
    """Return language and region of a code as far as they can be said in documents: ("pt", "BR"); "" for neither."""
    found = _LANGUAGE.fullmatch(code)
    return (found[1], found[2] or "") if found else ("", "")


def weight(part: Part) -> int:
    """Return how long a part is, in letters, counting something for each paragraph."""
    return sum(len(text) + A_PARAGRAPH for text in part.paragraphs)


def fitted(brief: Brief, most: int = MOST_LETTERS) -> Brief:
    """Return `brief` with parts that weigh no more than `most` in all: the longest are cut, and say so."""
    limit = _limit([weight(part) for entry in brief.entries for part in entry.parts], most)
    if limit is None:
        return brief
    note = brief.words.shortened
    entries = tuple(
        replace(entry, parts=tuple(_cut(part, limit, note) for part in entry.parts)) for entry in brief.entries
    )
    return replace(brief, entries=entries)


def _limit(weights: Sequence[int], most: int) -> int | None:
    """Return to what weight each text must be cut so that all have at most `most`; None where nothing must be."""
    if sum(weights) <= most:
        return None
    left = most
    ordered = sorted(weights)
    for position, one in enumerate(ordered):
        share = left // (len(ordered) - position)
        if one > share:
            return share
        left -= one
    return None


def _cut(part: Part, limit: int, note: str) -> Part:
    if weight(part) <= limit:
        return part
    kept = tuple(_first(part.paragraphs, limit))
    return replace(part, paragraphs=kept, note=" ".join(filter(None, [note, part.note])))


def _first(texts: Iterable[str], limit: int) -> Iterator[str]:
    """Yield as much of `texts` as weighs `limit`, ending between two words where that is near."""
    for text in texts:
        limit -= A_PARAGRAPH
        if len(text) <= limit:
            yield text
            limit -= len(text)
            continue
        if limit > 0:
            head = text[:limit]
            yield (head[: head.rfind(" ")] if head.rfind(" ") > limit - A_PARAGRAPH else head).strip() + " …"
        return
