from math import cos, pi, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.places.chart import (
    EUROPE,
    HEIGHT,
    LONGEST_LAND,
    MOST_FITTING,
    MOST_ZOOM,
    WIDTH,
    WORLD,
    View,
    chart,
    fitting,
    parse_view,
)
from tests.places.test_outline import is_on_land, subpaths

BERGEN, BERLIN, AUCKLAND, MONTREAL = (60.39, 5.32), (52.52, 13.4), (-36.85, 174.76), (45.5, -73.57)
LATITUDES, LONGITUDES = st.floats(-60, 80), st.floats(-180, 180)
VIEWS = st.builds(View, LATITUDES, LONGITUDES, st.integers(0, MOST_ZOOM))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("world", WORLD),
        ("52.6,12.5,2", EUROPE),
        ("-36.85,174.76,6", View(-36.85, 174.76, 6)),
        ("0,-180,1", View(0, -180, 1)),
        ("80,180,6", View(80, -180, 6)),
    ],
)
def test_views_are_read(text: str, view: View) -> None:
    assert parse_view(text) == view


@pytest.mark.parametrize(
    "text",
    [
        "", "World", "1,2", "1,2,0", "1,2,7", "1,2,10", "81,0,2", "-61,0,2", "0,181,2", "1.234,2,3", "1,2,3,4",
        "nan,0,2", "1e1,0,2", " 1,2,3", "1,2,3 ", "١,٢,٣", "--1,2,3", "1,2,-3", "1;2;3", "1,2,3\n", "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_view_on_earth_is_none(text: str) -> None:
    assert parse_view(text) is None


@given(VIEWS)
def test_a_view_is_written_as_it_is_read(view: View) -> None:
    assert parse_view(str(view)) == (view if view.zoom else WORLD)


@given(VIEWS, st.floats(-1, 1), st.floats(-1, 1), st.integers(-3, 3))
def test_however_a_view_is_moved_it_stays_one(view: View, east: float, north: float, steps: int) -> None:
    for other in (view.moved(east, north), view.closer(steps)):
        assert parse_view(str(other)) == (other if other.zoom else WORLD)
        assert 0 <= other.zoom <= MOST_ZOOM


def test_closer_and_farther_end_at_the_bounds() -> None:
    assert View(10, 10, MOST_ZOOM).closer(1) == View(10, 10, MOST_ZOOM)
    assert View(10, 10, 1).closer(-1) == WORLD
    assert WORLD.closer(-1) == WORLD.moved(1, 1) == WORLD
    assert View(52, 179, 3).moved(0.5, 0).longitude < 0


@pytest.mark.parametrize("is_mercator", [False, True])
@pytest.mark.parametrize("view", [WORLD, EUROPE, View(45, -75, 3), View(-37, 175, 5)])
def test_the_middle_is_in_the_middle_and_north_is_above(view: View, is_mercator: bool) -> None:
    seen = chart(view, is_mercator)
    x, y = seen.place((view.latitude, view.longitude))
    assert x == pytest.approx(WIDTH / 2, abs=0.1)
    if view.zoom:
        assert y == pytest.approx(HEIGHT / 2, abs=0.1)
    north, east = seen.place((view.latitude + 1, view.longitude)), seen.place((view.latitude, view.longitude + 1))
    assert north[1] < y
    assert north[0] == pytest.approx(x, abs=0.1)
    assert east[0] > x


@pytest.mark.parametrize("view", [EUROPE, View(45, -75, 3), View(-37, 175, 5), View(0, 20, 1)])
def test_a_view_is_as_high_as_its_span(view: View) -> None:
    seen = chart(view)
    top, foot = (seen.place((view.latitude + way * view.span / 2, view.longitude))[1] for way in (1, -1))
    assert top == pytest.approx(0, abs=0.2)
    assert foot == pytest.approx(HEIGHT, abs=0.2)


def area(view: View, latitude: float, longitude: float) -> float:
    """Return the area of a field of half a degree in the picture, by its corners."""
    half = 0.25
    corners = [
        chart(view).project(latitude + y * half, longitude - view.longitude + x * half)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


@given(st.floats(-58, 80), st.floats(-150, 150), st.sampled_from([WORLD, EUROPE, View(20, 100, 1)]))
def test_equal_areas_are_drawn_equally_large(latitude: float, longitude: float, view: View) -> None:
    near = abs(longitude - view.longitude) < 80
    if view.zoom and not near:
        return
    equator = (
        area(WORLD, 0, 11) if not view.zoom else area(view, view.latitude, view.longitude) / cos(radians(view.latitude))
    )
    assert area(view, latitude, longitude) / cos(radians(latitude)) == pytest.approx(equator, rel=0.01)


def test_places_are_where_their_land_is() -> None:
    for view in (EUROPE, View(52, 13, 4), View(40, 10, 1), WORLD):
        for is_mercator in (False, True):
            seen = chart(view, is_mercator)
            x, y = seen.place(BERLIN)
            assert is_on_land(seen.land()["DE"], x, y)
            assert not is_on_land("".join(path for code, path in seen.land().items() if code != "DE"), x, y)


def test_land_beyond_the_date_line_is_where_it_is_seen() -> None:
    for longitude in (179.0, -179.0):
        land = chart(View(-18, longitude, 3)).land()
        assert "FJ" in land
        spread = [x for corners in subpaths(land["FJ"]) for x, _ in corners]
        assert max(spread) - min(spread) < 200


def test_every_country_is_drawn_once_in_the_world() -> None:
    seen = chart(WORLD)
    assert {"NO", "NZ", "CA", "JP", "MA", "BR"} <= seen.land().keys()
    for point, code in ((BERGEN, "NO"), (AUCKLAND, "NZ"), (MONTREAL, "CA")):
        x, y = seen.place(point)
        near = [(x + dx, y + dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)]
        assert any(is_on_land(seen.land()[code], *spot) for spot in near)


@given(VIEWS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_land_is_bounded_and_stays_near_the_picture(view: View, is_mercator: bool) -> None:
    seen = chart(view, is_mercator)
    paths = "".join(seen.land().values())
    assert len(paths) <= LONGEST_LAND
    for corners in subpaths(paths):
        assert all(-5 <= x <= WIDTH + 5 and -5 <= y <= seen.height + 5 for x, y in corners)


@pytest.mark.parametrize(
    ("points", "zoom"),
    [
        ([BERGEN], MOST_FITTING),
        ([BERGEN, (48.1, 11.6)], 3),
        ([BERGEN, (35.5, -5.3)], 2),
        ([BERLIN, BERLIN], MOST_FITTING),
    ],
)
def test_the_closest_view_that_holds_all(points: list[tuple[float, float]], zoom: int) -> None:
    view = fitting(points, 26)
    assert view
    assert view.zoom == zoom
    seen = chart(view)
    assert all(seen.holds(seen.place(point), 26) for point in points)


def test_what_is_far_apart_is_held_by_the_world_alone() -> None:
    assert fitting([BERGEN, AUCKLAND], 26) is None
    assert fitting([], 26) is None
    assert fitting([(0, 179), (0, -179)], 26) == View(0, -180, MOST_FITTING)


@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=6), st.booleans())
@settings(deadline=None)
def test_a_view_that_fits_holds_all(points: list[tuple[float, float]], is_mercator: bool) -> None:
    view = fitting(points, 26, is_mercator=is_mercator, most=MOST_ZOOM)
    if view:
        seen = chart(view, is_mercator)
        assert all(seen.holds(seen.place(point), 26) for point in points)


def test_there_are_tiles_in_mercators_projection_alone() -> None:
    assert chart(EUROPE).tiles() == ()


@given(VIEWS)
@settings(deadline=None)
def test_tiles_cover_the_picture_and_are_few(view: View) -> None:
    seen = chart(view, True)
    size = seen.tile_size
    tiles = seen.tiles()
    assert 1 <= len(tiles) <= 40
    assert 170 <= size <= 400
    top, foot = min(tile.y for tile in tiles), max(tile.y for tile in tiles) + size  # beyond them there is no tile
    assert top <= 0 or min(tile.row for tile in tiles) == 0
    assert foot >= seen.height or max(tile.row for tile in tiles) == 2 ** tiles[0].zoom - 1
    for x in range(1, int(WIDTH), 53):
        for y in range(max(1, int(top) + 1), int(min(seen.height, foot)), 53):
            assert any(t.x <= x <= t.x + size and t.y <= y <= t.y + size for t in tiles)
    assert all(0 <= t.column < 2**t.zoom and 0 <= t.row < 2**t.zoom for t in tiles)


def test_a_place_is_on_the_tile_that_tile_servers_have_it_on() -> None:
    """Berlin at zoom 6 is on tile 34/20, as https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames reckons it."""
    seen = chart(View(52, 13, 4), True)
    x, y = seen.place(BERLIN)
    (tile,) = [t for t in seen.tiles() if t.x <= x < t.x + seen.tile_size and t.y <= y < t.y + seen.tile_size]
    assert tile.column == int((BERLIN[1] + 180) / 360 * 2**tile.zoom)
    assert (tile.column >> (tile.zoom - 5), tile.row >> (tile.zoom - 5)) == (17, 10)
    assert WIDTH / seen.tile_size < 2 * pi
