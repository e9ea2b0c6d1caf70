"""Cities, countries and networks: lists of them, and a page for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.folding import fold
from convivia.common.languages import in_language
from convivia.places.countries import country_name
from convivia.places.models import Figure, Membership, Network, Place, PlaceName
from convivia.places.queries import country_by_code, network_by_key, place_by_key, place_names
from convivia.places.queries import networks as all_networks
from convivia.places.wording import figure_value
from convivia.practices.queries import places_with_practices, practice_counts
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import concept_names
from convivia.website.delivery import public_page
from convivia.website.maps import map_of
from convivia.website.pages import page_text
from convivia.website.shelves import counts, library_url, shelf
from convivia.website.wording import FIGURE_KINDS, NETWORK_KINDS, PLACE_KINDS

# Places of one country in the list of all; its own page has the rest.
MOST_PLACES = 24
# What the files of places say of their sources.
SOURCES_LANGUAGE = "en"
# Other names of a place that are shown at once; the rest on request.
NAMES = 6


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list; `count` is how many practices it has."""

    key: str
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country in a list, with those of its places that the list is about."""

    code: str
    name: str
    count: int = 0
    places: tuple[PlaceRow, ...] = ()
    further: int = 0


@public_page
def cities(request: HttpRequest) -> HttpResponse:
    """Show the places that have practices, by country."""
    text = page_text("cities")
    places = list(places_with_practices())
    names = place_names([place.pk for place in places], _language())
    context = {
        "document": text.document,
        "language": text.language,
        "groups": _by_country(places, names, practice_counts(), most=MOST_PLACES),
        "room": "cities",
    }
    return render(request, "website/cities.html", context)


@public_page
def city(request: HttpRequest, key: str) -> HttpResponse:
    """Show one place: its practices, figures, networks and names; 404 for a key that names none."""
    place = place_by_key(key)
    if place is None:
        raise Http404(key)
    language = _language()
    country = country_name(place.country_id, language)
    name = place.name_in(language)
    figures, others = list(place.figures.all()), _other_names(place, name)
    context = {
        "place": place,
        "name": name,
        "kind": PLACE_KINDS[place.kind],
        "country": country,
        "other_names": others[:NAMES],
        "more_names": others[NAMES:],
        "figures": [_figure(figure, FIGURE_KINDS[figure.kind]) for figure in figures if figure.kind in FIGURE_KINDS],
        "index_results": _index_results(figures, language),
        "parts": [PlaceRow(part.key, part.name) for part in place.parts.all()],
        "memberships": [_membership(row, language) for row in place.memberships.all()],
        "locator": map_of([place]),
        "locator_caption": f"{name}, {country}",
        "shelf": shelf(SearchQuery(cities=(key,)), language),
        "alike_url": library_url(SearchQuery(like=key)),
        "room": "cities",
        "steps": [
            {"label": _("Cities"), "url": reverse("website:cities")},
            {"label": country, "url": reverse("website:country", args=[place.country_id.lower()])},
        ],
    }
    return render(request, "website/city.html", context)


@public_page
def countries(request: HttpRequest) -> HttpResponse:
    """Show the countries that have practices."""
    text = page_text("countries")
    language = _language()
    rows = [CountryRow(code, country_name(code, language), count) for code, count in counts("country").items() if count]
    context = {
        "document": text.document,
        "language": text.language,
        "countries": sorted(rows, key=lambda row: fold(row.name)),
        "room": "cities",
    }
    return render(request, "website/countries.html", context)


@public_page
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show one country: its practices, the places they come from, its networks; 404 for a code that names none."""
    found = country_by_code(code)
    if found is None or code != found.code.lower():
        raise Http404(code)
    language = _language()
    name = country_name(found.code, language)
    places = list(places_with_practices().filter(country=found))
    names = place_names([place.pk for place in places], language)
    rows = _by_country(places, names, practice_counts())
    context = {
        "country": found,
        "name": name,
        "places": rows[0].places if rows else (),
        "networks": [{"key": one.key, "name": one.name_in(language)} for one in Network.objects.filter(country=found)],
        "locator": map_of(places),
        "locator_caption": name,
        "shelf": shelf(SearchQuery(countries=(found.code,)), language),
        "room": "cities",
        "steps": [{"label": _("Countries"), "url": reverse("website:countries")}],
    }
    return render(request, "website/country.html", context)


@public_page
def networks(request: HttpRequest) -> HttpResponse:
    """Show all networks with the number of their members that are known here."""
    text = page_text("networks")
    language = _language()
    rows = [{**_network(one, language), "count": one.member_count} for one in all_networks()]
    context = {"document": text.document, "language": text.language, "room": "networks", "networks": rows}
    return render(request, "website/networks.html", context)


@public_page
def network(request: HttpRequest, key: str) -> HttpResponse:
    """Show one network: its practices and its members, each with a source; 404 for a key that names none."""
    found = network_by_key(key)
    if found is None:
        raise Http404(key)
    language = _language()
    members = [membership.place for membership in found.memberships.all()]
    names = place_names([place.pk for place in members], language)
    context = {
        "network": _network(found, language),
        "note": found.note,
        "source": found.source,
        "source_url": found.source_url,
        "groups": _by_country(members, names, {}),
        "locator": map_of(members),
        "locator_caption": _("Members known to us"),
        "shelf": shelf(SearchQuery(networks=(key,)), language),
        "room": "networks",
        "steps": [{"label": _("Networks"), "url": reverse("website:networks")}],
    }
    return render(request, "website/network.html", context)


def _language() -> str:
    return get_language() or "en"


def _by_country(
    places: Iterable[Place], names: dict[int, str], practice_counts: dict[int, int], most: int = 0
) -> list[CountryRow]:
    """Return `places` grouped by country, both in the order of their names in the reader's language.

    With `most`, a country shows no more places than that, those with the most practices; `further` counts the rest.
    """
    language = _language()
    groups: dict[str, list[PlaceRow]] = {}
    for place in places:
        row = PlaceRow(place.key, names.get(place.pk, place.name), practice_counts.get(place.pk, 0))
        groups.setdefault(place.country_id, []).append(row)
    found = []
    for code, rows in groups.items():
        shown = nlargest(most or len(rows), rows, key=lambda row: row.count)
        ordered = tuple(sorted(shown, key=lambda row: fold(row.name)))
        found.append(CountryRow(code, country_name(code, language), places=ordered, further=len(rows) - len(shown)))
    return sorted(found, key=lambda row: fold(row.name))


def _other_names(place: Place, shown: str) -> list[PlaceName]:
    """Return what else the place is called, each form once; misspellings are never shown."""
    names = [name for name in place.names.all() if name.kind != PlaceName.Kind.MISSPELLING]
    if shown != place.name:
        names.insert(0, PlaceName(place=place, text=place.name))
    once = {name.text: name for name in reversed(names) if name.text != shown}
    return sorted(once.values(), key=lambda name: (name.text != place.name, not name.language, name.text))


def _figure(figure: Figure, label: object) -> dict[str, Any]:
    return {
        "label": label,
        "value": figure_value(figure.value, figure.unit, _language()),
        "note": f"{figure.year} · {figure.source}",
        "note_url": figure.source_url,
        "note_language": SOURCES_LANGUAGE,
    }


def _index_results(figures: Iterable[Figure], language: str) -> list[dict[str, Any]]:
    """Return the published results of the index, the whole first; each with its year and source."""
    rows = [figure for figure in figures if figure.kind == Figure.Kind.INDEX]
    if not rows:
        return []
    names = concept_names(language)
    labels = {"": _("All areas together")} | {key: name.label for key, name in names.items()}
    return [_figure(figure, labels.get(figure.area, figure.area)) for figure in rows]


def _membership(row: Membership, language: str) -> dict[str, str]:
    return {
        "key": row.network.key,
        "name": row.network.name_in(language),
        "note": row.source,
        "note_url": row.source_url,
    }


def _network(found: Network, language: str) -> dict[str, Any]:
    code = found.country_id or ""
    name = in_language(found.names, language) or found.key
    country = country_name(code, language) if code else ""
    return {"key": found.key, "name": name, "kind": NETWORK_KINDS[found.kind], "code": code, "country": country}
