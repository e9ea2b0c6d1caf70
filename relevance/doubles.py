"""How well likely doubles are told, by records that are read as the library reads them.

`python -m relevance.doubles` prints two tables. The easy one: every pair of the shipped records and of the variations
of `doubles.jsonl`; bilingual records are taken apart again, and all other pairs of the library count as two practices.
The hard one: the labelled pairs of `doubles_hard.jsonl`, by halves; weights are chosen by the half "tune" and told by
the half "held". `--pairs` names those that are told wrongly, of the hard ones only those of the half "tune".
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from convivia.search.likely import BY_MEANING, LIKELY, RARE, Alike, weigh
from relevance.doubles_records import HELD, OTHERS, SAME, TUNE, Record, hard_records, labelled_pairs, shipped_records

EASY = ("translation", "bilingual", "older", "print")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two records with how likely they are one practice, whether they are, and what kind of pair they make."""

    one: Record
    other: Record
    score: float
    is_same: bool
    kind: str

    @property
    def is_named(self) -> bool:
        """Whether an editor is shown the pair."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class Figures:
    """How many pairs are of one practice, how many of those are named, and how many others are named falsely."""

    right: int
    hits: int
    false: int

    @classmethod
    def of(cls, pairs: Iterable[Weighed]) -> "Figures":
        """Return the figures of `pairs`."""
        counted = Counter((pair.is_same, pair.is_named) for pair in pairs)
        return cls(counted[True, True] + counted[True, False], counted[True, True], counted[False, True])

    @property
    def recall(self) -> float:
        """The part of the pairs of one practice that is named."""
        return self.hits / self.right if self.right else 0.0

    @property
    def precision(self) -> float:
        """The part of the named pairs that is of one practice."""
        return self.hits / (self.hits + self.false) if self.hits else 0.0


class Comparing:
    """Weighs pairs of `made` as the library does: by meaning only where one is among the nearest of the other."""

    def __init__(self, made: Sequence[Record]) -> None:
        """Find the nearest of all records."""
        links = Counter(link for one in made for link in one.told.links)
        self._rare = frozenset(link for link, count in links.items() if count <= RARE)
        self._near = _near(made)

    def score(self, one: Record, other: Record) -> float:
        """Return how likely the two are one practice."""
        alike = Alike(_cosine(one.titles, other.titles), _cosine(one.passages, other.passages), self._rare)
        if id(other) not in self._near[id(one)] and id(one) not in self._near[id(other)]:
            alike = replace(alike, titles=None, told=None)
        return weigh(one.told, other.told, alike).score


def easy_pairs(made: Sequence[Record], by: Comparing) -> Iterator[Weighed]:
    """Yield every pair of shipped records and variations that could meet."""
    for one, other in combinations(made, 2):
        if one.kind in EASY and other.kind in EASY and one.of != other.of:
            continue  # two variations are only compared through what they vary
        kind = next((kind for kind in EASY if kind in (one.kind, other.kind)), "") if one.of == other.of else ""
        yield Weighed(one, other, by.score(one, other), one.of == other.of, kind)


def hard_pairs(made: list[Record], by: Comparing, half: str) -> list[Weighed]:
    """Return the labelled pairs of one half."""
    return [
        Weighed(one, other, by.score(one, other), kind in SAME, kind)
        for one, other, kind in labelled_pairs(made)
        if one.half == half
    ]


def main(arguments: Sequence[str]) -> None:
    """Print what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convivia.settings")
    shipped, hard = shipped_records(), hard_records()
    wrong = list(easy_pairs(shipped, Comparing(shipped)))
    _say("The library and its variations", wrong, EASY)
    by = Comparing([*shipped, *hard])
    for half in (TUNE, HELD):
        pairs = hard_pairs(hard, by, half)
        _say(f"Hard pairs, half {half}", pairs, (*SAME, *OTHERS))
        wrong += pairs if half == TUNE else []
    apart = sum(by.score(one, other) >= LIKELY for one in hard for other in shipped)
    print(f"\nInvented records that are taken for shipped ones: {apart}")
    if "--pairs" in arguments:
        for pair in sorted(wrong, key=lambda pair: -pair.score):
            if pair.is_named != pair.is_same:
                print(
                    f"  {'false' if pair.is_named else 'missed'} {pair.score:.2f} {pair.one.name} / {pair.other.name}"
                )


def _say(title: str, pairs: Sequence[Weighed], kinds: Sequence[str]) -> None:
    figures = Figures.of(pairs)
    print(f"\n{title}: {len(pairs):,} pairs, {figures.right} of one practice")
    print(f"  recall {figures.recall:.3f}, precision {figures.precision:.3f}")
    for kind in kinds:
        named = [pair.is_named for pair in pairs if pair.kind == kind]
        print(f"  {kind}: {sum(named)} of {len(named)} named")
    print(f"  others named: {sum(pair.is_named for pair in pairs if not pair.is_same)}")


def _near(made: Sequence[Record]) -> dict[int, set[int]]:
    """Return for each record those whose passages are nearest, as many as the library looks at."""
    if not made or made[0].passages is None:
        return {id(one): set() for one in made}
    return {
        id(one): {
            id(other)
            for other in sorted(made, key=lambda other: -float(np.max(one.passages @ other.passages.T)))[
                : BY_MEANING + 1
            ]
        }
        for one in made
    }


def _cosine(one: np.ndarray | None, other: np.ndarray | None) -> float | None:
    return None if one is None or other is None else float(np.max(one @ other.T))


if __name__ == "__main__":
    main(sys.argv[1:])
