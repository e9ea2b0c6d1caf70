"""The page that sets practices side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from convivia.practices.merging_queries import leads_of
from convivia.practices.queries import Card, cards, practices_in_full, readable_ids
from convivia.questionnaires.queries import section_labels
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import search
from convivia.search.query import MAX_QUERY, SearchQuery
from convivia.website.accounts import Account, accounts
from convivia.website.briefs.answers import check_form, file_answer
from convivia.website.briefs.making import Gathering, make_brief
from convivia.website.comparison import compare as side_by_side
from convivia.website.context import origin_of
from convivia.website.delivery import public_page
from convivia.website.selection import Selection, id_query, read_selection, say_troubles

FEWEST, MOST = 2, 5
# Practices that did not fit in and are named all the same.
MOST_BEYOND = 20
# Practices that are offered for the next column.
OFFERED = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One practice of the comparison, with the addresses of what can be done to it; "" where it cannot."""

    account: Account
    remove: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A practice that can be added, and the comparison with it."""

    card: Card
    add: str


def selected(request: HttpRequest, *, most: int) -> Selection:
    """Return the choice of readable practices that the address of `request` makes; merged records lead to others."""
    asked = read_selection(request.GET.getlist("id"), most=most)
    ids = [*asked.ids, *asked.beyond]
    found = set(readable_ids(ids)) if ids else set()
    missing = [one for one in ids if one not in found]
    if missing and (leads := leads_of(missing)):
        asked = asked.led(leads)
        found |= set(readable_ids(leads.values()))
    return asked.known(found)


def told_in_full(ids: Sequence[str], labels: Mapping[str, str], language: str) -> list[Account]:
    """Return the practices `ids` told for a reader of `language`, in that order; `labels` are those of the template."""
    return accounts(practices_in_full(ids), labels, language) if ids else []


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to five practices side by side (`?id=…&id=…`, in that order); with fewer, a page that helps to add more.

    Ids that name nothing, stand twice or are too many are said. `?q=` looks for practices to add.
    """
    language = get_language() or settings.LANGUAGE_CODE
    selection, labels = selected(request, most=MOST), section_labels(language)
    told = told_in_full(selection.ids, labels, language)
    words = request.GET.get("q", "").strip()[:MAX_QUERY]
    context = {
        "columns": _columns(selection, told),
        "comparison": side_by_side(told, labels) if len(told) >= FEWEST else None,
        "selection": selection,
        "troubles": say_troubles(selection),
        "beyond": _beyond(selection, language),
        "most": MOST,
        "words": words,
        "offers": _offers(selection, told, words, language) if len(told) < MOST else [],
        "brief": reverse("website:compare_brief", args=["pdf"]).removesuffix("pdf"),
        "kept": [("id", one) for one in selection.ids],
        "query": id_query(selection.ids),
        "canonical_query": id_query(selection.ids),
        "room": "compare",
        "steps": [{"label": _("Practices"), "url": reverse("website:library")}],
    }
    return render(request, "website/compare.html", context)


@public_page
def compare_brief(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the comparison as a brief: PDF, DOCX or Markdown; 404 for other forms.

    Where the address names no practice, the page of the comparison says why.
    """
    check_form(form)
    language = get_language() or settings.LANGUAGE_CODE
    selection, labels = selected(request, most=MOST), section_labels(language)
    told = told_in_full(selection.ids, labels, language)
    if not told:
        return redirect(reverse("website:compare") + id_query(request.GET.getlist("id")[:MOST]))
    troubles = say_troubles(selection)
    if selection.beyond:
        text = _("No more than %(most)d practices fit side by side. Left out: %(ids)s")
        troubles.append(text % {"most": MOST, "ids": ", ".join(selection.beyond)})
    count = len(told)
    title = ngettext("%(count)d practice side by side", "%(count)d practices side by side", count)
    gathering = Gathering(
        title=title % {"count": count},
        about=[_("Practices that a reader of the library chose and set side by side.")],
        url=origin_of(request) + compare_url(selection.ids),
        origin=origin_of(request),
        troubles=troubles,
    )
    comparison = side_by_side(told, labels) if count >= FEWEST else None
    made = timezone.now().date()
    return file_answer(make_brief(gathering, told, language=language, made=made, comparison=comparison), form)


def _columns(selection: Selection, told: list[Account]) -> list[Column]:
    last = len(told) - 1
    rows = []
    for position, account in enumerate(told):
        public_id = account.card.public_id
        rows.append(
            Column(
                account,
                remove=compare_url(selection.without(public_id)),
                earlier=compare_url(selection.moved(public_id, -1)) if position else "",
                later=compare_url(selection.moved(public_id, 1)) if position < last else "",
            )
        )
    return rows


def compare_url(ids: tuple[str, ...]) -> str:
    """Return the address of the comparison of `ids` in the active language."""
    return reverse("website:compare") + id_query(ids)


def _beyond(selection: Selection, language: str) -> list[Card]:
    """Return the practices that were asked for and do not fit in."""
    found = readable_ids(selection.beyond[:MOST_BEYOND]) if selection.beyond else {}
    return cards([found[one] for one in selection.beyond if one in found], language) if found else []


def _offers(selection: Selection, told: list[Account], words: str, language: str) -> list[Offer]:
    """Return practices to add: those that `words` find, else those that share an area with one that is there."""
    areas = tuple(dict.fromkeys(area.key for account in told for area in account.card.areas))
    if not words and not areas:
        return []
    query = SearchQuery(q=words, areas=() if words else areas, page_size=OFFERED + MOST)
    try:
        found = search(query, facets=()).ids
    except IndexUnavailable:
        return []
    there = set(selection.ids)
    fresh = [card for card in cards(found, language) if card.public_id not in there]
    return [Offer(card, compare_url((*selection.ids, card.public_id))) for card in fresh[:OFFERED]]
