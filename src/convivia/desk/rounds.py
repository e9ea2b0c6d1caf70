"""The page of a round: who reads, what they found, how far they agree; and the editors' decision."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convivia.desk.access import DeskRequest, desk_page, practice_to_read, practice_within
from convivia.desk.review_forms import AskForm, DecisionForm, DueForm, RoundForm
from convivia.desk.round_view import round_context
from convivia.people.roles import Permission
from convivia.practices.models import Practice
from convivia.practices.rules import NotAllowed, may_with
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import NotPossible, ReasonMissing
from convivia.reviews.models import Assignment, Round
from convivia.reviews.queries import candidates, handed_in, last_rounds, round_to_read
from convivia.reviews.round_actions import (
    AlreadyAsked,
    BadDate,
    EnoughReaders,
    NothingHandedIn,
    NotToBeAsked,
    RoundClosed,
    ask,
    decide,
    open_round,
    postpone,
    release,
    set_openness,
    title_of_texts,
)
from convivia.reviews.wording import CONFLICTS

_Trouble = BadDate | NotPossible | NothingHandedIn | NotToBeAsked | AlreadyAsked | EnoughReaders | RoundClosed


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def assign(request: DeskRequest, public_id: str) -> HttpResponse:
    """Open a round and ask readers; where one is open, its page is shown instead."""
    practice = practice_within(request, Permission.ASSIGN, public_id)
    known = last_rounds(practice).filter(closed_at__isnull=True).first()
    if known is not None:
        return redirect("desk:round", known.pk)
    revision = handed_in(practice)
    form = RoundForm(candidates(practice, revision), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _assign_page(request, practice, form)
    given = form.cleaned_data
    try:
        made = open_round(
            practice=practice,
            due=given["due"],
            by=request.user,
            readers_wanted=given["readers_wanted"],
            shows_names=given["shows_names"],
            readers=form.chosen(),
        )
    except (BadDate, NotPossible, NothingHandedIn, NotToBeAsked) as trouble:
        form.add_error("due" if isinstance(trouble, BadDate) else None, say_trouble(trouble))
        return _assign_page(request, practice, form)
    messages.success(request, _("The review has begun. Who was asked gets a mail."))
    return redirect("desk:round", made.pk)


@require_safe
@desk_page
def practice_reviews(request: DeskRequest, public_id: str) -> HttpResponse:
    """Send on to the newest review of a practice that its reader may see; editors, to where one begins if it waits for
    that, be it the first or another one."""
    practice = practice_to_read(request, public_id)
    if practice.state in (State.SUBMITTED, State.IN_REVIEW) and may_with(request.user, Permission.ASSIGN, practice):
        return redirect("desk:assign", public_id)
    for one in last_rounds(practice):
        if round_to_read(request.user, one.pk) is not None:
            return redirect("desk:round", one.pk)
    messages.info(request, _("No review of this practice has been decided yet. You see it here as soon as one is."))
    return redirect("desk:practice", public_id)


@require_safe
@desk_page
def round_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a round: to editors at any time, to the city's people once it is closed."""
    return _page(request, _round(request, pk))


@require_POST
@desk_page
def ask_reader(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask one more reader."""
    found = _round_to_assign(request, pk)
    form = AskForm(candidates(found.practice, found.revision, found), request.POST)
    if not form.is_valid():
        messages.error(request, _("Nobody was asked. Choose somebody from the list, and a day that is a date."))
        return redirect("desk:round", pk)
    try:
        ask(found=found, reviewer=form.person(), by=request.user, due=form.cleaned_data["due"])
    except (NotToBeAsked, AlreadyAsked, EnoughReaders, BadDate, RoundClosed) as trouble:
        messages.error(request, say_trouble(trouble))
    else:
        messages.success(request, _("Asked. They get a mail."))
    return redirect("desk:round", pk)


@require_POST
@desk_page
def let_go(request: DeskRequest, pk: int, position: int) -> HttpResponse:
    """Let a reader go who has not handed in."""
    assignment = _reader(request, pk, position)
    try:
        release(assignment=assignment, by=request.user)
    except RoundClosed as trouble:
        messages.error(request, say_trouble(trouble))
    else:
        messages.success(request, _("They are no longer asked. You can ask somebody else now."))
    return redirect("desk:round", pk)


@require_POST
@desk_page
def give_time(request: DeskRequest, pk: int, position: int) -> HttpResponse:
    """Give a reader another day."""
    assignment = _reader(request, pk, position)
    form = DueForm(request.POST)
    try:
        if not form.is_valid():
            raise BadDate
        postpone(assignment=assignment, due=form.cleaned_data["due"], by=request.user)
    except (BadDate, RoundClosed) as trouble:
        messages.error(request, say_trouble(trouble))
    else:
        messages.success(request, _("The day is changed."))
    return redirect("desk:round", pk)


@require_POST
@desk_page
def decide_round(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept the practice or ask for changes."""
    found = _round(request, pk)
    if not may_with(request.user, Permission.DECIDE, found.practice):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _("Nothing was decided. Choose one of the two."), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        decide(found=found, step=Step(form.cleaned_data["step"]), by=request.user, reason=form.cleaned_data["reason"])
    except ReasonMissing:
        trouble = _(
            "Nothing was decided: write a reason. Changes need one; so does accepting before all readers agree."
        )
        return _page(request, found, trouble, HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except (RoundClosed, NotPossible):
        messages.error(request, _("Somebody else was faster: this round is decided. Nothing was changed."))
        return redirect("desk:round", pk)
    messages.success(request, _("Decided. The city is told."))
    return redirect("desk:round", pk)


@require_POST
@desk_page
def openness(request: DeskRequest, public_id: str) -> HttpResponse:
    """Say for the city whether the review is public."""
    practice = practice_to_read(request, public_id)
    is_public = request.POST.get("public") == "1"
    try:
        set_openness(practice=practice, is_public=is_public, by=request.user)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    if is_public:
        messages.success(request, _("Reasons and scores are public now, without the names of the readers."))
    else:
        messages.success(request, _("Reasons and scores are not public."))
    newest = last_rounds(practice).first()
    return redirect("desk:round", newest.pk) if newest else redirect("desk:reviews")


def say_trouble(trouble: _Trouble) -> str:
    """Return what went wrong, and what to do now."""
    if isinstance(trouble, NotToBeAsked):
        why = CONFLICTS[trouble.conflict]
        return _("This person cannot judge the practice: %(why)s. Ask somebody else.") % {"why": why}
    words: dict[type[Exception], str] = {
        BadDate: _("Choose a day from today on, half a year ahead at most."),
        NotPossible: _("The practice does not wait for a review any more. Somebody else may have been faster."),
        NothingHandedIn: _("Nothing was handed in of this practice yet, so there is nothing to read."),
        AlreadyAsked: _("This person was asked in this round before. Ask somebody else."),
        EnoughReaders: _("As many readers as wanted are asked already. Let one go first."),
        RoundClosed: _("This is closed by now: the round is decided, or the reader has answered. Nothing was changed."),
    }
    return words[type(trouble)]


def _page(request: DeskRequest, found: Round, trouble: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = round_context(request, found) | {"trouble": trouble, "room": "reviews"}
    return render(request, "desk/reviews/round.html", context, status=status)


def _assign_page(request: DeskRequest, practice: Practice, form: RoundForm) -> HttpResponse:
    revision = handed_in(practice)
    texts: dict[str, Any] = revision.content["texts"] if revision else {}
    language = get_language() or "en"
    context = {
        "practice": practice,
        "title": title_of_texts(texts) or practice.public_id,
        "city": practice.city and practice.city.name_in(language),
        "handed_in_at": revision and revision.made_at,
        "earlier": last_rounds(practice).first(),
        "form": form,
        "chosen": {str(one) for one in (form["readers"].value() or [])},
        "candidates": [(one, CONFLICTS[one.tie] if one.tie else "") for one in form.candidates],
        "room": "reviews",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/reviews/assign.html", context, status=status)


def _round(request: DeskRequest, pk: int) -> Round:
    found = round_to_read(request.user, pk)
    if found is None:
        raise Http404
    return found


def _round_to_assign(request: DeskRequest, pk: int) -> Round:
    found = _round(request, pk)
    if not may_with(request.user, Permission.ASSIGN, found.practice):
        raise PermissionDenied
    return found


def _reader(request: DeskRequest, pk: int, position: int) -> Assignment:
    found = _round_to_assign(request, pk)
    assignment = found.assignments.select_related("reviewer").filter(position=position).first()
    if assignment is None:
        raise Http404
    return assignment
