"""The room of people: what is shown to whom, what can be done there and by whom, and one's own page."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from convivia.notifications.mail import NotSent
from convivia.people.invitation_actions import invite
from convivia.people.models import HeldRole, Invitation, PeopleEvent
from convivia.practices.models import WorkingCopy
from tests.desk.conftest import give, make_account
from tests.making import make_place
from tests.website.reading import read_page

PASSWORD = "a long enough password"
PEOPLE, INVITE, ME = "/en/desk/people/", "/en/desk/people/invite/", "/en/desk/me/"
ASKED = {"email": "colleague@example.org", "role": "contributor", "language": "fr", "message": "Do join us."}


def confirm(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def again(client):
    """Say the password once more, as closing an account and taking one's data ask for."""
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture(autouse=True)
def english():
    """Addresses are made in English, whatever page was looked at before."""
    with override("en"):
        yield


@pytest.fixture
def asked(coordinator, city):
    return invite(email="colleague@example.org", role="contributor", language="en", city=city, by=coordinator)


def test_a_coordinator_sees_the_people_of_their_city(signed_in, coordinator, contributor, neighbour, editor):
    page = signed_in(coordinator).get(PEOPLE).content.decode()
    assert [name in page for name in ("coordinator@", "contributor@", "neighbour@", "editor@")] == [
        True,
        True,
        False,
        False,
    ]
    assert "Contributor, Sampleton" in page


def test_a_network_and_the_library_see_theirs(signed_in, network_coordinator, contributor, neighbour, editor):
    for person, seen in ((network_coordinator, [True, False]), (editor, [True, True])):
        page = signed_in(person).get(PEOPLE).content.decode()
        assert [name in page for name in ("contributor@", "neighbour@")] == seen


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("q=contrib", [False, True]),
        ("q=coordinator@example", [True, False]),
        ("q=SAMPLETON", [True, True]),
        ("role=contributor", [False, True]),
        ("role=contributor&q=coord", [False, False]),
        ("role=nothing", [True, True]),
        ("page=9", [True, True]),
    ],
)
def test_people_are_searched(signed_in, coordinator, contributor, query, seen):
    page = read_page(signed_in(coordinator), f"{PEOPLE}?{query}")
    rows = " ".join(page.texts("tbody th"))
    assert [name in rows for name in ("coordinator@", "contributor@")] == seen


@pytest.mark.parametrize("path", [PEOPLE, INVITE])
def test_who_may_not_open_the_room(client, signed_in, path, contributor, reviewer, translator, reader, stranger):
    assert client.get(path).url == f"/en/account/login/?next={path}"
    for person in (contributor, reviewer, translator, reader, stranger):
        assert signed_in(person).get(path).status_code == 403


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    signed_in, coordinator, city, django_assert_num_queries, size
):
    for number in range(size):
        give(make_account(f"colleague-{number}"), "contributor", city=city)
        invite(email=f"new-{number}@example.org", role="contributor", language="en", city=city, by=coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(10):
        assert client.get(PEOPLE).status_code == 200


def test_many_people_come_page_by_page(signed_in, coordinator, city):
    for number in range(50):
        give(make_account(f"colleague-{number:02}"), "contributor", city=city)
    client = signed_in(coordinator)
    assert len(read_page(client, PEOPLE).texts("tbody th")) == 50
    assert len(read_page(client, f"{PEOPLE}?page=2").texts("tbody th")) == 1


def test_one_person_is_shown_to_who_may_know_of_them(signed_in, coordinator, contributor, neighbour, other_city):
    give(contributor, "translator", city=other_city)
    page = signed_in(coordinator).get(reverse("desk:person", args=[contributor.pk])).content.decode()
    assert ("Contributor, Sampleton" in page, "Translator" in page) == (True, False)
    assert signed_in(neighbour).get(reverse("desk:person", args=[coordinator.pk])).status_code == 404
    assert signed_in(coordinator).get(reverse("desk:person", args=[99999])).status_code == 404
    assert signed_in(contributor).get(reverse("desk:person", args=[coordinator.pk])).status_code == 403


def test_an_invitation_is_sent_in_the_language_of_who_is_invited(
    signed_in, coordinator, city, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(coordinator).post(INVITE, ASKED | {"city": city.key})
    assert (answer.status_code, answer.url) == (302, PEOPLE)
    made = Invitation.objects.get()
    assert (made.email, made.role, made.city, made.language) == (ASKED["email"], "contributor", city, "fr")
    (sent,) = mail.outbox
    assert ("/fr/desk/invitations/" in sent.body, "> Do join us." in sent.body) == (True, True)
    assert "<blockquote>" in sent.alternatives[0][0]


def test_a_mail_that_is_not_taken_leaves_the_invitation(
    signed_in, coordinator, city, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(**_values):
        raise NotSent

    monkeypatch.setattr("convivia.desk.people.invite", refuse)
    client = signed_in(coordinator)
    client.post(INVITE, ASKED | {"city": city.key})
    assert "could not be sent" in client.get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"role": "editor"}, "role"),
        ({"role": "nothing"}, "role"),
        ({"city": "otherby"}, "city"),
        ({"city": "no-such-place"}, "city"),
        ({"city": ""}, "city"),
        ({"language": "xx"}, "language"),
        ({"message": "x" * 1001}, "message"),
    ],
)
def test_a_forged_or_wrong_invitation_is_refused_beside_its_field(
    signed_in, coordinator, city, other_city, change, field
):
    answer = signed_in(coordinator).post(INVITE, ASKED | {"city": city.key} | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_editors_name_a_city_by_its_name(signed_in, editor, city, network):
    client = signed_in(editor)
    client.post(INVITE, ASKED | {"city": "Sampleton"})
    client.post(INVITE, ASKED | {"city": "", "network": network.pk, "role": "network-coordinator"})
    client.post(INVITE, ASKED | {"city": "", "role": "reviewer"})
    assert set(Invitation.objects.values_list("role", "city__key", "network__key")) == {
        ("contributor", "sampleton", None),
        ("network-coordinator", None, "samples"),
        ("reviewer", None, None),
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"city": "Nowhereville"}, "We know no city of this name"),
        ({"city": "Twinton"}, "There are several"),
        ({"city": "Sampleton", "role": "reviewer"}, "This role is held for"),
        ({"city": ""}, "This role is held for"),
    ],
)
def test_what_a_role_is_held_for_has_to_be_clear(signed_in, editor, city, change, told):
    for key in ("twinton", "twinton-2"):
        make_place(key, name="Twinton")
    answer = signed_in(editor).post(INVITE, ASKED | {"city": city.key} | change)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_an_invitation_is_sent_again_and_withdrawn(signed_in, coordinator, neighbour, contributor, asked):
    made, _token = asked
    steps = [reverse(f"desk:{name}", args=[made.pk]) for name in ("send_invitation_again", "withdraw_invitation")]
    for path in steps:
        assert signed_in(neighbour).post(path).status_code == 404
        assert signed_in(contributor).post(path).status_code == 403
        assert signed_in(coordinator).get(path).status_code == 405
    client = signed_in(coordinator)
    client.post(steps[0])
    assert "just now" in client.get(PEOPLE).content.decode()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    client.post(steps[0])
    client.post(steps[1])
    made.refresh_from_db()
    assert (made.times_sent, made.withdrawn_at is not None) == (2, True)


def test_a_role_is_ended_after_a_question(signed_in, coordinator, contributor, neighbour):
    held = contributor.held_roles.get()
    path = reverse("desk:end_role", args=[contributor.pk, held.pk])
    assert signed_in(neighbour).post(path).status_code == 404
    client = signed_in(coordinator)
    assert "Contributor, Sampleton" in client.get(path).content.decode()
    assert HeldRole.objects.get(pk=held.pk).ended_at is None
    assert client.post(path).url == PEOPLE
    assert HeldRole.objects.get(pk=held.pk).ended_by == "coordinator"
    assert client.post(path).status_code == 404
    assert client.post(reverse("desk:end_role", args=[coordinator.pk, held.pk])).status_code == 404


def test_an_editor_does_not_end_the_role_of_an_administrator(signed_in, editor, administrator):
    path = reverse("desk:end_role", args=[administrator.pk, administrator.held_roles.get().pk])
    assert signed_in(editor).post(path, {"sure": "on"}).status_code == 403


def test_the_last_coordinator_is_asked_once_more(signed_in, coordinator):
    path = reverse("desk:end_role", args=[coordinator.pk, coordinator.held_roles.get().pk])
    client = signed_in(coordinator)
    answer = client.post(path)
    assert (answer.status_code, "Nobody else holds this role" in answer.content.decode()) == (422, True)
    assert client.post(path, {"sure": "on"}).url == ME
    assert not HeldRole.objects.filter(ended_at__isnull=True).exists()


def test_handing_over(signed_in, draft, coordinator, contributor, neighbour, translator):
    draft(by=contributor)
    path = reverse("desk:hand_over", args=[contributor.pk])
    assert signed_in(neighbour).get(path).status_code == 404
    assert signed_in(contributor).get(path).status_code == 403
    client = signed_in(coordinator)
    page = client.get(path).content.decode()
    assert ("translator@example.org" in page, "neighbour@example.org" in page) == (True, False)
    for nobody in (neighbour.pk, contributor.pk, "x", ""):
        assert client.post(path, {"to": nobody}).status_code == 422
    assert client.post(path, {"to": translator.pk}).url == reverse("desk:person", args=[translator.pk])
    assert WorkingCopy.objects.get().author == translator


def test_a_coordinator_hands_over_themselves(signed_in, coordinator, contributor):
    path = reverse("desk:hand_over", args=[coordinator.pk])
    signed_in(coordinator).post(path, {"to": contributor.pk})
    assert [held.user for held in HeldRole.objects.filter(role="city-coordinator", ended_at=None)] == [contributor]


def test_everybody_reads_what_roles_are(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/en/desk/people/roles/").content.decode()
    assert all(words in page for words in ("City coordinator", "a second factor", "publish; take from the public"))
    assert client.get("/fr/desk/people/roles/").status_code == 200


def test_an_invitation_leads_to_an_account_and_the_role(client, asked):
    made, token = asked
    path = reverse("desk:invitation", args=[token])
    assert "Contributor, Sampleton" in client.get(path).content.decode()
    assert "account_verified_email" not in client.session
    there = client.post(path).url
    assert there.startswith("/en/account/signup/?")
    assert 'value="colleague@example.org"' in client.get(there).content.decode()
    data = {"email": made.email, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(there, data).status_code == 302
    made.refresh_from_db()
    assert made.accepted_by.email == "colleague@example.org"
    assert EmailAddress.objects.get().verified
    assert [held.role for held in made.accepted_by.held_roles.all()] == ["contributor"]
    assert client.get(path).status_code == 302
    assert client.get(ME).status_code == 200


def test_another_address_is_not_confirmed_by_an_invitation(client, asked, settings):
    settings.SIGN_UP = "invited"
    made, token = asked
    there = client.post(reverse("desk:invitation", args=[token])).url
    client.post(there, {"email": "other@example.org", "password1": PASSWORD, "password2": PASSWORD})
    made.refresh_from_db()
    addresses = dict(EmailAddress.objects.values_list("email", "verified"))
    assert addresses == {"colleague@example.org": True, "other@example.org": False}
    assert made.accepted_by.email == "colleague@example.org"


def test_who_has_an_account_signs_in_and_accepts(client, signed_in, stranger, coordinator, city):
    _made, token = invite(email=stranger.email, role="contributor", language="en", city=city, by=coordinator)
    confirm(stranger)
    path = reverse("desk:invitation", args=[token])
    assert client.post(path).url == f"/en/account/login/?next={path.replace('/', '%2F')}"
    browser = signed_in(stranger)
    assert "Accept" in browser.get(path).content.decode()
    browser.post(path)
    assert stranger.held_roles.get().role == "contributor"


def test_an_invitation_is_not_for_somebody_else(signed_in, client, neighbour, asked):
    _made, token = asked
    path = reverse("desk:invitation", args=[token])
    browser = signed_in(neighbour)
    assert "You are signed in as neighbour@example.org" in browser.get(path).content.decode()
    browser.post(path)
    assert not HeldRole.objects.filter(role="contributor").exists()
    assert browser.post(path, {"do": "leave"}).url == path
    assert browser.get(ME).status_code == 302
    assert client.get(reverse("desk:invitation", args=["x" * 43])).status_code == 404


def test_a_link_that_is_too_old_says_so(client, asked):
    _made, token = asked
    Invitation.objects.update(expires_at=timezone.now())
    path = reverse("desk:invitation", args=[token])
    assert (client.get(path).status_code, client.post(path).status_code) == (410, 410)


def test_ones_own_page(client, signed_in, coordinator):
    assert client.get(ME).url == f"/en/account/login/?next={ME}"
    browser = signed_in(coordinator)
    page = browser.get(ME).content.decode()
    assert ("City coordinator, Sampleton" in page, "coordinator@example.org" in page) == (True, True)
    assert browser.post(ME, {"name": "The coordinator", "language": "fr"}).url == "/fr/desk/me/"
    coordinator.refresh_from_db()
    assert (coordinator.profile.name, coordinator.profile.language) == ("The coordinator", "fr")
    assert browser.post(ME, {"name": "x" * 121, "language": "xx"}).status_code == 422


def test_ones_own_data(client, signed_in, coordinator, contributor, draft, asked):
    practice = draft(by=contributor)
    path = reverse("desk:own_data")
    assert client.get(path).url.startswith("/en/account/login/")
    browser = signed_in(contributor)
    assert browser.get(path).url.startswith("/en/account/reauthenticate/")
    data = json.loads(again(browser).get(path).content)
    assert data["account"]["email"] == "contributor@example.org"
    assert [row["role"] for row in data["people.heldrole.user"]] == ["contributor"]
    assert data["practices.workingcopy.author"][0]["content"]["texts"]["en"]["title"] == "A sample practice"
    assert [event["practice"] for event in data["practices.event"]] == [practice.public_id]
    theirs = again(signed_in(coordinator)).get(path).content.decode()
    assert ("token" in theirs, "password" in theirs, "colleague@example.org" in theirs) == (False, False, True)


def test_closing_an_account(client, signed_in, stranger, coordinator):
    path = reverse("desk:close_account")
    assert client.get(path).url.startswith("/en/account/login/")
    browser = again(signed_in(stranger))
    assert browser.get(path).status_code == 200
    assert browser.post(path).status_code == 422
    assert browser.post(path, {"sure": "on"}).url == "/en/account/login/"
    assert not type(stranger).objects.filter(pk=stranger.pk).exists()
    assert browser.get(ME).status_code == 302
    last = again(signed_in(coordinator))
    answer = last.post(path, {"sure": "on"})
    assert (answer.status_code, "City coordinator, Sampleton" in answer.content.decode()) == (422, True)
    last.post(path, {"sure": "on", "last": "on"})
    assert PeopleEvent.objects.filter(kind="closed").count() == 2
