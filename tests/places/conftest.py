"""The places of the programme, and a gazetteer that remembers nothing of the test before."""

from collections.abc import Iterator

import pytest

from convivia.places import queries
from convivia.places.actions import load_places


@pytest.fixture
def fresh_gazetteer() -> Iterator[None]:
    """Read the gazetteer anew, before and after."""
    queries.forget_gazetteer()
    yield
    queries.forget_gazetteer()


@pytest.fixture
def programme(db: None) -> None:
    """Load the curated places."""
    load_places(by="tests", only_programme=True)
