"""Reads of one review: what each person may see of it. Blindness is here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from convivia.people.models import HeldRole
from convivia.people.roles import Permission
from convivia.people.rules import who_may
from convivia.practices.models import Practice, Revision
from convivia.practices.rules import may_read_draft, may_with, scope_of
from convivia.practices.snapshots import Content
from convivia.reviews.agreement import Agreement, Opinion, agreement
from convivia.reviews.models import (
    ACTIVE,
    WAITING,
    Assignment,
    Comment,
    CriteriaEdition,
    Criterion,
    Judgement,
    Round,
)
from convivia.reviews.rules import Conflict, belonging, conflict_of, tie_of
from convivia.reviews.scoring import Group, Measure


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked to read, what they still have to read, and what stands in the way."""

    person: User
    name: str
    waiting: int
    tie: Conflict | None


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two readers, by their positions, agree."""

    first: int
    second: int
    agreement: Agreement


def newest_criteria() -> CriteriaEdition:
    """Return the newest edition with its criteria; raise `CriteriaEdition.DoesNotExist` where none is loaded."""
    return CriteriaEdition.objects.prefetch_related("criteria").latest("id")


def criteria_of(edition_id: int) -> list[Criterion]:
    """Return the criteria of an edition in order."""
    return list(Criterion.objects.filter(edition=edition_id))


def measures_of(edition_id: int) -> list[Measure]:
    """Return what scoring has to know of the criteria of an edition."""
    return [as_measure(one) for one in criteria_of(edition_id)]


def as_measure(criterion: Criterion) -> Measure:
    """Return what scoring has to know of a criterion."""
    return Measure(criterion.key, Group(criterion.group), criterion.weight)


def assignment_of(person: User, pk: int) -> Assignment | None:
    """Return what `person` was asked to read; None for what others were asked, and for who may not judge any more.

    Whoever has come to belong to the city since, or is no reviewer any more, sees nothing of it.
    """
    found = (
        Assignment.objects.select_related(
            "round__practice__city", "round__practice__network", "round__revision", "round__edition"
        )
        .filter(pk=pk, reviewer=person)
        .first()
    )
    if found is None or found.state not in ACTIVE:
        return None
    practice = found.round.practice
    return None if conflict_of(person, practice, belonging(practice, found.round.revision)) else found


def round_to_read(person: User, pk: int) -> Round | None:
    """Return a round that `person` may look at: editors always, the city's people once it is closed; else None."""
    found = (
        Round.objects.select_related("practice__city", "practice__network", "revision", "edition").filter(pk=pk).first()
    )
    if found is None:
        return None
    if may_with(person, Permission.ASSIGN, found.practice):
        return found
    return found if not found.is_open and may_read_draft(person, found.practice) else None


def judgements_visible_to(person: User, found: Round) -> QuerySet[Judgement]:
    """Return the judgements of a round that `person` may see, in the order of the readers.

    A reader sees their own alone until all who were asked have handed in, even one who is an editor, too. Editors see
    what is handed in; the city's people see it once the round is closed; anybody else nothing.
    """
    handed_in = Q(given_at__isnull=False, assignment__state=Assignment.State.DONE)
    return (
        Judgement.objects.filter(assignment__round=found)
        .filter(_visible(person, found, own=Q(assignment__reviewer=person), others=handed_in))
        .select_related("assignment__reviewer__profile")
        .order_by("assignment__position")
    )


def comments_visible_to(person: User, found: Round) -> QuerySet[Comment]:
    """Return the comments of a round that `person` may see: as judgements, and the city only what is meant for it."""
    unsaid = Assignment.objects.filter(round=found).exclude(state=Assignment.State.DONE).values("reviewer")
    said = ~Q(author__in=unsaid)
    if not may_with(person, Permission.ASSIGN, found.practice):
        said &= Q(audience=Comment.Audience.CITY) | Q(round__assignments__reviewer=person)
    visible = _visible(person, found, own=Q(author=person), others=said)
    return Comment.objects.filter(round=found).filter(visible).select_related("author").distinct()


def _visible(person: User, found: Round, *, own: Q, others: Q) -> Q:
    mine = Assignment.objects.filter(round=found, reviewer=person, state__in=ACTIVE).first()
    if mine is not None:
        return own | others if reading_is_over(found, mine) else own
    if may_with(person, Permission.ASSIGN, found.practice):
        return own | others
    if not found.is_open and may_read_draft(person, found.practice):
        return others
    return Q(pk__in=[])


def reading_is_over(found: Round, mine: Assignment) -> bool:
    """Return whether a reader has handed in and nobody else is waited for: only then they see what others wrote."""
    if mine.state != Assignment.State.DONE:
        return False
    return not Assignment.objects.filter(round=found, state__in=WAITING).exists()


def may_know_names(person: User, found: Round) -> bool:
    """Return whether `person` learns who the readers are: editors who do not read themselves, others if it says so."""
    if Assignment.objects.filter(round=found, reviewer=person, state__in=ACTIVE).exists():
        return found.shows_names
    return found.shows_names or may_with(person, Permission.ASSIGN, found.practice)


def agreements(measures: Sequence[Measure], judgements: Sequence[Judgement]) -> list[Pair]:
    """Return how far each two of the readers agree whose judgements these are."""
    return [
        Pair(
            one.assignment.position,
            two.assignment.position,
            agreement(measures, Opinion(one.recommendation, one.scores), Opinion(two.recommendation, two.scores)),
        )
        for one, two in combinations(judgements, 2)
    ]


def candidates(practice: Practice, revision: Revision | None, found: Round | None = None) -> list[Candidate]:
    """Return who may judge practices of this city, the least busy first; who is tied to it comes last, and why.

    Who was asked in this round before is left out. The number of queries does not depend on how many there are.
    """
    people = who_may(Permission.REVIEW, scope_of(practice)).select_related("profile")
    if found is not None:
        people = people.exclude(assignments__round=found)
    loads = dict(Assignment.objects.filter(state__in=WAITING).values_list("reviewer").annotate(Count("id")).order_by())
    held: dict[int, list[HeldRole]] = {}
    for role in HeldRole.objects.filter(ended_at__isnull=True, user__in=people.values("pk").order_by()):
        held.setdefault(role.user_id, []).append(role)
    whose = belonging(practice, revision)
    rows = [
        Candidate(one, name_for_colleagues(one), loads.get(one.pk, 0), tie_of(one, held.get(one.pk, ()), whose))
        for one in people
    ]
    return sorted(rows, key=lambda row: (row.tie is not None, row.waiting, row.name.casefold()))


def name_for_colleagues(person: User) -> str:
    """Return what colleagues call a person: the name of the profile, else of the account."""
    profile = getattr(person, "profile", None)
    return (profile.name if profile else "") or person.get_username()


def handed_in(practice: Practice) -> Revision | None:
    """Return what was handed in last."""
    return Revision.objects.filter(practice=practice, step="submit").order_by("-number").first()


def passages_of(content: Content, language: str) -> dict[str, str]:
    """Return what was handed in in one language by section: title, summary, the answers, each piece of evidence."""
    text = content["texts"].get(language)
    if text is None:
        return {}
    evidence = {
        f"evidence-{number}": one["statements"].get(language, "") for number, one in enumerate(content["evidence"], 1)
    }
    parts = {
        "title": text["title"] or text["stand_in_title"],
        "summary": text["summary"],
        **text["answers"],
        **evidence,
    }
    return {key: words for key, words in parts.items() if words}


def passage_text(found: Round, section: str, language: str) -> str:
    """Return the words of one section of what was handed in; "" where there is no such section."""
    return passages_of(cast(Content, found.revision.content), language).get(section, "")


def last_rounds(practice: Practice) -> QuerySet[Round]:
    """Return the rounds of a practice, the newest first."""
    return Round.objects.filter(practice=practice).order_by("-opened_at", "-id")
