"""A working copy that is taken to a newer edition of the template."""

import pytest

from convivia.practices.lifting_actions import can_be_lifted, lift_working_copy
from convivia.practices.models import Event, WorkingCopy
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow import State
from convivia.practices.writing_actions import Conflict, Held, hold


def told(draft, by):
    return draft(by=by, answers={"purpose": "To meet.", "reference_person": "The office."})


def test_a_working_copy_is_lifted_once(draft, contributor):
    practice = told(draft, contributor)
    working = lift_working_copy(practice=practice, version=1, by=contributor)
    assert (working.edition, working.version, working.held_by) == ("2", 2, contributor)
    saved = WorkingCopy.objects.get(practice=practice)
    assert saved.content["texts"]["en"]["answers"] == {
        "purpose": "To meet.",
        "description": "Key reference person: The office.",
    }
    event = Event.objects.filter(practice=practice.public_id).first()
    assert (event.kind, event.changes) == ("saved", {"edition": ["1", "2"]})
    assert not can_be_lifted(saved)
    assert lift_working_copy(practice=practice, version=2, by=contributor).version == 2


def test_nobody_else_lifts_it_and_nobody_is_overwritten(draft, contributor, coordinator, neighbour):
    practice = told(draft, contributor)
    with pytest.raises(NotAllowed):
        lift_working_copy(practice=practice, version=1, by=neighbour)
    with pytest.raises(Conflict):
        lift_working_copy(practice=practice, version=7, by=contributor)
    hold(practice=practice, by=coordinator)
    with pytest.raises(Held):
        lift_working_copy(practice=practice, version=1, by=contributor)
    assert WorkingCopy.objects.get(practice=practice).edition == "1"


def test_what_was_handed_in_is_not_lifted(draft, contributor):
    practice = draft(by=contributor, state=State.SUBMITTED)
    with pytest.raises(NotAllowed):
        lift_working_copy(practice=practice, version=1, by=contributor)


def test_without_a_template_there_is_nothing_newer(nothing_loaded):
    assert not can_be_lifted(WorkingCopy(edition="1"))
