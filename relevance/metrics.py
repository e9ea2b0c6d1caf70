"""How good one ranking is, by what people judged. Pure.

`found` are ids, the best first; `grades` say how well a practice answers (2: answers it, 1: related; what is not named
does not). An id that comes a second time counts nothing, but takes its rank. Every figure lies between 0 and 1.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import log2

TOP, DEEP = 10, 20

Gain = Callable[[int], float]


def linear(grade: int) -> float:
    """Return the gain of a practice that is worth its grade: a full answer counts as two that are related."""
    return float(grade)


def exponential(grade: int) -> float:
    """Return the gain 2^grade - 1: a full answer counts as three that are related."""
    return float(2**grade - 1)


def ndcg(found: Sequence[str], grades: Mapping[str, int], *, gain: Gain = linear, depth: int = TOP) -> float:
    """Return the normalised discounted cumulated gain of the first `depth` (Järvelin and Kekäläinen 2002).

    The discount of rank r is log2(r + 1); the norm is the best order of all that is graded. Raises `ValueError` where
    nothing is graded: then no order is better than another.
    """
    _demand(grades)
    got = _discounted(gain(grade) for grade in _grades(found, grades, depth))
    best = _discounted(gain(grade) for grade in sorted(grades.values(), reverse=True)[:depth])
    return min(1.0, got / best)


def recall(found: Sequence[str], grades: Mapping[str, int], *, depth: int = DEEP) -> float:
    """Return which part of all that is graded is among the first `depth`; `ValueError` where nothing is graded."""
    _demand(grades)
    return sum(grade > 0 for grade in _grades(found, grades, depth)) / len(grades)


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int], *, depth: int = TOP) -> float:
    """Return 1/r where r is the rank of the first that is graded, 0 beyond `depth`; `ValueError` for nothing graded."""
    _demand(grades)
    ranks = (rank for rank, grade in enumerate(_grades(found, grades, depth), start=1) if grade)
    return 1 / next(ranks, float("inf"))


def _demand(grades: Mapping[str, int]) -> None:
    if not grades or min(grades.values()) < 1:
        raise ValueError("A ranking is measured by grades of 1 and more, and there must be some.")


def _grades(found: Sequence[str], grades: Mapping[str, int], depth: int) -> Iterator[int]:
    """Yield the grade at each rank, 0 for what is not graded and for what came before."""
    seen: set[str] = set()
    for one in islice(found, depth):
        yield 0 if one in seen else grades.get(one, 0)
        seen.add(one)


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
