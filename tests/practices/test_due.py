"""What was accepted for a set time is published when that has come: once, and whatever is in the way of others."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from convivia.console import main, serve_command
from convivia.console.serve_command import publish_what_is_due
from convivia.practices.due import BY, publish_due
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import NotAllowed, NotComplete, NotPossible, schedule, take_step
from convivia.practices.writing_actions import begin
from convivia.vocabularies.actions import load_vocabularies
from tests.desk.conftest import complete_content, give, make_account
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    load_vocabularies(by="tests")
    return give(make_account("editor"), "editor")


def accepted(editor, place, *, at):
    """Return a practice that was accepted for the time that is `at` from now."""
    practice = begin(by=editor, language="en", edition="1", city=place, content=complete_content(place))
    for step in (Step.SUBMIT, Step.ACCEPT):
        practice = take_step(practice=practice, step=step, by=editor)
    return schedule(practice=practice, at=timezone.now() + at, by=editor)


def test_what_is_due_is_published_and_the_rest_waits(editor):
    place = make_place("sampleton")
    due, later = accepted(editor, place, at=timedelta(seconds=-1)), accepted(editor, place, at=timedelta(minutes=1))
    done = publish_due()
    assert (done.published, done.outdated) == ([due.public_id], [])
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, due.is_shown, due.publish_at, later.state) == ("published", True, None, "accepted")
    event = Event.objects.get(kind="publish")
    assert (event.by, event.practice, event.changes["state"]) == (BY, due.public_id, ["accepted", "published"])
    assert publish_due().published == []
    assert Revision.objects.filter(step="publish").count() == 1


def test_what_an_import_has_changed_waits_for_somebody_and_keeps_nobody_waiting(editor, capsys):
    place = make_place("sampleton")
    imported = make_practice(text_record(external_id="x1"), place_ids=(place.pk,), concept_keys=("mediation",))
    take_step(practice=imported, step=Step.REVISE, by=editor)
    copy = WorkingCopy.objects.get(practice=imported)
    copy.content["contact"]["email"] = "office@example.org"
    copy.save()
    for step in (Step.SUBMIT, Step.ACCEPT):
        take_step(practice=imported, step=step, by=editor)
    schedule(practice=imported, at=timezone.now(), by=editor)
    make_practice(text_record(external_id="x1", summary="Imported meanwhile."), place_ids=(place.pk,))
    other = accepted(editor, place, at=timedelta(0))
    assert main(["publish-due"]) == 1
    shown = capsys.readouterr()
    assert f"Published: {other.public_id}" in shown.out
    assert f"{imported.public_id} was not published: an import has changed it since." in shown.err
    imported.refresh_from_db()
    assert (imported.state, imported.publish_at is not None) == (State.ACCEPTED, True)


def test_what_lacks_something_by_now_waits_and_keeps_nobody_waiting(editor, capsys):
    place = make_place("sampleton")
    thin, due = (accepted(editor, place, at=timedelta(seconds=-seconds)) for seconds in (2, 1))
    copy = WorkingCopy.objects.get(practice=thin)
    copy.content["texts"]["en"]["title"] = ""
    copy.save()
    with pytest.raises(NotComplete) as refused:
        take_step(practice=thin, step=Step.PUBLISH, by=editor)
    assert refused.value.missing == ["title"]
    assert main(["publish-due", "--quiet"]) == 1
    assert f"{thin.public_id} was not published: something needed is missing." in capsys.readouterr().err
    thin.refresh_from_db()
    due.refresh_from_db()
    assert (thin.state, thin.is_shown, due.state) == ("accepted", False, "published")


def test_the_command_is_quiet_where_nothing_is_to_be_said(editor, capsys):
    accepted(editor, make_place("sampleton"), at=timedelta(0))
    assert main(["publish-due", "--quiet"]) == 0
    assert (*capsys.readouterr(),) == ("", "")
    assert main(["publish-due"]) == 0
    assert capsys.readouterr().out == "0 practices published.\n"


def test_a_day_can_be_set_and_forgotten_by_those_who_may_publish(editor):
    place = make_place("sampleton")
    contributor = give(make_account("contributor"), "contributor", city=place)
    practice = accepted(editor, place, at=timedelta(days=1))
    with pytest.raises(NotAllowed):
        schedule(practice=practice, at=None, by=contributor)
    assert schedule(practice=practice, at=None, by=editor).publish_at is None
    schedule(practice=practice, at=timezone.now(), by=editor)
    reopened = take_step(practice=practice, step=Step.REOPEN, by=editor)
    assert (reopened.publish_at, publish_due().published) == (None, [])
    with pytest.raises(NotPossible):
        schedule(practice=practice, at=timezone.now(), by=editor)


def test_a_server_goes_on_looking_after_a_trouble(editor, monkeypatch, caplog):
    monkeypatch.setattr(serve_command.connections, "close_all", lambda: None)  # the rows of this test are in one

    def fail():
        raise ImproperlyConfigured("no database")

    monkeypatch.setattr(serve_command, "publish_due", fail)
    publish_what_is_due()
    assert "it is tried again" in caplog.text
    monkeypatch.undo()
    monkeypatch.setattr(serve_command.connections, "close_all", lambda: None)
    practice = accepted(editor, make_place("sampleton"), at=timedelta(0))
    publish_what_is_due()
    assert Practice.objects.get(pk=practice.pk).state == State.PUBLISHED
