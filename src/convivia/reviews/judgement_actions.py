"""What a reader does: begin or decline, save a draft, hand in, comment. Every verb names its actor in `by`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.practices.rules import NotAllowed, name_of
from convivia.practices.workflow_actions import ReasonMissing
from convivia.reviews.agreement import Opinion, readers_disagree
from convivia.reviews.events import note
from convivia.reviews.models import ACTIVE, WAITING, Assignment, Judgement, ReviewEvent, Round
from convivia.reviews.queries import measures_of
from convivia.reviews.round_actions import RoundClosed, locked_round
from convivia.reviews.rules import belonging, conflict_of
from convivia.reviews.scoring import Score, result
from convivia.reviews.signals import readers_done

_A, _K, _R = Assignment.State, ReviewEvent.Kind, Judgement.Recommendation
LONGEST_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class Written:
    """A judgement as its reader has written it so far."""

    scores: Mapping[str, Score] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    recommendation: str = ""
    reason: str = ""
    private_note: str = ""


class SavedElsewhere(Exception):
    """The judgement was saved in another window since; nothing was written. `current` is as it is now."""

    def __init__(self, current: Judgement) -> None:
        super().__init__(f"The judgement is at version {current.version}.")
        self.current = current


class NotComplete(Exception):
    """Not every criterion is scored, or nothing is recommended; `missing` are keys of criteria, or "recommendation"."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Contradiction(Exception):
    """It recommends to accept what a criterion of exclusion stands against; `criteria` are those."""

    def __init__(self, criteria: tuple[str, ...]) -> None:
        super().__init__(", ".join(criteria))
        self.criteria = criteria


@transaction.atomic
def begin_reading(*, assignment: Assignment, by: User) -> Assignment:
    """Take on what one was asked for. Raises `NotAllowed`, `RoundClosed` where it is no longer wanted."""
    fresh = _own(assignment, by)
    if fresh.state == _A.ASKED:
        _begin(fresh, by)
    return fresh


@transaction.atomic
def decline(*, assignment: Assignment, reason: str, by: User) -> Assignment:
    """Decline to read, with a reason for the editors. Raises `NotAllowed`, `RoundClosed`, `ReasonMissing`."""
    fresh = _own(assignment, by)
    if not reason.strip():
        raise ReasonMissing
    fresh.state, fresh.decline_reason, fresh.ended_at = _A.DECLINED, reason.strip()[:LONGEST_NOTE], timezone.now()
    fresh.save(update_fields=["state", "decline_reason", "ended_at"])
    note(fresh.round, _K.DECLINED, name_of(by))
    return fresh


@transaction.atomic
def save_judgement(*, assignment: Assignment, written: Written, version: int, by: User) -> Judgement:
    """Save the draft of a judgement that was read at `version` (0: there was none); the saved one comes back.

    Nobody else sees it. Raises `NotAllowed`, `RoundClosed`, `SavedElsewhere`.
    """
    return _save(_own(assignment, by), written, version, by)


@transaction.atomic
def give_judgement(*, assignment: Assignment, written: Written, version: int, by: User) -> Judgement:
    """Hand in a judgement; it stays as it is from now on. Where all are in and disagree, a third reader is wanted.

    Raises what `save_judgement` raises, `NotComplete`, `ReasonMissing` unless it is to accept, `Contradiction`.
    """
    fresh = _own(assignment, by)
    _check(fresh.round, written)
    judgement = _save(fresh, written, version, by)
    judgement.given_at = timezone.now()
    judgement.save(update_fields=["given_at"])
    fresh.state, fresh.ended_at = _A.DONE, judgement.given_at
    fresh.save(update_fields=["state", "ended_at"])
    note(fresh.round, _K.GIVEN, name_of(by))
    _look_at_all(fresh.round, name_of(by))
    return judgement


def opinion_of(judgement: Judgement) -> Opinion:
    """Return what agreement has to know of a judgement."""
    return Opinion(judgement.recommendation, judgement.scores)


def _own(assignment: Assignment, by: User) -> Assignment:
    """Return an assignment that `by` may work on now, in its locked round.

    Who has come to belong to the city since, or is no reviewer any more, may not.
    """
    locked = locked_round(assignment.round)
    fresh = Assignment.objects.get(pk=assignment.pk)
    if fresh.reviewer_id != by.pk or conflict_of(by, locked.practice, belonging(locked.practice, locked.revision)):
        raise NotAllowed
    if fresh.state not in WAITING:
        raise RoundClosed
    fresh.round = locked
    return fresh


def _begin(assignment: Assignment, by: User) -> None:
    assignment.state, assignment.begun_at = _A.BEGUN, timezone.now()
    assignment.save(update_fields=["state", "begun_at"])
    note(assignment.round, _K.BEGUN, name_of(by))


def _save(assignment: Assignment, written: Written, version: int, by: User) -> Judgement:
    judgement = Judgement.objects.select_for_update().filter(assignment=assignment).first()
    if judgement is not None and judgement.version != version:
        raise SavedElsewhere(judgement)
    judgement = judgement or Judgement(assignment=assignment, version=0)
    judgement.scores, judgement.notes = dict(written.scores), dict(written.notes)
    judgement.recommendation = written.recommendation
    judgement.reason, judgement.private_note = written.reason, written.private_note
    judgement.version += 1
    judgement.save()
    if assignment.state == _A.ASKED:
        _begin(assignment, by)
    return judgement


def _check(found: Round, written: Written) -> None:
    outcome = result(measures_of(found.edition_id), written.scores)
    missing = (*outcome.missing, *(() if written.recommendation else ("recommendation",)))
    if missing:
        raise NotComplete(missing)
    if written.recommendation == _R.ACCEPT and outcome.excluded_by:
        raise Contradiction(outcome.excluded_by)
    if written.recommendation != _R.ACCEPT and not written.reason.strip():
        raise ReasonMissing


def _look_at_all(found: Round, by: str) -> None:
    """Note that a third reader is wanted where two disagree, and send word when all are in."""
    active = list(found.assignments.filter(state__in=ACTIVE).select_related("judgement"))
    done = [one for one in active if one.state == _A.DONE]
    if len(done) < len(active) or len(done) < found.readers_needed:
        return
    disagree = readers_disagree(measures_of(found.edition_id), [opinion_of(one.judgement) for one in done])
    if disagree and len(done) == 2 and not found.third_wanted_at:
        found.third_wanted_at = timezone.now()
        found.save(update_fields=["third_wanted_at"])
        note(found, _K.THIRD_WANTED, by)
    pk = found.pk
    transaction.on_commit(lambda: readers_done.send(sender=Round, round_id=pk, is_disagreement=disagree))
