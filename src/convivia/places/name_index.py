"""Names of the places of one country, ready to be looked up: exact, misspelt, cut off. Pure."""

import re
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from convivia.common.folding import fold_name

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
_SAINTS = {"saint": ("st",), "st": ("saint", "sankt"), "sankt": ("st",), "sainte": ("ste",), "ste": ("sainte",)}
_TITLE = re.compile(
    r"^(?:(?:city|town|municipality|borough|district|canton|ville|commune|comune|citta|stadt|gemeente|ayuntamiento|ajuntament"
    r"|municipio|concelho|camara municipal|grad)(?: (?:of|de|d|di|da|do|del|van))? )?(.+?)"
    r"(?: (?:(?:city|district|borough) council|council|kommune|kommun|municipality))?$"
)
LONGEST_TYPO = 60
KILOMETRES_PER_DEGREE = 111.2


class PlaceRow(NamedTuple):
    """A place as the gazetteer knows it. `parent` is the key of the place that it is a part of, or "".

    `point` is latitude and longitude in degrees; `misspellings` are wrong forms that were met in print.
    """

    key: str
    country: str
    name: str
    names: tuple[str, ...] = ()
    population: int = 0
    is_programme: bool = False
    parent: str = ""
    point: tuple[float, float] | None = None
    misspellings: tuple[str, ...] = ()


def folded_forms(name: str) -> Iterator[str]:
    """Yield the folded forms in which `name` is written: accents dropped, "ae" for "ä", "St" for "Saint"."""
    folded = fold_name(name)
    yield folded
    if not name.isascii() and any(sign in _UMLAUTS for sign in name):
        yield fold_name("".join(_UMLAUTS.get(sign, sign) for sign in name))
    first, _, rest = folded.partition(" ")
    if rest:
        yield from (f"{other} {rest}" for other in _SAINTS.get(first, ()))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance between two points that are near each other, in kilometres."""
    east = (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2))
    return hypot(a[0] - b[0], east) * KILOMETRES_PER_DEGREE


class NameIndex:
    """Looks up names among `rows`. A name that several places share means the one of the programme, else the one
    whose first name it is, else the largest."""

    def __init__(self, rows: Iterable[PlaceRow]) -> None:
        ordered = sorted(rows, key=lambda row: (not row.is_programme, -row.population))
        self.names: dict[str, PlaceRow] = {}
        self.misspelt: dict[str, PlaceRow] = {}
        self.parents: dict[str, PlaceRow] = {}
        programme = [row for row in ordered if row.is_programme]
        for group in (programme, ordered[len(programme) :]):
            self._add(((row.name,), row) for row in group)
            self._add((row.names, row) for row in group)
        self.programme = [(name, row) for name, row in self.names.items() if row.is_programme]
        keys = {row.key: row for row in programme}
        for row in programme:
            self.misspelt.update((fold_name(wrong), row) for wrong in row.misspellings)
            if row.parent in keys:
                self.parents[row.parent] = keys[row.parent]
        self.longest = 2 + max((name.count(" ") for name in self.names), default=0)

    def _add(self, named: Iterable[tuple[tuple[str, ...], PlaceRow]]) -> None:
        """Enter names that no better place has taken."""
        for names, row in named:
            for name in names:
                for folded in folded_forms(name):
                    self.names.setdefault(folded, row)

    def whole(self, folded: str) -> PlaceRow | None:
        """Return the place of that exact name, also behind a title ("City of …", "… Council")."""
        found = self.names.get(folded)
        if found is None and (bare := _TITLE.match(folded)):
            found = self.names.get(bare[1])
        return found

    def misspelling(self, folded: str) -> PlaceRow | None:
        """Return the place that `folded` is a misspelling of: one or two slips, fewer in short names."""
        known = self.misspelt.get(folded)
        if known or not 5 <= len(folded) <= LONGEST_TYPO:
            return known
        near = extract(folded, self.names.keys(), scorer=OSA.distance, score_cutoff=2, limit=12)
        candidates = []
        for name, slips, _ in near:
            row = self.names[name]
            long_enough = len(folded) >= (5, 8)[slips - 1] if row.is_programme else len(folded) >= (6, 10)[slips - 1]
            if slips and long_enough and (row.is_programme or name[0] == folded[0]):
                candidates.append((slips, not row.is_programme, -row.population, name))
        return self.names[min(candidates)[3]] if candidates else None

    def cut_off(self, folded: str) -> PlaceRow | None:
        """Return the one place of the programme whose name begins with `folded`; None when none or several do."""
        if len(folded) < 3:
            return None
        found = {row.key: row for name, row in self.programme if name.startswith(folded) and name != folded}
        return next(iter(found.values())) if len(found) == 1 else None
