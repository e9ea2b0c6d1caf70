"""What is written of roles: every one has its words, and what they say is what it allows."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from convivia.people.models import HeldRole, Invitation
from convivia.people.roles import ROLES, Permission, ScopeKind, roles_with
from convivia.people.wording import describe_role, say_held_for, say_kind, say_permission, say_role
from convivia.places.models import Network
from tests.making import make_place


@pytest.mark.parametrize("key", ROLES)
def test_every_role_has_a_name_and_a_description(key):
    with translation.override("en"):
        assert say_role(key) not in ("", key)
        assert len(describe_role(key)) > 60
        assert ("second factor" in describe_role(key).lower()) == ROLES[key].needs_second_factor
        assert ("invites" in describe_role(key)) == bool(
            {Permission.INVITE} & ROLES[key].permissions - {Permission.GIVE_ROLES}
        ) or key in ("network-coordinator", "administrator")  # these say "does what … do"


def test_every_permission_and_kind_has_words():
    with translation.override("en"):
        assert len({say_permission(permission) for permission in Permission}) == len(Permission)
        assert len({say_kind(kind) for kind in ScopeKind}) == len(ScopeKind)
    with pytest.raises(KeyError):
        say_role("king")


def test_every_permission_is_in_some_hand():
    assert [permission for permission in Permission if not roles_with(permission)] == []


def test_who_may_publish_needs_a_second_factor():
    for permission in (Permission.DECIDE, Permission.PUBLISH, Permission.ARCHIVE, Permission.GIVE_ROLES):
        assert all(ROLES[key].needs_second_factor for key in roles_with(permission)), permission


@pytest.mark.django_db
def test_what_a_role_is_held_for():
    city = make_place("sampleton")
    network = Network.objects.create(key="samples", names={"en": "Sample network"}, source="tests")
    with translation.override("en"):
        assert say_held_for(HeldRole(role="contributor", city=city)) == "Sampleton"
        assert say_held_for(Invitation(role="contributor", network=network)) == "Sample network"
        assert say_held_for(HeldRole(role="editor")) == "the whole library"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
@pytest.mark.parametrize("kind", ScopeKind)
def test_the_database_holds_a_role_only_for_what_it_can_be_held_for(role, kind, django_user_model):
    user = django_user_model.objects.create_user("somebody")
    network = Network.objects.create(key="samples", names={"en": "Sample network"}, source="tests")
    where = {"city": {"city": make_place("sampleton")}, "network": {"network": network}, "library": {}}[kind]
    if kind in role.held_for:
        HeldRole.objects.create(user=user, role=role.key, given_by="tests", **where)
        with pytest.raises(IntegrityError), transaction.atomic():
            HeldRole.objects.create(user=user, role=role.key, given_by="tests", **where)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            HeldRole.objects.create(user=user, role=role.key, given_by="tests", **where)
