"""Places that would lie on each other in a picture are drawn as one, whatever order they come in. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a picture: its key, where it falls, and how many practices it has."""

    key: str
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Some spots drawn as one, where the one with most practices is; that one is the first of them."""

    spots: tuple[Spot, ...]

    @property
    def x(self) -> float:
        """Where it is drawn."""
        return self.spots[0].x

    @property
    def y(self) -> float:
        """Where it is drawn."""
        return self.spots[0].y


def clusters(spots: Iterable[Spot], distance: float) -> list[Cluster]:
    """Return all spots in clusters that are at least `distance` apart; those with most practices lead, and come first.

    A spot joins the nearest leader within `distance`, or leads a cluster of its own. Raises ValueError for a distance
    that is none.
    """
    if not distance > 0:
        raise ValueError("clusters need a distance")
    # By cells as wide as the distance: the leaders that may be near are known in its own cell and the eight around it.
    leaders: dict[tuple[int, int], list[list[Spot]]] = {}
    found: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda spot: (-spot.count, spot.key)):
        column, row = int(spot.x // distance), int(spot.y // distance)
        nearest, away = None, distance
        for members in leaders.get((column, row), ()):
            apart = hypot(members[0].x - spot.x, members[0].y - spot.y)
            if apart < away:
                nearest, away = members, apart
        if nearest:
            nearest.append(spot)
            continue
        found.append([spot])
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                leaders.setdefault((x, y), []).append(found[-1])
    return [Cluster(tuple(members)) for members in found]
