"""The page of a practice."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from convivia.common.languages import interface_languages
from convivia.intake.template_files import FORMS
from convivia.practices.collection_queries import collections_of
from convivia.practices.models import Practice
from convivia.practices.queries import Card, best_text, card, practice_by_public_id
from convivia.search.alike import comparison
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import neighbours
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import concept_names
from convivia.website.alike import CityComparison, compare
from convivia.website.context import in_other_language, origin_of, page_language
from convivia.website.criteria import review_of
from convivia.website.delivery import public_page
from convivia.website.hidden import hidden_page
from convivia.website.practice_parts import (
    fact_context,
    language_versions,
    page_path,
    text_context,
    version_notice,
)
from convivia.website.reasons import similar_cards
from convivia.website.shelves import library_url, way_back
from convivia.website.version_list import newest_changes
from convivia.website.wording import title_of


@public_page
def practice_short(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send on from the permanent short address to the readable one; what stands behind it (`?from=`) is kept.

    410 for one that was withdrawn.
    """
    try:
        found = practice_by_public_id(public_id)
    except Practice.DoesNotExist:
        return hidden_page(request, public_id)
    return _send_on(request, page_path(found, page_language()))


@public_page
def practice(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show one practice, in the reader's language where there is such a text, or in the one that `?text=` names.

    404 for an id that names none, 410 for one that was withdrawn; one in the archive is shown as it was. An old or
    foreign slug is sent on. `?from=` carries the search it was opened from.
    """
    try:
        found = practice_by_public_id(public_id)
    except Practice.DoesNotExist:
        return hidden_page(request, public_id)
    language = page_language()
    canonical = page_path(found, language)
    if request.path != canonical:
        return _send_on(request, canonical)
    texts = {text.language: text for text in found.texts.all()}
    text = texts.get(request.GET.get("text", "")) or best_text(found, language)
    concepts = concept_names(language)
    short = card(found, language, concepts)
    query = SearchQuery.from_params(QueryDict(request.GET.get("from", "")))
    url = origin_of(request) + reverse("website:practice_short", args=[found.public_id])
    context = {
        **text_context(found, text, short, language),
        **fact_context(found, text, short, language, url),
        **_list_context(query, found, language),
        "compared": _compared(query, short, language),
        "versions": language_versions(found, text, canonical, way_back(query)),
        "past": newest_changes(found, language),
        "notice": version_notice(found, text, canonical, language),
        "paths": [(code, in_other_language(page_path(found, code), code)) for code in interface_languages()],
        "canonical": canonical,
        "public_id": found.public_id,
        "files": [(form.upper(), _file_url(found, form, text.language)) for form in FORMS],
        "similar": similar_cards(found.pk, language, concepts),
        "collections": [
            {"label": one.name_in(language), "url": reverse("website:collection", args=[one.key])}
            for one in collections_of(found)
        ],
        "review": review_of(found, language),
        "room": "library",
    }
    return render(request, "website/practice.html", context)


def _file_url(found: Practice, form: str, language: str) -> str:
    return f"{reverse('website:practice_file', args=[found.public_id, form])}?text={language}"


def _send_on(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(path + (f"?{query}" if query else ""), permanent=True)


def _list_context(query: SearchQuery, found: Practice, language: str) -> dict[str, Any]:
    """Return the way back to the list, and the practices before and after in it, where it is in the list."""
    try:
        before, after, position, total = neighbours(query, found.pk)
    except IndexUnavailable:
        before, after, position, total = None, None, 0, 0
    rows = Practice.objects.prefetch_related("texts").in_bulk([pk for pk in (before, after) if pk])
    turns = {name: _turn(rows.get(pk), query, language) for name, pk in (("previous", before), ("next", after)) if pk}
    page = query.on_page((position - 1) // query.page_size + 1) if position else query
    label = _("Your search") if query.is_filtered else _("All practices")
    steps = [{"label": label, "url": library_url(page)}]
    return {**turns, "position": position, "total": total, "steps": steps}


def _compared(query: SearchQuery, short: Card, language: str) -> CityComparison | None:
    """Return how the practice's city compares with the one that the reader's search names; None where it names none."""
    mine = comparison(query, language).mine
    return compare(mine, short) if mine else None


def _turn(other: Practice | None, query: SearchQuery, language: str) -> dict[str, str] | None:
    if other is None or not other.texts.all():  # the index may lag a moment behind what is withdrawn
        return None
    text = best_text(other, language)
    return {
        "title": title_of(text),
        "language": text.title_language or text.language,
        "url": page_path(other, language) + way_back(query),
    }
