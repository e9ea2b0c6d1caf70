"""What was done to a practice, in words, for the history at the desk."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy

from convivia.practices.models import Event

EVENTS: Final = {
    "created": gettext_lazy("Came in by an import"),
    "updated": gettext_lazy("An import changed what readers see"),
    "repaired": gettext_lazy("Repaired by hand"),
    "deleted": gettext_lazy("Deleted"),
    "begun": gettext_lazy("Begun at the desk"),
    "saved": gettext_lazy("Working copy saved"),
    "taken-over": gettext_lazy("Taken over from another editor"),
    "restored": gettext_lazy("An older revision restored"),
    "scheduled": gettext_lazy("Publication planned"),
    "submit": gettext_lazy("Handed in"),
    "recall": gettext_lazy("Taken back"),
    "begin-review": gettext_lazy("Review begun"),
    "ask-changes": gettext_lazy("Changes asked"),
    "accept": gettext_lazy("Accepted"),
    "reopen": gettext_lazy("Review opened again"),
    "publish": gettext_lazy("Published"),
    "revise": gettext_lazy("Change begun"),
    "discard": gettext_lazy("Change given up"),
    "withdraw": gettext_lazy("Withdrawn"),
    "archive": gettext_lazy("Archived"),
    "show-again": gettext_lazy("Shown again"),
    "merged": gettext_lazy("Made one with another record"),
    "unmerged": gettext_lazy("Parted from another record again"),
}
# What made a revision, where that is no event of its own.
REVISIONS: Final = {
    "submit": gettext_lazy("as it was handed in"),
    "publish": gettext_lazy("as it was published"),
    "discard": gettext_lazy("a change that was not published"),
    "import": gettext_lazy("as readers saw it"),
}
# The filter: name in the address → words, and the kinds of events.
KINDS: Final[Mapping[str, tuple[object, tuple[str, ...]]]] = {
    "steps": (
        gettext_lazy("Steps"),
        (
            "begun", "submit", "recall", "begin-review", "ask-changes", "accept", "reopen", "publish", "revise",
            "discard", "withdraw", "archive", "show-again", "scheduled", "merged", "unmerged",
        ),
    ),
    "writing": (gettext_lazy("Writing"), ("begun", "saved", "taken-over", "restored", "revise", "discard")),
    "imports": (gettext_lazy("Imports and repairs"), ("created", "updated", "repaired", "deleted")),
}  # fmt: skip


def say_event(event: Event) -> str:
    """Return what was done, in words; of a kind that is not known here, its name."""
    return str(EVENTS.get(event.kind, event.kind.replace("-", " ").capitalize()))


def say_revision(step: str) -> str:
    """Return what a revision holds, in words; of a step that is not known here, its name."""
    return str(REVISIONS.get(step, step))


def names_of(accounts: Iterable[str]) -> dict[str, str]:
    """Return what colleagues call each of `accounts`: the name of its profile, else its address; one query.

    Who has no account any more, and what is no person ("import"), keeps the name that the event gives.
    """
    wanted = set(accounts)
    rows = User.objects.filter(username__in=wanted).values_list("username", "profile__name", "email")
    return {one: one for one in wanted} | {username: name or email or username for username, name, email in rows}
