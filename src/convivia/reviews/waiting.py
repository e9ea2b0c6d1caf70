"""What waits for whom, and for how long: the lists of the review desk, and how long reviews take."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.places.models import Place
from convivia.places.queries import place_names
from convivia.practices.models import Revision, WorkingCopy
from convivia.practices.rules import practices_within
from convivia.practices.workflow import State, Step
from convivia.reviews.models import WAITING, Assignment, Round
from convivia.reviews.queries import name_for_colleagues
from convivia.reviews.round_actions import title_of_texts

# What a reader has finished stays in their list so long, and so far back turnaround times are counted.
RECENT, YEAR = timedelta(days=90), timedelta(days=365)


class WaitsFor(StrEnum):
    """Whose move it is."""

    READERS = "readers"  # an editor asks somebody to read
    JUDGEMENTS = "judgements"  # who was asked reads
    THIRD = "third"  # an editor asks a third reader
    DECISION = "decision"  # an editor decides


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A reader of a round, for the editors' list."""

    name: str
    state: Assignment.State
    due: date

    @property
    def is_waited_for(self) -> bool:
        """Whether they have not handed in yet."""
        return self.state in WAITING

    @property
    def is_late(self) -> bool:
        """Whether their day has passed."""
        return self.is_waited_for and self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A practice that waits in the review, since when, and for whom. Without a round, nobody was asked yet."""

    practice_id: int
    public_id: str
    city_id: int | None
    city: str
    title: str
    waits_for: WaitsFor
    since: datetime
    handed_in: datetime
    due: date | None
    round_id: int | None
    readers: tuple[ReaderLine, ...]

    @property
    def next_due(self) -> date | None:
        """The next day that matters: of the readers who are waited for, else of the round."""
        return min((one.due for one in self.readers if one.is_waited_for), default=self.due)

    @property
    def is_late(self) -> bool:
        """Whether that day has passed."""
        return self.next_due is not None and self.next_due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long reviews took in the last year, in days (medians; None where there was none), and how many there were."""

    decisions: int
    days_to_decision: float | None
    judgements: int
    days_to_judgement: float | None


def waiting(person: User, waits_for: WaitsFor | None = None) -> list[Waiting]:
    """Return what waits in the review of what `person` assigns, the longest first; titles are left to `with_titles`.

    The number of queries does not depend on how many wait.
    """
    newest = Revision.objects.filter(practice=OuterRef("pk"), step=Step.SUBMIT).order_by("-number")
    practices = (
        practices_within(person, Permission.ASSIGN)
        .filter(state__in=[State.SUBMITTED, State.IN_REVIEW])
        .annotate(handed_in=Subquery(newest.values("made_at")[:1]))
        .values_list("pk", "public_id", "city_id", "handed_in", "updated_at")
    )
    rounds = _open_rounds()
    rows = [
        _waiting(pk, public_id, city_id, handed_in or updated, rounds.get(pk))
        for pk, public_id, city_id, handed_in, updated in practices
    ]
    wanted = [row for row in rows if waits_for is None or row.waits_for == waits_for]
    return sorted(wanted, key=lambda row: (row.since, row.practice_id))


def with_titles(rows: Iterable[Waiting], language: str) -> list[Waiting]:
    """Return the rows with the titles of their practices and the names of their cities in `language`."""
    rows = list(rows)
    ids = {row.city_id for row in rows if row.city_id}
    cities = dict(Place.objects.filter(pk__in=ids).values_list("pk", "name")) | place_names(ids, language)
    titles = _titles(row.practice_id for row in rows if not row.title)
    return [
        replace(row, title=row.title or titles.get(row.practice_id, ""), city=cities.get(row.city_id or 0, ""))
        for row in rows
    ]


def own_assignments(person: User) -> QuerySet[Assignment]:
    """Return what `person` is asked to read, what is due first before; then what they finished lately."""
    lately = Q(state=Assignment.State.DONE, ended_at__gte=timezone.now() - RECENT)
    return (
        Assignment.objects.filter(Q(state__in=WAITING, round__closed_at__isnull=True) | lately, reviewer=person)
        .select_related("round__practice__city")
        .prefetch_related("round__practice__city__names")
        .order_by("due", "id")
    )


def turnaround() -> Turnaround:
    """Return how long reviews took that were closed in the last year."""
    since = timezone.now() - YEAR
    rounds = Round.objects.filter(
        closed_at__gte=since, outcome__in=[Round.Outcome.ACCEPTED, Round.Outcome.CHANGES_ASKED]
    )
    decisions = [end - start for start, end in rounds.values_list("revision__made_at", "closed_at") if end]
    done = Assignment.objects.filter(state=Assignment.State.DONE, ended_at__gte=since)
    judgements = [end - start for start, end in done.values_list("asked_at", "ended_at") if end]
    return Turnaround(len(decisions), _days(decisions), len(judgements), _days(judgements))


def _open_rounds() -> dict[int, tuple[Round, list[Assignment]]]:
    """Return the open rounds by practice, each with its readers; two queries."""
    rounds = Round.objects.filter(closed_at__isnull=True)
    found: dict[int, tuple[Round, list[Assignment]]] = {one.practice_id: (one, []) for one in rounds}
    assignments = Assignment.objects.filter(round__closed_at__isnull=True).select_related("reviewer__profile")
    for one in assignments.annotate(practice=F("round__practice")):
        found[one.practice][1].append(one)
    return found


def _waiting(
    pk: int, public_id: str, city_id: int | None, handed_in: datetime, opened: tuple[Round, list[Assignment]] | None
) -> Waiting:
    one, assignments = opened or (None, [])
    active = [row for row in assignments if row.state in (*WAITING, Assignment.State.DONE)]
    waits_for, since = _turn(one, active, handed_in)
    return Waiting(
        practice_id=pk,
        public_id=public_id,
        city_id=city_id,
        city="",
        title=one.title if one else "",
        waits_for=waits_for,
        since=since,
        handed_in=handed_in,
        due=one.due if one else None,
        round_id=one.pk if one else None,
        readers=tuple(
            ReaderLine(name_for_colleagues(row.reviewer), Assignment.State(row.state), row.due) for row in active
        ),
    )


def _turn(found: Round | None, active: Collection[Assignment], handed_in: datetime) -> tuple[WaitsFor, datetime]:
    """Return whose move it is, and since when."""
    if found is None:
        return WaitsFor.READERS, handed_in
    waited_for = [row.asked_at for row in active if row.state in WAITING]
    if waited_for:
        return WaitsFor.JUDGEMENTS, min(waited_for)
    if found.third_wanted_at and len(active) < found.readers_needed:
        return WaitsFor.THIRD, found.third_wanted_at
    if len(active) < found.readers_needed:
        return WaitsFor.READERS, found.opened_at
    return WaitsFor.DECISION, max(row.ended_at or row.asked_at for row in active)


def _titles(practices: Iterable[int]) -> dict[int, str]:
    rows = WorkingCopy.objects.filter(practice__in=list(practices)).values_list("practice_id", "content__texts")
    return {pk: title_of_texts(texts or {}) for pk, texts in rows}


def _days(spans: Iterable[timedelta]) -> float | None:
    spans = list(spans)
    return round(median(span.total_seconds() for span in spans) / 86_400, 1) if spans else None
