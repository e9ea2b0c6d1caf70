"""What of a list can be taken along: its feeds, to follow it, and its files, to keep it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from convivia.search.query import PAGE_SIZE, SearchQuery
from convivia.website.feed_formats import ATOM, JSON


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The addresses of a list's feeds and files."""

    atom: str
    json_feed: str
    xlsx: str
    csv: str
    json: str


def take_away(query: SearchQuery) -> TakeAway:
    """Return what can be taken along of the list that `query` gives, in the active language."""
    return TakeAway(
        atom=feed_url(query, ATOM),
        json_feed=feed_url(query, JSON),
        xlsx=sheet_url(query, "xlsx"),
        csv=sheet_url(query, "csv"),
        json=sheet_url(query, "json"),
    )


def feed_url(query: SearchQuery, form: str) -> str:
    """Return the address of the feed of `query` in the active language; order and size of pages do not count."""
    return _address("feed", form, replace(query, sort="", page_size=PAGE_SIZE))


def sheet_url(query: SearchQuery, form: str) -> str:
    """Return the address of the file of all that `query` finds, in its order, in the active language."""
    return _address("sheet", form, replace(query, page=1, page_size=PAGE_SIZE))


def _address(name: str, form: str, query: SearchQuery) -> str:
    params = query.params()
    return reverse(f"website:{name}", args=[form]) + (f"?{urlencode(params)}" if params else "")
