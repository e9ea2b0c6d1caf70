"""Invite somebody by mail to a role; so a fresh library gets its first editor."""

import argparse
from collections.abc import Sequence
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation

from convivia.common.languages import interface_languages
from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, out
from convivia.notifications.mail import NotSent, address
from convivia.people.actions import DoesNotFit
from convivia.people.invitation_actions import AlreadyHeld, invite
from convivia.people.roles import ROLES
from convivia.people.wording import say_held, say_kinds
from convivia.places.models import Network, Place

Kept = TypeVar("Kept", Place, Network)


class _Wrong(Exception):
    """What was asked cannot be done; the message says why."""


def run(arguments: Sequence[str]) -> int:
    """Send the invitation and show its link; the exit status comes back."""
    options = _parser().parse_args(arguments)
    try:
        demand_database()
        _invite(options)
    except (NotReadyError, _Wrong) as error:
        complain(str(error))
        return 1
    except NotSent as error:
        complain(f"the invitation is kept, but its mail was not sent: {error}. See CONVIVIA_EMAIL_URL.")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convivia invite", description=__doc__)
    parser.add_argument("email", metavar="EMAIL", help="the address to invite")
    parser.add_argument("--role", required=True, choices=list(ROLES), help="what they are invited to")
    held_for = parser.add_mutually_exclusive_group()
    held_for.add_argument("--city", metavar="KEY", help="the city that the role is held for, as in its address")
    held_for.add_argument("--network", metavar="KEY", help="the network that the role is held for, as in its address")
    parser.add_argument(
        "--language", choices=interface_languages(), default=settings.LANGUAGE_CODE, help="the language of the mail"
    )
    parser.add_argument("--message", default="", help="a few words that stand in the mail")
    return parser


def _invite(options: argparse.Namespace) -> None:
    """Send the invitation that the options tell, and show its link. Raises `_Wrong`, `NotSent`."""
    try:
        validate_email(options.email)
    except ValidationError:
        raise _Wrong(f"{options.email!r} is no e-mail address") from None
    city = _found("city", options.city, Place.objects.filter(key=options.city).first())
    network = _found("network", options.network, Network.objects.filter(key=options.network).first())
    try:
        made, token = invite(
            email=options.email,
            role=options.role,
            city=city,
            network=network,
            language=options.language,
            message=options.message,
            by="console",
        )
    except DoesNotFit:
        with translation.override("en"):
            kinds = " or ".join(say_kinds(options.role))
        raise _Wrong(f"the role {options.role} is held for {kinds}: see --city and --network") from None
    except AlreadyHeld:
        raise _Wrong(f"{options.email} holds that role already") from None
    with translation.override(options.language):
        path = reverse("desk:invitation", args=[token])
    with translation.override("en"):
        out.print(f"Invited {made.email}: {say_held(made)}. The link works for 14 days:", markup=False)
    out.print(address(path), markup=False)


def _found(kind: str, key: str | None, found: Kept | None) -> Kept | None:
    if key is not None and found is None:
        raise _Wrong(f"there is no {kind} with the key {key!r}")
    return found
