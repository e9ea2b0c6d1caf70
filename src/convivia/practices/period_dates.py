"""From marks to dates: numbers, months, seasons and years that stand together become one date. Pure.

The result is a row again, now with the kind `D` for a date with its year and `d` for one without.
"""

import calendar
import re
from itertools import pairwise
from typing import Final

from convivia.practices.period_marks import IMPOSSIBLE, Mark, Marks, PrintedDate

_DATE = re.compile(
    r"""
      T | G | K | P
    | (?:E[-~]?[b_t]{0,2})?(?:N[b_]{0,2})?M,?[b_]{0,2}(?:U[b_]{0,2})?YU?   # (early) (21) June (of the year) 2018
    | M[b_]?N,?[b_]?Y                                                      # June 21, 2018
    | (?<=MN[-~t&])N,?Y                                                    # June 21-(23, 2018)
    | S[b_]{0,2}(?:U[b_]?)?Y | Q[b_]?Y                                     # spring 2019, Q3 2020
    | [NV][b_]?[Hq][b_t]{0,2}(?:U[b_]?)?YU?                                # second half of 2021
    | Y[-~,]?(?:Q|[NV][b_]?[Hq]|S|M(?![,.b_]{0,2}[YN]))                    # 2020 Q3
    | (?:E[-~]?|H)[b_tg]{0,2}(?:U[b_]{0,2})?YU?                             # beginning of 2016
    | (?<![NVR])Z[b_]?(?:Y|N(?!U))(?![-~/t&,u])                            # années 1990
    | (?:(?<![NVR])U[b_]{0,2})?YU?
    | (?:E[-~]?[b_]?)?N[b_]{0,2}M | M[b_]?N | (?:E[-~]?[b_]?)?M            # without a year, from here on
    | N(?=(?:[-~t&,u/]{1,2}N){0,8}[-~t&,u/]{1,2}(?:N[b_]?M|T|P))
    | [NV][b_]?[Hq] | Q | S
    """,
    re.VERBOSE,
)
# What may stand between two dates that share a year: "April to November 2021", "8, 9 and 10 June".
_SHARING: Final = frozenset("-~/tu&,+:_b")
_PART_MONTHS: Final = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip


def dated(marks: Marks) -> list[Mark]:
    """Return the marks with every date as one mark; what no calendar has is cut to what can be, with a warning."""
    kinds = "".join(mark.kind for mark in marks.marks)
    row: list[Mark] = []
    position = 0
    for found in _DATE.finditer(kinds):
        row += marks.marks[position : found.start()]
        parts = marks.marks[found.start() : found.end()]
        row.append(Mark("D", _date(parts), parts[0].start, parts[-1].end))
        position = found.end()
    row += marks.marks[position:]
    _share_years(row)
    return [_checked(mark, marks) if mark.kind == "D" else mark for mark in row]


def _date(parts: list[Mark]) -> PrintedDate:
    """Return the date that `parts` print together."""
    values: dict[str, int] = {}
    for mark in parts:
        if isinstance(mark.value, PrintedDate):
            return mark.value
        if isinstance(mark.value, int):
            values[mark.kind] = mark.value
    if parts[0].kind == "Z":
        year = values.get("Y") or 1900 + values.get("N", 0)
        return PrintedDate(year, is_decade=True) if year % 10 == 0 else PrintedDate(values.get("Y", 0))
    ordinal = values.get("N") or values.get("V") or 0
    part = values.get("Q") or values.get("S") or _numbered_part(values, ordinal)
    is_part = "H" in values or "q" in values
    return PrintedDate(values.get("Y", 0), values.get("M", 0), 0 if is_part else values.get("N", 0), part)


def _numbered_part(values: dict[str, int], ordinal: int) -> int:
    """Return the EDTF code of the second half, the third quarter …; 0 where there is no such part."""
    if "H" in values and ordinal in (1, 2):
        return 39 + ordinal
    return 32 + ordinal if "q" in values and 1 <= ordinal <= 4 else 0


def _share_years(row: list[Mark]) -> None:
    """Give dates without a year the year of the date that they are joined to, the next one first."""
    at = [index for index, mark in enumerate(row) if mark.kind == "D"]
    joined = [
        (left, right)
        for left, right in pairwise(at)
        if 1 < right - left <= 4 and all(mark.kind in _SHARING for mark in row[left + 1 : right])
    ]
    for left, right in reversed(joined):
        row[left] = row[left]._replace(value=_completed(_of(row[left]), _of(row[right]), -1))
    for left, right in joined:
        row[right] = row[right]._replace(value=_completed(_of(row[right]), _of(row[left]), 1))


def _of(mark: Mark) -> PrintedDate:
    return mark.value if isinstance(mark.value, PrintedDate) else PrintedDate()


def _completed(date: PrintedDate, other: PrintedDate, step: int) -> PrintedDate:
    """Return `date` with the month and year of `other` where it has none; `step` is 1 when `other` comes before it.

    "November to February 2018" goes over a year's end: its November is of 2017.
    """
    if date.day and not date.month:
        date = date._replace(month=other.month)
    if date.year or not other.year:
        return date
    here, there = earliest(date)[1], earliest(other)[1]
    goes_over = bool(date.month or date.part) and bool(other.month or other.part) and (here - there) * step < 0
    return date._replace(year=other.year + (step if goes_over else 0))


def _checked(mark: Mark, marks: Marks) -> Mark:
    date = _of(mark)
    if not date.year:
        return mark._replace(kind="d")
    if date.month > 12 or (date.day and not 1 <= date.day <= days_in(date.year, date.month)):
        marks.warn(IMPOSSIBLE)
        return mark._replace(value=PrintedDate(date.year))
    return mark


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month; 0 for no month."""
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0


def edtf(date: PrintedDate) -> str:
    """Return the date in EDTF: "2016", "2016-09", "2016-09-21", or a part of a year such as "2019-21", spring."""
    if date.part:
        return f"{date.year:04d}-{date.part}"
    return f"{date.year:04d}" + "".join(f"-{number:02d}" for number in (date.month, date.day) if number)


def precision(date: PrintedDate) -> str:
    """Return the name of what the date names: a "day", a "month", … a "decade"; a quarter is a "season" long."""
    if date.is_decade:
        return "decade"
    if date.part:
        return "half-year" if date.part >= 40 else "season"
    return "day" if date.day else "month" if date.month else "year"


def earliest(date: PrintedDate) -> tuple[int, int, int]:
    """Return year, month and day of the first day that the date may mean."""
    if date.part:
        return date.year, _PART_MONTHS[date.part][0], 1
    return date.year, date.month or 1, date.day or 1


def latest(date: PrintedDate) -> tuple[int, int, int]:
    """Return year, month and day of the last day that the date may mean; every month is taken to have 31."""
    if date.is_decade:
        return date.year + 9, 12, 31
    if date.part:
        return date.year, _PART_MONTHS[date.part][1], 31
    return date.year, date.month or 12, date.day or 31
