"""A small library with its index, and a reader of its pages."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Practice
from tests.making import make_index_apart
from tests.website.reading import Page, read_page
from tests.website.sample_library import fill_library

Read = Callable[..., Page]


@pytest.fixture
def read(client: Client) -> Read:
    """Return a function that reads an address; further arguments are request headers."""

    return partial(read_page, client)


@pytest.fixture
def index(settings, tmp_path, db) -> Callable[[], int]:
    """Give the test an index of its own; the fixture is the function that makes it from the database."""
    return make_index_apart(settings, tmp_path)


@pytest.fixture
def library(index) -> dict[str, Practice]:
    """The sample library, with its index."""
    found = fill_library()
    index()
    return found


@pytest.fixture
def address(library) -> Callable[..., str]:
    """Return a function that makes the address of a practice's page, in English or another language."""

    def make(name: str, language: str = "en") -> str:
        practice = library[name]
        texts = {text.language: text for text in practice.texts.all()}
        text = texts.get(language) or next(iter(texts.values()))
        return f"/{language}/practices/{practice.public_id}/{text.slug}/"

    return make


@pytest.fixture
def queries(client: Client) -> Callable[[str], int]:
    """Return a function that counts the queries of a page, once everything that is kept in memory is warm."""

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(address)
        assert answer.status_code == 200
        return len(caught)

    return count


@pytest.fixture
def connection_stays(monkeypatch):
    """Let a test close a streamed answer without the end of the request taking the test's own connection with it."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
