"""Small things that the desk's templates draw."""

from collections.abc import Mapping
from typing import Any

from django import template

from convivia.desk.likely_doubles import likely_doubles, title_in
from convivia.desk.navigation import Entry, entries
from convivia.people.rules import Person
from convivia.practices.models import Merge, Practice

register = template.Library()


@register.simple_tag
def doubles_of(practice: Practice, person: Person) -> list[dict[str, Any]]:
    """Return what may be the same practice as the working copy of `practice`, for `person`."""
    return likely_doubles(practice, person)


@register.simple_tag
def merges_of(practice: Practice) -> list[dict[str, Any]]:
    """Return what was made one with `practice`, the latest first; one query."""
    rows = Merge.objects.filter(kept=practice, undone_at__isnull=True).select_related("gone_before")
    return [{"pk": one.pk, "title": title_in(one.gone_before.content), "at": one.at, "by": one.by} for one in rows]


@register.simple_tag
def desk_rooms(person: Person) -> list[Entry]:
    """Return the rooms of the desk that `person` can enter."""
    return entries(person)


@register.filter
def at(values: Mapping[str, str], key: str) -> str:
    """Return what `values` hold for `key`, "" where they hold nothing."""
    return values.get(key, "")
