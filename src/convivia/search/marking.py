"""Which words of a stored text a question met, and the passage of the text that shows them best. Pure.

Words are read as the index reads them (`convivia.search.words`), but each at its place in the text as it is stored, so
that what is marked is what a reader sees.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from convivia.search.function_words import small_words
from convivia.search.words import APOSTROPHES, HYPHENS, WRITTEN, beginning, is_unspaced, keeps_beginnings, read_text

# A passage is one or two sentences, and no longer than this; a longer sentence is cut.
LONGEST = 220
# What is read of one field of a text, in characters: a reader looks at a passage, not at a book.
MOST_READ = 20_000

_STOP = re.compile(r"[.!?…؟।]+[\"'»”’)\]]*\s+(?=[^\sa-zà-öø-ÿ])|[。！？]+|\s*\n\s*")
_PART = re.compile(rf"[^{APOSTROPHES}{HYPHENS}]+")
_NONE: frozenset[int] = frozenset()


class Part(NamedTuple):
    """A piece of a text; it is marked where it is one of the words that were asked for."""

    text: str
    is_marked: bool


class Span(NamedTuple):
    """Where a text has a word that was asked for; `words` says which of them (several where it joins them)."""

    start: int
    end: int
    words: frozenset[int]


class Window(NamedTuple):
    """A part of a text: from `start` to `end`; whether it begins and ends within a sentence."""

    start: int
    end: int
    starts_within: bool = False
    ends_within: bool = False


class Marker:
    """Finds the words of a question in texts. It remembers what it has read: make one for each search."""

    def __init__(
        self,
        asked: Sequence[Iterable[str]],
        typed: Sequence[str] = (),
        pairs: Sequence[Iterable[Sequence[str]]] = (),
    ) -> None:
        """Read the terms by which each word that is asked for is found, and the words in a row that it is written as.

        `typed` are the words themselves, folded: what is a small word in a text's language ("des") is not marked in it,
        unless nothing else was asked for.
        """
        self._rows = [(tuple(row), number) for number, rows in enumerate(pairs) for row in rows]
        self._typed = typed
        self._words_of: dict[str, frozenset[int]] = {}
        for number, terms in enumerate(asked):
            for term in terms:
                self._words_of[term] = self._words_of.get(term, _NONE) | {number}
        self._terms = frozenset(self._words_of)
        self._beginnings = tuple(set(map(beginning, self._terms)))
        self._seen: dict[tuple[str, ...], set[str]] = {}
        self._held: dict[tuple[str, ...], dict[str, frozenset[int]]] = {}
        self._unspaced = [term for term in self._words_of if is_unspaced(term)]

    def met(self, text: str, languages: Sequence[str]) -> frozenset[int]:
        """Return which of the words that are asked for stand in `text`, read as one of `languages` (maybe none)."""
        in_rows = (span.words for span in self._row_spans(text, languages)) if self._rows else ()
        return _NONE.union(*self._met(text, languages).values(), *in_rows)

    def spans(self, text: str, languages: Sequence[str]) -> list[Span]:
        """Return where `text` has words that are asked for, in order; they do not overlap."""
        met = self._met(text, languages)
        single = (
            span
            for piece in WRITTEN.finditer(_readable(text) if met else "")
            if (words := met.get(piece[0]))
            for span in self._within(Span(piece.start(), piece.end(), words), piece[0], languages)
        )
        return _apart([*single, *self._row_spans(text, languages)] if self._rows else list(single))

    def _met(self, text: str, languages: Sequence[str]) -> Mapping[str, frozenset[int]]:
        """Return the pieces of `text` that hold words that are asked for, and which."""
        read_as = tuple(languages)
        seen, held = self._seen.setdefault(read_as, set()), self._held.setdefault(read_as, {})
        pieces = set(WRITTEN.findall(_readable(text)))
        new = pieces - seen
        for piece in filter(self._may_hold, new) if all(map(keeps_beginnings, read_as)) else new:
            terms = _terms(piece, read_as)
            if not terms.isdisjoint(self._terms):
                words = _NONE.union(*(self._words_of[term] for term in terms & self._terms))
                held |= {piece: words - self.small_in(*read_as[:1])}
        seen |= pieces
        return {piece: words for piece in held.keys() & pieces if (words := held[piece])}

    def _may_hold(self, piece: str) -> bool:
        """Return whether it is worth reading a piece: most words begin otherwise than what is asked for."""
        return piece.lower().startswith(self._beginnings) or not (piece.isascii() and piece.isalnum())

    def _row_spans(self, text: str, languages: Sequence[str]) -> Iterator[Span]:
        """Yield where words stand in a row that one word is written as ("anti rumours" for "antirumours")."""
        pieces = list(WRITTEN.finditer(_readable(text)))
        for row, number in self._rows:
            for at in range(len(pieces) - len(row) + 1):
                found = pieces[at : at + len(row)]
                if all(word in _terms(piece[0], tuple(languages)) for word, piece in zip(row, found, strict=True)):
                    yield Span(found[0].start(), found[-1].end(), frozenset([number]))

    def small_in(self, language: str = "") -> frozenset[int]:
        """Return which words say nothing in `language`, where something else is asked for, too."""
        small = small_words(language)
        found = frozenset(number for number, word in enumerate(self._typed) if word in small)
        return found if len(found) < len(self._typed) else _NONE

    def _within(self, span: Span, piece: str, languages: Sequence[str]) -> Iterator[Span]:
        """Yield what of a piece was asked for: of "d’accueil" one part, and some signs of a run without blanks."""
        if piece.isalnum() and not self._unspaced:
            yield span
            return
        places = [(at, at + len(term)) for term in self._unspaced for at in _places(term, piece)]
        apart = 0  # signs that may stand between two places of one mark
        if not places and not piece.isalnum():
            held = [part.span() for part in _PART.finditer(piece) if self._met(part[0], languages)]
            is_all = self.met(" ".join(piece[start:end] for start, end in held), languages) == span.words
            places, apart = held if is_all else [], 1
        for start, end in _merged(sorted(places) or [(0, len(piece))], apart):
            yield Span(span.start + start, span.start + end, span.words)


def parts(text: str, spans: Iterable[Span], window: Window | None = None) -> tuple[Part, ...]:
    """Return `text` (or the part of it in `window`) in parts; put together again they are that very text."""
    at, end = (window.start, window.end) if window else (0, len(text))
    found: list[Part] = []
    for span in spans:
        if span.start < at or span.end > end:
            continue
        found += [Part(text[at : span.start], False), Part(text[span.start : span.end], True)]
        at = span.end
    found.append(Part(text[at:end], False))
    return tuple(part for part in found if part.text)


def best_window(text: str, spans: Sequence[Span], wanted: frozenset[int] | None = None) -> Window:
    """Return the sentence of `text` with most of the `wanted` words (of all, if none are named); the first of equals.

    A neighbouring sentence comes with it where both together are no longer than `LONGEST`; a longer sentence is cut.
    """
    said = sentences(text)
    if not said:
        return Window(0, 0)
    held = [[span for span in spans if start <= span.start < end] for start, end in said]
    worth = [_worth(found, wanted) for found in held]
    best = max(range(len(said)), key=lambda number: (worth[number], -number))
    start, end = said[best]
    if end - start > LONGEST:
        return _cut(text, Window(start, end), held[best])
    near = [number for number in (best + 1, best - 1) if 0 <= number < len(said)]
    fitting = [n for n in near if max(end, said[n][1]) - min(start, said[n][0]) <= LONGEST]
    if not fitting:
        return Window(start, end)
    other = said[max(fitting, key=lambda number: worth[number])]
    return Window(min(start, other[0]), max(end, other[1]))


def window_of(text: str, passage: str, spans: Sequence[Span]) -> Window | None:
    """Return where `text` has the first sentences of `passage`, whose blanks may differ; None where it has none."""
    at: Window | None = None
    for start, end in sentences(text):
        if " ".join(text[start:end].split()) not in passage:
            if at:
                break
        elif at is None:
            at = Window(start, end)
        elif end - at.start > LONGEST:
            break
        else:
            at = Window(at.start, end)
    if at and at.end - at.start > LONGEST:
        return _cut(text, at, [span for span in spans if at.start <= span.start < at.end])
    return at


def _worth(spans: Sequence[Span], wanted: frozenset[int] | None) -> tuple[int, int]:
    words = _NONE.union(*(span.words for span in spans))
    return len(words & wanted if wanted is not None else words), len(spans)


def _cut(text: str, window: Window, spans: Sequence[Span]) -> Window:
    """Return the part of a long sentence that begins a little before most of its marked words, cut between words."""
    starts = [max(window.start, span.start - LONGEST // 4) for span in spans] or [window.start]

    def words_from(start: int) -> int:
        return len(_NONE.union(*(s.words for s in spans if start <= s.start and s.end <= start + LONGEST)))

    start = max(starts, key=words_from)
    end = min(window.end, start + LONGEST)
    if end == window.end:
        start = max(window.start, end - LONGEST)
    first = min((span.start for span in spans if span.start >= start), default=end)
    last = max((span.end for span in spans if span.end <= end), default=start)
    start = start if start == window.start else _next_word(text, start, min(first, end))
    end = end if end == window.end else _end_of_word(text, max(last, start + 1), end)
    return Window(start, end, start > window.start, end < window.end)


def _next_word(text: str, start: int, latest: int) -> int:
    """Return where the first word after `start` begins; `start` or a little later where no blank comes in time."""
    blank = re.compile(r"\s+").search(text, start, latest)
    return blank.end() if blank and blank.end() <= latest else min(_off_marks(text, start), latest)


def _end_of_word(text: str, earliest: int, end: int) -> int:
    """Return where the last word before `end` ends; `end` where no blank is near."""
    if text[end : end + 1].isspace():
        return end
    found = max(text.rfind(blank, earliest, end) for blank in " \t\u00a0\u3000")
    return found if found > earliest else min(_off_marks(text, end), len(text))


def _off_marks(text: str, at: int) -> int:
    """Return `at`, or where the marks end that belong to the letter before it: no accent is torn from its letter."""
    while at < len(text) and unicodedata.category(text[at]).startswith("M"):
        at += 1
    return at


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of `text` begin and end, without the blanks around them."""
    found, at = [], 0
    for stop in chain(_STOP.finditer(text[:MOST_READ]), [None]):
        last = stop.end() if stop else min(len(text), MOST_READ)
        said = text[at:last]
        if said.strip():
            start = at + len(said) - len(said.lstrip())
            found.append((start, start + len(said.strip())))
        at = last
    return found


@lru_cache(maxsize=20_000)
def _terms(piece: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the terms of a piece: texts repeat their words, and readers their searches."""
    return frozenset(read_text(piece, languages).forms.split())


def _apart(spans: list[Span]) -> list[Span]:
    """Return `spans` in order; those that overlap become one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and span.start < found[-1].end:
            before = found.pop()
            span = Span(before.start, max(before.end, span.end), before.words | span.words)
        found.append(span)
    return found


def _merged(places: Iterable[tuple[int, int]], apart: int) -> list[tuple[int, int]]:
    """Return `places` (in order) without those that overlap or are no more than `apart` signs apart."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and start <= found[-1][1] + apart:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _places(term: str, run: str) -> Iterator[int]:
    at = run.find(term)
    while at >= 0:
        yield at
        at = run.find(term, at + 1)


def _readable(text: str) -> str:
    return text[:MOST_READ].replace("_", " ")
