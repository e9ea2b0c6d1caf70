"""A shelf: the practices of a city, a country, an area or a network, as the search finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.translation import get_language, override

from convivia.practices.queries import Card, cards
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import search
from convivia.search.query import FACETS, SearchQuery
from convivia.website.take_away import TakeAway, take_away


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest practices of a shelf, how many there are, the address of all, the query string that leads back;
    `take` is what can be taken along."""

    cards: tuple[Card, ...]
    total: int
    all_url: str
    back: str
    take: TakeAway
    is_unavailable: bool = False


@lru_cache(maxsize=64)
def _path(name: str, language: str) -> str:
    with override(language):
        return reverse(f"website:{name}")


@dataclass(frozen=True, slots=True)
class Room:
    """A page that shows what a search finds: as a list, a map, a timeline. All share the query string of the search.

    `kept` is what the page's own state adds to it (which part of the map is seen).
    """

    name: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The address of the page in the active language, without a query string."""
        return _path(self.name, get_language() or "en")

    def url(self, query: SearchQuery) -> str:
        """Return the address of the page in the state `query`, in the active language."""
        params = [*query.params(), *self.kept]
        return self.path + (f"?{urlencode(params)}" if params else "")


LIST = Room("library")


def library_url(query: SearchQuery) -> str:
    """Return the address of the library page in the state `query`, in the active language."""
    return LIST.url(query)


def toggle_urls(query: SearchQuery, facet: str, room: Room = LIST) -> Callable[[str], str]:
    """Return what makes the address of `query.toggled(facet, value)` in `room` from a value.

    A list page has some 160 of them. Where nothing is selected of the facet, they differ in the value alone: the parts
    before and behind it are made once.
    """
    if query.selected(facet):
        return lambda value: room.url(query.toggled(facet, value))
    pairs, earlier = query.on_page(1).params(), ("q", *takewhile(lambda name: name != facet, FACETS))
    before = urlencode([*(pair for pair in pairs if pair[0] in earlier), (facet, "")])
    behind = urlencode([*(pair for pair in pairs if pair[0] not in earlier), *room.kept])
    start, end = f"{room.path}?{before}", f"&{behind}" if behind else ""
    return lambda value: f"{start}{quote_plus(value)}{end}"


def way_back(query: SearchQuery) -> str:
    """Return the query string that tells a practice's page which list it was opened from ("" for the whole library)."""
    params = [pair for pair in query.params() if pair[0] not in {"page", "page_size"}]
    return "?" + urlencode({"from": urlencode(params)}) if params else ""


def shelf(query: SearchQuery, language: str) -> Shelf:
    """Return the shelf that `query` finds, for a reader of `language`; an empty one where the index cannot be read."""
    url, back, take = library_url(query), way_back(query), take_away(query)
    try:
        results = search(query, facets=())
    except IndexUnavailable:
        return Shelf((), 0, url, back, take, is_unavailable=True)
    return Shelf(tuple(cards(results.ids, language)), results.total, url, back, take)


def counts(facet: str) -> dict[str, int]:
    """Return how many practices each value of `facet` has in the whole library; nothing without a readable index."""
    try:
        results = search(SearchQuery(page_size=1), facets=(facet,))
    except IndexUnavailable:
        return {}
    return {value.value: value.count for value in results.facets.get(facet, [])}
