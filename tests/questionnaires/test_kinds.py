"""Each kind of question: what says something, how long it is, what is wrong with it, and its JSON Schema."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.questionnaires.kinds import KINDS, Limits, Trouble, is_moment, is_web_address

NOTHING = {
    "text": "", "line": "", "choice": "", "links": "", "concepts": [], "evidence": [], "pictures": [],
    "places": {"places": [], "countries": []},
    "period": {"text": "", "start": None, "end": None, "ongoing": None, "recurrence": "", "precision": ""},
    "contact": {"office": "", "organisation": "", "email": "", "shows_email": False, "page": ""},
}  # fmt: skip
STATEMENT = {"kind": "told", "statements": {"en": "It helped."}, "date": "2024-05", "source": "", "source_url": ""}
PICTURE = {"digest": "ab", "alt": {"en": "A table."}, "licence": "CC0-1.0", "credit": ""}
FINE = {
    "text": "One.\n\nTwo.", "line": "One", "choice": "b", "links": "Report, https://example.org/1",
    "concepts": ["mediation"],
    "evidence": [STATEMENT], "pictures": [PICTURE], "places": {"places": [], "countries": ["NO"]},
    "period": NOTHING["period"] | {"text": "Since 2019", "start": "2019", "ongoing": True},
    "contact": NOTHING["contact"] | {"page": "https://example.org/office"},
}  # fmt: skip
LIMITS = Limits(longest=40, suggested=10)
BAD = [
    ("text", 7, [Trouble("wrong-type")]),
    ("text", "x" * 41, [Trouble("too-long", length=41, longest=40)]),
    ("text", f"  {'x' * 40}\n", []),
    ("line", "One\nTwo", [Trouble("not-one-line")]),
    ("line", "One\n", []),
    ("choice", "z", [Trouble("no-option")]),
    ("links", "Read http:///x", [Trouble("bad-address", 1)]),
    ("links", "One\nhttps://u:p@example.org", [Trouble("bad-address", 2)]),
    ("links", "See also: the report", []),
    ("concepts", "mediation", [Trouble("wrong-type")]),
    ("concepts", [1], [Trouble("wrong-type")]),
    ("places", [], [Trouble("wrong-type")]),
    ("places", {"places": "oslo"}, [Trouble("wrong-type")]),
    ("period", "2019", [Trouble("wrong-type")]),
    ("period", {"text": "x" * 41}, [Trouble("too-long", length=41, longest=40)]),
    ("contact", [], [Trouble("wrong-type")]),
    ("contact", {"email": "office", "page": "example.org"}, [Trouble("bad-email"), Trouble("bad-address")]),
    ("evidence", {}, [Trouble("wrong-type")]),
    ("evidence", ["x"], [Trouble("wrong-type", 1)]),
    ("evidence", [STATEMENT, {"statements": {"en": " "}}], [Trouble("no-kind", 2), Trouble("no-statement", 2)]),
    ("evidence", [STATEMENT | {"date": "2024-13"}], [Trouble("bad-date", 1)]),
    ("evidence", [STATEMENT | {"source_url": "javascript:x"}], [Trouble("bad-address", 1)]),
    ("evidence", [STATEMENT | {"statements": {"en": "x" * 41}}], [Trouble("too-long", 1, 41, 40)]),
    ("pictures", "", [Trouble("wrong-type")]),
    ("pictures", [PICTURE | {"alt": {}, "licence": ""}], [Trouble("no-alt", 1), Trouble("no-licence", 1)]),
    ("pictures", [PICTURE | {"alt": {"en": "x" * 41}}], [Trouble("too-long", 1, 41, 40)]),
]  # fmt: skip


def test_these_are_all_kinds():
    assert set(KINDS) == set(NOTHING) == set(FINE)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_said_is_fine_and_no_answer(name):
    kind = KINDS[name]
    assert kind.empty() == NOTHING[name]
    assert (kind.is_answered(kind.empty()), kind.length(kind.empty())) == (False, 0)
    assert kind.troubles(kind.empty(), LIMITS, ["a", "b"]) == []
    assert kind.is_answered(None) is False


@pytest.mark.parametrize("name", KINDS)
def test_a_good_answer_says_something_and_fits_its_schema(name):
    kind, schema = KINDS[name], KINDS[name].schema(LIMITS, ["a", "b"])
    assert (kind.is_answered(FINE[name]), kind.troubles(FINE[name], LIMITS, ["a", "b"])) == (True, [])
    jsonschema_rs.validate(schema, FINE[name])
    jsonschema_rs.validate(schema, NOTHING[name])


@pytest.mark.parametrize(("name", "value", "troubles"), BAD)
def test_what_is_wrong_is_said(name, value, troubles):
    assert KINDS[name].troubles(value, LIMITS, ["a", "b"]) == troubles


@pytest.mark.parametrize(
    ("name", "value", "length"),
    [
        ("text", " four ", 4),
        ("period", FINE["period"], 10),
        ("evidence", [STATEMENT, STATEMENT | {"statements": {"en": "No.", "fr": "Aucun."}}], 10),
        ("pictures", [PICTURE], 8),
        ("choice", "b", 0),
        ("contact", FINE["contact"], 0),
    ],
)
def test_how_long_an_answer_is(name, value, length):
    assert KINDS[name].length(value) == length


def test_places_and_contacts_need_what_one_can_use():
    assert KINDS["places"].is_answered({"places": ["oslo"], "countries": []})
    assert KINDS["contact"].is_answered({"email": "office@example.org"})
    assert not KINDS["contact"].is_answered({"office": "Department for schools", "shows_email": True})


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org/a?b=c#d", True), ("http://example.org:8080", True), ("ftp://example.org", False),
        ("https://", False), ("https://example.org:x", False), ("https://a b.org", False), ("https://[", False),
        ("https://me@example.org", False), ("javascript:alert(1)", False), ("", False),
    ],
)  # fmt: skip
def test_addresses_of_the_web(text, is_one):
    assert is_web_address(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2024", True), ("2024-02", True), ("2024-02-29", True), ("2023-02-29", False), ("2024-13", False), ("24", False),
     ("0000", False), ("2024-5", False), ("2024-05-31T", False), ("٢٠٢٤", False), ("", False)],
)  # fmt: skip
def test_moments(text, is_one):
    assert is_moment(text) is is_one


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["text", "kind", "statements", "alt", "email", "page", "places", "countries", "date", "source_url"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(list(KINDS)), anything)
def test_nothing_that_comes_as_an_answer_breaks_a_kind(name, value):
    kind = KINDS[name]
    assert isinstance(kind.is_answered(value), bool)
    assert kind.length(value) >= 0
    assert all(isinstance(one, Trouble) for one in kind.troubles(value, LIMITS, ["a"]))
