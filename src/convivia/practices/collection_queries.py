"""Reads of collections: those that readers see, what is in them, and which ones a practice is in."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet

from convivia.practices.models import Collection, Practice

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class WithCount(TypedDict):
    """What `published_collections()` knows of a collection beside its own columns."""

    practice_count: int


def published_collections() -> "QuerySet[WithAnnotations[Collection, WithCount]]":
    """Return the collections that readers see, by key, each with `practice_count`: those that can be read."""
    readable = Count("practices", filter=Q(practices__texts__isnull=False), distinct=True)
    return Collection.objects.filter(is_published=True).annotate(practice_count=readable).order_by("key")


def published_collection(key: str) -> Collection | None:
    """Return the collection of that key, or None where there is none that readers see."""
    return Collection.objects.filter(is_published=True, key=key).first()


def member_ids(collection: Collection) -> list[str]:
    """Return the public ids of the practices of a collection, in its order."""
    return list(collection.members.order_by("position", "pk").values_list("practice__public_id", flat=True))


def collections_of(practice: Practice) -> list[Collection]:
    """Return the collections that readers see and that have `practice`, by key; one query."""
    return list(Collection.objects.filter(is_published=True, practices=practice).order_by("key"))
