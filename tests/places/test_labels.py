from hypothesis import given
from hypothesis import strategies as st

from convivia.places.labels import LETTER, LINE, Circle, Label, labels

CIRCLES = st.lists(
    st.builds(
        Circle, st.floats(20, 620), st.floats(20, 440), st.sampled_from([12.0, 20.0]), st.text("ab", max_size=26)
    ),
    max_size=30,
)


def box(circle: Circle, label: Label) -> tuple[float, float, float, float]:
    long = len(circle.name) * LETTER
    left = label.x - long if label.is_before else label.x
    return left, circle.y - LINE / 2, left + long, circle.y + LINE / 2


def test_a_name_stands_behind_its_circle_and_before_it_at_the_edge() -> None:
    found = labels([Circle(100, 50, 10, "Bergen"), Circle(620, 200, 10, "Limassol")], 640, 460, 9)
    assert found == {0: Label(114, 53.9, False), 1: Label(606, 203.9, True)}


def test_where_there_is_no_room_there_is_no_name() -> None:
    crowd = [Circle(100, 50, 10, "Bergen"), Circle(125, 50, 10, "Oslo"), Circle(75, 50, 10, "Voss")]
    assert set(labels(crowd, 640, 460, 9)) == {1, 2}
    assert labels(crowd, 640, 460, 1).keys() == {1}
    assert labels([Circle(100, 50, 10, "x" * 23), Circle(300, 50, 10, "")], 640, 460, 9) == {}


@given(CIRCLES)
def test_nothing_lies_on_anything_else(circles: list[Circle]) -> None:
    found = labels(circles, 640, 460, 12)
    boxes = {number: box(circles[number], label) for number, label in found.items()}
    assert len(found) <= 12
    for number, (left, top, right, foot) in boxes.items():
        assert left >= 0
        assert right <= 640
        others = [one for place, one in boxes.items() if place != number]
        others += [(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in circles]
        assert not any(left < o[2] and o[0] < right and top < o[3] and o[1] < foot for o in others)
