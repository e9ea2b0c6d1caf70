"""Makes two records of one practice one, and parts them again. Nothing is lost: texts, addresses, ids, history stay.

The record that is gone stays as it was, out of the public's sight: its address leads to the kept one, its revisions and
events can be read from there. By what an import recognises a text goes where the text goes; a text that is set aside
keeps its names at the gone record, so that an import leaves it alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.practices.actions import announce
from convivia.practices.merging_content import GONE, Side, merged_content, put_back
from convivia.practices.models import (
    CollectionMember,
    DistinctPair,
    Event,
    ExternalId,
    LikelyPair,
    Merge,
    Practice,
    Revision,
    Text,
    WithheldKey,
    WorkingCopy,
)
from convivia.practices.rules import NotAllowed, may_with, name_of
from convivia.practices.snapshots import Content, hide, show, snapshot_of
from convivia.practices.workflow import State
from convivia.practices.workflow_actions import Outdated, keep_revision, keep_what_is_shown

MERGED, UNMERGED = "merge", "unmerge"


class NotMergeable(Exception):
    """The records cannot be made one, or parted, as they stand. `reason`: "same" (it is one record), "not-public",
    "being-changed" (somebody writes at one of them), "undone", "kept-is-gone" (the kept one is not public any more)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def merge(
    *,
    kept: Practice,
    gone: Practice,
    by: User,
    shown: Mapping[str, Side] | None = None,
    seen: tuple[int, int] | None = None,
) -> Merge:
    """Make `gone` one with `kept`; what was done comes back. `kept` says then what both said, `gone` leads to it.

    `shown` names, for languages in which both have a text, whose is shown. `seen` are the revisions of both that the
    actor saw: `Outdated` where one has changed since. Raises `NotAllowed`, `NotMergeable`.
    """
    kept, gone = _locked(kept, gone)
    for practice in (kept, gone):
        if not may_with(by, Permission.MERGE, practice):
            raise NotAllowed
    _check_both(kept, gone)
    if seen is not None and seen != (kept.revision, gone.revision):
        raise Outdated
    before, theirs = (_kept_revision(practice) for practice in (kept, gone))
    mine, other = cast(Content, before.content), cast(Content, theirs.content)
    content = merged_content(mine, other, shown or {})
    aside = [language for language in mine["texts"] if language in other["texts"]]
    taken = [language for language in aside if (shown or {}).get(language) == GONE]
    to_kept = _ids(other, [language for language in other["texts"] if language not in aside or language in taken])
    to_gone = _ids(mine, taken)
    for language, text in content["texts"].items():
        text["external_ids"] = _ids(other if language in taken or language not in mine["texts"] else mine, [language])
    collections = _hand_over_collections(kept, gone)
    _hide_gone(gone, kept)
    _hand_over_ids(to_kept, kept)
    _hand_over_ids(to_gone, gone)
    show(kept, content)
    _withhold(gone, [mine["texts"][language]["intake_key"] for language in taken], kept)
    after = keep_revision(
        practice=kept,
        content=snapshot_of(kept),
        edition=max(before.edition, theirs.edition),
        step=MERGED,
        by=name_of(by),
        is_public=True,
    )
    LikelyPair.objects.filter(first__in=[gone.pk, kept.pk], second__in=[gone.pk, kept.pk]).delete()
    _note(Event.Kind.MERGED, kept, gone, name_of(by))
    announce([kept.pk, gone.pk])
    return Merge.objects.create(
        kept=kept,
        gone=gone,
        kept_before=before,
        gone_before=theirs,
        kept_after=after,
        to_kept=to_kept,
        to_gone=to_gone,
        collections=collections,
        by=name_of(by),
    )


@transaction.atomic
def unmerge(*, merge: Merge, by: User) -> list[str]:
    """Part two records again that had been made one: the gone one is public as it was, the kept one says what it said.

    What was changed of the kept one since is left as it is; the keys of that come back. Raises `NotAllowed`,
    `NotMergeable`.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, gone = _locked(merge.kept, merge.gone)
    for practice in (kept, gone):
        if not may_with(by, Permission.MERGE, practice):
            raise NotAllowed
    if merge.undone_at is not None:
        raise NotMergeable("undone")
    if not kept.is_shown:
        raise NotMergeable("kept-is-gone")
    _kept_revision(kept)
    now = snapshot_of(kept)
    content, left = put_back(now, cast(Content, merge.kept_before.content), cast(Content, merge.kept_after.content))
    _hand_over_ids(merge.to_kept, gone)
    _hand_over_ids(merge.to_gone, kept)
    _hand_back_collections(merge)
    gone.state, gone.merged_into, gone.hidden_reason = State.PUBLISHED.value, None, ""
    for practice, said, edition in (
        (gone, cast(Content, merge.gone_before.content), merge.gone_before.edition),
        (kept, content, merge.kept_before.edition),
    ):
        show(practice, said)
        keep_revision(
            practice=practice, content=snapshot_of(practice), edition=edition, step=UNMERGED, by=name_of(by),
            is_public=True,
        )  # fmt: skip
    merge.undone_by, merge.undone_at = name_of(by), timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    _note(Event.Kind.UNMERGED, kept, gone, name_of(by))
    announce([kept.pk, gone.pk])
    return left


@transaction.atomic
def tell_apart(*, one: Practice, other: Practice, by: User) -> None:
    """Note for ever that two records are two practices; nothing happens where that is known. Raises `NotAllowed`."""
    for practice in (one, other):
        if not may_with(by, Permission.MERGE, practice):
            raise NotAllowed
    if one.pk == other.pk:
        raise NotMergeable("same")
    first, second = sorted((one.pk, other.pk))
    DistinctPair.objects.get_or_create(first_id=first, second_id=second, defaults={"by": name_of(by)})


@transaction.atomic
def ask_again(*, pair: DistinctPair, by: User) -> None:
    """Let two records count as possibly one again. Raises `NotAllowed`."""
    for practice in (pair.first, pair.second):
        if not may_with(by, Permission.MERGE, practice):
            raise NotAllowed
    pair.delete()


def _locked(one: Practice, other: Practice) -> tuple[Practice, Practice]:
    """Return both as they are now, locked in the order of their ids: so two who lock the same pair do not wait for
    each other."""
    rows = Practice.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {practice.pk: practice for practice in rows}
    return found[one.pk], found[other.pk]


def _check_both(kept: Practice, gone: Practice) -> None:
    if kept.pk == gone.pk:
        raise NotMergeable("same")
    if not (kept.is_shown and gone.is_shown):
        raise NotMergeable("not-public")
    if WorkingCopy.objects.filter(practice__in=[kept, gone]).exists() or {kept.state, gone.state} != {State.PUBLISHED}:
        raise NotMergeable("being-changed")


def _kept_revision(practice: Practice) -> Revision:
    """Return the revision that says what the public sees of `practice` now."""
    revision = keep_what_is_shown(practice=practice, by="import")
    assert revision is not None  # noqa: S101 (both are public)
    return revision


def _ids(content: Content, languages: Iterable[str]) -> list[str]:
    return [value for language in languages for value in content["texts"][language]["external_ids"]]


def _hide_gone(gone: Practice, kept: Practice) -> None:
    gone.state, gone.merged_into = State.ARCHIVED.value, kept
    hide(gone)


def _hand_over_ids(values: Iterable[str], practice: Practice) -> None:
    """Let external ids belong to `practice`; showing its texts ties them to these."""
    ExternalId.objects.filter(value__in=list(values)).update(practice=practice, text=None)


def _withhold(gone: Practice, set_aside: Iterable[str], kept: Practice) -> None:
    """Let an import leave alone what is set aside; what moved to the kept record is recognised there."""
    there = Text.objects.filter(practice=kept).exclude(intake_key="").values_list("intake_key", flat=True)
    WithheldKey.objects.filter(practice=gone, intake_key__in=list(there)).delete()
    WithheldKey.objects.bulk_create(WithheldKey(practice=gone, intake_key=key) for key in set_aside if key)


def _hand_over_collections(kept: Practice, gone: Practice) -> list[dict[str, Any]]:
    """Put the kept record where the gone one stood in collections; what that changed comes back."""
    has = set(CollectionMember.objects.filter(practice=kept).values_list("collection_id", flat=True))
    changed = []
    for member in CollectionMember.objects.filter(practice=gone).select_related("collection"):
        is_new = member.collection_id not in has
        changed.append({"key": member.collection.key, "position": member.position, "is_new": is_new})
        if is_new:
            member.practice = kept
            member.save()
        else:
            member.delete()
    return changed


def _hand_back_collections(merge: Merge) -> None:
    """Let the gone record stand again where it stood in collections that are still there."""
    for change in merge.collections:
        members = CollectionMember.objects.filter(collection__key=change["key"])
        if change["is_new"]:
            members.filter(practice=merge.kept).update(practice=merge.gone)
        elif (sibling := members.first()) is not None:
            CollectionMember.objects.get_or_create(
                collection=sibling.collection, practice=merge.gone, defaults={"position": change["position"]}
            )


def _note(kind: Event.Kind, kept: Practice, gone: Practice, by: str) -> None:
    """Write the event at both records, each naming the other."""
    is_merged = kind == Event.Kind.MERGED
    for practice, key, other in ((kept, "record", gone), (gone, "merged_into", kept)):
        names = ["", other.public_id] if is_merged else [other.public_id, ""]
        Event.objects.create(kind=kind, practice=practice.public_id, by=by, changes={key: names})
