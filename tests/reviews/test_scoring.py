"""What scores come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.reviews.scoring import Group, Measure, Result, read_score, result, write_score

MEASURES = (
    Measure("may", Group.EXCLUSION),
    Measure("need", Group.CORE, 2),
    Measure("doing", Group.CORE, 2),
    Measure("lasting", Group.QUALIFYING, 1),
)


def test_what_scores_come_to():
    scores = {"may": True, "need": 4, "doing": 2, "lasting": 1}
    assert result(MEASURES, scores) == Result((), (), core=75, qualifying=25, overall=65)


def test_a_no_excludes_and_what_is_missing_is_named():
    assert result(MEASURES, {"may": False, "need": 0}) == Result(
        ("may",), ("doing", "lasting"), core=0, qualifying=None, overall=0
    )
    assert result(MEASURES, {}) == Result((), ("may", "need", "doing", "lasting"), None, None, None)


@pytest.mark.parametrize(
    ("group", "words", "score"),
    [(Group.EXCLUSION, "yes", True), (Group.EXCLUSION, "no", False), (Group.CORE, "0", 0), (Group.QUALIFYING, "4", 4)],
)
def test_scores_are_read_as_they_are_written(group, words, score):
    assert read_score(group, words) is score
    assert write_score(score) == words


@pytest.mark.parametrize(
    ("group", "words"),
    [(Group.EXCLUSION, "4"), (Group.EXCLUSION, ""), (Group.CORE, "5"), (Group.CORE, "-1"), (Group.CORE, "yes"),
     (Group.CORE, "٣"), (Group.CORE, "3.0")],
)  # fmt: skip
def test_what_is_no_score(group, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        read_score(group, words)


@given(st.dictionaries(st.sampled_from(["need", "doing", "lasting"]), st.integers(0, 4)))
def test_shares_are_per_cents(scores):
    found = result(MEASURES, scores)
    shares = [share for share in (found.core, found.qualifying, found.overall) if share is not None]
    assert all(0 <= share <= 100 for share in shares)
    assert (found.overall is None) == (not scores)
