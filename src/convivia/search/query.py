"""A search as a value: it knows its own address and what changes when a reader adds or takes away a filter. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from convivia.places.likeness import DIVERSITY, LARGEST, SIZE, SMALLEST, TRAITS, read_figure

MAX_QUERY = 300
MAX_PAGE_SIZE = 100
PAGE_SIZE = 20
# Values of one filter that are read from an address.
MAX_VALUES = 50
FIRST_YEAR, LAST_YEAR = 1800, 2200

# Name in addresses → name of the attribute.
FACETS = {
    "area": "areas",
    "principle": "principles",
    "country": "countries",
    "city": "cities",
    "network": "networks",
    "language": "languages",
    "year": "years",
    "status": "statuses",
    "evidence": "evidence",
}
STATUSES = ("running", "ended", "unknown")
# How effects are known at best, the strongest first; "none" where no statement is made.
EVIDENCE = ("evaluated", "counted", "told", "expected", "none")
RELEVANCE, NEWEST, TITLE, LIKENESS = "relevance", "newest", "title", "likeness"
ORDERS = (RELEVANCE, NEWEST, TITLE, LIKENESS)
# Figures of the city that others are compared with, by their names in addresses.
FIGURES = {"like_population": SIZE, "like_foreign_born": DIVERSITY}
# Everything that speaks of that city; without it, there is nothing to compare with.
LIKE = ("like", *FIGURES)

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_YEARS = re.compile(r"([0-9]{4})(?:(-)([0-9]{4})?)?")
_UNPRINTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be taken from an address: `reason` is "unknown", "too-long", "too-many", "nothing-to-compare"
    (likeness to a city that is not named) or "not-known" (a trait of that city that nobody knows)."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is asked of the library. Equal searches are equal values and have one address; `notes` do not count.

    `like` is the key of the city that others are compared with; `like_population` and `like_foreign_born` (percent)
    stand for its figures, or for those of a city that is not named. `alike` are the traits that cities must share with
    it.
    """

    q: str = ""
    areas: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    like: str = ""
    like_population: float | None = None
    like_foreign_born: float | None = None
    alike: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Bring all values into their one form; raise `ValueError` for an order, page, year, status or evidence that is
        none."""
        if self.sort not in {"", *ORDERS}:
            raise ValueError(f"There is no order called {self.sort!r}.")
        if self.page < 1 or not 1 <= self.page_size <= MAX_PAGE_SIZE:
            raise ValueError(f"Pages start with 1 and hold 1 to {MAX_PAGE_SIZE} practices.")
        if None in map(year_range, self.years) or not set(self.statuses) <= set(STATUSES):
            raise ValueError(
                f"{(*self.years, *self.statuses)} are not all years (2019, 2015-, 2015-2018) and statuses."
            )
        if not set(self.evidence) <= set(EVIDENCE):
            raise ValueError(f"{self.evidence} are not all kinds of evidence, or none.")
        if not set(self.alike) <= set(TRAITS) or not all(map(self._is_possible, FIGURES)):
            raise ValueError(f"{self.alike} are not all traits, or the figures of the city are out of their bounds.")
        put = object.__setattr__
        put(self, "q", _UNPRINTED.sub(" ", self.q).strip()[:MAX_QUERY].strip())
        put(self, "years", tuple(map(_read_years, self.years)))
        for name in FACETS.values():
            put(self, name, tuple(sorted(set(getattr(self, name)))))
        put(self, "alike", tuple(trait for trait in TRAITS if trait in self.alike and self.compares))
        if (
            self.sort == self._usual_order
            or (self.sort == LIKENESS and not self.compares)
            or (self.sort == RELEVANCE and not self.q)
        ):
            put(self, "sort", "")

    @classmethod
    def from_params(cls, params: Parameters, known: Mapping[str, Collection[str]] | None = None) -> Self:
        """Return the search that an address asks for. What it cannot mean is left out and named in `notes`.

        `params` maps names to lists of values (a `QueryDict` will do). `known` may name all values that a filter has;
        others are then left out, too.
        """
        notes: list[Note] = []
        values: dict[str, Any] = {"q": _text(_last(params, "q"), notes)}
        for facet, attribute in FACETS.items():
            allowed = known.get(facet) if known else None
            values[attribute] = tuple(_facet_values(facet, _all(params, facet), allowed, notes))
        values |= _like_values(params, notes)
        values["sort"] = _order(_last(params, "sort"), notes)
        if values["sort"] == LIKENESS and not any(map(_is_given, map(values.get, LIKE))):
            notes.append(Note("sort", LIKENESS, "nothing-to-compare"))
        values["page"] = _number("page", _last(params, "page"), 1, 10**9, notes)
        values["page_size"] = _number("page_size", _last(params, "page_size"), PAGE_SIZE, MAX_PAGE_SIZE, notes)
        return cls(**values, notes=tuple(notes))

    def params(self) -> list[tuple[str, str]]:
        """Return names and values of the address, in a fixed order, without what goes without saying."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(facet, value) for facet in FACETS for value in self.selected(facet)]
        pairs += [(name, _written(value)) for name in LIKE if _is_given(value := getattr(self, name))]
        pairs += [("alike", trait) for trait in self.alike]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += [("page_size", str(self.page_size))] if self.page_size != PAGE_SIZE else []
        return pairs

    def selected(self, facet: str) -> tuple[str, ...]:
        """Return the values that are chosen of a facet, by its name in addresses."""
        values: tuple[str, ...] = getattr(self, FACETS[facet])
        return values

    def filters(self, but: str = "") -> dict[str, tuple[str, ...]]:
        """Return the chosen values by facet, leaving out the facet `but`."""
        return {facet: values for facet in FACETS if facet != but and (values := self.selected(facet))}

    def toggled(self, facet: str, value: str) -> Self:
        """Return the search with `value` chosen if it was not, or not chosen if it was; from its first page."""
        chosen = set(self.selected(facet)) ^ {value}
        return self._with(facet, chosen)

    def without(self, facet: str, value: str | None = None) -> Self:
        """Return the search without one value of a facet, or without all of them; from its first page.

        "q" may be named as well: the words are then taken away; so may "like" (with all that is compared) and "alike".
        """
        if facet == "q":
            return replace(self, q="", page=1)
        if facet == "like":
            return replace(self, like="", like_population=None, like_foreign_born=None, page=1)
        if facet == "alike":
            return replace(self, alike=tuple(trait for trait in self.alike if value and trait != value), page=1)
        kept = () if value is None else tuple(other for other in self.selected(facet) if other != value)
        return self._with(facet, kept)

    def on_page(self, page: int) -> Self:
        """Return the same search on another page."""
        return replace(self, page=page)

    def sorted_by(self, order: str) -> Self:
        """Return the same search in another order; from its first page."""
        return replace(self, sort=order, page=1)

    def sharing(self, trait: str) -> Self:
        """Return the search with `trait` shared by all cities if it was not, or free if it was; from its first page."""
        return replace(self, alike=tuple(set(self.alike) ^ {trait}), page=1)

    @property
    def order(self) -> str:
        """The order of the results: one of ORDERS. Relevance needs words, likeness a city to compare with."""
        return self.sort or self._usual_order

    @property
    def compares(self) -> bool:
        """Whether there is a city, or a figure of one, that others are compared with."""
        return any(_is_given(getattr(self, name)) for name in LIKE)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the library: words or a filter."""
        return bool(self.q or self.filters() or self.alike)

    def _with(self, facet: str, values: Iterable[str]) -> Self:
        changed: dict[str, Any] = {FACETS[facet]: tuple(values), "page": 1}
        return replace(self, **changed)

    @property
    def _usual_order(self) -> str:
        """A reader who names a city wants those like it first; of these, or else of all, what fits the words best."""
        if self.compares:
            return LIKENESS
        return RELEVANCE if self.q else NEWEST

    def _is_possible(self, name: str) -> bool:
        figure, trait = getattr(self, name), FIGURES[name]
        return figure is None or SMALLEST[trait] <= figure <= LARGEST[trait]


def year_range(value: str) -> tuple[int, int] | None:
    """Return first and last year of "2019", "2015-" or "2015-2018", both included; None where it is none of these."""
    form = _YEARS.fullmatch(value)
    if form is None:
        return None
    first = int(form[1])
    last = int(form[3]) if form[3] else LAST_YEAR if form[2] else first
    return (first, last) if FIRST_YEAR <= first <= last <= LAST_YEAR else None


def _all(params: Parameters, name: str) -> list[str]:
    """Return all values of a parameter, whether `params` is a `QueryDict` or a mapping of lists or of single values."""
    getlist = getattr(params, "getlist", None)
    values = getlist(name) if getlist else params.get(name, [])
    return [str(value) for value in ([values] if isinstance(values, str | int) else values) if value != ""]


def _last(params: Parameters, name: str) -> str:
    return next(reversed(_all(params, name)), "")


def _text(text: str, notes: list[Note]) -> str:
    if len(text) > MAX_QUERY:
        notes.append(Note("q", text[:MAX_QUERY], "too-long"))
    return text[:MAX_QUERY]


def _order(text: str, notes: list[Note]) -> str:
    if text and text not in ORDERS:
        notes.append(Note("sort", text[:MAX_QUERY], "unknown"))
        return ""
    return text


def _like_values(params: Parameters, notes: list[Note]) -> dict[str, Any]:
    """Return what an address says of the city that others are compared with."""
    values: dict[str, Any] = {"like": _one_key("like", _last(params, "like").strip(), notes)}
    for name, trait in FIGURES.items():
        text = _last(params, name)
        values[name] = read_figure(trait, text)
        if text and values[name] is None:
            notes.append(Note(name, text[:MAX_QUERY], "unknown"))
    given = dict.fromkeys(trait.strip() for trait in _all(params, "alike"))
    has_city = any(map(_is_given, values.values()))
    values["alike"] = tuple(trait for trait in given if trait in TRAITS and has_city)
    notes += [
        Note("alike", trait[:MAX_QUERY], "nothing-to-compare" if trait in TRAITS else "unknown")
        for trait in list(given)[:MAX_VALUES]
        if trait not in values["alike"]
    ]
    return values


def _one_key(name: str, text: str, notes: list[Note]) -> str:
    if text and not _KEY.fullmatch(text):
        notes.append(Note(name, text[:MAX_QUERY], "unknown"))
        return ""
    return text


def _is_given(value: str | float | None) -> bool:
    return value not in {"", None}


def _written(value: str | float) -> str:
    """Return a key, or a figure in its one form: "285000", "14.5"."""
    return value if isinstance(value, str) else f"{value:.10g}"


def _number(name: str, text: str, default: int, most: int, notes: list[Note]) -> int:
    """Return a positive number up to `most`; `default`, with a note, where `text` is none."""
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= 12 and 1 <= int(text) <= most:
        return int(text)
    notes.append(Note(name, text[:MAX_QUERY], "unknown"))
    return default


def _facet_values(facet: str, given: Iterable[str], known: Collection[str] | None, notes: list[Note]) -> Iterator[str]:
    taken: set[str] = set()
    for text in given:
        value = _read_value(facet, text.strip())
        if not value or (known is not None and value not in known):
            notes.append(Note(facet, text[:MAX_QUERY], "unknown"))
        elif len(taken) >= MAX_VALUES and value not in taken:
            notes.append(Note(facet, value, "too-many"))
        else:
            taken.add(value)
            yield value


def _read_value(facet: str, text: str) -> str:
    """Return a filter's value in the form in which the index holds it; "" where it cannot be one."""
    if facet == "country":
        return text.upper() if _COUNTRY.fullmatch(text) else ""
    if facet == "language":
        main, *rest = text.split("-")
        return "-".join([main.lower(), *rest]) if _LANGUAGE.fullmatch(text) else ""
    if facet == "year":
        return _read_years(text)
    if facet == "status":
        return text if text in STATUSES else ""
    if facet == "evidence":
        return text if text in EVIDENCE else ""
    return text if _KEY.fullmatch(text) else ""


def _read_years(text: str) -> str:
    years = year_range(text)
    if years is None:
        return ""
    return text[:4] if years[0] == years[1] else text
