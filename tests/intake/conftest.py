"""What the tests of the intake share: the shipped gazetteer, labels and furniture, each built once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from convivia.intake.drafts import Draft
from convivia.intake.furniture import Furniture
from convivia.intake.headings import Headings
from convivia.intake.lines import text_lines
from convivia.intake.listing import ListingReader, ListingReading
from convivia.intake.metalines import MetaReader
from convivia.intake.reading import Reading, read_file, shipped_headings
from convivia.places.files import shipped_gazetteer


@pytest.fixture(scope="session")
def headings() -> Headings:
    return shipped_headings()


@pytest.fixture(scope="session")
def places() -> MetaReader:
    return MetaReader(shipped_gazetteer())


@pytest.fixture(scope="session")
def read_listing(places, headings) -> Callable[[str], ListingReading]:
    """Reads a listing that is given as text."""
    reader = ListingReader(places, headings, Furniture(["Language", "International outlook"], places))
    return lambda text: reader.read(text_lines(text))


@pytest.fixture(scope="session")
def read_path(headings) -> Callable[..., Reading]:
    return lambda path, format="auto": read_file(path, format, gazetteer=shipped_gazetteer(), headings=headings)


@pytest.fixture
def read_text(tmp_path: Path, read_path) -> Callable[..., tuple[Reading, list[Draft]]]:
    """Writes a file, reads it, and returns the reading with its drafts."""

    def read(content: str | bytes, name: str = "file.txt", format: str = "auto") -> tuple[Reading, list[Draft]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        reading = read_path(path, format)
        return reading, list(reading.drafts)

    return read
