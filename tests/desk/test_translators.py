"""Translators: they begin a change of what is published, write their language into it, and nothing else."""

import pytest

from convivia.practices.models import Revision, WorkingCopy
from convivia.practices.rules import NotAllowed, steps_for
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import restore, take_step
from convivia.practices.writing_actions import let_go


@pytest.fixture
def published(draft, contributor, editor):
    practice = draft(by=contributor, state=State.ACCEPTED)
    return take_step(practice=practice, step=Step.PUBLISH, by=editor)


def test_a_published_practice_gets_a_further_language(published, signed_in, translator, contributor):
    assert set(steps_for(translator, published)) == {Step.REVISE}
    browser = signed_in(translator)
    desk_page = f"/en/desk/practices/{published.public_id}/"
    assert browser.post(f"{desk_page}steps/", {"step": "revise", "seen": "published"}).status_code == 302
    assert f'href="{desk_page}write/"' in browser.get(desk_page).content.decode()
    where = f"{desk_page}write/?text=fr"
    sent = {"version": str(WorkingCopy.objects.get().version), "title": "Un exemple", "period": "1999"}
    assert browser.post(where, sent).status_code == 302
    copy = WorkingCopy.objects.get()
    assert copy.content["texts"]["fr"]["title"] == "Un exemple"
    assert copy.content["period"]["text"] == "2019 - ongoing"
    assert browser.post(f"{desk_page}write/?text=en", {"version": "2", "title": "X"}).status_code == 403
    assert browser.post(f"{desk_page}steps/", {"step": "submit", "seen": "draft"}).status_code == 403
    let_go(practice=published, by=translator)
    published.refresh_from_db()
    assert Step.SUBMIT in steps_for(contributor, published)
    assert take_step(practice=published, step=Step.SUBMIT, by=contributor).state == State.SUBMITTED


def test_who_translates_does_not_restore(published, translator):
    with pytest.raises(NotAllowed):
        restore(practice=published, revision=Revision.objects.get(), by=translator)
    published.refresh_from_db()
    assert published.state == State.PUBLISHED
    assert not WorkingCopy.objects.exists()
