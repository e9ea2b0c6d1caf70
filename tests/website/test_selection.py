"""A choice of practices in an address: nothing is dropped in silence."""

from hypothesis import given
from hypothesis import strategies as st

from convivia.practices.ids import ALPHABET, LENGTH
from convivia.website.selection import READ, Selection, id_query, read_selection, say_troubles

A, B, C = "2222222", "3333333", "4444444"
IDS = st.lists(st.text(ALPHABET[:3], min_size=LENGTH, max_size=LENGTH) | st.text(max_size=9), max_size=12)


def test_ids_keep_their_order():
    assert read_selection([B, A, C], most=5) == Selection((B, A, C), 5)


def test_doubled_wrong_and_further_ones_are_told_apart():
    found = read_selection([A, A, "x y", "", B, C], most=2)
    assert found == Selection((A, B), 2, doubled=(A,), unknown=("x y",), beyond=(C,))


def test_an_id_that_names_nothing_takes_nobodys_place():
    found = read_selection([A, B, C], most=2).known([B, C])
    assert found == Selection((B, C), 2, unknown=(A,))


def test_merged_ones_lead_to_others_each_once():
    found = read_selection([A, B, C], most=2).led({A: C})
    assert found == Selection((C, B), 2, merged=((A, C),))
    assert read_selection([A, B, C], most=5).led({}) == Selection((A, B, C), 5)
    assert say_troubles(found) == [
        "A record that the address names was made one with another. That one is shown in its place."
    ]


def test_one_is_moved_or_taken_away():
    found = read_selection([A, B, C], most=5)
    assert (found.moved(C, -1), found.moved(A, 1), found.moved(A, -1)) == ((A, C, B), (B, A, C), (A, B, C))
    assert found.without(B) == (A, C)


def test_only_so_many_are_read():
    found = read_selection([f"{n}" for n in range(READ + 3)], most=5)
    assert (found.unread, len(found.unknown)) == (3, READ)
    assert say_troubles(found)[-1] == "The address names too many practices. The first 200 were looked at."


def test_troubles_are_said():
    assert say_troubles(read_selection([A, B], most=5)) == []
    assert say_troubles(read_selection([A, A, "<b>" * 20], most=5)) == [
        f"No practice has the id “{('<b>' * 20)[:40]}”. "
        "Perhaps the address has a slip in it, or the practice was deleted.",
        "A practice stood in the address more than once. It is shown once.",
    ]
    many = say_troubles(read_selection([f"bad-{n}" for n in range(7)], most=5))
    assert many[0].startswith("No practice has one of these ids: “bad-0”, “bad-1”, “bad-2”, “bad-3”, “bad-4” ….")


def test_the_query_string():
    assert id_query([]) == ""
    assert id_query([A, B], title="") == f"?id={A}&id={B}"
    assert id_query([A], title="a&b") == f"?id={A}&title=a%26b"


@given(IDS, st.integers(1, 5))
def test_every_value_is_taken_or_told(values, most):
    found = read_selection(values, most=most)
    told = [*found.ids, *found.unknown, *found.beyond]
    assert sorted(told) == sorted({value.strip() for value in values if value.strip()})
    assert len(found.ids) <= most
    assert set(found.doubled) <= set(told)
