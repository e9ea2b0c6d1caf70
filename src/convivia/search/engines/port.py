"""What the search room needs of an engine, in plain values. Any engine that can do this may stand behind it.

An engine keeps one document per practice. It knows nothing of languages or analysis: documents and questions come with
their terms made (`convivia.search.words`), and it compares terms letter by letter.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

# Facets by name; each document has none, one or several values of each. Years are numbers and kept apart.
VALUE_FACETS = (
    "area", "principle", "theme", "country", "city", "network", "language", "status", "evidence", "size", "diversity",
    "profile",
)  # fmt: skip
YEAR = "year"


class IndexUnavailable(Exception):
    """There is no index that can be read: it was never made, is of another release, or is broken. Make it anew."""


class IndexMissing(IndexUnavailable):
    """There is no index of this release yet, as in a new installation."""


class IndexBusy(Exception):
    """Somebody else is writing to the index, and waiting for him took too long."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which something can be suggested while a reader types, as folded `words` in order.

    `kind` is "title" and `value` a practice's database id, or they are a facet and a value of it. Among names that fit
    alike, the one with more `weight` comes first. A name of no language in particular has the language "".
    """

    kind: str
    value: str
    languages: tuple[str, ...]
    words: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """Which names are meant: of these `kinds`, with words that begin with each of `words`, in one of its forms.

    Either titles are asked for, or names of values of facets.

    Names in `language` come first. With `is_corrected`, words may begin with what is nearly the same.
    """

    kinds: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    language: str
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All that the index holds of a practice. The text fields hold terms divided by blanks.

    `words` weighs terms by how often they are repeated; `in_title` and `in_names` hold those of titles, and of places
    and countries; `title_order` and `text_order` hold words in their order, for phrases of several; `titles`
    holds whole titles. `sort_titles` holds a title to sort by for each language of the interface. `spelt` and `called`
    hold what words and places look like, for those who ask for `terms`; see `convivia.search.lexicon`. `names` are all
    titles, to be suggested.
    """

    pk: int
    words: str = ""
    in_title: str = ""
    in_names: str = ""
    title_order: str = ""
    text_order: str = ""
    titles: tuple[str, ...] = ()
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    year: int | None = None
    sort_titles: Mapping[str, str] = field(default_factory=dict)
    spelt: str = ""
    called: str = ""
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A word as the terms by which it is found, each with its weight in the ranking; or by `values` of facets, or by
    `phrases`, words that stand in this order. The first term is the word itself.

    Where it `is_place`, its cities and countries rank as a place; `only_place`: its terms do not find, they only rank.
    """

    terms: tuple[tuple[str, float], ...]
    values: tuple[tuple[str, str], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    is_place: bool = False
    only_place: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Which practices are meant: those with all `words` (if `any_word`, with any that is no place) and those named by
    `also`; of these the ones with all `phrases` and nothing of `without`, with one of the `values` of each facet and
    one of those in `shared` as well, with a year in one of the spans `years`, and no others than those of `only`.

    By relevance, the practices `first` come first and in that order, as far as they are meant; then those whose words
    weigh most. A title that is `whole` weighs more than any words. With `nothing`, no practice is meant.
    """

    words: tuple[AnyOf, ...] = ()
    any_word: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    whole: str = ""
    also: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    nothing: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How results are put: "relevance", "newest" or "title", titles as in a `language` of the interface."""

    by: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many practices a question means, and how many of them have each value of a facet."""

    total: int
    values: Mapping[str, Mapping[str, int]]


class Neighbours(NamedTuple):
    """What stands before and after a practice in a list, and its position (from 1; 0 if not in it, or far below)."""

    previous: int | None
    next: int | None
    position: int
    total: int


class Weighed(NamedTuple):
    """What one term of a question adds to the score of a practice: the field that has it, its weight, and the sum.

    Field and term are empty for what is added for the whole, such as for a title that is the query.
    """

    field: str
    term: str
    weight: float
    score: float


class Writing(Protocol):
    """An open change of the index; nobody sees it before `commit`."""

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents; older ones of the same practices go."""

    def put_names(self, names: Iterable[Name]) -> None:
        """Write names of values of facets; all older ones of the same values go."""

    def remove(self, pks: Iterable[int]) -> None:
        """Take the documents of practices away, with their titles."""

    def commit(self) -> None:
        """Make the changes so far last, for all readers, at once."""


class SearchEngine(Protocol):
    """An engine. Reading raises `IndexUnavailable`; all of it may be called from several threads and processes."""

    def find(self, question: Question, order: Order, *, offset: int, limit: int) -> list[int]:
        """Return the practices that `question` means, by their database ids."""

    def best(self, question: Question, *, limit: int) -> list[tuple[int, float]]:
        """Return the most relevant practices with their scores, the best first."""

    def most(self, word: AnyOf) -> float:
        """Return the highest score that `word` gives any practice; 0 where none has it."""

    def weigh(self, question: Question, pks: Sequence[int]) -> dict[int, tuple[Weighed, ...]]:
        """Return what the words of `question` add to the score of each of the practices `pks`, the most first."""

    def around(self, question: Question, order: Order, pk: int) -> Neighbours:
        """Return what stands before and after a practice in the list of `find`, and its position."""

    def count(self, question: Question, facets: Sequence[str]) -> Counts:
        """Count the practices that `question` means, in all and by the values of `facets`."""

    def together(self, question: Question, facet: str) -> Mapping[tuple[str, ...], int]:
        """Count the practices that `question` means by all values of `facet` that each has; others are left out."""

    def named(self, question: NameQuestion, *, limit: int) -> list[tuple[str, str]]:
        """Return kind and value of what has names that are meant, the likeliest first; `limit` names are looked at.

        What no practice has any more may still be among it.
        """

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the texts in the index."""

    def near(self, word: str, *, distance: int, limit: int, is_begun: bool = False) -> list[str]:
        """Return words before the "=" of `spelt`, at most `distance` (1 or 2) letters from `word`; some may be gone.

        With `is_begun` it is enough that the beginning of a word is so near.
        """

    def terms(self, field: str, prefix: str, *, limit: int, among: Question | None = None) -> list[tuple[str, int]]:
        """Return the terms of "spelt" or "called" that begin with `prefix` and how many practices have each; those
        that most have come first. With `among`, only the practices that it means count."""

    def frequency(self, term: str) -> int:
        """Return how many practices have `term`, in their texts or in the names of their places."""

    def making(self) -> str:
        """Return a name for the present index; it is another one when the index was made anew."""

    def state(self) -> str:
        """Return a name for what the index holds at present; it is another one after each change."""

    def look_afresh(self) -> None:
        """Open the index anew, whatever is open already; `IndexUnavailable` where it cannot be opened."""

    def size(self) -> int:
        """Return how many practices are in the index."""

    def ids(self) -> set[int]:
        """Return the practices that are in the index, by their database ids."""

    def writing(self, *, wait: float) -> AbstractContextManager[Writing]:
        """Change the index: one writer at a time, `IndexBusy` after `wait` seconds. What is not committed is lost."""

    def rebuilding(self, *, wait: float) -> AbstractContextManager[Writing]:
        """Make the index anew, beside the old one, which serves until all is written; then it is replaced at once."""
