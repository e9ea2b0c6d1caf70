"""People and roles in words, for templates."""

from django import template
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from convivia.desk.devices import UNKNOWN
from convivia.notifications.letters import person_name
from convivia.people.models import HeldRole, Invitation
from convivia.people.wording import describe_role, say_held

register = template.Library()


@register.filter
def called(person: User) -> str:
    """Return what colleagues call a person."""
    return person_name(person)


@register.filter
def held(role: HeldRole | Invitation) -> str:
    """Return a role with what it is held for."""
    return say_held(role)


@register.filter
def described(role: str) -> str:
    """Return in one sentence what who holds a role does."""
    return describe_role(role)


@register.filter
def device(kept: str) -> str:
    """Return "browser / system", as `desk.devices` keeps it, in words: "Firefox on Linux"."""
    browser, _slash, system = kept.partition(" / ")
    if browser == UNKNOWN or not system:
        browser = _("A browser")
    return (
        browser if system in ("", UNKNOWN) else _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    )


@register.filter
def network(address: str) -> str:
    """Return the beginning of an address, as `desk.devices` keeps it: "192.0.2.*"."""
    return f"{address.removesuffix('0')}*" if "." in address else f"{address.removesuffix('::')}:*"
