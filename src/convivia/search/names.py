"""What areas, principles, countries, cities and networks are called: all their names, for finding and for showing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from convivia.places.countries import LANGUAGES, country_name, short_names
from convivia.places.models import Network, Place, PlaceName
from convivia.search.engines.port import Name
from convivia.search.facets import FACET_OF_SCHEME
from convivia.search.typed import name_words
from convivia.vocabularies.models import Label

# Facets whose values are called by names.
NAMED = ("area", "principle", "country", "city", "network")
# Weights beside those of cities, their inhabitants: themes and countries before all, networks among large cities.
CONCEPT_WEIGHT, COUNTRY_WEIGHT, NETWORK_WEIGHT = 20_000_000, 10_000_000, 500_000

# Facet and value, e.g. ("city", "oslo").
Value = tuple[str, str]


class Called(NamedTuple):
    """One name: in a language ("" for none in particular); the one to show in it (`is_label`); or never to be shown."""

    text: str
    language: str
    is_label: bool = False
    is_hidden: bool = False


class Names(NamedTuple):
    """All names of a value, how much it weighs among others that are called alike, and the country of a place."""

    called: list[Called]
    weight: int
    country: str = ""


def all_names(values: Mapping[str, Collection[str]]) -> dict[Value, Names]:
    """Return the names of values of facets, each of which is known; a fixed number of queries."""
    found: dict[Value, Names] = {}
    found |= _concept_names({key for facet in FACET_OF_SCHEME.values() for key in values.get(facet, ())})
    found |= {("country", code): Names(_country_names(code), COUNTRY_WEIGHT) for code in values.get("country", ())}
    found |= _place_names(values.get("city", ()))
    found |= _network_names(values.get("network", ()))
    return found


def names_to_index(values: Mapping[str, Collection[str]]) -> Iterator[Name]:
    """Yield what the index holds of the names of values; names that are folded alike are one."""
    for (kind, value), names in all_names(values).items():
        languages: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for called in names.called:
            languages[name_words(called.text)][called.language] = None
        for words, spoken in languages.items():
            if words:
                yield Name(kind, value, tuple(spoken), words, names.weight)


def label(called: Collection[Called], language: str) -> Called:
    """Return the name to show to a reader of `language`: the one in it, else its own, the English one, any."""
    order = {language: 0, "": 1, "en": 2}
    shown = [name for name in called if name.is_label] or [name for name in called if not name.is_hidden]
    return min(shown, key=lambda name: order.get(name.language, 3), default=Called("", ""))


def _concept_names(keys: Collection[str]) -> dict[Value, Names]:
    found: dict[Value, Names] = {}
    if not keys:
        return found
    labels = Label.objects.filter(concept__key__in=keys, concept__scheme__key__in=FACET_OF_SCHEME).order_by("pk")
    for scheme, key, language, kind, text in labels.values_list(
        "concept__scheme__key", "concept__key", "language", "kind", "text"
    ):
        name = Called(text, language, kind == Label.Kind.PREFERRED, kind == Label.Kind.HIDDEN)
        found.setdefault((FACET_OF_SCHEME[scheme], key), Names([], CONCEPT_WEIGHT)).called.append(name)
    return found


def _network_names(keys: Collection[str]) -> dict[Value, Names]:
    networks = Network.objects.filter(key__in=keys).values_list("key", "names") if keys else ()
    called = {key: [Called(text, language, is_label=True) for language, text in names.items() if text]
              for key, names in networks}  # fmt: skip
    return {("network", key): Names(names, NETWORK_WEIGHT) for key, names in called.items()}


def _country_names(code: str) -> list[Called]:
    names = [Called(country_name(code, language), language, is_label=True) for language in LANGUAGES]
    return names + [Called(text, language) for language, text in short_names(code)]


def _place_names(keys: Collection[str]) -> dict[Value, Names]:
    """Return the names of places. Former names and wrong forms find a place; they are never shown."""
    found: dict[Value, Names] = {}
    by_id: dict[int, list[Called]] = {}
    if not keys:
        return found
    places = Place.objects.filter(key__in=keys).values_list("pk", "key", "name", "population", "country_id")
    for pk, key, name, population, country in places:
        by_id[pk] = [Called(name, "", is_label=True)]
        found["city", key] = Names(by_id[pk], population or 0, country)
    kinds = PlaceName.Kind
    rows = PlaceName.objects.filter(place_id__in=by_id).order_by("pk")
    for place_id, language, kind, text in rows.values_list("place_id", "language", "kind", "text"):
        is_hidden = kind in {kinds.HISTORIC, kinds.MISSPELLING}
        by_id[place_id].append(Called(text, language, kind == kinds.PREFERRED, is_hidden))
    return found
