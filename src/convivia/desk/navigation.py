"""The rooms of the desk that a person can enter."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from convivia.people.roles import Permission
from convivia.people.rules import Person, may_anywhere


@dataclass(frozen=True, slots=True)
class Entry:
    """A room of the desk."""

    key: str
    label: str
    url: str


def entries(person: Person) -> list[Entry]:
    """Return the rooms that `person` can enter, in order: what waits for them first."""
    rooms: list[tuple[str, str, str, tuple[Permission, ...]]] = [
        ("home", "desk:home", _("To do"), ()),
        ("new", "desk:new", _("New practice"), (Permission.WRITE,)),
        ("reviews", "desk:reviews", _("Reviews"), (Permission.REVIEW, Permission.ASSIGN)),
        ("people", "desk:people", _("People"), (Permission.INVITE, Permission.GIVE_ROLES)),
        ("import", "desk:imports", _("Import"), (Permission.IMPORT,)),
        ("doubles", "desk:doubles", _("Doubles"), (Permission.MERGE,)),
        ("quality", "desk:quality", _("Quality"), (Permission.SEE_DEFECTS,)),
    ]
    open_to = [room for room in rooms if not room[3] or any(may_anywhere(person, one) for one in room[3])]
    return [Entry(key, label, url) for key, name, label, _needed in open_to if (url := _url(name))]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
