"""Accounts and people in a real browser: an invitation, a passkey, one-time codes; axe on every page of theirs."""

import re
import subprocess

import pytest

from tests.conftest import convivia, serving
from tests.journeys.conftest import Visits, follow
from tests.journeys.test_accessibility import PHONE, findings

PASSWORD = "a long enough password"
MADE = """
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from convivia.people.actions import give_role
from convivia.places.models import Place
city = Place.objects.get(key="bergen")
for name, role in (("coordinator", "city-coordinator"), ("contributor", "contributor")):
    user = User.objects.create_user(name, f"{name}@example.org", "a long enough password")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_role(person=user, role=role, city=city, by="tests")
"""
STRANGER = {
    "sign-in": "account/login/",
    "sign-up": "account/signup/",
    "reset": "account/password/reset/",
    "mail-sent": "account/confirm-email/",
    "bad-link": "account/confirm-email/xyz/",
    "bad-reset": "account/password/reset/key/1-xyz/",
    "roles": "desk/people/roles/",
}
COORDINATOR = {
    "people": "desk/people/",
    "nobody": "desk/people/?q=zzz",
    "invite": "desk/people/invite/",
    "me": "desk/me/",
    "email": "account/email/",
    "password": "account/password/change/",
    "sessions": "account/sessions/",
    "second-factor": "account/2fa/",
    "reauthenticate": "account/reauthenticate/",
    "sign-out": "account/logout/",
}
AGAIN = {  # pages that ask for the password once more
    "app": "account/2fa/totp/activate/",
    "key": "account/2fa/webauthn/add/",
    "close": "desk/me/close/",
}


@pytest.fixture(scope="module")
def home(shipped_home, tmp_path_factory):
    """A copy of the shipped library with people in it."""
    made = tmp_path_factory.mktemp("accounts") / "home"
    subprocess.run(["cp", "-r", str(shipped_home), str(made)], check=True)
    result = convivia(made, "manage", "shell", "-v", "0", "-c", MADE)
    assert result.returncode == 0, result.stderr
    return made


@pytest.fixture(scope="module")
def address(home):
    """Its address. Browsers know passkeys for names, not for numbers."""
    with serving(home) as served:
        yield served.replace("127.0.0.1", "localhost")


@pytest.fixture
def browse(browser, address):
    """Return a function that opens a page as a new reader."""
    made = Visits(browser, address)
    yield made.open
    made.close()
    # That a page asks for the password again, or that something typed is wrong, is no trouble.
    assert [trouble for trouble in made.troubles if not trouble.startswith(("status 401", "status 422"))] == []


def sign_in(page, address, name="coordinator", language="en"):
    page.goto(f"{address}/{language}/account/login/")
    page.fill("#id_login", f"{name}@example.org")
    page.fill("#id_password", PASSWORD)
    follow(page, ".account-form button.button:not(.button-quiet)")


def say_password(page):
    page.fill("#id_password", PASSWORD)
    follow(page, ".account-form button")


def test_axe_finds_nothing_on_french_pages_of_accounts_and_people_on_a_dark_phone(browse, address):
    page = browse(color_scheme="dark", **PHONE)
    found, language = {}, "fr"

    def look(kind, path):
        page.goto(f"{address}/{language}/{path}")
        found[kind] = findings(page)

    for kind, path in STRANGER.items():
        look(kind, path)
    sign_in(page, address, language=language)
    for kind, path in COORDINATOR.items():
        look(kind, path)
    page.goto(f"{address}/{language}/account/2fa/totp/activate/")
    say_password(page)
    for kind, path in AGAIN.items():
        look(kind, path)
    page.goto(f"{address}/{language}/desk/people/?role=contributor")
    follow(page, "tbody th a")
    found["person"] = findings(page)
    follow(page, "a[href$='/hand-over/']")
    found["hand-over"] = findings(page)
    page.goto(f"{address}/{language}/desk/me/")
    follow(page, "a[href$='/end/']")
    follow(page, ".account-form button")
    found["last"] = findings(page)
    assert page.locator("[role=alert]").count() == 1
    page.goto(f"{address}/{language}/desk/people/invite/")
    page.fill("#id_email", "x@example.org")
    page.select_option("#id_role", "contributor")
    page.fill("#id_message", "x" * 900)
    page.evaluate("document.querySelector('form.account-form').noValidate = true; id_email.value = 'x'")
    follow(page, ".account-form button")
    found["refused"] = findings(page)
    assert page.locator("#id_email[aria-invalid=true]").count() == 1
    assert {kind: faults for kind, faults in found.items() if faults} == {}
    assert len(found) == len(STRANGER) + len(COORDINATOR) + len(AGAIN) + 4


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_out_of_the_page(browse, address, width):
    page = browse(width=width)
    sign_in(page, address)
    for path in (*COORDINATOR.values(), STRANGER["roles"]):
        page.goto(f"{address}/en/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_passkey_is_set_up_and_signs_in(browse, address):
    page = browse()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    key |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, address, "contributor")
    page.goto(f"{address}/en/account/2fa/webauthn/add/")
    say_password(page)
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto(f"{address}/en/account/2fa/webauthn/")
    assert page.locator("text=Passkey: signs you in without the password.").count() == 1
    assert findings(page) == []
    page.goto(f"{address}/en/account/2fa/recovery-codes/")
    assert findings(page) == []
    page.goto(f"{address}/en/account/logout/")
    follow(page, ".account-form button")
    page.goto(f"{address}/en/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"{address}/en/desk/")
    page.goto(f"{address}/en/desk/me/")
    assert page.locator("text=contributor@example.org").count() >= 1


def test_a_colleague_is_invited_and_comes_in(browse, address, home):
    page = browse()
    sign_in(page, address)
    page.goto(f"{address}/en/desk/people/")
    follow(page, "text=Invite a colleague")
    page.fill("#id_email", "newcomer@example.org")
    page.select_option("#id_role", "translator")
    follow(page, ".account-form button")
    page.wait_for_selector("text=Invited: newcomer@example.org.")
    logs = "".join(path.read_text() for path in home.glob("serve-*.log"))
    path = re.findall(r"/en/desk/invitations/\S+/", logs)[-1]
    other = browse(path, **PHONE)
    assert findings(other) == []
    follow(other, ".account-form button")
    assert other.input_value("#id_email") == "newcomer@example.org"
    other.fill("#id_password1", PASSWORD)
    other.fill("#id_password2", PASSWORD)
    follow(other, ".account-form button.button")
    other.goto(f"{address}/en/desk/me/")
    assert other.locator("h3", has_text="Translator, Bergen").count() == 1


def test_a_fresh_library_gets_its_first_editor(home, browse, address):
    result = convivia(home, "invite", "editor@example.org", "--role", "editor", "--language", "fr")
    assert result.returncode == 0, result.stderr
    path = re.search(r"/fr/desk/invitations/\S+/", result.stdout)[0]
    page = browse(path)
    follow(page, ".account-form button")
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    follow(page, ".account-form button.button")
    page.wait_for_url(f"{address}/fr/account/2fa/")
    assert page.locator("[role=status]").count() == 1
