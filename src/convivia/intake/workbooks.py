"""Reads xlsx workbooks, whose formulas are never computed; looks at the package before it is unpacked."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from convivia.intake.drafts import Draft
from convivia.intake.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKED_RATIO,
    MEGABYTE,
    IntakeError,
    said_in_megabytes,
)
from convivia.intake.remarks import warning
from convivia.intake.tables import WANTED, NoColumns, Row, TableReader

# What the libraries raise for packages that are damaged, encrypted, or packed in unusual ways.
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, OSError, EOFError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, RuntimeError, AssertionError),
)
_OTHER_PACKAGES: Final = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
}


def check_package(file: BinaryIO, name: str) -> None:
    """Raise `IntakeError` for a package that is no plain workbook: damaged, with macros, or a bomb; nothing is unpacked
    but the beginnings of its parts."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            _check_kind({part.filename for part in parts}, name)
            _check_sizes(parts, name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as content:
                        _check_declarations(content.read(4096), name)
    except _BROKEN as error:
        raise IntakeError(
            f"{name} is a damaged package ({error}). Open it in your office program and save it again."
        ) from error
    file.seek(0)


def read_workbook(file: BinaryIO, tables: TableReader, name: str) -> Iterator[Draft]:
    """Yield the drafts of every visible sheet of a checked workbook that has columns of practices."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are of no use to anybody here
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except _BROKEN as error:
        raise IntakeError(f"{name} is no workbook that can be opened ({error}). Save it as .xlsx again.") from error
    with_practices = 0
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            tables.warnings.append(warning("hidden-sheet", sheet.title))
            continue
        try:
            for draft in tables.read(_rows(sheet)):
                with_practices += 1
                yield draft
        except NoColumns:
            tables.warnings.append(warning("unread-sheet", sheet.title))
    if not with_practices:
        raise IntakeError(f"{name} has no sheet with practices. {WANTED}")


def _check_kind(names: set[str], name: str) -> None:
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise IntakeError(f"{name} holds macros (programs). Save it without them, as .xlsx, and try again.")
    for part, kind in _OTHER_PACKAGES.items():
        if part in names:
            raise IntakeError(
                f"{name} is {kind}, no workbook. Copy its text into a text file, or save its table as .xlsx."
            )
    if "xl/workbook.xml" not in names:
        raise IntakeError(f"{name} is a zip archive, no workbook. Unpack it, and import the files inside one by one.")


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(part.file_size for part in parts)
    swollen = [
        part
        for part in parts
        if part.file_size > MEGABYTE and part.file_size > MAX_UNPACKED_RATIO * max(part.compress_size, 1)
    ]
    if total > MAX_UNPACKED_BYTES or swollen or len(parts) > MAX_PARTS:
        raise IntakeError(
            f"{name} would unpack to {said_in_megabytes(total)} in {len(parts):,} parts: far more than a sheet of "
            "practices needs, and enough to bring a machine to a stop. "
            f"Up to {said_in_megabytes(MAX_UNPACKED_BYTES)} are read. Save the sheet as CSV."
        )


def _check_declarations(head: bytes, name: str) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise IntakeError(f"{name} declares entities of its own, as no office program does. Save the sheet as CSV.")


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            texts, doubts = [], []
            for cell in cells:
                text = _text(cell.value)
                if cell.data_type == "f":
                    doubts.append(warning("formula", text, number))
                texts.append(text[: MAX_CELL + 1])
            yield Row(number, texts, tuple(doubts))
    except _BROKEN as error:
        raise IntakeError(f"The sheet “{sheet.title}” is damaged ({error}). Save the workbook again.") from error


def _text(value: Any) -> str:
    """Return what a cell shows: whole numbers without a point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, date):  # openpyxl gives the beginning of the day
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
