"""The figures of a ranking: known examples, and what holds for every ranking."""

from math import log2
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from relevance.metrics import exponential, linear, ndcg, recall, reciprocal_rank

IDS = [f"p{number:02}" for number in range(30)]
GRADES = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 2]), min_size=1)
RANKINGS = st.lists(st.sampled_from(IDS), unique=True)
GAINS = st.sampled_from([linear, exponential])
FIGURES = (ndcg, recall, reciprocal_rank)


def test_a_known_example() -> None:
    found, grades = ["a", "x", "b"], {"a": 1, "b": 2, "c": 2}
    got = 1 / log2(2) + 2 / log2(4)
    assert ndcg(found, grades) == pytest.approx(got / (2 / log2(2) + 2 / log2(3) + 1 / log2(4)))
    assert recall(found, grades) == pytest.approx(2 / 3)
    assert reciprocal_rank(found, grades) == 1.0


def test_exponential_gains_value_answers_more() -> None:
    assert [linear(1), linear(2), exponential(1), exponential(2)] == [1.0, 2.0, 1.0, 3.0]
    grades = {"a": 1, "b": 2}
    expected = (1 / log2(2) + 3 / log2(3)) / (3 / log2(2) + 1 / log2(3))
    assert ndcg(["a", "b"], grades, gain=exponential) == pytest.approx(expected)
    assert ndcg(["a", "b"], grades, gain=exponential) < ndcg(["a", "b"], grades)


def test_what_stands_too_deep_counts_nothing() -> None:
    noise = [f"x{number}" for number in range(20)]
    assert ndcg([*noise[:10], "a"], {"a": 2}) == 0.0
    assert ndcg([*noise[:9], "a"], {"a": 2}) == pytest.approx(1 / log2(11))
    assert [recall([*noise[:19], "a"], {"a": 1}), recall([*noise, "a"], {"a": 1})] == [1.0, 0.0]
    assert [reciprocal_rank([*noise[:9], "a"], {"a": 1}), reciprocal_rank([*noise[:10], "a"], {"a": 1})] == [0.1, 0.0]


def test_more_answers_than_places_can_still_be_perfect() -> None:
    grades = dict.fromkeys(IDS[:15], 2)
    assert ndcg(IDS[:10], grades) == 1.0


def test_an_id_that_comes_again_counts_once() -> None:
    grades = {"a": 2, "b": 2}
    assert recall(["a", "a", "b"], grades) == 1.0
    assert ndcg(["a", "a", "b"], grades) < ndcg(["a", "b"], grades)


def test_nothing_found_is_nothing() -> None:
    assert [figure([], {"a": 2}) for figure in FIGURES] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("grades", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_without_grades_there_is_no_figure(figure, grades) -> None:
    with pytest.raises(ValueError, match="grades of 1 and more"):
        figure(["a"], grades)


@given(GRADES, GAINS)
def test_the_best_order_is_perfect(grades, gain) -> None:
    best = sorted(grades, key=lambda one: -grades[one])
    assert ndcg(best, grades, gain=gain) == 1.0
    assert reciprocal_rank(best, grades) == 1.0
    assert recall(best, grades) == min(20, len(grades)) / len(grades)


@given(st.lists(st.sampled_from(IDS)), GRADES, GAINS)
def test_every_figure_has_bounds(found, grades, gain) -> None:
    figures = [ndcg(found, grades, gain=gain), recall(found, grades), reciprocal_rank(found, grades)]
    assert [0.0 <= figure <= 1.0 for figure in figures] == [True, True, True]


@given(RANKINGS, GRADES, GAINS, st.data())
def test_moving_a_better_one_up_never_harms(found, grades, gain, data) -> None:
    assume(len(found) > 1)
    low = data.draw(st.integers(1, len(found) - 1))
    high = data.draw(st.integers(0, low - 1))
    assume(grades.get(found[low], 0) >= grades.get(found[high], 0))
    swapped = list(found)
    swapped[high], swapped[low] = found[low], found[high]
    assert ndcg(swapped, grades, gain=gain) >= ndcg(found, grades, gain=gain) - 1e-12
    assert recall(swapped, grades) >= recall(found, grades)
    assert reciprocal_rank(swapped, grades) >= reciprocal_rank(found, grades)


@given(RANKINGS, GRADES)
def test_what_comes_after_never_harms(found, grades) -> None:
    for figure in FIGURES:
        assert figure(found, grades) >= figure(found[:-1], grades)


def test_a_shuffled_ranking_is_worse_on_average() -> None:
    random, grades = Random(7), {one: 1 + number % 2 for number, one in enumerate(IDS[:5])}
    best = sorted(grades, key=lambda one: -grades[one]) + IDS[5:]
    shuffled = [random.sample(best, len(best)) for _ in range(50)]
    assert sum(ndcg(one, grades) for one in shuffled) / 50 < 0.6 < ndcg(best, grades)
