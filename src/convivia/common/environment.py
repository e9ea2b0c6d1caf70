"""Readers of settings from the environment: one place where strings become values."""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or the content of the file that `name_FILE` points to, or `default`."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """Return whether the variable `name` says yes (1, true, yes, on)."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def one_of(name: str, values: Sequence[str]) -> str:
    """Return the variable `name`, which must be one of `values`; the first of them where it is not set.

    Raises `ImproperlyConfigured`, which names the values, for anything else.
    """
    value = text(name, values[0]).strip().lower()
    if value not in values:
        raise ImproperlyConfigured(f"{name} is {value!r}; it can be {', '.join(values)}.")
    return value


def whole_number(name: str, default: int) -> int:
    """Return the variable `name` as a number from 0 to 1,000,000; raises `ImproperlyConfigured` for anything else."""
    value = text(name, str(default)).strip()
    if not (value.isascii() and value.isdecimal() and int(value) <= 1_000_000):
        raise ImproperlyConfigured(f"{name} is {value!r}; it can be a whole number, 0 or more.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values of the variable `name`."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, kept_in: Path) -> str:
    """Return the secret `name`; where none is set, one is made once and kept in `kept_in`, for its owner only."""
    if value := text(name):
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        kept_in.touch(mode=0o600)
        kept_in.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept_in.read_text(encoding="ascii")


def tiles(name: str) -> str:
    """Return the variable `name`: the address of a server of map tiles with {z}, {x} and {y} in it, or "".

    Raises `ImproperlyConfigured` for an address that is neither https nor on this host, or that lacks one of the three.
    """
    address = text(name)
    parts = urlsplit(address)
    is_elsewhere = parts.scheme == "https" and _HOST.fullmatch(parts.netloc)
    is_here = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if address and not (
        (is_elsewhere or is_here) and all(part in parts.path + parts.query for part in ("{z}", "{x}", "{y}"))
    ):
        raise ImproperlyConfigured(
            f"{name} must be like https://tiles.example.org/{{z}}/{{x}}/{{y}}.png, not {address!r}."
        )
    return address


def origins(*addresses: str) -> list[str]:
    """Return scheme and host of those addresses that name a host, as a Content-Security-Policy wants them."""
    split = (urlsplit(address) for address in addresses)
    return [f"{parts.scheme}://{parts.netloc}" for parts in split if parts.netloc]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails go: to a server, or (`backend` says so) to the console."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


# The ports that are usual: RFC 5321 (25), RFC 6409 (587, TLS begins after the greeting), RFC 8314 (465, TLS at once).
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def mail_server(name: str) -> MailServer:
    """Return the mail server that the variable `name` tells, like smtp+tls://user:password@host:587.

    Where it is not set, mails are shown on the console. Raises `ImproperlyConfigured` (without the password) for
    anything else; user and password are percent-encoded where they hold signs of an address.
    """
    address = text(name).strip()
    if not address or address == "console:":
        return MailServer("django.core.mail.backends.console.EmailBackend")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has no proper host and port.") from None
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        known = ", ".join(f"{scheme}://…" for scheme in _MAIL_PORTS)
        raise ImproperlyConfigured(f"{name} must be like smtp+tls://user:password@host:587 ({known}), or not be set.")
    return MailServer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtp+ssl",
    )
