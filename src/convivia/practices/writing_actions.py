"""Writes to working copies: begin, save, hold, take over. Every verb names its actor in `by`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.people.rules import Scope, may
from convivia.places.models import Network, Place
from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, name_of
from convivia.practices.snapshots import Content, empty_content
from convivia.practices.workflow import State

# How long a working copy is held for who edits it, without a sign of life.
HOLD = timedelta(minutes=10)


class Conflict(Exception):
    """Somebody else has saved since; nothing was written. `current` is the working copy as it is now."""

    def __init__(self, current: WorkingCopy) -> None:
        super().__init__(f"The working copy is at version {current.version}.")
        self.current = current


class Held(Exception):
    """Somebody else holds the working copy; nothing was written."""

    def __init__(self, current: WorkingCopy) -> None:
        super().__init__(f"The working copy is held until {current.held_until}.")
        self.current = current


@transaction.atomic
def begin(
    *,
    by: User,
    language: str,
    edition: str,
    city: Place | None = None,
    network: Network | None = None,
    content: Content | None = None,
) -> Practice:
    """Begin a practice that a city, a network or the library answers for; nobody else sees it. Raises `NotAllowed`."""
    scope = Scope(city=city.pk if city else None, network=network.pk if network else None)
    if not may(by, Permission.WRITE, scope):
        raise NotAllowed
    practice = Practice.objects.create(
        state=State.DRAFT, is_shown=False, city=city, network=network, licence="", indexed_revision=1
    )
    begun = content or empty_content(language)
    if city and not begun["places"]:
        begun["places"] = [city.key]
    WorkingCopy.objects.create(
        practice=practice, content=begun, language=language, edition=edition, author=by, edited_by=name_of(by)
    )
    Event.objects.create(kind=Event.Kind.BEGUN, practice=practice.public_id, by=name_of(by))
    return practice


@transaction.atomic
def save_draft(*, practice: Practice, content: Content, version: int, by: User) -> WorkingCopy:
    """Save the whole of a working copy that was read at `version`; the saved one comes back.

    Raises `NotAllowed`, `Held` where somebody else holds it, `Conflict` where somebody else has saved since.
    """
    copy = _locked(practice, by)
    if copy.version != version:
        raise Conflict(copy)
    if copy.content != content:
        changed = changed_keys(cast(Content, copy.content), content)
        copy.content = cast(dict[str, Any], content)
        copy.version += 1
        copy.edited_by = name_of(by)
        _note_saved(practice, changed, by)
    copy.held_by, copy.held_until = by, timezone.now() + HOLD
    copy.save()
    return copy


@transaction.atomic
def hold(*, practice: Practice, by: User) -> WorkingCopy:
    """Hold the working copy for `by` for the next minutes. Raises `NotAllowed`, or `Held` where another holds it."""
    copy = _locked(practice, by)
    copy.held_by, copy.held_until = by, timezone.now() + HOLD
    copy.save(update_fields=["held_by", "held_until"])
    return copy


@transaction.atomic
def take_over(*, practice: Practice, by: User) -> WorkingCopy:
    """Hold the working copy for `by` though another holds it; that is noted, and the other one is told at the desk."""
    copy = WorkingCopy.objects.select_for_update().get(practice=practice)
    if not may_edit(by, practice):
        raise NotAllowed
    before = copy.held_by
    copy.held_by, copy.held_until = by, timezone.now() + HOLD
    copy.save(update_fields=["held_by", "held_until"])
    if before is not None and before != by:
        held = {"held": [name_of(before), name_of(by)]}
        Event.objects.create(kind=Event.Kind.TAKEN_OVER, practice=practice.public_id, by=name_of(by), changes=held)
    return copy


@transaction.atomic
def let_go(*, practice: Practice, by: User) -> None:
    """Let others edit at once; nothing happens where `by` does not hold the working copy."""
    WorkingCopy.objects.filter(practice=practice, held_by=by).update(held_by=None, held_until=None)


def is_held_by_other(copy: WorkingCopy, person: User) -> bool:
    """Return whether somebody else holds the working copy at this moment."""
    return copy.held_by_id not in (None, person.pk) and copy.held_until is not None and copy.held_until > timezone.now()


@dataclass(frozen=True, slots=True)
class _Change:
    key: str
    before: Any
    after: Any


def changed_keys(before: Content, after: Content) -> list[str]:
    """Return what differs between two snapshots: "period", "title/fr", "purpose/en", …, in order."""
    return [change.key for change in _changes(before, after)]


def _changes(before: Content, after: Content) -> list[_Change]:
    old, new = _flat(before), _flat(after)
    return [_Change(key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)]


def _flat(content: Content) -> dict[str, Any]:
    """Return the values of a snapshot by key; those of texts with their language, answers by their section."""
    flat: dict[str, Any] = {key: value for key, value in content.items() if key != "texts"}
    for language, text in content["texts"].items():
        flat |= {f"{key}/{language}": value for key, value in text.items() if key != "answers" and value}
        flat |= {f"{key}/{language}": value for key, value in text["answers"].items() if value}
    return flat


def _locked(practice: Practice, by: User) -> WorkingCopy:
    """Return the working copy, locked for this transaction, if `by` may write to it now."""
    copy = WorkingCopy.objects.select_for_update().get(practice=practice)
    practice.refresh_from_db(fields=["state"])
    if not may_edit(by, practice):
        raise NotAllowed
    if is_held_by_other(copy, by):
        raise Held(copy)
    return copy


def _note_saved(practice: Practice, changed: Sequence[str], by: User) -> None:
    """Note a save. What one person saves in a row is one event: the desk saves as one types."""
    latest = Event.objects.filter(practice=practice.public_id).order_by("-at", "-id").first()
    fields = {key: ["", ""] for key in changed}
    if latest and latest.kind == Event.Kind.SAVED and latest.by == name_of(by):
        latest.changes = {**latest.changes, **fields}
        latest.save(update_fields=["changes"])
    else:
        Event.objects.create(kind=Event.Kind.SAVED, practice=practice.public_id, by=name_of(by), changes=fields)
