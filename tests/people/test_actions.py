"""Roles are given and ended, people leave and hand over: who may, what is written down, what goes along."""

import pytest
from django.db import IntegrityError, transaction

from convivia.people.actions import (
    DoesNotFit,
    LastOne,
    NotYours,
    close_account,
    end_role,
    give_role,
    hand_over,
    set_profile,
)
from convivia.people.models import HeldRole, Invitation, PeopleEvent
from convivia.people.roles import ROLES, Permission
from convivia.people.rules import Scope, may
from convivia.practices.models import Event, WorkingCopy
from convivia.practices.writing_actions import hold
from tests.desk.conftest import *  # noqa: F403 (the people who stand at the desk)
from tests.desk.conftest import give, make_account


def told():
    return list(PeopleEvent.objects.order_by("id").values_list("kind", "person", "role", "held_for", "by"))


def test_a_coordinator_gives_a_role_in_their_city(coordinator, stranger, city):
    held = give_role(person=stranger, role="contributor", city=city, by=coordinator)
    assert (held.role, held.city, held.given_by, held.ended_at) == ("contributor", city, "coordinator", None)
    assert may(stranger, Permission.WRITE, Scope(city=city.pk))
    assert told() == [("role-given", "stranger@example.org", "contributor", "city:sampleton", "coordinator")]
    assert give_role(person=stranger, role="contributor", city=city, by=coordinator) == held
    assert len(told()) == 1


@pytest.mark.parametrize(
    "role", [role for role in ROLES if role not in ("contributor", "translator", "city-coordinator")]
)
def test_a_coordinator_gives_no_role_that_is_not_theirs_to_give(coordinator, stranger, city, network, role):
    kinds = ROLES[role].held_for
    scope = {"city": city} if "city" in kinds else {"network": network} if "network" in kinds else {}
    with pytest.raises(NotYours):
        give_role(person=stranger, role=role, by=coordinator, **scope)
    assert not HeldRole.objects.filter(user=stranger).exists()
    assert told() == []


def test_nobody_gives_roles_elsewhere(coordinator, network_coordinator, stranger, city, other_city, network):
    for by, scope in ((coordinator, {"city": other_city}), (network_coordinator, {"city": other_city})):
        with pytest.raises(NotYours):
            give_role(person=stranger, role="contributor", by=by, **scope)
    assert give_role(person=stranger, role="city-coordinator", city=city, by=network_coordinator).city == city
    with pytest.raises(NotYours):
        give_role(person=stranger, role="contributor", network=network, by=coordinator)


def test_editors_give_neither_their_own_role_nor_that_of_administrators(editor, administrator, stranger):
    for role in ("editor", "administrator"):
        with pytest.raises(NotYours):
            give_role(person=stranger, role=role, by=editor)
        assert give_role(person=stranger, role=role, by=administrator).role == role


@pytest.mark.parametrize("role", ["reader", "city-coordinator", "editor", "nothing"])
def test_a_role_is_held_for_what_it_can_be_held_for(administrator, stranger, network, role):
    with pytest.raises(DoesNotFit):
        give_role(person=stranger, role=role, network=network, by=administrator)


def test_the_console_gives_any_role(stranger):
    assert give_role(person=stranger, role="editor", by="console").given_by == "console"


def test_the_database_refuses_a_role_without_its_scope(stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldRole.objects.create(user=stranger, role="contributor", given_by="tests")


def test_a_role_ends_and_stays_as_a_record(coordinator, contributor, city):
    held = contributor.held_roles.get()
    end_role(held=held, by=coordinator)
    held.refresh_from_db()
    assert (held.ended_by, held.ended_at is not None) == ("coordinator", True)
    assert not may(contributor, Permission.WRITE, Scope(city=city.pk))
    end_role(held=held, by=contributor)
    assert told() == [("role-ended", "contributor@example.org", "contributor", "city:sampleton", "coordinator")]


def test_who_may_not_end_a_role(contributor, neighbour, stranger, coordinator, editor, administrator):
    for by in (neighbour, stranger, contributor):
        with pytest.raises(NotYours):
            end_role(held=coordinator.held_roles.get(), by=by, even_if_last=True)
    with pytest.raises(NotYours):
        end_role(held=administrator.held_roles.get(), by=editor, even_if_last=True)


def test_the_last_coordinator_stays_unless_that_is_meant(coordinator, stranger, city):
    held = coordinator.held_roles.get()
    with pytest.raises(LastOne) as caught:
        end_role(held=held, by=coordinator)
    assert caught.value.held == [held]
    second = give(stranger, "city-coordinator", city=city)
    second.is_active = False
    second.save()
    with pytest.raises(LastOne):
        end_role(held=held, by=coordinator)
    second.is_active = True
    second.save()
    end_role(held=held, by=coordinator)
    with pytest.raises(LastOne):
        end_role(held=second.held_roles.get(), by=second)
    end_role(held=second.held_roles.get(), by=second, even_if_last=True)
    assert not HeldRole.objects.filter(ended_at__isnull=True).exists()


def test_who_leaves_hands_over_roles_drafts_and_holds(draft, coordinator, contributor, city):
    practice = draft(by=contributor)
    hold(practice=practice, by=contributor)
    colleague = give(make_account("colleague"), "translator", city=city)
    given = hand_over(from_person=contributor, to=colleague, by=coordinator)
    assert [(one.user, one.role, one.city) for one in given] == [(colleague, "contributor", city)]
    copy = WorkingCopy.objects.get()
    assert (copy.author, copy.held_by, copy.held_until) == (colleague, None, None)
    assert not contributor.held_roles.filter(ended_at__isnull=True).exists()
    assert [row[0] for row in told()] == ["role-given", "handed-over", "role-ended"]


def test_only_what_one_may_give_is_handed_over(draft, contributor, coordinator, other_city, city):
    give(contributor, "contributor", city=other_city)
    elsewhere = draft(by=contributor)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(city=other_city)
    here = draft(by=contributor)
    hand_over(from_person=contributor, to=coordinator, by=coordinator)
    assert [held.city for held in contributor.held_roles.filter(ended_at__isnull=True)] == [other_city]
    assert [WorkingCopy.objects.get(practice=one).author for one in (elsewhere, here)] == [contributor, coordinator]


def test_nothing_is_handed_over_by_who_may_not(contributor, coordinator, neighbour, stranger):
    for by, to in ((neighbour, coordinator), (contributor, coordinator), (coordinator, contributor)):
        with pytest.raises(NotYours):
            hand_over(from_person=contributor, to=to, by=by)
    stranger.is_active = False
    with pytest.raises(NotYours):
        hand_over(from_person=contributor, to=stranger, by=coordinator)
    assert told() == []


def test_the_last_coordinator_may_leave_by_handing_over(coordinator, contributor, city):
    hand_over(from_person=coordinator, to=contributor, by=coordinator)
    assert sorted(held.role for held in contributor.held_roles.filter(ended_at__isnull=True)) == [
        "city-coordinator",
        "contributor",
    ]


def test_a_closed_account_leaves_what_was_done_without_a_name(draft, contributor, coordinator):
    practice = draft(by=contributor)
    set_profile(person=contributor, name=" A name ", language="fr")
    assert contributor.profile.name == "A name"
    pk = contributor.pk
    with pytest.raises(NotYours):
        close_account(person=contributor, by=coordinator)
    close_account(person=contributor, by=contributor)
    stand_in = f"closed-account-{pk}"
    assert [event.by for event in Event.objects.filter(practice=practice.public_id)] == [stand_in]
    copy = WorkingCopy.objects.get()
    assert (copy.author, copy.edited_by) == (None, stand_in)
    assert not type(contributor).objects.filter(pk=pk).exists()
    assert {value for row in PeopleEvent.objects.values_list("person", "by") for value in row} == {stand_in}


def test_the_last_coordinator_closes_an_account_only_when_that_is_meant(coordinator):
    with pytest.raises(LastOne):
        close_account(person=coordinator, by=coordinator)
    close_account(person=coordinator, by=coordinator, even_if_last=True)
    assert not Invitation.objects.exists()
