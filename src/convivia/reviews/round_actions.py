"""Writes to rounds: open one, ask readers, let them go, decide. Every verb names its actor in `by`."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.practices.models import Practice, Revision
from convivia.practices.rules import NotAllowed, may_with, name_of
from convivia.practices.snapshots import Content, TextContent
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import NotPossible, ReasonMissing, take_step
from convivia.reviews.events import note
from convivia.reviews.models import ACTIVE, WAITING, Assignment, CriteriaEdition, OpenReview, ReviewEvent, Round
from convivia.reviews.rules import Conflict, belonging, conflict_of, may_agree
from convivia.reviews.signals import reader_asked

_A, _K = Assignment.State, ReviewEvent.Kind
# How long a reader has, if nothing else is said, and at most.
USUAL_TIME, LONGEST_TIME = timedelta(days=21), timedelta(days=183)


class RoundClosed(Exception):
    """The round has been decided, or ended, meanwhile."""


class NotToBeAsked(Exception):
    """Somebody cannot be asked to read; `conflict` says why."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(str(conflict))
        self.conflict = conflict


class AlreadyAsked(Exception):
    """The person was asked in this round before."""


class EnoughReaders(Exception):
    """As many readers as the round wants are asked already."""


class BadDate(Exception):
    """A deadline that has passed, or is too far away."""


class NothingHandedIn(Exception):
    """There is no revision that was handed in."""


@transaction.atomic
def open_round(
    *,
    practice: Practice,
    due: date,
    by: User,
    readers_wanted: int = 2,
    shows_names: bool = False,
    readers: Sequence[User] = (),
) -> Round:
    """Open a round on what was handed in last, and ask `readers`; the practice is in review from now on.

    Raises `NotAllowed`, `NotPossible` where the practice does not wait for a review, `BadDate`, `NothingHandedIn`,
    and what `ask` raises; then nothing has happened.
    """
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    _demand(by, Permission.ASSIGN, locked)
    _check_date(due)
    if locked.state != State.IN_REVIEW:
        locked = take_step(practice=locked, step=Step.BEGIN_REVIEW, by=by)
    elif Round.objects.filter(practice=locked, closed_at__isnull=True).exists():
        raise NotPossible(State(locked.state), Step.BEGIN_REVIEW)
    revision = Revision.objects.filter(practice=locked, step=Step.SUBMIT).order_by("-number").first()
    if revision is None:
        raise NothingHandedIn
    made = Round.objects.create(
        practice=locked,
        revision=revision,
        edition=CriteriaEdition.objects.latest("id"),
        title=title_of_texts(cast(Content, revision.content)["texts"]),
        readers_wanted=readers_wanted,
        shows_names=shows_names,
        due=due,
        opened_by=by,
    )
    note(made, _K.OPENED, name_of(by), f"until {due.isoformat()}")
    for reader in readers:
        ask(found=made, reviewer=reader, by=by)
    return made


@transaction.atomic
def ask(*, found: Round, reviewer: User, by: User, due: date | None = None) -> Assignment:
    """Ask somebody to read until `due` (else the round's day); they get a mail.

    Raises `NotAllowed`, `RoundClosed`, `NotToBeAsked` for who belongs to the city or wrote it, `AlreadyAsked`,
    `EnoughReaders`, `BadDate`.
    """
    locked = locked_round(found)
    _demand(by, Permission.ASSIGN, locked.practice)
    _check_date(due or locked.due)
    conflict = conflict_of(reviewer, locked.practice, belonging(locked.practice, locked.revision))
    if conflict:
        raise NotToBeAsked(conflict)
    asked = list(locked.assignments.all())
    if any(one.reviewer_id == reviewer.pk for one in asked):
        raise AlreadyAsked
    if sum(one.state in ACTIVE for one in asked) >= locked.readers_needed:
        raise EnoughReaders
    made = Assignment.objects.create(
        round=locked,
        reviewer=reviewer,
        position=max((one.position for one in asked), default=0) + 1,
        due=due or locked.due,
        asked_by=name_of(by),
    )
    note(locked, _K.ASKED, name_of(by), name_of(reviewer))
    transaction.on_commit(lambda: reader_asked.send(sender=Assignment, assignment_id=made.pk))
    return made


@transaction.atomic
def release(*, assignment: Assignment, by: User) -> Assignment:
    """Let a reader go who has not handed in: somebody else can be asked. Raises `NotAllowed`, `RoundClosed`."""
    locked = locked_round(assignment.round)
    _demand(by, Permission.ASSIGN, locked.practice)
    fresh = locked.assignments.get(pk=assignment.pk)
    if fresh.state not in WAITING:
        raise RoundClosed
    _end(fresh, _A.RELEASED)
    note(locked, _K.RELEASED, name_of(by), name_of(fresh.reviewer))
    return fresh


@transaction.atomic
def postpone(*, assignment: Assignment, due: date, by: User) -> Assignment:
    """Give a reader another day. Raises `NotAllowed`, `RoundClosed`, `BadDate`."""
    locked = locked_round(assignment.round)
    _demand(by, Permission.ASSIGN, locked.practice)
    _check_date(due)
    fresh = locked.assignments.get(pk=assignment.pk)
    if fresh.state not in WAITING:
        raise RoundClosed
    fresh.due = due
    fresh.save(update_fields=["due"])
    note(locked, _K.POSTPONED, name_of(by), f"{name_of(fresh.reviewer)}: {due.isoformat()}")
    return fresh


@transaction.atomic
def decide(*, found: Round, step: Step, by: User, reason: str = "") -> Round:
    """Accept the practice, or ask for changes; the round is closed, and who still reads is let go.

    Changes always need a reason. So does accepting while a judgement is missing or readers disagree without a third.
    Raises `NotAllowed` (also for an editor who still reads in the round), `RoundClosed`, `ReasonMissing`, and what
    `take_step` raises.
    """
    if step not in (Step.ACCEPT, Step.ASK_CHANGES):
        raise ValueError(step)
    locked = locked_round(found)
    _demand(by, Permission.DECIDE, locked.practice)
    if locked.assignments.filter(reviewer=by, state__in=WAITING).exists():
        raise NotAllowed  # who still reads is blind to the others
    if not reason.strip() and (step == Step.ASK_CHANGES or not is_settled(locked)):
        raise ReasonMissing
    locked.practice = take_step(practice=locked.practice, step=step, by=by, reason=reason)
    outcome = Round.Outcome.ACCEPTED if step == Step.ACCEPT else Round.Outcome.CHANGES_ASKED
    return close(locked, outcome=outcome, by=name_of(by), reason=reason)


@transaction.atomic
def close_with_step(*, practice_id: int, step: Step, by: str, reason: str) -> None:
    """Close the open round of a practice that a step of the workflow has taken out of review."""
    found = Round.objects.select_for_update().filter(practice=practice_id, closed_at__isnull=True).first()
    if found is None or found.practice.state == State.IN_REVIEW:
        return
    outcomes = {Step.ACCEPT: Round.Outcome.ACCEPTED, Step.ASK_CHANGES: Round.Outcome.CHANGES_ASKED}
    close(found, outcome=outcomes.get(step, Round.Outcome.ENDED), by=by, reason=reason)


@transaction.atomic
def set_openness(*, practice: Practice, is_public: bool, by: User) -> None:
    """Say for the city whether reasons and scores of the review are public. Raises `NotAllowed`."""
    if not may_agree(by, practice):
        raise NotAllowed
    known = OpenReview.objects.filter(practice=practice)
    if is_public == known.exists():
        return
    if is_public:
        OpenReview.objects.create(practice=practice, agreed_by=name_of(by))
    else:
        known.delete()
    kind = _K.MADE_PUBLIC if is_public else _K.MADE_PRIVATE
    ReviewEvent.objects.create(kind=kind, practice=practice.public_id, by=name_of(by))


def is_settled(found: Round) -> bool:
    """Return whether all judgements that the round needs are in."""
    return found.assignments.filter(state=_A.DONE).count() >= found.readers_needed


def locked_round(found: Round) -> Round:
    """Return the round, locked for this transaction; raise `RoundClosed` where it is closed by now."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("practice", "revision").get(pk=found.pk)
    if not locked.is_open:
        raise RoundClosed
    return locked


def title_of_texts(texts: Mapping[str, TextContent]) -> str:
    """Return the title of what was handed in: of the original, else of any version; "" where there is none."""
    ordered = sorted(texts.values(), key=lambda text: text["origin"] != "original")
    titles = (text["title"] or text["stand_in_title"] for text in ordered)
    return next((title for title in titles if title), "")


def close(found: Round, *, outcome: Round.Outcome, by: str, reason: str) -> Round:
    """Close a locked round, and let those go who have not handed in."""
    for assignment in found.assignments.filter(state__in=WAITING):
        _end(assignment, _A.RELEASED)
    found.outcome, found.reason, found.decided_by = outcome, reason.strip(), by
    found.closed_at = timezone.now()
    found.save(update_fields=["outcome", "reason", "decided_by", "closed_at"])
    note(found, _K.CLOSED, by, outcome)
    return found


def _end(assignment: Assignment, state: Assignment.State) -> None:
    assignment.state, assignment.ended_at = state, timezone.now()
    assignment.save(update_fields=["state", "ended_at"])


def _demand(person: User, permission: Permission, practice: Practice) -> None:
    if not may_with(person, permission, practice):
        raise NotAllowed


def _check_date(due: date) -> None:
    today = timezone.localdate()
    if not today <= due <= today + LONGEST_TIME:
        raise BadDate
