"""Signing in by OpenID Connect, through allauth's own flow, against a provider on this machine."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse

from convivia.common.identity_providers import applications
from convivia.people.invitation_actions import invite
from tests.desk.conftest import make_account, with_second_factor
from tests.desk.provider import CLIENT, SECRET, running_provider
from tests.desk.test_accounts import PASSWORD, confirmed, english, sign_in  # noqa: F401 (a fixture for all tests)

LOGIN, CALLBACK = "/account/oidc/oidc/login/", "/account/oidc/oidc/login/callback/"
ANNA = {"sub": "anna", "email": "anna@example.org", "email_verified": True, "name": "Role of a coordinator"}


@pytest.fixture(scope="module")
def running():
    with running_provider() as made:
        yield made


@pytest.fixture
def provider(running, settings, db):
    made = applications(
        preset="none", issuer=running.issuer, client_id=CLIENT, client_secret=SECRET, name="City account"
    )
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": made}}
    running.codes.clear()
    running.refused.clear()
    return running


def go(client, provider, claims=ANNA, *, process="login", state="", **id_token):
    """Go to the provider, agree there, and come back; the answer of the last page comes back."""
    away = client.post(f"{LOGIN}?process={process}")
    assert (away.status_code, away.url.startswith(f"{provider.issuer}/authorize?")) == (302, True)
    code, own_state = provider.code_for(away.url, claims, **id_token)
    return client.get(CALLBACK, {"code": code, "state": state or own_state})


def is_signed_in(client):
    return client.get(reverse("desk:me")).status_code == 200


def test_the_page_of_signing_in_offers_it(client, provider):
    assert "City" in client.get("/en/account/login/").content.decode()


def test_the_first_time_makes_an_account_and_the_second_signs_in(client, provider):
    go(client, provider)
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, EmailAddress.objects.get().verified, user.has_usable_password()) == (ANNA["email"], True, False)
    assert not mail.outbox  # the provider has confirmed the address
    client.logout()
    go(client, provider)
    assert is_signed_in(client)
    assert (User.objects.count(), SocialAccount.objects.get().uid) == (1, "anna")


def test_who_comes_from_an_invitation_gets_its_role(client, provider, city, editor, settings):
    settings.SIGN_UP = "invited"
    go(client, provider)
    assert not User.objects.filter(email=ANNA["email"]).exists()
    _made, token = invite(email=ANNA["email"], role="contributor", language="en", city=city, by=editor)
    mail.outbox.clear()
    client.post(reverse("desk:invitation", args=[token]))
    go(client, provider)
    assert is_signed_in(client)
    assert User.objects.get(email=ANNA["email"]).held_roles.get().role == "contributor"


@pytest.mark.parametrize("told", [False, None, "false", "true", 0, 1])
def test_an_address_that_is_not_called_verified_is_confirmed_by_a_mail(client, provider, told):
    go(client, provider, ANNA | {"email_verified": told})
    assert not is_signed_in(client)
    (sent,) = mail.outbox
    assert sent.to == [ANNA["email"]]
    client.post(re.search(r"http://testserver(/en/account/confirm-email/\S+/)", sent.body)[1])
    assert EmailAddress.objects.get().verified
    go(client, provider, ANNA | {"email_verified": told})
    assert is_signed_in(client)


@pytest.mark.parametrize("told", [True, False])
def test_nobody_gets_into_an_account_by_having_its_address(client, provider, told):
    owner = confirmed(make_account("owner"))
    go(client, provider, ANNA | {"email": owner.email, "email_verified": told})
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_who_has_an_account_ties_it_and_signs_in_by_it(client, provider):
    owner = confirmed(make_account("owner"))
    sign_in(client, owner)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    go(client, provider, ANNA | {"email": owner.email}, process="connect")
    assert SocialAccount.objects.get().user == owner
    client.logout()
    go(client, provider, ANNA | {"email": owner.email})
    assert is_signed_in(client)


def test_what_is_tied_to_one_account_is_not_tied_to_another(client, provider):
    go(client, provider)
    client.logout()
    other = confirmed(make_account("other"))
    sign_in(client, other)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    go(client, provider, process="connect")
    assert SocialAccount.objects.get().user != other


def test_the_second_factor_of_this_site_is_asked_for_all_the_same(client, provider):
    go(client, provider)
    with_second_factor(User.objects.get())
    client.logout()
    assert go(client, provider).url == "/en/account/2fa/authenticate/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "told",
    [{"aud": "somebody-else"}, {"iss": "https://elsewhere.example"}, {"exp": 1}, {"sub": "somebody-else"}],
    ids=["audience", "issuer", "expired", "another person"],
)
def test_a_token_that_is_not_for_us_is_refused(client, provider, told):
    answer = go(client, provider, **told)
    assert answer.status_code < 500
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_a_state_that_is_not_ours_is_refused(client, provider):
    assert go(client, provider, state="made-up").status_code < 500
    assert not is_signed_in(client)
    assert provider.refused == []  # not even asked for


def test_a_code_works_once_and_only_where_it_was_asked_for(client, provider):
    away = client.post(LOGIN)
    code, state = provider.code_for(away.url, ANNA)
    other = type(client)()
    other.post(LOGIN)
    other.get(CALLBACK, {"code": code, "state": state})
    assert not is_signed_in(other)
    client.get(CALLBACK, {"code": code, "state": state})
    assert is_signed_in(client)
    again = type(client)()
    away = again.post(LOGIN)
    _code, state = provider.code_for(away.url, ANNA)
    again.get(CALLBACK, {"code": code, "state": state})  # stolen: its verifier is with the first browser
    assert (is_signed_in(again), provider.refused) == (False, [code])


@pytest.mark.parametrize("error", ["access_denied", "server_error", "<script>"])
def test_who_does_not_agree_there_comes_back_to_a_page(client, provider, error):
    away = client.post(LOGIN)
    _code, state = provider.code_for(away.url, ANNA)
    answer = client.get(CALLBACK, {"error": error, "state": state}, follow=True)
    assert answer.status_code in (200, 401)
    assert "<script>" not in answer.content.decode()
    assert not is_signed_in(client)


def test_a_provider_that_is_away_gives_a_page(client, provider, settings):
    made = applications(preset="none", issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET, name="")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": made}}
    answer = client.post(LOGIN, follow=True)
    assert answer.status_code == 200
    assert "does not answer. Try again later, or sign in here." in answer.content.decode()
