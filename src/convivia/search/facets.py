"""The values that a reader can narrow a search by, with their counts, in order, and in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from convivia.common.languages import language_name
from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.places.queries import network_names, place_names
from convivia.practices.beside import say_evidence
from convivia.search.query import EVIDENCE, FACETS, STATUSES, SearchQuery, year_range
from convivia.vocabularies.models import Concept
from convivia.vocabularies.queries import AREAS, PRINCIPLES, ConceptName

FACET_OF_SCHEME = {AREAS: "area", PRINCIPLES: "principle"}
# Cities that are listed; more are a list to search in, not to look through. Those that are selected come on top.
MOST_CITIES = 60
# The value of the facet of cities that stands for none. It can be chosen by address; no list of cities offers it.
NO_CITY = "no-city"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, how many practices it would give under the words and all other filters, and whether it is selected."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A value as the reader sees it; `group` is the key of the group that an area belongs to."""

    value: str
    label: str
    count: int
    selected: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the reader sees it; `further` values have practices, too, but are not listed."""

    name: str
    values: list[LabelledValue]
    further: int = 0


@dataclass(frozen=True, slots=True)
class FixedValues:
    """The values of facets that are listed whole, in their order, whether a practice has them or not."""

    values: Mapping[str, Sequence[str]]
    groups: frozenset[str]


def fixed_values() -> FixedValues:
    """Return the areas and principles in the order of their schemes, statuses and kinds of evidence; one query."""
    rows = Concept.objects.filter(scheme__key__in=FACET_OF_SCHEME).order_by("position", "key")
    values: dict[str, list[str]] = {"area": [], "principle": [], "status": list(STATUSES), "evidence": list(EVIDENCE)}
    groups = set()
    for scheme, key, broader in rows.values_list("scheme__key", "key", "broader__key"):
        values[FACET_OF_SCHEME[scheme]].append(key)
        groups.add(broader)
    return FixedValues(values, frozenset(group for group in groups if group))


def list_values(facet: str, counts: Mapping[str, int], query: SearchQuery, fixed: FixedValues) -> list[FacetValue]:
    """Return the values of a facet to list, in order: fixed ones all; of others those that have practices.

    What is selected is always listed, unless it is no area or principle at all.
    """
    selected = query.selected(facet)
    if facet in fixed.values:
        keys = [key for key in fixed.values[facet] if key not in fixed.groups or key in selected]
        return [FacetValue(key, counts.get(key, 0), key in selected) for key in keys]
    if facet == "year":
        return _list_years(counts, selected)
    listed = {key: counts.get(key, 0) for key in selected} | dict(counts)
    if facet == "city":
        listed = _most({key: count for key, count in listed.items() if key != NO_CITY or key in selected}, selected)
    in_order = sorted(listed.items(), key=lambda item: (-item[1], item[0]))
    return [FacetValue(key, count, key in selected) for key, count in in_order]


def labelled(
    facets: Mapping[str, Sequence[FacetValue]],
    further: Mapping[str, int],
    language: str,
    concepts: Mapping[str, ConceptName],
) -> list[Facet]:
    """Return facets as a reader of `language` sees them, in a fixed number of queries. Equal counts go by label."""
    groups = {key: name.broader for key, name in concepts.items()}
    labels: dict[str, Mapping[str, str]] = {
        "area": {key: name.label for key, name in concepts.items()},
        "principle": {key: name.label for key, name in concepts.items()},
        "country": {code: country_name(code, language) for code in _keys(facets, "country")},
        "city": _city_labels(_keys(facets, "city"), language),
        "network": network_names(_keys(facets, "network"), language),
        "language": {code: language_name(code, language) for code in _keys(facets, "language")},
    }
    with override(language):
        labels["city"] = {**labels["city"], NO_CITY: _("no single city")}
        labels |= {"status": _status_labels(), "evidence": _evidence_labels()}
        labels |= {"year": {value: _year_label(value) for value in _keys(facets, "year")}}
    found = []
    for name in FACETS:
        values = [_label(value, labels[name], groups if name == "area" else {}) for value in facets.get(name, [])]
        if name in {"country", "city", "network", "language"}:
            values.sort(key=lambda value: (-value.count, value.label.casefold(), value.value))
        found.append(Facet(name, values, further.get(name, 0)))
    return found


def _list_years(counts: Mapping[str, int], selected: Sequence[str]) -> list[FacetValue]:
    """Return the years with practices, the newest first; before them what is selected and is no single year."""
    spans = [FacetValue(value, _in_years(value, counts), True) for value in selected if "-" in value]
    years = sorted({*counts, *(value for value in selected if "-" not in value)}, reverse=True)
    return spans + [FacetValue(year, counts.get(year, 0), year in selected) for year in years]


def _in_years(value: str, counts: Mapping[str, int]) -> int:
    first, last = year_range(value) or (0, 0)
    return sum(count for year, count in counts.items() if first <= int(year) <= last)


def _most(counts: Mapping[str, int], selected: Sequence[str]) -> dict[str, int]:
    """Return the most frequent values, and those that are selected."""
    most = nsmallest(MOST_CITIES, counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(most) | {key: counts[key] for key in selected}


def _keys(facets: Mapping[str, Sequence[FacetValue]], name: str) -> list[str]:
    return [value.value for value in facets.get(name, [])]


def _label(value: FacetValue, labels: Mapping[str, str], groups: Mapping[str, str]) -> LabelledValue:
    label = labels.get(value.value, value.value)
    return LabelledValue(value.value, label, value.count, value.selected, groups.get(value.value, ""))


def _city_labels(keys: Iterable[str], language: str) -> dict[str, str]:
    places = Place.objects.filter(key__in=list(keys)).order_by("pk").values_list("pk", "key", "name")
    own = {pk: (key, name) for pk, key, name in places}
    names = place_names(own.keys(), language)
    return {key: names.get(pk, name) for pk, (key, name) in own.items()}


def _status_labels() -> dict[str, str]:
    return {
        "running": pgettext("practices", "still running"),
        "ended": pgettext("practices", "ended"),
        "unknown": pgettext("practices", "not known whether still running"),
    }


def _evidence_labels() -> dict[str, str]:
    return {kind: say_evidence(kind) or pgettext("evidence", "Nothing said yet") for kind in EVIDENCE}


def _year_label(value: str) -> str:
    first, dash, last = value.partition("-")
    if last:
        return f"{first}–{last}"
    return _("in %(year)s or later") % {"year": first} if dash else first
