"""The library: the search field, the filters, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convivia.common.paging import Pager, pager
from convivia.practices.models import Collection
from convivia.practices.queries import cards
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import SearchResults, labelled_facets, search
from convivia.search.query import LIKENESS, NEWEST, RELEVANCE, TITLE, SearchQuery
from convivia.search.wanted import note_unanswered
from convivia.vocabularies.queries import ConceptName, concept_names
from convivia.website.alike import LikeView, MineView, like_views, mine_view
from convivia.website.delivery import SECONDS, public_page
from convivia.website.facets import FacetView, facet_views
from convivia.website.like import LikeForm, like_form
from convivia.website.notices import Notice, notices
from convivia.website.pages import page_text
from convivia.website.readers import is_person
from convivia.website.reasons import Hit, reasons
from convivia.website.sentence import Part, parts, say_search
from convivia.website.shelves import LIST, Room, library_url, way_back
from convivia.website.take_away import take_away

# Collections that the front page names.
COLLECTIONS = 4

ORDER_LABELS = {
    RELEVANCE: gettext_lazy("Best match"),
    NEWEST: gettext_lazy("Newest"),
    TITLE: gettext_lazy("Title"),
    LIKENESS: gettext_lazy("Cities like mine"),
}
MAP, TIMELINE = Room("map"), Room("timeline")
VIEWS = {LIST: gettext_lazy("List"), MAP: gettext_lazy("Map"), TIMELINE: gettext_lazy("Timeline")}


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or the current one of several."""

    value: str
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """All that the library page shows of one state of the search; on the map and the timeline there are no cards."""

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetView, ...]
    sentence: str
    filters: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    pager: Pager
    is_unavailable: bool = False
    room: Room = LIST
    mine: MineView | None = None
    likeness: Mapping[int, LikeView] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def views(self) -> list[Link]:
        """The ways to look at what was found."""
        whole = self.query.on_page(1)
        return [
            Link(room.name, str(label), room.url(whole), room.name == self.room.name) for room, label in VIEWS.items()
        ]

    @property
    def start_url(self) -> str:
        """The address of the whole library, seen the same way."""
        return Room(self.room.name).path

    @property
    def like_form(self) -> LikeForm:
        """The form that asks for the city that others shall be compared with."""
        return like_form(self.query)

    @property
    def back(self) -> str:
        """The query string that leads a practice's page back to this list."""
        return way_back(self.query)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new search in words keeps: the filters and the order."""
        return [pair for pair in self.query.params() if pair[0] not in {"q", "page"}]

    @property
    def canonical_query(self) -> str:
        """The query string of this state in its one form."""
        return library_url(self.query).partition("?")[2]


@public_page
def library(request: HttpRequest) -> HttpResponse:
    """Show the practices that the address asks for, with the filters that narrow or widen the search."""
    language = get_language() or "en"
    listing = listing_of(SearchQuery.from_params(request.GET), language, counts=is_person(request))
    if listing.total and listing.pager.first > listing.total:
        return redirect(library_url(listing.query.on_page(listing.pager.pages[-1].number)))
    text = page_text("intro")
    context = {
        "listing": listing,
        "intro": text.document,
        "intro_language": text.language,
        "sorts": _sorts(listing.query),
        "canonical_query": f"?{listing.canonical_query}" if listing.canonical_query else "",
        "is_plain": not listing.query.params(),
        "collections": [] if listing.query.params() else _collections(language),
        "take": take_away(listing.query),
        "room": "library",
    }
    return render(request, "website/library.html", context)


def _collections(language: str) -> list[dict[str, str]]:
    """Return the first collections of the editors, as links."""
    found = Collection.objects.filter(is_published=True)[:COLLECTIONS]
    return [{"label": one.name_in(language), "url": reverse("website:collection", args=[one.key])} for one in found]


def listing_of(query: SearchQuery, language: str, room: Room = LIST, *, counts: bool = False) -> Listing:
    """Return what `room` shows of `query`; the notice alone where the index cannot be read.

    A search that finds nothing is counted as a wanted topic, if it `counts`.
    """
    try:
        results = search(query)
    except IndexUnavailable:
        return _unavailable(query, room)
    if counts:
        note_unanswered(results=results, language=language)
    query, mine = results.query, results.mine
    concepts = concept_names(language)
    facets = labelled_facets(results, language, concepts=concepts)
    labels = {facet.name: {value.value: value.label for value in facet.values} for facet in facets}
    labels["like"] = {mine.key: mine.name} if mine else {}
    hits = _hits(results, language, concepts) if room is LIST else ()
    views, sources = like_views([hit.card for hit in hits], mine) if mine else ({}, ())
    return Listing(
        query=query,
        total=results.total,
        hits=hits,
        facets=facet_views(facets, query, concepts, room),
        sentence=say_search(query, results.total, labels, ordered=room is LIST),
        filters=_filters(parts(query, labels), room),
        notices=tuple(notices(results)),
        pager=_pager(query, results.total),
        room=room,
        mine=mine_view(query, mine, results.alike, room) if mine else None,
        likeness=views,
        sources=sources,
    )


def _hits(results: SearchResults, language: str, concepts: Mapping[str, ConceptName]) -> tuple[Hit, ...]:
    why = reasons(results, language, concepts)
    return tuple(Hit(card, why.get(card.id)) for card in cards(results.ids, language, concepts=concepts))


def _unavailable(query: SearchQuery, room: Room) -> Listing:
    notice = Notice(
        "warn",
        _("The search cannot be used at the moment."),
        _("Please try again in a few minutes. Until then you can look through"),
        reverse("website:cities"),
        _("the list of cities"),
    )
    kept = _filters(parts(query, {}), room)
    return Listing(query, 0, (), (), _("Practices"), kept, (notice,), _pager(query, 0), True, room)


def _filters(found: list[Part], room: Room) -> tuple[tuple[str, str], ...]:
    return tuple((part.text, room.url(part.rest)) for part in found)


def _sorts(query: SearchQuery) -> list[Link]:
    """Return the orders that a reader can choose; best match needs words, likeness a city to compare with."""
    usual = [RELEVANCE, NEWEST, TITLE] if query.q else [NEWEST, TITLE]
    usual = [LIKENESS, *usual] if query.compares else usual
    return [
        Link(order, str(ORDER_LABELS[order]), library_url(query.sorted_by(order)), order == query.order)
        for order in usual
    ]


def _pager(query: SearchQuery, total: int) -> Pager:
    return pager(
        page=query.page,
        page_size=query.page_size,
        total=total,
        url=lambda number: library_url(query.on_page(number)),
    )


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Send a reader of the bare address on to the library in the language that the browser asks for."""
    response = redirect(f"/{request.LANGUAGE_CODE}/")
    patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
