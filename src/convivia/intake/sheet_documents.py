"""Reads workbooks that tell of one practice (xlsx): its fields, or labels left of what they say; and pictures. Pure."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

from openpyxl import load_workbook

from convivia.intake.blocks import PREFIX, Block, Image, is_ours
from convivia.intake.word_documents import drawn_images

MOST_ROWS, MOST_COLUMNS = 5000, 30
# Columns of the template: the key, the label, the answer, the hint.
_KEY, _LABEL, _ANSWER = range(3)
_DRAWINGS: Final = "xl/drawings/drawing"


def sheet_blocks(data: bytes) -> Iterator[Block]:
    """Yield what the visible sheets of a workbook say, row by row."""
    for rows in _sheets(data):
        is_form = any(isinstance(row[_KEY], str) and is_ours(row[_KEY]) for _number, row in rows if row)
        for number, row in rows:
            yield from _form_row(row, number) if is_form else _free_row(row, number)


def sheet_images(package: zipfile.ZipFile) -> Iterator[Image]:
    """Yield the pictures that lie on the sheets, each with its alternative text."""
    for name in sorted(package.namelist()):
        if name.startswith(_DRAWINGS) and name.endswith(".xml"):
            yield from drawn_images(package, name, "xl")


def table_of(data: bytes) -> list[list[str]]:
    """Return the filled rows of the first sheet as words."""
    first = next(_sheets(data), [])
    return [[said_cell(cell) for cell in row] for _number, row in first]


def _sheets(data: bytes) -> Iterator[list[tuple[int, Sequence[Any]]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles are of no use to anybody here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                found = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS, values_only=True)
                yield [(number, row) for number, row in enumerate(found, 1) if any(cell is not None for cell in row)]


def _form_row(row: Sequence[Any], number: int) -> Iterator[Block]:
    """Yield the field of a row; what is written beside the columns of the template stands outside."""
    key = row[_KEY]
    begin = 0
    if isinstance(key, str) and is_ours(key):
        yield Block(said_cell(row[_ANSWER]) if len(row) > _ANSWER else "", ("field",), key=key.removeprefix(PREFIX))
        begin = _ANSWER + 1
    for column, value in enumerate(row[begin:], begin):
        if said_cell(value).strip():
            yield Block(said_cell(value), ("row", number), level=3 if column == _LABEL else 0)


def _free_row(row: Sequence[Any], number: int) -> Iterator[Block]:
    cells = [words for cell in row if (words := said_cell(cell)).strip()]
    if len(cells) > 1 and len(cells[0]) <= 80:
        yield Block("\n".join(cells[1:]), ("row", number), label=cells[0].strip())
    else:
        yield from (Block(words, ("row", number)) for words in cells)


def said_cell(value: Any) -> str:
    """Return what a cell says: whole numbers without a point, dates as EDTF."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value.isoformat())[:10] if hasattr(value, "isoformat") else str(value)
