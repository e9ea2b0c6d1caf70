"""Feeds of any search: what is new or changed in it, the newest first, for feed readers and programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.places.queries import country_by_code, network_by_key, places_by_key
from convivia.practices.lists import changed_last
from convivia.search.engines.port import IndexUnavailable
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import AREAS, concept_with_labels
from convivia.website.context import origin_of
from convivia.website.delivery import public_page
from convivia.website.errors import unavailable
from convivia.website.feed import Feed, Turns, entries_of
from convivia.website.feed_formats import FORMATS, TYPES
from convivia.website.shelves import library_url
from convivia.website.take_away import feed_url
from convivia.website.whole_list import say_notes, whole_list

ENTRIES = 50  # of one page of a feed


@dataclass(frozen=True, slots=True)
class Followed:
    """What a feed follows: practices, what they are together, the page for people, the address of each of its pages.

    Addresses are paths; `remark` is what the reader should know besides.
    """

    ids: Sequence[int]
    title: str
    home: str
    address: Callable[[int], str]
    remark: str = ""


@public_page
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the feed of the search that the address asks for, as "atom" or "json"; 404 for other forms.

    The order and the size of pages are always the feed's own.
    """
    check_feed_form(form)
    query = SearchQuery.from_params(request.GET)
    try:
        found = whole_list(query)
    except IndexUnavailable:
        return unavailable(request)
    followed = Followed(
        ids=found.ids,
        title=found.name,
        home=library_url(found.query.sorted_by("")),
        address=lambda page: feed_url(found.query.on_page(page), form),
        remark=say_notes(found.notes),
    )
    return feed_of(request, followed, form=form, page=query.page)


@public_page
def feed_of_room(request: HttpRequest, room: str, key: str, form: str) -> HttpResponse:
    """Send on from a place, country, area or network to the feed of its practices; 404 where there is no such thing."""
    check_feed_form(form)
    name, is_known = ROOMS.get(room, ("", _unknown))
    if not is_known(key):
        raise Http404(f"{room}/{key}")
    further = request.META.get("QUERY_STRING", "")
    value = key.upper() if name == "country" else key
    asked = urlencode({name: value}) + (f"&{further}" if further else "")
    return redirect(f"{reverse('website:feed', args=[form])}?{asked}", permanent=True)


def feed_of(request: HttpRequest, followed: Followed, *, form: str, page: int) -> HttpResponse:
    """Return one page of the feed of `followed`, those that changed last first; beyond the last one, the way to it."""
    last = max(1, -(-len(followed.ids) // ENTRIES))
    if page > last:
        return redirect(followed.address(last))
    language, origin = get_language() or settings.LANGUAGE_CODE, origin_of(request)
    shown = changed_last(followed.ids, offset=(page - 1) * ENTRIES, limit=ENTRIES)
    made = Feed(
        address=origin + followed.address(1),
        home=origin + followed.home,
        title=f"{followed.title} · Convivia",
        subtitle=" ".join(filter(None, [_("New and changed practices, the newest first."), followed.remark])),
        language=language,
        publisher=settings.OPERATOR or "Convivia",
        origin=origin,
        turns=_turns(lambda number: origin + followed.address(number), page, last),
        entries=entries_of(shown, language=language, origin=origin),
    )
    response = HttpResponse(FORMATS[form](made), content_type=f"{TYPES[form]}; charset=utf-8")
    response["Last-Modified"] = http_date(made.updated.timestamp())
    return response


def _turns(at: Callable[[int], str], page: int, last: int) -> Turns:
    return Turns(
        this=at(page),
        first=at(1),
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if page < last else "",
        last=at(last),
    )


def check_feed_form(form: str) -> None:
    """Raise `Http404` for a form that feeds are not written in."""
    if form not in FORMATS:
        raise Http404(form)


def _unknown(key: str) -> bool:
    return False


def _is_country(key: str) -> bool:
    found = country_by_code(key)
    return found is not None and found.code.lower() == key


# Room of the website → the filter that it is, and what knows its keys.
ROOMS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "cities": ("city", lambda key: bool(places_by_key([key]))),
    "countries": ("country", _is_country),
    "areas": ("area", lambda key: concept_with_labels(AREAS, key) is not None),
    "networks": ("network", lambda key: network_by_key(key) is not None),
}
