"""Reads tables into drafts: the row that names the columns is looked for, what stands above it is told. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from convivia.intake.columns import Columns, RowReader
from convivia.intake.detection import delimiter_of
from convivia.intake.drafts import Draft, DraftWarning
from convivia.intake.limits import MAX_LINE, MAX_RECORDS, IntakeError
from convivia.intake.remarks import warning

HEADER_WITHIN: Final = 20  # rows
SAMPLES: Final = 3  # rows of a table that are kept to show what its columns hold
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
WANTED: Final = (
    "The first row must name them: title, country, city, period, language, summary, text, areas, keywords, url … "
    "(or titre, pays, ville, période, langue, résumé, texte, domaines, mots-clés, lien …)."
)


class Row(NamedTuple):
    """A row of a table: its number from 1, its cells as text, and what is to be said of them."""

    number: int
    cells: Sequence[str]
    doubts: tuple[DraftWarning, ...] = ()


@dataclass(slots=True)
class SeenTable:
    """A table as its reader met it: the row that names the columns (or that may do so, where `columns` is None), and
    the first rows under it."""

    header: Sequence[str]
    columns: Columns | None = None
    samples: list[Sequence[str]] = field(default_factory=list)


class NoColumns(IntakeError):
    """No row of a table names the columns of practices."""


class TableReader:
    """Reads the tables of one file; `warnings` gathers what is to be said of the file as a whole, `seen` the tables."""

    def __init__(self, rows: RowReader, name: str) -> None:
        self._rows = rows
        self._name = name
        self.warnings: list[DraftWarning] = []
        self.seen: list[SeenTable] = []

    def read(self, rows: Iterable[Row]) -> Iterator[Draft]:
        """Yield the drafts of a table; raise `IntakeError` where no row names its columns, or it has too many rows."""
        remaining = iter(rows)
        columns = self._columns(remaining)
        if columns is None:
            raise NoColumns(f"No row of {self._name} names the columns of practices. {WANTED}")
        count = 0
        for row in remaining:
            draft = self._rows.draft(row.cells, columns, row.number)
            if draft is None:
                continue
            count += 1
            if len(self.seen[-1].samples) < SAMPLES:
                self.seen[-1].samples.append(row.cells)
            if count > MAX_RECORDS:
                raise IntakeError(f"{self._name} has more than {MAX_RECORDS:,} rows. Split it into several files.")
            yield replace(draft, warnings=(*draft.warnings, *row.doubts)) if row.doubts else draft

    def read_csv(self, text: str) -> Iterator[Draft]:
        """Yield the drafts of a text whose columns are parted by comma, semicolon, tab or bar."""
        return self.read(self._csv_rows(text))

    def has_columns(self, header: Sequence[str]) -> bool:
        """Return whether `header` names the columns of practices."""
        return self._rows.columns(header).are_of_records

    def _columns(self, rows: Iterator[Row]) -> Columns | None:
        """Return the columns that one of the next rows names, and go past it; None where none of the first does."""
        passed: list[Row] = []
        for number, row in enumerate(rows):
            columns = self._rows.columns(row.cells)
            if columns.are_of_records:
                self.warnings += (warning("unmapped-column", name) for name in columns.others.values())
                self.seen.append(SeenTable(row.cells, columns))
                return columns
            passed.append(row)
            if words := " | ".join(filter(None, row.cells)):
                self.warnings.append(warning("unread-row", words, row.number))
            if number + 1 == HEADER_WITHIN:
                break
        told = [row.cells for row in passed if any(cell.strip() for cell in row.cells)]
        if told:
            self.seen.append(SeenTable(told[0], None, told[1 : SAMPLES + 1]))
        return None

    def _csv_rows(self, text: str) -> Iterator[Row]:
        text = text.removeprefix("\ufeff")
        marked = text.startswith("sep=") and len(text) > 4  # how Excel is told of the sign
        delimiter = text[4] if marked else delimiter_of(text[: text.find("\n") + 1] or text)
        limit = csv.field_size_limit(MAX_LINE)
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            for number, cells in enumerate(reader, start=1):
                if not (marked and number == 1):
                    cells = [_unguarded(cell) for cell in cells]
                    yield Row(reader.line_num, cells, tuple(_formulas(cells, reader.line_num)))
        except csv.Error as error:
            raise IntakeError(
                f"{self._name} cannot be read as a table: {error}, near line {reader.line_num}. "
                "Is a quotation mark open? Was it saved as CSV?"
            ) from error
        finally:
            csv.field_size_limit(limit)


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe by which a sheet is kept from taking text for a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _formulas(cells: Sequence[str], line: int) -> Iterator[DraftWarning]:
    for cell in cells:
        if cell[:1] == "=" and len(cell) > 1:
            yield warning("formula", cell, line)
