"""Signing in by OpenID Connect: what an installation says of its provider, checked, as allauth wants it."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# What is known of providers that many cities use. EU Login: the European Commission's, its production environment.
PRESETS: Final = {
    "none": ("", ""),
    "eu-login": ("https://ecas.ec.europa.eu/cas/oauth2", "EU Login"),
}


def issuer_of(preset: str, issuer: str) -> str:
    """Return the issuer that was set, else that of the preset, without a slash at its end."""
    return (issuer.strip() or PRESETS[preset][0]).rstrip("/")


def applications(*, preset: str, issuer: str, client_id: str, client_secret: str, name: str) -> list[dict[str, Any]]:
    """Return the provider as allauth's `APPS`; none where nothing but perhaps a preset is set.

    Raises `ImproperlyConfigured` where a part is missing, or the issuer is not reached over https (but for this
    machine, for trying it out).
    """
    if not client_id and not client_secret:
        if issuer.strip():
            raise ImproperlyConfigured("CONVIVIA_OIDC_ISSUER is set, but CONVIVIA_OIDC_CLIENT_ID is not.")
        return []
    address = issuer_of(preset, issuer)
    if not address or not client_id:
        missing = "CONVIVIA_OIDC_CLIENT_ID" if address else "CONVIVIA_OIDC_ISSUER"
        raise ImproperlyConfigured(f"{missing} is not set; signing in by OpenID Connect needs it.")
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    if not (is_safe and parts.netloc):
        raise ImproperlyConfigured(f"CONVIVIA_OIDC_ISSUER must be like https://login.example.org, not {address!r}.")
    return [
        {
            "provider_id": "oidc" if preset == "none" else preset,
            "name": name.strip() or PRESETS[preset][1] or parts.hostname,
            "client_id": client_id,
            "secret": client_secret,
            "settings": {"server_url": address, "oauth_pkce_enabled": True},
        }
    ]
