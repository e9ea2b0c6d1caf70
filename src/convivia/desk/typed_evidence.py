"""Statements of impact as the form has them: numbered rows, of which any may be empty."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convivia.common.characters import carried
from convivia.practices.models import Evidence
from convivia.practices.period import parse_period
from convivia.practices.snapshots import EvidenceContent

MOST_ROWS: Final = 40
MOST_WORDS, MOST_SOURCE, MOST_ADDRESS = 2000, 300, 1000
COLUMNS: Final = ("kind", "statement", "date", "source", "url")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The statements that rows make; what is wrong, by the id of the input; and for each row which statement it became
    ("" for none), which the form sends along the next time."""

    evidence: list[EvidenceContent]
    errors: dict[str, str]
    places: list[str]


def typed_rows(data: Mapping[str, Any]) -> list[Row]:
    """Return the rows as they were typed, without the one that a button takes out."""
    count = _number(data.get("evidence-rows"), MOST_ROWS)
    rows = [
        {name: carried(str(data.get(f"evidence-{number}-{name}", ""))).strip() for name in (*COLUMNS, "was")}
        for number in range(count)
    ]
    return [row for number, row in enumerate(rows) if data.get("do") != f"remove-evidence-{number}"]


def read_evidence(
    data: Mapping[str, Any], before: Sequence[EvidenceContent], language: str, web_address: Callable[[str], str]
) -> ReadRows:
    """Return the statements that rows make of those that were there `before`.

    A row that says nothing is left out; of one that cannot be kept, what was there before stays.
    """
    read = ReadRows([], {}, [])
    for number, row in enumerate(typed_rows(data)):
        was = _number(row["was"], MOST_ROWS, empty=-1)
        known = before[was] if 0 <= was < len(before) else None
        evidence = known
        if any(row[name] for name in COLUMNS):
            found, address, date = _faults(row, number, web_address)
            read.errors.update(found)
            if not found:
                evidence = _statement(row, known, language, address, date)
        else:
            evidence = None
        read.places.append(str(len(read.evidence)) if evidence else "")
        if evidence:
            read.evidence.append(evidence)
    return read


def _statement(row: Row, known: EvidenceContent | None, language: str, address: str, date: str) -> EvidenceContent:
    others = {key: text for key, text in (known["statements"] if known else {}).items() if key != language}
    return EvidenceContent(
        kind=row["kind"],
        date=date,
        source=row["source"],
        source_url=address,
        statements={**others, language: row["statement"]},
    )


def _number(given: object, most: int, *, empty: int = 0) -> int:
    """Return a typed whole number, `most` at most; `empty` for what is none."""
    text = str(given or "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 5 else empty


def read_statements(data: Mapping[str, Any], before: Sequence[EvidenceContent], language: str) -> ReadRows:
    """Return the statements with their words in one further language; all else of them stays."""
    evidence: list[EvidenceContent] = []
    errors: dict[str, str] = {}
    for number, one in enumerate(before):
        name = f"evidence-{number}-statement"
        said = carried(str(data.get(name, ""))).strip()
        statements = {key: text for key, text in one["statements"].items() if key != language}
        if len(said) > MOST_WORDS:
            errors[name] = _("This statement is too long. Say it in fewer than 2,000 characters.")
            said = one["statements"].get(language, "")
        evidence.append({**one, "statements": statements | ({language: said} if said else {})})
    return ReadRows(evidence, errors, [])


def _faults(row: Row, number: int, web_address: Callable[[str], str]) -> tuple[dict[str, str], str, str]:
    """Return what is wrong with a row by the id of its input, its web address, and its date as EDTF."""
    said: dict[str, str] = {}
    address = date = ""
    if not row["statement"]:
        said["statement"] = _("Write what has changed, or take this row out.")
    elif len(row["statement"]) > MOST_WORDS:
        said["statement"] = _("This statement is too long. Say it in fewer than 2,000 characters.")
    if row["kind"] not in Evidence.Kind.values:
        said["kind"] = _("Choose how this is known.")
    if len(row["source"]) > MOST_SOURCE:
        said["source"] = _("This is too long. Name the source in fewer than 300 characters.")
    if row["date"]:
        date = edtf_of(row["date"])
        if not date:
            said["date"] = _("Write a year, a month or a day: 2024, May 2024 or 31 May 2024.")
    try:
        address = web_address(row["url"])[: MOST_ADDRESS + 1]
    except ValidationError:
        said["url"] = _("This is no web address. Copy it from your browser: it begins with https://.")
    if len(address) > MOST_ADDRESS:
        said["url"] = _("This web address is too long.")
    return {f"evidence-{number}-{name}": text for name, text in said.items()}, address, date


def edtf_of(text: str) -> str:
    """Return one date in EDTF ("2024", "2024-05", "2024-05-31"); "" for words that are not just one date."""
    period = parse_period(text)
    is_one = period.start is not None and period.end in (None, period.start) and not period.ongoing
    return period.start or "" if is_one else ""
