"""What is asked about places: one by its key, those of a country or of the programme, networks, neighbours, names."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from django.db import DatabaseError, transaction
from django.db.models import Case, Count, F, Max, Prefetch, Q, QuerySet, When

from convivia.common.folding import fold_name
from convivia.places.files import shipped_gazetteer
from convivia.places.gazetteer import Gazetteer, PlaceRow
from convivia.places.models import Country, Membership, Network, Place, PlaceName

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

EARTH_RADIUS = 6371.0  # kilometres
# More than this are not asked for by key (databases have bounds): all places are read, which takes a tenth of a second.
MOST_KEYS = 20_000


def place_by_key(key: str) -> Place | None:
    """Return the place with its country, parent, parts, names, figures and networks, or None."""
    memberships = Prefetch("memberships", Membership.objects.select_related("network").order_by("network__key"))
    places = Place.objects.select_related("country", "parent").prefetch_related(
        "parts", "names", "figures", memberships
    )
    return places.filter(key=key).first()


def places_by_key(keys: Collection[str]) -> dict[str, Place]:
    """Return the places of those keys, by key."""
    return {place.key: place for place in Place.objects.filter(key__in=keys)}


class PlaceOnEarth(NamedTuple):
    """What a map needs of a place; `point` is latitude and longitude, or None where nobody told them."""

    pk: int
    key: str
    name: str
    country: str
    point: tuple[float, float] | None


def places_on_earth(keys: Collection[str]) -> list[PlaceOnEarth]:
    """Return the places of those keys with their points, however many they are; one query."""
    columns = ("pk", "key", "name", "country_id", "latitude", "longitude")
    places = Place.objects.order_by()
    if len(keys) <= MOST_KEYS:
        places = places.filter(key__in=keys)
    return [
        PlaceOnEarth(pk, key, name, country, None if latitude is None else (latitude, longitude))
        for pk, key, name, country, latitude, longitude in places.values_list(*columns)
        if key in keys
    ]


def find_place(*, country: str, name: str) -> Place | None:
    """Return the place of that country and name, or other name; that of the programme first, then the largest."""
    folded = fold_name(name)
    named = PlaceName.objects.filter(folded=folded).values("place_id")
    matches = Place.objects.filter(Q(folded=folded) | Q(pk__in=named), country_id=country)
    found = sorted(matches, key=lambda p: (not p.is_programme, p.folded != folded, -(p.population or 0), p.pk))
    return found[0] if found else None


def places_called(text: str = "", *, country: str = "", kind: str = "") -> QuerySet[Place]:
    """Return the places one of whose names begins with `text`, of that country and kind, where these are given.

    With `text` the places of the programme come first, then the largest; without it, places come as they were loaded.
    """
    places = Place.objects.order_by("pk")
    if folded := fold_name(text):
        by_other_name = PlaceName.objects.filter(folded__startswith=folded).values("place_id")
        is_curated = Case(When(origin=Place.Origin.PROGRAMME, then=0), default=1)
        places = places.filter(Q(folded__startswith=folded) | Q(pk__in=by_other_name)).order_by(
            is_curated, F("population").desc(nulls_last=True), "pk"
        )
    elif text.strip():
        return places.none()
    wanted = {"country_id": country.upper(), "kind": kind}
    return places.filter(**{name: value for name, value in wanted.items() if value})


def programme_places() -> QuerySet[Place]:
    """Return the curated places of the programme and its networks, by country and name."""
    return Place.objects.filter(origin=Place.Origin.PROGRAMME).select_related("country")


def country_by_code(code: str) -> Country | None:
    """Return the country of that alpha-2 code, in capitals or not, or None."""
    return Country.objects.filter(code=code.upper()).first()


def with_parts(ids: Collection[int]) -> set[int]:
    """Return these places and all that are parts of them, or of their parts, by id."""
    found = new = set(ids)
    while new:
        new = set(Place.objects.filter(parent_id__in=new).values_list("pk", flat=True)) - found
        found |= new
    return found


def place_names(place_ids: Collection[int], language: str) -> dict[int, str]:
    """Return what places are called in `language`, by id, where that differs from their own name; one query."""
    names = PlaceName.objects.filter(place_id__in=place_ids, kind=PlaceName.Kind.PREFERRED, language=language)
    return dict(names.values_list("place_id", "text"))


def network_names(keys: Collection[str], language: str) -> dict[str, str]:
    """Return what networks are called in `language`, by key; one query, none for no keys."""
    networks = Network.objects.filter(key__in=keys) if keys else ()
    return {network.key: network.name_in(language) for network in networks}


class WithMembers(TypedDict):
    """What `networks()` knows of a network beside its own columns."""

    member_count: int


def networks() -> "QuerySet[WithAnnotations[Network, WithMembers]]":
    """Return all networks with `member_count`, the programme first, then by key."""
    is_programme = Count("pk", filter=Q(kind=Network.Kind.PROGRAMME), distinct=True)
    counted = Network.objects.select_related("country").annotate(
        member_count=Count("memberships", distinct=True), is_first=is_programme
    )
    return counted.order_by("-is_first", "key")


def network_by_key(key: str) -> Network | None:
    """Return the network with its memberships (each with place and country, by country and name), or None."""
    memberships = Membership.objects.select_related("place__country").order_by("place__country_id", "place__name", "pk")
    return (
        Network.objects.select_related("country")
        .prefetch_related(Prefetch("memberships", memberships))
        .filter(key=key)
        .first()
    )


def networks_of_places(language: str) -> dict[int, tuple[str, ...]]:
    """Return what the networks of each place are called in `language`, by the place's id; one query."""
    found: dict[int, list[str]] = {}
    for membership in Membership.objects.select_related("network").order_by("network__key"):
        found.setdefault(membership.place_id, []).append(membership.network.name_in(language))
    return {place_id: tuple(names) for place_id, names in found.items()}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place and how far it is away, in kilometres."""

    place: Place
    kilometres: float


def neighbours(place: Place, *, limit: int = 5) -> list[Neighbour]:
    """Return the curated places nearest to `place`, the nearest first; none where its point is not known."""
    if place.point is None:
        return []
    others = programme_places().exclude(pk=place.pk).exclude(latitude=None)
    measured = [Neighbour(other, distance(place.point, other.point)) for other in others if other.point]
    return sorted(measured, key=lambda found: (found.kilometres, found.place.key))[:limit]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance over the earth's surface in kilometres between two points of latitude and longitude."""
    south, north = radians(a[0]), radians(b[0])
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, half)))


_kept: dict[tuple[int | None, ...], Gazetteer] = {}


def gazetteer() -> Gazetteer:
    """Return the gazetteer of the database's places, of the shipped files where the database has none.

    It is built once per process, and again when places or names came or went.
    """
    stamp = _stamp()
    if not stamp[0]:
        return shipped_gazetteer()
    if stamp not in _kept:
        _kept.clear()
        _kept[stamp] = Gazetteer(_rows())
    return _kept[stamp]


def forget_gazetteer() -> None:
    """Have the next `gazetteer()` read the database again."""
    _kept.clear()


def _stamp() -> tuple[int | None, ...]:
    """Return numbers that change when places or names come or go; all zero where the tables are missing."""
    count = {"rows": Count("pk"), "last": Max("pk")}
    try:
        with transaction.atomic():
            places, names = Place.objects.aggregate(**count), PlaceName.objects.aggregate(**count)
    except DatabaseError:
        return (0,)
    return places["rows"], places["last"], names["rows"], names["last"]


def _rows() -> Iterator[PlaceRow]:
    """Yield the places of the database as the gazetteer wants them."""
    names: dict[int, list[str]] = {}
    wrong: dict[int, list[str]] = {}
    for place_id, kind, text in PlaceName.objects.order_by("pk").values_list("place_id", "kind", "text"):
        (wrong if kind == PlaceName.Kind.MISSPELLING else names).setdefault(place_id, []).append(text)
    columns = ("pk", "key", "country_id", "name", "population", "origin", "parent__key", "latitude", "longitude")
    for pk, key, country, name, population, origin, parent, latitude, longitude in Place.objects.order_by(
        "pk"
    ).values_list(*columns):
        yield PlaceRow(
            key,
            country,
            name,
            tuple(names.get(pk, ())),
            population or 0,
            origin == Place.Origin.PROGRAMME,
            parent or "",
            None if latitude is None else (latitude, longitude),
            tuple(wrong.get(pk, ())),
        )
