"""Where names can be written beside circles so that nothing lies on anything else. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

LETTER, LINE = 6.4, 13.0  # units: the usual width of a letter, the height of a line
GAP = 4.0
MOST_LETTERS = 22


class Circle(NamedTuple):
    """A circle with its name; `radius` includes the line around it."""

    x: float
    y: float
    radius: float
    name: str


class Label(NamedTuple):
    """Where the name of a circle is written: its baseline's beginning, or its end where `is_before` the circle."""

    x: float
    y: float
    is_before: bool


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def labels(circles: Sequence[Circle], width: float, height: float, most: int) -> dict[int, Label]:
    """Return a label for as many circles as have room, `most` at most, by their position; the first come first.

    Labels stand behind their circle, or before it; they lie on no circle and no other label, and within the picture.
    """
    taken = [_Box(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in circles]
    found: dict[int, Label] = {}
    for place, circle in enumerate(circles):
        if len(found) >= most:
            break
        if not circle.name or len(circle.name) > MOST_LETTERS:
            continue
        for is_before in (False, True):
            away, long = circle.radius + GAP, len(circle.name) * LETTER
            x = circle.x - away if is_before else circle.x + away
            box = _Box(
                x - long if is_before else x, circle.y - LINE / 2, x if is_before else x + long, circle.y + LINE / 2
            )
            is_inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
            if is_inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                found[place] = Label(round(x, 1), round(circle.y + LINE * 0.3, 1), is_before)
                break
    return found
