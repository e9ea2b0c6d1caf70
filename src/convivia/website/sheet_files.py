"""Tables and objects as files: CSV (RFC 4180), JSON and JSON lines, each written part by part."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from convivia.common.characters import carried, carried_in, guarded
from convivia.website.sheet import Cell, Column

BOM = "\ufeff"  # office programs know UTF-8 by it
ROWS_AT_ONCE = 200


class _Line:
    """A file that keeps the last line written to it."""

    def write(self, line: str) -> int:
        """Keep `line`."""
        self.text = line
        return len(line)


def csv_file(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield a table as CSV, with a comma between cells; no cell can be taken for a formula."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([column.head for column in columns])
    waiting = [BOM, line.text]
    for number, row in enumerate(rows, start=1):
        writer.writerow([guarded(in_words(cell)) for cell in row])
        waiting.append(line.text)
        if number % ROWS_AT_ONCE == 0:
            yield "".join(waiting).encode()
            waiting = []
    yield "".join(waiting).encode()


def in_words(cell: Cell) -> str:
    """Return a cell as text; dates as ISO 8601 has them."""
    if isinstance(cell, date):
        return cell.isoformat()
    return carried(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def json_file(about: dict[str, Any], objects: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield one JSON object: what the list is, then its practices under `results`, one a line."""
    yield json_line(about)[:-1].encode() + b', "results": ['
    separator = b"\n"
    for value in objects:
        yield separator + json_line(value).encode()
        separator = b",\n"
    yield b"\n]}\n"


def json_lines(objects: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the practices as JSON lines."""
    for value in objects:
        yield json_line(value).encode() + b"\n"


def json_line(value: dict[str, Any]) -> str:
    """Return an object as JSON on one line; moments and dates as the API writes them."""
    return json.dumps(carried_in(value), ensure_ascii=False, cls=DjangoJSONEncoder)
