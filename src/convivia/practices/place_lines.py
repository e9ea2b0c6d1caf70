"""The places of a practice as one line of words: "Bergen, Norway"."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convivia.practices.queries import PlaceName

NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places of one country; none where the practice belongs to the country as a whole."""

    code: str
    country: str
    places: tuple[PlaceName, ...]


def place_groups(places: Iterable[PlaceName]) -> list[PlaceGroup]:
    """Return `places` by country, in the order in which each is first named."""
    rows: dict[str, tuple[str, list[PlaceName]]] = {}
    for place in places:
        _country, named = rows.setdefault(place.country_code, (place.country, []))
        if place.key:
            named.append(place)
    return [PlaceGroup(code, country, tuple(named)) for code, (country, named) in rows.items()]


def place_line(places: Iterable[PlaceName]) -> str:
    """Return places as one line: "Bergen, Norway", "Amadora, Beja, Braga and 6 more, Portugal"."""
    return " · ".join(_group_line(group) for group in place_groups(places))


def _group_line(group: PlaceGroup) -> str:
    names = [place.name for place in group.places]
    if not names:
        return group.country
    if len(names) <= NAMED_AT_MOST + 1:
        return ", ".join([*names, group.country])
    named = ", ".join(names[:NAMED_AT_MOST])
    more = _("%(places)s and %(count)d more") % {"places": named, "count": len(names) - NAMED_AT_MOST}
    return f"{more}, {group.country}"
