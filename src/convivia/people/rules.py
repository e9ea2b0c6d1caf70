"""Who may do what, where: the one place that answers. All pages, the API and the actions ask here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from convivia.people.models import HeldRole
from convivia.people.roles import ROLES, Permission, roles_with
from convivia.places.models import Membership, Place

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
    """Return where `person` may do this. What a person holds is read once for each request."""
    held = [role for role in held_roles(person) if permission in ROLES[role.role].permissions]
    return _reach_of(held)


def roles_that_may_be_given(person: Person) -> dict[str, Reach]:
    """Return the roles that `person` may invite others to, each with where."""
    found: dict[str, list[HeldRole]] = {}
    for role in held_roles(person):
        for key in ROLES[role.role].invites:
            found.setdefault(key, []).append(role)
    return {key: _reach_of(held) for key, held in found.items()}


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
            known.append(HeldRole(user_id=person.pk, role="administrator", given_by="the installation"))
        vars(person)["_held_roles"] = known
    return known


def needs_second_factor(person: Person) -> bool:
    """Return whether `person` holds a role that asks for a second factor at signing in."""
    return any(ROLES[role.role].needs_second_factor for role in held_roles(person))


def who_may(permission: Permission, scope: Scope = LIBRARY) -> QuerySet[User]:
    """Return the active accounts that may do this for `scope`."""
    where = Q(held_roles__city__isnull=True, held_roles__network__isnull=True)
    if scope.city is not None:
        where |= Q(held_roles__city__in=_with_parents(scope.city))
        where |= Q(held_roles__network__memberships__place__in=_with_parents(scope.city))
    if scope.network is not None:
        where |= Q(held_roles__network=scope.network)
    holds = Q(held_roles__role__in=roles_with(permission), held_roles__ended_at__isnull=True)
    return User.objects.filter(where & holds, is_active=True).distinct().order_by("pk")


def _reach_of(held: Iterable[HeldRole]) -> Reach:
    held = list(held)
    if any(role.city_id is None and role.network_id is None for role in held):
        return Reach(everywhere=True)
    networks = frozenset(role.network_id for role in held if role.network_id is not None)
    cities = {role.city_id for role in held if role.city_id is not None}
    if networks:
        cities |= set(Membership.objects.filter(network__in=networks).values_list("place_id", flat=True))
    within = Place.objects.filter(parent__in=cities).values_list("pk", flat=True) if cities else ()
    return Reach(cities=frozenset(cities) | frozenset(within), networks=networks)


def _with_parents(city: int) -> list[int]:
    """Return a place and what it is part of: who answers for a city answers for its boroughs."""
    parent = Place.objects.filter(pk=city).values_list("parent_id", flat=True).first()
    return [city] if parent is None else [city, parent]
