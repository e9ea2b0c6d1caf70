"""Feeds of a search, a city, a country, an area and a network, as a feed reader sees them."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.db.models import F

from convivia.practices.models import Practice
from convivia.search.engines.port import IndexUnavailable
from convivia.website import feeds
from convivia.website import whole_list as whole
from tests.making import make_practice, text_record

MARCH = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def dated(library):
    """The sample library; the kitchen changed last, on the third of March, and all came in on the first."""
    for day, name in enumerate(("radio", "council", "kitchen")):
        rows = Practice.objects.filter(pk=library[name].pk)
        rows.update(created_at=MARCH, updated_at=MARCH + timedelta(days=day))
    return library


@pytest.fixture
def follow(client):
    """Return a function that reads a feed as a feed reader does; what is wrong with its form is an error."""

    def read(address):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        found = feedparser.parse(
            answer.content, response_headers={name.lower(): value for name, value in answer.headers.items()}
        )
        assert not found.bozo, found.bozo_exception
        return found

    return read


def links(thing, rel):
    return [link.href for link in thing.links if link.rel == rel]


def test_the_feed_of_the_library_has_the_newest_first(dated, follow):
    found = follow("/en/feed.atom")
    assert found.version == "atom10"
    assert [entry.title for entry in found.entries] == [
        "A kitchen for neighbours",
        "A council of newcomers",
        "La radio du quartier",
    ]
    assert found.feed.title == "Practices · Convivia"
    assert found.feed.id == "http://testserver/en/feed.atom"
    assert found.feed.updated == "2024-03-03T12:00:00Z"
    assert found.feed.subtitle == "New and changed practices, the newest first."
    assert links(found.feed, "alternate") == ["http://testserver/en/"]


def test_an_entry_tells_what_a_practice_is(dated, follow):
    entry = follow("/en/feed.atom").entries[0]
    kitchen = dated["kitchen"]
    assert entry.id.startswith("urn:uuid:")
    assert entry.link == f"http://testserver/en/practices/{kitchen.public_id}/a-kitchen-for-neighbours/"
    assert links(entry, "alternate") == [
        entry.link,
        f"http://testserver/fr/practices/{kitchen.public_id}/une-cuisine-pour-les-voisins/",
        entry.link,
    ]
    assert [link.get("hreflang") for link in entry.links if link.rel == "alternate"] == ["en", "fr", None]
    assert links(entry, "via") == ["https://example.org/kitchen"]
    assert links(entry, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert (entry.rights, [author.name for author in entry.authors]) == (
        "CC BY 4.0",
        ["A sample source", "Oslo, Norway · Fika, Sweden"],
    )
    assert (entry.published, entry.updated) == ("2024-03-01T12:00:00Z", "2024-03-03T12:00:00Z")
    assert entry.summary == "Neighbours cook together every week."
    assert (entry.title_detail.language, entry.summary_detail.language) == ("en", "en")
    areas = "http://testserver/api/v1/vocabularies/policy-areas"
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [
        ("public-space", areas, "Public space"),
        ("mediation", areas, "Mediation and conflict resolution"),
        ("real-equality", "http://testserver/api/v1/vocabularies/principles", "Real equality"),
    ]


def test_a_practice_is_the_same_entry_in_every_language(dated, follow):
    english, french = follow("/en/feed.atom"), follow("/fr/feed.atom")
    assert [entry.id for entry in english.entries] == [entry.id for entry in french.entries]
    assert french.entries[0].title == "Une cuisine pour les voisins"
    assert (french.feed.id, french.feed.language) == ("http://testserver/fr/feed.atom", "fr")


def test_a_text_in_another_language_says_so(dated, follow):
    radio = follow("/en/feed.atom").entries[2]
    assert (radio.title_detail.language, radio.summary_detail.language) == ("fr", "fr")
    assert radio.author == "Sweden"


def test_a_language_without_pages_of_its_own_is_reached_by_its_text(index, follow):
    both = make_practice(text_record(), text_record(language="sq", title="Një mostër", is_original=False))
    index()
    assert links(follow("/en/feed.atom").entries[0], "alternate") == [
        f"http://testserver/en/practices/{both.public_id}/a-sample/",
        f"http://testserver/en/practices/{both.public_id}/a-sample/?text=sq",
        f"http://testserver/en/practices/{both.public_id}/a-sample/",
    ]


def test_without_title_or_summary_an_entry_still_has_both(index, follow):
    make_practice(text_record(title="", summary="", answers={"purpose": "To meet."}), period="2019")
    index()
    entry = follow("/en/feed.atom").entries[0]
    assert (entry.title, entry.summary, "author" in entry) == ("Practice without a title", "in 2019", False)


def test_a_feed_follows_what_the_address_asks_for(dated, follow):
    found = follow("/en/feed.atom?q=neighbours&area=mediation&country=no&sort=title&page_size=1")
    assert [entry.title for entry in found.entries] == ["A kitchen for neighbours"]
    assert found.feed.title == (
        "Practices about “neighbours” on Mediation and conflict resolution in Norway · Convivia"
    )
    asked = "q=neighbours&area=mediation&country=NO"
    assert links(found.feed, "self") == [f"http://testserver/en/feed.atom?{asked}"]
    assert links(found.feed, "alternate") == [f"http://testserver/en/?{asked}"]


def test_a_search_that_finds_nothing_can_be_followed(dated, follow):
    found = follow("/en/feed.atom?q=zzzz")
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_what_an_address_cannot_mean_is_said_in_the_feed(dated, follow):
    found = follow("/en/feed.atom?area=!!&status=bogus")
    assert found.feed.subtitle.endswith("A part of the address could not be used: area=!!, status=bogus")
    assert len(found.entries) == 3


def test_pages_of_a_feed(dated, follow, monkeypatch, read):
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    first, second = follow("/en/feed.atom?status=running&status=ended&status=unknown"), follow("/en/feed.atom?page=2")
    assert [len(first.entries), len(second.entries)] == [2, 1]
    base = "http://testserver/en/feed.atom"
    assert {link.rel: link.href for link in second.feed.links} == {
        "self": f"{base}?page=2",
        "first": base,
        "previous": base,
        "last": f"{base}?page=2",
        "alternate": "http://testserver/en/",
    }
    assert links(first.feed, "next") == [f"{base}?status=ended&status=running&status=unknown&page=2"]
    beyond = read("/en/feed.atom?page=9")
    assert (beyond.status, beyond.headers["Location"]) == (302, "/en/feed.atom?page=2")


def test_a_large_library_is_picked_from_in_the_same_order(dated, follow, monkeypatch):
    few = follow("/en/feed.atom").entries
    monkeypatch.setattr("convivia.practices.lists._NAMED_AT_MOST", 1)
    assert [entry.id for entry in follow("/en/feed.atom").entries] == [entry.id for entry in few]


def test_the_json_feed_says_the_same(dated, client):
    answer = client.get("/en/feed.json?area=mediation")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    found = json.loads(answer.content)
    kitchen = f"practices/{dated['kitchen'].public_id}"
    assert found == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Practices on Mediation and conflict resolution · Convivia",
        "description": "New and changed practices, the newest first.",
        "language": "en",
        "home_page_url": "http://testserver/en/?area=mediation",
        "feed_url": "http://testserver/en/feed.json?area=mediation",
        "authors": [{"name": "Convivia", "url": "http://testserver/"}],
        "items": [
            {
                "id": found["items"][0]["id"],
                "url": f"http://testserver/en/{kitchen}/a-kitchen-for-neighbours/",
                "external_url": "https://example.org/kitchen",
                "title": "A kitchen for neighbours",
                "content_text": "Neighbours cook together every week.",
                "date_published": "2024-03-01T12:00:00Z",
                "date_modified": "2024-03-03T12:00:00Z",
                "authors": [{"name": "A sample source"}, {"name": "Oslo, Norway · Fika, Sweden"}],
                "tags": ["Public space", "Mediation and conflict resolution", "Real equality"],
                "language": "en",
                "_convivia": {
                    "place": "Oslo, Norway · Fika, Sweden",
                    "period": "since 2016",
                    "licence": "CC BY 4.0",
                    "versions": [
                        {"language": "en", "url": f"http://testserver/en/{kitchen}/a-kitchen-for-neighbours/"},
                        {"language": "fr", "url": f"http://testserver/fr/{kitchen}/une-cuisine-pour-les-voisins/"},
                    ],
                },
            }
        ],
    }


def test_the_operator_publishes_the_feed(dated, follow, settings):
    settings.OPERATOR = "A sample office"
    settings.BASE_URL = "https://practices.example.org"
    found = follow("/en/feed.atom")
    assert found.feed.author_detail == {"name": "A sample office", "href": "https://practices.example.org/"}
    assert found.entries[0].link.startswith("https://practices.example.org/en/practices/")


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("cities/oslo/feed.atom", "feed.atom?city=oslo"),
        ("countries/no/feed.json", "feed.json?country=NO"),
        ("areas/mediation/feed.atom", "feed.atom?area=mediation"),
        ("networks/sample-network/feed.json?status=running", "feed.json?network=sample-network&status=running"),
    ],
)
def test_a_place_country_area_and_network_has_a_feed(library, read, path, leads):
    page = read(f"/en/{path}")
    assert (page.status, page.headers["Location"]) == (301, f"/en/{leads}")
    assert read(f"/en/{leads}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "feed.rss", "cities/nowhere/feed.atom", "cities/oslo/feed.rss", "countries/NO/feed.atom",
        "countries/xx/feed.atom", "areas/nothing/feed.json", "networks/none/feed.atom", "practices/x/feed.atom",
    ],
)  # fmt: skip
def test_what_does_not_exist_has_no_feed(library, read, path):
    assert read(f"/en/{path}").status == 404


def test_an_unchanged_feed_is_not_sent_again(dated, client):
    first = client.get("/en/feed.atom")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Last-Modified"] == "Sun, 03 Mar 2024 12:00:00 GMT"
    for condition in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = client.get("/en/feed.atom", headers=condition)
        assert (again.status_code, again.content) == (304, b"")
    Practice.objects.filter(pk=dated["radio"].pk).update(updated_at=F("updated_at") + timedelta(days=9))
    for condition in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        assert client.get("/en/feed.atom", headers=condition).status_code == 200


@pytest.mark.parametrize("form", ["atom", "json"])
def test_without_an_index_a_feed_is_asked_for_again_later(library, client, monkeypatch, form):
    def fail(query, facets):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(whole, "search", fail)
    answer = client.get(f"/en/feed.{form}")
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "60",
        "no-store",
    )
    assert "The search cannot be used at the moment" in answer.content.decode()


@pytest.mark.parametrize("path", ["feed.atom", "feed.json?area=!!", "cities/oslo/feed.atom"])
def test_feeds_can_only_be_read(library, read, path):
    assert [read(f"/en/{path}", method=method).status for method in ("post", "put", "delete")] == [405, 405, 405]
    assert read(f"/en/{path}", method="head").html == ""


def test_as_many_queries_for_three_entries_as_for_one(index, queries):
    make_practice(text_record(title="First", external_id="q1"), concept_keys=("mediation",))
    index()
    one = queries("/en/feed.atom")
    for number in (2, 3):
        make_practice(
            text_record(title=f"No {number}", external_id=f"q{number}"), concept_keys=("language", "welcoming")
        )
    index()
    assert queries("/en/feed.atom") == one
