"""Small things that the desk's templates draw."""

from django import template

from convivia.desk.navigation import Entry, entries
from convivia.people.rules import Person

register = template.Library()


@register.simple_tag
def desk_rooms(person: Person) -> list[Entry]:
    """Return the rooms of the desk that `person` can enter."""
    return entries(person)
