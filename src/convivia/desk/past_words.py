"""What was done to a practice, in words, for the history at the desk."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy

# What made a revision, where that is no event of its own.
REVISIONS: Final = {
    "submit": gettext_lazy("as it was handed in"),
    "publish": gettext_lazy("as it was published"),
    "discard": gettext_lazy("a change that was not published"),
    "import": gettext_lazy("as readers saw it"),
    "lift": gettext_lazy("as it was in the older edition"),
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
