"""What an installation says of its provider of sign-in."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from convivia.common.identity_providers import applications, issuer_of

NOTHING = {"preset": "none", "issuer": "", "client_id": "", "client_secret": "", "name": ""}
CLIENT = NOTHING | {"client_id": "convivia", "client_secret": "s"}


def test_none_is_offered_where_none_is_set():
    assert applications(**NOTHING) == applications(**NOTHING | {"preset": "eu-login"}) == []


def test_any_provider():
    (made,) = applications(**CLIENT | {"issuer": "https://login.example.org/realms/city/", "name": " City account "})
    assert made == {
        "provider_id": "oidc",
        "name": "City account",
        "client_id": "convivia",
        "secret": "s",
        "settings": {"server_url": "https://login.example.org/realms/city", "oauth_pkce_enabled": True},
    }
    assert applications(**CLIENT | {"issuer": "https://login.example.org"})[0]["name"] == "login.example.org"


def test_eu_login():
    (made,) = applications(**CLIENT | {"preset": "eu-login"})
    assert (made["provider_id"], made["name"]) == ("eu-login", "EU Login")
    assert made["settings"]["server_url"] == "https://ecas.ec.europa.eu/cas/oauth2"
    other = "https://ecas.acceptance.ec.europa.eu/cas/oauth2"
    assert issuer_of("eu-login", other) == other


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"client_id": "convivia"}, "CONVIVIA_OIDC_ISSUER"),
        ({"issuer": "https://login.example.org"}, "CONVIVIA_OIDC_CLIENT_ID"),
        ({"issuer": "https://login.example.org", "client_secret": "s"}, "CONVIVIA_OIDC_CLIENT_ID"),
        ({"issuer": "http://login.example.org", "client_id": "x"}, "https"),
        ({"issuer": "login.example.org", "client_id": "x"}, "https"),
    ],
)
def test_a_part_that_is_missing_or_unsafe_stops_the_start(change, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        applications(**NOTHING | change)


def test_this_machine_may_be_tried_without_https():
    assert applications(**CLIENT | {"issuer": "http://localhost:8080"})
