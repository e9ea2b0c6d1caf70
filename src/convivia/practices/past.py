"""A practice as one of its states says, put together in memory: older versions are shown by the code for today's.

Nothing that is made here is ever saved.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

from convivia.places.models import Country, Place
from convivia.places.models import PlaceName as NameOfPlace
from convivia.practices.models import (
    Contact,
    Evidence,
    ExternalId,
    Picture,
    Practice,
    PracticePicture,
    PracticePlace,
    Text,
)
from convivia.practices.snapshots import Content, TextContent, period_of
from convivia.vocabularies.models import Concept

Row = TypeVar("Row", bound=Model)


def practice_as(practice: Practice, content: Content) -> Practice:
    """Return `practice` as `content` says: with texts, places, countries, concepts, contact, evidence and pictures, as
    `practices.queries.practice_by_public_id` returns what is public now. Five queries, however much it holds.

    Places, countries, concepts and pictures that are not there any more are left out, as they are when it is shown.
    """
    past = Practice(
        pk=practice.pk,
        public_id=practice.public_id,
        source=content["source"],
        source_url=content["source_url"],
        licence=content["licence"],
        last_confirmed=date.fromisoformat(content["confirmed"]) if content["confirmed"] else None,
        state=practice.state,
        is_shown=practice.is_shown,
        published_at=practice.published_at,
        hidden_reason=practice.hidden_reason,
        revision=practice.revision,
        created_at=practice.created_at,
        updated_at=practice.updated_at,
    )
    past.period = period_of(content["period"])
    contact = Contact(practice=past, **content["contact"]) if any(content["contact"].values()) else None
    past._state.fields_cache["contact"] = contact  # so that nobody asks the database for today's
    _hold(past, "texts", Text, [_text(past, pk, one) for pk, one in enumerate(sorted(content["texts"].items()))])
    _hold(past, "place_links", PracticePlace, _place_links(past, content["places"]))
    countries = Country.objects.filter(code__in=content["countries"])
    _hold(past, "countries", Country, list(countries.order_by("code")))
    concepts = Concept.objects.filter(key__in=content["concepts"]).select_related("scheme")
    _hold(past, "concepts", Concept, list(concepts))
    _hold(
        past,
        "evidence",
        Evidence,
        [Evidence(practice=past, position=position, **one) for position, one in enumerate(content["evidence"])],
    )
    _hold(past, "picture_links", PracticePicture, _picture_links(past, content))
    return past


def _hold(holder: Model, name: str, model: type[Row], rows: Sequence[Row]) -> None:
    """Let `holder.<name>.all()` give `rows`, as if they had been prefetched from the database."""
    held: QuerySet[Row] = model._default_manager.all()
    vars(held).update(_result_cache=list(rows), _prefetch_done=True)
    known: dict[str, Any] = vars(holder).setdefault("_prefetched_objects_cache", {})
    known[name] = held


def _text(past: Practice, position: int, told: tuple[str, TextContent]) -> Text:
    language, content = told
    values: dict[str, Any] = {key: value for key, value in content.items() if key != "external_ids"}
    # No row has such a key; without one, nothing can hang on it.
    text = Text(pk=-1 - position, practice=past, language=language, **values)
    _hold(text, "external_ids", ExternalId, [ExternalId(value=value) for value in content["external_ids"]])
    return text


def _place_links(past: Practice, keys: Sequence[str]) -> list[PracticePlace]:
    names = NameOfPlace.objects.filter(kind=NameOfPlace.Kind.PREFERRED)
    found = Place.objects.filter(key__in=keys).prefetch_related(Prefetch("names", names))
    places = {place.key: place for place in found}
    known = [places[key] for key in dict.fromkeys(keys) if key in places]
    return [PracticePlace(practice=past, place=place, position=position) for position, place in enumerate(known)]


def _picture_links(past: Practice, content: Content) -> list[PracticePicture]:
    digests = [one["digest"] for one in content["pictures"]]
    pictures = {one.digest: one for one in Picture.objects.filter(digest__in=digests)} if digests else {}
    return [
        PracticePicture(
            practice=past,
            picture=pictures[one["digest"]],
            position=position,
            alt=one["alt"],
            licence=one["licence"],
            credit=one["credit"],
        )
        for position, one in enumerate(content["pictures"])
        if one["digest"] in pictures
    ]
