"""Signing up, in and out: confirmation, limits, second factor; the admin pages have no door of their own."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from convivia.people.models import HeldRole, Profile
from tests.desk.conftest import give, make_account, with_second_factor

PASSWORD = "a long enough password"
SIGN_IN, SIGN_UP = "/en/account/login/", "/en/account/signup/"


@pytest.fixture(autouse=True)
def english():
    """Addresses are made in English, whatever page was looked at before."""
    with override("en"):
        yield


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user, **more):
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, **more})


def code_of(user):
    secret = Authenticator.objects.get(user=user, type="totp").data["secret"]
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_up(client, email="new@example.org", language="en"):
    data = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(f"/{language}/account/signup/", data)


def test_an_account_opens_when_its_address_is_confirmed(client, db):
    assert sign_up(client).url == "/en/account/confirm-email/"
    (sent,) = mail.outbox
    assert (sent.to, sent.subject[:10]) == (["new@example.org"], "Convivia: ")
    user = User.objects.get()
    assert (user.username, user.email, user.profile.language) == ("new", "new@example.org", "en")
    assert sign_in(client, user).url == "/en/account/confirm-email/"
    link = re.search(r"http://testserver(/en/account/confirm-email/\S+/)", sent.body)[1]
    assert "new@example.org" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified  # to look is not to confirm: mail programs follow links
    client.post(link)
    assert EmailAddress.objects.get().verified
    client.logout()
    sign_in(client, user)
    assert client.get(reverse("desk:me")).status_code == 200


def test_mails_are_text_and_html_in_the_language_of_the_reader(client, db):
    sign_up(client, language="fr")
    (sent,) = mail.outbox
    (page, kind), *others = sent.alternatives
    assert (kind, others, 'lang="fr"' in page, "<script" in page) == ("text/html", [], True, False)
    link = re.search(r"http://testserver/fr/account/confirm-email/\S+/", sent.body)[0]
    assert f'href="{link}"' in page
    Profile.objects.update(language="en")
    client.post("/fr/account/password/reset/", {"email": "new@example.org"})
    assert 'lang="en"' in mail.outbox[-1].alternatives[0][0]


@pytest.mark.parametrize(
    "change",
    [{"email": "no address"}, {"password2": "another long password"}, {"password1": "short", "password2": "short"}],
)
def test_a_form_that_is_wrong_says_why_beside_the_field(client, db, change):
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD} | change
    page = client.post(SIGN_UP, data).content.decode()
    assert ('aria-invalid="true"' in page, 'class="error"' in page, User.objects.exists()) == (True, True, False)


def test_a_stranger_does_not_learn_who_has_an_account(client, db):
    user = confirmed(make_account("known"))
    known, unknown = sign_up(client, user.email), sign_up(client, "unknown@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    client.post("/en/account/password/reset/", {"email": "nobody@example.org"})
    assert User.objects.count() == 2


def test_by_invitation_only(client, db, settings):
    settings.SIGN_UP = "invited"
    page = client.get(SIGN_UP)
    assert (page.status_code, "by invitation" in page.content.decode()) == (200, True)
    sign_up(client)
    assert not User.objects.exists()


def test_guessing_passwords_is_slow(client, db):
    user = confirmed(make_account("known"))
    for _time in range(5):
        client.post(SIGN_IN, {"login": user.email, "password": "wrong"})
    assert "Too many" in sign_in(client, user).content.decode()
    assert client.get(reverse("desk:me")).status_code == 302


def test_a_one_time_code_is_asked_for_after_the_password(client, db):
    user = with_second_factor(confirmed(make_account("known")))
    assert sign_in(client, user).url == "/en/account/2fa/authenticate/"
    assert client.get(reverse("desk:me")).status_code == 302
    page = client.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert (page.status_code, client.get(reverse("desk:me")).status_code) == (200, 302)
    client.post("/en/account/2fa/authenticate/", {"code": code_of(user)})
    assert client.get(reverse("desk:me")).status_code == 200


def test_a_recovery_code_works_once(client, db):
    user = with_second_factor(confirmed(make_account("known")))
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for signed_in in (True, False):
        sign_in(client, user)
        client.post("/en/account/2fa/authenticate/", {"code": code})
        assert (client.get(reverse("desk:me")).status_code == 200) == signed_in
        client.logout()


def without_factor(user):
    Authenticator.objects.filter(user=user).delete()
    return user


@pytest.mark.parametrize("name", ["people", "invite"])
def test_an_editor_sets_up_a_second_factor_first(signed_in, editor, name):
    client = signed_in(without_factor(editor))
    page = client.get(reverse(f"desk:{name}"))
    assert (page.status_code, page.url) == (302, "/en/account/2fa/")
    assert client.post(reverse("desk:invite"), {}).url == "/en/account/2fa/"
    assert "Your role asks for a second factor" in client.get(page.url).content.decode()
    assert client.get(reverse("desk:me")).status_code == 200
    with_second_factor(editor)
    assert client.get(reverse(f"desk:{name}")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(signed_in, editor):
    RecoveryCodes.activate(without_factor(editor))
    assert signed_in(editor).get(reverse("desk:people")).status_code == 302


def test_other_roles_need_none(signed_in, coordinator):
    assert signed_in(coordinator).get(reverse("desk:people")).status_code == 200


def test_the_last_factor_stays_while_a_role_asks_for_it(signed_in, editor, coordinator):
    TOTP.activate(coordinator, "A" * 32)
    for user, stays in ((editor, True), (coordinator, False)):
        client = signed_in(user)
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        client.post("/en/account/2fa/reauthenticate/", {"code": code_of(user)})
        client.post("/en/account/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=user, type="totp").exists() == stays


def test_the_api_is_not_written_to_without_it(signed_in, editor):
    client = signed_in(without_factor(editor))
    answer = client.post("/api/v1/practices")
    assert (answer.status_code, "second factor" in answer.json()["detail"]) == (403, True)
    assert client.get("/api/v1/practices").status_code == 200


def test_the_admin_pages_are_signed_in_to_where_everybody_signs_in(client, signed_in, stranger, administrator):
    assert client.get("/admin/login/?next=/admin/practices/").url == f"{SIGN_IN}?next=/admin/practices/"
    assert client.get("/admin/login/?next=https://elsewhere.example/").url == f"{SIGN_IN}?next=/admin/"
    posted = client.post("/admin/login/", {"username": "administrator", "password": PASSWORD})
    assert (posted.status_code, posted.url.startswith(SIGN_IN), "_auth_user_id" in client.session) == (302, True, False)
    assert signed_in(stranger).get("/admin/login/?next=/admin/").status_code == 403


def test_an_administrator_opens_the_admin_pages_with_a_second_factor(signed_in, administrator, editor):
    client = signed_in(administrator)
    assert client.get("/admin/practices/practice/").status_code == 200
    assert signed_in(editor).get("/admin/").status_code == 302
    without_factor(administrator)
    assert client.get("/admin/practices/practice/").url == "/en/account/2fa/"


def test_a_superuser_of_the_console_needs_one_too(signed_in, db):
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)
    assert signed_in(root).get("/admin/").url == "/en/account/2fa/"
    assert signed_in(with_second_factor(root)).get("/admin/").status_code == 200


def test_other_sessions_are_ended(client, db):
    user = confirmed(make_account("known"))
    sign_in(client, user)
    other = type(client)()
    sign_in(other, user)
    for browser in (client, other):
        assert browser.get(reverse("desk:me")).status_code == 200
    assert client.get("/en/account/sessions/").content.decode().count("Signed in on") == 2
    client.post("/en/account/sessions/")
    assert (client.get(reverse("desk:me")).status_code, other.get(reverse("desk:me")).status_code) == (200, 302)


def test_no_own_address_for_signing_in_by_a_provider_that_is_not_set(client, db):
    assert client.get("/account/oidc/oidc/login/", follow=True).status_code == 404


PAGES = [
    "login", "signup", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/", "confirm-email/xyz/",
    "password/reset/key/1-xyz/", "3rdparty/login/error/", "3rdparty/login/cancelled/",
]  # fmt: skip
OWN_PAGES = [
    "email/", "password/change/", "reauthenticate/", "logout/", "sessions/", "2fa/", "2fa/totp/activate/",
    "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "3rdparty/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", [*PAGES, *OWN_PAGES])
def test_every_page_of_an_account_has_the_frame_of_the_house(client, db, path, language):
    user = confirmed(make_account("known"))
    if path in OWN_PAGES:
        sign_in(client, user)
    if path.startswith("2fa/"):
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(f"/{language}/account/{path.rstrip('/')}/")
    body = page.content.decode()
    assert page.status_code == (401 if path == "3rdparty/login/error/" else 200)
    assert (f'<html lang="{language}"' in body, 'id="main"' in body, body.count("<h1>")) == (True, True, 1)
    assert 'style="' not in body
    assert "<script>" not in body
    assert HeldRole.objects.count() == 0


def test_a_city_gives_no_role_by_itself(client, db):
    sign_up(client)
    assert not HeldRole.objects.exists()
    assert give(User.objects.get(), "reader").held_roles.get().role == "reader"


@pytest.mark.parametrize(
    ("address", "has_password"),
    [("password/set", False), ("password/change", True), ("reauthenticate", True), ("2fa/reauthenticate", True)],
)
def test_forms_of_one_shape_post_to_their_own_address(client, stranger, address, has_password):
    if not has_password:
        stranger.set_unusable_password()
        stranger.save()
    with_second_factor(stranger)
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/en/account/{address}/")
    assert (page.status_code, f'action="/en/account/{address}/"' in page.content.decode()) == (200, True)
