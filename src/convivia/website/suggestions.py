"""Suggestions while typing: the fragment that the search field shows beneath it, and where each suggestion leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from convivia.places.countries import country_name
from convivia.practices.place_lines import place_line
from convivia.search.engines.port import IndexUnavailable
from convivia.search.query import SearchQuery
from convivia.search.suggestions import AREAS, PLACES, TITLES, WORDS, Shown, Suggestion, suggest
from convivia.search.typed import MAX_TYPED
from convivia.website.delivery import public_page
from convivia.website.shelves import library_url
from convivia.website.wording import plain_number

GROUPS = (
    (AREAS, gettext_lazy("Themes")),
    (PLACES, gettext_lazy("Places")),
    (TITLES, gettext_lazy("Practices")),
    (WORDS, gettext_lazy("Words")),
)


@dataclass(frozen=True, slots=True)
class Option:
    """A suggestion as it is shown: `words` are what a search for it asks for, "" where it leads elsewhere."""

    url: str
    name: Shown
    through: Shown | None
    more: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions of one kind under their heading."""

    heading: str
    options: tuple[Option, ...]


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the fragment of suggestions for `q`; nothing for nothing. Raise `BadRequest` if it is too long."""
    text = request.GET.get("q", "")
    if len(text) > MAX_TYPED:
        raise BadRequest(f"Suggestions are made for at most {MAX_TYPED} characters.")
    try:
        found = suggest(text)
    except IndexUnavailable:
        found = []  # the search itself says so
    html = render_to_string("components/suggestions.html", suggestions_context(found)) if text.strip() else ""
    return HttpResponse(html, headers={"X-Robots-Tag": "noindex"})


def suggestions_context(found: Iterable[Suggestion], prefix: str = "suggestion") -> dict[str, Any]:
    """Return what the fragment shows of suggestions; the ids in it begin with `prefix`."""
    groups = tuple(_groups(list(found)))
    return {"prefix": prefix, "groups": groups, "news": _news(sum(len(group.options) for group in groups))}


def _groups(found: list[Suggestion]) -> Iterator[Group]:
    for kinds, heading in GROUPS:
        if options := tuple(_option(one) for one in found if one.kind in kinds):
            yield Group(str(heading), options)


def _option(suggestion: Suggestion) -> Option:
    kind, value = suggestion.kind, suggestion.value
    if kind in TITLES:
        url = reverse("website:practice", args=[value, suggestion.slug])
        return Option(url, suggestion.name, suggestion.through, place_line(suggestion.places))
    if kind in WORDS:
        return Option(library_url(SearchQuery(q=value)), suggestion.name, None, "", words=value)
    url = library_url(SearchQuery().toggled(kind, value))
    return Option(url, suggestion.name, suggestion.through, _place_and_count(suggestion))


def _place_and_count(suggestion: Suggestion) -> str:
    count = ngettext("%(number)s practice", "%(number)s practices", suggestion.count)
    country = country_name(suggestion.country, get_language() or "en") if suggestion.country else ""
    return " · ".join(filter(None, [country, count % {"number": plain_number(suggestion.count)}]))


def _news(count: int) -> str:
    if not count:
        return _("No suggestions.")
    said = ngettext("%(number)s suggestion.", "%(number)s suggestions.", count) % {"number": plain_number(count)}
    how = _("The arrow keys lead through them.")  # by itself: messages are not gathered from within an f-string
    return f"{said} {how}"
