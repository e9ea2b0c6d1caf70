"""Invitations: sent by mail, sent again, withdrawn, accepted. The link's token is known to the mail alone."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from convivia.people.actions import NotYours, demand_fit, hold, name_of, note, withdraw
from convivia.people.models import HeldRole, Invitation, PeopleEvent
from convivia.people.rules import Scope, may_give, scope_of_role
from convivia.places.models import Network, Place

# Sent after commit with `invitation_id` and `token`, which nobody keeps: the mail is written from it.
invited = Signal()

LASTS: Final = timedelta(days=14)
# Nobody is to send mails in masses, or to fill one mailbox, from the desk.
MOST_IN_AN_HOUR: Final = 30
MOST_TIMES: Final = 5
PAUSE: Final = timedelta(minutes=10)


class TooMany(Exception):
    """Too many invitations were sent of late."""


class AlreadyHeld(Exception):
    """Who has this address holds the role already."""


class NotOpen(Exception):
    """The invitation was accepted or withdrawn, or is too old."""


class NotForYou(Exception):
    """The invitation is for another address."""


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    language: str,
    by: User | str,
    city: Place | None = None,
    network: Network | None = None,
    message: str = "",
) -> tuple[Invitation, str]:
    """Ask somebody by mail to take a role; the invitation and the token of its link come back.

    Who was asked the same before is asked anew; the older link does not work any more. `by` is an account, or the name
    of a command of the console, which may invite to anything. Raises `DoesNotFit`, `NotYours`, `AlreadyHeld` or
    `TooMany`.
    """
    demand_fit(role, city, network)
    scope = Scope(city=city.pk if city else None, network=network.pk if network else None)
    if isinstance(by, User) and not may_give(by, role, scope):
        raise NotYours
    email = email.strip().lower()
    same = {"role": role, "city": city, "network": network}
    addresses = EmailAddress.objects.filter(email=email, verified=True).values("user_id")
    if HeldRole.objects.filter(**same, user__in=addresses, ended_at__isnull=True).exists():
        raise AlreadyHeld
    before = (
        Invitation.objects.select_for_update()
        .filter(email=email, **same, accepted_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )
    if before is not None:
        return before, send_again(invitation=before, by=by)
    _demand_few(by)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email,
        **same,
        language=language,
        message=message.strip(),
        token_digest=digest(token),
        invited_by=by if isinstance(by, User) else None,
        expires_at=timezone.now() + LASTS,
    )
    note(PeopleEvent.Kind.INVITED, email, made, name_of(by))
    _announce(made, token)
    return made, token


@transaction.atomic
def send_again(*, invitation: Invitation, by: User | str) -> str:
    """Send the mail again with a new link, which works for another 14 days; its token comes back.

    Raises `NotYours`; `NotOpen` where it was accepted or withdrawn; `TooMany` where it was sent just now, or too often.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if isinstance(by, User) and not may_give(by, locked.role, scope_of_role(locked)):
        raise NotYours
    if locked.accepted_at is not None or locked.withdrawn_at is not None:
        raise NotOpen
    now = timezone.now()
    if isinstance(by, User) and (locked.sent_at > now - PAUSE or locked.times_sent >= MOST_TIMES):
        raise TooMany
    token = secrets.token_urlsafe(32)
    locked.token_digest, locked.expires_at, locked.sent_at = digest(token), now + LASTS, now
    locked.times_sent += 1
    locked.save(update_fields=["token_digest", "expires_at", "sent_at", "times_sent"])
    note(PeopleEvent.Kind.INVITED, locked.email, locked, name_of(by))
    _announce(locked, token)
    return token


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Withdraw an invitation; its link does not work any more. Raises `NotYours`, `NotOpen` where it was accepted."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not may_give(by, locked.role, scope_of_role(locked)):
        raise NotYours
    if locked.accepted_at is not None:
        raise NotOpen
    if locked.withdrawn_at is None:
        withdraw(locked, name_of(by))


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> HeldRole:
    """Take the role that somebody was invited to; it comes back.

    Raises `NotForYou` unless `by` has confirmed the address that the mail went to, `NotOpen` where the invitation was
    accepted or withdrawn, or is too old.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not is_for(locked, by):
        raise NotForYou
    if not locked.is_open:
        raise NotOpen
    locked.accepted_by, locked.accepted_at = by, timezone.now()
    locked.save(update_fields=["accepted_by", "accepted_at"])
    note(PeopleEvent.Kind.ACCEPTED, locked.email, locked, name_of(by))
    inviter = locked.invited_by.get_username() if locked.invited_by else "the installation"
    return hold(person=by, role=locked.role, city=locked.city, network=locked.network, by=inviter)


def is_for(invitation: Invitation, person: User) -> bool:
    """Return whether `person` has confirmed the address that the invitation went to."""
    return bool(EmailAddress.objects.filter(user=person, email__iexact=invitation.email, verified=True).exists())


def digest(token: str) -> str:
    """Return what is kept of a token: enough to know it again, nothing to make it from."""
    return hashlib.sha256(token.encode()).hexdigest()


def _demand_few(by: User | str) -> None:
    since = timezone.now() - timedelta(hours=1)
    if (
        isinstance(by, User)
        and Invitation.objects.filter(invited_by=by, invited_at__gte=since).count() >= MOST_IN_AN_HOUR
    ):
        raise TooMany


def _announce(invitation: Invitation, token: str) -> None:
    pk = invitation.pk
    transaction.on_commit(lambda: invited.send(sender=Invitation, invitation_id=pk, token=token))
