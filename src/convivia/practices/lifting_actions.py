"""Takes a working copy to a newer edition of the template: the answers move as the newer edition declares it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, name_of
from convivia.practices.snapshots import Content
from convivia.practices.workflow_actions import keep_revision
from convivia.practices.writing_actions import HOLD, Conflict, Held, is_held_by_other
from convivia.questionnaires.lifting import lift, new_key
from convivia.questionnaires.queries import Lifting, lifting, newest_edition_name


@dataclass(frozen=True, slots=True)
class Move:
    """An answer that changes its section: the keys of both, what it says, and whether it joins what is there."""

    before: str
    after: str
    text: str
    joins: bool


def moves_of(content: Content, edition: str, *, to: str = "") -> Iterator[tuple[str, Move]]:
    """Yield each answer of `content`, written in `edition`, that another one (the newest, if none is named) keeps in
    another section, with the language of its text."""
    way = lifting(edition, to=to)
    for language, text in content["texts"].items():
        there = {key for key, said in text["answers"].items() if said.strip() and section_of(key, way) == key}
        for key, said in text["answers"].items():
            after = section_of(key, way)
            if said.strip() and after != key:
                yield language, Move(key, after, said, after in there)
                there.add(after)


def section_of(key: str, way: Lifting) -> str:
    """Return the section in which the newer edition keeps the answer `key`."""
    return new_key(key, way.moves, way.known)


def lifted(content: Content, edition: str, *, to: str = "") -> Content:
    """Return a copy of `content`, written in `edition`, as another one (the newest, if none is named) keeps it.

    Nothing is lost: what has no place there stands in the description of its text. The labels before it are in the
    language of each text, else in English.
    """
    made = copy.deepcopy(content)
    for language, text in made["texts"].items():
        way = lifting(edition, to=to, language=language)
        new = lift(text["answers"], text["cut_off"], moves=way.moves, known=way.known, labels=way.labels)
        text["answers"], text["cut_off"] = new.answers, new.cut_off
    return made


def can_be_lifted(working: WorkingCopy) -> bool:
    """Return whether there is a newer edition than the one that the working copy is written in."""
    newest = newest_edition_name()
    return bool(newest) and newest != working.edition


@transaction.atomic
def lift_working_copy(*, practice: Practice, version: int, by: User) -> WorkingCopy:
    """Let the working copy, read at `version`, be written in the newest edition; the saved one comes back.

    One that is there already comes back as it is. Raises `NotAllowed`, `Held` where somebody else holds it, `Conflict`
    where somebody else has saved since. An event says from which edition to which; how it was before is kept as a
    revision that can be restored.
    """
    Practice.objects.select_for_update().get(pk=practice.pk)
    working = WorkingCopy.objects.select_for_update().get(practice=practice)
    practice.refresh_from_db(fields=["state"])
    if not may_edit(by, practice):
        raise NotAllowed
    if is_held_by_other(working, by):
        raise Held(working)
    if working.version != version:
        raise Conflict(working)
    if not can_be_lifted(working):
        return working
    before, newest = working.edition, newest_edition_name()
    keep_revision(
        practice=practice, content=cast(Content, working.content), edition=before, step="lift", by=working.edited_by
    )
    working.content = cast(dict[str, Any], lifted(cast(Content, working.content), before, to=newest))
    working.edition = newest
    working.version += 1
    working.edited_by = name_of(by)
    working.held_by, working.held_until = by, timezone.now() + HOLD
    working.save()
    Event.objects.create(
        kind=Event.Kind.SAVED, practice=practice.public_id, by=name_of(by), changes={"edition": [before, newest]}
    )
    return working
