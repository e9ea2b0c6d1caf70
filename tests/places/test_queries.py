from typing import Any

import pytest

from convivia.places import queries
from convivia.places.files import shipped_gazetteer
from convivia.places.models import Country, Membership, Network, Place, PlaceName

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_gazetteer")]


def test_a_missing_key_is_no_place() -> None:
    assert queries.place_by_key("atlantis") is None


def test_a_place_comes_with_all_that_its_page_shows_in_few_queries(
    programme: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        place = queries.place_by_key("bilbao")
        assert place
        assert place.country.name_in("fr") == "Espagne"
        assert [str(figure) for figure in place.figures.all()] == [
            "result of the Intercultural Cities Index  64.00 (2013)", "population  347342.00 (2026)",
        ]  # fmt: skip
        assert [membership.network.key for membership in place.memberships.all()] == ["intercultural-cities", "spain"]
        assert [name.text for name in place.names.all()] == ["Bilbo"]
        assert list(place.parts.all()) == []


def test_places_are_found_by_several_keys(programme: None) -> None:
    found = queries.places_by_key(["bergen", "oslo", "atlantis"])
    assert {key: place.name for key, place in found.items()} == {"bergen": "Bergen", "oslo": "Oslo"}


def test_names_are_those_of_the_reader(programme: None) -> None:
    places = queries.places_by_key(["geneva", "bergen", "donostia-san-sebastian", "botkyrka"])
    names = queries.place_names([place.pk for place in places.values()], "fr")
    assert names == {
        places["geneva"].pk: "Genève",
        places["donostia-san-sebastian"].pk: "Donostia-Saint Sébastien",
    }


def test_programme_places_are_the_curated_ones(programme: None) -> None:
    Place.objects.create(key="ny-by-no", name="Ny by", country_id="NO")
    places = queries.programme_places()
    assert len(places) == Place.objects.count() - 1
    assert [place.key for place in places[:3]] == ["ballarat", "maribyrnong", "melton"]


def test_countries_are_found_by_code_in_any_case(programme: None) -> None:
    country = queries.country_by_code("no")
    assert country
    assert country.name_in("de") == "Norwegen"
    assert queries.country_by_code("zz") is None


def test_networks_are_counted_the_programme_first(programme: None) -> None:
    found = [(network.key, network.member_count) for network in queries.networks()]
    assert found[:3] == [("intercultural-cities", 71), ("australia", 0), ("cyprus", 5)]
    assert sum(count for _, count in found) == Membership.objects.count()


def test_a_network_comes_with_its_members(programme: None) -> None:
    network = queries.network_by_key("norway")
    assert network
    assert network.name_in("fr") == "Réseau norvégien des villes pour la diversité et l’égalité ethnique"
    assert [membership.place.key for membership in network.memberships.all()] == [
        "bergen", "drammen", "kristiansand", "oslo", "stavanger", "trondheim",
    ]  # fmt: skip
    assert queries.network_by_key("atlantis") is None


def test_neighbours_are_the_nearest_curated_places(programme: None) -> None:
    bilbao = Place.objects.get(key="bilbao")
    found = queries.neighbours(bilbao, limit=3)
    assert [neighbour.place.key for neighbour in found] == ["barakaldo", "getxo", "donostia-san-sebastian"]
    assert [round(neighbour.kilometres) for neighbour in found] == [6, 13, 77]


def test_a_place_without_a_point_has_no_neighbours(programme: None) -> None:
    place = Place.objects.create(key="ny-by-no", name="Ny by", country_id="NO")
    assert queries.neighbours(place) == []


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        ((0, 0), (0, 0), 0),
        ((48.8534, 2.3488), (51.5085, -0.1257), 344),
        ((0, 179), (0, -179), 222),
        ((90, 0), (-90, 0), 20015),
    ],
)
def test_distances_are_over_the_earth(a: tuple[float, float], b: tuple[float, float], kilometres: int) -> None:
    assert round(queries.distance(a, b)) == kilometres


def test_without_places_the_gazetteer_is_that_of_the_files() -> None:
    assert queries.gazetteer() is shipped_gazetteer()


def test_the_gazetteer_is_that_of_the_database_and_kept(programme: None) -> None:
    first = queries.gazetteer()
    assert first is queries.gazetteer()
    reading = first.read("Deutschland Neukölln, Berlin")
    assert [(place.key, place.parent) for place in reading.places] == [("berlin-neukoelln", "berlin")]
    assert [place.warnings for place in first.read("Sweden Bottkyrka").places] == [("misspelt-place",)]


def test_the_gazetteer_learns_of_new_places_and_names(programme: None) -> None:
    assert [place.key for place in queries.gazetteer().read("Norway Nyby").places] == [None]
    place = Place.objects.create(key="nyby-no", name="Nyby", country_id="NO")
    assert [place.key for place in queries.gazetteer().read("Norway Nyby").places] == ["nyby-no"]
    PlaceName.objects.create(place=place, text="Newtown")
    assert [place.key for place in queries.gazetteer().read("Norway Newtown").places] == ["nyby-no"]


def test_of_several_places_of_one_name_the_programme_comes_first_then_the_largest() -> None:
    Country.objects.create(code="XX", alpha3="XXX")
    for key, population in (("a", 5), ("b", 9)):
        Place.objects.create(key=key, name="Twin", country_id="XX", population=population)
    found = queries.find_place(country="XX", name="twin")
    assert found
    assert found.key == "b"
    Place.objects.create(key="c", name="Twin", country_id="XX", origin="programme")
    found = queries.find_place(country="XX", name="TWIN")
    assert found
    assert found.key == "c"
    assert queries.find_place(country="NO", name="Twin") is None


def test_a_network_without_names_is_called_by_its_key() -> None:
    assert str(Network(key="somewhere")) == "somewhere"
