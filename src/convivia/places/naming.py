"""Which places a reader means by a name that he typed: by any of their names, or by what looks like one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Case, F, Q, QuerySet, When
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from convivia.common.folding import fold_name
from convivia.places.countries import country_code
from convivia.places.models import Place, PlaceName
from convivia.places.queries import places_called

LONGEST = 200
MOST = 10
# Names that are compared letter by letter, of those that begin alike; and how many slips there may be.
COMPARED, BEGINNING, SLIPS = 5000, 2, 2


@dataclass(frozen=True, slots=True)
class Meant:
    """The places that bear a name (`exact`), or else those whose name is near it; those of the programme come first."""

    places: tuple[Place, ...] = ()
    exact: bool = True


def places_meant(text: str) -> Meant:
    """Return the places that `text` may mean ("Bergen", "Bergen, Norway", "Берген"), ten at most.

    A country behind the last comma, in any language or as a code, narrows them. Where no place bears the name, those
    come whose name begins so, or differs by a slip or two.
    """
    for name, country in _readings(text[:LONGEST]):
        if found := _ranked(_bearing(name, country), name):
            return Meant(found)
    for name, country in _readings(text[:LONGEST]):
        begun = places_called(name, country=country)[:MOST]
        if found := tuple(begun) or _misspelt(name, country):
            return Meant(found, exact=False)
    return Meant(exact=False)


def _readings(text: str) -> Iterable[tuple[str, str]]:
    """Yield folded names, each with the country that the text gives ("" for none)."""
    head, _, tail = text.rpartition(",")
    country = country_code(tail)
    if country and fold_name(head):
        yield fold_name(head), country
    if fold_name(text):
        yield fold_name(text), ""


def _bearing(folded: str, country: str) -> QuerySet[Place]:
    named = PlaceName.objects.filter(folded=folded).values("place_id")
    places = Place.objects.filter(Q(folded=folded) | Q(pk__in=named))
    return places.filter(country_id=country) if country else places


def _ranked(places: QuerySet[Place], folded: str) -> tuple[Place, ...]:
    """Return the first of `places`: those of the programme, those whose own name it is, the larger ones."""
    is_curated = Case(When(origin=Place.Origin.PROGRAMME, then=0), default=1)
    is_own = Case(When(folded=folded, then=0), default=1)
    return tuple(places.order_by(is_curated, is_own, F("population").desc(nulls_last=True), "pk")[:MOST])


def _misspelt(folded: str, country: str) -> tuple[Place, ...]:
    """Return the places whose name differs from `folded` by few slips behind its first letters."""
    if len(folded) <= BEGINNING + SLIPS:
        return ()
    begins = {"folded__startswith": folded[:BEGINNING]}
    own = Place.objects.filter(**begins).values_list("pk", "folded")
    other = PlaceName.objects.filter(**begins).values_list("place_id", "folded")
    if country:
        own, other = own.filter(country_id=country), other.filter(place__country_id=country)
    names = [(pk, name) for pk, name in chain(own[:COMPARED], other[:COMPARED])]
    near = extract(folded, [name for _, name in names], scorer=OSA.distance, score_cutoff=SLIPS, limit=MOST)
    return _ranked(Place.objects.filter(pk__in={names[at][0] for _, _, at in near}), folded)
