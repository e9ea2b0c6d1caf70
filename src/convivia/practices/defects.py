"""What is wrong with practices that the public sees: each defect as a condition of the database or a check of words.

The list follows what was seen to be wrong in libraries of this kind: stale "ongoing" without dates, no level of
evidence, empty sections, missing titles, cities and periods, mixed languages, versions that differ, doubled records, no
contact, links that lead nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from convivia.practices.defects_in_words import Version, faults_in_words
from convivia.practices.links import dead_links_by_practice
from convivia.practices.merging_queries import likely_pairs
from convivia.practices.models import Contact, Evidence, Practice, PracticePlace, Text

STALE_YEARS: Final = 3  # after as many years without a word of the city, "ongoing" means nothing
CHUNK: Final = 100
# Seconds that one page spends on reading words that nobody has read yet; the next one goes on.
PATIENCE: Final = 1.5

# What was found in the words of a practice, by its id, and of which state of it: read once by each process.
_State = tuple[int, datetime]
_read: dict[int, tuple[_State, frozenset[str]]] = {}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the practices in reach have each defect; `unread` have words that were not looked at yet."""

    total: int
    by_defect: Mapping[str, int]
    unread: int


def _text(**values: object) -> Exists:
    return Exists(Text.objects.filter(practice=OuterRef("pk"), **values))


def _stale() -> Q:
    long_ago = _years_before(timezone.localdate(), STALE_YEARS)
    return Q(ongoing=True) & (Q(last_confirmed__isnull=True) | Q(last_confirmed__lt=long_ago))


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=round(365.25 * years))


def _no_contact() -> Q:
    reachable = Contact.objects.filter(practice=OuterRef("pk")).exclude(email="", page="")
    return ~Q(Exists(reachable))


def _cut_off() -> Q:
    return Q(Exists(Text.objects.filter(practice=OuterRef("pk")).exclude(cut_off=[])))


def _doubled() -> Q:
    pairs = list(likely_pairs().values_list("first_id", "second_id"))
    return Q(pk__in={pk for pair in pairs for pk in pair})


def _dead_link() -> Q:
    return Q(pk__in=list(dead_links_by_practice()))


_CONDITIONS: Final[Mapping[str, Callable[[], Q]]] = {
    "no-title": lambda: Q(_text(title="")),
    "no-summary": lambda: Q(_text(summary="")),
    "no-period": lambda: Q(period_text=""),
    "unread-period": lambda: (
        ~Q(period_text="") & Q(start_year=None, end_year=None) & (Q(ongoing=None) | Q(ongoing=False))
    ),
    "stale": _stale,
    "no-city": lambda: ~Q(Exists(PracticePlace.objects.filter(practice=OuterRef("pk")))),
    "no-area": lambda: Q(concepts=None),
    "no-evidence": lambda: ~Q(Exists(Evidence.objects.filter(practice=OuterRef("pk")))),
    "no-contact": _no_contact,
    "no-source": lambda: Q(source="", source_url=""),
    "no-licence": lambda: Q(licence=""),
    "cut-off": _cut_off,
    "title-language": lambda: Q(Exists(Text.objects.filter(practice=OuterRef("pk")).exclude(title_language=""))),
    "doubled": _doubled,
    "dead-link": _dead_link,
}
_IN_WORDS: Final = (
    "place-in-period",
    "placeholder",
    "empty-sections",
    "mixed-language",
    "divergent",
    "personal",
    "bad-link",
)
DEFECTS: Final = (*_CONDITIONS, *_IN_WORDS)


def counted(practices: QuerySet[Practice]) -> Counted:
    """Return how many of `practices` have each defect: by one query for all conditions, one each for doubles and dead
    links, and what it takes to read words that are new (three queries for each 100 practices, for some 1.5 seconds at
    most)."""
    shown = practices.filter(is_shown=True)
    conditions = {key.replace("-", "_"): Count("pk", filter=make(), distinct=True) for key, make in _CONDITIONS.items()}
    numbers = shown.aggregate(total=Count("pk", distinct=True), **conditions)
    words, unread = _words_of(shown)
    by_defect = {key: int(numbers[key.replace("-", "_")]) for key in _CONDITIONS}
    by_defect |= {key: sum(key in found for found in words.values()) for key in _IN_WORDS}
    return Counted(int(numbers["total"]), by_defect, unread)


def having(defect: str, practices: QuerySet[Practice]) -> list[int]:
    """Return the ids of those of `practices` that have a defect, the newest first. Raises `KeyError` for no defect."""
    shown = practices.filter(is_shown=True)
    if defect in _CONDITIONS:
        return list(shown.filter(_CONDITIONS[defect]()).distinct().order_by("-pk").values_list("pk", flat=True))
    if defect not in _IN_WORDS:
        raise KeyError(defect)
    words, _unread = _words_of(shown)
    return sorted((pk for pk, found in words.items() if defect in found), reverse=True)


def _words_of(shown: QuerySet[Practice]) -> tuple[dict[int, frozenset[str]], int]:
    """Return what is wrong in the words of each practice that was read by now, and how many were not."""
    states = {pk: (revision, at) for pk, revision, at in shown.values_list("pk", "revision", "updated_at")}
    new = [pk for pk, state in states.items() if pk not in _read or _read[pk][0] != state]
    until = monotonic() + PATIENCE
    for start in range(0, len(new), CHUNK):
        if start and monotonic() > until:
            break
        for pk, found in _look_at(new[start : start + CHUNK]):
            _read[pk] = (states[pk], found)
    known = {pk: _read[pk][1] for pk, state in states.items() if pk in _read and _read[pk][0] == state}
    return known, len(states) - len(known)


def _look_at(ids: Iterable[int]) -> Iterator[tuple[int, frozenset[str]]]:
    """Read the words of practices, by three queries for all of them."""
    ids = list(ids)
    periods = dict(Practice.objects.filter(pk__in=ids).values_list("pk", "period_text"))
    places: dict[int, list[str]] = {}
    links = PracticePlace.objects.filter(practice__in=ids).values_list("practice_id", "place__name")
    for pk, name in links:
        places.setdefault(pk, []).append(name)
    versions: dict[int, list[Version]] = {}
    columns = ("language", "title", "title_language", "summary", "answers", "cut_off", "source_url")
    for pk, *values in Text.objects.filter(practice__in=ids).values_list("practice_id", *columns):
        versions.setdefault(pk, []).append(Version(*values))
    for pk in ids:
        yield pk, faults_in_words(periods.get(pk, ""), places.get(pk, []), versions.get(pk, []))
