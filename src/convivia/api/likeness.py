"""How cities are compared, in answers: which one others are compared with, and how alike they are."""

from collections.abc import Sequence

from django.utils.translation import override

from convivia.api.schemas import practices as schemas
from convivia.places.bands import bands
from convivia.places.likeness import DIVERSITY, SIZE
from convivia.places.profiles import CityProfile, KnownFigure
from convivia.places.queries import network_names
from convivia.places.wording import say_reasons
from convivia.practices.queries import Card
from convivia.search.alike import cities_of, most_alike


def likeness_answers(found: Sequence[Card], mine: CityProfile, language: str) -> dict[int, schemas.Likeness]:
    """Return how alike the cities of cards are to `mine`, by the id of the practice, in words of `language`."""
    networks = network_names(mine.networks, language)
    answers = {}
    with override(language):
        for pk, cities in cities_of(found, language).items():
            alike, city = most_alike(mine, cities)
            reasons = say_reasons(alike.reasons, city, networks)
            answers[pk] = schemas.Likeness(score=round(alike.score, 3), place=city.key, reasons=reasons)
    return answers


def city_answer(mine: CityProfile) -> schemas.ComparedCity:
    """Return the city that others are compared with."""
    return schemas.ComparedCity(
        key=mine.key,
        name=mine.name,
        country=mine.country,
        population=_figure(SIZE, mine.population),
        foreign_born=_figure(DIVERSITY, mine.foreign_born),
        networks=list(mine.networks),
    )


def _figure(trait: str, known: KnownFigure | None) -> schemas.ComparedFigure | None:
    if known is None:
        return None
    band = bands().class_of(trait, known.value)
    return schemas.ComparedFigure(
        value=int(known.value) if known.value.is_integer() else known.value,
        year=known.year or None,
        source=known.source,
        source_url=known.source_url,
        band=band.key if band else "",
    )
