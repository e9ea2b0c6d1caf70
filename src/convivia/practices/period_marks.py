"""A printed period as a row of marks: every number, word and sign with its kind and where it stands. Pure.

The kinds of words are those of `period_words`; numbers and signs have these:

    Y year     T full date     G month of a year   K decade         X date that is cut off   P day and month in digits
    N number   # any other     Q part of a year    - dash           ~ dash glued to the left only ("2013- ")
    ! dots     x other word    and the signs / ( ) + , ; : & as they are
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from convivia.common.folding import fold
from convivia.practices.period_words import phrases_from

CUT_OFF, TWO_DIGIT_YEAR, AMBIGUOUS, IMPOSSIBLE = "cut-off", "two-digit-year", "ambiguous", "impossible-date"

# Two-digit years from 70 on are of the 20th century; 19 and 20 alone may be the first half of a cut-off year.
_LAST_TWO_DIGIT_YEAR_OF_2000: Final = 69
_CENTURIES: Final = ("19", "20")


class PrintedDate(NamedTuple):
    """A date as far as it is printed; 0 for what is not. `part`, in EDTF: season 21-24, quarter 33-36, half 40-41."""

    year: int = 0
    month: int = 0
    day: int = 0
    part: int = 0
    is_decade: bool = False


class Mark(NamedTuple):
    """One thing that is printed; `start` and `end` are offsets in the text."""

    kind: str
    value: int | str | PrintedDate
    start: int
    end: int


_TOKEN = re.compile(
    r"""
      (?P<part>(?<!\w)[QqTtHhSs][1-4](?!\w))
    | (?P<blank>(?<!\w)(?:[Nn]/[AaDd]|[Nn]\.\ ?[AaDd]\.?|[Ss]/[Oo]|[Kk]\.\ ?[Aa]\.)(?!\w))
    | (?P<word>[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*)
    | (?P<iso>(?:19|20)[0-9]{2}(?P<s1>[-/.])[0-9]{1,2}(?P=s1)[0-9]{1,2}(?![0-9]))
    | (?P<pair>(?:19|20)[0-9]{2}(?:[-–—‑/][0-9]{2}(?![0-9])|\ [-–—/]\ [0-9]{2}(?![0-9./-]|\ ?[^\W\d_])))
    | (?P<decade>(?:(?:19|20)[0-9]|['’´]?[5-9])0['’]?s(?!\w)|(?:19|20)[0-9]X)
    | (?P<year>(?:19|20)[0-9]{2}(?![0-9]))
    | (?P<date>[0-9]{1,2}(?:/[0-9]{1,2}/[0-9]{0,4}|(?P<s2>[-.])[0-9]{1,2}(?P=s2)[0-9]{1,4})(?![0-9]))
    | (?P<month>[0-9]{1,2}[-/.](?:19|20)[0-9]{2}(?![0-9]))
    | (?P<dayonly>[0-9]{1,2}[/.][0-9]{1,2}\.?(?![0-9]))
    | (?P<number>[0-9]{1,2}(?![0-9])(?:(?:st|nd|rd|th|er|re|ème|ère|eme|e|è|n|r|a)(?!\w)|[º°ª.])?)
    | (?P<digits>[0-9]+)
    | (?P<dots>\.{2,}|…)
    | (?P<sign>[-‐-―−→~/()\[\]+&,;:])
    """,
    re.VERBOSE,
)
_DASHES: Final = frozenset("-‐‑‒–—―−→~")
_SIGNS: Final = {"[": "(", "]": ")"}
EDTF_PARTS: Final = frozenset({21, 22, 23, 24, 33, 34, 35, 36, 40, 41})
_PARTS: Final = {"q": 32, "t": 32, "h": 39, "s": 39}  # Q1 and T1 → 33, H1 and S1 → 40
# "Lloret de Mar 2018": the sea, not March, after these words.
_BEFORE_THE_SEA: Final = frozenset({"b", "_", "t"})


class Marks:
    """The marks of a text, in its order, and the warnings that reading them gave."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[Mark] = []
        self.warnings: list[str] = []
        tokens = list(_TOKEN.finditer(text))
        position = 0
        while position < len(tokens):
            token = tokens[position]
            name = token.lastgroup or ""
            if name == "word":
                position = self._read_word(tokens, position)
                continue
            _READERS[name](self, token.group(name), token.start())
            position += 1

    def warn(self, code: str) -> None:
        if code not in self.warnings:
            self.warnings.append(code)

    def add(self, kind: str, value: int | str | PrintedDate, start: int, end: int) -> None:
        self.marks.append(Mark(kind, value, start, end))

    def dots_at(self, position: int) -> bool:
        """Tell whether the text is cut off, by dots, at `position`."""
        return self.text.startswith(("…", ".."), position)

    def _read_word(self, tokens: list[re.Match[str]], position: int) -> int:
        """Add the longest phrase that begins at `position`; return the position after it."""
        token = tokens[position]
        start, end = token.span()
        for phrase in phrases_from(token.group()):
            after = _position_after(tokens, position + 1, phrase.rest)
            if after:
                kind = self._kind_here(phrase.kind, phrase.value, tokens, position, after)
                self.add(kind, phrase.value, start, tokens[after - 1].end())
                return after
        self.add("x", 0, start, end)
        return position + 1

    def _kind_here(self, kind: str, value: int | str, tokens: list[re.Match[str]], position: int, after: int) -> str:
        """Return the kind of a phrase where it stands: some words mean something else beside others."""
        if kind == "E" and after < len(tokens) and tokens[after].group() == ":":
            return {1: "a", 3: "z"}.get(int(value), kind)
        end = tokens[position].end()
        if kind == "M" and tokens[position].group().lower() == "mar" and self.text[end : end + 1] != ".":
            before = self.marks[-1].kind if self.marks else ""
            return "x" if before in _BEFORE_THE_SEA else kind
        return kind


def _position_after(tokens: list[re.Match[str]], position: int, words: tuple[str, ...]) -> int:
    """Return the position after `words`, printed from `position` on, hyphens between or not; 0 if they are not."""
    for word in words:
        if position < len(tokens) and tokens[position].group() in _DASHES:
            position += 1
        if position >= len(tokens) or tokens[position].lastgroup != "word" or not _is_word(tokens[position], word):
            return 0
        position += 1
    return position


def _is_word(token: re.Match[str], word: str) -> bool:
    printed = token.group()
    return printed == word or fold(printed) == word


def _part(marks: Marks, printed: str, start: int) -> None:
    marks.add("Q", _PARTS[printed[0].lower()] + int(printed[1]), start, start + 2)


def _blank(marks: Marks, printed: str, start: int) -> None:
    marks.add("p", 0, start, start + len(printed))


def _iso(marks: Marks, printed: str, start: int) -> None:
    year, month, day = (int(part) for part in re.split(r"[-/.]", printed))
    marks.add("T", PrintedDate(year, month, day), start, start + len(printed))


def _pair(marks: Marks, printed: str, start: int) -> None:
    """Read "2016-18" as two years, "2016-09" as a month; "2010-11" can be both and is read as years.

    Before or after a slash, "2010-11" is a month and "2016-21" a spring, as EDTF writes them.
    """
    year, sign, second = int(printed[:4]), printed[4:-2].strip(), int(printed[-2:])
    end = start + len(printed)
    is_later = second > year % 100 or (year < 2000 and second > 12)
    in_interval = sign == "-" and "/" in (marks.text[start - 1 : start], marks.text[end : end + 1])
    if in_interval and second in EDTF_PARTS:
        marks.add("G", PrintedDate(year, part=second), start, end)
        return
    if 1 <= second <= 12 and len(printed) == 7 and (not is_later or in_interval):
        marks.add("G", PrintedDate(year, second), start, end)
        return
    _year(marks, printed[:4], start)
    marks.add("/" if sign == "/" else "-", 0, start + 4, end - 2)
    if not is_later or marks.dots_at(end):
        marks.add("#", second, end - 2, end)
        return
    if second <= 12:
        marks.warn(AMBIGUOUS)
    century = year - year % 100 + (100 if second <= year % 100 else 0)
    marks.add("Y", century + second, end - 2, end)


def _decade(marks: Marks, printed: str, start: int) -> None:
    digits = re.sub(r"[^0-9]", "", printed.replace("X", "0"))
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    marks.add("K", PrintedDate(year, is_decade=True), start, start + len(printed))


def _year(marks: Marks, printed: str, start: int) -> None:
    marks.add("Y", int(printed), start, start + 4)


def _date(marks: Marks, printed: str, start: int) -> None:
    """Read day, month, year in digits; a year that is not whole makes a cut-off date, of which nothing is known."""
    first, second, year_digits = re.split(r"[-/.]", printed)
    end = start + len(printed)
    if len(year_digits) == 2 and year_digits not in _CENTURIES and not marks.dots_at(end):
        marks.warn(TWO_DIGIT_YEAR)
        year_digits = ("20" if int(year_digits) <= _LAST_TWO_DIGIT_YEAR_OF_2000 else "19") + year_digits
    if len(year_digits) != 4 or year_digits[:2] not in _CENTURIES:
        marks.warn(CUT_OFF)
        marks.add("X", 0, start, end)
        return
    day, month = int(first), int(second)
    if month > 12 >= day:  # month first, as in the United States
        day, month = month, day
    marks.add("T", PrintedDate(int(year_digits), month, day), start, end)


def _month(marks: Marks, printed: str, start: int) -> None:
    month, year = (int(part) for part in re.split(r"[-/.]", printed))
    marks.add("G", PrintedDate(year, month), start, start + len(printed))


def _day_only(marks: Marks, printed: str, start: int) -> None:
    day, month = (int(part) for part in re.split(r"[/.]", printed.rstrip(".")))
    marks.add("P", PrintedDate(0, month, day), start, start + len(printed))


def _number(marks: Marks, printed: str, start: int) -> None:
    marks.add("N", int(re.match(r"[0-9]+", printed)[0]), start, start + len(printed))  # type: ignore[index]


def _digits(marks: Marks, printed: str, start: int) -> None:
    marks.add("#", 0, start, start + len(printed))


def _dots(marks: Marks, printed: str, start: int) -> None:
    marks.add("!", printed, start, start + len(printed))


def _sign(marks: Marks, printed: str, start: int) -> None:
    kind = _SIGNS.get(printed, printed)
    if printed in _DASHES:
        before, after = marks.text[start - 1 : start], marks.text[start + 1 : start + 2]
        kind = "~" if before.isalnum() and (not after or after.isspace()) else "-"
    marks.add(kind, 0, start, start + 1)


_READERS: Final[dict[str, Callable[[Marks, str, int], None]]] = {
    "part": _part,
    "blank": _blank,
    "iso": _iso,
    "pair": _pair,
    "decade": _decade,
    "year": _year,
    "date": _date,
    "month": _month,
    "dayonly": _day_only,
    "number": _number,
    "digits": _digits,
    "dots": _dots,
    "sign": _sign,
}
