"""Two states of a practice compared by section and in words."""

import copy
import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.practices.comparing import MOST_WORDS, Piece, PieceKind, compare, compare_words, for_the_public
from convivia.practices.snapshots import empty_content, empty_text

WORDS = st.text(alphabet="ab é,.\n语語ไ", max_size=60)


def content(**text):
    made = empty_content("en")
    made["texts"]["en"] |= {"title": "A title", "summary": "One. Two.", "answers": {"purpose": "To meet."}} | text
    return made


def changed(**parts):
    return content() | parts


def said(before, after):
    """Return what is compared as one line: -removed- +added+ and gaps as […]."""
    signs = {"same": "{}", "removed": "-{}-", "added": "+{}+", "gap": "[…]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in compare_words(before, after)[0])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "New words.", "+New words.+"),
        ("Old words.", "", "-Old words.-"),
        ("The same.", "The same.", "The same."),
        ("We meet on Monday.", "We meet on Friday.", "We meet on -Monday-+Friday+."),
        ("We meet weekly.", "We meet here weekly.", "We meet +here +weekly."),
        # a single word between two changes belongs to the change
        ("old and grey house", "new and white house", "-old and grey-+new and white+ house"),
        ("我们开会", "我们不开会", "我们+不+开会"),
    ],
)
def test_words_are_compared(before, after, expected):
    assert said(before, after) == expected


@given(WORDS, WORDS)
def test_pieces_give_both_texts_back(before, after):
    pieces, is_whole = compare_words(before, after, context=None)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert not is_whole
    assert {piece.kind for piece in pieces} <= set(get_args(PieceKind))
    if before == after:
        assert all(piece.kind == "same" for piece in pieces)


@given(WORDS, WORDS)
def test_what_is_added_one_way_is_removed_the_other(before, after):
    def both(one, other, kind):
        return sum(len(piece.text) for piece in compare_words(one, other)[0] if piece.kind == kind)

    there = both(before, after, "added") - both(before, after, "removed")
    assert there == both(after, before, "removed") - both(after, before, "added")


def test_long_stretches_that_stay_are_left_out():
    many = " ".join(f"w{number}" for number in range(200))
    pieces, _ = compare_words(f"old {many} end", f"new {many} stop")
    assert [piece.kind for piece in pieces] == ["removed", "added", "same", "gap", "same", "removed", "added"]
    assert pieces[3] == Piece("", "gap", 150)


def test_texts_that_are_too_long_are_shown_whole_and_in_no_time():
    before = " ".join(f"w{number}" for number in range(MOST_WORDS + 1))
    started = time.perf_counter()
    pieces, is_whole = compare_words(f"x {before} x", f"y {before[::-1]} y")
    assert is_whole
    assert [piece.kind for piece in pieces] == ["removed", "added"]
    assert time.perf_counter() - started < 2


def test_what_both_begin_and_end_with_does_not_count_as_long():
    before = " ".join(f"w{number}" for number in range(MOST_WORDS + 1))
    pieces, is_whole = compare_words(before + " old", before + " new")
    assert (is_whole, pieces[-1]) == (False, Piece("new", "added"))


def test_nothing_differs():
    difference = compare(content(), copy.deepcopy(content()))
    assert (bool(difference), difference.keys) == (False, ())


@pytest.mark.parametrize(
    ("after", "keys"),
    [
        (content(title="Another"), ("title/en",)),
        (content(answers={"purpose": "To meet.", "impact": "New."}), ("impact/en",)),
        (content(answers={}), ("purpose/en",)),
        (content(keywords=["food"]), ("keywords/en",)),
        (content(intake_key="abc"), ()),
        (changed(concepts=["mediation"]), ("concepts",)),
        (changed(licence="CC-BY-4.0", confirmed="2026-05-04"), ("licence", "confirmed")),
        (changed(contact=content()["contact"] | {"office": "An office"}), ("contact",)),
        (changed(texts={**content()["texts"], "fr": empty_text("translation") | {"title": "Titre"}}), ("text/fr",)),
        (changed(texts={}), ("text/en",)),
        (changed(further={"costs": "little"}), ("further.costs",)),
        (changed(period=content()["period"] | {"text": "2019", "start": "2019"}), ("period",)),
        (changed(pictures=[{"digest": "d", "alt": {}, "licence": "", "credit": ""}]), ("pictures",)),
    ],
)
def test_everything_that_can_differ_has_its_key(after, keys):
    assert compare(content(), after).keys == keys


def test_places_tell_what_came_and_what_went_and_that_their_order_is_new():
    before, after = changed(places=["oslo", "fika"]), changed(places=["fika", "bergen"])
    (change,) = compare(before, after).facts
    assert (change.key, change.removed, change.added) == ("places", ("oslo",), ("bergen",))
    (turned,) = compare(before, changed(places=["fika", "oslo"])).facts
    assert (turned.removed, turned.added, turned.after) == ((), (), ["fika", "oslo"])


def test_the_order_of_areas_says_nothing():
    assert not compare(changed(concepts=["a", "b"]), changed(concepts=["b", "a"]))


def test_evidence_that_came_went_and_changed():
    def statement(text, kind="told"):
        return {"kind": kind, "date": "", "source": "", "source_url": "", "statements": {"en": text}}

    before = changed(evidence=[statement("Fewer quarrels."), statement("More friends.")])
    after = changed(evidence=[statement("More friends."), statement("Fewer quarrels by half.", "counted")])
    (change,) = compare(before, after).evidence
    assert (change.kind, change.after["kind"]) == ("changed", "counted")
    ((language, text),) = change.statements
    assert (language, [piece.text for piece in text.pieces if piece.kind == "added"]) == ("en", [" by half"])
    assert [one.kind for one in compare(content(), before).evidence] == ["added", "added"]
    assert [one.kind for one in compare(before, content()).evidence] == ["removed", "removed"]


def test_the_public_never_reads_an_address_that_is_not_to_be_shown():
    hidden = changed(contact=content()["contact"] | {"email": "office@example.org"}, further={"costs": "little"})
    shown = for_the_public(hidden)
    assert (shown["contact"]["email"], "further" in shown) == ("", False)
    assert hidden["contact"]["email"] == "office@example.org"
    hidden["contact"]["shows_email"] = True
    assert for_the_public(hidden)["contact"]["email"] == "office@example.org"
