"""The command that invites the first editor."""

import re

import pytest
from django.core import mail

from convivia.console import invite_command
from convivia.people.models import Invitation
from convivia.people.queries import invitation_of
from tests.making import make_place


def run(*arguments):
    return invite_command.run([*arguments])


@pytest.mark.django_db(transaction=True)
def test_an_editor_is_invited_by_mail_and_the_link_is_shown(capsys):
    assert run("editor@example.org", "--role", "editor", "--language", "fr", "--message", "Do join.") == 0
    token = re.search(r"http://\S+/fr/desk/invitations/(\S+)/", capsys.readouterr().out)[1]
    made = invitation_of(token)
    assert (made.email, made.role, made.language, made.invited_by) == ("editor@example.org", "editor", "fr", None)
    assert [sent.to for sent in mail.outbox] == [["editor@example.org"]]


def test_a_role_for_a_city(db, capsys):
    make_place("sampleton")
    assert run("a@example.org", "--role", "city-coordinator", "--city", "sampleton") == 0
    assert "City coordinator, Sampleton" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-address", "--role", "editor"), "no e-mail address"),
        (("a@example.org", "--role", "contributor"), "is held for a city"),
        (("a@example.org", "--role", "contributor", "--city", "nowhere"), "no city with the key 'nowhere'"),
        (("a@example.org", "--role", "reviewer", "--network", "none"), "no network with the key 'none'"),
    ],
)
def test_what_cannot_be_done_is_said(db, capsys, arguments, told):
    assert run(*arguments) == 1
    assert told in capsys.readouterr().err
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("arguments", [("a@example.org",), ("a@example.org", "--role", "nothing")])
def test_a_role_has_to_be_named(arguments):
    with pytest.raises(SystemExit):
        run(*arguments)
