"""Who stands at the desk in tests: one account for each role, a city, another one, and a network of the first."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from convivia.people.models import HeldRole
from convivia.people.roles import ROLES
from convivia.places.models import Membership, Network, Place
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.snapshots import Content, PeriodContent, empty_content
from convivia.practices.workflow import State
from convivia.practices.writing_actions import begin
from convivia.questionnaires.actions import load_questionnaires
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place


def make_account(name: str, **values: Any) -> User:
    """Return an account that can sign in."""
    return User.objects.create_user(name, f"{name}@example.org", "a long enough password", **values)


def give(user: User, role: str, *, city: Place | None = None, network: Network | None = None) -> User:
    """Let an account hold a role, with the second factor that it may ask for."""
    HeldRole.objects.create(user=user, role=role, city=city, network=network, given_by="tests")
    return with_second_factor(user) if ROLES[role].needs_second_factor else user


def with_second_factor(user: User) -> User:
    """Let an account have set up one-time codes."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "A" * 32}}
    )
    return user


def complete_content(city: Place | None, **text: Any) -> Content:
    """Return a practice in English that lacks nothing that the template needs."""
    content = empty_content("en")
    content["texts"]["en"] |= {"title": "A sample practice", "summary": "What a sample practice does."} | text  # type: ignore[typeddict-item]
    content["period"] = PeriodContent(
        text="2019 - ongoing", start="2019", end=None, ongoing=True, recurrence="", precision="year"
    )
    content["places"] = [city.key] if city else []
    content["countries"] = [] if city else ["NO"]
    content["concepts"] = ["mediation"]
    content["contact"]["email"] = "office@example.org"
    return content


@pytest.fixture
def vocabularies(db: None) -> None:
    """Policy areas and the template, as they ship."""
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")


@pytest.fixture
def city(db: None) -> Place:
    return make_place("sampleton")


@pytest.fixture
def other_city(db: None) -> Place:
    return make_place("otherby")


@pytest.fixture
def network(city: Place) -> Network:
    made = Network.objects.create(key="samples", names={"en": "Sample network"}, source="tests")
    Membership.objects.create(network=made, place=city, source="tests")
    return made


@pytest.fixture
def stranger(db: None) -> User:
    """An account that holds nothing."""
    return make_account("stranger")


@pytest.fixture
def reader(db: None) -> User:
    return give(make_account("reader"), "reader")


@pytest.fixture
def contributor(city: Place) -> User:
    return give(make_account("contributor"), "contributor", city=city)


@pytest.fixture
def coordinator(city: Place) -> User:
    return give(make_account("coordinator"), "city-coordinator", city=city)


@pytest.fixture
def neighbour(other_city: Place) -> User:
    """The coordinator of another city."""
    return give(make_account("neighbour"), "city-coordinator", city=other_city)


@pytest.fixture
def network_coordinator(network: Network) -> User:
    return give(make_account("network-coordinator"), "network-coordinator", network=network)


@pytest.fixture
def translator(city: Place) -> User:
    return give(make_account("translator"), "translator", city=city)


@pytest.fixture
def reviewer(db: None) -> User:
    return give(make_account("reviewer"), "reviewer")


@pytest.fixture
def editor(db: None) -> User:
    return give(make_account("editor"), "editor")


@pytest.fixture
def administrator(db: None) -> User:
    return give(make_account("administrator"), "administrator")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Return a browser in which somebody has signed in."""

    def client(user: User) -> Client:
        made = Client()
        made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return made

    return client


@pytest.fixture
def draft(city: Place, vocabularies: None) -> Callable[..., Practice]:
    """Begin a practice of the city that lacks nothing; `state` sets it further along, with nothing else done."""

    def made(by: User, *, state: State = State.DRAFT, **text: Any) -> Practice:
        practice = begin(by=by, language="en", edition="1", city=city, content=complete_content(city, **text))
        if state != State.DRAFT:
            Practice.objects.filter(pk=practice.pk).update(state=state)
            practice.refresh_from_db()
        assert WorkingCopy.objects.filter(practice=practice).exists()
        return practice

    return made
