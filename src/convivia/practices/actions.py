"""Writes to practices. Every verb names its actor in `by` and leaves an event for each practice it changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from convivia.places.models import Country
from convivia.practices.models import Event, ExternalId, Practice, PracticePlace, Text, WithheldKey
from convivia.practices.records import PracticeRecord, TextRecord
from convivia.practices.signals import practices_changed
from convivia.vocabularies.models import Concept

Changes = dict[str, list[Any]]

# Record field → how it is called in the news about a change.
_FACTS = ("source", "source_url", "licence")
_TEXT_FIELDS = ("title", "title_language", "stand_in_title", "summary", "note", "source_url")
_TEXT_LISTS = ("keywords", "other_titles")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: `kind` is "created", "updated" or "unchanged"; `kept` names answers that were not
    replaced, because what came in is cut off and what is known is whole."""

    kind: str
    public_id: str
    changes: Changes = field(default_factory=dict)
    kept: tuple[str, ...] = ()


@transaction.atomic
def save_practices(*, records: Sequence[PracticeRecord], by: str) -> list[Outcome]:
    """Create or update practices so that they say what `records` say; the outcomes come back in the same order.

    A record is recognised by its public id, then by an external id, then by title, language and place. Nothing is
    erased: an empty value means "not said". What is not public (a draft, something withdrawn) is left as it is. All of
    `records` are saved, or none; the news is sent after commit.
    """
    known = _find_known(records)
    concepts = dict(Concept.objects.values_list("key", "id"))
    waiting: list[tuple[PracticeRecord, Practice]] = []
    outcomes: list[Outcome] = []
    touched: list[Practice] = []
    for record in records:
        practice = known.get(record)
        if practice is None:
            practice = _new_practice(record)
            waiting.append((record, practice))
            known.remember(record, practice)
            touched.append(practice)
            outcomes.append(Outcome("created", practice.public_id))
            continue
        if any(practice is new for _, new in waiting):  # the batch itself speaks of it twice
            _insert(waiting, concepts)
            waiting = []
        if not practice.is_shown:
            outcomes.append(Outcome("unchanged", practice.public_id))
            continue
        changes, kept = _update(practice, record, concepts)
        if changes:
            touched.append(practice)
        outcomes.append(Outcome("updated" if changes else "unchanged", practice.public_id, changes, kept))
    _insert(waiting, concepts)
    Event.objects.bulk_create(
        Event(kind=outcome.kind, practice=outcome.public_id, by=by, changes=outcome.changes)
        for outcome in outcomes
        if outcome.kind != "unchanged"
    )
    announce(dict.fromkeys(practice.pk for practice in touched))
    return outcomes


@transaction.atomic
def record_repair(*, practice: Practice, changes: Changes, by: str) -> None:
    """Note that `practice` was repaired by hand: its revision grows, an event is written, news goes up after commit."""
    Practice.objects.filter(pk=practice.pk).update(revision=F("revision") + 1)
    practice.refresh_from_db(fields=["revision"])
    Event.objects.create(kind=Event.Kind.REPAIRED, practice=practice.public_id, by=by, changes=changes)
    announce([practice.pk])


@transaction.atomic
def delete_practices(*, practices: Sequence[Practice], by: str) -> None:
    """Delete `practices` with their texts; an event of each stays, and the news goes up after commit."""
    ids = [practice.pk for practice in practices]
    Event.objects.bulk_create(
        Event(kind=Event.Kind.DELETED, practice=practice.public_id, by=by) for practice in practices
    )
    Practice.objects.filter(pk__in=ids).delete()
    announce(ids)


def announce(ids: Iterable[int]) -> None:
    """Send `practices_changed` for `ids` once the running transaction is committed; nothing for none."""
    practice_ids = list(ids)
    if practice_ids:
        transaction.on_commit(lambda: practices_changed.send(sender=Practice, practice_ids=practice_ids))


def mark_indexed(*, revisions: dict[int, int]) -> None:
    """Note for each practice id which revision the search index now holds."""
    ids_by_revision: dict[int, list[int]] = {}
    for pk, revision in revisions.items():
        ids_by_revision.setdefault(revision, []).append(pk)
    for revision, ids in ids_by_revision.items():
        for start in range(0, len(ids), 900):  # below the number of parameters that an old SQLite takes
            Practice.objects.filter(pk__in=ids[start : start + 900]).update(indexed_revision=revision)


def mark_unindexed(*, place_ids: Collection[int] | None = None) -> int:
    """Note that the index must read the practices of these places, or of all, once more; how many comes back."""
    practices = Practice.objects.exclude(indexed_revision=None)
    if place_ids is not None:
        happening = PracticePlace.objects.filter(place_id__in=place_ids).values("practice_id")
        practices = practices.filter(pk__in=happening)
    return practices.update(indexed_revision=None)


class _Known:
    """The practices that a batch of records may mean, by each thing they can be recognised by."""

    def __init__(self) -> None:
        self._by_sign: dict[tuple[str, str], Practice] = {}

    def note(self, kind: str, value: str, practice: Practice) -> None:
        self._by_sign.setdefault((kind, value), practice)

    def get(self, record: PracticeRecord) -> Practice | None:
        return next((found for sign in _signs(record) if (found := self._by_sign.get(sign))), None)

    def remember(self, record: PracticeRecord, practice: Practice) -> None:
        for kind, value in _signs(record):
            self.note(kind, value, practice)


def _signs(record: PracticeRecord) -> Iterable[tuple[str, str]]:
    """Yield what `record` can be recognised by, the surest first."""
    if record.public_id:
        yield "public", record.public_id
    external = [value for text in record.texts for value in (text.external_id, *text.other_external_ids) if value]
    yield from (("external", value) for value in external)
    if not external:
        # A record with an id of its own is never taken for a namesake without one.
        yield from (("intake", key) for text in record.texts if (key := record.intake_key(text)))


def _find_known(records: Sequence[PracticeRecord]) -> _Known:
    """Return the practices in the database that `records` may mean, each with its texts, places and concepts loaded."""
    wanted: dict[str, set[str]] = {"public": set(), "external": set(), "intake": set()}
    for record in records:
        for kind, value in _signs(record):
            wanted[kind].add(value)
    ids_by_external = dict(ExternalId.objects.filter(value__in=wanted["external"]).values_list("value", "practice_id"))
    withheld = WithheldKey.objects.filter(intake_key__in=wanted["intake"])
    ids_by_key = dict(withheld.values_list("intake_key", "practice_id"))
    ids_by_key |= dict(Text.objects.filter(intake_key__in=wanted["intake"]).values_list("intake_key", "practice_id"))
    ids_by_public = dict(Practice.objects.filter(public_id__in=wanted["public"]).values_list("public_id", "id"))
    ids = {*ids_by_external.values(), *ids_by_key.values(), *ids_by_public.values()}
    practices = Practice.objects.prefetch_related("texts__external_ids", "place_links", "countries", "concepts")
    # Locked, so that a step of the workflow that is taken meanwhile is neither missed nor written over.
    found = practices.select_for_update().in_bulk(sorted(ids))
    known = _Known()
    for kind, pairs in (("external", ids_by_external), ("intake", ids_by_key), ("public", ids_by_public)):
        for value, pk in pairs.items():
            known.note(kind, value, found[pk])
    return known


def _new_practice(record: PracticeRecord) -> Practice:
    practice = Practice(source=record.source, source_url=record.source_url, licence=record.licence)
    if record.public_id:
        practice.public_id = record.public_id
    practice.period = record.period
    return practice


def _insert(created: list[tuple[PracticeRecord, Practice]], concepts: dict[str, int]) -> None:
    """Write new practices with all that hangs on them, in one statement a table."""
    Practice.objects.bulk_create((practice for _, practice in created), batch_size=500)
    texts = [(text, _new_text(practice, record, text)) for record, practice in created for text in record.texts]
    Text.objects.bulk_create((row for _, row in texts), batch_size=500)
    ExternalId.objects.bulk_create((row for text, made in texts for row in _external_ids(text, made)), batch_size=1000)
    PracticePlace.objects.bulk_create(
        PracticePlace(practice=practice, place_id=place_id, position=position)
        for record, practice in created
        for position, place_id in enumerate(dict.fromkeys(record.place_ids))
    )
    Practice.countries.through.objects.bulk_create(
        Practice.countries.through(practice_id=practice.pk, country_id=code)
        for record, practice in created
        for code in dict.fromkeys(record.country_codes)
    )
    Practice.concepts.through.objects.bulk_create(
        Practice.concepts.through(practice_id=practice.pk, concept_id=concepts[key])
        for record, practice in created
        for key in dict.fromkeys(record.concept_keys)
    )


def _new_text(practice: Practice, record: PracticeRecord, text: TextRecord) -> Text:
    return Text(
        practice=practice,
        language=text.language,
        origin=Text.Origin.ORIGINAL if text.is_original else Text.Origin.TRANSLATION,
        title=text.title,
        title_language=text.title_language,
        stand_in_title=text.stand_in_title,
        summary=text.summary,
        answers=text.answers,
        cut_off=sorted(text.cut_off),
        keywords=list(text.keywords),
        other_titles=list(text.other_titles),
        note=text.note,
        source_url=text.source_url,
        intake_key=record.intake_key(text),
    )


def _external_ids(text: TextRecord, row: Text) -> Iterable[ExternalId]:
    if text.external_id:
        yield ExternalId(practice=row.practice, text=row, value=text.external_id)
    yield from (
        ExternalId(practice=row.practice, text=row, value=value, is_main=False) for value in text.other_external_ids
    )


def _add_external_ids(text: TextRecord, row: Text) -> None:
    """Give `row` the external ids of `text` that no other text has: a further language may come under the same one."""
    new = {external.value: external for external in _external_ids(text, row)}
    taken = set(ExternalId.objects.filter(value__in=new).values_list("value", flat=True))
    ExternalId.objects.bulk_create(external for value, external in new.items() if value not in taken)


def _update(practice: Practice, record: PracticeRecord, concepts: dict[str, int]) -> tuple[Changes, tuple[str, ...]]:
    """Make `practice` say what `record` says; what changed comes back, and which answers were kept whole."""
    changes = _update_facts(practice, record)
    changes |= _update_links(practice, record, concepts)
    kept: list[str] = []
    rows = {row.language: row for row in practice.texts.all()}
    for text in record.texts:
        row = rows.get(text.language)
        if row is None:
            row = _new_text(practice, record, text)
            if any(other.origin == Text.Origin.ORIGINAL for other in rows.values()):
                row.origin = Text.Origin.TRANSLATION
            row.save()
            _add_external_ids(text, row)
            changes[f"text/{text.language}"] = ["", text.title]
        else:
            changes |= _update_text(row, record, text, kept)
    if changes:
        practice.revision += 1
        practice.save()
    return changes, tuple(kept)


def _update_facts(practice: Practice, record: PracticeRecord) -> Changes:
    changes: Changes = {}
    for name in _FACTS:
        before, after = getattr(practice, name), getattr(record, name)
        if after and after != before:
            changes[name] = [before, after]
            setattr(practice, name, after)
    if record.period.text and record.period.text != practice.period_text:
        changes["period"] = [practice.period_text, record.period.text]
        practice.period = record.period
    return changes


def _update_links(practice: Practice, record: PracticeRecord, concepts: dict[str, int]) -> Changes:
    """Replace the places, countries and concepts of `practice` where the record names some, and other ones."""
    changes: Changes = {}
    places = [link.place_id for link in practice.place_links.all()]
    wanted_places = list(dict.fromkeys(record.place_ids))
    if wanted_places and wanted_places != places:
        practice.place_links.all().delete()
        PracticePlace.objects.bulk_create(
            PracticePlace(practice=practice, place_id=place_id, position=position)
            for position, place_id in enumerate(wanted_places)
        )
        changes["places"] = [places, wanted_places]
    countries = sorted(country.pk for country in practice.countries.all())
    if record.country_codes and sorted(record.country_codes) != countries:
        practice.countries.set(Country.objects.filter(code__in=record.country_codes))
        changes["countries"] = [countries, sorted(record.country_codes)]
    keys = sorted(concept.key for concept in practice.concepts.all())
    if record.concept_keys and sorted(record.concept_keys) != keys:
        practice.concepts.set([concepts[key] for key in record.concept_keys])
        changes["concepts"] = [keys, sorted(record.concept_keys)]
    return changes


def _update_text(row: Text, record: PracticeRecord, text: TextRecord, kept: list[str]) -> Changes:
    changes: Changes = {}
    for name in (*_TEXT_FIELDS, *_TEXT_LISTS):
        before, after = getattr(row, name), getattr(text, name)
        after = list(after) if name in _TEXT_LISTS else after
        if not after or after == before:
            continue
        if name == "summary" and before and text.cut_off and not _is_from_teaser(row):
            kept.append("summary")
            continue
        changes[f"{name}/{row.language}"] = [before, after]
        setattr(row, name, after)
    changes |= _update_answers(row, text, kept)
    if changes:
        if f"title/{row.language}" in changes:
            row.intake_key = record.intake_key(text)
        row.save()
    return changes


def _is_from_teaser(row: Text) -> bool:
    """Return whether the summary of `row` is only the beginning of a text that is cut off, not words of its own."""
    return bool(row.cut_off) and any(row.summary in answer for answer in row.answers.values())


def _update_answers(row: Text, text: TextRecord, kept: list[str]) -> Changes:
    """Replace answers of `row`, but never by something that its source cuts off and that says less."""
    changes: Changes = {}
    replaced = set()
    # A text that was cut off once stays open to a newer print of the same teaser; a whole one does not.
    is_open = bool(row.cut_off) or not row.answers
    for key, after in text.answers.items():
        before = row.answers.get(key, "")
        if not after or after == before:
            continue
        if text.cut_off and (not is_open or _says_less(row, text, key)):
            kept.append(key)
            continue
        changes[f"{key}/{row.language}"] = [before, after]
        row.answers = {**row.answers, key: after}
        replaced.add(key)
    if changes:
        still_cut = set(row.cut_off) - replaced if text.cut_off else (set(row.cut_off) - replaced) & set(row.answers)
        row.cut_off = sorted(still_cut | {key for key in text.cut_off if key in replaced or key not in text.answers})
    return changes


def _says_less(row: Text, text: TextRecord, key: str) -> bool:
    """Return whether an answer that comes in is cut off where the one of `row` is not, or cut off sooner."""
    before = row.answers.get(key, "")
    if not before or key not in text.cut_off:
        return False
    return key not in row.cut_off or before.startswith(text.answers[key].rstrip(" .…"))
