"""A large map that can be moved and enlarged: what part of the earth is seen, where points fall, and the land. Pure.

The world is shown in the Equal Earth projection (Šavrič, Patterson and Jenny 2018), parts of it in Lambert's azimuthal
one around their middle (the one of European statistics): both keep areas true, so no country looks larger than it is.
Where tiles are drawn, all is in Web Mercator, for which tiles are made.

Latitude and longitude are in degrees, x and y in the units of the picture, from its left upper corner.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, asinh, atan, cos, degrees, hypot, log2, pi, radians, sin, sinh, sqrt, tan

from convivia.places.shapes import Corner, Position, Window, clipped, closed, cut_to, shortest_arc, thinned

WIDTH, HEIGHT = 640.0, 460.0
HEIGHT_OF_WORLD, HEIGHT_OF_MERCATOR_WORLD = 286.0, 330.0
# Degrees of latitude that a view of each zoom is high; zoom 0 is the whole world.
SPANS = (180.0, 80.0, 40.0, 20.0, 10.0, 5.0, 2.5)
MOST_ZOOM = len(SPANS) - 1
# One place alone is shown with the country around it, not as a point in the void.
MOST_FITTING = 4
NORTHERNMOST, SOUTHERNMOST = 80.0, -60.0
LONGEST_LAND = 22_000  # characters of path data
LEAST_STEPS = (0.7, 0.9, 1.2, 1.6, 2.2, 3.0, 4.0, 6.0, 10.0)  # units between corners, in this order
LONGEST_EDGE = 3.0  # degrees: longer edges are bent as the projection bends them
MARGIN = 4.0  # units that the land reaches beyond the picture
TILE = 256
MOST_TILE_ZOOM = 19

_VIEW = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,2})?),(-?[0-9]{1,3}(?:\.[0-9]{1,2})?),([1-9])")
Project = Callable[[float, float], Position]


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the middle, and how closely, from 0 (the world) to `MOST_ZOOM`."""

    latitude: float
    longitude: float
    zoom: int

    def __post_init__(self) -> None:
        """Bring the middle onto the earth and onto a grid that is fine enough for the zoom."""
        digits = 1 if self.zoom < 5 else 2
        put = object.__setattr__
        put(self, "zoom", min(max(self.zoom, 0), MOST_ZOOM))
        put(self, "latitude", round(min(max(self.latitude, SOUTHERNMOST), NORTHERNMOST), digits) + 0.0)
        put(self, "longitude", round((self.longitude + 180) % 360 - 180, digits) + 0.0)

    def __str__(self) -> str:
        """The view in an address: "world", or latitude, longitude and zoom."""
        return f"{self.latitude:g},{self.longitude:g},{self.zoom}" if self.zoom else "world"

    @property
    def span(self) -> float:
        """How many degrees of latitude the view is high."""
        return SPANS[self.zoom]

    def closer(self, steps: int) -> "View":
        """Return the view enlarged by `steps`; made smaller where they are negative, in the end the world."""
        return View(self.latitude, self.longitude, self.zoom + steps) if self.zoom + steps > 0 else WORLD

    def moved(self, east: float, north: float) -> "View":
        """Return the view moved by shares of its own width and height. The world does not move."""
        if not self.zoom:
            return self
        wide = self.span * WIDTH / HEIGHT / max(0.2, cos(radians(self.latitude)))
        return View(self.latitude + north * self.span, self.longitude + east * min(wide, 180.0), self.zoom)


WORLD = View(0.0, 11.0, 0)  # cut through the Bering Strait, where it cuts no land
EUROPE = View(52.6, 12.5, 2)


def is_in_europe(point: tuple[float, float]) -> bool:
    """Tell whether a point of latitude and longitude is on the map of Europe, with its neighbours to the south."""
    return 34 <= point[0] <= 72 and -25 <= point[1] <= 45


def parse_view(text: str) -> View | None:
    """Return the view that an address names; None where it names none on earth."""
    if text == "world":
        return WORLD
    form = _VIEW.fullmatch(text)
    if form is None or int(form[3]) > MOST_ZOOM:
        return None
    latitude, longitude = float(form[1]), float(form[2])
    is_on_earth = SOUTHERNMOST <= latitude <= NORTHERNMOST and -180 <= longitude <= 180
    return View(latitude, longitude, int(form[3])) if is_on_earth else None


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of a map server, and where its left upper corner is in the picture."""

    zoom: int
    column: int
    row: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a view: its size, where points fall, and what is in it."""

    view: View
    is_mercator: bool
    height: float
    project: Project

    @property
    def width(self) -> float:
        """The width of the picture."""
        return WIDTH

    def place(self, point: tuple[float, float]) -> Position:
        """Return x and y of a point of latitude and longitude, wherever it falls."""
        middle = self.view.longitude
        x, y = self.project(point[0], (point[1] - middle + 180) % 360 - 180)
        return round(x, 1), round(y, 1)

    def holds(self, spot: Position, room: float) -> bool:
        """Tell whether x and y lie in the picture, with `room` around them."""
        return room <= spot[0] <= WIDTH - room and room <= spot[1] <= self.height - room

    def land(self) -> Mapping[str, str]:
        """Return the path data of the land in the picture, by country ("" for what belongs to none)."""
        return _land(self.view, self.is_mercator)

    def tiles(self) -> tuple[Tile, ...]:
        """Return the tiles that cover the picture; none unless it is in Mercator's projection. All have one size."""
        return tuple(_tiles(self)) if self.is_mercator else ()

    @property
    def tile_size(self) -> float:
        """How many units wide a tile is."""
        world = 2 * pi * _units_per_radian(self.view, self.is_mercator)
        return round(world / (1 << _tile_zoom(world)), 3)


@lru_cache(maxsize=256)
def chart(view: View, is_mercator: bool = False) -> Chart:
    """Return the picture of a view, in Mercator's projection or in one that keeps areas true."""
    height = HEIGHT if view.zoom else HEIGHT_OF_MERCATOR_WORLD if is_mercator else HEIGHT_OF_WORLD
    per_radian = _units_per_radian(view, is_mercator)
    forward = _mercator(view) if is_mercator else _lambert(view) if view.zoom else _equal_earth()

    def project(latitude: float, from_middle: float) -> Position:
        east, north = forward(radians(latitude), radians(from_middle))
        return WIDTH / 2 + east * per_radian, height / 2 - north * per_radian

    return Chart(view, is_mercator, height, project)


def fitting(
    points: Sequence[tuple[float, float]], room: float, *, is_mercator: bool = False, most: int = MOST_FITTING
) -> View | None:
    """Return the closest view, no closer than `most`, that holds all points (latitude, longitude) with `room` around.

    None comes back where there are no points, or where only the world holds them all.
    """
    if not points:
        return None
    west, east = shortest_arc([longitude for _, longitude in points])
    latitudes = [latitude for latitude, _ in points]
    middle = (min(latitudes) + max(latitudes)) / 2, (west + east) / 2
    for zoom in range(most, 0, -1):
        seen = chart(View(*middle, zoom), is_mercator)
        if all(seen.holds(seen.place(point), room) for point in points):
            return seen.view
    return None


def _units_per_radian(view: View, is_mercator: bool) -> float:
    """Return how many units one radian is long in the middle of the picture (in Mercator's: at the equator)."""
    if not view.zoom:
        return WIDTH / (2 * pi) if is_mercator else WIDTH / 2 / _equal_earth()(0.0, pi)[0]
    in_the_middle = HEIGHT / 2 / (2 * sin(radians(view.span) / 4))
    return in_the_middle * cos(radians(view.latitude)) if is_mercator else in_the_middle


def _mercator(view: View) -> Project:
    middle = asinh(tan(radians(view.latitude))) if view.zoom else 0.55
    return lambda latitude, from_middle: (from_middle, asinh(tan(min(max(latitude, -1.48), 1.48))) - middle)


def _lambert(view: View) -> Project:
    sine, cosine = sin(radians(view.latitude)), cos(radians(view.latitude))

    def forward(latitude: float, from_middle: float) -> Position:
        up, out = sin(latitude), cos(latitude)
        ahead = out * cos(from_middle)
        stretch = sqrt(2 / max(1e-9, 1 + sine * up + cosine * ahead))
        return stretch * out * sin(from_middle), stretch * (cosine * up - sine * ahead)

    return forward


def _equal_earth() -> Project:
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796

    def forward(latitude: float, from_middle: float) -> Position:
        t = asin(sqrt(3) / 2 * sin(latitude))
        square = t * t
        sixth = square**3
        bend = a + 3 * b * square + sixth * (7 * c + 9 * d * square)
        return 2 / sqrt(3) * from_middle * cos(t) / bend, t * (a + b * square + sixth * (c + d * square)) - 0.156

    return forward


@lru_cache(maxsize=256)
def _land(view: View, is_mercator: bool) -> Mapping[str, str]:
    seen = chart(view, is_mercator)
    edge = Window(-MARGIN, -MARGIN, seen.height + MARGIN, WIDTH + MARGIN)
    polygons: list[tuple[str, list[Corner]]] = []
    for country, corners in clipped(_extent(seen), beyond=0.0):
        coarse = _coarse(corners, view.span / HEIGHT * LEAST_STEPS[0])
        drawn = [seen.project(latitude, longitude - view.longitude) for longitude, latitude in _bent(coarse)]
        drawn = cut_to(drawn, edge)
        polygons.append((country, [(round(x * 10), round(y * 10)) for x, y in drawn]))
    paths: dict[str, str] = {}
    for least in LEAST_STEPS:
        polygons = [(country, thin) for country, polygon in polygons if len(thin := thinned(polygon, least)) > 2]
        paths = {}
        for country, polygon in polygons:
            paths[country] = paths.get(country, "") + closed(polygon)
        if sum(map(len, paths.values())) <= LONGEST_LAND:
            break
    return paths


def _coarse(corners: Sequence[Position], least: float) -> list[Position]:
    """Return the corners of a ring without those that are less than `least` degrees of latitude from the one before."""
    kept = list(corners[:1])
    for x, y in corners:
        if abs(y - kept[-1][1]) >= least or abs(x - kept[-1][0]) >= least:
            kept.append((x, y))
    return kept


def _bent(corners: Sequence[Position]) -> Iterator[Position]:
    """Yield the corners of a ring, with more of them on its long edges."""
    for (x, y), (to_x, to_y) in pairwise([*corners, corners[0]]):
        yield x, y
        steps = int(max(abs(to_x - x), abs(to_y - y)) / LONGEST_EDGE)
        for step in range(1, steps + 1):
            share = step / (steps + 1)
            yield x + (to_x - x) * share, y + (to_y - y) * share


def _extent(seen: Chart) -> Window:
    """Return a window that holds all that the picture may show, and not much more."""
    view = seen.view
    if not view.zoom:
        return Window(-90, view.longitude - 180, 90, view.longitude + 180)
    per_radian = _units_per_radian(view, seen.is_mercator)
    if seen.is_mercator:
        aside, above = degrees((WIDTH / 2 + MARGIN) / per_radian), (HEIGHT / 2 + MARGIN) / per_radian
        middle = asinh(tan(radians(view.latitude)))
        south, north = (degrees(atan(sinh(middle + way * above))) for way in (-1, 1))
        return Window(south, view.longitude - min(aside, 180), north, view.longitude + min(aside, 180))
    # The circle around the picture, as the parallels and meridians that touch it; edges are cut with some air.
    around = 1.25 * 2 * asin(min(1.0, (hypot(WIDTH, HEIGHT) / 2 + MARGIN) / per_radian / 2))
    south, north = view.latitude - degrees(around), view.latitude + degrees(around)
    reach = sin(around) / cos(radians(view.latitude))
    aside = degrees(asin(reach)) if max(abs(south), north) < 90 and reach < 1 else 180.0
    return Window(max(south, -90), view.longitude - aside, min(north, 90), view.longitude + aside)


def _tile_zoom(world: float) -> int:
    """Return the zoom at which the tiles are the next larger than a tile's own size, for sharp letters."""
    return min(max(round(log2(world / TILE)), 0), MOST_TILE_ZOOM)


def _tiles(seen: Chart) -> Iterator[Tile]:
    per_radian = _units_per_radian(seen.view, is_mercator=True)
    world, size = 2 * pi * per_radian, seen.tile_size
    zoom, count = _tile_zoom(world), 1 << _tile_zoom(world)
    middle_x, middle_y = seen.project(0.0, -seen.view.longitude)  # where the null meridian meets the equator
    left, top = middle_x - world / 2, middle_y - world / 2
    for row in range(max(0, int(-top // size)), min(count, int((seen.height - top) // size) + 1)):
        for column in range(int(-left // size), int((WIDTH - left) // size) + 1):
            yield Tile(zoom, column % count, row, round(left + column * size, 2), round(top + row * size, 2))
