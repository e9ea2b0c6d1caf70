"""Reads about people: who holds what where, who is invited, in which language somebody is written to."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from convivia.people.invitation_actions import digest
from convivia.people.models import HeldRole, Invitation, Profile
from convivia.people.rules import Reach, may_give, scope_of_role

_HELD = HeldRole.objects.filter(ended_at__isnull=True).select_related("city", "network").prefetch_related("city__names")


def within(where: Reach) -> Q:
    """Return the condition that a role or an invitation is for one of these cities and networks."""
    if where.everywhere:
        return Q()
    return Q(city__in=where.cities) | Q(network__in=where.networks) if where else Q(pk__in=[])


def people_within(where: Reach, *, text: str = "", role: str = "", city: int | None = None) -> QuerySet[User]:
    """Return the accounts that hold a role there, by name, with these roles as `roles_here` and their profile.

    `text` is part of a name, an address, or the name of what a role is held for; `role` and `city` narrow further.
    """
    here = _HELD.filter(within(where))
    people = User.objects.filter(is_active=True).select_related("profile")
    people = people.prefetch_related(Prefetch("held_roles", here, to_attr="roles_here"))
    wanted = here.filter(user=OuterRef("pk"))
    if role:
        wanted = wanted.filter(role=role)
    if city is not None:
        wanted = wanted.filter(city=city)
    people = people.filter(Exists(wanted.order_by()))
    if text.strip():
        people = people.filter(_called(text.strip()) | Exists(wanted.filter(_held_for(text.strip())).order_by()))
    return people.order_by("profile__name", "email", "pk")


def roles_within(person: User, where: Reach) -> list[HeldRole]:
    """Return what `person` holds there, with cities and networks."""
    return list(_HELD.filter(within(where), user=person))


def pending_invitations(where: Reach) -> QuerySet[Invitation]:
    """Return the invitations there that nobody has accepted or withdrawn, the newest first; old ones, too."""
    waiting = Invitation.objects.filter(within(where), accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("city", "network", "invited_by__profile").prefetch_related("city__names")


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation of a link, or None; whether it is still open says `Invitation.is_open`."""
    found = Invitation.objects.select_related("city", "network", "invited_by__profile", "accepted_by")
    return found.filter(token_digest=digest(token)).first()


def has_account(email: str) -> bool:
    """Return whether somebody has an account with this address."""
    return (
        EmailAddress.objects.filter(email__iexact=email).exists() or User.objects.filter(email__iexact=email).exists()
    )


def language_of(email: str) -> str:
    """Return the language in which the owner of this address wishes to be written to, or ""."""
    found = Profile.objects.filter(Q(user__emailaddress__email__iexact=email) | Q(user__email__iexact=email)).exclude(
        language=""
    )
    return found.values_list("language", flat=True).first() or ""


def names_of(usernames: Collection[str]) -> dict[str, str]:
    """Return what colleagues call these accounts, by what events call them; those without a name are left out."""
    found = Profile.objects.filter(user__username__in=usernames).exclude(name="")
    return dict(found.values_list("user__username", "name"))


def may_be_given(person: User, held: HeldRole | Invitation) -> bool:
    """Return whether `person` may end this role, or withdraw this invitation."""
    return may_give(person, held.role, scope_of_role(held))


def _called(text: str) -> Q:
    return Q(profile__name__icontains=text) | Q(email__icontains=text)


def _held_for(text: str) -> Q:
    return Q(city__name__icontains=text) | Q(city__names__text__icontains=text) | Q(network__key__icontains=text)
