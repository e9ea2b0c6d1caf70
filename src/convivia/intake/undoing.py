"""Undoes what a file changed: practices that it made are removed, those that it changed say again what they said.

What somebody has changed since is left as it is, and said. Rows are undone from the last to the first.
"""

from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.intake.models import ImportRow, ImportRun
from convivia.intake.runs import locked
from convivia.practices.actions import announce, delete_practices
from convivia.practices.merging_content import put_back
from convivia.practices.models import Event, ExternalId, Practice, WorkingCopy
from convivia.practices.rules import name_of
from convivia.practices.snapshots import Content, show, snapshot_of
from convivia.practices.workflow import State

UNDONE_AT_ONCE = 50
REMOVED, PUT_BACK, PARTLY, LEFT = "removed", "put-back", "partly", "left"
# Why a practice is left as it is.
CHANGED, BEING_CHANGED, NOT_PUBLIC, GONE = "changed", "being-changed", "not-public", "gone"


@transaction.atomic
def begin_undoing(*, run: ImportRun, by: User) -> ImportRun:
    """Let what a file changed be undone; that goes on by `undo_some`. Raises `NotAllowed`, `WrongState`."""
    run = locked(run, by, ImportRun.State.TAKEN)
    run.state, run.undone_by = ImportRun.State.UNDOING, name_of(by)
    run.save(update_fields=["state", "undone_by"])
    return run


@transaction.atomic
def undo_some(*, run: ImportRun, by: User) -> ImportRun:
    """Undo some more rows, the last ones first. Raises `NotAllowed`, `WrongState`."""
    run = locked(run, by, ImportRun.State.UNDOING)
    waiting = run.rows.filter(outcome__in=["created", "updated"], undone="").order_by("-number")
    rows = list(waiting[:UNDONE_AT_ONCE])
    for row in rows:
        practice = Practice.objects.select_for_update().filter(public_id=row.public_id).first()
        row.undone, row.left = _undo(row, practice, name_of(by))
    ImportRow.objects.bulk_update(rows, ["undone", "left"], batch_size=50)
    if not waiting.exists():
        run.state, run.undone_at = ImportRun.State.UNDONE, timezone.now()
        run.save(update_fields=["state", "undone_at"])
    return run


def _undo(row: ImportRow, practice: Practice | None, by: str) -> tuple[str, list[str]]:
    """Undo what a row did; what was done comes back, and what is left."""
    if practice is None:
        return LEFT, [GONE]
    if not practice.is_shown or practice.state == State.ARCHIVED:
        return LEFT, [NOT_PUBLIC]
    if WorkingCopy.objects.filter(practice=practice).exists():
        return LEFT, [BEING_CHANGED]
    now = snapshot_of(practice)
    if row.outcome == "created":
        if now != row.after or practice.merged_from.exists() or practice.merges.exists():
            return LEFT, [CHANGED]
        delete_practices(practices=[practice], by=by)
        return REMOVED, []
    content, left = put_back(now, cast(Content, row.before), cast(Content, row.after))
    if content != now:
        _say_again(practice, content, row, by)
    return (PARTLY if content != now else LEFT) if left else PUT_BACK, left


def _say_again(practice: Practice, content: Content, row: ImportRow, by: str) -> None:
    """Let a practice say what it said before; external ids that the import brought go with their texts."""
    brought = _ids(row.after) - _ids(row.before)
    show(practice, content)
    ExternalId.objects.filter(practice=practice, value__in=brought, text=None).delete()
    changes = {"import": [row.run.name, ""]}
    Event.objects.create(kind=Event.Kind.RESTORED, practice=practice.public_id, by=by, changes=changes)
    announce([practice.pk])


def _ids(content: dict[str, Any] | None) -> set[str]:
    return {value for text in (content or {}).get("texts", {}).values() for value in text["external_ids"]}
