import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.test import RequestFactory

from convivia.places.actions import load_places
from convivia.places.admin import PlaceAdmin
from convivia.places.models import Country, Place, PlaceName

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    load_places(by="tests", only_programme=True)
    return Place.objects.get(key="geneva")


@pytest.fixture
def request_of_an_editor(rf: RequestFactory) -> object:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    return request


@pytest.mark.parametrize("model", ["Country", "Place", "Network", "Figure"])
def test_every_table_has_a_page(model: str) -> None:
    assert model in {registered.__name__ for registered in site._registry}


def test_a_place_saved_by_hand_is_left_alone_by_later_loads(place: Place, request_of_an_editor: object) -> None:
    pages = PlaceAdmin(Place, site)
    form_class = pages.get_form(request_of_an_editor, place)
    values = {
        "name": "Genf", "kind": "city", "country": "CH", "parent": "", "note": "", "latitude": "46.2",
        "longitude": "6.15", "population": "1", "geonames_id": "2660646", "origin": "programme",
    }  # fmt: skip
    form = form_class(values, instance=place)
    assert form.errors == {}
    pages.save_model(request_of_an_editor, form.save(commit=False), form, change=True)
    load_places(by="tests", only_programme=True)
    place.refresh_from_db()
    assert (place.name, place.folded, place.is_edited) == ("Genf", "genf", True)


def test_an_editor_can_give_a_place_back_to_the_files(place: Place, request_of_an_editor: object) -> None:
    Place.objects.filter(pk=place.pk).update(is_edited=True, name="Genf")
    place.refresh_from_db()
    pages = PlaceAdmin(Place, site)
    fields = pages.get_form(request_of_an_editor, place).base_fields
    values = {name: getattr(place, "country_id" if name == "country" else name, "") or "" for name in fields}
    form = pages.get_form(request_of_an_editor, place)(values | {"is_edited": ""}, instance=place)
    assert form.errors == {}
    pages.save_model(request_of_an_editor, form.save(commit=False), form, change=True)
    load_places(by="tests", only_programme=True)
    place.refresh_from_db()
    assert (place.name, place.is_edited) == ("Geneva", False)


@pytest.mark.parametrize(
    ("words", "key"),
    [("geneva", "geneva"), ("Genève", "geneva"), ("xyzzy", None), ("berlin-neukoelln", "berlin-neukoelln")],
)
def test_places_are_found_by_any_name(place: Place, request_of_an_editor: object, words: str, key: str | None) -> None:
    found, _ = PlaceAdmin(Place, site).get_search_results(request_of_an_editor, Place.objects.all(), words)
    assert sorted({p.key for p in found}) == ([key] if key else [])


def test_keys_and_codes_stay_once_they_are_given(place: Place, request_of_an_editor: object) -> None:
    pages = site.get_model_admin(Place)
    assert pages.get_readonly_fields(request_of_an_editor, place) == ["key"]
    assert pages.get_readonly_fields(request_of_an_editor) == []
    countries = site.get_model_admin(Country)
    assert countries.get_readonly_fields(request_of_an_editor, place.country) == ["code"]
    assert countries.name(place.country) == "Switzerland"


def test_a_name_given_by_hand_is_folded(place: Place) -> None:
    name = PlaceName.objects.create(place=place, text="Ženeva")
    assert name.folded == "zeneva"
