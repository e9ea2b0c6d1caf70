"""How far readers agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.reviews.agreement import Opinion, agreement, readers_disagree, weighted_kappa
from convivia.reviews.scoring import Group, Measure

MEASURES = (
    Measure("may", Group.EXCLUSION),
    Measure("need", Group.CORE, 2),
    Measure("doing", Group.CORE, 2),
    Measure("lasting", Group.QUALIFYING, 1),
)
FULL = {"may": True, "need": 4, "doing": 2, "lasting": 1}
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)


def opinion(recommendation="accept", **scores):
    return Opinion(recommendation, FULL | scores)


def test_two_of_one_mind():
    found = agreement(MEASURES, opinion(), opinion())
    assert (found.same, found.compared, found.share, found.kappa, found.is_disagreement) == (4, 4, 100, 1.0, False)


@pytest.mark.parametrize(
    ("other", "disagree"),
    [
        (opinion("changes"), True),
        (opinion(need=2), False),  # as far as the bound
        (opinion(need=1), True),
        (opinion(lasting=4), False),  # qualifying criteria never call a third reader
        (opinion(may=False), True),
    ],
)
def test_what_asks_a_third_reader(other, disagree):
    assert agreement(MEASURES, opinion(), other).is_disagreement is disagree
    assert readers_disagree(MEASURES, [opinion(), other]) is disagree
    assert readers_disagree(MEASURES, [other]) is False


def test_differences_by_criterion():
    found = agreement(MEASURES, opinion(), opinion(need=1, may=False))
    assert [(one.key, one.points) for one in found.differences] == [
        ("may", 1),
        ("need", 3),
        ("doing", 0),
        ("lasting", 0),
    ]
    assert found.far_apart == ("may", "need")


def test_a_kappa_that_was_worked_out_by_hand():
    # Seen: (0 + 1 + 2) / 3 = 1. By chance: firsts 0 1 2, seconds 0 2 4: (0+2+4 + 1+1+3 + 2+0+2) / 9 = 15/9.
    assert weighted_kappa([(0, 0), (1, 2), (2, 4)]) == pytest.approx(1 - 9 / 15)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(2, 2), (2, 2)]])
def test_where_kappa_is_not_defined(pairs):
    assert weighted_kappa(pairs) is None


@given(PAIRS)
def test_kappa_is_at_most_one_and_the_same_both_ways(pairs):
    found = weighted_kappa(pairs)
    assert found is None or found <= 1
    assert found == pytest.approx(weighted_kappa([(two, one) for one, two in pairs]))


def test_nothing_to_compare():
    found = agreement(MEASURES, Opinion("accept", {}), opinion())
    assert (found.compared, found.share, found.kappa) == (0, None, None)
