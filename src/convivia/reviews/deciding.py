"""Who is to know that all readers of a round are in."""

from django.contrib.auth.models import User

from convivia.people.roles import Permission
from convivia.people.rules import who_may
from convivia.practices.rules import scope_of
from convivia.reviews.models import ACTIVE, Round


def who_decides(found: Round) -> list[User]:
    """Return who may decide the round: those who opened it or asked its readers, else everybody who may."""
    people = list(who_may(Permission.DECIDE, scope_of(found.practice)).select_related("profile"))
    asked_by = set(found.assignments.values_list("asked_by", flat=True))
    asked = [one for one in people if one.pk == found.opened_by_id or one.get_username() in asked_by]
    return asked or people


def wants_third(found: Round) -> bool:
    """Return whether the readers disagree and a third one is still to be asked."""
    return bool(found.third_wanted_at) and found.assignments.filter(state__in=ACTIVE).count() < found.readers_needed
