"""A table as an xlsx workbook: typed cells, a head that stays, links, and a second sheet that says what the list is."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from convivia.common.characters import carried
from convivia.website.sheet import Cell, Column

LONGEST_CELL = 32_767  # characters, as Excel has it
MOST_ROWS = 1_048_575  # below the head
MOST_LINKED = 5_000  # rows with links: Excel takes 65,530 links a sheet, and each is kept in memory until the end
_CUT = "…"
_BYTES = 65_536
# What an office program would take for a formula or an error.
_TAKEN_FOR_OTHERS = ("=", "+", "-", "@", "#")


class WorkbookFile:
    """A workbook in a temporary file, which is gone when it is closed. Iterate over it for its bytes."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        name: str,
        about_name: str,
        about: Sequence[tuple[str, Cell]],
        cut_note: str,
    ) -> None:
        """Write the workbook; `cut_note` is added to what stands `about` it where a cell had to be cut."""
        self._cut = False
        book = Workbook(write_only=True)
        self._head = Font(bold=True)
        self._link = Font(color="12479B", underline="single")
        self._write_rows(book.create_sheet(name), columns, rows)
        self._write_about(book.create_sheet(about_name), [*about, *([("", cut_note)] if self._cut else [])])
        self.file: IO[bytes] = TemporaryFile()  # noqa: SIM115 (it is closed when it has been sent)
        book.save(self.file)
        self.size = self.file.tell()
        self.file.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(_BYTES), b"")

    def close(self) -> None:
        """Give the room on the disk free."""
        self.file.close()

    def _write_rows(self, sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        sheet.freeze_panes = "A2"
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.append([self._cell(sheet, column.head, font=self._head) for column in columns])
        links = [column.is_link for column in columns]
        count = 0
        for count, row in enumerate(rows, start=1):
            linked = count <= MOST_LINKED
            cells = zip(row, links, strict=True)
            sheet.append([self._cell(sheet, cell, link=linked and is_link) for cell, is_link in cells])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"

    def _write_about(self, sheet: Any, about: Iterable[tuple[str, Cell]]) -> None:
        sheet.column_dimensions["A"].width = 24
        sheet.column_dimensions["B"].width = 100
        for label, value in about:
            is_address = isinstance(value, str) and value.startswith(("http://", "https://"))
            first = self._cell(sheet, label, font=self._head)
            sheet.append([first, self._cell(sheet, value, link=is_address)])

    def _cell(self, sheet: Any, value: Cell, *, font: Font | None = None, link: bool = False) -> Any:
        """Return a cell; plain values where nothing has to be said of them, which is most of them and much faster."""
        if not isinstance(value, str):
            return value
        text = carried(value)
        if not text:
            return None
        if len(text) > LONGEST_CELL:
            text, self._cut = text[: LONGEST_CELL - 1] + _CUT, True
        is_plain = not (font or link or text.startswith(_TAKEN_FOR_OTHERS))
        if is_plain:
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # never a formula
        if text.startswith(_TAKEN_FOR_OTHERS):
            cell.quotePrefix = True
        if link:
            cell.hyperlink = text
        if shown := self._link if link else font:
            cell.font = shown
        return cell
