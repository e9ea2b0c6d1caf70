"""A small map without tiles: the land around some points as SVG path data. Pure.

Equirectangular, with degrees of longitude shortened as they are in the middle of the window. Latitude and longitude are
in degrees, x and y in the units of the picture, from its left upper corner.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from convivia.places.shapes import Position, Window, clipped, closed, shortest_arc, thinned

LEAST_SPAN = 9.0  # degrees of latitude that a window shows at least: enough to see which country it is
ROOM = 1.5  # how much larger than the points' own extent the window is
LONGEST_PATH = 6000  # characters
LEAST_STEPS = (0.5, 0.8, 1.1, 1.5, 2.0, 2.6, 3.3, 4.1, 5.0, 7.0, 10.0, 15.0)  # units between corners, in this order
KILOMETRES_PER_DEGREE = 111.2
SCALE_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Outline:
    """A map: path data of the `land` and, apart from it, of the `home` countries; the projected points; what is shown.

    `scale_kilometres` is a round length that is `scale_width` units long in the middle of the picture.
    """

    width: float
    height: float
    land: str = ""
    home: str = ""
    points: tuple[Position, ...] = ()
    window: Window | None = None
    scale_kilometres: int = 0
    scale_width: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return self.window is None


def locator(
    points: Iterable[tuple[float, float]], *, width: float, height: float, countries: Iterable[str] = ()
) -> Outline:
    """Return the map around `points` (latitude, longitude), with `countries` drawn apart; an empty one without points.

    Raises ValueError for points that are not on the earth and for pictures without extent.
    """
    wanted = tuple((round(float(latitude), 4), round(float(longitude), 4)) for latitude, longitude in points)
    if not (width > 0 and height > 0):
        raise ValueError("a map needs a width and a height")
    if any(not (-90 <= latitude <= 90 and -180 <= longitude <= 180) for latitude, longitude in wanted):
        raise ValueError("latitude must lie within 90 and longitude within 180 degrees")
    return _locator(wanted, float(width), float(height), frozenset(countries))


@lru_cache(maxsize=512)
def _locator(points: tuple[Position, ...], width: float, height: float, home: frozenset[str]) -> Outline:
    if not points:
        return Outline(width, height)
    window = window_around(points, width / height)
    per_degree = width / (window.east - window.west), height / (window.north - window.south)
    at_home: list[list[Position]] = []
    elsewhere: list[list[Position]] = []
    for country, corners in clipped(window):
        drawn = [((x - window.west) * per_degree[0], (window.north - y) * per_degree[1]) for x, y in corners]
        (at_home if country in home else elsewhere).append(drawn)
    land_path, home_path = _paths(elsewhere, at_home)
    kilometres, length = _scale(window, per_degree[0], width)
    shown = tuple(
        (
            round(((longitude - window.west) % 360) * per_degree[0], 1),
            round((window.north - latitude) * per_degree[1], 1),
        )
        for latitude, longitude in points
    )
    return Outline(width, height, land_path, home_path, shown, window, kilometres, length)


def window_around(points: Sequence[tuple[float, float]], shape: float) -> Window:
    """Return the window around `points` (latitude, longitude), with room; `shape` is its width by its height."""
    west, east = shortest_arc([longitude for _, longitude in points])
    south, north = min(latitude for latitude, _ in points), max(latitude for latitude, _ in points)
    middle, centre = (south + north) / 2, (west + east) / 2
    shortening = max(0.2, cos(radians(middle)))
    tall = max(LEAST_SPAN, (north - south) * ROOM, (east - west) * ROOM * shortening / shape)
    wide = tall * shape / shortening
    tall, wide = min(tall, 180.0), min(max(wide, 0.0), 360.0)
    middle = min(max(middle, -90 + tall / 2), 90 - tall / 2)
    left = (centre - wide / 2 + 180) % 360 - 180
    return Window(middle - tall / 2, left, middle + tall / 2, left + wide)


def _paths(elsewhere: list[list[Position]], at_home: list[list[Position]]) -> tuple[str, str]:
    """Return the path data of both groups, with fewer corners the longer they would become."""
    paths = "", ""
    groups = [
        [[(round(x * 10), round(y * 10)) for x, y in polygon] for polygon in group] for group in (elsewhere, at_home)
    ]
    for least in LEAST_STEPS:
        groups = [[thin for polygon in group if len(thin := thinned(polygon, least)) > 2] for group in groups]
        paths = "".join(map(closed, groups[0])), "".join(map(closed, groups[1]))
        if len(paths[0]) + len(paths[1]) <= LONGEST_PATH:
            break
    return paths


def _scale(window: Window, per_degree: float, width: float) -> tuple[int, float]:
    """Return a round number of kilometres of about a fifth of the picture's width, and its length in units."""
    shortening = max(0.01, cos(radians((window.south + window.north) / 2)))
    units_per_kilometre = per_degree / (KILOMETRES_PER_DEGREE * shortening)
    fitting = [length for length in SCALE_LENGTHS if length * units_per_kilometre <= width / 4]
    kilometres = fitting[-1] if fitting else SCALE_LENGTHS[0]
    return kilometres, round(kilometres * units_per_kilometre, 1)
