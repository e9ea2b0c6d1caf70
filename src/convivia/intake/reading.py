"""The one door for files: `read_file` finds out what a file is and returns its drafts, whatever its format."""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from convivia.common.library_files import read_json
from convivia.intake.columns import RowReader
from convivia.intake.completing import complete
from convivia.intake.detection import FORMATS, HTML, Decoded, check_size, decode, is_packed, kind_of_text
from convivia.intake.drafts import Draft, DraftWarning
from convivia.intake.furniture import Furniture, topic_names
from convivia.intake.headings import Headings, template_headings
from convivia.intake.html_pages import read_page
from convivia.intake.json_files import check_count, read_lines, read_whole
from convivia.intake.limits import MAX_FILE_BYTES, MAX_LINES, MAX_WARNINGS, IntakeError
from convivia.intake.lines import Line, text_lines
from convivia.intake.listing import ListingReader
from convivia.intake.markdown import from_markdown
from convivia.intake.metalines import MetaReader
from convivia.intake.remarks import warning
from convivia.intake.tables import Row, SeenTable, TableReader
from convivia.intake.workbooks import check_package, read_workbook
from convivia.places.gazetteer import Gazetteer
from convivia.questionnaires.queries import FACTS

STDIN: Final = "-"
NO_CARDS: Final = (
    "No practice was found in {}. A listing has a title, a line of country, city and period, and a text for each "
    "practice; other files are JSON lines, JSON, CSV or xlsx (say which, if it is one of these)."
)


@dataclass(slots=True)
class Reading:
    """A file that is being read. `drafts` come once, one by one; `warnings` of the file as a whole are complete after
    the last of them, and so is `furniture`: what a page prints around its records. `tables` are those of a sheet, as
    far as it was read."""

    format: str
    drafts: Iterator[Draft]
    warnings: list[DraftWarning] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    tables: list[SeenTable] = field(default_factory=list)


def read_file(path: str | Path, format: str = "auto", *, gazetteer: Gazetteer, headings: Headings) -> Reading:
    """Return the drafts of the file at `path` ("-": standard input); its format is found out, or given.

    Raises `IntakeError` for what cannot be read, at once or while the drafts come.
    """
    if format != "auto" and format not in FORMATS:
        raise IntakeError(f"There is no format “{format}”. Choose one of auto, {', '.join(FORMATS)}.")
    name = "The standard input" if str(path) == STDIN else Path(path).name
    return _Reader(name, gazetteer, headings).read(_content(path, name), format)


def read_data(
    data: bytes,
    name: str,
    format: str = "auto",
    *,
    gazetteer: Gazetteer,
    headings: Headings,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    """Return the drafts of a file that is in memory already; `chosen` says what its columns are (`RowReader`).

    Raises `IntakeError` for what cannot be read, at once or while the drafts come.
    """
    check_size(len(data), name)
    return _Reader(name, gazetteer, headings, chosen).read(data, format)


@cache
def shipped_headings() -> Headings:
    """Return the section labels of the shipped template."""
    return Headings(template_headings(read_json("templates", "good-practice-2022.json")))


@cache
def column_headings() -> Headings:
    """Return the section labels of all shipped editions: a column of a sheet may be called by any of them.

    Running text is read by those of the first edition only: "Partners" or "Cost" stand in sentences, too.
    """
    rows = [*template_headings(read_json("templates", "good-practice-2022.json"))]
    newer = template_headings(read_json("templates", "good-practice-2026.json"))
    return Headings([*rows, *(row for row in newer if row[0] not in FACTS)])


class _Reader:
    """Reads one file."""

    def __init__(
        self, name: str, gazetteer: Gazetteer, headings: Headings, chosen: Mapping[str, str] | None = None
    ) -> None:
        self._name = name
        self._headings = headings
        self._places = MetaReader(gazetteer)
        self._tables = TableReader(RowReader(self._places, headings, column_headings(), chosen), name)

    def read(self, data: bytes, format: str) -> Reading:
        """Return the drafts of `data`."""
        if is_packed(data):
            if format not in ("auto", "xlsx"):
                raise IntakeError(
                    f"{self._name} is a packed file such as xlsx, not {format}. Let its format be found out."
                )
            check_package(io.BytesIO(data), self._name)
            return self._reading("xlsx", read_workbook(io.BytesIO(data), self._tables, self._name))
        decoded = decode(data, self._name)
        if format == "xlsx":
            raise IntakeError(f"{self._name} is no xlsx workbook: it is plain text. Let its format be found out.")
        looks_like = kind_of_text(decoded.text)
        kind = looks_like if format == "auto" else format
        if kind in ("listing", HTML):
            return self._listing(decoded, is_html=looks_like == HTML)
        readers = {"jsonl": read_lines, "json": read_whole}
        drafts = readers[kind](decoded.text, self._name) if kind in readers else self._tables.read_csv(decoded.text)
        return self._reading(kind, drafts, list(_doubts(decoded)))

    def _reading(self, kind: str, drafts: Iterator[Draft], warnings: Sequence[DraftWarning] = ()) -> Reading:
        reading = Reading(kind, iter(()), list(warnings), tables=self._tables.seen)
        reading.drafts = self._completed(drafts, reading)
        return reading

    def _completed(self, drafts: Iterator[Draft], reading: Reading) -> Iterator[Draft]:
        """Yield `drafts` with what can be told of them added; the file's warnings are handed over at the end."""
        count = 0
        for draft in drafts:
            count += 1
            yield complete(draft)
        reading.warnings += self._tables.warnings[:MAX_WARNINGS]
        if not count:
            raise IntakeError(f"{self._name} holds no records: nothing was taken in.")

    def _listing(self, decoded: Decoded, is_html: bool) -> Reading:
        doubts = list(_doubts(decoded))
        drafts: list[Draft] = []
        if is_html:
            page = read_page(decoded.text, self._name, self._tables.has_columns)
            lines: Iterable[Line] = page.lines
            doubts += (warning("hidden-text", words) for words in page.hidden)
            doubts += (warning("relative-address") for _ in range(page.has_lost_addresses))
            for rows in page.tables:
                drafts += map(complete, self._tables.read(Row(number, cells) for number, cells in enumerate(rows, 1)))
            doubts += self._tables.warnings
        else:
            lines = from_markdown(list(islice(text_lines(decoded.text), MAX_LINES + 1)))
        furniture = Furniture(_topics(), self._places)
        listing = ListingReader(self._places, self._headings, furniture).read(lines)
        drafts += listing.drafts
        check_count(len(drafts), self._name)
        if not drafts:
            raise IntakeError(NO_CARDS.format(self._name))
        warnings = [*doubts, *listing.warnings][:MAX_WARNINGS]
        return Reading("listing", iter(drafts), warnings, [line.text for line in listing.furniture])


def _content(path: str | Path, name: str) -> bytes:
    """Return the bytes of a file; one that is too large is refused by its size, before it is read."""
    if str(path) == STDIN:
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        check_size(len(data), name)
        return data
    file = Path(path)
    try:
        if file.is_dir():
            raise IntakeError(f"{name} is a folder. Name a file.")
        check_size(file.stat().st_size or 1, name)
        with file.open("rb") as content:
            data = content.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    check_size(len(data), name)
    return data


def _doubts(decoded: Decoded) -> Iterator[DraftWarning]:
    if decoded.is_guessed:
        yield warning("encoding", decoded.encoding)


@cache
def _topics() -> tuple[str, ...]:
    return tuple(topic_names(read_json("vocabularies", "policy-areas.json")))
