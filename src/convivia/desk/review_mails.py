"""Mails of the review: somebody is asked to read, or reminded."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.notifications.mail import Letter, NotSent, address, send
from convivia.people.queries import language_of
from convivia.reviews.models import Assignment
from convivia.reviews.reminders import Kind, Reminder, due_reminders, send_reminder, send_told, untold
from convivia.reviews.signals import reader_asked

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out, and to how many people none could be sent."""

    mails: int = 0
    failures: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.mails + other.mails, self.failures + other.failures)


def connect() -> None:
    """Write to readers as soon as they are asked, from now on."""
    reader_asked.connect(on_asked, dispatch_uid="desk.review_mails.on_asked")


def on_asked(*, assignment_id: int, **signal: Any) -> None:
    """Write to a reader who was asked; where the mail cannot be sent, `convivia remind` tries again."""
    for assignment in untold().filter(pk=assignment_id):
        tell(assignment)


def send_all() -> Sent:
    """Send what is due: to readers who were not told yet, and reminders. A second run at once sends nothing."""
    sent = Sent()
    for assignment in untold():
        sent += tell(assignment)
    for reminder in due_reminders():
        sent += remind(reminder)
    return sent


def tell(assignment: Assignment) -> Sent:
    """Ask a reader by mail; what was sent comes back."""
    title = assignment.round.title
    with override(_language_of(assignment)):
        letter = Letter(
            subject=_("Please read a practice: %(title)s") % {"title": title},
            paragraphs=[
                _("You are asked to read a practice as a reviewer, and to judge it by the published criteria:"),
                title,
                _("Please hand in your judgement by %(day)s.") % {"day": _day(assignment)},
            ],
            label=_("Read it, or decline"),
            url=_address(assignment),
            after=[_("If you cannot, decline on the same page: then somebody else can be asked.")],
        )
        sent = send_told(assignment=assignment, send=_sender(assignment, letter))
    return Sent(mails=1) if sent else Sent(failures=1)


def remind(reminder: Reminder) -> Sent:
    """Remind a reader by mail; what was sent comes back."""
    assignment = reminder.assignment
    title = assignment.round.title
    with override(_language_of(assignment)):
        if reminder.kind == Kind.LATE:
            subject = _("Your judgement is overdue: %(title)s") % {"title": title}
            first = _("Your judgement of this practice was due on %(day)s:") % {"day": _day(assignment)}
        else:
            subject = _("Your judgement is due soon: %(title)s") % {"title": title}
            first = _("Your judgement of this practice is due on %(day)s:") % {"day": _day(assignment)}
        letter = Letter(
            subject=subject,
            paragraphs=[first, title],
            label=_("Go on where you stopped"),
            url=_address(assignment),
            after=[_("If you cannot read it after all, say so on the same page: then somebody else can be asked.")],
        )
        sent = send_reminder(reminder=reminder, send=_sender(assignment, letter))
    return Sent(mails=1) if sent else Sent(failures=1)


def _sender(assignment: Assignment, letter: Letter) -> Callable[[], bool]:
    """Return what sends the letter; it says whether that could be done."""

    def go() -> bool:
        if not assignment.reviewer.email:
            logger.warning("Assignment %s: its reader has no address.", assignment.pk)
            return False
        try:
            send(letter, to=assignment.reviewer.email)
        except NotSent as error:
            logger.warning("No mail was sent about assignment %s, the next run tries again: %s", assignment.pk, error)
            return False
        return True

    return go


def _day(assignment: Assignment) -> str:
    """Return the day in the words of the language that is active."""
    return date_format(assignment.due, "DATE_FORMAT")


def _address(assignment: Assignment) -> str:
    return address(reverse("desk:review", args=[assignment.pk]))


def _language_of(assignment: Assignment) -> str:
    return language_of(assignment.reviewer.email) or settings.LANGUAGE_CODE
