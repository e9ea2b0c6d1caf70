"""Puts lines right that were wrapped or run together on their way: one line for each thing that was printed. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from convivia.intake.function_words import LINKING
from convivia.intake.headings import Headings
from convivia.intake.lines import Line
from convivia.intake.metalines import LONGEST, STRONG, MetaLine, MetaReader
from convivia.intake.sentences import is_cut_off
from convivia.practices.period import find_period

_SHORT: Final = 120
_ENOUGH_TEXT: Final = 40
_DOUBTS: Final = frozenset({"unread", "unknown-place", "cut-off", "country-guessed"})
_PLACE_AND_TITLE = re.compile(r"(?P<place>\S.*?,.*?\S)\s+[–—-]\s+(?P<title>\S.*)")


class Mender:
    """Knows a line of place and time also where it is part of another line."""

    def __init__(self, places: MetaReader, headings: Headings) -> None:
        self._places = places
        self._headings = headings

    def mend(self, lines: Sequence[Line]) -> list[Line]:
        """Return `lines` with wrapped place lines as one, and titles, place lines and teasers on one line apart."""
        mended: list[Line] = []
        position = 0
        while position < len(lines):
            line = lines[position]
            following = lines[position + 1] if position + 1 < len(lines) else None
            position += 1
            while following and not following.gap and self._goes_on(line.text, following.text):
                line = replace(line, text=f"{line.text} {following.text}")
                following = lines[position + 1] if position + 1 < len(lines) else None
                position += 1
            mended += self._apart(line, following)
        return mended

    def _goes_on(self, first: str, second: str) -> bool:
        """Return whether the place line `first` goes on in `second`: more cities, the period, or its rest."""
        if len(first) > LONGEST or len(second) > _SHORT or is_cut_off(second):
            return False
        reading = self._places.read(first)
        if reading is None or not reading.places or (reading.names_country and _is_doubtful(reading)):
            return False
        if reading.period and "cut-off" not in reading.period.warnings:
            return False
        alone, both = self._places.read(second), self._places.read(f"{first} {second}")
        if both is None or not both.names_country or _is_doubtful(both) or both.score < reading.score:
            return False
        if alone and alone.names_country and reading.names_country:
            return False
        is_whole = both.period is None or not {"cut-off", "remark"} & set(both.period.warnings)
        says_more = len(both.places) > len(reading.places) or both.names_country > reading.names_country
        return is_whole and (says_more or both.period is not None)

    def _apart(self, line: Line, following: Line | None) -> Iterator[Line]:
        """Yield the things that are printed on `line`, each as a line."""
        parts = self._parts(line.text, following)
        for number, part in enumerate(parts):
            yield replace(line, text=part, gap=line.gap if number == 0 else False) if len(parts) > 1 else line

    def _parts(self, text: str, following: Line | None) -> list[str]:
        labels = self._headings.possible_labels(text) if ":" in text else []
        if labels and 0 < labels[0].start <= LONGEST:
            before, teaser = text[: labels[0].start].strip(), text[labels[0].start :]
            if self._is_place_line(before):
                return [before, teaser]
            if split := self._title_and_meta(before):
                return [*split, teaser]
        if labels or (following and self._says_where(following.text)):
            return [text]
        if split := self._meta_and_text(text):
            return split
        if len(text) > LONGEST or is_cut_off(text) or self._places.read(text):
            return [text]
        return self._place_and_title(text) or self._title_and_meta(text) or [text]

    def _is_place_line(self, text: str) -> bool:
        reading = self._places.read(text)
        return bool(reading and reading.names_country and reading.score >= STRONG and not _is_doubtful(reading))

    def _says_where(self, text: str) -> bool:
        reading = self._places.read(text) if len(text) <= LONGEST else None
        return bool(reading and reading.places)

    def _title_and_meta(self, text: str) -> list[str]:
        """Return title and place line that stand on one line, [] where that is not sure: a period must be printed."""
        for word in re.finditer(r"(?<=\s)[^\W\d_]", text):
            before = text[: word.start()].rstrip()
            if not word[0].isupper() or before[-1:] in ",-–—&/(" or before.split()[-1].lower() in LINKING:
                continue
            if self._places.names_country(text[word.start() :]):
                rest = text[word.start() :]
                reading = self._places.read(rest)
                if reading and reading.period and self._is_place_line(rest):
                    return [before, rest]
        return []

    def _meta_and_text(self, text: str) -> list[str]:
        """Return place line and teaser that stand on one line, [] where that is not certain."""
        if len(text) < _ENOUGH_TEXT or not self._places.names_country(text):
            return []
        span = find_period(text)
        if span is None:
            return []
        meta, rest = text[: span.end].strip(), text[span.end :].strip()
        is_text = len(rest) >= _ENOUGH_TEXT and not rest[0].islower() and rest[0] not in "(,;-–/"
        return [meta, rest] if is_text and self._is_place_line(meta) else []

    def _place_and_title(self, text: str) -> list[str]:
        """Return the parts of "Barcelona, Spain - Title"; [] for other lines."""
        match = _PLACE_AND_TITLE.fullmatch(text)
        if match is None or not self._is_place_line(match["place"]):
            return []
        return [match["place"], match["title"]]


def _is_doubtful(reading: MetaLine) -> bool:
    return any(code in _DOUBTS for code, _ in reading.remarks)


def without_furniture(lines: Iterable[Line], is_furniture: Iterable[bool]) -> Iterator[Line]:
    """Yield the lines that are no furniture; what stands behind furniture is parted from what stands before it."""
    gap = False
    for line, drop in zip(lines, is_furniture, strict=True):
        if drop:
            gap = True
        else:
            yield replace(line, gap=True) if gap else line
            gap = False
