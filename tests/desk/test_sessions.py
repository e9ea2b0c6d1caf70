"""Where somebody is signed in: what is kept of a browser, when it was seen, and ending one of one's own."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from convivia.desk import sessions
from convivia.desk.devices import device_of, network_of
from convivia.desk.templatetags.people import device, network
from tests.desk.conftest import make_account
from tests.desk.test_accounts import confirmed, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
LIST = "/en/account/sessions/"


@pytest.mark.parametrize(
    ("agent", "kept"),
    [
        (FIREFOX, "Firefox / Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36",
         "Chrome / Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0", "Edge / Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E Safari/604.1",
         "Safari / iPhone"),
        ("Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Safari/537.36",
         "Samsung Internet / Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15",
         "Safari / macOS"),
        ("curl/8.5.0", "? / ?"),
        ("", "? / ?"),
        ("<script>", "? / ?"),
    ],
)  # fmt: skip
def test_a_browser_in_two_words(agent, kept):
    assert device_of(agent) == kept
    assert device_of(kept) == kept


@pytest.mark.parametrize(
    ("address", "kept", "shown"),
    [
        ("192.0.2.77", "192.0.2.0", "192.0.2.*"),
        ("192.0.2.0", "192.0.2.0", "192.0.2.*"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::", "2001:db8:1:*"),
        ("fe80::1%eth0", "fe80::", "fe80:*"),
        ("::1", "::", ":*"),
        ("nonsense", "0.0.0.0", "0.0.0.*"),  # noqa: S104
    ],
)
def test_the_beginning_of_an_address(address, kept, shown):
    assert (network_of(address), network(kept)) == (kept, shown)


def test_words_for_what_is_not_known():
    assert [device(kept) for kept in ("Firefox / Linux", "? / Linux", "Firefox / ?", "? / ?", "")] == [
        "Firefox on Linux", "A browser on Linux", "Firefox", "A browser", "A browser",
    ]  # fmt: skip


@pytest.fixture
def user(db):
    return confirmed(make_account("known"))


@pytest.fixture
def browser(client, user):
    """A browser in which the account signed in."""
    client.defaults |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "192.0.2.77"}
    sign_in(client, user)
    return client


def test_little_is_kept_of_a_browser(browser, user):
    kept = UserSession.objects.get(user=user)
    assert (kept.user_agent, kept.ip) == ("Firefox / Linux", "192.0.2.0")
    page = browser.get(LIST).content.decode()
    assert "Firefox on Linux" in page
    assert "from the network 192.0.2.*" in page
    assert "192.0.2.77" not in page


def test_one_session_is_ended(browser, user, client_class):
    others = [client_class(), client_class()]
    for other in others:
        sign_in(other, user)
    keys = [other.session.session_key for other in others]
    first = UserSession.objects.get(session_key=keys[0])
    page = browser.get(LIST).content.decode()
    assert (page.count("Signed in on"), page.count('/end/"')) == (3, 2)
    answer = browser.post(reverse("desk:end_session", args=[first.pk]), follow=True)
    assert "That browser is signed out." in answer.content.decode()
    me = reverse("desk:me")
    assert [one.get(me).status_code for one in (browser, *others)] == [200, 302, 200]


@pytest.fixture
def client_class(client):
    return type(client)


def test_ones_own_session_is_ended_like_signing_out(browser, user):
    here = UserSession.objects.get(user=user)
    answer = browser.post(reverse("desk:end_session", args=[here.pk]))
    assert answer.url == "/en/account/login/"
    assert browser.get(reverse("desk:me")).status_code == 302
    assert not UserSession.objects.exists()


def test_nobody_ends_what_is_not_theirs(browser, user, client_class):
    other = client_class()
    sign_in(other, confirmed(make_account("other")))
    theirs = UserSession.objects.exclude(user=user).get()
    address = reverse("desk:end_session", args=[theirs.pk])
    assert browser.post(address).status_code == 404
    assert browser.get(address).status_code == 405
    assert client_class().post(address).status_code == 302
    assert browser.post(reverse("desk:end_session", args=[999_999])).status_code == 404
    assert other.get(reverse("desk:me")).status_code == 200


def test_a_browser_is_seen_once_an_hour(browser, user, monkeypatch, django_assert_num_queries):
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=3))
    me = reverse("desk:me")
    browser.get(me)
    assert UserSession.objects.get().last_seen_at < timezone.now() - timedelta(days=2)
    later = timezone.now() + timedelta(seconds=sessions.SEEN_EVERY + 1)
    monkeypatch.setattr(sessions.timezone, "now", lambda: later)
    browser.get(me)
    seen = UserSession.objects.get().last_seen_at
    assert seen == later.replace(microsecond=0)
    browser.get(me)
    assert UserSession.objects.get().last_seen_at == seen


def test_public_pages_open_no_session(client, db):
    answer = client.get("/en/about/")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
