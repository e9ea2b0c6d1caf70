"""The desk's first page: what waits for the reader, then all practices that they may see."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convivia.common.paging import pager
from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.words import PILES
from convivia.people.roles import Permission
from convivia.people.rules import held_roles, may_anywhere
from convivia.practices.desk_queries import (
    DeskRow,
    cities_at_the_desk,
    counts_by_state,
    desk_rows,
    piles,
    practices_at_the_desk,
)
from convivia.practices.workflow import State
from convivia.practices.workflow_words import say_state

PAGE_SIZE = 100
IN_A_PILE = 10
LONGEST_SEARCH, LONGEST_KEY = 100, 120


@desk_page
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Show what waits for the reader, and the practices that they may see.

    `?state=`, `?city=` (a place's key) and `?q=` (words of a title) narrow the list, `?page=` leads through it; values
    that mean nothing are left out, and said.
    """
    state, city, words = (request.GET.get(name, "").replace("\0", "") for name in ("state", "city", "q"))
    city, words = city[:LONGEST_KEY], words[:LONGEST_SEARCH].strip()
    counts = counts_by_state(request.user)
    known = state if state in list(State) else ""
    cities = cities_at_the_desk(request.user, _language())
    found = practices_at_the_desk(request.user, state=known, city=city, words=words)
    total = found.count() if city or words else _total(counts, known)
    page = _page_number(request.GET.get("page", ""), total)
    ids = list(found.values_list("pk", flat=True)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    rows = desk_rows(ids, _language())
    query = {"state": known, "city": city, "q": words}
    is_filtered = any(query.values())
    context = {
        "piles": [] if is_filtered or page > 1 else _piles(request),
        "rows": [_row(rows[pk]) for pk in ids if pk in rows],
        "total": total,
        "every": sum(counts.values()),
        "states": [(one, say_state(one), counts[one]) for one in State if one in counts],
        "cities": cities,
        "query": query,
        "is_filtered": is_filtered,
        "pager": pager(page=page, page_size=PAGE_SIZE, total=total, url=lambda number: _url(query, number)),
        "may_begin": may_anywhere(request.user, Permission.WRITE),
        "has_role": bool(held_roles(request.user)),
        "room": "home",
    }
    return render(request, "desk/home.html", context)


def _total(counts: dict[State, int], state: str) -> int:
    return counts.get(State(state), 0) if state else sum(counts.values())


def _page_number(text: str, total: int) -> int:
    last = max(1, -(-total // PAGE_SIZE))
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _url(query: dict[str, str], page: int) -> str:
    values = {key: value for key, value in {**query, "page": str(page) if page > 1 else ""}.items() if value}
    return f"?{urlencode(values)}#all" if values else "?#all"


def _piles(request: DeskRequest) -> list[dict[str, Any]]:
    return [
        {
            "key": pile.key,
            "title": PILES[pile.key],
            "count": pile.count,
            "rows": [_row(row) for row in pile.rows],
            "more": f"?{urlencode({'state': pile.rows[0].state})}#all" if pile.count > len(pile.rows) else "",
        }
        for pile in piles(request.user, _language(), at_most=IN_A_PILE)
    ]


def _row(row: DeskRow) -> dict[str, Any]:
    return {
        "url": reverse("desk:practice", args=[row.public_id]),
        "title": row.title or _("Practice without a title"),
        "language": row.language if row.title else "",
        "where": row.where or _("The library"),
        "state": say_state(row.state),
        "state_key": row.state.value,
        "is_changed": row.is_shown and row.state != State.PUBLISHED,
        "since": row.since,
        "waits": _waits(row),
        "touched_at": row.touched_at,
        "edited_by": row.edited_by,
        "publish_at": row.publish_at,
    }


def _waits(row: DeskRow) -> str:
    """Return how long a practice has been as it is, in words; "" where nobody knows."""
    if row.since is None:
        return ""
    days = (timezone.now() - row.since).days
    return ngettext("for %(count)d day", "for %(count)d days", days) % {"count": days} if days else _("since today")


def _language() -> str:
    return get_language() or "en"
