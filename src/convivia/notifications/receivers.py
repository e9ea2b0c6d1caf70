"""Which news of other rooms become mails, and to whom."""

import logging
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from convivia.notifications import letters
from convivia.notifications.mail import NotSent
from convivia.people.invitation_actions import invited
from convivia.people.models import Invitation
from convivia.people.rules import who_may
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.rules import may_read_draft, scope_of
from convivia.practices.workflow import WAITING_FOR, State, Step
from convivia.practices.workflow_actions import step_taken

log = logging.getLogger(__name__)
# To write is nobody's turn but the authors': who else may write is not told.
_TURNS = (State.SUBMITTED, State.ACCEPTED)


def connect() -> None:
    """Listen for invitations and for steps of the workflow."""
    invited.connect(send_invitation, dispatch_uid="notifications.invitation")
    step_taken.connect(tell_of_step, dispatch_uid="notifications.step")


def send_invitation(invitation_id: int, token: str, **_others: Any) -> None:
    """Send the mail of an invitation. Raises `NotSent`, for who invited can send it again."""
    asked = Invitation.objects.select_related("city", "network", "invited_by__profile").get(pk=invitation_id)
    letters.invitation(asked, token)


def tell_of_step(practice_id: int, step: Step, by: User | None, reason: str, **_others: Any) -> None:
    """Tell those who wrote a practice, and those whose turn it is now. A mail that cannot be sent is noted in the log:
    the step was taken, and the desk shows it."""
    if step not in letters.TOLD:
        return
    practice = Practice.objects.select_related("city", "network").filter(pk=practice_id).first()
    if practice is None:
        return
    title = _title(practice)
    for person in _concerned(practice, by):
        try:
            letters.step_was_taken(person, practice, title, step, by=by, reason=reason)
        except NotSent as error:
            log.warning("The mail about %s of %s was not sent: %s", step, practice.public_id, error)


def _concerned(practice: Practice, by: User | None) -> list[User]:
    """Return who is told: who wrote it and may still see it, and who may act next; not who acted, each once."""
    state = State(practice.state)
    people = {person.pk: person for person in _writers(practice) if may_read_draft(person, practice)}
    if state in _TURNS:
        people |= {person.pk: person for person in who_may(WAITING_FOR[state], scope_of(practice))}
    return [person for person in people.values() if person.email and person != by]


def _writers(practice: Practice) -> list[User]:
    """Return the accounts that wrote the practice since it was public last, its author among them."""
    events = Event.objects.filter(practice=practice.public_id)
    public = events.filter(kind=Event.Kind.PUBLISH).order_by("-id").values_list("id", flat=True)
    done_before = public[:1] if practice.state in WAITING_FOR else public[1:2]
    begun = Q(kind__in=[Event.Kind.BEGUN, Event.Kind.SAVED, Event.Kind.SUBMIT, Event.Kind.REVISE])
    names = events.filter(begun, id__gt=next(iter(done_before), 0)).values_list("by", flat=True)
    wrote = Q(username__in=set(names)) | Q(working_copies__practice=practice)
    return list(User.objects.filter(wrote, is_active=True).distinct().select_related("profile"))


def _title(practice: Practice) -> str:
    """Return the title as it is written now: of the working copy, else of the newest revision."""
    copy = WorkingCopy.objects.filter(practice=practice).first()
    newest = copy or Revision.objects.filter(practice=practice).order_by("-number").first()
    texts = newest.content.get("texts", {}) if newest else {}
    titles = (text.get("title", "") for text in texts.values())
    return next((title for title in titles if title), "")
