"""The map of the library: where the practices of a search are."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from convivia.places.chart import View, parse_view
from convivia.places.countries import country_name
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import counted
from convivia.search.query import Note, SearchQuery
from convivia.website.atlas import Atlas, atlas
from convivia.website.delivery import public_page
from convivia.website.library import MAP, listing_of
from convivia.website.shelves import Room
from convivia.website.wording import plain_number

# Countries or cities that the message names.
NAMED = 3
MAX_VIEW = 40


@public_page
def map_page(request: HttpRequest) -> HttpResponse:
    """Show where the practices are that the address asks for, with the filters of the library beside the map."""
    language = get_language() or "en"
    query, view = _asked(request)
    listing = listing_of(query, language, Room(MAP.name, (("view", str(view)),) if view else ()))
    found = None if listing.is_unavailable or not listing.total else _atlas(query, view, language)
    context = {
        "listing": listing,
        "atlas": found,
        "message": _message(query, found, language) if found and found.cities else "",
        "tile_credit": settings.MAP_TILES_CREDIT if settings.MAP_TILES else "",
        "tile_credit_url": settings.MAP_TILES_CREDIT_URL,
        "canonical_query": f"?{listing.canonical_query}" if listing.canonical_query else "",
        "is_whole": not (query.params() or view),
        "room": "library",
    }
    return render(request, "website/map.html", context)


def _asked(request: HttpRequest) -> tuple[SearchQuery, View | None]:
    """Return the search and the view that the address asks for; a view that is none is named in the search's notes."""
    query = SearchQuery.from_params(request.GET).on_page(1)
    text = request.GET.get("view", "")
    view = parse_view(text)
    if text and view is None:
        query = replace(query, notes=(*query.notes, Note("view", text[:MAX_VIEW], "unknown")))
    return query, view


def _atlas(query: SearchQuery, view: View | None, language: str) -> Atlas | None:
    """Return the map; None where the index went away meanwhile."""
    try:
        return atlas(query, view, language)
    except IndexUnavailable:
        return None


def _message(query: SearchQuery, found: Atlas, language: str) -> str:
    """Return what the map says: "62 cities in 22 countries. Most practices: Spain (28), …"."""
    rows = sorted((row for group in found.groups for row in group.rows), key=lambda row: -row.count)
    if found.cities == 1:
        return f"{rows[0].name}, {rows[0].country}"
    cities = ngettext("%(count)s city", "%(count)s cities", found.cities) % {"count": plain_number(found.cities)}
    if found.countries == 1:
        most = [(row.name, row.count) for row in rows[:NAMED]]
        where = _("%(cities)s in one country.") % {"cities": cities}
    else:
        counts = counted(query, ["country"], language=language).values["country"]
        in_order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        most = [(country_name(code, language), count) for code, count in in_order[:NAMED]]
        where = _("%(cities)s in %(count)s countries.") % {"cities": cities, "count": plain_number(found.countries)}
    named = ", ".join(f"{name} ({plain_number(count)})" for name, count in most)
    return _("%(sentence)s Most practices: %(names)s.") % {"sentence": where, "names": named}
