"""People and roles in words, for templates."""

from django import template
from django.contrib.auth.models import User

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
