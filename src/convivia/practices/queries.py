"""Reads of practices: what a card, a page and the index need, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.places.models import PlaceName as NameOfPlace
from convivia.practices.models import Practice, PracticePlace, Text
from convivia.practices.period import Period
from convivia.vocabularies.queries import ConceptName, concept_names


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a reader sees it: `name` in the reader's language, `own_name` as the library keeps it.

    A country that is named without a city has an empty `key`.
    """

    key: str
    name: str
    own_name: str
    country_code: str
    country: str


@dataclass(frozen=True, slots=True)
class Card:
    """A practice in short, in the language version that suits the reader."""

    id: int
    public_id: str
    external_id: str
    slug: str
    title: str
    title_language: str
    title_is_ours: bool
    language: str
    languages: tuple[str, ...]
    summary: str
    places: tuple[PlaceName, ...]
    period: Period
    areas: tuple[ConceptName, ...]
    principles: tuple[ConceptName, ...]
    source_url: str
    last_confirmed: date | None = None
    licence: str = ""


def with_everything(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Return `practices` so that texts, places, countries and concepts come with them, in a fixed number of queries."""
    shown_names = NameOfPlace.objects.filter(kind=NameOfPlace.Kind.PREFERRED)
    links = PracticePlace.objects.select_related("place").order_by("position")
    links = links.prefetch_related(Prefetch("place__names", shown_names))
    texts = Text.objects.prefetch_related("external_ids").order_by("language")
    return practices.prefetch_related(
        Prefetch("texts", texts), Prefetch("place_links", links), "countries", "concepts__scheme"
    )


def cards(ids: Sequence[int], language: str, *, text_language: str = "") -> list[Card]:
    """Return the cards of the practices `ids`, in that order, for a reader of `language`.

    What is gone or has no text yet is left out. Texts are shown in `text_language` where they exist in it.
    """
    found = with_everything(Practice.objects.all()).in_bulk(ids)
    names = concept_names(language)
    return [
        card(found[pk], language, names, text_language=text_language)
        for pk in ids
        if pk in found and found[pk].texts.all()
    ]


def card(practice: Practice, language: str, names: dict[str, ConceptName], *, text_language: str = "") -> Card:
    """Return the card of a practice that was fetched `with_everything`; `names` come from `concept_names(language)`."""
    text = best_text(practice, text_language or language)
    concepts = sorted((names[concept.key] for concept in practice.concepts.all()), key=lambda name: name.position)
    main = next((external.value for external in text.external_ids.all()), "")
    return Card(
        id=practice.pk,
        public_id=practice.public_id,
        external_id=main,
        slug=text.slug,
        title=text.display_title,
        title_language=text.title_language or text.language,
        title_is_ours=not text.title,
        language=text.language,
        languages=tuple(version.language for version in practice.texts.all()),
        summary=text.summary,
        places=place_names(practice, language),
        period=practice.period,
        areas=tuple(name for name in concepts if name.scheme == "policy-areas"),
        principles=tuple(name for name in concepts if name.scheme == "principles"),
        source_url=text.source_url or practice.source_url,
        last_confirmed=practice.last_confirmed,
        licence=practice.licence,
    )


def best_text(practice: Practice, language: str) -> Text:
    """Return the text to show to a reader of `language`: that one, else the original, else the first."""
    texts = list(practice.texts.all())
    return min(texts, key=lambda text: (text.language != language, text.origin != Text.Origin.ORIGINAL, text.language))


def place_names(practice: Practice, language: str) -> tuple[PlaceName, ...]:
    """Return the places of a practice as a reader of `language` sees them, then the countries named without a city."""
    places = [link.place for link in practice.place_links.all()]
    rows = [
        PlaceName(p.key, _shown_name(p, language), p.name, p.country_id, country_name(p.country_id, language))
        for p in places
    ]
    rows += [PlaceName("", "", "", c.code, country_name(c.code, language)) for c in practice.countries.all()]
    return tuple(rows)


def _shown_name(place: Place, language: str) -> str:
    return next((name.text for name in place.names.all() if name.language == language), place.name)


def practice_by_public_id(public_id: str) -> Practice:
    """Return the practice with everything; raise `Practice.DoesNotExist` where there is none that can be read."""
    readable = Practice.objects.filter(texts__isnull=False).distinct()
    return with_everything(readable).get(public_id=public_id)


def public_id_of(external_id: str) -> str:
    """Return the public id of the practice that has a text called `external_id`; raise `Practice.DoesNotExist`."""
    return Practice.objects.values_list("public_id", flat=True).get(texts__external_ids__value=external_id)


def practices_to_index() -> QuerySet[Practice]:
    """Return the practices whose newest revision the search index does not hold."""
    return Practice.objects.filter(Q(indexed_revision__isnull=True) | Q(indexed_revision__lt=F("revision")))


def places_with_practices() -> QuerySet[Place]:
    """Return the places where practices happen, by country and name."""
    return Place.objects.filter(practice_links__isnull=False).distinct().order_by("country_id", "name")


def practice_counts() -> dict[int, int]:
    """Return how many practices happen in each place, by the place's database id; one query."""
    counted = PracticePlace.objects.order_by().values_list("place_id").annotate(count=Count("pk"))
    return {place_id: count for place_id, count in counted}  # noqa: C416 (says what the pairs are)


def ids_of(public_ids: Iterable[str]) -> dict[str, int]:
    """Return the database ids of the practices with `public_ids`."""
    return dict(Practice.objects.filter(public_id__in=public_ids).values_list("public_id", "id"))
