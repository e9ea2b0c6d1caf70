# ruff: noqa: F811 (fixtures of reviews are imported, and named again where they are used)
"""Mails of the review: who is asked, who is reminded when, and nobody twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from convivia.console import remind_command
from convivia.desk.review_mails import Sent, remind, send_all
from convivia.people.models import Profile
from convivia.reviews.judgement_actions import decline
from convivia.reviews.models import Assignment, ReviewEvent
from convivia.reviews.reminders import MOST, due_reminders
from convivia.reviews.round_actions import ask
from tests.reviews.conftest import criteria, handed_in, in_weeks, opened  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(opened, editor, reviewer):
    return ask(found=opened(), reviewer=reviewer, by=editor)


def at(assignment, *, due_in, told=30, reminded=None, reminders=0):
    """Put an assignment to a time: days until it is due, days since the mails."""
    ago = [None if days is None else timezone.now() - timedelta(days=days) for days in (told, reminded)]
    Assignment.objects.filter(pk=assignment.pk).update(
        due=timezone.localdate() + timedelta(days=due_in), told_at=ago[0], reminded_at=ago[1], reminders=reminders
    )


def test_who_is_asked_gets_a_mail_once(opened, editor, reviewer, django_capture_on_commit_callbacks):
    found = opened()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assignment = ask(found=found, reviewer=reviewer, by=editor)
    (letter,) = mail.outbox
    assert letter.to == ["reviewer@example.org"]
    assert "Please read a practice: A sample practice" in letter.subject
    assert f"/en/desk/reviews/{assignment.pk}/" in letter.body
    assert send_all() == Sent()
    assert len(mail.outbox) == 1


def test_who_was_not_told_is_told_by_the_next_run_in_their_language(assignment, reviewer):
    Profile.objects.create(user=reviewer, language="fr")
    assert send_all() == Sent(mails=1)
    assert f"/fr/desk/reviews/{assignment.pk}/" in mail.outbox[-1].body
    assert send_all() == Sent()


@pytest.mark.parametrize(
    ("time", "kinds"),
    [
        ({"due_in": 6}, []),
        ({"due_in": 5}, ["soon"]),
        ({"due_in": 0}, ["soon"]),
        ({"due_in": 5, "told": 1}, []),
        ({"due_in": 3, "reminded": 2, "reminders": 1}, []),
        ({"due_in": -1}, ["late"]),
        ({"due_in": -1, "reminded": 3, "reminders": 1}, ["late"]),  # that one came ahead of the day
        ({"due_in": -8, "reminded": 6, "reminders": 2}, []),
        ({"due_in": -9, "reminded": 7, "reminders": 2}, ["late"]),
        ({"due_in": -90, "reminded": 40, "reminders": MOST}, []),
        ({"due_in": -1, "told": None}, []),  # is told first
    ],
)
def test_when_a_reminder_is_due(assignment, time, kinds):
    at(assignment, **time)
    assert [one.kind for one in due_reminders()] == kinds


def test_a_reminder_is_sent_once_and_noted(assignment):
    at(assignment, due_in=-1)
    assert send_all() == Sent(mails=1)
    assert "overdue" in mail.outbox[-1].subject
    assert send_all() == Sent()
    assignment.refresh_from_db()
    assert (assignment.reminders, ReviewEvent.objects.filter(kind="reminded").count()) == (1, 1)


def test_two_runs_at_once_send_one_reminder(assignment):
    at(assignment, due_in=-1)
    first, second_run = due_reminders()[0], due_reminders()[0]
    mail.outbox.clear()
    remind(first)
    remind(second_run)
    assert len(mail.outbox) == 1


def test_nobody_is_reminded_of_what_is_no_longer_wanted(assignment, reviewer):
    at(assignment, due_in=-1)
    decline(assignment=assignment, reason="On leave.", by=reviewer)
    assert due_reminders() == []


def test_a_mail_that_could_not_be_sent_is_tried_again(assignment, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    assert send_all() == Sent(failures=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_all() == Sent(mails=1)


def test_a_reader_without_address_is_counted(assignment, reviewer):
    reviewer.email = ""
    reviewer.save()
    assert send_all() == Sent(failures=1)


def test_the_command_says_what_it_sent(assignment, capsys, settings, tmp_path):
    settings.HOME = tmp_path
    assert remind_command.run([]) == 0
    assert "Mails sent: 1." in capsys.readouterr().out
    assert remind_command.run([]) == 0
    assert "Mails sent: 0." in capsys.readouterr().out
