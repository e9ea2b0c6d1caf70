"""Long lists: in their order, and by what changed last."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices import lists
from convivia.practices.lists import changed_last, practices_in_order
from convivia.practices.models import Practice, Text
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """The ids of five practices, changed in another order; the third and the last at the same time."""
    place = make_place()
    made = [make_practice(text_record(external_id=f"p{n}"), place_ids=(place.pk,)).pk for n in range(5)]
    for day, pk in zip((2, 0, 3, 1, 3), made, strict=True):
        Practice.objects.filter(pk=pk).update(updated_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day))
    return made


def test_practices_come_in_the_order_of_their_ids(five):
    first, second, third, *_ = five
    assert [practice.pk for practice in practices_in_order([third, first, second])] == [third, first, second]


def test_what_is_gone_or_has_no_text_is_left_out(five):
    first, second, third, *_ = five
    Text.objects.filter(practice_id=second).delete()
    assert [practice.pk for practice in practices_in_order([first, second, 999_999, third])] == [first, third]


def test_as_many_queries_for_five_as_for_one(five):
    def count(ids):
        with CaptureQueriesContext(connection) as caught:
            practices_in_order(ids)
        return len(caught)

    assert count(five) == count(five[:1])


@pytest.mark.parametrize("at_most", [500, 1])
def test_what_changed_last_comes_first(five, monkeypatch, at_most, django_assert_num_queries):
    monkeypatch.setattr(lists, "_NAMED_AT_MOST", at_most)
    one, two, three, four, last = five
    with django_assert_num_queries(1):
        assert changed_last(five, offset=0, limit=10) == [last, three, one, four, two]
    assert changed_last([one, two, four], offset=1, limit=1) == [four]
    assert changed_last(five, offset=5, limit=5) == []
    assert changed_last([], offset=0, limit=5) == []
