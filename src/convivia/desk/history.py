"""The history of a practice at the desk: what was done, by whom, why; its revisions, read and restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.past_view import past_view, title_now
from convivia.desk.past_words import KINDS, names_of, say_revision
from convivia.desk.times import moment_words
from convivia.people.roles import Permission
from convivia.practices.difference_words import say_keys
from convivia.practices.history import COPY, PUBLIC, events_of, is_outdated, revisions_of
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.rules import NotAllowed, may_with, steps_for
from convivia.practices.workflow import EDITABLE, Step
from convivia.practices.workflow_actions import NotPossible, restore
from convivia.practices.workflow_words import say_event
from convivia.questionnaires.queries import section_labels

EVENTS_ON_A_PAGE = 50
# A revision belongs to the event that was written just after it, by the same actor.
_SOON = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision in the history: what can be done with it, by addresses; "" where it cannot."""

    number: int
    words: str
    is_public: bool
    url: str
    compare: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: what, when, who, why, what it was about, and the revision that was kept of it."""

    words: str
    at: datetime
    who: str
    reason: str
    about: str
    kept: Kept | None


@desk_page
@require_safe
def history(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show everything that was done to a practice, the newest first, with its revisions; `?kind=` narrows it.

    404 for who may not see what is not public of it.
    """
    practice = practice_to_read(request, public_id)
    kind = request.GET.get("kind", "")
    wanted = KINDS[kind][1] if kind in KINDS else ()
    pages = Paginator(events_of(practice, wanted), EVENTS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    revisions = list(revisions_of(practice))
    copy = WorkingCopy.objects.filter(practice=practice).first()
    context = {
        **practice_context(practice),
        "rows": _rows(practice, page, revisions, is_whole=not wanted),
        "page": page,
        "kinds": [{"key": key, "label": words, "is_current": key == kind} for key, (words, _) in KINDS.items()],
        "kind": kind if kind in KINDS else "",
        "is_outdated": copy is not None and is_outdated(practice, copy),
        "can_plan": Step.PUBLISH in steps_for(request.user, practice),
        **compare_choices(practice, revisions, copy),
    }
    return render(request, "desk/history.html", context)


@desk_page
@require_safe
def revision(request: DeskRequest, public_id: str, number: int) -> HttpResponse:
    """Show a practice as it was, in the edition of the template in which it was written. 404 for other numbers."""
    practice = practice_to_read(request, public_id)
    kept = get_object_or_404(Revision, practice=practice, number=number)
    language = get_language() or "en"
    context = {
        **practice_context(practice),
        **past_view(practice, kept, request.GET.get("text", ""), language),
        "kept": kept,
        "words": say_revision(kept.step),
        "who": names_of([kept.made_by])[kept.made_by],
        "can_restore": _may_restore(request, practice),
        "replaces": practice.state in EDITABLE,
    }
    return render(request, "desk/revision.html", context)


@desk_page
@require_POST
def restore_revision(request: DeskRequest, public_id: str, number: int) -> HttpResponse:
    """Make the working copy say what a revision says; what it said until now is kept in the history, too.

    404 for other numbers, 403 for who may not write; where the practice waits for somebody, its history says so.
    """
    practice = practice_to_read(request, public_id)
    kept = get_object_or_404(Revision, practice=practice, number=number)
    try:
        restore(practice=practice, revision=kept, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except NotPossible:
        text = _(
            "Nothing was restored: the practice waits for the editors. Take it back first, or ask them to return it."
        )
        messages.error(request, text)
        return redirect("desk:history", public_id)
    messages.success(
        request, _("Revision %(number)d is your working copy now. Look at it, then hand it in.") % {"number": number}
    )
    return redirect(
        reverse("desk:compare", args=[public_id]) + f"?from={PUBLIC if practice.is_shown else number}&to={COPY}"
    )


def practice_context(practice: Practice) -> dict[str, Any]:
    """Return what each page of the history says of its practice."""
    title, language = title_now(practice)
    return {"practice": practice, "title": title, "title_language": language, "room": "home"}


def compare_choices(practice: Practice, revisions: Sequence[Revision], copy: WorkingCopy | None) -> dict[str, Any]:
    """Return the states of a practice that can be compared, and which two are offered first."""
    choices = []
    if copy is not None:
        choices.append({"value": COPY, "label": _("Working copy")})
    if practice.is_shown:
        choices.append({"value": PUBLIC, "label": _("What readers see now")})
    choices += [{"value": str(one.number), "label": name_of_revision(one)} for one in revisions]
    values = [choice["value"] for choice in choices]
    return {
        "choices": choices,
        "to_value": values[0] if values else "",
        "from_value": values[1] if len(values) > 1 else values[0] if values else "",
    }


def name_of_revision(kept: Revision) -> str:
    """Return how a revision is called where one is chosen: "Revision 3, 4 May 2026, as it was published"."""
    day = moment_words(kept.made_at)
    return _("Revision %(number)d, %(date)s, %(what)s") % {
        "number": kept.number, "date": day, "what": say_revision(kept.step),
    }  # fmt: skip


def _may_restore(request: DeskRequest, practice: Practice) -> bool:
    may_write = may_with(request.user, Permission.WRITE, practice)
    return may_write and (practice.state in EDITABLE or Step.REVISE in steps_for(request.user, practice))


def _rows(practice: Practice, page: Page[Event], revisions: Sequence[Revision], *, is_whole: bool) -> list[Happened]:
    """Return the events of a page with the revisions that were kept of them; where all is shown, the other revisions
    between them."""
    events: list[Event] = list(page.object_list)
    matched = _matched(practice, revisions)
    names = names_of([event.by for event in events] + [one.made_by for one in revisions])
    labels = section_labels(get_language() or "en")
    rows = [
        Happened(
            words=say_event(event.kind),
            at=event.at,
            who=names[event.by],
            reason=event.reason,
            about=_about(event, labels),
            kept=_kept(practice, matched[event.pk]) if event.pk in matched else None,
        )
        for event in events
    ]
    if is_whole:
        taken = {one.pk for one in matched.values()}
        alone = [one for one in revisions if one.pk not in taken and _is_on(page, events, one.made_at)]
        rows += [_alone(practice, one, names) for one in alone]
        rows.sort(key=lambda row: row.at, reverse=True)
    return rows


def _is_on(page: Page[Event], events: Sequence[Event], at: datetime) -> bool:
    """Return whether what happened `at` stands among the `events` of a page."""
    is_not_older = not page.has_next() or at > events[-1].at
    return is_not_older and (not page.has_previous() or at <= events[0].at + _SOON)


def _alone(practice: Practice, kept: Revision, names: dict[str, str]) -> Happened:
    words = _("A revision was kept")
    return Happened(words, kept.made_at, names[kept.made_by], kept.note, "", _kept(practice, kept))


def _matched(practice: Practice, revisions: Sequence[Revision]) -> dict[int, Revision]:
    """Return the revision of each event that one was kept of: the same step by the same actor in the same moment."""
    steps = {one.step for one in revisions}
    events = list(events_of(practice, steps).values_list("pk", "kind", "by", "at")) if steps else []
    found: dict[int, Revision] = {}
    for kept in revisions:
        near = [
            (abs(at - kept.made_at), pk)
            for pk, kind, by, at in events
            if (kind, by) == (kept.step, kept.made_by) and pk not in found
        ]
        if near and min(near)[0] <= _SOON:
            found[min(near)[1]] = kept
    return found


def _kept(practice: Practice, kept: Revision) -> Kept:
    before = kept.number - 1
    compare = f"{reverse('desk:compare', args=[practice.public_id])}?from={before}&to={kept.number}" if before else ""
    return Kept(
        number=kept.number,
        words=say_revision(kept.step),
        is_public=kept.published_at is not None,
        url=reverse("desk:revision", args=[practice.public_id, kept.number]),
        compare=compare,
    )


def _about(event: Event, labels: dict[str, str]) -> str:
    """Return what an event was about, in words: what was changed, when it shall be published, what was restored."""
    if event.kind == Event.Kind.SCHEDULED:
        planned = event.changes.get("publish_at", ["", ""])[1]
        return moment_words(datetime.fromisoformat(planned)) if planned else _("not by itself any more")
    if event.kind == Event.Kind.RESTORED:
        return _("Revision %(number)s") % {"number": event.changes.get("revision", ["", ""])[1]}
    if event.kind in (Event.Kind.SAVED, Event.Kind.UPDATED, Event.Kind.REPAIRED):
        return say_keys(event.changes, get_language() or "en", labels)
    return ""
