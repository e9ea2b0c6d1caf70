"""Which areas, principles and places of practices the words of a question name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from convivia.places.countries import LANGUAGES, country_name
from convivia.places.models import PlaceName
from convivia.practices.models import Practice, PracticePlace
from convivia.search.engines.port import AnyOf
from convivia.search.facets import FACET_OF_SCHEME
from convivia.search.marking import Marker
from convivia.search.words import WRITTEN
from convivia.vocabularies.queries import ConceptName, concept_names

_NONE: frozenset[int] = frozenset()
# So many first letters of a word are asked of the database, which then need not send all names of all places.
_FIRST_LETTERS = 3


class ConceptMet(NamedTuple):
    """An area or principle of a practice, and the words (by number) that name it; `is_label`: by its shown name."""

    concept: ConceptName
    words: frozenset[int]
    is_label: bool


class PlaceMet(NamedTuple):
    """Where a practice happens, as the reader calls it, and the words in its names; `is_whole`: one is nothing else."""

    name: str
    words: frozenset[int]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """What a question names of one practice."""

    concepts: tuple[ConceptMet, ...] = ()
    places: tuple[PlaceMet, ...] = ()

    @property
    def words(self) -> frozenset[int]:
        """The words that name anything of it."""
        named = [met.words for met in self.concepts] + [met.words for met in self.places]
        return frozenset().union(*named)


@dataclass(slots=True)
class _Place:
    key: str
    name: str
    country: str
    names: list[str]


def read_naming(
    ids: Sequence[int],
    words: Sequence[AnyOf],
    marker: Marker,
    language: str,
    concepts: Mapping[str, ConceptName] | None = None,
) -> dict[int, Naming]:
    """Return what `words` name of each of the practices `ids`, said in `language`; a fixed number of queries."""
    met = _concepts_met(ids, words, marker, language, concepts)
    places = _places_met(ids, words, marker, language)
    return {pk: Naming(tuple(met.get(pk, ())), tuple(places.get(pk, ()))) for pk in ids}


def _concepts_met(
    ids: Sequence[int],
    words: Sequence[AnyOf],
    marker: Marker,
    language: str,
    concepts: Mapping[str, ConceptName] | None,
) -> dict[int, list[ConceptMet]]:
    asked = _asked(words)
    if not any(facet in FACET_OF_SCHEME.values() for facet, _ in asked):
        return {}
    names = concepts or concept_names(language)
    rows = Practice.concepts.through.objects.filter(practice_id__in=ids).order_by("practice_id", "concept__position")
    found: dict[int, dict[str, ConceptMet]] = defaultdict(dict)
    for pk, key in rows.values_list("practice_id", "concept__key"):
        for name in filter(None, (names.get(key), names.get(names[key].broader))):
            value = (FACET_OF_SCHEME.get(name.scheme, ""), name.key)
            if value in asked:
                is_label = asked[value] <= marker.met(name.label, (language,))
                found[pk][name.key] = ConceptMet(name, asked[value], is_label)
    return {pk: list(met.values()) for pk, met in found.items()}


def _places_met(ids: Sequence[int], words: Sequence[AnyOf], marker: Marker, language: str) -> dict[int, list[PlaceMet]]:
    lines, places = _read_places(ids)
    _add_names(places, words, language)
    codes = dict(_countries_of(ids))
    asked = _asked(words)
    met_places = {
        pk: _met(place.name, place.names, marker, asked.get(("city", place.key), _NONE)) for pk, place in places.items()
    }
    countries = {place.country for place in places.values()} | {code for held in codes.values() for code in held}
    met_countries = {
        code: _met(country_name(code, language), _names_of_country(code), marker, asked.get(("country", code), _NONE))
        for code in countries
    }
    found = {}
    for pk in ids:
        line = lines.get(pk, [])
        met = [met_places[place] for place in line]
        met += [met_countries[c] for c in dict.fromkeys([*(places[p].country for p in line), *codes.get(pk, ())])]
        found[pk] = [place for place in met if place.words]
    return found


def _read_places(ids: Sequence[int]) -> tuple[dict[int, list[int]], dict[int, _Place]]:
    """Return the places of each practice with what they are part of, and all these places, by id; one query."""
    levels = ("place", "place__parent", "place__parent__parent")
    columns = [f"{level}__{name}" for level in levels for name in ("pk", "key", "name")]
    links = PracticePlace.objects.filter(practice_id__in=ids).order_by("practice_id", "position")
    lines: dict[int, list[int]] = defaultdict(list)
    places: dict[int, _Place] = {}
    for pk, country, *row in links.values_list("practice_id", "place__country_id", *columns):
        for place, key, name in zip(row[::3], row[1::3], row[2::3], strict=True):
            if place is not None:
                places.setdefault(place, _Place(key, name, country, [name]))
                lines[pk] += [] if place in lines[pk] else [place]
    return lines, places


def _add_names(places: dict[int, _Place], words: Sequence[AnyOf], language: str) -> None:
    """Give `places` those of their other names that may hold one of `words`, and the name they have in `language`."""
    starts = {term[:_FIRST_LETTERS] for word in words for term, _ in word.terms if "~" not in term and "=" not in term}
    wanted = Q(kind=PlaceName.Kind.PREFERRED, language=language)
    for start in sorted(starts):
        wanted |= Q(folded__contains=start)
    rows = PlaceName.objects.filter(wanted, place_id__in=places).order_by("pk")
    for place, kind, of, text in rows.values_list("place_id", "kind", "language", "text"):
        places[place].names.append(text)
        if kind == PlaceName.Kind.PREFERRED and of == language:
            places[place].name = text


def _countries_of(ids: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Practice.countries.through.objects.filter(practice_id__in=ids).order_by("country_id")
    for pk, code in rows.values_list("practice_id", "country_id"):
        found[pk].append(code)
    yield from found.items()


@lru_cache(maxsize=300)
def _names_of_country(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country_name(code, spoken) for spoken in LANGUAGES))


def _met(shown: str, names: Iterable[str], marker: Marker, named: frozenset[int]) -> PlaceMet:
    """Return which words stand in `names`, and whether one of the names is nothing but such words.

    `named` are words that are known to mean this place, in whatever form.
    """
    words = marker.met("\n".join(names), ()) | named
    if not words:
        return PlaceMet(shown, words, False)
    is_whole = any(all(marker.met(piece, ()) for piece in WRITTEN.findall(name)) for name in names if name.strip())
    return PlaceMet(shown, words, bool(named) or is_whole)


def _asked(words: Sequence[AnyOf]) -> dict[tuple[str, str], frozenset[int]]:
    """Return the values of facets that `words` name, each with the words (by number) that name it."""
    asked: dict[tuple[str, str], frozenset[int]] = {}
    for number, word in enumerate(words):
        for value in word.values:
            asked[value] = asked.get(value, _NONE) | {number}
    return asked
