"""Reads for the desk: what waits for whom and since when, and lists of practices whatever their state.

The number of queries does not depend on how many practices there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict

from django.contrib.auth.models import User
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from convivia.common.folding import fold
from convivia.people.roles import Permission
from convivia.people.rules import Person, reach
from convivia.places.queries import place_names
from convivia.practices.models import Event, Practice, Revision, Text, WorkingCopy
from convivia.practices.queries import best_of
from convivia.practices.rules import practices_within, scope_of
from convivia.practices.workflow import State, Step

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# What somebody has to do, or waits for; in the order of the desk.
CHANGES, DRAFTS, HANDED_IN, JUDGED, ACCEPTED, WAITING = (
    "changes", "drafts", "handed-in", "judged", "accepted", "waiting",
)  # fmt: skip
_LEADS_HERE: Final = ("begun", *(step.value for step in Step))


class Dated(TypedDict):
    """What `dated` adds to a practice: since when it is as it is, and when it was last written at."""

    since: datetime | None
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A practice in a list of the desk; `title` is "" where it has none, `where` names who answers for it."""

    public_id: str
    title: str
    language: str
    state: State
    is_shown: bool
    where: str
    since: datetime | None
    touched_at: datetime
    edited_by: str
    publish_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pile:
    """Practices that ask for the same thing: how many there are, and the first of them, the longest waiting first."""

    key: str
    count: int
    rows: tuple[DeskRow, ...]


def dated(practices: QuerySet[Practice]) -> "QuerySet[WithAnnotations[Practice, Dated]]":
    """Return `practices`, each with since when it is as it is, and when it was last written at."""
    steps = Event.objects.filter(practice=OuterRef("public_id"), kind__in=_LEADS_HERE).order_by("-at", "-id")
    return practices.annotate(
        since=Subquery(steps.values("at")[:1]), touched_at=Coalesce("working_copy__edited_at", F("updated_at"))
    )


def _at_the_desk(person: Person) -> QuerySet[Practice]:
    """Return the practices whose unpublished parts `person` may see; records that were merged into others are none."""
    return practices_within(person, Permission.READ_DRAFTS).filter(merged_into=None)


def piles(person: User, language: str, *, at_most: int) -> list[Pile]:
    """Return what waits for `person`, and what they wait for themselves; of each pile the first `at_most`."""
    found: dict[str, list[int]] = {}
    mine = _at_the_desk(person).filter(
        state__in=[State.DRAFT, State.CHANGES_ASKED, State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED]
    )
    reaches = {one: reach(person, one) for one in _ASKED_OF.values()}
    columns = dated(mine).select_related("working_copy").defer("working_copy__content")
    for practice in columns.order_by(F("since").asc(nulls_first=True), "pk"):
        if key := _pile_of(practice, person, reaches):
            found.setdefault(key, []).append(practice.pk)
    firsts = [pk for pks in found.values() for pk in pks[:at_most]]
    rows = desk_rows(firsts, language)
    return [
        Pile(key, len(found[key]), tuple(rows[pk] for pk in found[key][:at_most]))
        for key in (CHANGES, DRAFTS, HANDED_IN, JUDGED, ACCEPTED, WAITING)
        if key in found
    ]


_ASKED_OF: Final = {
    CHANGES: Permission.WRITE,
    DRAFTS: Permission.WRITE,
    HANDED_IN: Permission.ASSIGN,
    JUDGED: Permission.DECIDE,
    ACCEPTED: Permission.PUBLISH,
}
_PILES: Final = {
    State.CHANGES_ASKED: CHANGES,
    State.DRAFT: DRAFTS,
    State.SUBMITTED: HANDED_IN,
    State.IN_REVIEW: JUDGED,
    State.ACCEPTED: ACCEPTED,
}


def _pile_of(practice: Practice, person: User, reaches: dict[Permission, Any]) -> str:
    """Return which pile a practice lies on for `person`; "" for none."""
    key = _PILES[State(practice.state)]
    copy = getattr(practice, "working_copy", None)
    is_mine = copy is not None and copy.author_id == person.pk
    waits_for_its_day = practice.publish_at is not None and practice.publish_at > timezone.now()
    if key == DRAFTS and not is_mine:
        return ""
    if reaches[_ASKED_OF[key]].covers(scope_of(practice)) and not waits_for_its_day:
        return key
    return WAITING if is_mine and key in (HANDED_IN, JUDGED, ACCEPTED) else ""


def desk_rows(ids: Sequence[int], language: str) -> dict[int, DeskRow]:
    """Return the rows of the practices `ids` by id; five queries, whatever their number."""
    practices = dated(Practice.objects.filter(pk__in=ids)).select_related("city", "network", "working_copy")
    found = list(practices.defer("working_copy__content"))
    titles = titles_of(found, language)
    names = place_names([one.city_id for one in found if one.city_id], language)
    return {one.pk: _row(one, titles.get(one.pk, ("", "")), names, language) for one in found}


def _row(practice: Any, title: tuple[str, str], names: dict[int, str], language: str) -> DeskRow:
    copy = getattr(practice, "working_copy", None)
    city, network = practice.city, practice.network
    where = names.get(city.pk, city.name) if city else network.name_in(language) if network else ""
    return DeskRow(
        public_id=practice.public_id,
        title=title[0],
        language=title[1],
        state=State(practice.state),
        is_shown=practice.is_shown,
        where=where,
        since=practice.since,
        touched_at=practice.touched_at,
        edited_by=copy.edited_by if copy else "",
        publish_at=practice.publish_at,
    )


def titles_of(practices: Collection[Practice], language: str) -> dict[int, tuple[str, str]]:
    """Return titles with their languages by id: those of working copies, else of what the public sees, else of what it
    saw last; two queries, and a third where something is hidden."""
    copies = {one.pk: copy for one in practices if (copy := getattr(one, "working_copy", None)) is not None}
    written = _written_titles({pk: copy.language for pk, copy in copies.items()})
    texts: dict[int, list[Text]] = {}
    public = Text.objects.filter(practice__in=[one.pk for one in practices if one.pk not in written])
    for text in public.only("practice_id", "language", "title", "stand_in_title", "origin").order_by("language"):
        texts.setdefault(text.practice_id, []).append(text)
    shown = {pk: best_of(versions, language) for pk, versions in texts.items()}
    titles = {pk: (text.display_title, text.title_language or text.language) for pk, text in shown.items()} | written
    return _past_titles({one.pk for one in practices} - set(titles), language) | titles


def _past_titles(ids: Collection[int], language: str) -> dict[int, tuple[str, str]]:
    """Return the titles that the newest revisions of hidden practices give, in `language` where they have it."""
    if not ids:
        return {}
    rows = Revision.objects.filter(practice__in=ids).order_by("number").values_list("practice_id", "content__texts")
    found = {}
    for pk, texts in dict(rows).items():
        ordered = sorted(texts, key=lambda one: (one != language, texts[one]["origin"] != Text.Origin.ORIGINAL, one))
        titles = ((texts[one]["title"] or texts[one]["stand_in_title"], one) for one in ordered)
        found[pk] = next((title for title in titles if title[0]), ("", ""))
    return found


def _written_titles(languages: dict[int, str]) -> dict[int, tuple[str, str]]:
    """Return the titles of working copies in the language in which each is written first; one query."""
    keys = {language: f"title_{number}" for number, language in enumerate(sorted(set(languages.values())))}
    if not keys:
        return {}
    columns = {name: KT(f"content__texts__{language}__title") for language, name in keys.items()}
    rows = WorkingCopy.objects.filter(practice__in=languages).annotate(**columns)
    return {
        row["practice_id"]: (row[keys[languages[row["practice_id"]]]] or "", languages[row["practice_id"]])
        for row in rows.values("practice_id", *columns)
    }


def practices_at_the_desk(
    person: Person, *, state: str = "", city: str = "", words: str = ""
) -> "QuerySet[WithAnnotations[Practice, Dated]]":
    """Return the practices whose unpublished parts `person` may see, the last written first.

    `state` narrows them to one, `city` to the key of a place, `words` to titles that hold all of them, in any order,
    accents and capitals aside.
    """
    practices = _at_the_desk(person)
    if state:
        practices = practices.filter(state=state)
    if city:
        practices = practices.filter(city__key=city)
    if wanted := fold(words).split():
        practices = practices.filter(pk__in=_titled(practices, wanted))
    return dated(practices).order_by("-touched_at", "-pk")


def _titled(practices: QuerySet[Practice], wanted: Sequence[str]) -> list[int]:
    """Return the ids of those in whose titles, of any language, all of the folded words stand."""
    told: dict[int, list[str]] = {}
    texts = Text.objects.filter(practice__in=practices.values("pk"))
    for pk, title, stand_in in texts.values_list("practice_id", "title", "stand_in_title"):
        told.setdefault(pk, []).append(f"{title} {stand_in}")
    copies = WorkingCopy.objects.filter(practice__in=practices.values("pk"))
    for pk, content in copies.values_list("practice_id", "content__texts"):
        told.setdefault(pk, []).extend(text.get("title", "") for text in (content or {}).values())
    folded = {pk: fold(" ".join(titles)) for pk, titles in told.items()}
    return [pk for pk, titles in folded.items() if all(word in titles for word in wanted)]


def counts_by_state(person: Person) -> dict[State, int]:
    """Return how many practices `person` may see at the desk in each state; states without any are left out."""
    rows = _at_the_desk(person).order_by().values_list("state")
    return {State(state): count for state, count in rows.annotate(count=Count("pk"))}


def cities_at_the_desk(person: Person, language: str) -> list[tuple[str, str]]:
    """Return the cities that answer for practices that `person` may see: key and name, by name; two queries."""
    rows = _at_the_desk(person).exclude(city=None).order_by()
    places = list(rows.values_list("city_id", "city__key", "city__name").distinct())
    names = place_names([pk for pk, _, _ in places], language)
    return sorted(((key, names.get(pk, name)) for pk, key, name in places), key=lambda one: fold(one[1]))
