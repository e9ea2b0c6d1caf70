"""Who may do what, where: the whole matrix, as one table to read."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convivia.people.models import HeldRole
from convivia.people.roles import ROLES, Permission
from convivia.people.rules import (
    LIBRARY,
    Reach,
    Scope,
    may,
    may_anywhere,
    needs_second_factor,
    reach,
    roles_that_may_be_given,
    who_may,
)
from convivia.places.models import Membership, Network, Place
from tests.making import make_place

pytestmark = pytest.mark.django_db

# A role and what it is held for → where each thing may be done. C: the city (and its boroughs); M: another city of the
# network; N: what belongs to the network itself; O: a city elsewhere and its network; L: what belongs to nobody.
# "." is nothing at all.
COLUMNS = (
    "write", "translate", "read-drafts", "review", "assign", "decide", "publish", "withdraw", "archive", "import",
    "merge", "see-defects", "invite", "give-roles", "administer",
)  # fmt: skip
ALL = "CMNOL"
TABLE = """
reader              library  .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
contributor         city     C     .     C     .     .     .     .     .     .     .     .     .     .     .     .
contributor         network  CMN   .     CMN   .     .     .     .     .     .     .     .     .     .     .     .
translator          city     .     C     C     .     .     .     .     .     .     .     .     .     .     .     .
translator          network  .     CMN   CMN   .     .     .     .     .     .     .     .     .     .     .     .
translator          library  .     CMNOL CMNOL .     .     .     .     .     .     .     .     .     .     .     .
city-coordinator    city     C     C     C     .     .     .     .     C     .     .     .     .     C     .     .
network-coordinator network  CMN   CMN   CMN   .     .     .     .     CMN   .     .     .     CMN   CMN   .     .
reviewer            network  .     .     .     CMN   .     .     .     .     .     .     .     .     .     .     .
reviewer            library  .     .     .     CMNOL .     .     .     .     .     .     .     .     .     .     .
editor              library  CMNOL CMNOL CMNOL .     CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL .     .
administrator       library  CMNOL CMNOL CMNOL .     CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL CMNOL
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]
HELD = [(row[0], row[1]) for row in ROWS]


class Map:
    """Places of a test: a city with a borough and a quarter in it, another city of its network, and one elsewhere."""

    def __init__(self) -> None:
        self.city, self.member, self.other = make_place("sampleton"), make_place("samplestad"), make_place("otherby")
        self.borough = make_place("sampleton-north", parent=self.city, kind=Place.Kind.BOROUGH)
        self.quarter = make_place("sampleton-north-quay", parent=self.borough, kind=Place.Kind.DISTRICT)
        self.network = Network.objects.create(key="samples", names={"en": "Samples"}, source="tests")
        self.foreign = Network.objects.create(key="others", names={"en": "Others"}, source="tests")
        for network, place in (
            (self.network, self.city),
            (self.network, self.member),
            (self.foreign, self.other),
        ):
            Membership.objects.create(network=network, place=place, source="tests")
        self.scopes = {
            "C": [Scope(city=place.pk) for place in (self.city, self.borough, self.quarter)]
            + [Scope(city=self.city.pk, network=self.foreign.pk)],
            "M": [Scope(city=self.member.pk)],
            "N": [Scope(network=self.network.pk), Scope(city=self.other.pk, network=self.network.pk)],
            "O": [Scope(city=self.other.pk), Scope(network=self.foreign.pk)],
            "L": [LIBRARY],
        }

    def held_for(self, kind: str) -> dict[str, Place | Network]:
        """Return what a role of that kind is held for."""
        return {"city": {"city": self.city}, "network": {"network": self.network}, "library": {}}[kind]


@pytest.fixture
def places(db):
    return Map()


def somebody(name="somebody", **values) -> User:
    return User.objects.create_user(name, **values)


def give(user: User, role: str, **where) -> HeldRole:
    return HeldRole.objects.create(user=user, role=role, given_by="tests", **where)


def afresh(user: User) -> User:
    """Return the account as the next request has it."""
    return User.objects.get(pk=user.pk)


def reached(user, permission, scopes) -> str:
    """Return the letters of the scopes for all of which `user` may do this, having held each against `who_may`."""
    letters = ""
    for letter, same in scopes.items():
        answers = {may(user, permission, scope) for scope in same}
        assert len(answers) == 1, (permission, letter)
        for scope in same:
            assert (user in who_may(permission, scope)) == may(user, permission, scope), (permission, scope)
        letters += letter if answers.pop() else ""
    return letters or "."


def test_the_table_speaks_of_every_role_permission_and_scope():
    assert set(COLUMNS) == set(Permission)
    assert sorted(HELD) == sorted((role.key, str(kind)) for role in ROLES.values() for kind in role.held_for)
    assert {len(row) for row in ROWS} == {len(COLUMNS) + 2}


@pytest.mark.parametrize("row", ROWS, ids=[" for a ".join(held) for held in HELD])
def test_the_matrix(places, row):
    role, kind, *cells = row
    user = somebody()
    give(user, role, **places.held_for(kind))
    found = [reached(user, Permission(column), places.scopes) for column in COLUMNS]
    assert dict(zip(COLUMNS, found, strict=True)) == dict(zip(COLUMNS, cells, strict=True))
    assert [may_anywhere(user, Permission(column)) for column in COLUMNS] == [cell != "." for cell in cells]


@pytest.mark.parametrize("row", ROWS, ids=[" for a ".join(held) for held in HELD])
def test_who_is_not_active_or_whose_role_has_ended_may_nothing(places, row):
    role, kind, *_ = row
    user = somebody()
    held = give(user, role, **places.held_for(kind))
    user.is_active = False
    user.save()
    assert {reached(afresh(user), permission, places.scopes) for permission in Permission} == {"."}
    assert roles_that_may_be_given(afresh(user)) == {}
    user.is_active = True
    user.save()
    held.ended_at, held.ended_by = timezone.now(), "tests"
    held.save()
    assert {reached(afresh(user), permission, places.scopes) for permission in Permission} == {"."}
    assert roles_that_may_be_given(afresh(user)) == {}


def test_who_has_not_signed_in_or_holds_nothing_may_nothing(places):
    for person in (AnonymousUser(), somebody()):
        assert [permission for permission in Permission if may_anywhere(person, permission)] == []
        assert not any(may(person, permission, LIBRARY) for permission in Permission)
        assert not needs_second_factor(person)


def test_a_superuser_of_the_installation_is_an_administrator(places):
    user = User.objects.create_superuser("root")
    administrator = dict(zip(COLUMNS, ROWS[-1][2:], strict=True))
    assert {column: reached(user, Permission(column), places.scopes) for column in COLUMNS} == administrator
    assert needs_second_factor(user)
    user.is_active = False
    user.save()
    assert {reached(afresh(user), permission, places.scopes) for permission in Permission} == {"."}


def test_who_holds_several_roles_may_what_one_of_them_allows(places):
    user = somebody()
    give(user, "contributor", city=places.other)
    give(user, "translator", network=places.network)
    give(user, "reviewer")
    scopes = places.scopes | {"N": [Scope(network=places.network.pk)], "O": [Scope(city=places.other.pk)]}
    found = {each: cell for each in Permission if (cell := reached(user, each, scopes)) != "."}
    assert found == {
        Permission.WRITE: "O",
        Permission.TRANSLATE: "CMN",
        Permission.READ_DRAFTS: "CMNO",
        Permission.REVIEW: "CMNOL",
    }


def test_a_role_for_a_borough_does_not_reach_the_city(places):
    user = somebody()
    give(user, "city-coordinator", city=places.borough)
    assert reach(user, Permission.WRITE) == Reach(cities=frozenset([places.borough.pk, places.quarter.pk]))
    assert not may(user, Permission.WRITE, Scope(city=places.city.pk))


def test_who_leaves_a_network_is_out_of_reach(places):
    user = somebody()
    give(user, "network-coordinator", network=places.network)
    assert may(user, Permission.WRITE, Scope(city=places.member.pk))
    Membership.objects.get(place=places.member).delete()
    assert not may(afresh(user), Permission.WRITE, Scope(city=places.member.pk))


GIVEN = {
    ("city-coordinator", "city"): {"contributor": "C", "translator": "C", "city-coordinator": "C"},
    ("network-coordinator", "network"): dict.fromkeys(
        ("contributor", "translator", "city-coordinator", "network-coordinator"), "CMN"
    ),
    ("editor", "library"): dict.fromkeys(set(ROLES) - {"editor", "administrator"}, ALL),
    ("administrator", "library"): dict.fromkeys(ROLES, ALL),
}


@pytest.mark.parametrize("held", HELD, ids=[" for a ".join(held) for held in HELD])
def test_which_roles_may_be_given_where(places, held):
    user = somebody()
    give(user, held[0], **places.held_for(held[1]))
    found = {
        key: "".join(letter for letter, same in places.scopes.items() if all(there.covers(scope) for scope in same))
        for key, there in roles_that_may_be_given(user).items()
    }
    assert found == GIVEN.get(held, {})


def test_nobody_gives_more_than_they_hold():
    for role in ROLES.values():
        for invited in role.invites:
            more = ROLES[invited].permissions - role.permissions
            assert more <= {Permission.REVIEW}, (role.key, invited)


ways = st.lists(st.tuples(st.sampled_from(sorted(ROLES)), st.integers(0, 8), st.booleans()), max_size=4)


@settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(held=ways, is_active=st.booleans(), is_superuser=st.sampled_from([False, False, False, True]))
def test_who_may_agrees_with_may(places, held, is_active, is_superuser):
    where = [
        *({"city": place} for place in (places.city, places.member, places.other, places.borough, places.quarter)),
        {"network": places.network},
        {"network": places.foreign},
        {},
        {},
    ]
    User.objects.all().delete()
    user = somebody(is_active=is_active, is_superuser=is_superuser)
    for role, at, is_ended in {(role, at % 8, ended) for role, at, ended in held}:
        kind = next(iter(where[at]), "library")
        if kind in ROLES[role].held_for:
            ended = {"ended_at": timezone.now(), "ended_by": "tests"} if is_ended else {}
            give(user, role, **where[at], **ended)
    scopes = [scope for same in places.scopes.values() for scope in same]
    for permission in Permission:
        for scope in scopes:
            assert list(who_may(permission, scope)) == ([user] if may(user, permission, scope) else [])


def test_what_somebody_holds_is_read_once_for_each_request(places):
    user = somebody()
    for role, where in (
        ("contributor", {"city": places.city}),
        ("translator", {"network": places.network}),
        ("city-coordinator", {"city": places.other}),
    ):
        give(user, role, **where)
    user = afresh(user)
    with CaptureQueriesContext(connection) as first:
        may(user, Permission.WRITE, LIBRARY)
    with CaptureQueriesContext(connection) as then:
        for permission in Permission:
            for same in places.scopes.values():
                assert {may(user, permission, scope) for scope in same} != {None}
        roles_that_may_be_given(user)
        needs_second_factor(user)
    assert (len(first) <= 1 + 3 * 4, len(then)) == (True, 0)


def test_asking_who_may_takes_as_many_queries_for_many_people_as_for_one(places):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(who_may(Permission.WRITE, Scope(city=places.quarter.pk, network=places.network.pk)))
        return len(queries)

    give(somebody("one"), "contributor", city=places.city)
    one = count()
    for name in ("two", "three"):
        give(somebody(name), "contributor", city=places.city)
    assert (count(), one) == (one, 4)
