"""How effects are known: as a filter with its counts, on cards, in the sentence, in feeds, sheets and the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.beside import say_evidence, strongest_of
from convivia.practices.models import Evidence, Practice
from convivia.practices.queries import cards
from tests.making import make_index_apart, make_practice, text_record

KINDS = {"Counted": ("expected", "counted"), "Told": ("told",), "Nothing": ()}


@pytest.fixture
def library(db, settings, tmp_path):
    """Practices called by their strongest evidence."""
    reindex = make_index_apart(settings, tmp_path)
    for name, kinds in KINDS.items():
        practice = make_practice(text_record(title=f"Practice {name}", summary=name))
        for kind in kinds:
            Evidence.objects.create(practice=practice, kind=kind, statements={"en": "It helped."})
    reindex()


def test_it_is_a_filter_with_counts_and_its_words(library, client):
    page = client.get("/en/", {"evidence": "counted"}).content.decode()
    assert ("Practice Counted" in page, "Practice Told" in page) == (True, False)
    assert "with effects known as: Counted" in page
    assert "Effects: Counted" in page
    assert "How effects are known" in page
    counts = client.get("/api/v1/practices").json()["facets"]["evidence"]
    assert {one["id"]: one["count"] for one in counts} == {
        "evaluated": 0, "counted": 1, "told": 1, "expected": 0, "none": 1,
    }  # fmt: skip


def test_it_narrows_api_feed_and_sheet_alike(library, client):
    told = client.get("/api/v1/practices", {"evidence": ["told", "none"]}).json()
    assert {one["strongest_evidence"] for one in told["results"]} == {"told", "none"}
    feed = client.get("/en/feed.atom", {"evidence": "told"}).content.decode()
    assert ("Practice Told" in feed, "Practice Counted" in feed) == (True, False)
    sheet = b"".join(client.get("/en/practices.csv", {"evidence": "none"})).decode()
    assert ("Practice Nothing" in sheet, "Practice Told" in sheet) == (True, False)


def test_what_is_no_kind_is_named(library, client):
    answer = client.get("/api/v1/practices", {"evidence": "proven"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "evidence")
    assert client.get("/en/", {"evidence": "proven"}).status_code == 200


def test_cards_show_the_strongest_kind_and_cost_no_query_more(library, client):
    ids = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    assert [card.evidence for card in cards(ids, "en")] == ["counted", "told", ""]
    page = client.get("/en/").content.decode()
    assert page.count('class="evidence-shape"') == 2
    told = []
    for count in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            cards(ids[:count], "en")
        told.append(len(queries))
    assert told[0] == told[1]


def test_the_strongest_of_some():
    assert strongest_of(["told", "evaluated", "expected"]) == "evaluated"
    assert strongest_of([]) == ""
    assert [say_evidence(kind) for kind in ("counted", "none", "")] == ["Counted", "", ""]
