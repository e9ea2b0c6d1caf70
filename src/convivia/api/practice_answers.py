"""How practices are said in answers."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from convivia.api.addresses import absolute
from convivia.api.readers import Reader
from convivia.api.schemas import practices as schemas
from convivia.practices.models import Practice
from convivia.practices.plain import Addresses, summary_of, whole
from convivia.practices.queries import Card, card, cards
from convivia.search.queries import Facet
from convivia.search.similar import Similar
from convivia.search.similar_words import say_similar
from convivia.vocabularies.queries import concept_names


def summary_answer(request: HttpRequest, card: Card, language: str) -> schemas.PracticeSummary:
    """Return a card as lists show it, with labels and addresses for a reader of `language`."""
    return schemas.PracticeSummary(**summary_of(card, language, _addresses(request)))


def practice_answer(request: HttpRequest, practice: Practice, reader: Reader) -> schemas.Practice:
    """Return a practice that was fetched with everything, with all its texts."""
    shown = card(practice, reader.labels, concept_names(reader.labels), text_language=reader.texts)
    return schemas.Practice(**whole(practice, shown, reader.labels, _addresses(request)))


def similar_answer(request: HttpRequest, found: Sequence[Similar], reader: Reader) -> schemas.SimilarList:
    """Return similar practices in short, with what they have in common."""
    concepts = concept_names(reader.labels)
    by_id = {each.pk: each for each in found}
    shown = cards(list(by_id), reader.labels, text_language=reader.texts, concepts=concepts)
    results = [
        schemas.SimilarPractice(
            **summary_answer(request, card, reader.labels).model_dump(),
            reasons=say_similar(each := by_id[card.id], concepts),
            shared_areas=list(each.areas),
            shared_principles=list(each.principles),
            shared_words=list(each.words),
            similarity=round(each.meaning, 4) or None,
        )
        for card in shown
    ]
    return schemas.SimilarList(total=len(results), results=results)


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


def _addresses(request: HttpRequest) -> Addresses:
    """Return how addresses are made: pages are those of the active language."""
    return Addresses(
        page=lambda public_id, slug: absolute(request, reverse("website:practice", args=[public_id, slug])),
        api=lambda public_id: absolute(request, reverse("api:practice", args=[public_id])),
        picture=lambda digest: absolute(request, reverse("picture", args=[digest])),
    )
