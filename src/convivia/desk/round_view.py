"""What the page of a round shows, to whom."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import in_language
from convivia.desk.access import DeskRequest
from convivia.desk.passages import Note, handed_in_of, label_of, notes_of
from convivia.desk.review_forms import usual_day
from convivia.people.roles import Permission
from convivia.practices.rules import may_edit, may_with
from convivia.questionnaires.queries import section_labels
from convivia.reviews.comment_actions import may_comment
from convivia.reviews.models import ACTIVE, WAITING, Assignment, Comment, Criterion, Judgement, Round
from convivia.reviews.openness import is_open_review
from convivia.reviews.queries import (
    Pair,
    agreements,
    as_measure,
    candidates,
    comments_visible_to,
    criteria_of,
    judgements_visible_to,
    may_know_names,
    name_for_colleagues,
)
from convivia.reviews.round_actions import is_settled
from convivia.reviews.rules import may_agree
from convivia.reviews.scoring import result
from convivia.reviews.wording import (
    CONFLICTS,
    OUTCOMES,
    RECOMMENDATIONS,
    STATES,
    say_agreement,
    say_reader,
    say_score,
)


def round_context(request: DeskRequest, found: Round) -> dict[str, Any]:
    """Return what the page of a round shows to its reader."""
    person, language = request.user, get_language() or "en"
    is_editor = may_with(person, Permission.ASSIGN, found.practice)
    assignments = list(found.assignments.select_related("reviewer__profile"))
    reads = any(one.reviewer_id == person.pk and one.state in WAITING for one in assignments)
    names = _names(assignments, known=may_know_names(person, found))
    judgements = list(judgements_visible_to(person, found))
    criteria = criteria_of(found.edition_id)
    notes = notes_of(comments_visible_to(person, found), found, names, person.pk)
    return {
        "round": found,
        "practice": found.practice,
        "city": found.practice.city and found.practice.city.name_in(language),
        "outcome": OUTCOMES.get(found.outcome, ""),
        "is_editor": is_editor,
        "reads": reads,
        "readers": _readers(assignments, names, is_editor=is_editor),
        "judgements": _judgements(judgements, criteria, names),
        "table": _table(judgements, criteria, names, language),
        "agreements": _agreements(agreements([as_measure(one) for one in criteria], judgements), criteria, language),
        "notes": _by_section(notes, language),
        "may_settle": not reads and (is_editor or (not found.is_open and may_edit(person, found.practice))),
        "may_agree": not found.is_open and may_agree(person, found.practice),
        "is_public": is_open_review(found.practice),
        "back": reverse("desk:round", args=[found.pk]),
        **_editors_context(request, found, notes, is_editor=is_editor and found.is_open, reads=reads),
    }


def draft_reason(found: Round, judgements: Sequence[Judgement], notes: Sequence[Note], language: str) -> str:
    """Return a reason for asking for changes, put together from what readers wrote for the city; editors mend it."""
    labels = _labels(language)
    reasons = [one.reason.strip() for one in judgements if one.reason.strip()]
    lines = [
        f"- {label_of(one.comment.section, labels)}"
        + (f", “{one.comment.quote}”" if one.comment.quote else "")
        + f": {one.comment.text}"
        for one in notes
        if one.comment.audience == Comment.Audience.CITY and one.comment.resolved_at is None
    ]
    return "\n\n".join([*reasons, *(["\n".join(lines)] if lines else [])])


def _editors_context(
    request: DeskRequest, found: Round, notes: Sequence[Note], *, is_editor: bool, reads: bool
) -> dict[str, Any]:
    """Return what editors alone need while the round is open: whom to ask, the text to comment on, the decision."""
    if not is_editor or reads:
        return {}
    language = get_language() or "en"
    waiting = [one for one in found.assignments.all() if one.state in ACTIVE]
    wants_more = len(waiting) < found.readers_needed
    judgements = list(judgements_visible_to(request.user, found))
    rows = candidates(found.practice, found.revision, found) if wants_more else []
    return {
        "handed_in": handed_in_of(found, request.GET.get("text", ""), notes, language),
        "may_comment": may_comment(request.user, found),
        "may_decide": may_with(request.user, Permission.DECIDE, found.practice),
        "wants_more": wants_more,
        "candidates": [(one, CONFLICTS[one.tie] if one.tie else "") for one in rows],
        "usual_day": max(found.due, timezone.localdate()) if not found.third_wanted_at else usual_day(),
        "is_settled": is_settled(found),
        "reason": request.POST.get("reason", draft_reason(found, judgements, notes, language)),
        "step": request.POST.get("step", ""),
    }


def _names(assignments: Sequence[Assignment], *, known: bool) -> dict[int, str]:
    return {
        one.reviewer_id: name_for_colleagues(one.reviewer) if known else say_reader(one.position) for one in assignments
    }


def _readers(assignments: Sequence[Assignment], names: dict[int, str], *, is_editor: bool) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "name": names[one.reviewer_id],
            "position": one.position,
            "state": STATES[one.state],
            "due": one.due,
            "ended_at": one.ended_at,
            "is_waited_for": one.state in WAITING,
            "is_late": one.state in WAITING and one.due < today,
            "decline_reason": one.decline_reason if is_editor else "",
            "reminders": one.reminders,
        }
        for one in assignments
        if is_editor or one.state in ACTIVE
    ]


def _judgements(
    judgements: Sequence[Judgement], criteria: Sequence[Criterion], names: dict[int, str]
) -> list[dict[str, Any]]:
    measures = [as_measure(one) for one in criteria]
    return [
        {
            "name": names[one.assignment.reviewer_id],
            "recommendation": RECOMMENDATIONS.get(one.recommendation, ""),
            "reason": one.reason,
            "private_note": one.private_note,
            "result": result(measures, one.scores),
            "given_at": one.given_at,
        }
        for one in judgements
        if one.given_at
    ]


def _table(
    judgements: Sequence[Judgement], criteria: Sequence[Criterion], names: dict[int, str], language: str
) -> dict[str, Any]:
    """Return criteria by readers, as the table component draws it."""
    given = [one for one in judgements if one.given_at]
    heads = [{"label": _("Criterion")}, *({"label": names[one.assignment.reviewer_id]} for one in given)]
    rows = [
        [
            {"value": in_language(one.labels, language)},
            *(
                {"value": _cell(judgement, one.key), "label": names[judgement.assignment.reviewer_id]}
                for judgement in given
            ),
        ]
        for one in criteria
    ]
    return {"heads": heads, "rows": rows if given else []}


def _cell(judgement: Judgement, key: str) -> str:
    note = judgement.notes.get(key, "")
    return say_score(judgement.scores.get(key)) + (f": {note}" if note else "")


def _agreements(pairs: Sequence[Pair], criteria: Sequence[Criterion], language: str) -> list[dict[str, Any]]:
    labels = {one.key: in_language(one.labels, language) for one in criteria}
    return [
        {
            "names": (say_reader(pair.first), say_reader(pair.second)),
            "sentences": say_agreement(pair.agreement),
            "far_apart": [labels[key] for key in pair.agreement.far_apart],
            "is_disagreement": pair.agreement.is_disagreement,
        }
        for pair in pairs
    ]


def _by_section(notes: Sequence[Note], language: str) -> list[tuple[str, list[Note]]]:
    labels = _labels(language)
    grouped: dict[str, list[Note]] = {}
    for one in notes:
        grouped.setdefault(one.comment.section, []).append(one)
    ordered = [*(key for key in labels if key in grouped), *(key for key in grouped if key not in labels)]
    return [(label_of(key, labels), grouped[key]) for key in ordered]


def _labels(language: str) -> dict[str, str]:
    return {"title": _("Title"), "summary": _("Summary"), **section_labels(language)}
