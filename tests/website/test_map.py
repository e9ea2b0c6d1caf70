"""The map of the library: circles, table and words say the same; whatever the address asks for."""

import re

import pytest
from django.test import Client

from convivia.places.queries import PlaceOnEarth
from convivia.search.engines.port import IndexUnavailable
from convivia.website import map_page
from tests.making import make_place, make_practice, text_record
from tests.website.reading import words_of


def practice(name, *places, **values):
    """Save a practice in `places`."""
    record = text_record(title=name, external_id=name)
    return make_practice(record, place_ids=tuple(place.pk for place in places), **values)


@pytest.fixture
def spread(index):
    """Practices in three countries and on two continents, in several cities at once, in none, and without a point."""
    bergen = make_place("bergen", latitude=60.39, longitude=5.32)
    oslo = make_place("oslo", latitude=59.91, longitude=10.75)
    drammen = make_place("drammen", latitude=59.74, longitude=10.2)
    auckland = make_place("auckland", "NZ", latitude=-36.85, longitude=174.76)
    nowhere = make_place("nowhere", "SE")
    practice("One", bergen)
    practice("Two", bergen, oslo)
    practice("Three", oslo, drammen, period="2021")
    practice("Four", drammen)
    practice("Five", auckland)
    practice("Six", nowhere)
    practice("Seven", country_codes=("NO",), concept_keys=("mediation",))
    index()


def circles(page):
    """Return the names of the circles, without what is drawn for eyes."""
    return [node.attributes["aria-label"] for node in page.all(".chart a.bubble")]


def rows(page, selector=".twin tbody tr"):
    """Return the rows of the table as texts."""
    return [[words_of(cell) for cell in row.css("th, td")] for row in page.all(selector)]


def test_the_picture_and_the_table_say_the_same(spread, read):
    page = read("/en/map/?view=world")
    assert page.text("h1") == "Practices on the map"
    assert page.text("#results-title") == "7 practices"
    assert page.text(".message") == "5 cities in 3 countries. Most practices: Norway (5), New Zealand (1), Sweden (1)."
    assert circles(page) == ["Bergen, Norway, and 2 more places: 4 practices", "Auckland, New Zealand: 1 practice"]
    assert rows(page) == [
        ["On this map"],
        ["Bergen", "Norway", "2"],
        ["Drammen", "Norway", "2"],
        ["Oslo", "Norway", "2"],
        ["Auckland", "New Zealand", "1"],
        ["Places whose position is not known"],
        ["Nowhere", "Sweden", "1"],
    ]


def test_a_practice_of_several_cities_counts_once_in_a_circle(spread, read):
    page = read("/en/map/?view=60,9,3")
    assert circles(page) == ["Bergen, Norway: 2 practices", "Drammen, Norway, and 1 more place: 3 practices"]
    assert page.texts(".bubble text") == ["2", "3"]
    assert page.texts(".bubble title") == circles(page)
    assert page.texts(".names text") == ["Bergen", "Drammen +1"]


def test_what_is_not_on_the_map_is_said_with_a_way_to_it(spread, read):
    page = read("/en/map/?view=60,9,3&q=&sort=title")
    outside, placeless, several = page.texts(".remarks li")
    assert outside == "1 practice is beyond the edge of this map. Show the world"
    assert placeless == "1 practice belongs to no single city. List them"
    assert several.startswith("A practice of several cities counts in each of them")
    world, listed = page.links(".remarks a")
    assert world == "/en/map/?sort=title&view=world#map"
    assert listed == "/en/?city=no-city&sort=title"
    assert rows(page)[4:6] == [["Beyond the edge of this map"], ["Auckland", "New Zealand", "1"]]
    there = read(listed)
    assert there.text("#results-title") == "1 practice in no single city"
    assert there.texts(".card .title") == ["Seven"]


def test_circles_lead_to_the_list_or_closer(spread, read):
    page = read("/en/map/?view=60,9,3&year=2019-")
    single, several = page.links(".chart a.bubble")
    assert single == "/en/?city=bergen&year=2019-"
    assert re.fullmatch(r"/en/map/\?year=2019-&view=[\d.,]+,6#map", several.replace("%2C", ","))
    closer = read(several)
    assert circles(closer) == ["Drammen, Norway: 2 practices", "Oslo, Norway: 2 practices"]
    assert read(single).text("#results-title").startswith("2 practices in Bergen")


def test_places_that_never_fall_apart_lead_to_the_list_of_all_of_them(index, read):
    here = make_place("here", latitude=50.0, longitude=10.0)
    there = make_place("there", latitude=50.001, longitude=10.001)
    practice("One", here)
    practice("Two", there)
    index()
    page = read("/en/map/")
    assert circles(page) == ["Here, Norway, and 1 more place: 2 practices"]
    assert page.links(".chart a.bubble") == ["/en/?city=here&city=there"]


def test_a_part_of_a_city_and_the_city_are_one_practice_in_a_circle(index, read):
    berlin = make_place("berlin", "DE", latitude=52.52, longitude=13.4)
    part = make_place("neukoelln", "DE", parent=berlin, kind="borough", latitude=52.48, longitude=13.43)
    practice("One", part)
    practice("Two", berlin)
    index()
    page = read("/en/map/")
    assert circles(page) == ["Berlin, Germany, and 1 more place: 2 practices"]
    assert page.text(".message") == "2 cities in one country. Most practices: Berlin (2), Neukoelln (1)."


def test_the_view_fits_what_was_found(spread, read):
    assert circles(read("/en/map/?country=NZ")) == ["Auckland, New Zealand: 1 practice"]
    page = read("/en/map/?country=NZ")
    assert page.text(".message") == "Auckland, New Zealand"
    assert page.text(".chart-tools [aria-current]") == "All that was found"
    assert read("/en/map/").text(".chart-tools [aria-current]") == "Europe"


def test_the_map_is_moved_by_links_and_its_state_is_the_address(spread, read):
    page = read("/en/map/?area=mediation&view=52.6,12.5,2")
    links = {node.attributes["id"]: node.attributes["href"] for node in page.all(".chart-tools a[id]")}
    assert links["map-closer"] == "/en/map/?area=mediation&view=52.6%2C12.5%2C3#map"
    assert links["map-farther"] == "/en/map/?area=mediation&view=52.6%2C12.5%2C1#map"
    assert links["map-north"] == "/en/map/?area=mediation&view=68.6%2C12.5%2C2#map"
    assert links["map-world"] == "/en/map/?area=mediation&view=world#map"
    assert "map-europe" not in links
    world = read("/en/map/?view=world")
    disabled = [node.attributes["aria-label"] for node in world.all(".chart-tools [aria-disabled]")]
    assert disabled == ["Zoom out", "Move west", "Move east", "Move north", "Move south"]


def test_filters_stand_beside_the_map_and_filter_it_there(spread, read):
    page = read("/en/map/?view=world")
    assert page.one("#country-NO").attributes["href"] == "/en/map/?country=NO&view=world"
    assert page.one("form.search").attributes["action"] == "/en/map/"
    filtered = read("/en/map/?country=NO&status=unknown&view=world")
    assert filtered.links(".filters a")[0] == "/en/map/?status=unknown&view=world"
    assert filtered.links(".filters a")[-1] == "/en/map/"


def test_list_map_and_timeline_lead_to_each_other_with_the_search(spread, read):
    page = read("/en/?country=NO&page_size=2&page=2")
    assert page.links(".views a") == [
        "/en/?country=NO&page_size=2", "/en/map/?country=NO&page_size=2", "/en/timeline/?country=NO&page_size=2",
    ]  # fmt: skip
    assert page.text(".views [aria-current]") == "List"
    assert read("/en/map/?country=NO").text(".views [aria-current]") == "Map"


@pytest.mark.parametrize("view", ["1,2", "91,0,3", "x" * 200, "0,0,9", "%00", "1,2,3&view=x"])
def test_a_view_that_is_none_is_named_and_the_usual_one_is_shown(spread, read, view):
    page = read(f"/en/map/?view={view}")
    assert page.status == 200
    assert page.text(".notice").startswith("A part of the address could not be used: view=")
    assert page.text(".chart-tools [aria-current]") == "Europe"


def test_a_filter_that_is_none_is_named(spread, read):
    assert "status=bogus" in read("/en/map/?status=bogus").text(".notice")


def test_nothing_found_says_what_to_do_next(spread, read):
    page = read("/en/map/?city=atlantis")
    assert page.text("#results-title") == "0 practices in atlantis"
    assert page.all(".chart") == page.all(".twin") == []
    assert page.links(".empty a")[0] == "/en/map/"


def test_practices_without_any_city_make_a_map_of_none(spread, read):
    page = read("/en/map/?area=mediation")
    assert circles(page) == rows(page) == page.all(".message") == []
    assert page.texts(".remarks li")[0] == "1 practice belongs to no single city. List them"


def test_without_an_index_the_page_says_so(spread, read, monkeypatch):
    def fail(*_, **__):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(map_page, "atlas", fail)
    page = read("/en/map/")
    assert (page.status, page.all(".chart")) == (200, [])
    monkeypatch.setattr("convivia.website.library.search", fail)
    page = read("/en/map/")
    assert page.texts(".notice p")[0] == "The search cannot be used at the moment."
    assert page.links(".views a")[0] == "/en/"


def test_in_french_places_have_their_french_names(library, read):
    assert [row[0] for row in rows(read("/fr/map/"))][:2] != []
    assert "Osló-en-Fjord" in [row[0] for row in rows(read("/fr/map/"))]
    assert "Norvège" in circles(read("/fr/map/"))[0]


def test_the_table_is_bounded_and_says_so(spread, read, monkeypatch):
    monkeypatch.setattr("convivia.website.atlas_table.MOST_ROWS", 2)
    page = read("/en/map/?view=world")
    assert rows(page)[1:4] == [
        ["Bergen", "Norway", "2"],
        ["Drammen", "Norway", "2"],
        ["2 more places with fewer practices. Choose a country to see them."],
    ]
    assert rows(page)[-1] == ["1 more place with fewer practices. Choose a country to see it."]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_map_can_only_be_read(spread, read, method):
    assert read("/en/map/", method=method).status == 405


def test_states_of_the_map_are_not_for_crawlers(spread, read):
    assert read("/en/map/").all("meta[name=robots]") == []
    assert read("/en/map/?view=world").one("meta[name=robots]").attributes["content"] == "noindex, follow"
    assert read("/en/map/?country=no&view=world").links("link[rel=canonical]") == [
        "http://testserver/en/map/?country=NO"
    ]


def test_as_many_queries_for_three_places_as_for_one(index, queries):
    practice("First", make_place("one", latitude=1.0, longitude=1.0))
    index()
    one = queries("/en/map/")
    for number in (2, 3):
        practice(f"No {number}", make_place(f"place-{number}", "SE", latitude=50.0 + number, longitude=3.0))
    index()
    assert queries("/en/map/") == one


class TestTiles:
    """Own tiles, where the settings name a server."""

    def test_without_the_setting_there_are_none(self, spread, read):
        page = read("/en/map/")
        assert page.all("image, .credit") == []
        assert len(page.all(".chart .land")) == 2

    def test_tiles_take_the_place_of_the_land(self, spread, read, settings):
        settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png?v=1"
        settings.MAP_TILES_CREDIT, settings.MAP_TILES_CREDIT_URL = "© Map makers", "https://example.org/credit"
        page = read("/en/map/?view=60,9,3")
        addresses = [node.attributes["href"] for node in page.all("image")]
        assert 4 <= len(addresses) <= 40
        assert all(re.fullmatch(r"https://tiles\.example\.org/\d+/\d+/\d+\.png\?v=1", one) for one in addresses)
        assert page.all(".chart .land") == []
        assert page.text(".credit") == "© Map makers"
        assert page.links(".credit a") == ["https://example.org/credit"]
        assert circles(page)[0] == "Bergen, Norway: 2 practices"


def test_a_map_of_thousands_of_places_is_bounded(index, client: Client, monkeypatch):
    together = {(f"place-{number}",): number % 7 + 1 for number in range(3000)}
    everywhere = [
        PlaceOnEarth(
            number, f"place-{number}", f"Place {number}", "NO", (number % 120 - 55.0, number * 7 % 360 - 180.0)
        )
        for number in range(3000)
    ]
    practice("One", make_place("one", latitude=1.0, longitude=1.0))
    index()
    monkeypatch.setattr("convivia.website.atlas.counted_together", lambda *_, **__: together)
    monkeypatch.setattr("convivia.website.atlas.places_on_earth", lambda keys: everywhere)
    answer = client.get("/en/map/?view=world")
    assert answer.content.count(b'class="bubble') < 120
    assert len(answer.content) < 220_000
