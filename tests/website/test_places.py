"""Cities, countries and networks."""

import pytest

from convivia.places.models import Figure, Membership, Network, PlaceName
from convivia.search.engines.port import IndexUnavailable
from convivia.website import places, shelves
from tests.making import make_place, make_practice, text_record


def facts_of(page, position):
    """Return the facts of one list of a page as triples of name, value and source."""
    rows = page.all(".aside .facts")[position].css("div")
    return [
        (
            row.css_first("dt").text(),
            row.css_first("dd").text(deep=False).strip(),
            row.css_first(".from").text() if row.css_first(".from") else "",
        )
        for row in rows
    ]


def test_the_cities_with_practices_by_country(library, read):
    page = read("/en/cities/")
    assert page.text("h1") == "Cities"
    assert page.texts(".group h2") == ["Norway", "Sweden"]
    assert page.texts(".group li") == ["Oslo 2 practices", "Fika 1 practice"]
    assert page.links(".group li a") == ["/en/cities/oslo/", "/en/cities/fika/"]
    assert page.texts(".letters a") == ["Norway", "Sweden"]


def test_a_country_of_many_places_shows_some_and_leads_to_the_rest(library, read, monkeypatch):
    monkeypatch.setattr(places, "MOST_PLACES", 1)
    make_practice(text_record(title="More", external_id="m"), place_ids=(make_place("aas").pk,))
    page = read("/en/cities/")
    assert page.texts(".group li") == ["Oslo 2 practices", "Fika 1 practice"]
    assert page.texts(".group > p") == ["1 more place"]
    assert page.links(".group > p a") == ["/en/countries/no/"]


def test_in_french_places_and_countries_have_their_french_names(library, read):
    page = read("/fr/cities/")
    assert page.texts(".group h2") == ["Norvège", "Suède"]
    assert page.texts(".group li a") == ["Osló-en-Fjord", "Fika"]


def test_a_city_shows_its_practices(library, address, read):
    page = read("/en/cities/oslo/")
    assert page.text("h1") == "Oslo"
    assert page.text("#practices") == "2 practices"
    assert page.links(".card .title a") == [
        address("council") + "?from=city%3Doslo",
        address("kitchen") + "?from=city%3Doslo",
    ]
    assert page.links(".all a") == ["/en/?city=oslo"]


def test_a_city_shows_its_names_but_never_a_misspelling(library, read):
    page = read("/en/cities/oslo/")
    assert page.texts(".page-head bdi") == ["Oslo italiana", "Osló-en-Fjord"]
    assert [node.attributes.get("lang") for node in page.all(".page-head bdi")] == ["it", "fr"]
    assert "Olso" not in page.html
    french = read("/fr/cities/oslo/")
    assert french.text("h1") == "Osló-en-Fjord"
    assert french.texts(".page-head bdi") == ["Oslo", "Oslo italiana"]


def test_many_names_are_shown_on_request(library, read):
    place = make_place("many")
    PlaceName.objects.bulk_create(PlaceName(place=place, text=f"N{n}", folded=f"n{n}") for n in range(9))
    page = read("/en/cities/many/")
    assert page.texts(".page-head > p bdi") == ["N0", "N1", "N2", "N3", "N4", "N5"]
    assert page.texts(".page-head details bdi") == ["N6", "N7", "N8"]


def test_figures_carry_source_and_year(library, read):
    assert facts_of(read("/en/cities/oslo/"), 0) == [
        ("Born in another country", "15.4%", "2019 · Sample office"),
        ("Inhabitants", "12,345", "2020 · Sample office"),
    ]
    french = facts_of(read("/fr/cities/oslo/"), 0)
    assert french == [
        ("Nés dans un autre pays", "15,4\xa0%", "2019 · Sample office"),
        ("Habitants", "12\u202f345", "2020 · Sample office"),
    ]


def test_results_of_the_index_are_no_ranking(library, read):
    page = read("/en/cities/oslo/")
    assert facts_of(page, 1) == [
        ("All areas together", "72%", "2017 · Sample report"),
        ("Mediation and conflict resolution", "50%", "2017 · Sample report"),
    ]
    assert "it does not rank cities" in page.html


def test_a_citys_networks_are_named_with_their_source(library, read):
    page = read("/en/cities/oslo/")
    assert page.links(".aside .noted a") == ["/en/networks/sample-network/", "https://example.org/list"]


def test_a_city_and_its_parts_lead_to_one_another(library, read):
    assert "/en/cities/fika-nord/" in read("/en/cities/fika/").links(".aside .listed a")
    part = read("/en/cities/fika-nord/")
    assert part.text(".page-head .where") == "Borough · Fika · Sweden"
    assert part.links(".page-head .where a") == ["/en/cities/fika/", "/en/countries/se/"]
    assert part.text(".block h2 + .soft") == "No practice is in the library yet. See how to tell one"


def test_a_city_of_which_little_is_known(library, read):
    page = read("/en/cities/fika-nord/")
    assert page.all("svg.map") == []
    assert page.all(".facts") == []


def test_without_an_index_the_city_is_shown_all_the_same(library, read, monkeypatch):
    def fail(query, *, facets):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(shelves, "search", fail)
    page = read("/en/cities/oslo/")
    assert page.text("h1") == "Oslo"
    assert page.texts(".notice p")[0] == "The list of practices cannot be shown at the moment."
    assert read("/en/countries/").status == read("/en/areas/").status == 200


def test_the_countries(library, read):
    page = read("/en/countries/")
    assert page.texts(".listed.columns li") == ["Norway 2 practices", "Sweden 2 practices"]
    assert page.links(".listed.columns a") == ["/en/countries/no/", "/en/countries/se/"]


def test_a_country_shows_its_practices_places_and_networks(library, read):
    page = read("/en/countries/no/")
    assert page.text("h1") == "Norway"
    assert page.texts(".card .title") == ["A council of newcomers", "A kitchen for neighbours"]
    assert page.links(".aside .listed a") == ["/en/cities/oslo/", "/en/networks/sample-network/"]
    sweden = read("/en/countries/se/")
    assert sweden.texts(".card .title") == ["La radio du quartier", "A kitchen for neighbours"]


@pytest.mark.parametrize(
    "path", ["cities/nowhere/", "countries/xx/", "countries/NO/", "networks/none/", "cities/a%20b/"]
)
def test_unknown_places(library, read, path):
    assert read(f"/en/{path}").status == 404


def test_the_networks(library, read):
    page = read("/fr/networks/")
    assert page.texts(".rows h2") == ["Réseau exemple"]
    assert page.text(".rows p") == "Réseau national · Norvège · 1 membre connu"


def test_a_network_shows_practices_members_and_where_that_was_read(library, read):
    page = read("/en/networks/sample-network/")
    assert page.text("h1") == "Sample network"
    assert page.text(".page-head .where") == "National network · Norway"
    assert page.text(".page-head p:last-child") == "Founded in 2010."
    assert page.texts(".card .title") == ["A council of newcomers", "A kitchen for neighbours"]
    assert page.texts(".aside .listed li") == ["Oslo"]
    assert page.links(".aside section:last-child a") == ["https://example.org/network"]


def test_a_network_whose_members_nobody_knows(library, read):
    Network.objects.create(key="empty", names={"en": "Empty"}, source="Sample source")
    assert "We could not read a list of members yet." in read("/en/networks/empty/").html


def grow(number, place):
    """Add a practice in `place`, with a part, a figure and a network of its own."""
    make_practice(text_record(title=f"No {number}", external_id=f"n{number}"), place_ids=(place.pk,))
    make_place(f"part-{number}", parent=place)
    Figure.objects.create(place=place, kind="index", value=number, unit="percent", year=2000 + number, source="S")
    network = Network.objects.create(key=f"net-{number}", country_id="NO", names={"en": f"Net {number}"}, source="S")
    Membership.objects.create(network=network, place=place, source="S")
    Membership.objects.get_or_create(
        network=Network.objects.get(key="net-1"), place=make_place(f"m-{number}"), source="S"
    )


@pytest.mark.parametrize(
    "path",
    [
        "cities/",
        "cities/big/",
        "countries/",
        "countries/no/",
        "networks/",
        "networks/net-1/",
        "areas/",
        "areas/mediation/",
    ],
)
def test_as_many_queries_for_three_rows_as_for_one(index, queries, path):
    place = make_place("big", latitude=60, longitude=10)
    grow(1, place)
    index()
    one = queries(f"/en/{path}")
    grow(2, place)
    grow(3, place)
    index()
    assert queries(f"/en/{path}") == one
