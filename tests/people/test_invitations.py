"""Invitations: who may send them, what the link opens, for how long and for whom."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from convivia.people.actions import DoesNotFit, NotYours, end_role
from convivia.people.invitation_actions import (
    MOST_IN_AN_HOUR,
    AlreadyHeld,
    NotForYou,
    NotOpen,
    TooMany,
    accept_invitation,
    invite,
    send_again,
    withdraw_invitation,
)
from convivia.people.models import HeldRole, Invitation, PeopleEvent
from convivia.people.queries import invitation_of
from tests.desk.conftest import *  # noqa: F403 (the people who stand at the desk)

ASKED = {"email": "Colleague@Example.org ", "role": "contributor", "language": "en"}


def confirm(user, email=None):
    return EmailAddress.objects.create(user=user, email=email or user.email, verified=True, primary=True)


def test_an_invitation_is_kept_without_its_token(coordinator, city):
    made, token = invite(**ASKED, city=city, message=" Do join us. ", by=coordinator)
    assert (made.email, made.message, made.invited_by) == ("colleague@example.org", "Do join us.", coordinator)
    assert timedelta(days=13, hours=23) < made.expires_at - timezone.now() <= timedelta(days=14)
    assert token not in str(list(Invitation.objects.values()))
    assert (invitation_of(token), invitation_of(token + "x"), invitation_of("")) == (made, None, None)
    event = PeopleEvent.objects.get()
    assert (event.kind, event.person, event.held_for) == ("invited", "colleague@example.org", "city:sampleton")


def test_the_mail_goes_out_after_the_commit(coordinator, city, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _made, token = invite(**ASKED, city=city, by=coordinator)
        assert mail.outbox == []
    (sent,) = mail.outbox
    assert sent.to == ["colleague@example.org"]
    assert f"/en/desk/invitations/{token}/" in sent.body


def test_an_invitation_is_accepted_once_by_who_owns_the_address(coordinator, stranger, neighbour, city):
    made, _token = invite(**ASKED | {"email": "stranger@example.org"}, city=city, by=coordinator)
    for nobody in (stranger, neighbour):  # an address that is not confirmed is nobody's
        with pytest.raises(NotForYou):
            accept_invitation(invitation=made, by=nobody)
    confirm(stranger, "Stranger@example.org".lower())
    held = accept_invitation(invitation=made, by=stranger)
    assert (held.user, held.role, held.city, held.given_by) == (stranger, "contributor", city, "coordinator")
    with pytest.raises(NotOpen):
        accept_invitation(invitation=made, by=stranger)
    assert list(PeopleEvent.objects.order_by("id").values_list("kind", flat=True)) == [
        "invited",
        "accepted",
        "role-given",
    ]


@pytest.mark.parametrize("change", [{"expires_at": timezone.now()}, {"withdrawn_at": timezone.now()}])
def test_an_old_or_withdrawn_invitation_gives_nothing(coordinator, stranger, city, change):
    made, _token = invite(**ASKED | {"email": stranger.email}, city=city, by=coordinator)
    confirm(stranger)
    Invitation.objects.update(**change)
    with pytest.raises(NotOpen):
        accept_invitation(invitation=made, by=stranger)
    assert not HeldRole.objects.filter(user=stranger).exists()


def test_who_may_not_invite(contributor, neighbour, stranger, coordinator, city, network):
    for by in (contributor, neighbour, stranger):
        with pytest.raises(NotYours):
            invite(**ASKED, city=city, by=by)
    with pytest.raises(NotYours):
        invite(**ASKED | {"role": "editor"}, by=coordinator)
    with pytest.raises(DoesNotFit):
        invite(**ASKED, city=city, network=network, by=coordinator)
    assert not Invitation.objects.exists()


def test_asked_twice_is_sent_again_with_a_new_link(coordinator, city):
    made, first = invite(**ASKED, city=city, by=coordinator)
    with pytest.raises(TooMany):
        invite(**ASKED, city=city, by=coordinator)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=11), expires_at=timezone.now())
    again, second = invite(**ASKED, city=city, by=coordinator)
    assert (again, invitation_of(first), invitation_of(second)) == (made, None, made)
    assert invitation_of(second).is_open


def test_a_mailbox_is_not_filled(coordinator, city):
    made, _token = invite(**ASKED, city=city, by=coordinator)
    for _time in range(4):
        Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
        send_again(invitation=made, by=coordinator)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(TooMany):
        send_again(invitation=made, by=coordinator)
    send_again(invitation=made, by="console")


def test_nobody_invites_in_masses(coordinator, city):
    for number in range(MOST_IN_AN_HOUR):
        invite(**ASKED | {"email": f"colleague-{number}@example.org"}, city=city, by=coordinator)
    with pytest.raises(TooMany):
        invite(**ASKED, city=city, by=coordinator)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(hours=1, minutes=1))
    invite(**ASKED, city=city, by=coordinator)


def test_who_holds_the_role_is_not_invited_to_it(coordinator, contributor, city):
    confirm(contributor)
    with pytest.raises(AlreadyHeld):
        invite(**ASKED | {"email": contributor.email}, city=city, by=coordinator)


def test_an_invitation_is_withdrawn(coordinator, neighbour, city):
    made, token = invite(**ASKED, city=city, by=coordinator)
    with pytest.raises(NotYours):
        withdraw_invitation(invitation=made, by=neighbour)
    withdraw_invitation(invitation=made, by=coordinator)
    withdraw_invitation(invitation=made, by=coordinator)
    assert not invitation_of(token).is_open
    with pytest.raises(NotOpen):
        send_again(invitation=made, by=coordinator)
    assert PeopleEvent.objects.filter(kind="invitation-withdrawn").count() == 1


def test_what_is_accepted_cannot_be_withdrawn(coordinator, stranger, city):
    made, _token = invite(**ASKED | {"email": stranger.email}, city=city, by=coordinator)
    confirm(stranger)
    accept_invitation(invitation=made, by=stranger)
    with pytest.raises(NotOpen):
        withdraw_invitation(invitation=made, by=coordinator)


def test_with_the_role_go_the_invitations_that_it_allowed(coordinator, network, city):
    _made, token = invite(**ASKED, city=city, by=coordinator)
    end_role(held=coordinator.held_roles.get(), by=coordinator, even_if_last=True)
    assert not invitation_of(token).is_open
