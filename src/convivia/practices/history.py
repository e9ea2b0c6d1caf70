"""Reads of the past of a practice: its public versions, what became of it, and its revisions for the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import cast

from django.db.models import QuerySet

from convivia.practices.comparing import Difference, compare, for_the_public
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.snapshots import Content, snapshot_of
from convivia.practices.workflow import State, Step

# Names by which a state of a practice is asked for beside the number of a revision.
COPY, PUBLIC = "copy", "public"
FIRST_EDITION = "1"
# What an import or a repair by hand did to what the public sees, without a revision of its own.
_BESIDE = (Event.Kind.UPDATED, Event.Kind.REPAIRED)


class Standing(StrEnum):
    """What the public sees of a practice; a merged one is seen under another record's address."""

    SHOWN = "shown"
    ARCHIVED = "archived"
    GONE = "gone"
    MERGED = "merged"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a practice that the public has seen. `number` counts them from 1 and never changes; `at` is when it
    was published, `note` what is new in the words of who published it; without a `revision_id` it is what the tables
    say now."""

    number: int
    at: datetime
    edition: str
    revision_id: int | None
    note: str = ""
    is_newest: bool = False


def standing(practice: Practice) -> Standing:
    """Return what the public sees of a practice: itself, its last version in the archive, a notice, or nothing at all.

    While somebody prepares to show a withdrawn or archived practice again, it stays what it was.
    """
    if practice.is_shown:
        return Standing.SHOWN
    if practice.merged_into_id is not None:
        return Standing.MERGED
    if practice.state == State.ARCHIVED:
        return Standing.ARCHIVED
    if practice.state == State.WITHDRAWN:
        return Standing.GONE
    hidden = (
        Event.objects.filter(practice=practice.public_id, kind__in=[Step.WITHDRAW, Step.ARCHIVE])
        .order_by("-at", "-pk")
        .values_list("kind", flat=True)
        .first()
    )
    if hidden is None:
        return Standing.NEVER
    return Standing.ARCHIVED if hidden == Step.ARCHIVE else Standing.GONE


def versions(practice: Practice) -> list[Version]:
    """Return all states that the public has seen of `practice`, the first one first; two queries.

    Where an import changed what is public after the last revision, or none was ever kept, the tables are the newest.
    """
    columns = ("pk", "published_at", "made_at", "edition", "note")
    kept = list(_published(practice).values_list(*columns))
    found = [Version(number, at, edition, pk, note) for number, (pk, at, _, edition, note) in enumerate(kept, start=1)]
    if practice.is_shown:
        changed = _last_change(practice)
        if not kept or (changed is not None and changed > kept[-1][2]):
            edition = kept[-1][3] if kept else FIRST_EDITION
            found.append(Version(len(found) + 1, changed or practice.created_at, edition, None))
    if found:
        found[-1] = replace(found[-1], is_newest=True)
    return found


def content_of(practice: Practice, version: Version) -> Content:
    """Return what a version says, without what the public may not read."""
    return contents_of(practice, [version])[version.number]


def contents_of(practice: Practice, found: Sequence[Version]) -> dict[int, Content]:
    """Return what the versions `found` say, by their numbers, without what the public may not read."""
    wanted = [one.revision_id for one in found if one.revision_id is not None]
    kept = dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content")) if wanted else {}
    return {
        one.number: for_the_public(
            snapshot_of(practice) if one.revision_id is None else cast(Content, kept[one.revision_id])
        )
        for one in found
    }


def changes_of(practice: Practice, found: Sequence[Version]) -> dict[int, Difference]:
    """Return what is new in each of the versions `found` against the one before it, by its number."""
    if len(found) < 2:
        return {}
    contents = contents_of(practice, found)
    return {
        later.number: compare(contents[earlier.number], contents[later.number]) for earlier, later in pairwise(found)
    }


def revisions_of(practice: Practice) -> QuerySet[Revision]:
    """Return the revisions of `practice`, the newest first, without what they say."""
    return Revision.objects.filter(practice=practice).defer("content").order_by("-number")


def events_of(practice: Practice, kinds: Iterable[str] = ()) -> QuerySet[Event]:
    """Return what was done to `practice`, the newest first; of these `kinds` alone, where some are given."""
    found = Event.objects.filter(practice=practice.public_id).order_by("-at", "-pk")
    wanted = list(kinds)
    return found.filter(kind__in=wanted) if wanted else found


def state_called(practice: Practice, name: str) -> tuple[Content, str] | None:
    """Return what `practice` says in the state `name`, with the edition of the template: the number of a revision,
    "copy" for the working copy, "public" for what the public sees now; None where there is no such state."""
    if name == COPY:
        copy = WorkingCopy.objects.filter(practice=practice).first()
        return (cast(Content, copy.content), copy.edition) if copy else None
    if name == PUBLIC:
        return (snapshot_of(practice), edition_shown(practice)) if practice.is_shown else None
    if not name.isascii() or not name.isdigit() or len(name) > 9:
        return None
    found = Revision.objects.filter(practice=practice, number=int(name)).first()
    return (cast(Content, found.content), found.edition) if found else None


def edition_shown(practice: Practice) -> str:
    """Return the edition of the template in which what the public sees was written."""
    return _published(practice).values_list("edition", flat=True).last() or FIRST_EDITION


def is_outdated(practice: Practice, copy: WorkingCopy) -> bool:
    """Return whether what the public sees is another state than the one from which the working copy was begun."""
    if not practice.is_shown or copy.based_on is None:
        return False
    newest = _published(practice).last()
    if newest is None or newest.number != copy.based_on:
        return newest is not None
    changed = _last_change(practice)
    is_changed = changed is not None and changed > newest.made_at
    return is_changed and bool(compare(cast(Content, newest.content), snapshot_of(practice)))


def _published(practice: Practice) -> QuerySet[Revision]:
    return Revision.objects.filter(practice=practice, published_at__isnull=False).order_by("number")


def _last_change(practice: Practice) -> datetime | None:
    """Return when an import or a repair last changed what is public."""
    beside = Event.objects.filter(practice=practice.public_id, kind__in=_BESIDE).order_by("-at")
    return beside.values_list("at", flat=True).first()
