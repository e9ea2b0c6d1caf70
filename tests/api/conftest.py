"""A small library with its index, and a reader of the API."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Practice
from tests.making import make_index_apart, make_place, make_practice, text_record

Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    """Return a function that reads an address under /api/v1; further arguments are request headers."""

    def read(address: str, **headers: str) -> Any:
        return client.get(
            f"/api/v1{address}", headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return read


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let an application that is served here keep the connection that the test's rows are in after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def queries_of(get: Get) -> Callable[[str], int]:
    """Return a function that reads an address and says how many database queries that took."""

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert get(address).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def index(settings, tmp_path, db) -> Callable[[], int]:
    """Give the test an index of its own; the fixture is the function that makes it from the database."""
    return make_index_apart(settings, tmp_path)


@pytest.fixture
def library(index) -> dict[str, Practice]:
    """Three practices in two cities and one country, one of them in two languages."""
    oslo = make_place("oslo", name="Oslo", latitude=59.9, longitude=10.75)
    fika = make_place("fika", "SE", name="Fika")
    found = {
        "kitchen": make_practice(
            text_record(
                external_id="x1",
                title="A kitchen for neighbours",
                summary="Neighbours cook together every week.",
                answers={"purpose": "To meet.", "process": "One long table."},
                cut_off=("process",),
                keywords=("food",),
            ),
            text_record(
                language="fr",
                title="Une cuisine pour les voisins",
                summary="Les voisins cuisinent ensemble.",
                is_original=False,
            ),
            place_ids=(oslo.pk, fika.pk),
            concept_keys=("mediation", "public-space", "real-equality"),
            period="Since 2016",
            source="A sample source",
            source_url="https://example.org/kitchen",
            licence="CC-BY-4.0",
        ),
        "council": make_practice(
            text_record(
                title="A council of newcomers", summary="Newcomers advise the city on welcoming.", external_id="x2"
            ),
            place_ids=(oslo.pk,),
            concept_keys=("welcoming",),
            period="2017-2019",
        ),
        "radio": make_practice(
            text_record(language="fr", title="La radio du quartier", summary="Une radio faite par les voisins."),
            country_codes=("SE",),
            concept_keys=("media-communication",),
            period="2021",
        ),
    }
    index()
    return found
