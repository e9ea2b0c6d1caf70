"""What the public sees of a review, where the city agrees; and how well readers understand the criteria alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from convivia.practices.models import Practice
from convivia.reviews.agreement import weighted_kappa
from convivia.reviews.models import Assignment, Criterion, Judgement, OpenReview, Round
from convivia.reviews.queries import Pair, agreements, as_measure, criteria_of
from convivia.reviews.scoring import Group, Result, Score, result


@dataclass(frozen=True, slots=True)
class PublicReader:
    """What one reader found; never their name."""

    position: int
    recommendation: str
    reason: str
    scores: Mapping[str, Score]
    notes: Mapping[str, str]
    result: Result


@dataclass(frozen=True, slots=True)
class PublicReview:
    """The review that a practice was accepted in, as its city lets it be seen."""

    decided_at: datetime
    version: str
    criteria: tuple[Criterion, ...]
    readers: tuple[PublicReader, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How alike readers scored one criterion: pairs of scores, how many were the same, the mean difference."""

    criterion: Criterion
    pairs: int
    same: int
    mean_difference: float | None
    kappa: float | None


def public_review(practice: Practice) -> PublicReview | None:
    """Return the review of a practice that is public: the last one in which it was accepted; None without agreement."""
    accepted = Round.objects.filter(practice=practice, outcome=Round.Outcome.ACCEPTED, practice__is_shown=True)
    found = (
        accepted.filter(practice__open_review__isnull=False).select_related("edition").order_by("-closed_at").first()
    )
    if found is None or found.closed_at is None:
        return None
    criteria = criteria_of(found.edition_id)
    judgements = given_judgements(found)
    measures = [as_measure(one) for one in criteria]
    return PublicReview(
        decided_at=found.closed_at,
        version=found.edition.version,
        criteria=tuple(criteria),
        readers=tuple(
            PublicReader(
                position=one.assignment.position,
                recommendation=one.recommendation,
                reason=one.reason,
                scores=one.scores,
                notes=one.notes,
                result=result(measures, one.scores),
            )
            for one in judgements
        ),
        pairs=tuple(agreements(measures, judgements)),
    )


def is_open_review(practice: Practice) -> bool:
    """Return whether the city agrees that the review of its practice is public."""
    return OpenReview.objects.filter(practice=practice).exists()


def given_judgements(found: Round) -> list[Judgement]:
    """Return the judgements of a closed round, in the order of the readers."""
    done = Judgement.objects.filter(assignment__round=found, assignment__state=Assignment.State.DONE)
    return list(done.select_related("assignment").order_by("assignment__position"))


def calibration(criteria: Sequence[Criterion]) -> list[Calibration]:
    """Return how alike the readers of closed rounds scored each of these criteria (of one edition); one query."""
    scores: dict[int, list[Mapping[str, Score]]] = {}
    given = Judgement.objects.filter(
        assignment__state=Assignment.State.DONE,
        assignment__round__closed_at__isnull=False,
        assignment__round__edition__in={one.edition_id for one in criteria},
    )
    for found, score in given.values_list("assignment__round", "scores"):
        scores.setdefault(found, []).append(score)
    couples = [pair for readers in scores.values() for pair in combinations(readers, 2)]
    return [_calibration(one, couples) for one in criteria]


def _calibration(
    criterion: Criterion, couples: Sequence[tuple[Mapping[str, Score], Mapping[str, Score]]]
) -> Calibration:
    key = criterion.key
    pairs = [(int(one[key]), int(two[key])) for one, two in couples if key in one and key in two]
    apart = [abs(one - two) for one, two in pairs]
    return Calibration(
        criterion=criterion,
        pairs=len(pairs),
        same=apart.count(0),
        mean_difference=round(sum(apart) / len(apart), 1) if apart else None,
        kappa=weighted_kappa(pairs) if criterion.group != Group.EXCLUSION else None,
    )
