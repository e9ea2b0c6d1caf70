"""What is known of cities when they are compared: their newest figures with source and year, country and networks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from convivia.places.likeness import Profile
from convivia.places.models import Figure, Membership, Place
from convivia.places.queries import place_names

# What the gazetteer's populations are, in the words of `library/places/figures.tsv`: GeoNames gives no census year, so
# the year is that of its publication.
GAZETTEER_YEAR = 2026
GAZETTEER_SOURCE = "GeoNames (CC BY 4.0), populated place, as published in 2026"
GAZETTEER_URL = "https://www.geonames.org/{}/"
# Parts of a city: without a figure of their own they are taken for as large and as diverse as the city.
PARTS = (Place.Kind.BOROUGH, Place.Kind.DISTRICT)


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure with its year and source; `whole` names the city whose figure stands for that of a part.

    A figure that a reader gave has no year (0) and no source.
    """

    value: float
    year: int = 0
    source: str = ""
    source_url: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class CityProfile:
    """A city as it is compared. `key` and `name` are empty where a reader gave figures of a city without naming it."""

    key: str = ""
    name: str = ""
    country: str = ""
    population: KnownFigure | None = None
    foreign_born: KnownFigure | None = None
    networks: tuple[str, ...] = ()

    @property
    def profile(self) -> Profile:
        """The city in bare values."""
        population, foreign_born = (one.value if one else None for one in (self.population, self.foreign_born))
        return Profile(population, foreign_born, self.country, frozenset(self.networks))


def city_profile(key: str, language: str) -> CityProfile | None:
    """Return what is known of the place `key`, its name in `language`; None where there is no such place."""
    found = profiles(Place.objects.filter(key=key).values_list("pk", flat=True), language)
    return next(iter(found.values()), None)


def profiles(ids: Iterable[int], language: str = "") -> dict[int, CityProfile]:
    """Return what is known of places, by id, in a fixed number of queries and one for each level of parts.

    Without a `language` the places bear their own names.
    """
    wanted = set(ids)
    rows = _with_wholes(wanted)
    names = place_names(rows.keys(), language) if language else {}
    figures = _newest_figures(rows.keys())
    networks: dict[int, list[str]] = defaultdict(list)
    memberships = Membership.objects.filter(place_id__in=wanted).order_by("network__key")
    for place_id, key in memberships.values_list("place_id", "network__key"):
        networks[place_id].append(key)
    found = {}
    for pk in wanted & rows.keys():
        own = CityProfile(
            key=rows[pk].key,
            name=names.get(pk, rows[pk].name),
            country=rows[pk].country_id,
            population=_figure(pk, Figure.Kind.POPULATION, rows, figures, names),
            foreign_born=_figure(pk, Figure.Kind.FOREIGN_BORN, rows, figures, names),
            networks=tuple(networks[pk]),
        )
        found[pk] = own
    return found


def _with_wholes(ids: Collection[int]) -> dict[int, Place]:
    """Return places, and the cities that those of them which are parts of one belong to, by id."""
    rows: dict[int, Place] = {}
    new = set(ids)
    while new:
        columns = ("key", "name", "kind", "country_id", "parent_id", "population", "geonames_id")
        rows |= {place.pk: place for place in Place.objects.filter(pk__in=new).only(*columns)}
        new = {pk for pk in (_whole(place) for place in rows.values()) if pk} - rows.keys()
    return rows


def _whole(place: Place) -> int | None:
    return place.parent_id if place.kind in PARTS else None


def _newest_figures(ids: Collection[int]) -> dict[tuple[int, str], KnownFigure]:
    """Return the newest population and share of foreign-born residents of places, by id and kind."""
    kinds = (Figure.Kind.POPULATION, Figure.Kind.FOREIGN_BORN)
    rows = Figure.objects.filter(place_id__in=ids, kind__in=kinds, area="").order_by("year", "-pk")
    columns = ("place_id", "kind", "value", "year", "source", "source_url")
    return {
        (place_id, kind): KnownFigure(float(value), year, source, source_url)
        for place_id, kind, value, year, source, source_url in rows.values_list(*columns)
    }


def _figure(
    pk: int, kind: str, rows: dict[int, Place], figures: dict[tuple[int, str], KnownFigure], names: dict[int, str]
) -> KnownFigure | None:
    """Return the figure of a place; that of the city where a part has none of its own."""
    seen: set[int] = set()
    at: int | None = pk
    while at in rows and at not in seen:
        seen.add(at)
        place = rows[at]
        figure = figures.get((at, kind)) or (_of_gazetteer(place) if kind == Figure.Kind.POPULATION else None)
        if figure:
            return figure if at == pk else replace(figure, whole=names.get(at, place.name))
        at = _whole(place)
    return None


def _of_gazetteer(place: Place) -> KnownFigure | None:
    """Return the population that came with a place of the gazetteer: of others nobody knows where it was read."""
    if not place.population or not place.geonames_id:
        return None
    url = GAZETTEER_URL.format(place.geonames_id)
    return KnownFigure(float(place.population), GAZETTEER_YEAR, GAZETTEER_SOURCE, url)
