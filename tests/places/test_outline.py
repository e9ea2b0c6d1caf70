import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.places.outline import LONGEST_PATH, Outline, locator, window_around
from convivia.places.shapes import rings

SUBPATH = re.compile(r"M(-?[\d.]+) (-?[\d.]+)l([-\d. ]+)z")


def subpaths(path: str) -> list[list[tuple[float, float]]]:
    """Return the corners of every polygon of path data; fails when the data holds anything else."""
    assert SUBPATH.sub("", path) == ""
    found = []
    for x, y, steps in SUBPATH.findall(path):
        corners = [(float(x), float(y))]
        numbers = [float(number) for number in steps.split(" ")]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
        found.append(corners)
    return found


def is_on_land(path: str, x: float, y: float) -> bool:
    """Tell whether a point lies inside an odd number of polygons."""
    inside = False
    for corners in subpaths(path):
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside


def test_one_city_lies_in_the_middle_of_its_country() -> None:
    outline = locator([(52.477, 13.431)], width=320, height=240, countries=["DE"])
    assert outline.points == ((160.0, 120.0),)
    assert is_on_land(outline.home, 160, 120)
    assert not is_on_land(outline.land, 160, 120)
    assert is_on_land(outline.land, 230, 120)  # Poland
    assert not is_on_land(outline.land + outline.home, 40, 10)  # the North Sea
    assert (outline.scale_kilometres, outline.scale_width) == (200, 48.0)


def test_without_home_countries_all_land_is_one() -> None:
    outline = locator([(52.477, 13.431)], width=320, height=240)
    assert outline.home == ""
    assert is_on_land(outline.land, 160, 120)


def test_nine_cities_are_all_shown_in_their_order() -> None:
    cities = [
        (38.75, -9.23), (38.73, -9.15), (38.83, -9.17), (40.93, -8.54), (38.52, -8.89), (38.7, -9.42), (37.14, -8.54),
        (41.55, -8.42), (38.69, -9.31),
    ]  # fmt: skip
    outline = locator(cities, width=320, height=240, countries=["PT"])
    assert len(outline.points) == 9
    assert all(0 < x < 320 and 0 < y < 240 for x, y in outline.points)
    assert max(range(9), key=lambda number: outline.points[number][1]) == 6  # Portimão is the southernmost


def test_no_points_make_no_map() -> None:
    assert locator([], width=320, height=240) == Outline(320, 240)
    assert locator([], width=320, height=240).is_empty


def test_a_city_near_the_date_line_keeps_its_land() -> None:
    outline = locator([(-36.85, 174.76)], width=320, height=240, countries=["NZ"])
    assert outline.window
    assert (round(outline.window.west), round(outline.window.east)) == (167, 182)
    assert is_on_land(outline.home, 168, 160)


def test_land_beyond_the_date_line_is_drawn_where_it_is_seen() -> None:
    outline = locator([(66.0, 179.0), (66.0, -179.0)], width=320, height=240, countries=["RU"])
    (left, _), (right, _) = outline.points
    assert left < right
    assert right - left < 60
    assert is_on_land(outline.home, 160, 100)
    horizontal = [
        corners
        for corners in subpaths(outline.home)
        for (ax, ay), (bx, by) in pairwise(corners)
        if abs(bx - ax) > 200 and 0 < ay < 240 and abs(by - ay) < 1
    ]
    assert horizontal == []  # no line across the picture


def test_land_on_the_far_side_of_the_date_line_is_brought_over() -> None:
    outline = locator([(64.5, -172.5)], width=320, height=240, countries=["US"])
    assert outline.window
    x = (-160 + 360 - outline.window.west) * 320 / (outline.window.east - outline.window.west)
    assert is_on_land(outline.home, x, 120)  # Alaska
    assert is_on_land(outline.land, (178 - outline.window.west) * 320 / (outline.window.east - outline.window.west), 70)


def test_points_around_the_world_are_shown_by_the_shortest_way() -> None:
    window = window_around([(0, 170), (0, -170)], 4 / 3)
    assert (window.west, window.east) == (165.0, 195.0)


@pytest.mark.parametrize(("latitude", "edge"), [(90.0, 90.0), (-90.0, -90.0)])
def test_the_poles_are_the_edge_of_the_map(latitude: float, edge: float) -> None:
    outline = locator([(latitude, 0.0)], width=320, height=240)
    assert outline.window
    assert edge in (outline.window.north, outline.window.south)
    assert is_on_land(outline.land, 160, 120) == (latitude < 0)


@pytest.mark.parametrize("point", [(91, 0), (-90.1, 0), (0, 181), (0, -180.5), (float("nan"), 0)])
def test_points_off_the_earth_are_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="latitude must lie"):
        locator([point], width=320, height=240)


@pytest.mark.parametrize(("width", "height"), [(0, 240), (320, -1)])
def test_pictures_without_extent_are_refused(width: float, height: float) -> None:
    with pytest.raises(ValueError, match="needs a width"):
        locator([(0, 0)], width=width, height=height)


def test_rings_are_on_earth_and_have_a_country() -> None:
    assert all(-90 <= ring.south <= ring.north <= 90 and ring.east - ring.west <= 360 for ring in rings())
    assert {"FR", "NZ", "GB", "MA", "KR", "MT"} <= {ring.country for ring in rings()}


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(POINTS, min_size=1, max_size=9), st.sampled_from([(320, 240), (600, 200), (200, 400)]))
@settings(max_examples=60, deadline=None)
def test_every_map_is_small_and_shows_its_points(points: list[tuple[float, float]], size: tuple[int, int]) -> None:
    width, height = size
    outline = locator(points, width=width, height=height, countries=["FR"])
    assert len(outline.land) + len(outline.home) <= LONGEST_PATH
    assert all(-0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1 for x, y in outline.points)
    assert 0 < outline.scale_width <= width
    for corners in subpaths(outline.land + outline.home):
        assert all(-0.2 * width <= x <= 1.2 * width and -0.2 * height <= y <= 1.2 * height for x, y in corners)
