"""Mails: what they say, to whom and in which language; and what happens where no server takes them."""

import pytest
from django.core import mail
from django.test import override_settings
from django.utils.translation import override

from convivia.notifications.mail import Letter, NotSent, address, html_of, one_line, send
from convivia.people.actions import set_profile
from convivia.people.invitation_actions import invite
from convivia.practices.models import Practice
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from tests.desk.conftest import *  # noqa: F403 (the people who stand at the desk)


@pytest.fixture
def step(django_capture_on_commit_callbacks):
    """Return a function that takes a step; the mails that it makes come back, by address."""

    def take(practice, taken, by, **more):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            take_step(practice=Practice.objects.get(pk=practice.pk), step=taken, by=by, **more)
        return {sent.to[0]: sent for sent in mail.outbox}

    return take


def test_a_letter_says_the_same_as_text_and_as_html():
    letter = Letter(
        "A <subject>\r\nBcc: x", ["One & two."], label="Open", url="http://x/y", quote="Mine\n<b>", after=["Z"]
    )
    send(letter, to="a@example.org")
    (sent,) = mail.outbox
    assert sent.subject == "Convivia: A <subject> Bcc: x"
    assert sent.body.startswith("One & two.\n\n> Mine\n> <b>\n\nOpen:\nhttp://x/y\n\nZ\n\n-- \n")
    page = sent.alternatives[0][0]
    told = ["One &amp; two.", "<p>Mine<br>&lt;b&gt;</p>", '<a href="http://x/y">Open</a>', "<p>Z</p>"]
    assert [words in page for words in told] == [True] * 4
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_page_of_a_mail_is_in_its_language():
    with override("fr"):
        assert '<html lang="fr" dir="ltr">' in html_of("s", "see http://x/ <script>")
        assert "<script>" not in html_of("s", "<script>")


@pytest.mark.parametrize(("words", "line"), [("a\n\x00b", "a b"), ("x" * 121, "x" * 119 + "…"), ("", "")])
def test_a_subject_is_one_line(words, line):
    assert one_line(words) == line


def test_links_begin_with_the_public_address(settings):
    settings.BASE_URL = "https://practices.example.org"
    assert address("/en/") == "https://practices.example.org/en/"
    settings.BASE_URL, settings.ALLOWED_HOSTS = "", [".example.org"]
    assert address("/en/") == "http://example.org:8000/en/"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)
def test_a_server_that_does_not_answer():
    with pytest.raises(NotSent):
        send(Letter("S", []), to="a@example.org")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)
def test_an_invitation_is_kept_where_its_mail_was_not_sent(coordinator, city, django_capture_on_commit_callbacks):
    with pytest.raises(NotSent), django_capture_on_commit_callbacks(execute=True):
        invite(email="a@example.org", role="contributor", language="en", city=city, by=coordinator)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)
def test_a_step_is_taken_though_its_mails_are_not_sent(draft, contributor, editor, step, caplog):
    practice = draft(by=contributor)
    step(practice, Step.SUBMIT, contributor)
    assert Practice.objects.get(pk=practice.pk).state == State.SUBMITTED
    assert "was not sent" in caplog.text


def test_those_are_told_whose_turn_it_is(draft, contributor, coordinator, editor, neighbour, stranger, step):
    practice = draft(by=contributor)
    sent = step(practice, Step.SUBMIT, contributor)
    assert set(sent) == {"editor@example.org"}
    (letter,) = sent.values()
    assert letter.subject == "Convivia: Handed in: A sample practice"
    assert f"/desk/practices/{practice.public_id}/" in letter.body


def test_the_author_is_told_what_became_of_it_with_the_reason(draft, contributor, coordinator, editor, step):
    practice = draft(by=contributor)
    step(practice, Step.SUBMIT, contributor)
    set_profile(person=editor, name="The editor", language="")
    sent = step(practice, Step.ASK_CHANGES, editor, reason="Say what it cost.")
    assert set(sent) == {"contributor@example.org"}
    body = sent["contributor@example.org"].body
    assert "The editor asks for changes to “A sample practice”." in body
    assert "> Say what it cost." in body
    step(practice, Step.SUBMIT, coordinator)
    sent = step(practice, Step.ACCEPT, editor)
    assert set(sent) == {"contributor@example.org", "coordinator@example.org"}
    sent = step(practice, Step.PUBLISH, editor)
    assert set(sent) == {"contributor@example.org", "coordinator@example.org"}
    sent = step(practice, Step.WITHDRAW, editor, reason="The city asked.")
    assert set(sent) == {"contributor@example.org", "coordinator@example.org"}
    assert "A sample practice" in sent["contributor@example.org"].subject


def test_who_has_left_is_not_told(draft, contributor, editor, step):
    practice = draft(by=contributor)
    step(practice, Step.SUBMIT, contributor)
    contributor.held_roles.all().delete()
    assert step(practice, Step.ACCEPT, editor) == {}


def test_a_mail_is_in_the_language_of_its_reader(draft, contributor, editor, step):
    practice = draft(by=contributor)
    set_profile(person=editor, name="", language="fr")
    sent = step(practice, Step.SUBMIT, contributor)
    assert "/fr/desk/practices/" in sent["editor@example.org"].body


def test_small_steps_are_not_told(draft, contributor, editor, step):
    practice = draft(by=contributor)
    step(practice, Step.SUBMIT, contributor)
    assert step(practice, Step.RECALL, contributor) == {}
