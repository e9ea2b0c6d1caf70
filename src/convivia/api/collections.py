"""Collections of the editors, and the practices in them."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import P, PathEx, Router

from convivia.api.addresses import absolute
from convivia.api.practice_answers import summary_answer
from convivia.api.problems import or_missing
from convivia.api.readers import reader_of
from convivia.api.schemas import collections as schemas
from convivia.practices.collection_queries import member_ids, published_collection, published_collections
from convivia.practices.models import Collection
from convivia.practices.queries import cards, readable_ids

router = Router(tags=["collections"])
CollectionKey = PathEx[str, P(description="The permanent key of the collection.", example="roma")]


@router.get(
    "/collections",
    response=schemas.CollectionList,
    url_name="collections",
    operation_id="listCollections",
    summary="List the collections",
)
def list_collections(request: HttpRequest) -> schemas.CollectionList:
    """The collections that editors made, by key."""
    language = reader_of(request).labels
    found = [_summary(request, one, one.practice_count, language) for one in published_collections()]
    return schemas.CollectionList(total=len(found), results=found)


@router.get(
    "/collections/{slug:key}",
    response=or_missing(schemas.Collection),
    url_name="collection",
    operation_id="getCollection",
    summary="Read a collection",
)
def get_collection(request: HttpRequest, key: CollectionKey) -> schemas.Collection:
    """A collection with its practices in short, in the order of the editors."""
    found = published_collection(key)
    if found is None:
        raise Http404
    reader, wanted = reader_of(request), member_ids(found)
    ids = readable_ids(wanted)
    shown = cards([ids[one] for one in wanted if one in ids], reader.labels, text_language=reader.texts)
    return schemas.Collection(
        **_summary(request, found, len(shown), reader.labels).model_dump(),
        practices=[summary_answer(request, card, reader.labels) for card in shown],
    )


def _summary(request: HttpRequest, found: Collection, count: int, language: str) -> schemas.CollectionSummary:
    return schemas.CollectionSummary(
        key=found.key,
        label=found.name_in(language),
        names=found.names,
        descriptions=found.descriptions,
        practice_count=count,
        updated=found.updated_at,
        url=absolute(request, reverse("website:collection", args=[found.key])),
        api_url=absolute(request, reverse("api:collection", args=[found.key])),
    )
