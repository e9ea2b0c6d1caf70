"""The map of what a search found: circles that lead on, and the same numbers as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, hypot, radians

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.places.chart import EUROPE, HEIGHT, MOST_ZOOM, SPANS, WORLD, Chart, View, chart, fitting, is_in_europe
from convivia.places.clusters import Cluster, Spot, clusters
from convivia.places.countries import country_name
from convivia.places.labels import Circle, Label, labels
from convivia.places.queries import PlaceOnEarth, place_names, places_on_earth
from convivia.search.queries import NO_CITY, counted_together
from convivia.search.query import MAX_VALUES, SearchQuery
from convivia.website.atlas_table import Group, groups_of, listed_places
from convivia.website.shelves import Room, library_url
from convivia.website.wording import plain_number, short_number

# Units of the picture. On the smallest phone a unit is half a pixel: a circle is then still large enough for a thumb.
RADIUS, DISTANCE, ROOM = 24.0, 50.0, 26.0
# How large circles are drawn where there is room, by the least number of practices that they stand for.
SIZES = ((100, "huge", 19.0), (10, "large", 16.0), (2, "middle", 13.0), (1, "small", 11.0))
MOST_LABELS = 16
OUTSIDE = -1
Together = Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Bubble:
    """A circle on the map: how many practices it stands for, what it is called, and where it leads."""

    x: float
    y: float
    count: int
    size: str
    title: str
    url: str
    name: str = ""
    label: Label | None = None

    @property
    def shown(self) -> str:
        """The number in the circle, in three signs or so: "87", "1.2K"."""
        return short_number(self.count)


@dataclass(frozen=True, slots=True)
class Control:
    """A way to move or enlarge the map; without an address it is of no use now."""

    key: str
    icon: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that the map page shows beside the search itself."""

    chart: Chart
    land: str
    home: str
    bubbles: tuple[Bubble, ...]
    groups: tuple[Group, ...]
    cities: int
    countries: int
    placeless: int
    placeless_url: str
    outside: int
    outside_url: str
    controls: tuple[Control, ...] = ()
    ways: tuple[Control, ...] = ()
    tiles: tuple[tuple[str, float, float], ...] = field(default=())

    @property
    def title(self) -> str:
        """The picture in words, for those who do not see it."""
        count = len(self.bubbles)
        words = ngettext("Map with %(count)s circle that leads on", "Map with %(count)s circles that lead on", count)
        return words % {"count": plain_number(count)}


def atlas(query: SearchQuery, view: View | None, language: str) -> Atlas:
    """Return the map of what `query` finds, at `view` or at the one that fits; in two queries of the database."""
    together = counted_together(query, "city", language=language)
    counts: Counter[str] = Counter()
    for keys, count in together.items():
        for key in keys:
            counts[key] += count
    placeless = counts.pop(NO_CITY, 0)
    places = places_on_earth(counts.keys())
    is_mercator = bool(settings.MAP_TILES)
    fit = _fitting_view(places, counts, is_mercator)
    seen = chart(view or fit, is_mercator)
    spots = {place.key: seen.place(place.point) for place in places if place.point}
    inside = {key for key, spot in spots.items() if seen.holds(spot, ROOM)}
    listed = listed_places(places, counts, inside)
    drawn = clusters((Spot(key, *spots[key], counts[key]) for key in inside), DISTANCE)
    by_key = {place.key: place for place in places}
    named = [
        *(by_key[cluster.spots[0].key] for cluster in drawn),
        *(place for rows, _ in listed.values() for place in rows),
    ]
    names = place_names({place.pk for place in named}, language)
    land = seen.land()
    home = {place.country for place in places}
    homes = {spot.key: number for number, cluster in enumerate(drawn) for spot in cluster.spots}
    homes |= dict.fromkeys(spots.keys() - inside, OUTSIDE)
    totals = _shared_out(together, homes)
    bubbles = _Bubbles(query, seen, by_key, names, language)
    return Atlas(
        chart=seen,
        land="".join(path for country, path in land.items() if country not in home),
        home="".join(path for country, path in land.items() if country in home),
        bubbles=_labelled([bubbles.of(cluster, totals[number]) for number, cluster in enumerate(drawn)], seen),
        groups=tuple(groups_of(listed, query, counts, names, language)),
        cities=len(places),
        countries=len(home),
        placeless=placeless,
        placeless_url=library_url(replace(query, cities=(NO_CITY,), page=1)),
        outside=totals[OUTSIDE],
        outside_url=map_url(query, WORLD),
        controls=_controls(query, seen.view),
        ways=_ways(query, seen.view, fit),
        tiles=_tiles(seen),
    )


def map_url(query: SearchQuery, view: View | None) -> str:
    """Return the address of the map of what `query` finds, at `view`; without one, at the view that fits."""
    return Room("map", (("view", str(view)),) if view else ()).url(query.on_page(1)) + "#map"


def _fitting_view(places: Iterable[PlaceOnEarth], counts: Mapping[str, int], is_mercator: bool) -> View:
    """Return the view that holds all places; where they are far apart, Europe if at least half of them is there."""
    known = [(place.point, counts[place.key]) for place in places if place.point]
    fit = fitting([point for point, _count in known], ROOM, is_mercator=is_mercator)
    if fit and fit.zoom > 1:
        return fit
    there = sum(count for point, count in known if is_in_europe(point))
    return EUROPE if there * 2 >= sum(count for _point, count in known) else fit or WORLD


def _shared_out(together: Together, homes: Mapping[str, int]) -> Counter[int]:
    """Return how many practices each home has, by the number that `homes` gives each city; each counts once in each."""
    totals: Counter[int] = Counter()
    for keys, count in together.items():
        if len(keys) == 1:
            if (home := homes.get(keys[0])) is not None:
                totals[home] += count
        else:
            for home in {homes[key] for key in keys if key in homes}:
                totals[home] += count
    return totals


@dataclass(frozen=True, slots=True)
class _Bubbles:
    """Makes circles of clusters: what they are called and where they lead."""

    query: SearchQuery
    seen: Chart
    places: Mapping[str, PlaceOnEarth]
    names: Mapping[int, str]
    language: str

    def of(self, cluster: Cluster, count: int) -> Bubble:
        """Return the circle of a cluster that stands for `count` practices."""
        first = self.places[cluster.spots[0].key]
        name = self.names.get(first.pk, first.name)
        where = f"{name}, {country_name(first.country, self.language)}"
        size = next(size for least, size, _ in SIZES if count >= least)
        practices = ngettext("%(count)s practice", "%(count)s practices", count) % {"count": plain_number(count)}
        if len(cluster.spots) == 1:
            title = _("%(where)s: %(practices)s") % {"where": where, "practices": practices}
            url = library_url(replace(self.query, cities=(first.key,), page=1))
            return Bubble(cluster.x, cluster.y, count, size, title, url, name)
        more = len(cluster.spots) - 1
        title = ngettext(
            "%(where)s, and %(more)s more place: %(practices)s",
            "%(where)s, and %(more)s more places: %(practices)s",
            more,
        ) % {"where": where, "more": plain_number(more), "practices": practices}
        return Bubble(cluster.x, cluster.y, count, size, title, self._closer(cluster), f"{name} +{plain_number(more)}")

    def _closer(self, cluster: Cluster) -> str:
        """Return the address of the map where the cluster falls apart; of the list where it never does."""
        points = [point for spot in cluster.spots if (point := self.places[spot.key].point)]
        south, north = min(point[0] for point in points), max(point[0] for point in points)
        west, east = min(point[1] for point in points), max(point[1] for point in points)
        wide = hypot(north - south, (east - west) * cos(radians((south + north) / 2)))
        if self.seen.view.zoom == MOST_ZOOM or wide * HEIGHT / SPANS[MOST_ZOOM] < DISTANCE:
            keys = tuple(spot.key for spot in cluster.spots[:MAX_VALUES])
            return library_url(replace(self.query, cities=keys, page=1))
        corners = [(south, west), (south, east), (north, west), (north, east)]
        fit = fitting(corners, ROOM, is_mercator=self.seen.is_mercator, most=MOST_ZOOM)
        next_zoom = self.seen.view.zoom + 1
        middle = (south + north) / 2, (west + east) / 2
        return map_url(self.query, fit if fit and fit.zoom >= next_zoom else View(*middle, next_zoom))


def _labelled(bubbles: Sequence[Bubble], seen: Chart) -> tuple[Bubble, ...]:
    """Return the circles, with names written beside those that have room."""
    radius = {size: units for _, size, units in SIZES}
    circles = [Circle(bubble.x, bubble.y, radius[bubble.size] + 1, bubble.name) for bubble in bubbles]
    found = labels(circles, seen.width, seen.height, MOST_LABELS)
    return tuple(replace(bubble, label=found.get(number)) for number, bubble in enumerate(bubbles))


def _controls(query: SearchQuery, view: View) -> tuple[Control, ...]:
    """Return the ways to enlarge and to move the map; the world cannot be moved."""

    def url(other: View) -> str:
        return "" if other == view else map_url(query, other)

    closer = EUROPE if not view.zoom else view.closer(1)
    return (
        Control("closer", "plus", _("Zoom in"), url(closer)),
        Control("farther", "minus", _("Zoom out"), url(view.closer(-1))),
        Control("west", "left", _("Move west"), url(view.moved(-0.4, 0))),
        Control("east", "right", _("Move east"), url(view.moved(0.4, 0))),
        Control("north", "up", _("Move north"), url(view.moved(0, 0.4))),
        Control("south", "down-arrow", _("Move south"), url(view.moved(0, -0.4))),
    )


def _ways(query: SearchQuery, view: View, fit: View) -> tuple[Control, ...]:
    """Return the ways to see a part of the world at once; the one that is seen has no address."""
    named = [("europe", _("Europe"), EUROPE), ("world", _("World"), WORLD)]
    if fit not in {EUROPE, WORLD}:
        named.insert(0, ("fit", _("All that was found"), fit))
    return tuple(
        Control(key, "", label, "" if other == view else map_url(query, None if key == "fit" else other))
        for key, label, other in named
    )


def _tiles(seen: Chart) -> tuple[tuple[str, float, float], ...]:
    """Return the addresses of the tiles behind the map with their places; none unless the settings name a server."""
    address = settings.MAP_TILES
    return tuple(
        (
            address.replace("{z}", str(tile.zoom)).replace("{x}", str(tile.column)).replace("{y}", str(tile.row)),
            tile.x,
            tile.y,
        )
        for tile in seen.tiles()
    )
