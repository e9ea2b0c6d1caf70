from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.places.clusters import Spot, clusters

SPOTS = st.lists(
    st.builds(
        Spot,
        st.text("abc", min_size=1, max_size=4),
        st.floats(-100, 700),
        st.floats(-100, 500),
        st.integers(1, 50),
    ),
    max_size=60,
    unique_by=lambda spot: spot.key,
)
DISTANCES = st.sampled_from([1.0, 30.0, 50.0, 400.0])


def test_what_is_near_joins_the_place_with_most_practices() -> None:
    small, large, apart = Spot("a", 10, 10, 1), Spot("b", 20, 10, 5), Spot("c", 100, 10, 5)
    assert [cluster.spots for cluster in clusters([small, apart, large], 50)] == [(large, small), (apart,)]


def test_between_two_the_nearer_one_is_joined() -> None:
    left, right, middle = Spot("a", 0, 0, 9), Spot("b", 60, 0, 8), Spot("c", 35, 0, 1)
    found = clusters([left, right, middle], 50)
    assert [cluster.spots for cluster in found] == [(left,), (right, middle)]
    assert (found[1].x, found[1].y) == (60, 0)


@pytest.mark.parametrize("distance", [0, -1, float("nan")])
def test_no_distance_is_refused(distance: float) -> None:
    with pytest.raises(ValueError, match="need a distance"):
        clusters([], distance)


@given(SPOTS, DISTANCES)
def test_every_spot_is_in_one_cluster(spots: list[Spot], distance: float) -> None:
    found = [spot for cluster in clusters(spots, distance) for spot in cluster.spots]
    assert sorted(found, key=lambda spot: spot.key) == sorted(spots, key=lambda spot: spot.key)


@given(SPOTS, DISTANCES)
def test_clusters_keep_their_distance_and_hold_what_is_near(spots: list[Spot], distance: float) -> None:
    found = clusters(spots, distance)
    assert all(hypot(a.x - b.x, a.y - b.y) >= distance for a, b in combinations(found, 2))
    assert all(hypot(spot.x - cluster.x, spot.y - cluster.y) < distance for cluster in found for spot in cluster.spots)
    assert all(cluster.spots[0].count == max(spot.count for spot in cluster.spots) for cluster in found)


@given(SPOTS, DISTANCES, st.randoms())
def test_the_order_in_which_they_come_does_not_matter(spots: list[Spot], distance: float, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(spots)
    chance.shuffle(shuffled)
    assert clusters(shuffled, distance) == clusters(spots, distance)
