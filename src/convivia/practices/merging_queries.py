"""Reads of records that were made one, or may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from convivia.practices.models import DistinctPair, Event, ExternalId, LikelyPair, Merge, Practice, Revision

# A record was merged into one that was merged into one …; nobody does that more often.
MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the past of a practice and of the records that were made one with it: their merges (the newest
    first), revisions and events."""

    merges: Sequence[Merge]
    revisions: Sequence[Revision]
    events: Sequence[Event]


def stands_for(public_id: str) -> str:
    """Return the public id of the record that the address of a merged one leads to; "" where it was not merged."""
    return leads_of([public_id]).get(public_id, "")


def leads_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Return, for those of `public_ids` that were merged, the public id of the record that they lead to; a query for
    each level of merges, and a last one."""
    asked = list(public_ids)
    into: dict[str, str] = {}
    newest = set(asked)
    for _ in range(MOST_STEPS):
        rows = Practice.objects.filter(public_id__in=newest, merged_into__isnull=False)
        found = dict(rows.values_list("public_id", "merged_into__public_id"))
        into |= found
        newest = set(found.values()) - into.keys()
        if not newest:
            break
    return {one: _end_of(one, into) for one in asked if one in into}


def _end_of(public_id: str, into: Mapping[str, str]) -> str:
    for _ in range(MOST_STEPS):
        if public_id not in into:
            break
        public_id = into[public_id]
    return public_id


def stands_for_external(external_id: str) -> str:
    """Return the public id of the record that a merged one with this external id leads to; "" for none."""
    row = ExternalId.objects.filter(value=external_id, practice__merged_into__isnull=False)
    public_id = row.values_list("practice__public_id", flat=True).first()
    return stands_for(public_id) if public_id else ""


def merged_records(practice: Practice) -> list[Practice]:
    """Return the records that were made one with `practice`, and with those, the latest first."""
    found: list[Practice] = []
    newest = [practice.pk]
    while newest:
        rows = list(Practice.objects.filter(merged_into__in=newest).order_by("-updated_at", "-pk"))
        found += rows
        newest = [row.pk for row in rows]
    return found


def history_of(practice: Practice) -> History:
    """Return the past of `practice` with that of the records that were made one with it; a fixed number of queries
    for each level of merges."""
    gone = merged_records(practice)
    ids = [practice.pk, *(one.pk for one in gone)]
    return History(
        merges=list(
            Merge.objects.filter(kept__in=ids)
            .select_related("kept", "gone", "gone_before", "kept_before")
            .order_by("-at", "-id")
        ),
        revisions=list(
            Revision.objects.filter(practice__in=ids).select_related("practice").order_by("-made_at", "-id")
        ),
        events=list(Event.objects.filter(practice__in=[practice.public_id, *(one.public_id for one in gone)])),
    )


def likely_pairs() -> QuerySet[LikelyPair]:
    """Return the pairs of public records that may be one practice and that nobody has told apart, the surest first."""
    apart = DistinctPair.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    return LikelyPair.objects.filter(~Exists(apart), first__is_shown=True, second__is_shown=True)


def told_apart(one: int, others: Iterable[int]) -> set[int]:
    """Return those of `others` of which somebody has said that they are not the practice `one`; database ids."""
    rows = DistinctPair.objects.filter(Q(first=one, second__in=list(others)) | Q(second=one, first__in=list(others)))
    return {second if first == one else first for first, second in rows.values_list("first_id", "second_id")}
