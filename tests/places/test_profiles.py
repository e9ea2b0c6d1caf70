"""What is known of cities when they are compared. All of it is made up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.places.models import Figure, PlaceName
from convivia.places.profiles import CityProfile, KnownFigure, city_profile, profiles
from tests.making import make_place

pytestmark = pytest.mark.django_db


def tell(place, kind, value, year, source="Sample office", **values):
    unit = "people" if kind == "population" else "percent"
    return Figure.objects.create(place=place, kind=kind, value=value, year=year, source=source, unit=unit, **values)


def test_the_newest_figure_counts_with_its_year_and_source():
    city = make_place("sampleton")
    tell(city, "population", 900, 2001)
    tell(city, "population", 1000, 2020, source_url="https://example.org/people")
    tell(city, "foreign-born", "12.5", 2019)
    tell(city, "index", 70, 2022)
    assert city_profile("sampleton", "en") == CityProfile(
        "sampleton",
        "Sampleton",
        "NO",
        KnownFigure(1000, 2020, "Sample office", "https://example.org/people"),
        KnownFigure(12.5, 2019, "Sample office"),
    )


def test_a_population_of_the_gazetteer_names_it_and_one_of_unknown_origin_is_not_used():
    make_place("listed", population=5000, geonames_id=77)
    make_place("unlisted", population=5000)
    known = city_profile("listed", "en").population
    assert (known.value, known.source_url) == (5000, "https://www.geonames.org/77/")
    assert known.source.startswith("GeoNames") and str(known.year) in known.source
    assert city_profile("unlisted", "en").population is None


def test_a_part_of_a_city_has_its_figures_unless_it_has_its_own():
    city = make_place("city", population=1_000_000, geonames_id=1)
    PlaceName.objects.create(place=city, language="fr", kind="preferred", text="Cité")
    borough = make_place("borough", parent=city, kind="borough")
    make_place("quarter", parent=borough, kind="district")
    make_place("town", parent=city)
    tell(city, "foreign-born", 30, 2020)
    tell(borough, "foreign-born", 50, 2020)
    quarter = city_profile("quarter", "fr")
    assert (quarter.population.value, quarter.population.whole) == (1_000_000, "Cité")
    assert (quarter.foreign_born.value, quarter.foreign_born.whole) == (50, "Borough")
    assert city_profile("borough", "fr").foreign_born.whole == ""
    assert city_profile("town", "fr").population is None


def test_parts_that_go_in_circles_end():
    one = make_place("one", kind="district")
    two = make_place("two", kind="district", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=two)
    assert city_profile("one", "en").population is None


def test_nothing_is_known_of_a_place_that_is_not_there():
    assert city_profile("nowhere", "en") is None
    assert profiles([]) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_profiles_are_read_in_the_same_few_queries(count):
    places = [make_place(f"city-{number}").pk for number in range(count)]
    with CaptureQueriesContext(connection) as caught:
        assert len(profiles(places, "en")) == count
    assert len(caught) == 4
