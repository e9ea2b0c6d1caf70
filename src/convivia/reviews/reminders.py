"""Who has to be written to about what they were asked to read, and that they were. What is sent is not known here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from convivia.reviews.events import note
from convivia.reviews.models import WAITING, Assignment, ReviewEvent

# One reminder ahead of the day, then one a week once it has passed, four in all: then it is for an editor to act.
AHEAD, BETWEEN, MOST = timedelta(days=5), timedelta(days=7), 4
ACTOR = "remind"
Send = Callable[[], bool]


class Kind(StrEnum):
    """What somebody is reminded of."""

    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a reader is to be reminded."""

    assignment: Assignment
    kind: Kind


def untold() -> QuerySet[Assignment]:
    """Return what readers were asked for, and were not written to about yet."""
    return _waited_for().filter(told_at__isnull=True)


def due_reminders() -> list[Reminder]:
    """Return the reminders that are due now; none for who was asked or reminded within the last days."""
    today, now = timezone.localdate(), timezone.now()
    found = []
    for one in _waited_for().filter(told_at__isnull=False, reminders__lt=MOST, due__lte=today + AHEAD):
        kind = Kind.LATE if one.due < today else Kind.SOON
        if kind == Kind.SOON and (one.reminded_at or now - (one.told_at or now) < timedelta(days=2)):
            continue  # once ahead of the day, and not on the heels of the mail that asks
        if one.reminded_at and _is_recent(one, kind):
            continue
        found.append(Reminder(one, kind))
    return found


def send_told(*, assignment: Assignment, send: Send) -> bool:
    """Send the mail that asks, unless another process has; return whether it is sent now or was before.

    It is noted before it is sent, and the note taken back where that fails: nobody gets it twice, and no transaction
    waits for a mail server.
    """
    waiting = Assignment.objects.filter(pk=assignment.pk)
    if not waiting.filter(told_at__isnull=True).update(told_at=timezone.now()):
        return True
    if send():
        return True
    waiting.update(told_at=None)
    return False


def send_reminder(*, reminder: Reminder, send: Send) -> bool:
    """Send a reminder, unless another process has; return whether it is sent now or was before."""
    one = reminder.assignment
    waiting = Assignment.objects.filter(pk=one.pk, state__in=WAITING)
    counted = waiting.filter(reminders=one.reminders)
    if not counted.update(reminded_at=timezone.now(), reminders=one.reminders + 1):
        return True
    if not send():
        waiting.update(reminded_at=one.reminded_at, reminders=one.reminders)
        return False
    note(one.round, ReviewEvent.Kind.REMINDED, ACTOR, reminder.kind)
    return True


def _is_recent(assignment: Assignment, kind: Kind) -> bool:
    """Return whether the last reminder is too fresh; one ahead of the day does not put off the first one after it."""
    last = assignment.reminded_at
    if last is None or (kind == Kind.LATE and timezone.localdate(last) <= assignment.due):
        return False
    return timezone.now() - last < BETWEEN


def _waited_for() -> QuerySet[Assignment]:
    waiting = Assignment.objects.filter(state__in=WAITING, round__closed_at__isnull=True)
    return waiting.select_related("round__practice", "reviewer__profile").order_by("due", "id")
