"""A page as lines, one for each thing that is printed on its own; the common form of text and HTML listings. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from convivia.intake.cleaning import clean_line
from convivia.intake.limits import MAX_LINE, IntakeError
from convivia.intake.page_words import READ_MORE, pattern

LONGEST_MORE: Final = 60

_MORE_WORDS: Final = pattern(READ_MORE)
_MARKS: Final = r"[\s>»›→⟶➔▸►…\[\]().:·•+|*_-]*"
_MORE_LINE = re.compile(rf"(?:{_MARKS}(?:{_MORE_WORDS}))+{_MARKS}", re.IGNORECASE)
_MORE_ABOUT = re.compile(
    r"(?:read more|learn more|lire la suite|en savoir plus|weiterlesen)"
    r"(?: (?:about|of|sur|de|über)\b| ?[:–-]) .{2,200}",
    re.IGNORECASE,
)
_MORE_AFTER_CUT = re.compile(
    rf"""(?:\.\.\.|…)["”»’)\]]?\s*(?P<more>\[?(?:{_MORE_WORDS})(?!\w)[\s>»›→\]]*)""", re.IGNORECASE
)
_MORE_AT_END = re.compile(
    r"(?<=\S)\s+(?P<more>\[?(?:Read More|READ MORE|Lire la suite|En savoir plus|Weiterlesen|Leer más|Leggi tutto)"
    r"[\s>»›→\]]*)$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `number` counts from 1; `gap`: blank space before it; `heading`: 1 to 6, 0 for none.

    `href` is the address that the line links to, `language` what the page says of it, `taken_out` codes of cleaning.
    """

    number: int
    text: str
    gap: bool = False
    heading: int = 0
    href: str = ""
    language: str = ""
    taken_out: frozenset[str] = frozenset()


def text_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text that are not blank; raise `IntakeError` for one that is too long to be a line."""
    gap = False
    for number, raw in enumerate(re.split("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text), start=1):
        if len(raw) > MAX_LINE:
            raise IntakeError(
                f"Line {number} has {len(raw):,} characters; a line may have up to {MAX_LINE:,}. "
                "Is this a listing page? If it is data, name its format with --format."
            )
        cleaned, taken_out = clean_line(raw)
        if cleaned:
            yield Line(number, cleaned, gap, taken_out=taken_out)
        gap = not cleaned


def is_more(line: Line) -> bool:
    """Return whether a line is only the link to the whole text ("Read More", "Lire la suite", also doubled)."""
    is_short = len(line.text) <= LONGEST_MORE
    return bool((is_short and _MORE_LINE.fullmatch(line.text)) or _MORE_ABOUT.fullmatch(line.text))


def apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield `lines` with "Read More" links that stand behind a teaser on lines of their own."""
    for line in lines:
        if is_more(line):
            yield line
            continue
        start, gap = 0, line.gap
        for match in [*_MORE_AFTER_CUT.finditer(line.text), *_MORE_AT_END.finditer(line.text)]:
            more_start, more_end = match.span("more")
            if more_start < start:
                continue
            if before := line.text[start:more_start].strip():
                yield replace(line, text=before, gap=gap)
            yield replace(line, text=match["more"].strip(), gap=False)
            start, gap = more_end, False
        if rest := line.text[start:].strip():
            yield replace(line, text=rest, gap=gap)
