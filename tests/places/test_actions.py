import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.places import queries
from convivia.places.actions import NotAName, UnknownCountry, ensure_place, load_places
from convivia.places.models import Country, Figure, Membership, Network, Place, PlaceName

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_gazetteer")]


def test_the_programme_is_loaded_with_all_that_belongs_to_it(programme: None) -> None:
    assert Country.objects.count() == 250
    place = queries.place_by_key("berlin-neukoelln")
    assert place
    assert (place.name, place.kind, place.country_id, place.origin) == ("Berlin-Neukölln", "borough", "DE", "programme")
    assert place.parent
    assert place.parent.key == "berlin"
    assert place.point == (52.4772, 13.4313)
    assert {name.text for name in place.names.all()} == {"Neukölln", "Neukoelln", "Bezirk Neukölln"}
    assert [(f.kind, f.value, f.unit, f.source[:8]) for f in place.figures.all()] == [
        ("population", 164636, "people", "GeoNames")
    ]
    assert [m.network.key for m in place.memberships.all()] == ["intercultural-cities"]


def test_loading_counts_what_it_makes_and_says_how_far_it_is() -> None:
    steps: list[tuple[int, int]] = []
    counts = load_places(by="tests", only_programme=True, progress=lambda done, total: steps.append((done, total)))
    assert counts.created == {
        "Country": 250,
        "Place": Place.objects.count(),
        "PlaceName": PlaceName.objects.count(),
        "Figure": Figure.objects.count(),
        "Network": Network.objects.count(),
        "Membership": Membership.objects.count(),
    }
    assert counts.all_changed == 0
    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)


def test_a_second_run_changes_nothing(programme: None) -> None:
    before = list(PlaceName.objects.values_list("pk", flat=True))
    counts = load_places(by="tests", only_programme=True)
    assert (counts.all_created, counts.all_changed) == (0, 0)
    assert list(PlaceName.objects.values_list("pk", flat=True)) == before


def test_a_second_run_mends_what_differs_from_the_files(programme: None) -> None:
    Place.objects.filter(key="lisbon").update(name="Nowhere", population=1)
    Place.objects.filter(key="camden").update(parent=None)
    PlaceName.objects.filter(place__key="geneva", language="fr").update(text="geneve")
    Figure.objects.filter(place__key="bilbao", kind="index").update(value=1)
    Network.objects.filter(key="spain").update(names={"en": "Other"})
    Membership.objects.filter(network__key="spain", place__key="salt").delete()
    counts = load_places(by="tests", only_programme=True)
    assert counts.changed == {"Country": 0, "Place": 2, "PlaceName": 1, "Figure": 1, "Network": 1, "Membership": 0}
    assert counts.created["Membership"] == 1
    lisbon = Place.objects.get(key="lisbon")
    assert (lisbon.name, lisbon.folded, lisbon.population) == ("Lisbon", "lisbon", 517802)
    assert Place.objects.get(key="camden").parent == Place.objects.get(key="london")
    assert Figure.objects.get(place__key="bilbao", kind="index").value == 64


def test_what_was_edited_by_hand_stays(programme: None) -> None:
    place = Place.objects.get(key="geneva")
    place.name, place.is_edited = "Genf am See", True
    place.save()
    place.names.all().delete()
    counts = load_places(by="tests", only_programme=True)
    assert (counts.all_created, counts.all_changed) == (0, 0)
    assert Place.objects.get(key="geneva").name == "Genf am See"


def test_a_place_met_in_an_import_becomes_the_one_of_the_programme_and_keeps_its_key() -> None:
    Country.objects.create(code="IT", alpha3="ITA")
    met = ensure_place(country="IT", name="Novellara", by="tests")
    load_places(by="tests", only_programme=True)
    novellara = Place.objects.get(country_id="IT", folded="novellara")
    assert (novellara.pk, novellara.key, novellara.origin) == (met.pk, "novellara-it", "programme")
    assert [m.network.key for m in novellara.memberships.order_by("network__key")] == ["intercultural-cities", "italy"]


def test_the_whole_gazetteer_is_loaded_once() -> None:
    counts = load_places(by="tests")
    assert counts.created["Place"] == Place.objects.count() == 37519
    kyiv = Place.objects.get(key="kyiv-703448")
    assert (kyiv.origin, kyiv.country_id, kyiv.geonames_id) == ("geonames", "UA", 703448)
    assert "Київ" in kyiv.names.values_list("text", flat=True)
    found = queries.gazetteer().read("Україна Київ")
    assert [place.key for place in found.places] == ["kyiv-703448"]
    again = load_places(by="tests")
    assert (again.all_created, again.all_changed) == (0, 0)


@pytest.mark.parametrize(
    ("country", "name", "key"),
    [
        ("CH", "Genève", "geneva"),
        ("CH", " genf ", "geneva"),
        ("GB", "Lewisham", "london-lewisham"),
        ("ES", "San Sebastián", "donostia-san-sebastian"),
    ],
)
def test_known_places_are_found_by_any_of_their_names(programme: None, country: str, name: str, key: str) -> None:
    assert ensure_place(country=country, name=name, by="tests").key == key


def test_an_unknown_place_is_made_once(programme: None) -> None:
    place = ensure_place(country="FR", name="Saint-Denis-en-Val", by="tests")
    again = ensure_place(country="FR", name="saint denis  en val", by="tests")
    assert place == again
    assert (place.key, place.name, place.kind, place.origin, place.point) == (
        "saint-denis-en-val-fr", "Saint-Denis-en-Val", "city", "import", None,
    )  # fmt: skip


def test_an_unknown_borough_is_made_within_its_city(programme: None) -> None:
    city = Place.objects.get(key="berlin")
    place = ensure_place(country="DE", name="Berlin-Musterkiez", kind=Place.Kind.BOROUGH, parent=city, by="tests")
    assert (place.key, place.kind, place.parent) == ("berlin-musterkiez-de", "borough", city)


def test_keys_of_names_in_other_scripts_are_stable(programme: None) -> None:
    place = ensure_place(country="GR", name="Άγνωστη Πόλη", by="tests")
    key = place.key
    assert key.startswith("place-gr-")
    place.delete()
    assert ensure_place(country="GR", name="ΑΓΝΩΣΤΗ ΠΟΛΗ", by="tests").key == key


def test_a_taken_key_is_not_taken_again(programme: None) -> None:
    Place.objects.create(key="foo-bar-fr", name="Elsewhere", country_id="FR")
    place = ensure_place(country="FR", name="Foo Bar", by="tests")
    assert place.key.startswith("foo-bar-fr-")
    assert ensure_place(country="FR", name="Foo Bar", by="tests") == place


@pytest.mark.parametrize("name", ["", "  ", "—", "x" * 201])
def test_what_is_no_name_is_refused(programme: None, name: str) -> None:
    with pytest.raises(NotAName):
        ensure_place(country="FR", name=name, by="tests")


def test_an_unknown_country_is_refused(programme: None) -> None:
    with pytest.raises(UnknownCountry):
        ensure_place(country="ZZ", name="Somewhere", by="tests")


def test_looking_a_known_place_up_asks_the_database_once(programme: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ensure_place(country="CH", name="Genève", by="tests")
    statements = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(statements) == 1
