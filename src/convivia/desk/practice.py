"""A practice at the desk: where it stands, what happens next, and the steps that can be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.progress import missing_fields
from convivia.desk.write_address import write_url
from convivia.people.rules import who_may
from convivia.practices.desk_queries import desk_rows
from convivia.practices.merging_queries import stands_for
from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_read_draft, may_translate, may_with, scope_of, steps_for
from convivia.practices.workflow import WAITING_FOR, State, Step
from convivia.practices.workflow_actions import (
    NotComplete,
    NotPossible,
    Outdated,
    ReasonMissing,
    missing_of,
    take_step,
)
from convivia.practices.workflow_words import (
    ask_reason,
    say_consequence,
    say_done,
    say_event,
    say_next,
    say_state,
    say_step,
)
from convivia.practices.writing_actions import is_held_by_other

LATEST, PEOPLE = 8, 6
LONGEST_REASON = 5000
# Steps that lead a practice on; the others are offered less loudly.
_FORWARD = (Step.SUBMIT, Step.BEGIN_REVIEW, Step.ACCEPT, Step.PUBLISH)
_TAKES_AWAY = (Step.DISCARD, Step.WITHDRAW, Step.ARCHIVE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that could not be taken: what happened, what to do now, and where."""

    step: str
    said: str
    more: str = ""
    links: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@desk_page
@require_safe
def practice(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show where a practice stands and what the reader can do with it; 404 where they may not see its drafts.

    A record that was made one with another leads there: to its page at the desk where the reader may see that.
    """
    found = practice_to_read(request, public_id)
    if found.merged_into_id is not None:
        return _lead_on(request, stands_for(public_id))
    return _page(request, found)


@desk_page
@require_POST
def steps(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take the step that the form names, for the reason it gives; then lead to the practice at the desk.

    `seen` is the state and `version` the version of the working copy that the reader saw. 403 where they may not take
    the step, 409 where it is not possible any more, 422 where something is missing; nothing was done then.
    """
    found = practice_to_read(request, public_id)
    name, seen = request.POST.get("step", ""), request.POST.get("seen", "")
    version = request.POST.get("version", "")
    if name not in list(Step) or seen not in ("", *State) or not (version == "" or version.isdecimal()):
        raise BadRequest("There is no such step.")
    step, reason = Step(name), request.POST.get("reason", "").replace("\0", "").strip()
    if len(reason) > LONGEST_REASON:
        said = _("The reason is too long. Say it in fewer than 5,000 characters.")
        return _page(request, found, Refusal(step, said, reason=reason), status=422)
    try:
        take_step(
            practice=found,
            step=step,
            by=request.user,
            reason=reason,
            seen=State(seen) if seen else None,
            version=int(version[:9]) if version else None,
        )
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except (NotPossible, ReasonMissing, NotComplete, Outdated) as refused:
        found.refresh_from_db()
        status = 409 if isinstance(refused, NotPossible | Outdated) else 422
        return _page(request, found, _refusal(refused, step, found, reason), status=status)
    messages.success(request, say_done(step))
    return redirect("desk:practice", public_id)


def _lead_on(request: DeskRequest, public_id: str) -> HttpResponse:
    kept = Practice.objects.select_related("city", "network").get(public_id=public_id)
    if not may_read_draft(request.user, kept):
        return redirect("website:practice_short", public_id)
    messages.info(request, _("The record you asked for was made one with this practice."))
    return redirect("desk:practice", public_id)


def _refusal(refused: Exception, step: Step, found: Practice, reason: str) -> Refusal:
    if isinstance(refused, NotComplete):
        links = tuple(missing_fields(found.public_id, refused.missing))
        return Refusal(step, _("It cannot be handed in yet: something that is needed is missing."), links=links)
    if isinstance(refused, ReasonMissing):
        return Refusal(step, _("Give a reason: the others need to know why."), reason=reason)
    if isinstance(refused, Outdated):
        said = _("What readers see has changed since this change was begun.")
        more = _("Look at both in the history. Then take what readers see as the new ground, and publish again.")
        return Refusal(step, said, more, _links(found, ("history",)), reason)
    said = _("Meanwhile somebody has changed this practice or taken another step. Nothing was done.")
    return Refusal(step, said, _("Look at it as it is now, then decide again."), reason=reason)


def _page(request: DeskRequest, found: Practice, refusal: Refusal | None = None, *, status: int = 200) -> HttpResponse:
    copy = WorkingCopy.objects.select_related("held_by", "author").filter(practice=found).first()
    row = desk_rows([found.pk], _language())[found.pk]
    state = State(found.state)
    events = list(Event.objects.filter(practice=found.public_id).order_by("-at", "-id")[: LATEST + 1])
    may_write = copy is not None and may_edit(request.user, found)
    context = {
        "practice": found,
        "copy": copy,
        "title": row.title or _("Practice without a title"),
        "title_language": row.language if row.title else "",
        "where": row.where or _("The library"),
        "state": say_state(state),
        "since": row.since,
        "next": say_next(state, is_my_move=_is_my_move(request, found)),
        "asked": next((one for one in events if one.kind == Event.Kind.ASK_CHANGES), None)
        if state == State.CHANGES_ASKED
        else None,
        "write_url": write_url(found.public_id) if may_write else "",
        "translate_url": _translate_url(request, found, copy) if not may_write else "",
        "held": copy if copy is not None and is_held_by_other(copy, request.user) else None,
        "took_over": _took_over(request.user, events),
        "missing": _missing(copy, found) if may_write else (),
        "steps": _steps(request, found, refusal),
        "refusal": refusal,
        "events": [_event(one) for one in events[:LATEST]],
        "people": _people(found),
        "links": _links(found, ("history", "practice_reviews", "practice_document", *_plans(request, found))),
        "public_url": reverse("website:practice_short", args=[found.public_id]) if found.is_shown else "",
        "room": "home",
        "trail": [{"label": _("To do"), "url": reverse("desk:home")}],
    }
    return render(request, "desk/practice.html", context, status=status)


def _is_my_move(request: DeskRequest, found: Practice) -> bool:
    permission = WAITING_FOR.get(State(found.state))
    return permission is not None and may_with(request.user, permission, found)


def _translate_url(request: DeskRequest, found: Practice, copy: WorkingCopy | None) -> str:
    return reverse("desk:write", args=[found.public_id]) if copy and may_translate(request.user, found) else ""


def _missing(copy: WorkingCopy | None, found: Practice) -> tuple[tuple[str, str], ...]:
    """Return what is needed and missing, each with the address where it is asked."""
    return tuple(missing_fields(found.public_id, missing_of(copy))) if copy else ()


def _steps(request: DeskRequest, found: Practice, refusal: Refusal | None) -> list[dict[str, Any]]:
    possible = steps_for(request.user, found)
    ordered = sorted(possible, key=lambda step: (step in _TAKES_AWAY, step not in _FORWARD, list(Step).index(step)))
    return [
        {
            "key": step.value,
            "label": say_step(step),
            "consequence": say_consequence(step),
            "question": ask_reason(step),
            "needs_reason": possible[step].needs_reason,
            "takes_away": step in _TAKES_AWAY,
            "error": refusal.said if refusal and refusal.step == step and not refusal.links else "",
            "reason": refusal.reason if refusal and refusal.step == step else "",
        }
        for step in ordered
    ]


def _event(event: Event) -> dict[str, Any]:
    return {"said": say_event(event.kind), "by": event.by, "at": event.at, "reason": event.reason}


def _took_over(person: User, events: Iterable[Event]) -> Event | None:
    """Return that somebody took the working copy over from `person`, where nothing came after it but their saving."""
    for event in events:
        if event.kind == Event.Kind.TAKEN_OVER:
            held = cast(list[str], event.changes.get("held", []))
            return event if held[:1] == [person.get_username()] else None
        if event.kind != Event.Kind.SAVED or event.by == person.get_username():
            return None
    return None


def _people(found: Practice) -> list[str]:
    """Return who can take the next step, by the names that colleagues see."""
    permission = WAITING_FOR.get(State(found.state))
    if permission is None:
        return []
    people = who_may(permission, scope_of(found)).select_related("profile")[:PEOPLE]
    return [_name(person) for person in people]


def _name(person: User) -> str:
    profile = getattr(person, "profile", None)
    return profile.name if profile and profile.name else person.get_username()


def _plans(request: DeskRequest, found: Practice) -> tuple[str, ...]:
    return ("plan",) if Step.PUBLISH in steps_for(request.user, found) else ()


def _links(found: Practice, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the other pages of the practice at the desk that there are."""
    labels = {"history": _("History"), "practice_reviews": _("Reviews"), "plan": _("Plan when it is published")}
    labels["practice_document"] = _("As a document: take it along, bring it back")
    pairs = []
    for name in names:
        try:
            pairs.append((labels[name], reverse(f"desk:{name}", args=[found.public_id])))
        except NoReverseMatch:
            continue
    return tuple(pairs)


def _language() -> str:
    return get_language() or "en"
