"""May they? Who can be asked to read, and who may see what of a review."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from django.contrib.auth.models import User
from django.db.models import Q

from convivia.people.models import HeldRole
from convivia.people.roles import READER, REVIEWER, ROLES, Permission
from convivia.people.rules import held_roles, may
from convivia.places.models import Membership, Place
from convivia.practices.models import Practice, Revision, WorkingCopy
from convivia.practices.rules import may_with, scope_of
from convivia.practices.snapshots import Content


class Conflict(StrEnum):
    """Why somebody cannot judge a practice."""

    NOT_A_REVIEWER = "not-a-reviewer"  # or not for this city
    OWN_CITY = "own-city"  # holds a role for the city, or for a network that writes for it
    OWN_WORK = "own-work"  # wrote it, or handed it in


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a practice is: its cities (with what they are part of), the networks that write for it, its authors."""

    cities: frozenset[int]
    networks: frozenset[int]
    authors: frozenset[str]


def belonging(practice: Practice, revision: Revision | None = None) -> Belonging:
    """Return whose `practice` is; with a `revision`, also the places that it names and who handed it in."""
    keys = cast(Content, revision.content)["places"] if revision else []
    named = Place.objects.filter(Q(pk=practice.city_id) | Q(key__in=keys))
    cities = _with_what_they_are_part_of(named.values_list("pk", flat=True))
    networks = set(Membership.objects.filter(place__in=cities).values_list("network_id", flat=True))
    if practice.network_id is not None:
        networks.add(practice.network_id)
    copy = WorkingCopy.objects.filter(practice=practice).select_related("author").first()
    authors = {copy.author.get_username()} if copy and copy.author else set()
    handed_in = Revision.objects.filter(practice=practice).values_list("made_by", flat=True)
    return Belonging(frozenset(cities), frozenset(networks), frozenset(authors | set(handed_in)))


def conflict_of(person: User, practice: Practice, whose: Belonging) -> Conflict | None:
    """Return why `person` cannot be asked to judge `practice`; None where nothing stands in the way."""
    if not may(person, Permission.REVIEW, scope_of(practice)):
        return Conflict.NOT_A_REVIEWER
    return tie_of(person, held_roles(person), whose)


def tie_of(person: User, roles: Iterable[HeldRole], whose: Belonging) -> Conflict | None:
    """Return what ties `person`, who holds `roles`, to a practice; None where nothing does."""
    if person.get_username() in whose.authors:
        return Conflict.OWN_WORK
    return Conflict.OWN_CITY if any(_binds(role, whose) for role in roles) else None


def may_agree(person: User, practice: Practice) -> bool:
    """Return whether `person` speaks for the practice's city on whether its review is public.

    That is who may take it from the public, by a role held for the city or its network; an editor where it has neither.
    """
    if practice.city_id is None and practice.network_id is None:
        return may_with(person, Permission.DECIDE, practice)
    whose = belonging(practice)
    return any(
        Permission.WITHDRAW in ROLES[role.role].permissions
        and (role.city_id in whose.cities or role.network_id in whose.networks)
        for role in held_roles(person)
        if role.city_id is not None or role.network_id is not None
    )


def _with_what_they_are_part_of(places: Iterable[int]) -> set[int]:
    """Return places and what they are part of, at any height; a query for each level."""
    found: set[int] = set()
    level = set(places)
    while level:
        found |= level
        parents = Place.objects.filter(pk__in=level, parent__isnull=False).values_list("parent_id", flat=True)
        level = {pk for pk in parents if pk is not None} - found
    return found


def _binds(role: HeldRole, whose: Belonging) -> bool:
    """Return whether a role makes its holder one of those whose practice it is."""
    if role.role == READER:
        return False
    return role.city_id in whose.cities or (role.role != REVIEWER and role.network_id in whose.networks)
