"""The review desk: what waits for whom, and for how long; and the criteria with how alike readers understand them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convivia.common.languages import in_language
from convivia.common.paging import pager
from convivia.desk.access import DeskRequest, desk_page, require
from convivia.people.roles import Permission
from convivia.people.rules import may_anywhere
from convivia.reviews.models import WAITING, Assignment, CriteriaEdition
from convivia.reviews.openness import Calibration, calibration
from convivia.reviews.queries import newest_criteria
from convivia.reviews.waiting import Waiting, WaitsFor, own_assignments, turnaround, waiting, with_titles
from convivia.reviews.wording import STATES, WAITS, say_days

PAGE = 100


@require_safe
@desk_page
def reviews(request: DeskRequest) -> HttpResponse:
    """Show what waits: for a reviewer what they were asked to read, for editors every review; `?waits=` narrows it."""
    assigns = may_anywhere(request.user, Permission.ASSIGN)
    if not assigns and not may_anywhere(request.user, Permission.REVIEW):
        raise PermissionDenied
    language = get_language() or "en"
    own = list(own_assignments(request.user))
    context = {
        "own": [_own_row(one, language) for one in own if one.state in WAITING],
        "finished": [_own_row(one, language) for one in own if one.state not in WAITING],
        "reviews_here": may_anywhere(request.user, Permission.REVIEW),
        "assigns": assigns,
        "room": "reviews",
        **(_editors_list(request, language) if assigns else {}),
    }
    return render(request, "desk/reviews/reviews.html", context)


@require_safe
@desk_page
def criteria(request: DeskRequest) -> HttpResponse:
    """Show how alike readers scored each criterion in closed rounds, and how long reviews take. For editors."""
    require(request, Permission.ASSIGN)
    try:
        edition = newest_criteria()
    except CriteriaEdition.DoesNotExist as missing:
        raise Http404 from missing
    language = get_language() or "en"
    rows = calibration(list(edition.criteria.all()))
    heads = [_("Criterion"), _("Pairs of readers"), _("The same"), _("Mean difference"), _("Weighted kappa")]
    context = {
        "edition": edition,
        "heads": [{"label": head, "is_number": number > 0} for number, head in enumerate(heads)],
        "rows": [_calibration_row(row, heads, language) for row in rows],
        "has_pairs": any(row.pairs for row in rows),
        **_turnaround_words(),
        "room": "reviews",
    }
    return render(request, "desk/reviews/criteria.html", context)


def _editors_list(request: DeskRequest, language: str) -> dict[str, Any]:
    every = waiting(request.user)
    chosen = request.GET.get("waits", "")
    narrowed = [row for row in every if row.waits_for == chosen] if chosen in set(WaitsFor) else every
    last = max(1, -(-len(narrowed) // PAGE))
    page = min(max(1, _number(request.GET.get("page", ""))), last)
    shown = with_titles(narrowed[(page - 1) * PAGE : page * PAGE], language)
    return {
        "rows": [_row(row) for row in shown],
        "filters": _filters(every, chosen),
        "is_narrowed": narrowed is not every,
        "pager": pager(page=page, page_size=PAGE, total=len(narrowed), url=lambda number: _url(chosen, number)),
        "late": sum(row.is_late for row in every),
        **_turnaround_words(),
    }


def _filters(every: list[Waiting], chosen: str) -> list[dict[str, Any]]:
    counts = {one: sum(row.waits_for == one for row in every) for one in WaitsFor}
    everything = {"label": _("Everything"), "count": len(every), "url": _url("", 1), "is_current": chosen not in counts}
    return [
        everything,
        *(
            {"label": WAITS[one], "count": count, "url": _url(one, 1), "is_current": chosen == one}
            for one, count in counts.items()
        ),
    ]


def _row(row: Waiting) -> dict[str, Any]:
    """Return a practice that waits, with what is done with it next and where."""
    url = reverse("desk:round", args=[row.round_id]) if row.round_id else reverse("desk:assign", args=[row.public_id])
    return {
        "title": row.title or row.public_id,
        "city": row.city,
        "url": url,
        "waits_for": WAITS[row.waits_for],
        "is_ours": row.waits_for != WaitsFor.JUDGEMENTS,
        "readers": [
            {"name": one.name, "state": STATES[one.state], "is_late": one.is_late, "due": one.due}
            for one in row.readers
        ],
        "since": say_days(_days_since(row.since)),
        "handed_in": row.handed_in,
        "due": row.next_due,
        "is_late": row.is_late,
    }


def _own_row(assignment: Assignment, language: str) -> dict[str, Any]:
    found = assignment.round
    return {
        "title": found.title or found.practice.public_id,
        "city": found.practice.city.name_in(language) if found.practice.city else "",
        "url": reverse("desk:review", args=[assignment.pk]),
        "state": STATES[assignment.state],
        "due": assignment.due,
        "is_late": assignment.state in WAITING and assignment.due < timezone.localdate(),
        "since": say_days(_days_since(assignment.asked_at)),
        "ended_at": assignment.ended_at,
    }


def _turnaround_words() -> dict[str, Any]:
    found = turnaround()
    return {
        "turnaround": found,
        "days_to_decision": say_days(found.days_to_decision),
        "days_to_judgement": say_days(found.days_to_judgement),
    }


def _calibration_row(row: Calibration, heads: list[str], language: str) -> list[dict[str, Any]]:
    values = [
        str(row.pairs),
        str(row.same) if row.pairs else "–",
        "–" if row.mean_difference is None else str(row.mean_difference),
        "–" if row.kappa is None else f"{row.kappa:.2f}",
    ]
    cells = [{"value": value, "label": head, "is_number": True} for value, head in zip(values, heads[1:], strict=True)]
    return [{"value": in_language(row.criterion.labels, language)}, *cells]


def _days_since(moment: datetime) -> float:
    return (timezone.now() - moment).total_seconds() / 86_400


def _url(waits: str, page: int) -> str:
    given = [*([("waits", waits)] if waits else []), *([("page", str(page))] if page > 1 else [])]
    return reverse("desk:reviews") + (f"?{urlencode(given)}" if given else "")


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1
