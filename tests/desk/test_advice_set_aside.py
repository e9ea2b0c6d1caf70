"""Advice that writers set aside: it stays away until its field says something else, and readers see that it was."""

import pytest

from convivia.practices.advice import advise
from convivia.practices.advice_actions import set_aside, take_up
from convivia.practices.advice_marks import mark_of
from convivia.practices.models import SetAside, WorkingCopy
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow import State

PRAISE = "The best project of the town, for all who live in it."


def marks(practice):
    """Return the marks of the advice on the summary, by reason."""
    copy = WorkingCopy.objects.get(practice=practice)
    found = advise(copy.content, language=copy.language)
    return {one.reason: mark_of(one, copy.content) for one in found if one.key == "summary"}


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor, summary=PRAISE)


def test_a_mark_holds_until_the_field_says_something_else(practice):
    before = marks(practice)["praise"]
    copy = WorkingCopy.objects.get()
    copy.content["texts"]["en"]["title"] = "Another title"
    copy.save()
    assert marks(practice)["praise"] == before
    copy.content["texts"]["en"]["summary"] += " More."
    copy.save()
    assert marks(practice)["praise"] != before


def test_who_set_it_aside_first_stays_named(practice, contributor, coordinator):
    mark = marks(practice)["praise"]
    for one in (contributor, coordinator):
        set_aside(practice=practice, mark=mark, by=one)
    assert list(SetAside.objects.values_list("mark", "by")) == [(mark, "contributor")]
    take_up(practice=practice, mark=mark, by=coordinator)
    assert not SetAside.objects.exists()


def test_what_is_no_advice_is_not_noted(practice, contributor):
    assert [set_aside(practice=practice, mark=mark, by=contributor) for mark in ("", "0" * 32, "x" * 900)] == [None] * 3
    WorkingCopy.objects.all().delete()
    assert set_aside(practice=practice, mark="0" * 32, by=contributor) is None


def test_only_who_writes_sets_aside(practice, contributor, translator, neighbour, reader):
    mark = marks(practice)["praise"]
    for one in (neighbour, reader):
        for act in (set_aside, take_up):
            with pytest.raises(NotAllowed):
                act(practice=practice, mark=mark, by=one)
    assert set_aside(practice=practice, mark=mark, by=translator)
    practice.state = State.SUBMITTED
    with pytest.raises(NotAllowed):
        take_up(practice=practice, mark=mark, by=contributor)
