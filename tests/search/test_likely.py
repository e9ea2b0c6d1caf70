"""What is alike in two records, and how much each sign says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.likely import LIKELY, WEIGHTS, Alike, Told, weigh

HERE, ELSEWHERE = frozenset([1]), frozenset([2])
BASE = Told(titles=(("en", "The round table"),), places=HERE, period="2019", start=2019)


def told(title="The round table", language="en", **values):
    return Told(**({"titles": ((language, title),), "places": HERE, "period": "2019", "start": 2019} | values))


@pytest.mark.parametrize(
    ("other", "alike", "signs"),
    [
        (told(), Alike(), ("same-title", "same-place", "same-period")),
        (told("the ROUND-table", period="since 2019"), Alike(), ("same-title", "same-place", "same-year")),
        (told("The round tables", start=2020, period="2020"), Alike(), ("similar-title", "same-place", "other-year")),
        (
            told("Sampleton: the open round table", names=frozenset(["sampleton"])),
            Alike(),
            ("similar-title", "same-place", "same-period"),
        ),
        (told("Our The table round"), Alike(), ("similar-title", "same-place", "same-period")),
        (
            told("La table ronde", "fr"),
            Alike(titles=0.9, told=0.9),
            ("told-alike", "title-means", "same-place", "same-period", "other-language"),
        ),
        (told("Else", places=frozenset([3]), around=HERE), Alike(), ("same-period", "near-place")),
        (told(places=ELSEWHERE), Alike(), ("same-title", "same-period", "other-place")),
        (told("Else", links=frozenset(["x"])), Alike(rare_links=frozenset(["x"])), ("same-place", "same-period")),
    ],
)  # fmt: skip
def test_signs(other, alike, signs):
    assert weigh(BASE, other, alike).signs == signs


@pytest.mark.parametrize(
    ("one", "other", "is_edition"),
    [
        ("Festival 2019", "Festival 2020", True),
        ("Festival", "Festival #2", True),
        ("Festival 2019", "Fest 2020", True),
        ("Festival 2019", "Festival 2019", False),
        ("Festival", "A party in 2020", False),
    ],
)
def test_editions_of_a_series_differ_in_a_number(one, other, is_edition):
    signs = weigh(told(one), told(other, start=2020, period="2020"), Alike()).signs
    assert ("other-edition" in signs) is is_edition
    assert "other-edition" not in weigh(told(one), told(other), Alike()).signs


def test_a_rare_link_is_a_sign_and_one_of_many_is_none():
    one, other = told(links=frozenset(["x"])), told(links=frozenset(["x"]))
    assert "same-link" in weigh(one, other, Alike(rare_links=frozenset(["x"]))).signs
    assert "same-link" not in weigh(one, other, Alike()).signs


@pytest.mark.parametrize(
    ("other", "alike", "is_likely"),
    [
        (told(), Alike(), True),
        (told("Else"), Alike(), False),
        (told("Else"), Alike(titles=0.3, told=0.4), False),
        (told("La table ronde", "fr"), Alike(titles=0.8, told=0.3), True),
        (told("Autour d’un thé", "fr"), Alike(titles=0.2, told=0.45), True),
        (told("Over a cup of tea"), Alike(titles=0.2, told=0.45), False),
        (told("The round table 2019", places=ELSEWHERE), Alike(titles=1.0, told=0.9), False),
        (told(places=ELSEWHERE), Alike(told=0.6), False),
        (told("The round table", start=2010, period="2010"), Alike(), True),
    ],
)
def test_what_is_likely(other, alike, is_likely):
    assert (weigh(BASE, other, alike).score >= LIKELY) is is_likely


records = st.builds(
    Told,
    titles=st.lists(st.tuples(st.sampled_from(["en", "fr"]), st.text(max_size=30)), max_size=3).map(tuple),
    places=st.frozensets(st.integers(1, 3)),
    around=st.frozensets(st.integers(1, 3)),
    period=st.text(max_size=10),
    start=st.none() | st.integers(1990, 2020),
)


@given(records, records, st.none() | st.floats(-1, 1), st.none() | st.floats(-1, 1))
def test_it_is_the_same_either_way_round(one, other, titles, meaning):
    alike = Alike(titles, meaning)
    there, back = weigh(one, other, alike), weigh(other, one, alike)
    assert (there.score, set(there.signs)) == (back.score, set(back.signs))
    assert 0 <= there.score <= 1
    assert set(there.signs) <= {*WEIGHTS, "title-means", "told-alike"}
