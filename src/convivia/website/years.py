"""When practices began, as columns of years: single years, and the long tail before them as one. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

# Columns that a picture has room for; years before them are one column.
MOST_COLUMNS = 24
# From below to above; those that still run stand on the ground line, where they are easiest to compare.
STATUSES = ("running", "unknown", "ended")


@dataclass(frozen=True, slots=True)
class Column:
    """The practices that began from `first` to `last`, by status in the order of `STATUSES`."""

    first: int
    last: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many they are in all."""
        return sum(self.counts)

    @property
    def is_span(self) -> bool:
        """Whether it stands for several years."""
        return self.first != self.last

    @property
    def value(self) -> str:
        """The years as a filter of the library has them: "2019", "1985-1998"."""
        return f"{self.first}-{self.last}" if self.is_span else str(self.first)


@dataclass(frozen=True, slots=True)
class Years:
    """All columns from the first year to the last, empty ones too. `middle`: half began in that year or later."""

    columns: tuple[Column, ...]
    counts: tuple[int, ...]
    middle: int

    @property
    def total(self) -> int:
        """How many practices have a first year."""
        return sum(self.counts)

    @property
    def most(self) -> int:
        """What the highest column stands for."""
        return max((column.total for column in self.columns), default=0)


def years_of(found: Mapping[str, Mapping[int, int]]) -> Years:
    """Return the columns of `found`, which says by status and year how many practices began then."""
    by_year = {
        year: tuple(found.get(status, {}).get(year, 0) for status in STATUSES)
        for year in sorted({year for counts in found.values() for year, number in counts.items() if number})
    }
    if not by_year:
        return Years((), (0,) * len(STATUSES), 0)
    first, last = min(by_year), max(by_year)
    start = max(first, last - MOST_COLUMNS + 1)
    if start > first:
        start += 1  # the column before it takes the place of one
    before = [counts for year, counts in by_year.items() if year < start]
    columns = [Column(first, start - 1, _sum(before))] if before else []
    empty = (0,) * len(STATUSES)
    columns += [Column(year, year, by_year.get(year, empty)) for year in range(start, last + 1)]
    return Years(tuple(columns), _sum(by_year.values()), _middle(by_year))


def marks(most: int, lines: int = 4) -> list[int]:
    """Return round numbers from 0 for the lines of a scale that holds `most`; `lines` of them above 0, or fewer."""
    step = next(step for step in _round_numbers() if step * lines >= most)
    return [step * number for number in range(-(-most // step) + 1)]


def _round_numbers() -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    for power in count():
        yield from (10**power, 2 * 10**power, 5 * 10**power)


def _sum(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _middle(by_year: Mapping[int, tuple[int, ...]]) -> int:
    """Return the latest year such that at least half of all began in it or later."""
    total, seen = sum(map(sum, by_year.values())), 0
    for year in sorted(by_year, reverse=True):
        seen += sum(by_year[year])
        if seen * 2 >= total:
            return year
    return 0
