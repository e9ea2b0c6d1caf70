"""The shapes of land: rings around countries, cut to a window, and as SVG path data. Pure.

Latitude and longitude are in degrees, x and y in the units of a picture, from its left upper corner.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from convivia.places.files import land

BEYOND = 0.03  # the land is clipped this far outside the picture, so that no edge of the clipping is seen

Position = tuple[float, float]  # longitude, latitude; or x, y
Corner = tuple[int, int]  # x, y in tenths of a unit


class Window(NamedTuple):
    """What is shown. `west` is in [-180, 180); `east` may lie beyond 180."""

    south: float
    west: float
    north: float
    east: float


class Ring(NamedTuple):
    """A closed line around land, with the corners of its own extent."""

    country: str
    corners: list[Position]
    west: float
    south: float
    east: float
    north: float


@cache
def rings() -> tuple[Ring, ...]:
    """Return all rings of land."""
    shipped = land()
    scale = shipped["scale"]
    found = []
    for country in shipped["countries"]:
        for flat in country["rings"]:
            corners = [(x / scale, y / scale) for x, y in zip(flat[::2], flat[1::2], strict=True)]
            longitudes, latitudes = [x for x, _ in corners], [y for _, y in corners]
            extent = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
            found.append(Ring(country["country"], corners, *extent))
    return tuple(found)


def clipped(window: Window, beyond: float = BEYOND) -> Iterator[tuple[str, list[Position]]]:
    """Yield the parts of all rings within the window and a little beyond, each with its country."""
    aside, above = (window.east - window.west) * beyond, (window.north - window.south) * beyond
    west, east = window.west - aside, window.east + aside
    south, north = window.south - above, window.north + above
    for ring in rings():
        if ring.north < south or ring.south > north:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if ring.east + turn < west or ring.west + turn > east:
                continue
            corners = [(x + turn, y) for x, y in ring.corners] if turn else ring.corners
            is_across = west <= ring.west + turn and ring.east + turn <= east
            if not (is_across and south <= ring.south and ring.north <= north):
                corners = cut_to(corners, Window(south, west, north, east))
            if len(corners) > 2:
                yield ring.country, corners


def cut_to(corners: list[Position], window: Window) -> list[Position]:
    """Return the part of a polygon that lies in a window; of pictures, whose y grows downwards, too."""
    for axis, bound, sign in ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1)):
        corners = _cut(corners, axis, bound, sign)
    return corners


def _cut(corners: list[Position], axis: int, bound: float, sign: int) -> list[Position]:
    """Return the polygon on one side of a line (Sutherland-Hodgman): where `sign` times the coordinate is larger."""
    kept: list[Position] = []
    if not corners:
        return kept
    before = corners[-1]
    was_inside = (before[axis] - bound) * sign >= 0
    for corner in corners:
        is_inside = (corner[axis] - bound) * sign >= 0
        if is_inside != was_inside:
            share = (bound - before[axis]) / (corner[axis] - before[axis])
            other = before[1 - axis] + share * (corner[1 - axis] - before[1 - axis])
            kept.append((bound, other) if axis == 0 else (other, bound))
        if is_inside:
            kept.append(corner)
        before, was_inside = corner, is_inside
    return kept


def thinned(polygon: list[Corner], least: float) -> list[Corner]:
    """Return the corners without those that are less than `least` units away from the one before."""
    kept = polygon[:1]
    for corner in polygon:
        if max(abs(corner[0] - kept[-1][0]), abs(corner[1] - kept[-1][1])) >= least * 10:
            kept.append(corner)
    return kept


def closed(corners: list[Corner]) -> str:
    """Return path data of one polygon, by steps from corner to corner."""
    steps = (_pair(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners))
    return f"M{_pair(*corners[0])}l{' '.join(steps)}z"


def _pair(x: int, y: int) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(tenths: int) -> str:
    """Return a number of tenths as SVG writes it shortest: "-.5", "12", "3.4"."""
    whole, tenth = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole or ('' if tenth else '0')}{f'.{tenth}' if tenth else ''}"


def shortest_arc(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return west and east of the shortest arc that holds all longitudes; east may lie beyond 180."""
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(b - a, b) for a, b in pairwise([*around, around[0] + 360])]
    widest, after = max(gaps)
    return after, after + 360 - widest
