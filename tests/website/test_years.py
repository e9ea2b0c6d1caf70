import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.website.years import MOST_COLUMNS, STATUSES, Column, marks, years_of

FOUND = st.dictionaries(
    st.sampled_from(STATUSES), st.dictionaries(st.integers(1800, 2100), st.integers(0, 40), max_size=30), max_size=3
)


def test_each_year_is_a_column_and_so_are_those_between() -> None:
    years = years_of({"running": {2017: 2, 2019: 1}, "ended": {2019: 4}, "unknown": {}})
    assert years.columns == (
        Column(2017, 2017, (2, 0, 0)),
        Column(2018, 2018, (0, 0, 0)),
        Column(2019, 2019, (1, 0, 4)),
    )
    assert (years.total, years.counts, years.most, years.middle) == (7, (3, 0, 4), 5, 2019)
    assert [column.value for column in years.columns] == ["2017", "2018", "2019"]


def test_the_long_tail_is_one_column() -> None:
    years = years_of({"running": {1950: 1, 1985: 2, 2000: 3, 2022: 4}})
    assert len(years.columns) == MOST_COLUMNS
    assert years.columns[0] == Column(1950, 1999, (3, 0, 0))
    assert (years.columns[0].value, years.columns[0].is_span) == ("1950-1999", True)
    assert years.columns[1].first == 2000


def test_years_that_just_fit_are_all_shown() -> None:
    years = years_of({"ended": {2000: 1, 2000 + MOST_COLUMNS - 1: 1}})
    assert len(years.columns) == MOST_COLUMNS
    assert not years.columns[0].is_span


def test_nothing_is_nothing() -> None:
    for found in ({}, {"running": {}}, {"running": {2019: 0}}):
        years = years_of(found)
        assert (years.columns, years.total, years.most, years.middle) == ((), 0, 0, 0)


@given(FOUND)
def test_no_practice_is_lost_and_the_picture_is_bounded(found: dict[str, dict[int, int]]) -> None:
    years = years_of(found)
    total = sum(number for counts in found.values() for number in counts.values())
    assert sum(column.total for column in years.columns) == years.total == total
    assert len(years.columns) <= MOST_COLUMNS
    assert all(a.last + 1 == b.first for a, b in zip(years.columns, years.columns[1:], strict=False))
    if total:
        later = sum(n for counts in found.values() for year, n in counts.items() if year >= years.middle)
        after = sum(n for counts in found.values() for year, n in counts.items() if year > years.middle)
        assert after * 2 < total <= later * 2


@pytest.mark.parametrize(
    ("most", "lines"),
    [(0, [0]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (5, [0, 2, 4, 6]), (20, [0, 5, 10, 15, 20]), (93, [0, 50, 100])],
)
def test_the_scale_has_round_numbers(most: int, lines: list[int]) -> None:
    assert marks(most) == lines


@given(st.integers(0, 10**7))
def test_the_scale_holds_the_most(most: int) -> None:
    lines = marks(most)
    assert lines[-1] >= most
    assert len(lines) <= 5
