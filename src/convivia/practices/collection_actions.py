"""Writes to collections. Every verb names its actor in `by` and leaves an event for each collection it changed."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from convivia.common.library_files import library_path, read_json
from convivia.practices.actions import Changes
from convivia.practices.collection_queries import member_ids
from convivia.practices.merging_queries import leads_of
from convivia.practices.models import Collection, CollectionMember, Event
from convivia.practices.queries import ids_of


class UnknownPracticesError(ValueError):
    """Public ids were named that no practice has; `public_ids` says which."""

    def __init__(self, public_ids: Sequence[str]) -> None:
        super().__init__(f"There is no practice called {', '.join(public_ids)}.")
        self.public_ids = tuple(public_ids)


@transaction.atomic
def save_collection(
    *,
    key: str,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    public_ids: Sequence[str],
    is_published: bool = True,
    by: str,
) -> Changes:
    """Create or change the collection `key` so that it says just this, with its practices in this order.

    What changed comes back, and stands in the event; nothing is written where nothing changes. The id of a merged
    record stands for the one it leads to. Raise `UnknownPracticesError` for ids that no practice has.
    """
    leads = leads_of(public_ids)
    wanted = list(dict.fromkeys(leads.get(one, one) for one in public_ids))
    ids = ids_of(wanted)
    if missing := [one for one in wanted if one not in ids]:
        raise UnknownPracticesError(missing)
    found = Collection.objects.filter(key=key).first()
    collection = found or Collection(key=key)
    changes: Changes = {}
    said = {"names": dict(names), "descriptions": dict(descriptions), "is_published": is_published}
    for name, after in said.items():
        if (before := getattr(collection, name)) != after:
            changes[name] = [before, after]
            setattr(collection, name, after)
    before = member_ids(found) if found else []
    if before != wanted:
        changes["practices"] = [before, wanted]
    if found and not changes:
        return {}
    collection.save()
    _put_members(collection, [ids[one] for one in wanted])
    kind = Event.Kind.UPDATED if found else Event.Kind.CREATED
    Event.objects.create(kind=kind, collection=key, by=by, changes=changes)
    return changes


@transaction.atomic
def record_collection_repair(*, collection: Collection, changes: Changes, by: str) -> None:
    """Note that `collection` was made or changed by hand: an event is written, and shipped files leave it alone now."""
    Collection.objects.filter(pk=collection.pk).update(is_edited=True)
    Event.objects.create(kind=Event.Kind.REPAIRED, collection=collection.key, by=by, changes=changes)


@transaction.atomic
def delete_collections(*, collections: Sequence[Collection], by: str) -> None:
    """Delete `collections`, never their practices; an event of each stays."""
    Event.objects.bulk_create(Event(kind=Event.Kind.DELETED, collection=one.key, by=by) for one in collections)
    Collection.objects.filter(pk__in=[one.pk for one in collections]).delete()


def load_collections(*, by: str) -> int:
    """Bring the shipped collections up to their files; the number of those that changed comes back.

    What editors changed or deleted stays as they left it. Practices that are not in this library are left out, and so
    is a collection that has none.
    """
    edited = set(Collection.objects.filter(is_edited=True).values_list("key", flat=True))
    deleted = set(
        Event.objects.filter(kind=Event.Kind.DELETED).exclude(collection="").values_list("collection", flat=True)
    )
    changed = 0
    for file in sorted(library_path("collections").glob("*.json")):
        row = read_json("collections", file.name)
        there = ids_of(row["practices"])
        public_ids = [one for one in row["practices"] if one in there]
        if row["key"] in edited | deleted or not public_ids:
            continue
        changed += bool(
            save_collection(
                key=row["key"], names=row["names"], descriptions=row["descriptions"], public_ids=public_ids, by=by
            )
        )
    return changed


def _put_members(collection: Collection, practice_ids: Sequence[int]) -> None:
    collection.members.all().delete()
    CollectionMember.objects.bulk_create(
        CollectionMember(collection=collection, practice_id=pk, position=position)
        for position, pk in enumerate(practice_ids)
    )
