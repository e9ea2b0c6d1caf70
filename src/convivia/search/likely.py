"""How likely it is that two records tell of one practice, from what is alike in them. Pure.

Each thing that is alike, or differs, is a sign with its weight. The weights were chosen by the labelled pairs
of `relevance/` and are measured by `python -m relevance.doubles` (decision 0028).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from rapidfuzz.fuzz import ratio

from convivia.common.folding import fold_name

# Signs, as they are kept and as `likely_words` says them.
SAME_TITLE, SIMILAR_TITLE, TITLE_MEANS = "same-title", "similar-title", "title-means"
SAME_PLACE, NEAR_PLACE, OTHER_PLACE = "same-place", "near-place", "other-place"
SAME_YEAR, OTHER_YEAR, SAME_PERIOD = "same-year", "other-year", "same-period"
TOLD_ALIKE, SAME_LINK, OTHER_LANGUAGE = "told-alike", "same-link", "other-language"
OTHER_EDITION = "other-edition"

WEIGHTS: Final = {
    SAME_TITLE: 5.0, SIMILAR_TITLE: 3.5, SAME_PLACE: 2.0, NEAR_PLACE: 1.0, OTHER_PLACE: -8.0, SAME_YEAR: 1.0,
    SAME_PERIOD: 1.5, OTHER_YEAR: -1.0, SAME_LINK: 1.0, OTHER_LANGUAGE: 0.0,
    OTHER_EDITION: -6.0,
}  # fmt: skip
# A likeness of meaning counts from the first value on, and in full from the second. Encoders find texts of one language
# more alike than texts of two, whatever they tell.
TITLE_RANGE: Final = {True: (0.45, 0.8), False: (0.45, 0.65)}
TOLD_RANGE: Final = {True: (0.5, 0.7), False: (0.28, 0.4)}
TITLE_WEIGHT, TOLD_WEIGHT = 3.5, 4.0
# Titles whose letters are this alike are similar; so are those of which one has all words of the other, two at least.
LETTERS_ALIKE: Final = 0.86
# The sum of the signs of two records that are as likely one practice as not.
EVEN: Final = 5.5
# So many of the nearest in meaning are looked at; of others, what they mean does not count.
BY_MEANING: Final = 30
# A link that more records than this have leads to a list, and says nothing of one practice.
RARE: Final = 2
# From here on a pair is shown.
LIKELY: Final = 0.5
# Names all of these: pairs that were weighed by others are weighed anew.
_NUMBERS = (WEIGHTS, TITLE_RANGE, TOLD_RANGE, TITLE_WEIGHT, TOLD_WEIGHT, LETTERS_ALIKE, EVEN, BY_MEANING, RARE, LIKELY)
STAMP: Final = blake2b(repr(_NUMBERS).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """What two records are compared by. `titles` come with their language, `places` and `around` (what they are part
    of, or contain) are database ids; `names` are the words of places, which say nothing in a title; `period` is an
    interval in EDTF."""

    titles: tuple[tuple[str, str], ...] = ()
    places: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    period: str = ""
    start: int | None = None
    links: frozenset[str] = frozenset()

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which there is a title."""
        return frozenset(language for language, _ in self.titles)


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two records are in what only others can tell: the meaning of their titles and of what they tell
    (cosines; None: not known), and which links are so rare that sharing one says something."""

    titles: float | None = None
    told: float | None = None
    rare_links: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely two records are one practice, from 0 to 1, and the signs, the weightiest first."""

    score: float
    signs: tuple[str, ...]


def weigh(one: Told, other: Told, alike: Alike) -> Likely:
    """Return how likely two records tell of one practice, and by which signs; those against it come last."""
    weights = dict(_signs(one, other, alike))
    total = sum(weights.values())
    signs = sorted(weights, key=lambda sign: (-weights[sign], sign))
    return Likely(1 / (1 + math.exp(EVEN - total)), tuple(signs))


def _signs(one: Told, other: Told, alike: Alike) -> Iterator[tuple[str, float]]:
    share_language = bool(one.languages & other.languages)
    yield from _of_titles(one, other, _part(alike.titles, *TITLE_RANGE[share_language]))
    yield from ((sign, WEIGHTS[sign]) for sign in (*_of_places(one, other), *_of_periods(one, other)))
    if told := _part(alike.told, *TOLD_RANGE[share_language]):
        yield TOLD_ALIKE, told * TOLD_WEIGHT
    if one.links & other.links & alike.rare_links:
        yield SAME_LINK, WEIGHTS[SAME_LINK]
    if one.languages and other.languages and not share_language:
        yield OTHER_LANGUAGE, WEIGHTS[OTHER_LANGUAGE]


def _of_titles(one: Told, other: Told, meaning: float) -> Iterator[tuple[str, float]]:
    """Yield the one strongest sign of the titles, and whether they name two editions of a series."""
    names = one.names | other.names
    mine, theirs = (list(_bare(record.titles, names)) for record in (one, other))
    pairs = [(first, second) for first in mine for second in theirs]
    by_meaning = meaning * TITLE_WEIGHT
    if any(first == second for first, second in pairs):
        yield SAME_TITLE, WEIGHTS[SAME_TITLE]
    elif any(_is_similar(first, second) for first, second in pairs):
        yield SIMILAR_TITLE, max(WEIGHTS[SIMILAR_TITLE], by_meaning)
    elif by_meaning:
        yield TITLE_MEANS, by_meaning
    if pairs and one.start != other.start and all(_are_editions(first, second) for first, second in pairs):
        yield OTHER_EDITION, WEIGHTS[OTHER_EDITION]


def _are_editions(one: str, other: str) -> bool:
    """Return whether titles differ in their numbers: each has one of its own, or one is the other with a number."""
    (mine, words), (theirs, others) = (_parted(title) for title in (one, other))
    return mine != theirs and (bool(mine and theirs) or words == others)


def _parted(title: str) -> tuple[frozenset[str], str]:
    """Return the numbers of a folded title, and its other words."""
    words = title.split()
    numbers = frozenset(word for word in words if word.isdecimal())
    return numbers, " ".join(word for word in words if word not in numbers)


def _bare(titles: Iterable[tuple[str, str]], names: frozenset[str]) -> Iterator[str]:
    """Yield titles folded and without the names of places; a title of names alone stays whole."""
    for _, title in titles:
        folded = fold_name(title)
        bare = " ".join(word for word in folded.split() if word not in names)
        if bare or folded:
            yield bare or folded


def _is_similar(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    fewer, more = sorted((words, others), key=len)
    has_all = len(fewer) > 1 and fewer <= more
    return has_all or ratio(one, other) / 100 >= LETTERS_ALIKE


def _of_places(one: Told, other: Told) -> Iterator[str]:
    if one.places & other.places:
        yield SAME_PLACE
    elif one.places & other.around or one.around & other.places:
        yield NEAR_PLACE
    elif (one.places and other.places) or (one.countries and other.countries and not one.countries & other.countries):
        yield OTHER_PLACE


def _of_periods(one: Told, other: Told) -> Iterator[str]:
    if one.start is None or other.start is None:
        return
    if one.period and one.period == other.period:
        yield SAME_PERIOD
    else:
        yield SAME_YEAR if one.start == other.start else OTHER_YEAR


def _part(value: float | None, first: float, full: float) -> float:
    """Return how much of the way from `first` to `full` a likeness has gone, from 0 to 1."""
    return 0.0 if value is None else min(1.0, max(0.0, (value - first) / (full - first)))
