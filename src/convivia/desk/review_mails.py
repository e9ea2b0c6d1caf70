"""Mails of the review: somebody is asked to read, or reminded."""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

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
    with override(_language_of(assignment)):
        subject = _("Please read a practice: %(title)s") % {"title": assignment.round.title}
        text = _(
            "You are asked to read a practice as a reviewer, and to judge it by the published criteria:\n\n"
            "%(title)s\n\n"
            "Please hand in your judgement by %(day)s. If you cannot, decline on the same page, so that somebody else "
            "can be asked:\n%(address)s\n"
        ) % _values(assignment)
    return (
        Sent(mails=1) if send_told(assignment=assignment, send=_sender(assignment, subject, text)) else Sent(failures=1)
    )


def remind(reminder: Reminder) -> Sent:
    """Remind a reader by mail; what was sent comes back."""
    assignment = reminder.assignment
    with override(_language_of(assignment)):
        if reminder.kind == Kind.LATE:
            subject = _("Your judgement is overdue: %(title)s") % {"title": assignment.round.title}
            first = _("Your judgement of this practice was due on %(day)s:")
        else:
            subject = _("Your judgement is due soon: %(title)s") % {"title": assignment.round.title}
            first = _("Your judgement of this practice is due on %(day)s:")
        text = "\n\n".join(
            [
                first,
                "%(title)s",
                _("Go on where you stopped, or say that you cannot read it after all:\n%(address)s\n"),
            ]
        ) % _values(assignment)
    sent = send_reminder(reminder=reminder, send=_sender(assignment, subject, text))
    return Sent(mails=1) if sent else Sent(failures=1)


def _sender(assignment: Assignment, subject: str, text: str) -> Any:
    """Return what sends the mail; it says whether that could be done."""

    def send() -> bool:
        address = assignment.reviewer.email
        if not address:
            return False
        try:
            send_mail(" ".join(subject.split()), text, None, [address])
        except OSError:  # the mail server cannot be reached, or refuses
            logger.exception("No mail could be sent about assignment %s; the next run tries again.", assignment.pk)
            return False
        return True

    return send


def _values(assignment: Assignment) -> dict[str, str]:
    path = reverse("desk:review", args=[assignment.pk])
    day = date_format(assignment.due, "DATE_FORMAT")
    return {"title": assignment.round.title, "day": day, "address": f"{settings.BASE_URL}{path}"}


def _language_of(assignment: Assignment) -> str:
    profile = getattr(assignment.reviewer, "profile", None)
    return (profile.language if profile else "") or settings.LANGUAGE_CODE
