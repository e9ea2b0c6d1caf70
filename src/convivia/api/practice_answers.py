"""How practices are said in answers."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from convivia.api.addresses import absolute, with_parameters
from convivia.api.readers import Reader
from convivia.api.schemas import practices as schemas
from convivia.api.schemas.common import Point
from convivia.practices.models import Practice, Text
from convivia.practices.period import Period
from convivia.practices.queries import Card, PlaceName, best_text, card
from convivia.practices.wording import say_period
from convivia.search.queries import Facet
from convivia.vocabularies.queries import concept_names


def summary_answer(request: HttpRequest, card: Card, language: str) -> schemas.PracticeSummary:
    """Return a card as lists show it, with labels and addresses for a reader of `language`."""
    return schemas.PracticeSummary(
        id=card.public_id,
        external_id=card.external_id,
        title=card.title,
        title_is_ours=card.title_is_ours,
        title_language=card.title_language,
        language=card.language,
        languages=list(card.languages),
        summary=card.summary,
        period=_period(card.period, language),
        areas=[area.key for area in card.areas],
        principles=[principle.key for principle in card.principles],
        status=card.period.running_state,
        url=_page(request, card.public_id, card.slug),
        api_url=absolute(request, reverse("api:practice", args=[card.public_id])),
        source_url=card.source_url,
        licence=card.licence,
        places=[_place(place) for place in card.places],
    )


def practice_answer(request: HttpRequest, practice: Practice, reader: Reader) -> schemas.Practice:
    """Return a practice that was fetched with everything, with all its texts."""
    shown = card(practice, reader.labels, concept_names(reader.labels), text_language=reader.texts)
    summary = summary_answer(request, shown, reader.labels)
    page = _page(request, practice.public_id, best_text(practice, reader.labels).slug)
    points = {link.place.key: link.place.point for link in practice.place_links.all()}
    return schemas.Practice(
        **summary.model_dump(exclude={"places", "url"}),
        url=page,
        places=[
            schemas.PlaceWithPoint(**place.model_dump(), point=_point(points.get(place.key)))
            for place in summary.places
        ],
        texts=[_text(text, practice, page) for text in practice.texts.all()],
        source=practice.source,
        last_confirmed=practice.last_confirmed,
        revision=practice.revision,
        created=practice.created_at,
        updated=practice.updated_at,
    )


def facets_answer(facets: Sequence[Facet]) -> schemas.Facets:
    """Return the facets of a search by their names."""
    return schemas.Facets(
        **{
            facet.name: [
                schemas.FacetValue(id=value.value, label=value.label, count=value.count) for value in facet.values
            ]
            for facet in facets
        }
    )


def _period(period: Period, language: str) -> schemas.Period:
    return schemas.Period(
        text=period.text,
        start=period.start_year,
        end=period.end_year,
        ongoing=period.ongoing,
        edtf=period.edtf,
        precision=period.precision,
        recurrence=period.recurrence,
        words=say_period(period, language),
    )


def _place(place: PlaceName) -> schemas.PlaceOfPractice:
    return schemas.PlaceOfPractice(
        key=place.key, name=place.own_name, country=place.country_code, country_name=place.country
    )


def _point(point: tuple[float, float] | None) -> Point | None:
    return Point(latitude=point[0], longitude=point[1]) if point else None


def _text(text: Text, practice: Practice, page: str) -> schemas.Text:
    return schemas.Text(
        language=text.language,
        origin=text.origin,
        title=text.display_title,
        title_is_ours=not text.title,
        title_language=text.title_language or text.language,
        summary=text.summary,
        sections=text.answers,
        keywords=text.keywords,
        cut_off=text.cut_off,
        external_id=next((external.value for external in text.external_ids.all()), ""),
        source_url=text.source_url or practice.source_url,
        url=with_parameters(page, [("text", text.language)]),
    )


def _page(request: HttpRequest, public_id: str, slug: str) -> str:
    """Return the address of a practice's page in the active language."""
    return absolute(request, reverse("website:practice", args=[public_id, slug]))
