"""A small library with its index, and a reader of its pages. All of it is plainly made up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser, LexborNode

from convivia.places.models import Figure, Membership, Network, PlaceName
from convivia.practices.models import Practice
from convivia.questionnaires.actions import load_questionnaires
from convivia.search.actions import reindex
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place, make_practice, text_record


@dataclass
class Page:
    """An answer of the website, as a reader sees it."""

    status: int
    headers: dict[str, str]
    html: str
    cookies: dict[str, Any] = field(default_factory=dict)

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    def one(self, selector: str) -> LexborNode:
        """Return the only element that fits."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector}"
        return found[0]

    def all(self, selector: str) -> list[LexborNode]:
        """Return the elements that fit, in the order of the page."""
        return self.tree.css(selector)

    def text(self, selector: str) -> str:
        """Return the words of the only element that fits."""
        return words_of(self.one(selector))

    def texts(self, selector: str) -> list[str]:
        """Return the words of all elements that fit."""
        return [words_of(node) for node in self.all(selector)]

    def links(self, selector: str) -> list[str]:
        """Return where the links that fit lead."""
        return [node.attributes["href"] or "" for node in self.all(selector)]


def words_of(node: LexborNode) -> str:
    """Return the words of an element, with one blank between them."""
    return " ".join(node.text(deep=True).split())


Read = Callable[..., Page]


@pytest.fixture
def read(client: Client) -> Read:
    """Return a function that reads an address; further arguments are request headers."""

    def get(address: str, method: str = "get", **headers: str) -> Page:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = getattr(client, method)(address, headers=asked)
        html = answer.content.decode() if not answer.streaming else ""
        return Page(answer.status_code, dict(answer.headers), html, dict(answer.cookies))

    return get


@pytest.fixture
def index(settings, tmp_path, db) -> Callable[[], int]:
    """Give the test an index of its own; the fixture is the function that makes it from the database."""
    settings.SEARCH_INDEX = tmp_path / "index"
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    return reindex


@pytest.fixture
def library(index) -> dict[str, Practice]:
    """Three practices in two cities and one country, one of them in two languages; one city with all that it can have."""
    oslo = make_place("oslo", name="Oslo", latitude=59.9, longitude=10.75)
    fika = make_place("fika", "SE", name="Fika", parent=None)
    make_place("fika-nord", "SE", name="Fika Nord", parent=fika, kind="borough")
    PlaceName.objects.create(place=oslo, language="fr", kind="preferred", text="Osló-en-Fjord")
    PlaceName.objects.create(place=oslo, language="it", text="Oslo italiana")
    PlaceName.objects.create(place=oslo, kind="misspelling", text="Olso")
    Figure.objects.create(
        place=oslo, kind="population", value=12345, unit="people", year=2020, source="Sample office",
        source_url="https://example.org/people",
    )  # fmt: skip
    Figure.objects.create(place=oslo, kind="foreign-born", value="15.4", unit="percent", year=2019, source="Sample office")
    Figure.objects.create(place=oslo, kind="index", value=72, unit="percent", year=2017, source="Sample report")
    Figure.objects.create(
        place=oslo, kind="index", area="mediation", value=50, unit="percent", year=2017, source="Sample report"
    )
    network = Network.objects.create(
        key="sample-network", country_id="NO", names={"en": "Sample network", "fr": "Réseau exemple"},
        source="Sample source", source_url="https://example.org/network", note="founded in 2010",
    )  # fmt: skip
    Membership.objects.create(network=network, place=oslo, source="Sample list", source_url="https://example.org/list")
    found = {
        "kitchen": make_practice(
            text_record(
                external_id="x1",
                title="A kitchen for neighbours",
                summary="Neighbours cook together every week.",
                answers={"process": "One long table.\n\nAnd another.", "purpose": "To meet.", "extra_part": "More."},
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
            text_record(title="A council of newcomers", summary="Newcomers advise the city.", external_id="x2"),
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
