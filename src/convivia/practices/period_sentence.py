"""What the marks of a period say together: since, from-to, until, how often, and whether it goes on. Pure.

The kinds of the marks, written one after the other, are a sentence, such as `sD` ("since 2008") or `D-o`
("2009-ongoing"); its statements are found by patterns over those letters.
"""

import re
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from convivia.practices.period_dates import earliest, latest
from convivia.practices.period_marks import CUT_OFF, Mark, Marks, PrintedDate

NO_YEAR, PLACEHOLDER, REMARK, REVERSED, UNREAD = "no-year", "placeholder", "remark", "reversed", "unread"

# Words that change nothing once dates are read: "in", "around", "the"; "on", but after a date.
_NOISE = re.compile(r"[_icbEHqMSQ]|(?<![D~-])j|j(?=_)")
_CLAUSE = re.compile(
    r"""
    (?P<lead>s[xta]{0,4}|[gfuza][t:]{0,2}|^(?:!?/|t))?
    (?P<dates>D(?:[-~/tu,&+;]{0,3}D)*)
    (?P<tail>[-~/tu&,]{0,3}o | [-~/tu&,]{1,3}v | v(?=$|[),;(!]) | [-~,]?[wj] | ~(?![NVd\#]) | -(?=$|[)!,;]) | [-/]!
      | \+(?=$|\)))?
    """,
    re.VERBOSE,
)
_RUNNING = re.compile(r"o|(?:^|[-~/tu,(;:sgf+&])v|v(?=$|[),;(!sgf/+-])|[sg](?=[N#]?!?$)|^/!$")
_RECURRENCE = re.compile(r"A|R_?(?P<number>[NV])?_?(?P<unit>[UZSdD])")
_DURATION = re.compile(r"[NV][UZ]")
_MORE_TIME = re.compile(r"\+.*[NV][UZ]")
_CUT_OFF = re.compile(r"(?:(?:^|[Do])[-,(]?[sgftu]{1,2}|(?:D[-~/tu]|[sgf])[N#]|o[-~])!?$|[^/!]!$|^!$")
_CUT_OFF_RANGE = re.compile(r"D(?:[tu]|[-~/tu][N#])!?$")
_UNIT_RECURRENCES: Final = {"year": "yearly", "month": "monthly", "week": "weekly", "day": "daily"}

_Statement = Literal["open", "closed", "until", "single"]


class _Clause(NamedTuple):
    """One statement about time: since, from-to, until, or a bare date ("single"). `depth` counts brackets around it."""

    kind: _Statement
    first: PrintedDate
    last: PrintedDate
    depth: int
    lead: str = ""


class Sentence(NamedTuple):
    """What the marks of a period say together; `None` and "" where they do not."""

    start: PrintedDate | None
    end: PrintedDate | None
    ongoing: bool | None
    recurrence: str


def read_sentence(text: str, row: list[Mark], marks: Marks) -> Sentence:
    """Return what the marks of `row` say; what a person should look at in `text` is added to the warnings."""
    kinds = "".join(mark.kind for mark in row)
    sentence = _NOISE.sub("", kinds)
    dates = [mark.value for mark in row if mark.kind == "D" and isinstance(mark.value, PrintedDate)]
    clauses = _clauses(sentence, dates, marks)
    runs = bool(_RUNNING.search(sentence))
    recurrence = _recurrence(row, kinds)
    start, end = _outer_dates(clauses, marks)
    ongoing = runs or _goes_on(sentence, clauses)
    if start and start.day and start == end and (runs or recurrence):  # the day of one time, not the end of all
        end, ongoing = None, runs or None
    if not runs and _MORE_TIME.search(sentence.rpartition("D")[2]):
        end = ongoing = None
    known = bool(start or end or recurrence) or ongoing is not None
    _warn(text, kinds, sentence, known, marks)
    return Sentence(start, end, ongoing, recurrence)


def _clauses(sentence: str, dates: list[PrintedDate], marks: Marks) -> list[_Clause]:
    """Return the statements of the sentence; each `D` of it stands for the next of `dates`."""
    clauses = []
    taken = 0
    for found in _CLAUSE.finditer(sentence):
        gaps = found["dates"].split("D")[1:-1]
        own = dates[taken : taken + len(gaps) + 1]
        taken += len(own)
        lead = (found["lead"] or "").lstrip("!")[:1]
        depth = sentence.count("(", 0, found.start()) - sentence.count(")", 0, found.start())
        first, last = _ends(own, gaps, marks)
        is_event = bool(own[0].day) and not sentence.endswith("D/")  # EDTF leaves the end of "2016-06-21/" unknown
        clauses.append(_Clause(_kind(lead, gaps, bool(found["tail"]), is_event), first, last, depth, lead))
    return clauses


def _ends(dates: list[PrintedDate], gaps: list[str], marks: Marks) -> tuple[PrintedDate, PrintedDate]:
    """Return the first and the last of the dates between which `gaps` are printed."""
    signs = "-~tu/" if len(gaps) == 1 else "-~tu"
    ranges = [pair for pair, gap in zip(pairwise(dates), gaps, strict=True) if gap and not gap.strip(signs)]
    is_reversed = any(earliest(left) > latest(right) for left, right in ranges)
    if is_reversed:
        marks.warn(REVERSED)
    elif ranges and len(dates) == 2:
        return dates[0], dates[1]
    return min(dates, key=earliest), max(reversed(dates), key=latest)


def _kind(lead: str, gaps: list[str], has_tail: bool, is_event: bool) -> _Statement:
    """Return what a clause states: by the word before its dates, the signs between them, and an open end after them."""
    if lead in ("u", "z", "/", "t"):
        return "until"
    if has_tail and (not gaps or not gaps[-1].strip(",&+;")):
        return "open"
    if gaps:
        return "closed"
    if lead in ("s", "g", "f"):
        return "open"
    return "closed" if is_event and not lead else "single"


def _outer_dates(clauses: list[_Clause], marks: Marks) -> tuple[PrintedDate | None, PrintedDate | None]:
    """Return the first start and the last end of the clauses.

    A bare year beside a since or a from-to in brackets is nominal: "2021 (ongoing since 2017)" starts in 2017.
    """
    spans = [clause for clause in clauses if clause.kind in ("open", "closed")]
    depth = min((clause.depth for clause in spans or clauses), default=0)
    used = [clause for clause in clauses if clause.depth == depth or clause.kind in ("open", "until")]
    start = min((clause.first for clause in used if clause.kind != "until"), key=earliest, default=None)
    end = max((clause.last for clause in used if clause.kind in ("closed", "until")), key=latest, default=None)
    opened = max((earliest(clause.first) for clause in used if clause.kind == "open"), default=None)
    if end and opened and opened >= earliest(end) and not any(clause.kind == "until" for clause in used):
        end = None  # "2015-2017, 2018-": the later part is open
    if start and end and earliest(start) > latest(end):
        marks.warn(REVERSED)
        return end, start
    return start, end


def _goes_on(sentence: str, clauses: list[_Clause]) -> bool | None:
    """Return whether the dates leave the end open; None where they do not tell."""
    kinds = {clause.kind for clause in clauses}
    if "open" in kinds and "until" not in kinds:
        planned = all(clause.lead == "f" for clause in clauses if clause.kind == "open")
        has_unread_end = _CUT_OFF_RANGE.search(sentence) or (planned and _DURATION.search(sentence))
        return None if has_unread_end else True
    if kinds & {"closed", "until"} or "z" in sentence:
        return False
    return None


def _recurrence(row: list[Mark], kinds: str) -> str:
    """Return the first recurrence of the row that has a name in `RECURRENCES`; "" where there is none."""
    for found in _RECURRENCE.finditer(kinds):
        if found[0] == "A":
            return str(row[found.start()].value)
        unit = row[found.start("unit")]
        every = int(str(row[found.start("number")].value)) if found["number"] else 1
        name = _UNIT_RECURRENCES.get(str(unit.value), "yearly" if unit.kind in "SdD" else "")
        if every == 1 and name:
            return name
        if every == 2 and name == "yearly":
            return "biennial"
    return ""


def _warn(text: str, kinds: str, sentence: str, known: bool, marks: Marks) -> None:
    """Warn of what a person should look at."""
    if _CUT_OFF.search(sentence) and text.strip("….: "):
        marks.warn(CUT_OFF)
    if known:
        if "x" in kinds or ("#" in kinds and CUT_OFF not in marks.warnings):
            marks.warn(REMARK)
    elif "d" in kinds:
        marks.warn(NO_YEAR)
    elif text.strip() and not kinds.strip("p-~/.!:,();+&_"):
        marks.warn(PLACEHOLDER)
    elif text.strip() and CUT_OFF not in marks.warnings:
        marks.warn(UNREAD)
