"""What programs that visit the site want to know: robots.txt and the site maps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from convivia.common.languages import interface_languages
from convivia.practices.collection_queries import published_collections
from convivia.practices.models import Practice, Text
from convivia.practices.queries import best_text, places_with_practices
from convivia.vocabularies.models import Concept
from convivia.vocabularies.queries import AREAS
from convivia.website.context import in_other_language, origin_of
from convivia.website.delivery import public_page

# Practices in one map; each has an entry for every language.
A_MAP = 2000
PAGES = (
    "library",
    "map",
    "timeline",
    "areas",
    "cities",
    "countries",
    "networks",
    "collections",
    "model",
    "template",
    "about",
    "accessibility",
    "help",
    "privacy",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in all languages: pairs of language and path; the first is that of the default language."""

    paths: tuple[tuple[str, str], ...]
    changed: date | None = None


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Say where crawlers need not go: states of the search, and files of it, say nothing that the practices do not."""
    lines = [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /*/practices.",
        "Disallow: /admin/",
        "",
        f"Sitemap: {origin_of(request)}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the site maps: one of the pages, and as many of practices as are needed."""
    count = -(-_readable().count() // A_MAP)
    addresses = [reverse("sitemap-pages"), *(reverse("sitemap-practices", args=[n]) for n in range(1, count + 1))]
    return _xml(request, "sitemap_index.xml", {"addresses": addresses})


@public_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List all pages but those of practices."""
    return _xml(request, "sitemap.xml", {"entries": list(_page_entries())})


@public_page
def sitemap_practices(request: HttpRequest, number: int) -> HttpResponse:
    """List the pages of practices, `A_MAP` at a time; 404 beyond the last."""
    start = (number - 1) * A_MAP
    practices = list(_readable().prefetch_related("texts").order_by("pk")[start : start + A_MAP]) if number else []
    if not practices:
        raise Http404(str(number))
    return _xml(request, "sitemap.xml", {"entries": list(_practice_entries(practices))})


def _readable() -> QuerySet[Practice]:
    """Return the practices that have a page: those with a text."""
    return Practice.objects.filter(Exists(Text.objects.filter(practice=OuterRef("pk"))))


def _page_entries() -> Iterator[Entry]:
    with override(settings.LANGUAGE_CODE):
        places = list(places_with_practices())
        areas = Concept.objects.filter(scheme__key=AREAS).order_by("position")
        paths = [reverse(f"website:{name}") for name in PAGES]
        paths += [reverse("website:area", args=[area.key]) for area in areas]
        paths += [reverse("website:collection", args=[one.key]) for one in published_collections()]
        paths += [reverse("website:country", args=[code]) for code in sorted({p.country_id.lower() for p in places})]
        paths += [reverse("website:city", args=[place.key]) for place in places]
    for path in paths:
        yield Entry(tuple((code, in_other_language(path, code)) for code in interface_languages()))


def _practice_entries(practices: Iterable[Practice]) -> Iterator[Entry]:
    for practice in practices:
        slugs = {code: best_text(practice, code).slug for code in interface_languages()}
        paths = tuple((code, f"/{code}/practices/{practice.public_id}/{slug}/") for code, slug in slugs.items())
        yield Entry(paths, practice.updated_at.date())


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    context = {**context, "origin": origin_of(request)}
    return render(request, f"website/{template}", context, content_type="application/xml; charset=utf-8")
