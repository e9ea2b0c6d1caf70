"""Writes to working copies: begin, save, hold, take over. Every verb names its actor in `by`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.people.rules import LIBRARY, Scope, may
from convivia.places.models import Network, Place
from convivia.practices.models import Event, Practice, Text, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate, name_of
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
    """Begin a practice that a city, a network, both or the library answers for; nobody else sees it.

    Raises `NotAllowed` for who may not write for each of those who shall answer for it.
    """
    scopes = [Scope(city=city.pk)] if city else []
    scopes += [Scope(network=network.pk)] if network else []
    if not all(may(by, Permission.WRITE, scope) for scope in scopes or [LIBRARY]):
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

    Raises `NotAllowed`, `Held` where somebody else holds it, `Conflict` where somebody else has saved since. Who may
    only translate may change nothing but translations.
    """
    copy = _locked(practice, by)
    if copy.version != version:
        raise Conflict(copy)
    before = cast(Content, copy.content)
    if before == content:
        return _held(copy, by)
    if not may_edit(by, practice) and not changes_translations_only(before, content, copy.language):
        raise NotAllowed
    copy.content = cast(dict[str, Any], content)
    copy.version += 1
    copy.edited_by = name_of(by)
    copy.held_by, copy.held_until = by, timezone.now() + HOLD
    copy.save()
    _note_saved(practice, before, content, by)
    return copy


@transaction.atomic
def hold(*, practice: Practice, by: User) -> WorkingCopy:
    """Hold the working copy for `by` for the next minutes. Raises `NotAllowed`, or `Held` where another holds it."""
    return _held(_locked(practice, by), by)


@transaction.atomic
def take_over(*, practice: Practice, by: User) -> WorkingCopy:
    """Hold the working copy for `by` though another holds it; that is noted, and the other one is told at the desk.

    Raises `NotAllowed`. Nothing is noted where nobody else holds it any more.
    """
    copy = _to_write(practice, by)
    before = copy.held_by if is_held_by_other(copy, by) else None
    _held(copy, by)
    if before is not None:
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


def changes_translations_only(before: Content, after: Content, first: str) -> bool:
    """Return whether two snapshots differ in nothing but translations out of the language `first`; none is gone."""
    old, new = before["texts"], after["texts"]
    kept = {first, *(language for language, text in old.items() if text["origin"] == Text.Origin.ORIGINAL)}
    facts = [_facts(content, kept) for content in (before, after)]
    added = [text for language, text in new.items() if language not in kept]
    return (
        facts[0] == facts[1]
        and old.keys() <= new.keys()
        and all(old.get(language) == new.get(language) for language in kept)
        and all(text["origin"] != Text.Origin.ORIGINAL for text in added)
    )


def _facts(content: Content, languages: Collection[str]) -> dict[str, Any]:
    """Return what a snapshot says beside its texts; of statements and pictures, the words in `languages` alone."""

    def kept(words: Mapping[str, str]) -> dict[str, str]:
        return {language: said for language, said in words.items() if language in languages}

    facts: dict[str, Any] = {key: value for key, value in content.items() if key != "texts"}
    evidence = [{**one, "statements": kept(one["statements"])} for one in content["evidence"]]
    pictures = [{**one, "alt": kept(one["alt"])} for one in content["pictures"]]
    return {**facts, "evidence": evidence, "pictures": pictures}


def _locked(practice: Practice, by: User) -> WorkingCopy:
    """Return the working copy, locked for this transaction, if `by` may write to it now and nobody else holds it."""
    copy = _to_write(practice, by)
    if is_held_by_other(copy, by):
        raise Held(copy)
    return copy


def _to_write(practice: Practice, by: User) -> WorkingCopy:
    """Return the working copy, locked for this transaction, if `by` may write to it; `practice` is read afresh."""
    copy = WorkingCopy.objects.select_for_update().filter(practice=practice).first()
    practice.refresh_from_db(fields=["state", "city", "network"])
    if copy is None or not (may_edit(by, practice) or may_translate(by, practice)):
        raise NotAllowed
    return copy


def _held(copy: WorkingCopy, by: User) -> WorkingCopy:
    """Hold `copy` for `by`; when and by whom it was edited stays as it was."""
    copy.held_by, copy.held_until = by, timezone.now() + HOLD
    copy.save(update_fields=["held_by", "held_until"])
    return copy


def _note_saved(practice: Practice, before: Content, after: Content, by: User) -> None:
    """Note a save: what each changed part said before and says now, so that nobody's text is lost by another's save.

    What one person saves in a row is one event, with what was there before the first: the desk saves as one types.
    """
    saved: dict[str, list[Any]] = {
        change.key: [_or_empty(change.before), _or_empty(change.after)] for change in _changes(before, after)
    }
    latest = Event.objects.filter(practice=practice.public_id).order_by("-at", "-id").first()
    if latest and latest.kind == Event.Kind.SAVED and latest.by == name_of(by):
        for key, (was, now) in saved.items():
            latest.changes[key] = [latest.changes.get(key, [was])[0], now]
        latest.save(update_fields=["changes"])
    else:
        Event.objects.create(kind=Event.Kind.SAVED, practice=practice.public_id, by=name_of(by), changes=saved)


def _or_empty(value: Any) -> Any:
    return "" if value is None else value
