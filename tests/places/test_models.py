from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convivia.places.models import Country, Figure, Membership, Network, Place, PlaceName

pytestmark = pytest.mark.django_db


@pytest.fixture
def norway() -> Country:
    return Country.objects.create(code="NO", alpha3="NOR", numeric="578")


@pytest.fixture
def city(norway: Country) -> Place:
    return Place.objects.create(key="bergen", name="Bergen", country=norway, latitude=60.39, longitude=5.32)


def refused(constraint: str, make: Any, **values: Any) -> None:
    """Fail unless the database refuses to make such a row, by that constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**values)


def test_a_place_is_folded_when_it_is_saved(city: Place) -> None:
    city.name = "Bjørgvin"
    city.save(update_fields=["name"])
    city.refresh_from_db()
    assert (city.folded, str(city), city.point, city.is_programme) == (
        "bjorgvin",
        "Bjørgvin (NO)",
        (60.39, 5.32),
        False,
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("key_and_a_name", {"name": ""}),
        ("key_and_a_name", {"key": ""}),
        ("point_is_whole", {"latitude": 60.0}),
        ("point_is_whole", {"longitude": 5.0}),
        ("point_is_whole", {"latitude": 91.0, "longitude": 5.0}),
        ("point_is_whole", {"latitude": 60.0, "longitude": -181.0}),
        ("geonames_has_its_id", {"origin": "geonames"}),
        ("key", {"key": "bergen"}),
    ],
)
def test_places_that_cannot_be_are_refused(city: Place, constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Place.objects.create, **({"key": "oslo", "name": "Oslo", "country_id": "NO"} | values))


def test_a_place_is_not_a_part_of_itself(city: Place) -> None:
    city.parent = city
    refused("not_its_own_part", city.save)


def test_one_geonames_id_is_one_place(city: Place) -> None:
    Place.objects.create(key="a", name="A", country_id="NO", geonames_id=7)
    refused("geonames_id", Place.objects.create, key="b", name="B", country_id="NO", geonames_id=7)


@pytest.mark.parametrize("code", ["no", ""])
def test_codes_of_countries_are_in_capitals(code: str) -> None:
    refused("in_capitals", Country.objects.create, code=code, alpha3="XYZ")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("place_name_once|folded", {"text": "BERGEN", "language": "fr"}),
        ("place_name_preferred_has", {"text": "Bjorgvin", "kind": "preferred"}),
        ("place_name_preferred_once|language", {"text": "Bergue", "kind": "preferred", "language": "fr"}),
        ("place_name_is_not_empty", {"text": "—"}),
    ],
)
def test_names_that_cannot_be_are_refused(city: Place, constraint: str, values: dict[str, str]) -> None:
    PlaceName.objects.create(place=city, text="Bergen", language="fr", kind="preferred")
    refused(constraint, PlaceName.objects.create, place=city, **values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("not_negative", {"value": Decimal(-1)}),
        ("at_most_100", {"unit": "percent", "value": Decimal("100.01")}),
        ("year_is_plausible", {"year": 1492}),
        ("has_a_source", {"source": ""}),
        ("figure_once_per_source|kind", {"value": Decimal(6)}),
    ],
)
def test_figures_that_cannot_be_are_refused(city: Place, constraint: str, values: dict[str, Any]) -> None:
    known = {"kind": "population", "value": Decimal(5), "unit": "people", "year": 2020, "source": "Census"}
    Figure.objects.create(place=city, **known)
    other = known | {"kind": "index"} if "value" in values and constraint != "figure_once_per_source|kind" else known
    refused(constraint, Figure.objects.create, place=city, **(other | values))


def test_networks_need_a_source_and_members_come_once(city: Place) -> None:
    refused("key_and_a_source", Network.objects.create, key="n", source="")
    network = Network.objects.create(key="n", source="A page", names={"en": "N", "fr": "Réseau"})
    Membership.objects.create(network=network, place=city, source="A page")
    refused("membership", Membership.objects.create, network=network, place=city, source="Another")
    assert (network.name_in("fr"), network.name_in("de")) == ("Réseau", "N")


@pytest.mark.parametrize("field", ["latitude", "longitude"])
def test_forms_say_which_degree_is_wrong(city: Place, field: str) -> None:
    setattr(city, field, 200.0)
    with pytest.raises(ValidationError) as told:
        city.full_clean()
    assert field in told.value.message_dict
