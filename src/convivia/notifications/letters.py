"""The mails that there are: one function for each, which writes it in the language of who gets it."""

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from convivia.notifications.mail import Letter, address, send
from convivia.people.models import Invitation
from convivia.people.queries import language_of
from convivia.people.wording import describe_role, say_held, say_held_for, say_role
from convivia.practices.models import Practice
from convivia.practices.workflow import State, Step


def invitation(asked: Invitation, token: str) -> None:
    """Send the mail of an invitation, with its link, in the language that was chosen for it. Raises `NotSent`."""
    with translation.override(asked.language):
        by = asked.invited_by
        who = person_name(by) if by else _("The people who run this library")
        role = {"who": who, "role": say_role(asked.role), "scope": say_held_for(asked)}
        letter = Letter(
            subject=_("You are invited: %(held)s") % {"held": say_held(asked)},
            paragraphs=[
                _("Hello,"),
                _("%(who)s invites you to Convivia as %(role)s for %(scope)s.") % role,
                describe_role(asked.role),
            ],
            quote=asked.message,
            label=_("See the invitation"),
            url=address(reverse("desk:invitation", args=[token])),
            after=[
                _("The link works until %(day)s, and for you alone: please do not pass it on.")
                % {"day": date_format(asked.expires_at, "DATE_FORMAT")},
                _("You do not know what this is about? Then do nothing, and nothing happens."),
            ],
        )
        send(letter, to=asked.email)


def step_was_taken(to: User, practice: Practice, title: str, step: Step, *, by: User | None, reason: str) -> None:
    """Tell one person in their language what became of a practice. Raises `NotSent`."""
    with translation.override(language_of(to.email) or translation.get_language()):
        who = person_name(by) if by else "Convivia"
        name = title or _("Practice without a title")
        told = {"who": who, "title": name}
        letter = Letter(
            subject=f"{_SAID[step]}: {name}",
            paragraphs=[str(_HAPPENED[step]) % told],
            quote=reason,
            label=_("Open the practice"),
            url=address(reverse("desk:practice", args=[practice.public_id])),
            after=[str(_NEXT[State(practice.state)])] if practice.state in _NEXT else [],
        )
        send(letter, to=to.email)


def person_name(person: User) -> str:
    """Return what a person is called by colleagues: their name, else their address."""
    profile = getattr(person, "profile", None)
    return (profile.name if profile else "") or person.email or person.get_username()


_SAID = {
    Step.SUBMIT: pgettext_lazy("of a practice", "Handed in"),
    Step.BEGIN_REVIEW: pgettext_lazy("of a practice", "Review begun"),
    Step.ASK_CHANGES: pgettext_lazy("of a practice", "Changes asked"),
    Step.ACCEPT: pgettext_lazy("of a practice", "Accepted"),
    Step.PUBLISH: pgettext_lazy("of a practice", "Published"),
    Step.WITHDRAW: pgettext_lazy("of a practice", "Withdrawn"),
    Step.ARCHIVE: pgettext_lazy("of a practice", "Archived"),
}
_HAPPENED = {
    Step.SUBMIT: gettext_lazy("%(who)s handed in “%(title)s”."),
    Step.BEGIN_REVIEW: gettext_lazy("The review of “%(title)s” has begun."),
    Step.ASK_CHANGES: gettext_lazy("%(who)s asks for changes to “%(title)s”. The reason:"),
    Step.ACCEPT: gettext_lazy("“%(title)s” was accepted."),
    Step.PUBLISH: gettext_lazy("“%(title)s” is public now."),
    Step.WITHDRAW: gettext_lazy("%(who)s withdrew “%(title)s” from the public. The reason:"),
    Step.ARCHIVE: gettext_lazy("%(who)s archived “%(title)s”. The reason:"),
}
_NEXT = {
    State.SUBMITTED: gettext_lazy("It waits for somebody to begin the review."),
    State.ACCEPTED: gettext_lazy("It waits to be published."),
    State.CHANGES_ASKED: gettext_lazy("It can be changed again, and handed in anew."),
}
# The steps that are told of at all.
TOLD = frozenset(_SAID)
