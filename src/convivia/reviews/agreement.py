"""How far two readers agree. Pure.

Two figures are shown, each said in words: the share of criteria on which both chose the same, and a weighted kappa of
the scores 0 to 4 (Cohen 1968, linear weights): how much closer the scores are than chance would bring them, 1 for the
same throughout, 0 for chance. With the few scores of one practice it is a hint; over many practices it tells how well
the criteria are understood alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from convivia.reviews.scoring import HIGHEST, Group, Measure, Scores

# Core scores that lie further apart than this are a disagreement, and a third reader is asked.
FAR_APART = 2


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reader handed in."""

    recommendation: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two readers are apart on one criterion: in points, or for yes and no 1 where they differ."""

    key: str
    group: Group
    points: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree."""

    same: int
    compared: int
    kappa: float | None
    differences: tuple[Difference, ...]
    same_recommendation: bool
    far_apart: tuple[str, ...]

    @property
    def is_disagreement(self) -> bool:
        """Whether a third reader is needed."""
        return not self.same_recommendation or bool(self.far_apart)

    @property
    def share(self) -> int | None:
        """On how many criteria in a hundred both chose the same."""
        return round(100 * self.same / self.compared) if self.compared else None


def agreement(measures: Sequence[Measure], first: Opinion, second: Opinion) -> Agreement:
    """Return how far two readers agree, criterion by criterion.

    They disagree where they recommend different things, where a core score differs by more than `FAR_APART` points, or
    where one of them sees a reason for exclusion that the other does not.
    """
    both = [one for one in measures if one.key in first.scores and one.key in second.scores]
    differences = tuple(
        Difference(one.key, one.group, abs(int(first.scores[one.key]) - int(second.scores[one.key]))) for one in both
    )
    pairs = [(int(first.scores[one.key]), int(second.scores[one.key])) for one in both if one.group != Group.EXCLUSION]
    return Agreement(
        same=sum(not one.points for one in differences),
        compared=len(differences),
        kappa=weighted_kappa(pairs),
        differences=differences,
        same_recommendation=first.recommendation == second.recommendation,
        far_apart=tuple(one.key for one in differences if one.points > _bound(one.group)),
    )


def readers_disagree(measures: Sequence[Measure], opinions: Sequence[Opinion]) -> bool:
    """Return whether two of these readers disagree so far that one more is needed."""
    return any(agreement(measures, *pair).is_disagreement for pair in combinations(opinions, 2))


def weighted_kappa(pairs: Iterable[tuple[int, int]]) -> float | None:
    """Return Cohen's kappa with linear weights for pairs of scores from 0 to 4.

    None where it is not defined: no pairs, or no difference could have been expected.
    """
    pairs = list(pairs)
    if not pairs:
        return None
    firsts, seconds = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    scale = range(HIGHEST + 1)
    seen = sum(abs(one - two) for one, two in pairs) / len(pairs)
    by_chance = sum(abs(one - two) * firsts[one] * seconds[two] for one in scale for two in scale) / len(pairs) ** 2
    return None if not by_chance else 1 - seen / by_chance


def _bound(group: Group) -> int:
    return {Group.EXCLUSION: 0, Group.CORE: FAR_APART, Group.QUALIFYING: HIGHEST}[group]
