"""Steps of the workflow. One function takes every step; what a step does besides is in `_EFFECTS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.practices.actions import announce
from convivia.practices.answering import answers_of
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.rules import NotAllowed, may_take, may_with, name_of, steps_possible
from convivia.practices.shown import says_the_same
from convivia.practices.snapshots import Content, empty_content, hide, show, snapshot_of
from convivia.practices.workflow import State, Step, Transition
from convivia.questionnaires.kinds import KINDS, Limits
from convivia.questionnaires.queries import needed_questions

# Sent after commit with `practice_id`, `step`, `by` (an account, or None for a set time) and `reason`.
step_taken = Signal()


# A working copy begins with a version that no earlier one of the practice has had, so that a form that was left open
# does not save over a new one: each leaves a revision behind, and is saved less often than this.
_VERSIONS: Final = 10_000


class NotPossible(Exception):
    """The step does not lead anywhere from the state in which the practice is by now."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} is not possible in the state {state}.")
        self.state, self.step = state, step


class Outdated(Exception):
    """What the public sees has changed since the change was begun; somebody has to look at both."""


class ReasonMissing(Exception):
    """The step asks for a reason."""


class NotComplete(Exception):
    """What the template marks as needed is missing; `missing` are the keys."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class _Act:
    """A step that is being taken: `by` is how events call the actor, `actor` the account (None for a set time)."""

    practice: Practice
    step: Step
    by: str
    reason: str = ""
    actor: User | None = None


@transaction.atomic
def take_step(
    *, practice: Practice, step: Step, by: User, reason: str = "", seen: State | None = None, version: int | None = None
) -> Practice:
    """Take a step of the workflow; the practice as it is then comes back. One transaction with its event.

    `seen` is the state, `version` the version of the working copy that the actor saw: where that is no longer so, or
    the table has no such step, `NotPossible` is raised; so the second of two people at once gets it. `NotAllowed` where
    `by` may not; `ReasonMissing` where the step asks for one; `NotComplete` where something needed is missing;
    `Outdated` where what is to be published was begun from something older than what the public sees.
    """
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    there = _possible(locked, step, seen)
    if not may_take(by, there, locked):
        raise NotAllowed
    if there.needs_reason and not reason.strip():
        raise ReasonMissing
    copy = WorkingCopy.objects.select_for_update().filter(practice=locked).first()
    if version is not None and copy is not None and copy.version != version:
        raise NotPossible(State(locked.state), step)
    return _take(_Act(locked, step, name_of(by), reason.strip(), by), there)


@transaction.atomic
def publish_when_due(*, practice: Practice, by: str) -> bool:
    """Publish what was accepted for a set time, if that has come; whether it was published comes back.

    Raises `Outdated` and `NotComplete` like `take_step`: it is left for somebody to look at.
    """
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    if locked.state != State.ACCEPTED or locked.publish_at is None or locked.publish_at > timezone.now():
        return False
    _take(_Act(locked, Step.PUBLISH, by), _possible(locked, Step.PUBLISH, None))
    return True


@transaction.atomic
def schedule(*, practice: Practice, at: datetime | None, by: User) -> Practice:
    """Let an accepted practice be published at a time, or (None) not by itself.

    Raises `NotPossible` where it is not accepted (any more), `NotAllowed` where `by` may not publish it.
    """
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    there = _possible(locked, Step.PUBLISH, None)
    if not may_with(by, there.permission, locked):
        raise NotAllowed
    before, locked.publish_at = locked.publish_at, at
    locked.save(update_fields=["publish_at", "updated_at"])
    times = [value.isoformat() if value else "" for value in (before, at)]
    Event.objects.create(
        kind=Event.Kind.SCHEDULED, practice=locked.public_id, by=name_of(by), changes={"publish_at": times}
    )
    return locked


@transaction.atomic
def restore(*, practice: Practice, revision: Revision, by: User) -> WorkingCopy:
    """Make the working copy say what an older revision says: a new change, to be handed in like any other.

    What the working copy said is kept as a revision, if none says so. Raises `NotAllowed`, `NotPossible` where it waits
    for somebody's judgement.
    """
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    if not may_with(by, Permission.WRITE, locked):
        raise NotAllowed
    if locked.state not in (State.DRAFT, State.CHANGES_ASKED):
        locked = take_step(practice=locked, step=Step.REVISE, by=by)
    copy = WorkingCopy.objects.select_for_update().get(practice=locked)
    if not Revision.objects.filter(practice=locked, content=copy.content).exists():
        _keep_copy(copy, _Act(locked, Step.DISCARD, copy.edited_by))
    copy.content, copy.edition = revision.content, revision.edition
    copy.version += 1
    copy.edited_by = name_of(by)
    copy.save()
    Event.objects.create(
        kind=Event.Kind.RESTORED,
        practice=locked.public_id,
        by=name_of(by),
        changes={"revision": ["", revision.number]},
    )
    return copy


@transaction.atomic
def take_base(*, practice: Practice, by: User) -> WorkingCopy:
    """Let a change count as begun from what the public sees now: somebody has looked at both."""
    locked = Practice.objects.select_for_update().get(pk=practice.pk)
    copy = WorkingCopy.objects.select_for_update().filter(practice=locked).first()
    if copy is None or not may_with(by, Permission.DECIDE, locked):
        raise NotAllowed
    shown = keep_what_is_shown(practice=locked, by="import")
    copy.based_on = shown.number if shown else None
    copy.save(update_fields=["based_on"])
    return copy


def keep_revision(
    *, practice: Practice, content: Content, edition: str, step: str, by: str, note: str = "", is_public: bool = False
) -> Revision:
    """Keep a practice as it is at this moment for ever; the caller holds the lock on `practice`."""
    newest = _newest(practice)
    return Revision.objects.create(
        practice=practice,
        number=newest.number + 1 if newest else 1,
        content=content,
        edition=edition,
        step=step,
        note=note,
        made_by=by,
        published_at=timezone.now() if is_public else None,
    )


def keep_what_is_shown(*, practice: Practice, by: str) -> Revision | None:
    """Keep what the public sees, where no revision says so yet: what an import brought or changed has none.

    The newest revision that the public has seen comes back; None where it sees nothing. The caller holds the lock.
    """
    if not practice.is_shown:
        return None
    content = snapshot_of(practice)
    newest = Revision.objects.filter(practice=practice, published_at__isnull=False).order_by("-number").first()
    if newest is not None and says_the_same(practice, content, cast(Content, newest.content)):
        return newest
    edition = newest.edition if newest else "1"
    return keep_revision(practice=practice, content=content, edition=edition, step="import", by=by, is_public=True)


def _possible(practice: Practice, step: Step, seen: State | None) -> Transition:
    state = State(practice.state)
    there = steps_possible(practice).get(step)
    if there is None or (seen is not None and seen != state):
        raise NotPossible(state, step)
    return there


def _take(act: _Act, there: Transition) -> Practice:
    practice = act.practice
    before = practice.state
    practice.state = there.to
    practice.publish_at = None
    _EFFECTS.get(act.step, _nothing)(act)
    practice.save()
    Event.objects.create(
        kind=act.step.value,
        practice=practice.public_id,
        by=act.by,
        reason=act.reason,
        changes={"state": [before, there.to.value]},
    )
    news = {"practice_id": practice.pk, "step": act.step, "by": act.actor, "reason": act.reason}
    transaction.on_commit(lambda: step_taken.send(sender=Practice, **news))
    return practice


def _nothing(act: _Act) -> None:
    """Do nothing besides."""


def _hand_in(act: _Act) -> None:
    """Keep what is handed in, if the template's needed parts are there; nobody holds it any more."""
    copy = _complete_copy(act.practice)
    _keep_copy(copy, act)
    WorkingCopy.objects.filter(pk=copy.pk).update(held_by=None, held_until=None)


def _complete_copy(practice: Practice) -> WorkingCopy:
    """Return the working copy of a practice. Raises `NotComplete` where something needed is missing in it."""
    copy = WorkingCopy.objects.get(practice=practice)
    if missing := missing_of(copy):
        raise NotComplete(missing)
    return copy


def _publish(act: _Act) -> None:
    """Show the working copy to the public, and keep it as a revision that the public can cite.

    What is needed has to be there still: editors may have written since it was handed in.
    """
    practice, copy = act.practice, _complete_copy(act.practice)
    shown = keep_what_is_shown(practice=practice, by="import")
    if shown is not None and copy.based_on is not None and shown.number != copy.based_on:
        raise Outdated
    _keep_copy(copy, act, is_public=True)
    practice.published_at = practice.published_at or timezone.now()
    practice.hidden_reason = ""
    show(practice, cast(Content, copy.content))
    copy.delete()
    announce([practice.pk])


def _revise(act: _Act) -> None:
    """Begin a working copy from what the public sees or saw last; else from what was written last."""
    practice = act.practice
    begun = keep_what_is_shown(practice=practice, by="import") or last_public(practice) or _newest(practice)
    content = begun.content if begun else empty_content("en")
    original = next((one for one, text in content["texts"].items() if text["origin"] == "original"), None)
    WorkingCopy.objects.create(
        practice=practice,
        content=content,
        language=original or next(iter(content["texts"]), "en"),
        edition=begun.edition if begun else "1",
        version=1 + _VERSIONS * (begun.number if begun else 0),
        based_on=begun.number if begun else None,
        author=act.actor,
        edited_by=act.by,
    )


def _discard(act: _Act) -> None:
    """Keep what is given up as a revision, so that nothing is lost, and let the working copy go."""
    copy = WorkingCopy.objects.get(practice=act.practice)
    _keep_copy(copy, act)
    copy.delete()
    if act.practice.state == State.WITHDRAWN and act.reason:
        act.practice.hidden_reason = act.reason


def _hide(act: _Act) -> None:
    """Take the practice from the public; its revisions stay, and so does a change that had been begun."""
    practice = act.practice
    keep_what_is_shown(practice=practice, by="import")
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is not None:
        _keep_copy(copy, replace(act, step=Step.DISCARD, reason=""))
        copy.delete()
    practice.hidden_reason = act.reason
    if practice.is_shown:
        practice.published_at = practice.published_at or practice.created_at  # what an import brought
        hide(practice)
        announce([practice.pk])


def _show_again(act: _Act) -> None:
    """Show what the public saw last."""
    shown = last_public(act.practice)
    if shown is None:
        raise NotPossible(State(act.practice.state), Step.SHOW_AGAIN)
    act.practice.hidden_reason = ""
    show(act.practice, cast(Content, shown.content))
    announce([act.practice.pk])


def _keep_copy(copy: WorkingCopy, act: _Act, *, is_public: bool = False) -> None:
    """Keep a working copy as it is as a revision that this step makes."""
    keep_revision(
        practice=act.practice,
        content=cast(Content, copy.content),
        edition=copy.edition,
        step=act.step,
        by=act.by,
        note=act.reason,
        is_public=is_public,
    )


def _newest(practice: Practice) -> Revision | None:
    return Revision.objects.filter(practice=practice).order_by("-number").first()


def last_public(practice: Practice) -> Revision | None:
    """Return the newest revision that the public has seen."""
    return Revision.objects.filter(practice=practice, published_at__isnull=False).order_by("-number").first()


def missing_of(copy: WorkingCopy) -> list[str]:
    """Return what the edition of the working copy marks as needed and is missing: keys, in the order of the form.

    Pictures are among it where one of them does not say what it shows, or under which licence it may be shown.
    """
    answers = answers_of(cast(Content, copy.content), copy.language)
    needed = needed_questions(copy.edition)
    missing = [key for key, kind in needed.items() if not KINDS[kind].is_answered(answers.get(key))]
    if "pictures" not in missing and KINDS["pictures"].troubles(answers["pictures"], Limits(), ()):
        missing.append("pictures")
    return missing


_EFFECTS: Final[Mapping[Step, Callable[[_Act], None]]] = {
    Step.SUBMIT: _hand_in,
    Step.PUBLISH: _publish,
    Step.REVISE: _revise,
    Step.DISCARD: _discard,
    Step.WITHDRAW: _hide,
    Step.ARCHIVE: _hide,
    Step.SHOW_AGAIN: _show_again,
}
