# ruff: noqa: F811 (fixtures of reviews are imported, and named again where they are used)
"""The mail that says that all readers are in: to whom, when, what it says, and what it keeps to itself."""

import logging

import pytest
from django.core import mail

from convivia.people.models import HeldRole, Profile
from convivia.reviews.judgement_actions import give_judgement
from convivia.reviews.round_actions import ask
from tests.desk.conftest import give, make_account
from tests.reviews.conftest import criteria, handed_in, in_weeks, opened, second, third, written  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(opened, editor, reviewer, second):
    """Two readers whom an editor asked; another editor looks on."""
    give(make_account("other-editor"), "editor")
    found = opened()
    return [ask(found=found, reviewer=one, by=editor) for one in (reviewer, second)]


@pytest.fixture
def hand_in(django_capture_on_commit_callbacks):
    """Hand in a judgement; the mails that it made come back."""

    def done(assignment, *given, **values):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            give_judgement(assignment=assignment, written=written(*given, **values), version=0, by=assignment.reviewer)
        return list(mail.outbox)

    return done


def test_who_asked_is_told_when_the_last_one_is_in(asked, hand_in):
    assert hand_in(asked[0]) == []
    (letter,) = hand_in(asked[1])
    assert letter.to == ["editor@example.org"]
    assert letter.subject == "Convivia: All judgements are in: A sample practice"
    assert f"/en/desk/reviews/rounds/{asked[0].round_id}/" in letter.body
    assert "Because." not in letter.body and "agree" not in letter.body


def test_in_the_language_of_who_is_told(asked, hand_in, editor):
    Profile.objects.create(user=editor, language="fr")
    hand_in(asked[0])
    (letter,) = hand_in(asked[1])
    assert f"/fr/desk/reviews/rounds/{asked[0].round_id}/" in letter.body


def test_a_disagreement_asks_for_a_third_reader_and_is_named_when_that_one_is_in(asked, hand_in, third, editor):
    hand_in(asked[0], 4)
    (letter,) = hand_in(asked[1], 0, "changes")
    assert letter.subject == "Convivia: The readers disagree: A sample practice"
    assert "Ask a third reader" in letter.body
    last = ask(found=asked[0].round, reviewer=third, by=editor)
    (letter,) = hand_in(last, 2, "changes")
    assert "All judgements are in" in letter.subject
    assert "They do not agree; the page shows where." in letter.body


def test_where_who_asked_may_not_decide_any_more_all_who_may_are_told(asked, hand_in, editor):
    HeldRole.objects.filter(user=editor).delete()
    hand_in(asked[0])
    assert [letter.to for letter in hand_in(asked[1])] == [["other-editor@example.org"]]


def test_nothing_is_lost_where_no_mail_can_be_sent(asked, hand_in, settings, caplog):
    hand_in(asked[0])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    with caplog.at_level(logging.WARNING):
        hand_in(asked[1])
    assert "No mail was sent about round" in caplog.text
    asked[1].refresh_from_db()
    assert asked[1].state == "done"


def test_who_has_no_address_is_named_in_the_log(asked, hand_in, editor, caplog):
    editor.email = ""
    editor.save()
    hand_in(asked[0])
    assert hand_in(asked[1]) == []
    assert "has no address" in caplog.text
