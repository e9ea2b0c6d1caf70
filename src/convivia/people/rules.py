"""Who may do what, where: the one place that answers. All pages, the API and the actions ask here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from convivia.people.models import HeldRole, Invitation
from convivia.people.roles import ADMINISTRATOR, ROLES, Permission, roles_with
from convivia.places.models import Membership, Place
from convivia.places.queries import with_parts

Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Scope:
    """What something belongs to: a city (with what it is part of), a network, both or neither; by database ids."""

    city: int | None = None
    network: int | None = None


LIBRARY = Scope()


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a person may do one thing: everywhere, or in these cities and networks (with the cities of these)."""

    everywhere: bool = False
    cities: frozenset[int] = frozenset()
    networks: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.cities or self.networks)

    def covers(self, scope: Scope) -> bool:
        """Return whether the thing may be done for `scope`; what belongs to nobody is the library's alone."""
        return self.everywhere or scope.city in self.cities or scope.network in self.networks


def may(person: Person, permission: Permission, scope: Scope = LIBRARY) -> bool:
    """Return whether `person` may do this for `scope`. An account that is not active may do nothing."""
    return reach(person, permission).covers(scope)


def may_anywhere(person: Person, permission: Permission) -> bool:
    """Return whether there is anything for which `person` may do this."""
    return bool(reach(person, permission))


def reach(person: Person, permission: Permission) -> Reach:
    """Return where `person` may do this. What a person holds, and for where, is read once for each request."""
    return _together(there for role, there in _reaches(person).items() if permission in ROLES[role].permissions)


def roles_that_may_be_given(person: Person) -> dict[str, Reach]:
    """Return the roles that `person` may invite others to, each with where."""
    found: dict[str, list[Reach]] = {}
    for role, there in _reaches(person).items():
        for key in ROLES[role].invites:
            found.setdefault(key, []).append(there)
    return {key: _together(reaches) for key, reaches in found.items()}


def held_roles(person: Person) -> list[HeldRole]:
    """Return what `person` holds at present; a superuser of the installation is an administrator."""
    if not person.is_authenticated or not person.is_active:
        return []
    known: list[HeldRole] | None = vars(person).get("_held_roles")
    if known is None:
        known = list(
            HeldRole.objects.filter(user_id=person.pk, ended_at__isnull=True).select_related("city", "network")
        )
        if person.is_superuser:
            known.append(HeldRole(user_id=person.pk, role=ADMINISTRATOR, given_by="the installation"))
        vars(person)["_held_roles"] = known
    return known


def scope_of_role(held: HeldRole | Invitation) -> Scope:
    """Return what a role is, or shall be, held for."""
    return Scope(city=held.city_id, network=held.network_id)


def may_give(person: Person, role: str, scope: Scope) -> bool:
    """Return whether `person` may give this role for `scope`, and so end it, too."""
    where = roles_that_may_be_given(person).get(role)
    return where is not None and where.covers(scope)


def forget_held_roles(person: Person) -> None:
    """Let what `person` holds be read anew: it was changed."""
    vars(person).pop("_held_roles", None)


def needs_second_factor(person: Person) -> bool:
    """Return whether `person` holds a role that asks for a second factor at signing in."""
    return any(ROLES[role.role].needs_second_factor for role in held_roles(person))


def who_may(permission: Permission, scope: Scope = LIBRARY) -> QuerySet[User]:
    """Return the active accounts that may do this for `scope`: those of whom `may` says so."""
    where = Q(city__isnull=True, network__isnull=True)
    if scope.city is not None:
        line = _with_parents(scope.city)
        where |= Q(city__in=line) | Q(network__memberships__place__in=line)
    if scope.network is not None:
        where |= Q(network=scope.network)
    held = HeldRole.objects.filter(where, role__in=roles_with(permission), ended_at__isnull=True)
    may_so = Q(pk__in=held.values("user_id"))
    if permission in ROLES[ADMINISTRATOR].permissions:
        may_so |= Q(is_superuser=True)
    return User.objects.filter(may_so, is_active=True).order_by("pk")


def _reaches(person: Person) -> dict[str, Reach]:
    """Return where each role that `person` holds is held; a role takes three queries, and one a level of boroughs."""
    held = held_roles(person)
    read, known = vars(person).get("_reaches", (None, {}))
    if read is not held:  # they are read afresh when they are changed
        known = {key: reach_of([role for role in held if role.role == key]) for key in {role.role for role in held}}
        vars(person)["_reaches"] = (held, known)
    return cast(dict[str, Reach], known)


def reach_of(held: Sequence[HeldRole]) -> Reach:
    """Return where one of `held` holds: who answers for a city answers for its boroughs, too."""
    if any(role.city_id is None and role.network_id is None for role in held):
        return Reach(everywhere=True)
    networks = frozenset(role.network_id for role in held if role.network_id is not None)
    cities = {role.city_id for role in held if role.city_id is not None}
    if networks:
        cities |= set(Membership.objects.filter(network__in=networks).values_list("place_id", flat=True))
    return Reach(cities=frozenset(with_parts(cities)), networks=networks)


def _together(reaches: Iterable[Reach]) -> Reach:
    """Return a reach that covers what one of `reaches` covers."""
    found = list(reaches)
    if any(there.everywhere for there in found):
        return Reach(everywhere=True)
    return Reach(
        cities=frozenset(city for there in found for city in there.cities),
        networks=frozenset(network for there in found for network in there.networks),
    )


def _with_parents(city: int) -> list[int]:
    """Return a place and what it is part of, at any height."""
    line: list[int] = []
    at: int | None = city
    while at is not None and at not in line:
        line.append(at)
        at = Place.objects.filter(pk=at).values_list("parent_id", flat=True).first()
    return line
