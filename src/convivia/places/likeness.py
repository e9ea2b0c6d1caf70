"""How alike two cities are: by size, share of foreign-born residents, country and networks. Pure.

Figures are compared by classes, not by their difference: published comparisons of intercultural cities group them so,
and figures of different years and sources are not exact enough for more. Where the classes end is data (`Bands`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

SIZE, DIVERSITY, COUNTRY, NETWORK = "size", "diversity", "country", "network"
TRAITS = (SIZE, DIVERSITY, COUNTRY, NETWORK)

# What a trait counts for, and what a pair of cities gets of it. The next class is half as good as the same one. What is
# not known of one of them counts like the middle between the next class and one that is further off: it neither makes
# a city alike nor rules it out.
WEIGHTS = {SIZE: 3, DIVERSITY: 3, COUNTRY: 2, NETWORK: 1}
SAME, NEXT, UNKNOWN, OTHER = 4, 2, 1, 0
MOST_POINTS = SAME * sum(WEIGHTS.values())

SMALLEST = {SIZE: 1, DIVERSITY: 0}
LARGEST = {SIZE: 50_000_000, DIVERSITY: 100}
# "285000", "285 000", "285,000", "285’000"; "14", "14.5", "14,5 %".
_WRITTEN = {
    SIZE: re.compile(r"[0-9]{1,8}|[0-9]{1,3}([ \u00a0\u202f.,'’])[0-9]{3}(?:\1[0-9]{3})?"),
    DIVERSITY: re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?"),
}


class BandsError(ValueError):
    """The classes are not written as they must be; the message says which line is wrong."""


class Class(NamedTuple):
    """One class: from `start` up to, but without, `end` (None: no end). `key` names it, in the index as well."""

    start: float
    end: float | None

    @property
    def key(self) -> str:
        return f"{self.start:.10g}-{'' if self.end is None else f'{self.end:.10g}'}"


@dataclass(frozen=True, slots=True)
class Bands:
    """The classes of size (inhabitants) and of diversity (percent of residents born in another country)."""

    classes: Mapping[str, tuple[Class, ...]]

    @classmethod
    def of(cls, *, size: Iterable[float], diversity: Iterable[float]) -> Self:
        """Return the classes that begin at these figures, and at 0."""
        starts = {SIZE: [0.0, *size], DIVERSITY: [0.0, *diversity]}
        ends = {trait: [*figures[1:], None] for trait, figures in starts.items()}
        return cls({trait: tuple(map(Class, starts[trait], ends[trait])) for trait in starts})

    def class_of(self, trait: str, figure: float | None) -> Class | None:
        """Return the class of a figure; None where it is not known."""
        if figure is None:
            return None
        return self.classes[trait][bisect_right(self.classes[trait], figure, key=lambda one: one.start) - 1]

    @property
    def name(self) -> str:
        """All classes in one word: another one where any begins elsewhere."""
        return " ".join(one.key for classes in self.classes.values() for one in classes)


def read_bands(rows: Iterable[Mapping[str, str]]) -> Bands:
    """Return the classes that `rows` ("trait", "from") say; raise `BandsError` for any that cannot be meant.

    Figures of a trait stand in growing order, above 0 and up to the largest that there can be; each trait has some.
    """
    starts: dict[str, list[float]] = {SIZE: [], DIVERSITY: []}
    for row in rows:
        trait, written = row.get("trait", ""), row.get("from", "")
        if trait not in starts:
            raise BandsError(f"“{trait}” is neither {SIZE} nor {DIVERSITY}.")
        try:
            figure = float(written)
        except ValueError:
            raise BandsError(f"{trait}: “{written}” is not a number.") from None
        if not 0 < figure <= LARGEST[trait]:
            raise BandsError(f"{trait}: {written} is not between 0 and {LARGEST[trait]}.")
        starts[trait].append(figure)
    for trait, figures in starts.items():
        if not figures:
            raise BandsError(f"{trait}: no class is named.")
        if any(first >= second for first, second in pairwise(figures)):
            raise BandsError(f"{trait}: each class must begin above the one before.")
    return Bands.of(size=starts[SIZE], diversity=starts[DIVERSITY])


def read_figure(trait: str, text: str) -> float | None:
    """Return the figure that a person wrote: inhabitants (1 to 50 million) or a share in percent (0 to 100, with two
    decimals at most), as they are written in any of the interface's languages; None where it is neither."""
    form = _WRITTEN[trait].fullmatch(text.strip())
    if form is None:
        return None
    plain = re.sub(r"[^0-9]", "", form[0]) if trait == SIZE else form[1].replace(",", ".")
    figure = float(plain)
    return figure if SMALLEST[trait] <= figure <= LARGEST[trait] else None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a city: inhabitants, percent born in another country, country (ISO 3166-1), keys of networks."""

    population: float | None = None
    foreign_born: float | None = None
    country: str = ""
    networks: frozenset[str] = frozenset()


class Traits(NamedTuple):
    """A city reduced to what is compared: keys of its classes ("" where not known), country, and networks in order."""

    size: str = ""
    diversity: str = ""
    country: str = ""
    networks: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The traits as one word, for the index: "200000-500000|10-15|NO|intercultural-cities,norway"."""
        return "|".join([self.size, self.diversity, self.country, ",".join(self.networks)])

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Return the traits that `code` says."""
        size, diversity, country, networks = code.split("|")
        return cls(size, diversity, country, tuple(filter(None, networks.split(","))))


def traits(profile: Profile, bands: Bands) -> Traits:
    """Return what of `profile` is compared."""
    size = bands.class_of(SIZE, profile.population)
    diversity = bands.class_of(DIVERSITY, profile.foreign_born)
    networks = tuple(sorted(profile.networks))
    return Traits(size.key if size else "", diversity.key if diversity else "", profile.country, networks)


class Reason(NamedTuple):
    """Why a city is alike: the trait, whether it is the same or only near, and what the city has of it."""

    trait: str
    is_same: bool
    figure: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cities are: 0 (in nothing that is known) to 1 (in all), and why."""

    score: float
    reasons: tuple[Reason, ...] = ()


def likeness(mine: Profile, other: Profile, bands: Bands) -> Likeness:
    """Return how alike two cities are, and in what `other` is like `mine`."""
    ours, theirs = traits(mine, bands), traits(other, bands)
    given = {trait: _points(trait, ours, theirs) for trait in TRAITS}
    told: dict[str, tuple[float | None, tuple[str, ...]]] = {
        SIZE: (other.population, ()),
        DIVERSITY: (other.foreign_born, ()),
        COUNTRY: (None, (other.country,)),
        NETWORK: (None, tuple(sorted(mine.networks & other.networks))),
    }
    reasons = (Reason(trait, given[trait] == SAME, *told[trait]) for trait in TRAITS if given[trait] >= NEXT)
    return Likeness(_weighed(given) / MOST_POINTS, tuple(reasons))


def points(ours: Traits, theirs: Traits) -> int:
    """Return how alike two cities are, from 0 to MOST_POINTS: the score of `likeness` in whole numbers."""
    return _weighed({trait: _points(trait, ours, theirs) for trait in TRAITS})


def _weighed(given: Mapping[str, int]) -> int:
    return sum(WEIGHTS[trait] * points for trait, points in given.items())


def _points(trait: str, ours: Traits, theirs: Traits) -> int:
    if trait == NETWORK:
        return OTHER if set(ours.networks).isdisjoint(theirs.networks) else SAME
    own, other = getattr(ours, trait), getattr(theirs, trait)
    if not own or not other:
        return UNKNOWN
    if own == other:
        return SAME
    return NEXT if trait != COUNTRY and _are_next(own, other) else OTHER


def _are_next(own: str, other: str) -> bool:
    """Return whether one class begins where the other ends."""
    (start, end), (other_start, other_end) = own.split("-"), other.split("-")
    return end == other_start or other_end == start
