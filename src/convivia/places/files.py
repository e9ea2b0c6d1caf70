"""Reads the shipped files of `library/places/` into rows. No Django."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from convivia.common.folding import fold
from convivia.common.library_files import library_path, read_json, read_table
from convivia.places.gazetteer import Gazetteer, PlaceRow

CITY_FILES = ("cities-europe.tsv", "cities-world.tsv")
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return `name` for an address: small Latin letters and hyphens; "" for names in other scripts."""
    return _NOT_IN_A_SLUG.sub("-", fold(name)).strip("-")[:80].strip("-")


class City(NamedTuple):
    """One row of the gazetteer files: a populated place of GeoNames. `key` is permanent, as the GeoNames id is."""

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int

    @property
    def key(self) -> str:
        return f"{slug(self.name) or 'place'}-{self.geonames_id}"


class ProgrammePlace(NamedTuple):
    """One row of programme-places.tsv. Empty values are None, but for `parent` and `note`."""

    key: str
    kind: str
    country: str
    name: str
    geonames_id: int | None
    parent: str
    latitude: float
    longitude: float
    population: int | None
    note: str


class NameRow(NamedTuple):
    """One row of names.tsv: another name of a place of the programme."""

    place: str
    language: str
    kind: str
    name: str


def cities() -> Iterator[City]:
    """Yield the cities of the gazetteer, country by country, the largest first."""
    for file in CITY_FILES:
        with library_path("places", file).open(encoding="utf-8") as lines:
            for line in lines:
                if line[0].isdigit():
                    number, name, country, latitude, longitude, population = line.split("\t")
                    yield City(int(number), name, country, float(latitude), float(longitude), int(population))


@cache
def programme_places() -> tuple[ProgrammePlace, ...]:
    """Return the places of the programme and its networks, as curated by hand."""
    return tuple(
        ProgrammePlace(
            key=row["key"],
            kind=row["kind"],
            country=row["country"],
            name=row["name"],
            geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
            parent=row["parent"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]) if row["population"] else None,
            note=row["note"],
        )
        for row in read_table("places", "programme-places.tsv")
    )


def programme_names() -> Iterator[NameRow]:
    """Yield the hand-written other names of the places of the programme."""
    return (
        NameRow(row["place"], row["language"], row["kind"], row["name"]) for row in read_table("places", "names.tsv")
    )


def city_names() -> dict[int, tuple[str, ...]]:
    """Return the other names of cities by GeoNames id."""
    names = {}
    with library_path("places", "city-names.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line[0].isdigit():
                number, _, joined = line.rstrip("\n").partition("\t")
                names[int(number)] = tuple(joined.split("|"))
    return names


def land() -> dict[str, Any]:
    """Return the outlines of countries: {"scale": 100, "countries": [{"country": "FR", "rings": [[lon, lat, …]]}]}."""
    found: dict[str, Any] = read_json("places", "land.json")
    return found


def place_rows() -> Iterator[PlaceRow]:
    """Yield all places that the files know, those of the programme first; a city of the programme appears once."""
    others = city_names()
    named: dict[str, list[NameRow]] = {}
    for row in programme_names():
        named.setdefault(row.place, []).append(row)
    for place in programme_places():
        names = named.get(place.key, ())
        yield PlaceRow(
            key=place.key,
            country=place.country,
            name=place.name,
            names=(
                *(row.name for row in names if row.kind != "misspelling"),
                *(others.get(place.geonames_id, ()) if place.geonames_id else ()),
            ),
            misspellings=tuple(row.name for row in names if row.kind == "misspelling"),
            population=place.population or 0,
            is_programme=True,
            parent=place.parent,
            point=(place.latitude, place.longitude),
        )
    taken = {place.geonames_id for place in programme_places()}
    for city in cities():
        if city.geonames_id not in taken:
            yield PlaceRow(
                city.key,
                city.country,
                city.name,
                others.get(city.geonames_id, ()),
                population=city.population,
                point=(city.latitude, city.longitude),
            )


@cache
def shipped_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped files, built once per process."""
    return Gazetteer(place_rows())
