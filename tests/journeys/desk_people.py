"""Accounts for journeys at the desk, made in the database of a served library; they come in by a session cookie."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import convivia

# Runs in the console's own process, on the data that is served.
_MAKE = """
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from convivia.people.models import HeldRole
from convivia.places.models import Place
for name, role, key in {people!r}:
    user, _ = User.objects.get_or_create(username=name, defaults={{"email": name}})
    city = Place.objects.get(key=key) if key else None
    HeldRole.objects.get_or_create(user=user, role=role, city=city, ended_at=None, defaults={{"given_by": "tests"}})
    if role == "editor":
        Authenticator.objects.get_or_create(user=user, type="totp", defaults={{"data": {{"secret": "A" * 32}}}})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("session", name, session.session_key)
"""
PEOPLE = (
    ("contributor@example.org", "contributor", "bilbao"),
    ("coordinator@example.org", "city-coordinator", "bilbao"),
    ("editor@example.org", "editor", ""),
    ("first-reader@example.org", "reviewer", ""),
    ("second-reader@example.org", "reviewer", ""),
    ("third-reader@example.org", "reviewer", ""),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A served library with people who have signed in: their session keys by name (what stands before the "@")."""

    address: str
    home: Path
    sessions: dict[str, str] = field(default_factory=dict)

    def cookie(self, name: str) -> dict[str, str]:
        """Return the cookie of somebody who has signed in."""
        return {"name": "sessionid", "value": self.sessions[name], "url": self.address}

    def mails(self) -> str:
        """Return all that the server has written, the mails that it sent among it."""
        return "".join(log.read_text(encoding="utf-8") for log in self.home.glob("serve-*.log"))

    def run(self, *arguments: str) -> str:
        """Run a command of the console on the data that is served; what it says comes back."""
        done = convivia(self.home, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


def sessions_of(home: Path, people: Iterable[tuple[str, str, str]] = PEOPLE) -> dict[str, str]:
    """Make the accounts in the library of `home`; the keys of their sessions come back."""
    done = convivia(home, "manage", "shell", "--no-imports", "-c", _MAKE.format(people=tuple(people)))
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("session ")]
    return {name.partition("@")[0]: key for _, name, key in lines}
