"""The page on what is wrong with the library: how much of each, and each as a list to work down."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convivia.common.characters import carried, guarded
from convivia.desk.access import DeskRequest, desk_page, require
from convivia.people.roles import Permission
from convivia.people.rules import may_anywhere
from convivia.practices.defect_words import DefectWords, say_defect
from convivia.practices.defects import DEFECTS, counted, having
from convivia.practices.link_words import say_dead
from convivia.practices.links import DeadLink, dead_links_by_practice
from convivia.practices.queries import Card, cards
from convivia.practices.rules import practices_within
from convivia.practices.wording import say_period

ON_A_PAGE: Final = 50
ROWS_AT_ONCE: Final = 200
NO_LINKS: Final[Mapping[int, Sequence[DeadLink]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Defect:
    """One line of the overview."""

    words: DefectWords
    count: int
    share: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A practice in a list to work down: `repair_url` leads to where it is mended, `page_url` to what readers see."""

    card: Card
    title: str
    place: str
    period: str
    repair_url: str
    page_url: str
    dead_links: tuple[tuple[str, str], ...] = ()  # address and what came of it


@desk_page
@require_safe
def quality(request: DeskRequest) -> HttpResponse:
    """Show how many practices have each defect, within the reader's reach: the most frequent first."""
    require(request, Permission.SEE_DEFECTS)
    told = counted(practices_within(request.user, Permission.SEE_DEFECTS))
    lines = [
        Defect(say_defect(key), count, round(100 * count / told.total), reverse("desk:defect", args=[key]))
        for key in DEFECTS
        if (count := told.by_defect[key])
    ]
    context = {
        "defects": sorted(lines, key=lambda line: -line.count),
        "clean": [say_defect(key).name for key in DEFECTS if not told.by_defect[key]],
        "told": told,
        "room": "quality",
    }
    return render(request, "desk/quality.html", context)


@desk_page
@require_safe
def defect(request: DeskRequest, key: str) -> HttpResponse:
    """List the practices in reach that have a defect, the newest first; 404 for a defect that nobody knows."""
    ids = _ids(request, key)
    page = Paginator(ids, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": say_defect(key),
        "rows": _rows(list(page.object_list), _dead(key)),
        "page": page,
        "csv_url": reverse("desk:defect_csv", args=[key]),
        "doubles_url": _doubles_url(request) if key == "doubled" else "",
        "room": "quality",
    }
    return render(request, "desk/defect.html", context)


@desk_page
@require_safe
def defect_csv(request: DeskRequest, key: str) -> HttpResponse:
    """Give such a list, whole, as a table of commas; no cell can be taken for a formula."""
    ids = _ids(request, key)
    table = b"".join(_csv(ids, request.build_absolute_uri("/"), _dead(key)))
    answer = HttpResponse(table, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="convivia-{key}.csv"'
    return answer


def _ids(request: DeskRequest, key: str) -> list[int]:
    require(request, Permission.SEE_DEFECTS)
    if key not in DEFECTS:
        raise Http404(key)
    return having(key, practices_within(request.user, Permission.SEE_DEFECTS))


def _rows(ids: list[int], dead: Mapping[int, Sequence[DeadLink]] = NO_LINKS) -> list[Row]:
    """Return the practices `ids` as rows, in that order, with their dead links; a fixed number of queries."""
    language = get_language() or "en"
    return [_row(card, language, dead.get(card.id, ())) for card in cards(ids, language)]


def _row(card: Card, language: str, dead: Sequence[DeadLink]) -> Row:
    return Row(
        card=card,
        title=card.title or _("Practice without a title"),
        place=", ".join(place.name or place.country for place in card.places),
        period=say_period(card.period, language),
        repair_url=reverse("desk:practice", args=[card.public_id]),
        page_url=reverse("website:practice", args=[card.public_id, card.slug]),
        dead_links=tuple((link.address, say_dead(link)) for link in dead),
    )


def _dead(key: str) -> Mapping[int, Sequence[DeadLink]]:
    """Return the dead links of all practices, for the list that is about them."""
    return dead_links_by_practice() if key == "dead-link" else NO_LINKS


def _doubles_url(request: DeskRequest) -> str:
    """Return where doubles are made one, for who may."""
    return reverse("desk:doubles") if may_anywhere(request.user, Permission.MERGE) else ""


def _csv(ids: list[int], origin: str, dead: Mapping[int, Sequence[DeadLink]]) -> Iterator[bytes]:
    """Yield the table part by part; dead links have a column of their own where there are any."""
    further = [_("Dead links")] if dead else []
    yield _lines([[_("Practice"), _("Title"), _("Place"), _("Period"), _("Address"), *further]], begins=True)
    for start in range(0, len(ids), ROWS_AT_ONCE):
        rows = _rows(ids[start : start + ROWS_AT_ONCE], dead)
        yield _lines([_cells(row, origin.rstrip("/"), has_dead=bool(dead)) for row in rows])


def _cells(row: Row, address: str, *, has_dead: bool) -> list[str]:
    dead = [" ".join(link for link, _said in row.dead_links)] if has_dead else []
    return [row.card.public_id, row.title, row.place, row.period, address + row.page_url, *dead]


def _lines(rows: list[list[str]], *, begins: bool = False) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([guarded(carried(cell)) for cell in row] for row in rows)
    return (("\ufeff" if begins else "") + file.getvalue()).encode()
