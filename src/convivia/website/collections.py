"""Collections: those of the editors, which cut across areas, and a reader's own, which stand in an address alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from convivia.practices.collection_queries import member_ids, published_collection, published_collections
from convivia.practices.models import Collection
from convivia.practices.queries import Card, cards, readable_ids
from convivia.questionnaires.queries import section_labels
from convivia.search.query import SearchQuery
from convivia.website.briefs.answers import check_form, file_answer
from convivia.website.briefs.brief import printable
from convivia.website.briefs.making import Gathering, make_brief
from convivia.website.compare import MOST as MOST_SIDE_BY_SIDE
from convivia.website.compare import compare_url, selected, told_in_full
from convivia.website.context import origin_of
from convivia.website.delivery import public_page
from convivia.website.feeds import Followed, check_feed_form, feed_of
from convivia.website.selection import id_query, say_troubles
from convivia.website.whole_list import say_notes

MOST = 50
MOST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Gathered:
    """A practice of a collection, and the address of the collection without it ("" where a reader cannot change it)."""

    card: Card
    remove: str = ""


@public_page
def collections(request: HttpRequest) -> HttpResponse:
    """Show the collections of the editors."""
    language = _language()
    rows = [
        {
            "key": one.key,
            "name": one.name_in(language),
            "description": one.description_in(language),
            "language": _language_of(one.names, language),
            "count": one.practice_count,
        }
        for one in published_collections()
    ]
    return render(request, "website/collections.html", {"collections": rows, "room": "collections"})


@public_page
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """Show a collection of the editors; 404 for a key that names none which readers see."""
    found, language = _collection(key), _language()
    ids = member_ids(found)
    address = reverse("website:collection", args=[key])
    context = {
        **_cards_context([Gathered(card) for card in _cards(ids, language)]),
        "title": found.name_in(language),
        "title_language": _language_of(found.names, language),
        "description": found.description_in(language),
        "description_language": _language_of(found.descriptions, language),
        "brief": f"{address}brief.",
        "query": "",
        "feed": f"{address}feed.",
        "steps": [{"label": _("Collections"), "url": reverse("website:collections")}],
    }
    return render(request, "website/collection.html", context)


@public_page
def own_collection(request: HttpRequest) -> HttpResponse:
    """Show the practices that the address gathers (`?id=…`, at most `MOST`), under the `title` that it gives.

    Nothing is stored: the address is the collection. What of it was not taken is said.
    """
    language = _language()
    selection, title, troubles = _own(request)
    rows = [
        Gathered(card, _own_url([one for one in selection.ids if one != card.public_id], title))
        for card in _cards(selection.ids, language)
    ]
    context = {
        **_cards_context(rows),
        "title": title or _own_name(len(rows)),
        "own_title": title,
        "is_own": True,
        "most_title": MOST_TITLE,
        "troubles": troubles,
        "selection": selection,
        "brief": reverse("website:own_collection_brief", args=["pdf"]).removesuffix("pdf"),
        "query": id_query(selection.ids, title=title),
        "canonical_query": id_query(selection.ids, title=title),
        "steps": [{"label": _("Practices"), "url": reverse("website:library")}],
    }
    return render(request, "website/collection.html", context)


@public_page
def collection_brief(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Hand out a collection of the editors as a brief: PDF, DOCX or Markdown; 404 for other forms, or without one."""
    check_form(form)
    found, language = _collection(key), _language()
    about = [found.description_in(language), _("A collection that the editors of the library made.")]
    address = origin_of(request) + reverse("website:collection", args=[key])
    name = (found.name_in(language), _language_of(found.names, language))
    return _brief(request, form, member_ids(found)[:MOST], name=name, about=about, url=address)


@public_page
def own_collection_brief(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out a reader's collection as a brief; where the address names no practice, its page says why."""
    check_form(form)
    selection, title, troubles = _own(request)
    if not selection.ids:
        return redirect(reverse("website:own_collection") + id_query(request.GET.getlist("id")[:MOST]))
    name = (title or _own_name(len(selection.ids)), "")
    about = [_("A collection that a reader of the library made.")]
    address = origin_of(request) + _own_url(selection.ids, title)
    return _brief(request, form, selection.ids, name=name, about=about, url=address, troubles=troubles)


@public_page
def collection_feed(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Give the feed of a collection of the editors, as "atom" or "json"; 404 for other forms, or without one."""
    check_feed_form(form)
    found = _collection(key)
    ids = list(readable_ids(member_ids(found)).values())
    followed = Followed(
        ids=ids,
        title=found.name_in(_language()),
        home=reverse("website:collection", args=[key]),
        address=lambda page: _feed_address(key, form, page),
    )
    asked = SearchQuery.from_params(request.GET)
    notes = [note for note in asked.notes if note.name == "page"]
    return feed_of(request, replace(followed, remark=say_notes(notes)), form=form, page=asked.page)


def _feed_address(key: str, form: str, page: int) -> str:
    return f"{reverse('website:collection', args=[key])}feed.{form}" + (f"?page={page}" if page > 1 else "")


def _brief(
    request: HttpRequest,
    form: str,
    ids: Sequence[str],
    *,
    name: tuple[str, str],
    about: Sequence[str],
    url: str,
    troubles: Sequence[str] = (),
) -> HttpResponse:
    language = _language()
    told = told_in_full(ids, section_labels(language), language)
    title, title_language = name
    gathering = Gathering(
        title=title,
        title_language="" if title_language == language else title_language,
        about=about,
        url=url,
        origin=origin_of(request),
        troubles=troubles,
    )
    return file_answer(make_brief(gathering, told, language=language, made=timezone.now().date()), form)


def _own(request: HttpRequest) -> tuple[Any, str, list[str]]:
    """Return the choice that an address makes, its title, and what of the address was not taken, in words."""
    selection = selected(request, most=MOST)
    troubles = say_troubles(selection)
    if selection.beyond:
        text = _("A collection holds %(most)d practices. Left out: %(ids)s")
        troubles.append(text % {"most": MOST, "ids": ", ".join(selection.beyond)})
    given = printable(request.GET.get("title", "")[: MOST_TITLE * 20])
    if len(given) > MOST_TITLE:
        troubles.append(_("The title is longer than %(most)d letters. It was cut.") % {"most": MOST_TITLE})
    return selection, given[:MOST_TITLE].strip(), troubles


def _own_url(ids: Sequence[str], title: str) -> str:
    return reverse("website:own_collection") + id_query(ids, title=title)


def _own_name(count: int) -> str:
    if not count:
        return _("A collection of your own")
    name = ngettext("Collection of %(count)d practice", "Collection of %(count)d practices", count)
    return name % {"count": count}


def _cards_context(rows: Sequence[Gathered]) -> dict[str, Any]:
    ids = tuple(row.card.public_id for row in rows)
    fits = 1 < len(ids) <= MOST_SIDE_BY_SIDE
    return {"rows": rows, "ids": ids, "compare": compare_url(ids) if fits else "", "room": "collections"}


def _cards(ids: Sequence[str], language: str) -> list[Card]:
    found = readable_ids(ids) if ids else {}
    return cards([found[one] for one in ids if one in found], language) if found else []


def _collection(key: str) -> Collection:
    found = published_collection(key)
    if found is None:
        raise Http404(key)
    return found


def _language_of(words: dict[str, str], language: str) -> str:
    """Return the language of the words that a reader of `language` is shown."""
    return language if words.get(language) else "en" if words.get("en") else next(iter(words), "")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
