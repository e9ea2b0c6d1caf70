"""Which places a reader means by a name, over the shipped places of the programme and some of the gazetteer."""

import pytest

from convivia.places.actions import load_places
from convivia.places.models import PlaceName
from convivia.places.naming import MOST, places_meant
from tests.making import make_place


@pytest.fixture
def places(db):
    load_places(by="tests", only_programme=True)
    for number in range(12):
        make_place(f"sameford-{number}", "NO" if number else "SE", name="Sameford", population=1000 - number)
    other = make_place("bergen-nl", "NL", name="Bergen", population=29_715)
    PlaceName.objects.create(place=other, text="Берхен")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Bergen", ["bergen", "bergen-nl"]),
        ("  BERGEN ", ["bergen", "bergen-nl"]),
        ("Bergen, Norway", ["bergen"]),
        ("Bergen, Norvège", ["bergen"]),
        ("Bergen, NL", ["bergen-nl"]),
        ("берхен", ["bergen-nl"]),
        ("zürich", ["zurich"]),
        ("Zurigo, Switzerland", ["zurich"]),
        ("Genf", ["geneva"]),
        ("Sameford, Sweden", ["sameford-0"]),
    ],
)
def test_places_are_found_by_any_of_their_names(places, text, keys):
    meant = places_meant(text)
    assert ([place.key for place in meant.places], meant.exact) == (keys, True)


def test_of_places_with_one_name_those_of_the_programme_come_first_then_the_larger_ones(places):
    assert [place.key for place in places_meant("Sameford").places] == [f"sameford-{number}" for number in range(MOST)]


@pytest.mark.parametrize(("text", "first"), [("Limas", "limassol"), ("Limasoll", "limassol"), ("Dublni", "dublin")])
def test_names_that_are_begun_or_misspelt_are_guessed(places, text, first):
    meant = places_meant(text)
    assert (meant.places[0].key, meant.exact) == (first, False)


@pytest.mark.parametrize("text", ["", "  ", ",", "?!", ", Norway", "xqzzyw", "x" * 5000, "\x00", "%", "_"])
def test_what_names_no_place_finds_none(places, text):
    assert places_meant(text).places == ()
