"""Which column of a sheet is which field, and what a row then says. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from convivia.common.folding import fold_name
from convivia.intake.column_words import COLUMNS, FIELDS, REPEATING
from convivia.intake.drafts import Draft, DraftPlace, DraftWarning
from convivia.intake.headings import DESCRIPTION, Headings
from convivia.intake.limits import MAX_CELL, MAX_COLUMNS
from convivia.intake.metalines import MetaReader
from convivia.intake.objects import from_json
from convivia.intake.remarks import period_warnings, warning
from convivia.intake.teasers import read_teaser
from convivia.places.countries import country_code

_PLACES_AND_TIMES: Final = frozenset({"country", "city", "place", "period", "start_year"})
# What a column can be beside a field: a section of the template, kept with the description, left out.
SECTION, KEEP, SKIP = "section:", "keep", "skip"
_YES: Final = frozenset(["yes", "true", "1", "y", "x", "oui", "vrai", "ja", "wahr", "si", "sim", "da", "po"])
_NO: Final = frozenset(["no", "false", "0", "n", "non", "faux", "nein", "falsch", "nao", "ne", "jo"])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet in their order: `fields` by column number, `sections` of the template, and the others.

    A sheet that this library made `is_ours`.
    """

    fields: dict[int, str]
    sections: dict[int, str]
    others: dict[int, str]
    is_ours: bool = False

    def role_of(self, number: int) -> str:
        """Return what a column is: a field, "section:…", `KEEP` for what goes into the description, else `SKIP`."""
        if number in self.sections:
            return f"{SECTION}{self.sections[number]}"
        return self.fields.get(number, KEEP if number in self.others else SKIP)

    @property
    def are_of_records(self) -> bool:
        """Whether rows under these columns are practices: a title or a text, and where or when or what."""
        named = set(self.fields.values())
        words = {"title", "text", "summary"} & named
        return (
            bool(words)
            and bool(len(named) > 1 or self.sections)
            and ("title" in named or bool(named & _PLACES_AND_TIMES))
        )


class RowReader:
    """Reads rows of sheets, with one gazetteer, the headings in running text, and those of columns (else the same).

    `chosen` says of columns, by their folded heading, what a person takes them for: a role as `Columns.role_of` has it.
    """

    def __init__(
        self,
        places: MetaReader,
        headings: Headings,
        named: Headings | None = None,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        self._places = places
        self._headings = headings
        self._named = named or headings
        self._chosen = chosen or {}

    def columns(self, header: Sequence[str]) -> Columns:
        """Return what the columns under `header` are.

        A sheet with our own ids was made by this library: what only repeats is passed over, and a column called
        "Description" is that section as it stands, not a text to be taken apart.
        """
        is_ours = any(FIELDS.get(fold_name(name)) == "public_id" for name in header[:MAX_COLUMNS])
        fields: dict[int, str] = {}
        sections: dict[int, str] = {}
        others: dict[int, str] = {}
        for number, name in enumerate(header[:MAX_COLUMNS]):
            folded = fold_name(name)
            role = self._chosen.get(folded) if folded else None
            if role is not None:
                _put(role, number, name, (fields, sections, others))
                continue
            field, key = FIELDS.get(folded), self._named.section_of(name)
            if is_ours and folded in REPEATING:
                continue
            if field and field not in fields.values() and not (is_ours and key):
                fields[number] = field
            elif key:
                sections[number] = key
            elif name.strip():
                others[number] = name.strip()
        return Columns(fields, sections, others, is_ours)

    def draft(self, cells: Sequence[str], columns: Columns, line: int) -> Draft | None:
        """Return the draft of a row, None for an empty one."""
        if not any(cell.strip() for cell in cells):
            return None
        warnings = [warning("clipped", cell[:40], line) for cell in cells if len(cell) > MAX_CELL]
        cells = [cell[:MAX_CELL] for cell in cells]
        given = {field: _cell(cells, number) for number, field in columns.fields.items()}
        text = given.pop("text", "")
        where = {key: given.pop(key, "") for key in ("country", "city", "place")}
        cut_off = self._cut_off(given.pop("cut_off", ""))
        value = self._value(given)
        if columns.is_ours and "keywords" in value:
            value["keywords"] = value["keywords"].split(";")  # one of them may hold a comma
        teaser = read_teaser(text, self._headings, line) if text.strip() else None
        sections = dict(teaser.sections) if teaser else {}
        for number, key in columns.sections.items():
            if words := _cell(cells, number):
                sections[key] = f"{sections[key]}\n\n{words}" if key in sections else words
        others = [f"{name}: {words}" for number, name in columns.others.items() if (words := _cell(cells, number))]
        if others:
            sections[DESCRIPTION] = "\n\n".join(filter(None, [sections.get(DESCRIPTION, ""), *others]))
        draft = from_json(
            value | {"sections": sections, "cut_off": [*cut_off, *(teaser.cut_off if teaser else ())]}, line
        )
        draft, doubts = self._located(draft, where, line)
        found = teaser.warnings if teaser else ()
        return replace(draft, warnings=(*warnings, *draft.warnings, *doubts, *found))

    def _cut_off(self, named: str) -> list[str]:
        """Return the keys of the sections that a cell names, by label or key."""
        names = filter(None, (name.strip() for name in named.split(";")))
        return [self._named.section_of(name) or name for name in names]

    def _value(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Return the object that the cells of the known columns make."""
        value: dict[str, Any] = {key: words for key, words in given.items() if words}
        value["id"] = value.pop("public_id", None)
        says = fold_name(value.pop("ongoing", ""))
        if says in _YES or says in _NO:
            value["ongoing"] = says in _YES
        return value

    def _located(self, draft: Draft, where: Mapping[str, str], line: int) -> tuple[Draft, list[DraftWarning]]:
        """Return `draft` with the places, and the period where none has its own column, that its cells name."""
        listed, printed = _listed_places(where["place"])
        code = country_code(where["country"])
        if listed and not where["city"]:
            countries, unknown = _further_countries(where["country"], listed)
            listed, printed = listed + countries, printed + unknown
        elif where["city"] or where["country"]:
            cities, country = where["city"].replace(";", ","), where["country"]
            printed.append(f"{cities}, {country}" if cities and code else f"{country} {cities}".strip())
        places: list[DraftPlace] = [*listed]
        doubts: list[DraftWarning] = []
        for text in printed:
            reading = self._places.read(" ".join(text.split()))
            if reading is None or not reading.places:
                doubts.append(warning("unread", text, line))
                places.append(DraftPlace(code, where["city"] or text))
                continue
            places += reading.places
            doubts += _doubts(reading.remarks, line)
            if reading.period and not draft.period.text:
                draft = replace(draft, period=reading.period)
                doubts += period_warnings(reading.period, line)
        return replace(draft, places=(*dict.fromkeys((*draft.places, *places)),)), doubts


def _put(role: str, number: int, name: str, into: tuple[dict[int, str], dict[int, str], dict[int, str]]) -> None:
    """Put a column where a person wants it; a field that has its column already leaves a further one to the others."""
    fields, sections, others = into
    if role.startswith(SECTION):
        sections[number] = role.removeprefix(SECTION)
    elif role in COLUMNS and role not in fields.values():
        fields[number] = role
    elif role != SKIP:
        others[number] = name.strip()


def _listed_places(cell: str) -> tuple[list[DraftPlace], list[str]]:
    """Return the places of a cell that lists them, "Bergen, Norway; Sweden", and what has to be read otherwise.

    A cell whose parts are not all of that form is read as a whole.
    """
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    pairs = [(name.strip(), country_code(country)) for name, _, country in (part.rpartition(",") for part in parts)]
    if pairs and all(code for _, code in pairs):
        return [DraftPlace(code, name) for name, code in pairs], []
    return [], [cell] if cell else []


def _further_countries(cell: str, places: Sequence[DraftPlace]) -> tuple[list[DraftPlace], list[str]]:
    """Return the countries that a cell names beside those of `places`, and the words that name none."""
    names = [name for name in map(str.strip, cell.split(";")) if name]
    known = {place.country for place in places}
    codes = {name: country_code(name) for name in names}
    return [DraftPlace(code) for code in codes.values() if code and code not in known], [
        name for name, code in codes.items() if not code
    ]


def _doubts(remarks: Sequence[tuple[str, str]], line: int) -> Iterator[DraftWarning]:
    for code, words in remarks:
        yield warning("cut-place" if code == "cut-off" else code, words, line)


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number].strip() if number < len(cells) else ""
