"""What somebody has typed so far, and where names match it: at the beginnings of words, folded, or nearly so. Pure.

A name matches when each typed word is the beginning of a word of it, in any order. Words that are joined in one of the
two and parted in the other match as well: "anti rum", "anti-rum" and "antirum" all begin "Anti-rumours".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from convivia.search.words import MAX_WORD, pieces, read_text

MAX_TYPED = 100
# Words that are looked at; longer texts are sentences, which no name begins with.
MAX_WORDS = 12
# Words of this length and longer may have one letter wrong, missing, too many, or swapped with its neighbour.
CORRECTED_FROM = 4

# From here on, a sign of Chinese, Japanese or Korean is a word or the part of one.
FIRST_SIGN = "\u2e80"

_RUN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_JOINT = re.compile(r"[-‐‑'’\u00ad\u00b7]")


class Part(NamedTuple):
    """A piece of a text; `is_match` where it is what was typed."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: for each word the forms that a word of a name may begin with."""

    words: tuple[tuple[str, ...], ...]
    is_cut: bool = False

    @property
    def is_one_letter(self) -> bool:
        """Whether only a letter was typed, which begins too many titles; a sign that is a word is more than that."""
        return len(self.words) == 1 and max(map(len, self.words[0])) == 1 and self.words[0][0] < FIRST_SIGN

    @property
    def can_be_corrected(self) -> bool:
        """Whether any word is long enough to be taken for mistyped."""
        return any(len(form) >= CORRECTED_FROM for forms in self.words for form in forms)


@dataclass(frozen=True, slots=True)
class Match:
    """How a name matches: its parts, whether it begins with the first typed word, whether its words are in order."""

    parts: tuple[Part, ...]
    begins: bool
    in_order: bool


class _Word(NamedTuple):
    """A word of a name, or several that are joined there: where it stands, and folded."""

    start: int
    end: int
    folded: str


def read_typed(text: str) -> Typed:
    """Return what `text` is read as; characters beyond `MAX_TYPED` and words beyond `MAX_WORDS` are not read."""
    found = list(pieces(text[:MAX_TYPED]))
    words = [word for piece in found for word in piece.ordered]
    forms: list[list[str]] = [[word] for word in words]
    for at, (before, after) in enumerate(pairwise(words)):
        if (joined := before + after).isalpha() and min(len(before), len(after)) > 1:
            forms[at].append(joined)
            forms[at + 1].append(joined)
    unique = tuple(tuple(dict.fromkeys(form[:MAX_WORD] for form in each)) for each in forms)
    return Typed(unique[:MAX_WORDS], is_cut=len(unique) > MAX_WORDS or len(text) > MAX_TYPED)


def name_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name in order, then those that are joined from several: what an index holds."""
    ordered = read_text(text).ordered.split()
    joined = [form for piece in pieces(text) for form in piece.others if len(form) > 1] if _JOINT.search(text) else []
    return tuple(dict.fromkeys([*ordered, *joined]))


def match(typed: Typed, name: str, *, is_corrected: bool = False) -> Match | None:
    """Return how `name` matches what was typed; None where a typed word begins none of its words.

    With `is_corrected`, longer words may be one letter off.
    """
    if not typed.words:
        return None
    words = list(_words(name))
    spans: list[tuple[int, int]] = []
    for forms in typed.words:
        span = _first_span(forms, words, name, spans, is_corrected)
        if span is None:
            return None
        spans.append(span)
    begins = bool(words) and spans[0][0] == words[0].start
    return Match(_parts(name, spans), begins, in_order=all(a[0] <= b[0] for a, b in pairwise(spans)))


def plain(text: str) -> tuple[Part, ...]:
    """Return `text` as the parts of a name in which nothing is marked."""
    return (Part(text, False),) if text else ()


def _words(name: str) -> Iterator[_Word]:
    """Yield the words of a name, and after each the words that it is joined with."""
    runs = [_Word(found.start(), found.end(), _folded(found[0])) for found in _RUN.finditer(name)]
    runs = [run for run in runs if run.folded]
    for at, run in enumerate(runs):
        yield run
        joined = run
        for after in runs[at + 1 :]:
            if not _JOINT.fullmatch(name[joined.end : after.start]):
                break
            joined = _Word(run.start, after.end, joined.folded + after.folded)
            yield joined


@lru_cache(maxsize=10_000)
def _folded(run: str) -> str:
    """Return a run of letters as an index holds it; names repeat their words."""
    return read_text(run).ordered.replace(" ", "")


def _first_span(
    forms: Sequence[str], words: Sequence[_Word], name: str, taken: Sequence[tuple[int, int]], is_corrected: bool
) -> tuple[int, int] | None:
    """Return where a word begins with one of `forms`: rather one that is not taken, rather behind the last one."""
    last = taken[-1][0] if taken else -1
    found = [span for form in forms for word in words if (span := _span(form, word, name, is_corrected))]
    return min(found, key=lambda span: (span in taken, span[0] <= last, span), default=None)


def _span(form: str, word: _Word, name: str, is_corrected: bool) -> tuple[int, int] | None:
    length = _begun(form, word.folded, is_corrected)
    if length:
        return word.start, _end(name, word, length)
    at = word.folded.find(form) if not form.isascii() and len(form) == 1 else -1  # signs that have no blanks
    if at > 0 and name[word.start : word.end].lower().startswith(word.folded):
        return word.start + at, word.start + at + 1
    return None


def _begun(form: str, folded: str, is_corrected: bool) -> int:
    """Return how many letters of a word are what was typed; 0 where it does not begin so."""
    if folded.startswith(form):
        return len(form)
    if not is_corrected or len(form) < CORRECTED_FROM:
        return 0
    lengths = [length for length in range(len(form) - 1, len(form) + 2) if length <= len(folded)]
    near = [length for length in lengths if OSA.distance(form, folded[:length], score_cutoff=1) <= 1]
    return min(near, key=lambda length: (folded[length - 1] != form[-1], abs(length - len(form))), default=0)


def _end(name: str, word: _Word, length: int) -> int:
    """Return where the first `length` folded letters of a word end in the name: one letter may fold to two."""
    if length >= len(word.folded):
        return word.end
    for end in range(word.start + 1, word.end):
        following = name[end]
        if len(_folded(name[word.start : end])) >= length and not _is_mark(following):
            return end
    return word.end


def _is_mark(letter: str) -> bool:
    return "\u0300" <= letter <= "\u036f"


def _parts(name: str, spans: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """Return the parts of a name: what lies in a span is a match; spans that touch or overlap are one."""
    parts: list[Part] = []
    at = 0
    for start, end in _merged(spans):
        if start > at:
            parts.append(Part(name[at:start], False))
        parts.append(Part(name[start:end], True))
        at = end
    return (*parts, Part(name[at:], False)) if at < len(name) else tuple(parts)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
