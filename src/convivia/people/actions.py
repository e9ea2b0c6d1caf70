"""Writes about people: roles given and ended, profiles, accounts closed. Every verb names its actor in `by`."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from convivia.people.models import HeldRole, Invitation, PeopleEvent, Profile
from convivia.people.roles import CITY_COORDINATOR, EDITOR, NETWORK_COORDINATOR, ROLES, ScopeKind
from convivia.people.rules import (
    Scope,
    forget_held_roles,
    may_give,
    reach_of,
    scope_of_role,
)
from convivia.places.models import Network, Place

# Sent within the transaction, so that what belongs to other rooms moves with it or nothing does.
# `from_person`, `to` and `where` (a `Reach`): what the one wrote there is the other's from now on.
handed_over = Signal()
# `name` is what events called an account that is closed, `stand_in` what they shall call it.
account_closed = Signal()

# Without anybody in these roles a city, a network or the library has nobody who can let others in.
NEEDED_ROLES = frozenset([CITY_COORDINATOR, NETWORK_COORDINATOR, EDITOR])


class NotYours(Exception):
    """The person may not give or end this role for this city, network or library."""


class DoesNotFit(Exception):
    """The role cannot be held for that."""


class LastOne(Exception):
    """Nobody else holds the role there. `held` are the roles; doing it all the same has to be said."""

    def __init__(self, held: list[HeldRole]) -> None:
        super().__init__(", ".join(role.role for role in held))
        self.held = held


def demand_fit(role: str, city: Place | None, network: Network | None) -> None:
    """Raise `DoesNotFit` unless there is such a role, and it can be held for a city, a network, or (neither) all."""
    kinds = {ScopeKind.CITY: city is not None, ScopeKind.NETWORK: network is not None}
    named = [kind for kind, is_named in kinds.items() if is_named] or [ScopeKind.LIBRARY]
    if role not in ROLES or len(named) != 1 or named[0] not in ROLES[role].held_for:
        raise DoesNotFit(role)


@transaction.atomic
def give_role(
    *, person: User, role: str, city: Place | None = None, network: Network | None = None, by: User | str
) -> HeldRole:
    """Let `person` hold a role; what they hold already comes back as it is.

    `by` is an account, or the name of a command of the console, which may give anything. Raises `DoesNotFit`, and
    `NotYours` where `by` may not give that role there.
    """
    demand_fit(role, city, network)
    scope = Scope(city=city.pk if city else None, network=network.pk if network else None)
    if isinstance(by, User) and not may_give(by, role, scope):
        raise NotYours
    return hold(person=person, role=role, city=city, network=network, by=name_of(by))


def hold(*, person: User, role: str, city: Place | None, network: Network | None, by: str) -> HeldRole:
    """Note that `person` holds a role, with its event, within the caller's transaction; nobody is asked whether `by`
    may give it. What they hold already comes back as it is."""
    held, is_new = HeldRole.objects.get_or_create(
        user=person, role=role, city=city, network=network, ended_at=None, defaults={"given_by": by}
    )
    if is_new:
        note(PeopleEvent.Kind.GIVEN, person.email or person.get_username(), held, by)
    forget_held_roles(person)
    return held


@transaction.atomic
def end_role(*, held: HeldRole, by: User, even_if_last: bool = False) -> None:
    """End a role: one's own, or one that `by` may give. Invitations that its holder may no longer send are withdrawn.

    Raises `NotYours`, and `LastOne` where nobody else could let others in there, unless that is what is wanted. A role
    that has ended stays as it is.
    """
    locked = HeldRole.objects.select_for_update().get(pk=held.pk)
    if locked.user_id != by.pk and not may_give(by, locked.role, scope_of_role(locked)):
        raise NotYours
    if locked.ended_at is not None:
        return
    if not even_if_last and is_last(locked):
        raise LastOne([locked])
    _end(locked, by)


def is_last(held: HeldRole) -> bool:
    """Return whether nobody else who can sign in holds this role for the same, and the role is one that is needed."""
    if held.role not in NEEDED_ROLES:
        return False
    same = HeldRole.objects.filter(role=held.role, city=held.city_id, network=held.network_id, ended_at__isnull=True)
    return not same.filter(user__is_active=True).exclude(user=held.user_id).exists()


@transaction.atomic
def hand_over(*, from_person: User, to: User, by: User) -> list[HeldRole]:
    """Give what somebody who leaves holds to a colleague: roles, working copies, holds. What was given comes back.

    Only what `by` may give goes over, which is the colleague's then and the other's no more; so does what is written
    for those cities and networks. Raises `NotYours` where that is nothing, or both are the same.
    """
    held = HeldRole.objects.select_for_update().filter(user=from_person, ended_at__isnull=True)
    going = [role for role in held if may_give(by, role.role, scope_of_role(role))]
    if not going or from_person == to or not to.is_active:
        raise NotYours
    where = reach_of(going)
    given = []
    for role in going:
        given.append(hold(person=to, role=role.role, city=role.city, network=role.network, by=name_of(by)))
        note(PeopleEvent.Kind.HANDED_OVER, from_person.email or from_person.get_username(), role, name_of(by))
        _end(role, by)
    handed_over.send(sender=User, from_person=from_person, to=to, where=where)
    return given


@transaction.atomic
def set_profile(*, person: User, name: str, language: str) -> Profile:
    """Note how a person wishes to be called by colleagues, and in which language to be written to."""
    profile, _ = Profile.objects.update_or_create(user=person, defaults={"name": name.strip(), "language": language})
    return profile


@transaction.atomic
def close_account(*, person: User, by: User, even_if_last: bool = False) -> None:
    """Delete an account with all that it says of its owner; what was done in its name stays, under another name.

    Only its owner can: raises `NotYours` for everybody else. Raises `LastOne` where a city, a network or the library
    would be left without anybody to let others in, unless that is what is wanted.
    """
    if person.pk != by.pk:
        raise NotYours
    held = list(HeldRole.objects.select_for_update().filter(user=person, ended_at__isnull=True))
    last = [role for role in held if is_last(role)]
    if last and not even_if_last:
        raise LastOne(last)
    for role in held:
        _end(role, by)
    names, stand_in = {person.get_username(), person.email} - {""}, f"closed-account-{person.pk}"
    PeopleEvent.objects.filter(person__in=names).update(person=stand_in)
    PeopleEvent.objects.filter(by__in=names).update(by=stand_in)
    HeldRole.objects.filter(given_by__in=names).update(given_by=stand_in)
    HeldRole.objects.filter(ended_by__in=names).update(ended_by=stand_in)
    Invitation.objects.filter(Q(accepted_by=person) | Q(email__in=names)).delete()
    account_closed.send(sender=User, name=person.get_username(), stand_in=stand_in)
    PeopleEvent.objects.create(kind=PeopleEvent.Kind.CLOSED, person=stand_in, role="", held_for="library", by=stand_in)
    person.delete()


def note(kind: PeopleEvent.Kind, person: str, held: HeldRole | Invitation, by: str) -> None:
    """Write an event about a role or an invitation, within the caller's transaction."""
    PeopleEvent.objects.create(kind=kind, person=person, role=held.role, held_for=_said(held), by=by)


def name_of(by: User | str) -> str:
    """Return what events call who acted."""
    return by if isinstance(by, str) else by.get_username()


def _said(held: HeldRole | Invitation) -> str:
    if held.city is not None:
        return f"city:{held.city.key}"[:120]
    return f"network:{held.network.key}"[:120] if held.network is not None else "library"


def _end(held: HeldRole, by: User) -> None:
    """End a role with its event, and withdraw what its holder could invite to by it alone."""
    held.ended_at, held.ended_by = timezone.now(), name_of(by)
    held.save(update_fields=["ended_at", "ended_by"])
    note(PeopleEvent.Kind.ENDED, held.user.email or held.user.get_username(), held, name_of(by))
    forget_held_roles(held.user)
    if by.pk == held.user_id:
        forget_held_roles(by)
    open_ones = Invitation.objects.filter(
        invited_by=held.user_id, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("city", "network")
    for invitation in open_ones:
        if not may_give(held.user, invitation.role, scope_of_role(invitation)):
            withdraw(invitation, name_of(by))


def withdraw(invitation: Invitation, by: str) -> None:
    """Withdraw an invitation with its event, within the caller's transaction."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    note(PeopleEvent.Kind.INVITATION_WITHDRAWN, invitation.email, invitation, by)
