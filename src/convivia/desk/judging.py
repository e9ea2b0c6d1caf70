"""The page on which somebody reads what was handed in, comments on its words and judges it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convivia.common.languages import in_language
from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.passages import handed_in_of, notes_of
from convivia.desk.review_forms import DeclineForm, JudgementForm, choices_of, initial_of
from convivia.practices.workflow_actions import ReasonMissing
from convivia.reviews.comment_actions import may_comment
from convivia.reviews.judgement_actions import (
    Contradiction,
    NotComplete,
    SavedElsewhere,
    begin_reading,
    decline,
    give_judgement,
    save_judgement,
)
from convivia.reviews.models import WAITING, Assignment, Criterion, Judgement
from convivia.reviews.queries import (
    assignment_of,
    comments_visible_to,
    criteria_of,
    judgements_visible_to,
    may_know_names,
    name_for_colleagues,
    reading_is_over,
)
from convivia.reviews.round_actions import RoundClosed
from convivia.reviews.scoring import Group
from convivia.reviews.wording import GROUPS, RECOMMENDATIONS, SCALE, say_reader


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen, and what it means."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CriterionField:
    """A criterion as the form asks for it."""

    key: str
    label: str
    question: str
    high: str
    low: str
    choices: tuple[Choice, ...]
    note: str
    error: str


@require_safe
@desk_page
def review(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what one is asked to read, with the criteria beside it; `?text=` names the language. 404 for others."""
    assignment = _assignment(request, pk)
    form = JudgementForm(criteria_of(assignment.round.edition_id), initial=initial_of(_judgement(assignment)))
    return _page(request, assignment, form)


@require_POST
@desk_page
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """Take on what one was asked for."""
    try:
        begin_reading(assignment=_assignment(request, pk), by=request.user)
    except RoundClosed:
        messages.warning(request, _closed())
        return redirect("desk:reviews")
    messages.success(request, _("Thank you. What you write is saved as you go."))
    return redirect("desk:review", pk)


@require_POST
@desk_page
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Decline to read, with a reason."""
    assignment = _assignment(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        judging = JudgementForm(criteria_of(assignment.round.edition_id), initial=initial_of(_judgement(assignment)))
        error = form.errors["reason"][0]
        return _page(request, assignment, judging, decline_error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        decline(assignment=assignment, reason=form.cleaned_data["reason"], by=request.user)
    except RoundClosed:
        messages.warning(request, _closed())
    else:
        messages.success(request, _("The editors know now that you cannot read it, and why."))
    return redirect("desk:reviews")


@require_POST
@desk_page
def save(request: DeskRequest, pk: int) -> HttpResponse:
    """Save the draft of a judgement: for a script with a short answer, for a form with the page."""
    assignment = _assignment(request, pk)
    form = JudgementForm(criteria_of(assignment.round.edition_id), request.POST)
    if not form.is_valid():
        return _refused(request, assignment, form, _("Nothing was saved. Mend what is marked."), invalid=True)
    try:
        saved = save_judgement(
            assignment=assignment, written=form.written(), version=form.cleaned_data["version"], by=request.user
        )
    except SavedElsewhere as elsewhere:
        return _refused(request, assignment, _at(form, elsewhere.current.version), _elsewhere())
    except RoundClosed:
        return _refused(request, assignment, form, _closed())
    if _wants_json(request):
        words = _("Saved at %(time)s") % {"time": time_format(timezone.localtime(saved.saved_at))}
        return JsonResponse({"version": saved.version, "message": words})
    messages.success(request, _("Saved. Only you see it until you hand it in."))
    return redirect("desk:review", pk)


@require_POST
@desk_page
def give(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in a judgement; where something is missing the page says what, and nothing that was typed is lost."""
    assignment = _assignment(request, pk)
    form = JudgementForm(criteria_of(assignment.round.edition_id), request.POST)
    if not form.is_valid():
        return _refused(request, assignment, form, _("Nothing was handed in. Mend what is marked."), invalid=True)
    try:
        give_judgement(
            assignment=assignment, written=form.written(), version=form.cleaned_data["version"], by=request.user
        )
    except SavedElsewhere as elsewhere:
        return _refused(request, assignment, _at(form, elsewhere.current.version), _elsewhere())
    except RoundClosed:
        return _refused(request, assignment, form, _closed())
    except (NotComplete, ReasonMissing, Contradiction) as missing:
        _mark(form, missing)
        return _refused(request, assignment, form, _("Not handed in yet: mend what is marked."), invalid=True)
    messages.success(request, _("Your judgement is handed in. Thank you."))
    return redirect("desk:reviews")


def _assignment(request: DeskRequest, pk: int) -> Assignment:
    found = assignment_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _judgement(assignment: Assignment) -> Judgement | None:
    return Judgement.objects.filter(assignment=assignment).first()


def _page(
    request: DeskRequest, assignment: Assignment, form: JudgementForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    language, found = get_language() or "en", assignment.round
    comments = list(comments_visible_to(request.user, found))
    notes = notes_of(comments, found, _names(request, assignment), request.user.pk)
    handed_in = handed_in_of(found, request.GET.get("text", ""), notes, language)
    context = {
        "assignment": assignment,
        "round": found,
        "city": found.practice.city and found.practice.city.name_in(language),
        "handed_in": handed_in,
        "form": form,
        "groups": _groups(form, language),
        "recommendations": [
            Choice(value, str(words), form.value("recommendation") == value) for value, words in RECOMMENDATIONS.items()
        ],
        "version": form.value("version"),
        "errors": {name: found_errors[0] for name, found_errors in form.errors.items()},
        "is_open": assignment.state in WAITING and found.is_open,
        "may_comment": found.is_open and assignment.state in WAITING and may_comment(request.user, found),
        "may_see_round": reading_is_over(found, assignment),
        "others": _others(request, assignment),
        "back": f"{reverse('desk:review', args=[assignment.pk])}?text={handed_in.language}",
        "room": "reviews",
        **more,
    }
    return render(request, "desk/reviews/review.html", context, status=status)


def _groups(form: JudgementForm, language: str) -> list[dict[str, Any]]:
    """Return the criteria by group, each as the form asks for it."""
    fields: dict[Group, list[CriterionField]] = {}
    for one in form.criteria:
        fields.setdefault(Group(one.group), []).append(_field(form, one, language))
    return [
        {"key": group.value, "title": words[0], "hint": words[1], "fields": fields[group]}
        for group, words in GROUPS.items()
        if group in fields
    ]


def _field(form: JudgementForm, criterion: Criterion, language: str) -> CriterionField:
    name = f"score-{criterion.key}"
    chosen = form.value(name)
    errors = [*form.errors.get(name, []), *form.errors.get(f"note-{criterion.key}", [])]
    return CriterionField(
        key=criterion.key,
        label=in_language(criterion.labels, language),
        question=in_language(criterion.questions, language),
        high=in_language(criterion.highs, language),
        low=in_language(criterion.lows, language),
        choices=tuple(
            Choice(value, _choice_words(value), value == chosen) for value in choices_of(Group(criterion.group))
        ),
        note=form.value(f"note-{criterion.key}"),
        error=" ".join(errors),
    )


def _choice_words(value: str) -> str:
    if value in ("yes", "no"):
        return {"yes": _("Yes"), "no": _("No")}[value]
    return str(SCALE[int(value)])


def _others(request: DeskRequest, assignment: Assignment) -> list[dict[str, Any]]:
    """Return what the other readers handed in, once all are in."""
    known = may_know_names(request.user, assignment.round)
    return [
        {
            "name": name_for_colleagues(one.assignment.reviewer) if known else say_reader(one.assignment.position),
            "recommendation": RECOMMENDATIONS[one.recommendation],
            "reason": one.reason,
        }
        for one in judgements_visible_to(request.user, assignment.round)
        if one.assignment_id != assignment.pk
    ]


def _names(request: DeskRequest, assignment: Assignment) -> dict[int, str]:
    known = may_know_names(request.user, assignment.round)
    rows = Assignment.objects.filter(round=assignment.round).select_related("reviewer__profile")
    names = {one.reviewer_id: name_for_colleagues(one.reviewer) if known else say_reader(one.position) for one in rows}
    return names | {request.user.pk: _("You")}


def _refused(
    request: DeskRequest, assignment: Assignment, form: JudgementForm, message: str, *, invalid: bool = False
) -> HttpResponse:
    """Answer that nothing was written, with all that was typed."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if invalid else HTTPStatus.CONFLICT
    if _wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return _page(request, assignment, form, status=status, trouble=message)


def _mark(form: JudgementForm, missing: NotComplete | ReasonMissing | Contradiction) -> None:
    """Put the errors where they belong."""
    if isinstance(missing, ReasonMissing):
        form.add_error("reason", _("Write the reason. The city reads it."))
    elif isinstance(missing, Contradiction):
        form.add_error("recommendation", _("You said “no” to something that has to be so: you cannot accept it."))
    else:
        for key in missing.missing:
            name = key if key == "recommendation" else f"score-{key}"
            form.add_error(name, _("Choose what you recommend.") if key == name else _("Choose one."))


def _at(form: JudgementForm, version: int) -> JudgementForm:
    """Return the form as it was typed, to be saved over `version`."""
    return JudgementForm(form.criteria, {**form.data.dict(), "version": str(version)})  # type: ignore[attr-defined]


def _wants_json(request: DeskRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _elsewhere() -> str:
    return _("You saved this judgement in another window meanwhile. Look at what is here, then save it again.")


def _closed() -> str:
    return _("The editors have closed this review, or you are no longer needed. Nothing was written.")
