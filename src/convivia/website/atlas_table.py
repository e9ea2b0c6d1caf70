"""The table of the map: its places, those with most practices first."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from django.utils.translation import gettext as _

from convivia.common.folding import fold
from convivia.places.countries import country_name
from convivia.places.queries import PlaceOnEarth
from convivia.search.query import SearchQuery
from convivia.website.shelves import library_url

# Rows in all; a library of thousands of places has a bounded page.
MOST_ROWS = 150


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the table."""

    name: str
    country: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the table that belong together; `further` places are not listed."""

    key: str
    title: str
    rows: tuple[Row, ...]
    further: int = 0


def listed_places(
    places: Iterable[PlaceOnEarth], counts: Mapping[str, int], inside: Collection[str]
) -> dict[str, tuple[list[PlaceOnEarth], int]]:
    """Return the places of each group of the table, those with most practices, and how many more there are."""
    groups: dict[str, list[PlaceOnEarth]] = {"inside": [], "outside": [], "unplaced": []}
    for place in places:
        groups["unplaced" if not place.point else "inside" if place.key in inside else "outside"].append(place)
    room = MOST_ROWS
    found = {}
    for key, members in groups.items():
        shown = nsmallest(room, members, key=lambda place: (-counts[place.key], place.key))
        found[key] = shown, len(members) - len(shown)
        room -= len(shown)
    return found


def groups_of(
    listed: Mapping[str, tuple[Sequence[PlaceOnEarth], int]],
    query: SearchQuery,
    counts: Mapping[str, int],
    names: Mapping[int, str],
    language: str,
) -> Iterator[Group]:
    """Yield the groups of the table that have places; equal counts go by name."""
    titles = {
        "inside": _("On this map"),
        "outside": _("Beyond the edge of this map"),
        "unplaced": _("Places whose position is not known"),
    }
    for key, (places, further) in listed.items():
        rows = [
            Row(
                names.get(place.pk, place.name),
                country_name(place.country, language),
                counts[place.key],
                library_url(replace(query, cities=(place.key,), page=1)),
            )
            for place in places
        ]
        if rows or further:
            yield Group(key, titles[key], tuple(sorted(rows, key=lambda row: (-row.count, fold(row.name)))), further)
