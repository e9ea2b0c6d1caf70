"""Records that may be one practice: the list of pairs, two side by side, and what was made one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.likely_doubles import title_in
from convivia.people.roles import Permission
from convivia.people.rules import may
from convivia.practices.merging import NotMergeable, ask_again, merge, tell_apart, unmerge
from convivia.practices.merging_content import GONE, KEPT, Side, shared_languages
from convivia.practices.merging_queries import history_of, likely_pairs
from convivia.practices.models import DistinctPair, LikelyPair, Merge, Practice, WorkingCopy
from convivia.practices.queries import Card, cards
from convivia.practices.rules import NotAllowed
from convivia.practices.snapshots import Content, TextContent, snapshot_of
from convivia.practices.wording import say_period
from convivia.practices.workflow_actions import Outdated
from convivia.questionnaires.queries import section_labels
from convivia.search.doubles import compare_pending, pending
from convivia.search.likely_words import say_kind, say_signs

ON_A_PAGE, LATEST = 20, 10


@dataclass(frozen=True, slots=True)
class Record:
    """One of two records, as the page shows it."""

    practice: Practice
    card: Card
    content: Content


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def doubles(request: DeskRequest) -> HttpResponse:
    """List the pairs of public records that may be one practice, the surest first; POST compares some that wait."""
    _require(request)
    if request.method == "POST":
        compare_pending()
        return redirect("desk:doubles")
    page = Paginator(likely_pairs(), ON_A_PAGE).get_page(request.GET.get("page"))
    apart = list(DistinctPair.objects.select_related("first", "second")[:LATEST])
    merges = list(Merge.objects.select_related("kept", "gone_before").filter(undone_at__isnull=True)[:LATEST])
    shown = _cards(_ids(page.object_list) | _ids(apart) | {one.kept_id for one in merges})
    waiting = pending().count()
    context = {
        "pairs": [_pair(pair, shown) for pair in page.object_list if {pair.first_id, pair.second_id} <= shown.keys()],
        "pager": page,
        "waiting": waiting,
        "waiting_said": ngettext(
            "%(count)d practice has changed and was not compared yet.",
            "%(count)d practices have changed and were not compared yet.",
            waiting,
        )
        % {"count": waiting},
        "apart": [
            {"pk": one.pk, "by": one.by, "at": one.at, "sides": [shown[one.first_id], shown[one.second_id]]}
            for one in apart
            if {one.first_id, one.second_id} <= shown.keys()
        ],
        "merges": [{"merge": one, "title": title_in(cast(Content, one.gone_before.content))} for one in merges],
        "room": "doubles",
    }
    return render(request, "desk/doubles.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def double(request: DeskRequest, first: str, second: str) -> HttpResponse:
    """Show two records side by side; POST tells them apart for ever, or makes them one. 404 for what is not public."""
    _require(request)
    sides = [_side(one) for one in (first, second)]
    if first == second:
        raise Http404
    if request.method != "POST":
        return _double(request, sides)
    practices = [side.practice for side in sides]
    action = request.POST.get("action")
    if action == "apart":
        tell_apart(one=practices[0], other=practices[1], by=request.user)
        messages.success(request, _("Noted: these are two practices. They will not be named as doubles again."))
        return redirect("desk:doubles")
    if action != "merge":
        raise BadRequest("There is no such action.")
    return _merge(request, sides)


@desk_page
@require_safe
def merged(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what was made one, with the past of both records, to who may read the drafts of the kept one; who may merge
    finds a way to part them again."""
    found = get_object_or_404(Merge.objects.select_related("kept", "gone", "kept_before", "gone_before"), pk=pk)
    practice_to_read(request, found.kept.public_id)
    history = history_of(found.kept)
    shown = _cards({found.kept_id})
    language = get_language() or "en"
    context = {
        "merge": found,
        "can_merge": may(request.user, Permission.MERGE),
        "title": title_in(cast(Content, found.kept_before.content)),
        "gone_title": title_in(cast(Content, found.gone_before.content)),
        "kept": shown.get(found.kept_id),
        "gone_texts": _texts(cast(Content, found.gone_before.content), language),
        "revisions": history.revisions,
        "events": history.events,
        "room": "doubles",
    }
    return render(request, "desk/merge.html", context)


@desk_page
@require_POST
def undo_merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Part two records that had been made one; what could not be put back is said."""
    _require(request)
    found = get_object_or_404(Merge, pk=pk)
    try:
        left = unmerge(merge=found, by=request.user)
    except NotMergeable as refused:
        messages.error(request, say_not_mergeable(refused))
        return redirect("desk:merge", pk)
    messages.success(request, _("Both records are there again."))
    if left:
        said = _("This was changed since and stays as it is now: %(parts)s.") % {"parts": ", ".join(left)}
        messages.warning(request, said)
    return redirect("desk:merge", pk)


@desk_page
@require_POST
def ask_apart_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a pair that was told apart count as possibly one again."""
    _require(request)
    ask_again(pair=get_object_or_404(DistinctPair.objects.select_related("first", "second"), pk=pk), by=request.user)
    messages.success(request, _("These two can be named as doubles again."))
    return redirect("desk:doubles")


def say_not_mergeable(refused: NotMergeable) -> str:
    """Return why two records cannot be made one or parted, and what to do, in words."""
    return {
        "same": _("This is one and the same record."),
        "not-public": _("One of them is not public any more. Look at the list again."),
        "being-changed": _("Somebody is changing one of them. Let the change be published or given up first."),
        "undone": _("They have been parted already."),
        "kept-is-gone": _(
            "The record that was kept is not public any more. Show it again, or undo its own merge first."
        ),
    }[refused.reason]


def _require(request: DeskRequest) -> None:
    if not may(request.user, Permission.MERGE):
        raise PermissionDenied


def _merge(request: DeskRequest, sides: Sequence[Record]) -> HttpResponse:
    """Make two records one as the form says, and lead to what was done."""
    by_id = {side.practice.public_id: side for side in sides}
    kept = by_id.get(request.POST.get("kept", ""))
    if kept is None:
        return _double(request, sides, _("Choose which record is kept."), status=422)
    gone = next(side for side in sides if side is not kept)
    chosen = {
        language: request.POST.get(f"shown-{language}", "") for language in shared_languages(kept.content, gone.content)
    }
    shown: dict[str, Side] = {
        language: GONE if value == gone.practice.public_id else KEPT for language, value in chosen.items()
    }
    try:
        seen = (
            int(request.POST.get(f"seen-{kept.practice.public_id}", "")),
            int(request.POST.get(f"seen-{gone.practice.public_id}", "")),
        )
    except ValueError as error:
        raise BadRequest("Which revisions were seen?") from error
    try:
        done = merge(kept=kept.practice, gone=gone.practice, shown=shown, by=request.user, seen=seen)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except NotMergeable as refused:
        return _double(request, sides, say_not_mergeable(refused), status=409)
    except Outdated:
        said = _("One of them was changed while you looked. This is how they are now: decide again.")
        return _double(request, [_side(side.practice.public_id) for side in sides], said, status=409)
    messages.success(request, _("They are one practice now. The old address leads to it."))
    return redirect("desk:merge", done.pk)


def _double(request: DeskRequest, sides: Sequence[Record], error: str = "", *, status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    first, second = sides
    shared = shared_languages(first.content, second.content)
    pair = LikelyPair.objects.filter(
        first__in=[first.practice, second.practice], second__in=[first.practice, second.practice]
    ).first()
    context = {
        "sides": sides,
        "kept": request.POST.get("kept") or _fuller(sides).practice.public_id,
        "signs": say_signs(pair.signs) if pair else [],
        "kind": say_kind(pair.signs) if pair else "",
        "facts": _facts(sides, language),
        "texts": [_texts(side.content, language) for side in sides],
        "shared": [_choice(request, one, sides, language) for one in shared],
        "is_being_changed": WorkingCopy.objects.filter(practice__in=[side.practice for side in sides]).exists(),
        "error": error,
        "room": "doubles",
    }
    return render(request, "desk/double.html", context, status=status)


def _choice(request: DeskRequest, language: str, sides: Sequence[Record], reader: str) -> dict[str, Any]:
    chosen = request.POST.get(f"shown-{language}", "")
    return {
        "language": language,
        "name": language_name(language, reader),
        "chosen": chosen or _fuller(sides).practice.public_id,
        "options": [(side.practice.public_id, side.content["texts"][language]) for side in sides],
    }


def _fuller(sides: Sequence[Record]) -> Record:
    """Return the record that tells more: the one that is proposed to be kept; the older one of equals."""
    return max(sides, key=lambda side: (len(str(side.content["texts"])), -side.practice.pk))


def _facts(sides: Sequence[Record], language: str) -> list[dict[str, Any]]:
    """Return what is known of both, row by row, each with whether it differs."""
    titles = [side.card.title for side in sides]
    rows = [
        (_("Place"), [", ".join(place.name or place.country for place in side.card.places) for side in sides]),
        (_("Period"), [say_period(side.card.period, language) for side in sides]),
        (_("Areas"), [", ".join(area.label for area in side.card.areas) for side in sides]),
        (_("Languages"), [", ".join(language_name(one, language) for one in side.card.languages) for side in sides]),
        (_("Source"), [side.content["source"] for side in sides]),
        (_("Address of the source"), [side.content["source_url"] for side in sides]),
        (_("Licence"), [side.content["licence"] for side in sides]),
    ]
    return [
        {"label": label, "values": list(zip(titles, values, strict=True)), "differs": values[0] != values[1]}
        for label, values in rows
        if any(values)
    ]


def _texts(content: Content, language: str) -> list[dict[str, Any]]:
    labels = section_labels(language)
    return [
        {
            "language": code,
            "name": language_name(code, language),
            "title": _name(text),
            "summary": text["summary"],
            "sections": [(label, text["answers"][key]) for key, label in labels.items() if text["answers"].get(key)],
        }
        for code, text in content["texts"].items()
    ]


def _side(public_id: str) -> Record:
    practice = get_object_or_404(Practice, public_id=public_id, is_shown=True)
    shown = cards([practice.pk], get_language() or "en")
    if not shown:
        raise Http404
    return Record(practice, shown[0], snapshot_of(practice))


def _cards(ids: Iterable[int]) -> dict[int, Card]:
    return {card.id: card for card in cards(sorted(ids), get_language() or "en")}


def _ids(pairs: Iterable[LikelyPair | DistinctPair]) -> set[int]:
    return {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}


def _pair(pair: LikelyPair, shown: dict[int, Card]) -> dict[str, Any]:
    sides = [shown[pair.first_id], shown[pair.second_id]]
    return {
        "sides": sides,
        "kind": say_kind(pair.signs),
        "signs": say_signs(pair.signs),
        "url": reverse("desk:double", args=[side.public_id for side in sides]),
    }


def _name(text: TextContent) -> str:
    return text["title"] or text["stand_in_title"] or _("Practice without a title")
