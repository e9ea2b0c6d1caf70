"""The page that shows what the newest edition moves where, and does it; and the way back."""

import pytest

from convivia.practices.models import Event, Revision, WorkingCopy
from convivia.practices.workflow import State
from convivia.practices.workflow_actions import restore
from convivia.practices.writing_actions import hold, let_go

ANSWERS = {"purpose": "To meet.", "reference_person": "The office."}


def page(practice, name="edition"):
    return f"/en/desk/practices/{practice.public_id}/{name}/"


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor, answers=ANSWERS)


def test_what_moves_is_shown_then_done_and_can_be_undone(practice, signed_in, contributor):
    browser = signed_in(contributor)
    assert f'href="{page(practice)}"' in browser.get(page(practice, "write")).content.decode()
    shown = browser.get(page(practice))
    moved = [(one.before, one.after, one.beginning, one.joins) for one in shown.context["moved"]]
    assert moved == [("Key reference person", "Description", "The office.", False)]
    assert ("What changed", ["Evidence"]) in shown.context["new_parts"]
    assert WorkingCopy.objects.get().edition == "1"
    let_go(practice=practice, by=contributor)
    response = browser.post(page(practice), {"version": "1"})
    assert (response.status_code, response.url) == (302, page(practice, "write") + "?depth=full")
    copy = WorkingCopy.objects.get()
    assert (copy.edition, copy.version) == ("2", 2)
    assert [(one.kind, one.changes) for one in Event.objects.filter(kind="saved")] == [
        ("saved", {"edition": ["1", "2"]})
    ]
    assert "Edition of the template" in browser.get(page(practice, "history")).content.decode()
    before = Revision.objects.get()
    assert (before.edition, before.step, before.content["texts"]["en"]["answers"]) == ("1", "lift", ANSWERS)
    restored = restore(practice=practice, revision=before, by=contributor)
    assert (restored.edition, restored.content["texts"]["en"]["answers"]) == ("1", ANSWERS)


def test_what_meets_another_answer_is_said(draft, signed_in, contributor):
    practice = draft(by=contributor, answers=ANSWERS | {"description": "Of old."})
    shown = signed_in(contributor).get(page(practice)).context["moved"]
    assert [one.joins for one in shown] == [True]


def test_who_may(practice, client, signed_in, contributor, neighbour, stranger, translator):
    assert client.get(page(practice)).status_code == 302
    people = (neighbour, stranger, translator)
    assert [signed_in(one).get(page(practice)).status_code for one in people] == [404, 404, 403]
    assert [signed_in(one).post(page(practice), {"version": "1"}).status_code for one in people] == [404, 404, 403]
    browser = signed_in(contributor)
    assert browser.put(page(practice)).status_code == 405
    assert [browser.post(page(practice), {"version": said}).status_code for said in ("", "x", "²")] == [400] * 3
    assert not Revision.objects.exists()


def test_nobody_is_overwritten(practice, signed_in, contributor, coordinator):
    browser = signed_in(contributor)
    response = browser.post(page(practice), {"version": "7"})
    assert (response.status_code, "nothing was moved yet" in response.content.decode()) == (409, True)
    hold(practice=practice, by=coordinator)
    response = browser.post(page(practice), {"version": "1"})
    assert (response.status_code, "coordinator is writing here now" in response.content.decode()) == (423, True)
    assert WorkingCopy.objects.get().edition == "1"


def test_what_is_in_the_newest_edition_stays(practice, signed_in, contributor):
    WorkingCopy.objects.update(edition="2")
    browser = signed_in(contributor)
    for response in (browser.get(page(practice)), browser.post(page(practice), {"version": "1"})):
        assert (response.status_code, response.url) == (302, page(practice, "write") + "?depth=full")
    assert page(practice) not in browser.get(page(practice, "write")).content.decode()


def test_what_was_handed_in_stays(draft, signed_in, contributor):
    practice = draft(by=contributor, state=State.SUBMITTED)
    assert signed_in(contributor).post(page(practice), {"version": "1"}).status_code == 403
