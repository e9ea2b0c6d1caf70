"""The second run, on another database, keeps the tests that touch one, and only those."""

import pytest

from tests.conftest import touches_the_database


def test_what_touches_no_database(request):
    assert not touches_the_database(request.node)


@pytest.mark.django_db
def test_what_is_marked(request):
    assert touches_the_database(request.node)


def test_what_asks_for_it(request, db):
    assert touches_the_database(request.node)
