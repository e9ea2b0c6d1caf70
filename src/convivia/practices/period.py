"""A practice's period: what its printed line says of start, end and whether it goes on. Pure; nothing is ever guessed.

The printed words are kept for ever; what was read from them stands beside. Nothing is compared with today's date: "From
2021 to 2027" has a closed end in any year. How the words become dates is told in `period_words` (the table of words),
`period_marks` (words, numbers and signs), `period_dates` (dates) and `period_sentence` (what they say together).
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from convivia.common.folding import fold
from convivia.practices.period_dates import dated, edtf, precision
from convivia.practices.period_marks import AMBIGUOUS, CUT_OFF, IMPOSSIBLE, TWO_DIGIT_YEAR, Mark, Marks
from convivia.practices.period_sentence import NO_YEAR, PLACEHOLDER, REMARK, REVERSED, UNREAD, read_sentence

PRECISIONS: Final = ("decade", "year", "half-year", "season", "month", "day")
"""Names of what a date can be as coarse as, coarsest first."""
RECURRENCES: Final = ("yearly", "biennial", "monthly", "weekly", "daily")
TOO_LONG: Final = "too-long"
WARNINGS: Final = (
    CUT_OFF, NO_YEAR, PLACEHOLDER, UNREAD, REMARK, REVERSED, IMPOSSIBLE, AMBIGUOUS, TWO_DIGIT_YEAR, TOO_LONG,
)  # fmt: skip

READ_AT_MOST: Final = 300
"""Characters of a period, or of a line, that are looked at; the rest is kept as text."""

RunningState = Literal["running", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class Period:
    """When a practice was or is done. `None` and "" mean that the printed words do not say.

    `start` and `end` are EDTF (ISO 8601-2) dates as precise as printed: "2016", "2016-09", "2016-09-21", and for parts
    of a year its codes: "2019-21" spring, "2020-35" third quarter, "2021-41" second half. `precision` is the name, in
    `PRECISIONS`, of the coarser one. `warnings` holds codes of `WARNINGS`.
    """

    text: str = ""
    start: str | None = None
    end: str | None = None
    ongoing: bool | None = None
    recurrence: str = ""
    precision: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def start_year(self) -> int | None:
        return int(self.start[:4]) if self.start else None

    @property
    def end_year(self) -> int | None:
        return int(self.end[:4]) if self.end else None

    @property
    def edtf(self) -> str:
        """The EDTF interval: "2016/2018", "2016/.." where it goes on, "2016/" with an unknown end; "" for nothing."""
        start, end = self.start or "", self.end or ""
        if self.precision == "decade":  # 199X; an end within a decade is its last year
            start = start[:3] + "X" if start.endswith("0") and len(start) == 4 else start
            end = end[:3] + "X" if end.endswith("9") and len(end) == 4 else end
        end = ".." if self.ongoing else end
        return f"{start}/{end}" if start or end else ""

    @property
    def running_state(self) -> RunningState:
        """Whether it goes on, as printed: "ended" means that a closed end is printed, be it in the future."""
        if self.ongoing is None:
            return "unknown"
        return "running" if self.ongoing else "ended"


class PeriodSpan(NamedTuple):
    """Where a period stands in a line: its words from `start` to `end`; what follows is a remark or a repeated place.

    `period` is read from all of the line after `start`. A reader that knows `line[end:]` to be a place can read
    `line[start:end]` instead.
    """

    start: int
    end: int
    period: Period


def parse_period(text: str) -> Period:
    """Return what the printed period `text` says; of unreadable words, only the text and a warning. Never raises."""
    marks = _marks(text)
    return _period(text, dated(marks), marks)


def find_period(line: str) -> PeriodSpan | None:
    """Return where the period begins in a "Country City Period" line, and the period; None where none is printed.

    Words of place names are left alone: a month counts beside a year, "from" before a date, "current" at the end.
    """
    marks = _marks(line)
    row = dated(marks)
    kinds = "".join(mark.kind for mark in row)
    first = _first_mark(line, row, kinds)
    if first is None:
        return None
    start = row[first].start
    town = _TOWN.match(line, start) if start else None
    if town and (rest := find_period(line[town.end() :])):
        return PeriodSpan(rest.start + town.end(), rest.end + town.end(), rest.period)
    return PeriodSpan(start, _end_of_words(line, row, kinds, first), _period(line[start:].strip(), row[first:], marks))


def _marks(text: str) -> Marks:
    """Return the marks of what is looked at of `text`; a word that the limit cuts is left out."""
    if len(text) <= READ_AT_MOST:
        return Marks(text)
    head, _, _ = text[:READ_AT_MOST].rpartition(" ")
    marks = Marks(head or text[:READ_AT_MOST])
    marks.warn(TOO_LONG)
    return marks


def _period(text: str, row: list[Mark], marks: Marks) -> Period:
    """Return the period that the marks of `row` say."""
    start, end, ongoing, recurrence = read_sentence(text, row, marks)
    names = [precision(date) for date in (start, end) if date]
    return Period(
        text=text,
        start=edtf(start) if start else None,
        end=edtf(end._replace(year=end.year + 9) if end.is_decade else end) if end else None,
        ongoing=ongoing,
        recurrence=recurrence,
        precision=min(names, key=PRECISIONS.index, default=""),
        warnings=tuple(marks.warnings),
    )


# --- The line ---------------------------------------------------------------------------------------------------------

_START = re.compile(
    r"""
      (?:[sgfuzaicjt][-:_btU]{0,3}){0,3}D | s[_xbtai]{1,5}D
    | b_?D(?=[-~/tu]{1,3}[Dov])
    | [NV]_?[UZ] | [oXA]
    | v(?=_*(?:$|[sgf(/~!,;-]))
    | s(?=[N\#]?!?$)
    | R_?[NV]?_?[UZdDS]
    | d[-~tu]{1,2}d
    | p$ | (?<=.)[-~]$
    """,
    re.VERBOSE,
)
_PIECE = re.compile(
    r"""
      D(?:[-~/]?[wj](?!_)|~|-(?=$|[)!,;])|[-/]!|\+(?=$|\)))?
    | o(?:[-~]!?$)? | [XAp] | [-~/tu,(;:]v | v(?=_*(?:$|[sgf(/~!,;-]))
    | [NV]_?[UZ] | R_?[NV]?_?[UZdDS] | d[-~tu]{1,2}d
    | (?:[sgfu]|(?<=D)[-~/])[N\#]?!?$
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(r"x(?P<sign>[-~:])(?=[ovD]/[x_bt&i]{1,6}[-~:][ovD])")
# Months that are towns, or a county, where they stand in a line with a capital: Niš and Kaş, Mayo.
_TOWN = re.compile(r"(?:Ni[sš]|Ka[sş]|Mayo)(?!\w)")
# Weak words that are no names even with a capital.
_NO_NAMES: Final = frozenset(
    {
        "current",
        "currently",
        "permanent",
        "permanente",
        "continuous",
        "running",
        "present",
        "today",
        "actuel",
        "aktuell",
    }
)


def _first_mark(line: str, row: list[Mark], kinds: str) -> int | None:
    """Return the index of the mark with which the period begins; None where there is no period."""
    position = 0
    while found := _START.search(kinds, position):
        first = found.start()
        if not _may_be_name(line, row[first]):
            label = _LABELLED.search(kinds)
            return _label_start(line, row, label.start()) if label and label.end() == first else first
        position = first + 1
    return None


def _may_be_name(line: str, mark: Mark) -> bool:
    """Tell whether a word of periods that is a name, too, stands as a name does: with a capital, not first.

    What begins inside a longer word ("Leeds2018") is taken for a part of it.
    """
    if line[: mark.start][-1:].isalnum():
        return True
    word = line[mark.start : mark.end]
    return mark.kind in "gv" and mark.start > 0 and word[0].isupper() and fold(word) not in _NO_NAMES


def _label_start(line: str, row: list[Mark], last: int) -> int:
    """Return where the label that ends at `last` begins: "Cascais Social network - ongoing / …" at "Social"."""
    first = last
    while first > 0 and row[first - 1].kind == "x" and line[row[first].start].islower():
        first -= 1
    return first


def _end_of_words(line: str, row: list[Mark], kinds: str, first: int) -> int:
    """Return the offset after the last word that belongs to the period, with the bracket that it stands in."""
    last = first
    for piece in _PIECE.finditer(kinds, first):
        last = piece.end() - 1
    start, end = row[first].start, row[last].end
    if line.count("(", start, end) > line.count(")", start, end):
        closing = line.find(")", end)
        return closing + 1 if closing >= 0 else len(line.rstrip())
    return end
