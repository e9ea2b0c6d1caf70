import re
from pathlib import Path

import pytest

from convivia.common.library_files import library_path, read_table
from convivia.places.countries import countries
from convivia.places.files import cities, city_names, land, programme_names, programme_places, slug
from convivia.places.models import Figure, Network, Place, PlaceName

KEYS = {place.key for place in programme_places()}


@pytest.mark.parametrize("file", sorted(library_path("places").iterdir()), ids=lambda file: file.name)
def test_files_are_small_and_say_where_they_come_from(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_400_000
    assert text.startswith(("#", '{"about": {"source"'))


def test_the_readme_names_every_file() -> None:
    told = library_path("places", "README.md").read_text(encoding="utf-8")
    assert [
        file.name for file in library_path("places").iterdir() if file.name not in told and file.suffix != ".md"
    ] == []


def test_places_of_the_programme_are_whole() -> None:
    assert len(KEYS) == len(programme_places())
    for place in programme_places():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place.key)
        assert place.kind in Place.Kind
        assert place.country in countries()
        assert place.parent in KEYS | {""}
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180


def test_names_belong_to_places_and_are_said_once() -> None:
    rows = list(programme_names())
    assert {row.place for row in rows} <= KEYS
    assert {row.kind for row in rows} <= set(PlaceName.Kind)
    preferred = [(row.place, row.language) for row in rows if row.kind == "preferred"]
    assert len(preferred) == len(set(preferred))
    assert "" not in {language for _, language in preferred}


def test_figures_and_members_have_places_and_sources() -> None:
    figures, members = list(read_table("places", "figures.tsv")), list(read_table("places", "network-members.tsv"))
    networks = {row["key"]: row for row in read_table("places", "networks.tsv")}
    assert {row["place"] for row in (*figures, *members)} <= KEYS
    assert {row["network"] for row in members} <= networks.keys()
    assert {row["kind"] for row in networks.values()} <= set(Network.Kind)
    assert {row["kind"] for row in figures} <= set(Figure.Kind)
    assert [row for row in (*figures, *members, *networks.values()) if not row["source"]] == []
    assert [row for row in (*figures, *members) if not row["source_url"].startswith("http")] == []
    assert {"en", "fr"} <= {label.split("=")[0] for row in networks.values() for label in row["names"].split(";")}


def test_cities_are_whole() -> None:
    known = list(cities())
    assert len({city.geonames_id for city in known}) == len(known)
    assert {city.country for city in known} <= countries().keys()
    assert set(city_names()) <= {city.geonames_id for city in known}
    assert [
        city for city in known if not (city.name and -90 <= city.latitude <= 90 and city.population >= 10_000)
    ] == []


def test_land_is_named_by_countries() -> None:
    assert {country["country"] for country in land()["countries"]} <= countries().keys() | {""}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Zürich", "zurich"), ("L'Hospitalet de Llobregat", "l-hospitalet-de-llobregat"), ("Київ", ""), ("Łódź!", "lodz")],
)
def test_slugs_are_small_latin_letters(name: str, expected: str) -> None:
    assert slug(name) == expected
