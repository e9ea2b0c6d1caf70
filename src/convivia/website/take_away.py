"""What of a list can be taken along: its feeds, to follow it, and its files, to keep it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from convivia.search.query import PAGE_SIZE, SearchQuery
from convivia.website.feed_formats import ATOM, JSON


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The addresses of a list's feeds."""

    atom: str
    json_feed: str


def take_away(query: SearchQuery) -> TakeAway:
    """Return what can be taken along of the list that `query` gives, in the active language."""
    return TakeAway(atom=feed_url(query, ATOM), json_feed=feed_url(query, JSON))


def feed_url(query: SearchQuery, form: str) -> str:
    """Return the address of the feed of `query` in the active language; order and size of pages do not count."""
    params = replace(query, sort="", page_size=PAGE_SIZE).params()
    return reverse("website:feed", args=[form]) + (f"?{urlencode(params)}" if params else "")
