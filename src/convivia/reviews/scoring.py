"""What scores come to, for one reader. Pure.

Three groups: a "no" in the exclusion group stands in the way of being accepted; core and qualifying criteria are
scored 0 to 4. A share is the weighted mean of the scores in per cent of what could be reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

HIGHEST = 4
Score = bool | int
Scores = Mapping[str, Score]


class Group(StrEnum):
    """What a criterion is for."""

    EXCLUSION = "exclusion"
    CORE = "core"
    QUALIFYING = "qualifying"


@dataclass(frozen=True, slots=True)
class Measure:
    """What scoring has to know of a criterion."""

    key: str
    group: Group
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """What the scores of one reader come to. Shares are in per cent; None where nothing of the group is scored."""

    excluded_by: tuple[str, ...]
    missing: tuple[str, ...]
    core: int | None
    qualifying: int | None
    overall: int | None


def read_score(group: Group, written: str) -> Score:
    """Return a score as a form writes it: "yes" or "no" for exclusion, "0" to "4" for the others.

    Raise `ValueError` for anything else.
    """
    if group == Group.EXCLUSION:
        if written not in ("yes", "no"):
            raise ValueError(written)
        return written == "yes"
    if written not in {str(score) for score in range(HIGHEST + 1)}:
        raise ValueError(written)
    return int(written)


def write_score(score: Score | None) -> str:
    """Return a score as a form writes it; "" for none."""
    if score is None:
        return ""
    if isinstance(score, bool):
        return "yes" if score else "no"
    return str(score)


def result(measures: Sequence[Measure], scores: Scores) -> Result:
    """Return what `scores` come to."""
    scored = [one for one in measures if one.group != Group.EXCLUSION]
    return Result(
        excluded_by=tuple(one.key for one in measures if one.group == Group.EXCLUSION and scores.get(one.key) is False),
        missing=tuple(one.key for one in measures if one.key not in scores),
        core=_share([one for one in scored if one.group == Group.CORE], scores),
        qualifying=_share([one for one in scored if one.group == Group.QUALIFYING], scores),
        overall=_share(scored, scores),
    )


def _share(measures: Sequence[Measure], scores: Scores) -> int | None:
    given = [(scores[one.key], one.weight) for one in measures if one.key in scores]
    weights = sum(weight for _, weight in given)
    if not weights:
        return None
    reached = sum(int(score) * weight for score, weight in given)
    return round(100 * reached / (HIGHEST * weights))
