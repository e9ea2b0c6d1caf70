"""Reads of practices: what a card, a page and the index need, each in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.places.models import PlaceName as NameOfPlace
from convivia.places.queries import place_names as names_of_places
from convivia.practices.beside import strongest_evidence
from convivia.practices.merging_queries import stands_for_external
from convivia.practices.models import ExternalId, Practice, PracticePicture, PracticePlace, Text
from convivia.practices.period import Period
from convivia.vocabularies.queries import AREAS, PRINCIPLES, ConceptName, concept_names

# Columns of texts that no card tells of.
_NOT_ON_CARDS = ("answers", "cut_off", "keywords", "other_titles", "note")


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
    evidence: str = ""  # the strongest kind, "" where nothing is said of effects


@dataclass(frozen=True, slots=True)
class Told:
    """A practice with its card and the whole text that the card is of; `place_ids` are those of its places."""

    practice: Practice
    card: Card
    text: Text
    place_ids: tuple[int, ...]


def with_everything(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Return `practices` so that texts, places, countries and concepts come with them, in a fixed number of queries."""
    shown_names = NameOfPlace.objects.filter(kind=NameOfPlace.Kind.PREFERRED)
    links = PracticePlace.objects.select_related("place").order_by("position")
    links = links.prefetch_related(Prefetch("place__names", shown_names))
    texts = Text.objects.prefetch_related("external_ids").order_by("language")
    return practices.annotate(strongest=strongest_evidence()).prefetch_related(
        Prefetch("texts", texts), Prefetch("place_links", links), "countries", "concepts__scheme"
    )


def with_beside(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Return `practices` so that contact, evidence and pictures come with them; two further queries."""
    links = PracticePicture.objects.select_related("picture")
    return practices.select_related("contact").prefetch_related("evidence", Prefetch("picture_links", links))


def cards(
    ids: Sequence[int], language: str, *, text_language: str = "", concepts: Mapping[str, ConceptName] | None = None
) -> list[Card]:
    """Return the cards of the practices `ids`, in that order, for a reader of `language`.

    What is gone or has no text yet is left out. Texts are shown in `text_language` where they exist in it. Who has
    `concept_names(language)` at hand may give them as `concepts`.
    """
    names = concepts or concept_names(language)
    shown = _shown(ids, text_language or language, language)
    return [_card(shown[pk], language, names) for pk in ids if pk in shown]


def told(ids: Sequence[int], language: str, *, concepts: Mapping[str, ConceptName]) -> list[Told]:
    """Return the practices `ids`, in that order, as sheets tell of them to a reader of `language`; seven queries."""
    shown = _shown(ids, language, language, deferred=())
    return [
        Told(one.practice, _card(one, language, concepts), one.text, tuple(place.pk for place, _ in one.places))
        for one in (shown[pk] for pk in ids if pk in shown)
    ]


def card(practice: Practice, language: str, names: dict[str, ConceptName], *, text_language: str = "") -> Card:
    """Return the card of a practice that was fetched `with_everything`; `names` come from `concept_names(language)`."""
    text = best_text(practice, text_language or language)
    shown = _Shown(
        practice=practice,
        text=text,
        languages=tuple(version.language for version in practice.texts.all()),
        external_id=next((external.value for external in text.external_ids.all()), ""),
        places=[(link.place, link.place.name_in(language)) for link in practice.place_links.all()],
        country_codes=[country.code for country in practice.countries.all()],
        concept_keys=[concept.key for concept in practice.concepts.all()],
    )
    return _card(shown, language, names)


@dataclass(slots=True)
class _Shown:
    """What a card tells of: the practice, the text that is shown, and what hangs on them."""

    practice: Practice
    text: Text
    languages: tuple[str, ...]
    external_id: str = ""
    places: list[tuple[Place, str]] = field(default_factory=list)
    country_codes: list[str] = field(default_factory=list)
    concept_keys: list[str] = field(default_factory=list)


def _shown(
    ids: Sequence[int], text_language: str, language: str, deferred: Sequence[str] = _NOT_ON_CARDS
) -> dict[int, _Shown]:
    """Return what the cards of `ids` tell of, by id; the columns `deferred` of texts are not read.

    Every list reads twenty cards: plain queries, put together here, take a third of the time of Django's prefetching.
    """
    practices = Practice.objects.annotate(strongest=strongest_evidence()).in_bulk(ids)
    texts: dict[int, list[Text]] = {}
    columns = Text.objects.filter(practice_id__in=ids).defer(*deferred)
    for text in columns.order_by("language"):
        texts.setdefault(text.practice_id, []).append(text)
    shown = {
        pk: _Shown(practices[pk], best_of(versions, text_language), tuple(text.language for text in versions))
        for pk, versions in texts.items()
    }
    _add_external_ids(shown)
    _add_places(shown, language)
    countries = Practice.countries.through.objects.filter(practice_id__in=shown).order_by("country_id")
    for practice_id, code in countries.values_list("practice_id", "country_id"):
        shown[practice_id].country_codes.append(code)
    concepts = Practice.concepts.through.objects.filter(practice_id__in=shown)
    for practice_id, key in concepts.values_list("practice_id", "concept__key"):
        shown[practice_id].concept_keys.append(key)
    return shown


def _add_external_ids(shown: dict[int, _Shown]) -> None:
    rows = ExternalId.objects.filter(text__in=[one.text.pk for one in shown.values()])
    values = dict(
        rows.order_by("is_main", "-value").values_list("text_id", "value")
    )  # the main one comes last and stays
    for one in shown.values():
        one.external_id = values.get(one.text.pk, "")


def _add_places(shown: dict[int, _Shown], language: str) -> None:
    links = PracticePlace.objects.filter(practice_id__in=shown).select_related("place").order_by("position")
    rows = list(links.only("practice_id", "place__key", "place__name", "place__country_id"))
    names = names_of_places([link.place_id for link in rows], language)
    for link in rows:
        shown[link.practice_id].places.append((link.place, names.get(link.place_id, link.place.name)))


def _card(shown: _Shown, language: str, names: Mapping[str, ConceptName]) -> Card:
    practice, text = shown.practice, shown.text
    concepts = sorted((names[key] for key in shown.concept_keys), key=lambda name: name.position)
    return Card(
        id=practice.pk,
        public_id=practice.public_id,
        external_id=shown.external_id,
        slug=text.slug,
        title=text.display_title,
        title_language=text.title_language or text.language,
        title_is_ours=not text.title,
        language=text.language,
        languages=shown.languages,
        summary=text.summary,
        places=_place_names(shown.places, shown.country_codes, language),
        period=practice.period,
        areas=tuple(name for name in concepts if name.scheme == AREAS),
        principles=tuple(name for name in concepts if name.scheme == PRINCIPLES),
        source_url=text.source_url or practice.source_url,
        last_confirmed=practice.last_confirmed,
        licence=practice.licence,
        evidence=getattr(practice, "strongest", ""),  # what is built from a revision was not read with it
    )


def best_text(practice: Practice, language: str) -> Text:
    """Return the text to show to a reader of `language`: that one, else the original, else the first."""
    return best_of(practice.texts.all(), language)


def best_of(texts: Iterable[Text], language: str) -> Text:
    """Return the one of a practice's texts to show to a reader of `language`: that one, else the original."""
    return min(texts, key=lambda text: (text.language != language, text.origin != Text.Origin.ORIGINAL, text.language))


def places_of(ids: Collection[int], language: str) -> dict[int, tuple[PlaceName, ...]]:
    """Return where the practices `ids` happen, as a reader of `language` sees it, by id; three plain queries."""
    places: dict[int, list[PlaceName]] = {pk: [] for pk in ids}
    columns = ("practice_id", "place_id", "place__key", "place__name", "place__country_id")
    rows = list(PracticePlace.objects.filter(practice_id__in=ids).order_by("position").values_list(*columns))
    names = names_of_places([row[1] for row in rows], language)
    for practice_id, place_id, key, name, code in rows:
        shown = PlaceName(key, names.get(place_id, name), name, code, country_name(code, language))
        places[practice_id].append(shown)
    countries = Practice.countries.through.objects.filter(practice_id__in=ids).order_by("country_id")
    for practice_id, code in countries.values_list("practice_id", "country_id"):
        places[practice_id].append(PlaceName("", "", "", code, country_name(code, language)))
    return {pk: tuple(named) for pk, named in places.items()}


def _place_names(
    places: Iterable[tuple[Place, str]], country_codes: Iterable[str], language: str
) -> tuple[PlaceName, ...]:
    """Return places as a reader of `language` sees them, then the countries named without a city."""
    rows = [
        PlaceName(place.key, name, place.name, place.country_id, country_name(place.country_id, language))
        for place, name in places
    ]
    rows += [PlaceName("", "", "", code, country_name(code, language)) for code in country_codes]
    return tuple(rows)


def practice_by_public_id(public_id: str) -> Practice:
    """Return the practice with everything; raise `Practice.DoesNotExist` where there is none that can be read."""
    readable = Practice.objects.filter(texts__isnull=False).distinct()
    return with_beside(with_everything(readable)).get(public_id=public_id)


def public_id_of(external_id: str) -> str:
    """Return the public id of the practice that has a text called `external_id`; raise `Practice.DoesNotExist`."""
    found = Practice.objects.filter(external_ids__value=external_id, is_shown=True)
    public_id = found.values_list("public_id", flat=True).first() or stands_for_external(external_id)
    if not public_id:
        raise Practice.DoesNotExist
    return public_id


def hidden_practice(name: str) -> Practice | None:
    """Return the practice that has `name` as its public id, or as what another system calls it, and is not shown."""
    hidden = Practice.objects.filter(is_shown=False)
    return hidden.filter(public_id=name).first() or hidden.filter(external_ids__value=name).first()


def practices_to_index() -> QuerySet[Practice]:
    """Return the practices whose newest revision the search index does not hold; of hidden ones it has to lose all."""
    return Practice.objects.filter(Q(indexed_revision__isnull=True) | Q(indexed_revision__lt=F("revision")))


def places_with_practices() -> QuerySet[Place]:
    """Return the places where practices happen, by country and name."""
    return Place.objects.filter(practice_links__isnull=False).distinct().order_by("country_id", "name")


def practice_counts() -> dict[int, int]:
    """Return how many practices happen in each place, by the place's database id; one query."""
    counted = PracticePlace.objects.order_by().values_list("place_id").annotate(count=Count("pk"))
    return {place_id: count for place_id, count in counted}  # noqa: C416 (says what the pairs are)


def ids_of(public_ids: Iterable[str]) -> dict[str, int]:
    """Return the database ids of the practices with `public_ids`, whether readers see them or not."""
    return dict(Practice.objects.filter(public_id__in=public_ids).values_list("public_id", "id"))


def practices_in_full(public_ids: Sequence[str]) -> list[Practice]:
    """Return the practices with `public_ids`, in that order, with everything and the figures of their places.

    What is not there, or has no text yet, is left out.
    """
    readable = Practice.objects.filter(texts__isnull=False, public_id__in=public_ids).distinct()
    found = with_beside(with_everything(readable)).prefetch_related("place_links__place__figures")
    by_id = {practice.public_id: practice for practice in found}
    return [by_id[one] for one in public_ids if one in by_id]


def readable_ids(public_ids: Iterable[str]) -> dict[str, int]:
    """Return the database ids of those of `public_ids` that a reader can open: practices that have a text."""
    readable = Practice.objects.filter(texts__isnull=False, public_id__in=list(public_ids)).distinct()
    return dict(readable.order_by("pk").values_list("public_id", "pk"))
