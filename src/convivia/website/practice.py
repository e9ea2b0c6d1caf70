"""The page of a practice."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import interface_languages, language_name
from convivia.practices.collection_queries import collections_of
from convivia.practices.merging_queries import stands_for
from convivia.practices.models import Practice, Text
from convivia.practices.queries import Card, best_text, card, practice_by_public_id
from convivia.practices.wording import say_period, say_state
from convivia.questionnaires.queries import section_labels
from convivia.search.alike import comparison
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import neighbours
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import concept_names
from convivia.website.accounts import answer_html, answers_of
from convivia.website.alike import CityComparison, compare
from convivia.website.citation import citation, licence, structured
from convivia.website.context import in_other_language, origin_of
from convivia.website.delivery import public_page
from convivia.website.maps import map_of
from convivia.website.reasons import similar_cards
from convivia.website.shelves import library_url, way_back
from convivia.website.wording import place_groups, place_line, title_of


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a text, ready to be shown."""

    key: str
    label: str
    html: SafeString
    is_cut: bool


@public_page
def practice_short(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send on from the permanent short address to the readable one; what stands behind it (`?from=`) is kept."""
    return _send_on(request, _path(_practice(public_id), _language()))


@public_page
def practice(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show one practice, in the reader's language where there is such a text, or in the one that `?text=` names.

    404 for an id that names none; an old or foreign slug, and the id of a merged record, is sent on. `?from=` carries
    the search it was opened from.
    """
    found = _practice(public_id)
    language = _language()
    canonical = _path(found, language)
    if request.path != canonical:
        return _send_on(request, canonical)
    texts = {text.language: text for text in found.texts.all()}
    text = texts.get(request.GET.get("text", "")) or best_text(found, language)
    concepts = concept_names(language)
    short = card(found, language, concepts)
    query = SearchQuery.from_params(QueryDict(request.GET.get("from", "")))
    url = origin_of(request) + reverse("website:practice_short", args=[found.public_id])
    context = {
        **_text_context(found, text, short, language),
        **_fact_context(found, text, short, language, url),
        **_list_context(query, found, language),
        "compared": _compared(query, short, language),
        "versions": _versions(found, text, canonical, way_back(query)),
        "notice": _version_notice(found, text, canonical, language),
        "paths": [(code, in_other_language(_path(found, code), code)) for code in interface_languages()],
        "canonical": canonical,
        "public_id": found.public_id,
        "similar": similar_cards(found.pk, language, concepts),
        "collections": [
            {"label": one.name_in(language), "url": reverse("website:collection", args=[one.key])}
            for one in collections_of(found)
        ],
        "room": "library",
    }
    return render(request, "website/practice.html", context)


def _send_on(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(path + (f"?{query}" if query else ""), permanent=True)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _practice(public_id: str) -> Practice:
    """Return the practice, or the one that a merged record stands for: its own address is another then."""
    try:
        return practice_by_public_id(public_id)
    except Practice.DoesNotExist as missing:
        if kept := stands_for(public_id):
            return practice_by_public_id(kept)
        raise Http404(public_id) from missing


def _path(found: Practice, language: str) -> str:
    return reverse("website:practice", args=[found.public_id, best_text(found, language).slug])


def _text_context(found: Practice, text: Text, short: Card, language: str) -> dict[str, Any]:
    """Return what is told: title, summary and sections in the shown version."""
    return {
        "text": text,
        "title": title_of(text),
        "title_language": text.title_language or text.language,
        "title_is_ours": not text.title,
        "sections": _sections(text, language),
        "source_url": text.source_url or found.source_url,
        "areas": short.areas,
        "place_groups": place_groups(short.places),
    }


def _sections(text: Text, language: str) -> list[SectionView]:
    """Return the answered sections in the order of the template; answers to what it does not ask come last."""
    return [
        SectionView(answer.key, answer.label, answer_html(answer.text), answer.is_cut)
        for answer in answers_of(text, section_labels(language))
    ]


def _fact_context(found: Practice, text: Text, short: Card, language: str, url: str) -> dict[str, Any]:
    """Return what is known of the practice whatever the version: period, place, source, licence, how to cite."""
    words = say_period(found.period, language)
    source_url = text.source_url or found.source_url
    links = [link.place for link in found.place_links.all()]
    return {
        "period_words": words,
        "facts": _facts(found, short, source_url, words, language),
        "locator": map_of(links),
        "locator_caption": place_line(short.places),
        "citation": citation(
            text=text, source=found.source, source_url=source_url, places=short.places, period=words, url=url
        ),
        "structured": structured(
            practice=found,
            text=text,
            source_url=source_url,
            places=short.places,
            areas=[area.label for area in short.areas],
            url=url,
        ),
    }


def _facts(found: Practice, short: Card, source_url: str, words: str, language: str) -> list[dict[str, Any]]:
    printed = found.period_text.strip()
    confirmed = found.last_confirmed
    principles = [
        {
            "label": _("Principle"),
            "value": principle.label,
            "url": library_url(SearchQuery(principles=(principle.key,))),
        }
        for principle in short.principles
    ]
    name, address = licence(found.licence)
    rows: list[dict[str, Any]] = [
        {"label": _("Period"), "value": capfirst(words) or _("Not known")},
        {
            "label": _("As printed"),
            "value": printed if printed.casefold() != words.casefold() else "",
            "language": next((one.language for one in found.texts.all() if one.origin == Text.Origin.ORIGINAL), ""),
        },
        {"label": _("Status"), "value": capfirst(say_state(found.period, language))},
        *principles,
        {"label": _("Source"), "value": found.source or source_url, "url": source_url},
        {"label": _("Licence of this text"), "value": name, "url": address},
        {
            "label": _("Last confirmed"),
            "value": date_format(confirmed, "F Y") if confirmed else _("Not yet confirmed by the city"),
        },
        {"label": _("In this library since"), "value": date_format(found.created_at.date(), "F Y")},
    ]
    return [row for row in rows if row["value"]]


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
        "url": _path(other, language) + way_back(query),
    }


def _versions(found: Practice, shown: Text, path: str, back: str) -> list[dict[str, Any]]:
    """Return the language versions, each with what it is and its address."""
    origins = {
        Text.Origin.ORIGINAL: _("as first written"),
        Text.Origin.TRANSLATION: _("translation"),
        Text.Origin.MACHINE: _("translated by machine"),
    }
    return [
        {
            "code": text.language,
            "name": language_name(text.language, text.language),
            "note": origins[Text.Origin(text.origin)],
            "is_shown": text == shown,
            "url": f"{path}?{urlencode({'text': text.language})}{back.replace('?', '&', 1)}",
        }
        for text in found.texts.all()
    ]


def _version_notice(found: Practice, shown: Text, path: str, language: str) -> dict[str, str] | None:
    """Return the note that says which version is shown, where it is not simply the reader's own."""
    if shown.language == language:
        if shown.origin != Text.Origin.MACHINE:
            return None
        return {"text": _("This text was translated by machine. Nobody has checked it yet.")}
    name, own = language_name(shown.language, language), language_name(language, language)
    text = _("You are reading this practice in %(language)s.") % {"language": name}
    if any(other.language == language for other in found.texts.all()):
        return {"text": text, "url": path, "label": _("Read it in %(language)s") % {"language": own}}
    return {"text": text, "more": _("There is no version in %(language)s yet.") % {"language": own}}
