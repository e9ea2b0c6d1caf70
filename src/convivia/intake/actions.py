"""Takes drafts in: places and concepts are found, values are made to fit, and practices are saved batch by batch."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, cast

from django.db import transaction

from convivia.intake.drafts import Draft, DraftWarning
from convivia.intake.fitting import Fitter
from convivia.intake.limits import MAX_WARNINGS
from convivia.intake.remarks import warning
from convivia.intake.resolving import ConceptFinder, PlaceFinder
from convivia.practices.actions import Changes, Outcome, save_practices
from convivia.practices.records import PracticeRecord

BATCH = 500

Progress = Callable[[int], Any]


@dataclass(slots=True)
class Report:
    """What became of the records of a file. `repeated` counts those that the file says more than once; `kept` those of
    which a whole text was kept, because the file cuts it off; `changes` are title and {field: [before, after]}."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    kept: int = 0
    changes: list[tuple[str, Changes]] = field(default_factory=list)
    warnings: list[DraftWarning] = field(default_factory=list)
    warnings_left_out: int = 0

    def tell(self, found: DraftWarning) -> None:
        """Note a warning; beyond a thousand they are only counted."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(found)
        else:
            self.warnings_left_out += 1


@dataclass(slots=True)
class Taken:
    """What became of one draft: `kind` is "created", "updated", "unchanged", "repeated" (the file said it before) or
    "refused" (there is nothing to know it by); `kept` names answers that were kept whole. `signs` are what it is known
    by within its file."""

    kind: str = "refused"
    public_id: str = ""
    changes: Changes = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    warnings: list[DraftWarning] = field(default_factory=list)
    signs: list[tuple[str, str]] = field(default_factory=list)


def take_rows(
    *, drafts: Sequence[Draft], by: str, earlier: Mapping[tuple[str, str], Draft] | None = None
) -> list[Taken]:
    """Save the practices that `drafts` describe, in one transaction; what became of each comes back in their order.

    `earlier` are the drafts of the same file that were taken in before, by their signs.
    """
    intake = _Intake(by, earlier)
    with transaction.atomic():
        return intake.take(drafts)


def take_in(*, drafts: Iterable[Draft], by: str, progress: Progress | None = None, batch: int = BATCH) -> Report:
    """Save the practices that `drafts` describe; return what that changed.

    Each batch is one transaction: whatever stops this leaves the old or the new state of each record, and a second run
    finishes the work. The same drafts again change nothing. `progress` hears how many drafts are done. Practices,
    places that nobody knew, and an event for each change are written; `practices_changed` is sent after each batch.
    """
    return _Intake(by).run(iter(drafts), progress, batch)


class _Intake:
    """One run: what was found out for earlier drafts serves the later ones."""

    def __init__(self, by: str, earlier: Mapping[tuple[str, str], Draft] | None = None) -> None:
        self._by = by
        self._places = PlaceFinder(by)
        self._concepts = ConceptFinder()
        # What is noted goes into the first of these.
        self._seen: ChainMap[tuple[str, str], Draft] = ChainMap({}, cast(dict[tuple[str, str], Draft], earlier or {}))
        self._report = Report()
        self._taken: dict[int, Taken] = {}

    def run(self, drafts: Iterator[Draft], progress: Progress | None, batch: int) -> Report:
        """Save `drafts` batch by batch."""
        done = 0
        while chunk := list(islice(drafts, batch)):
            with transaction.atomic():
                self._save(chunk)
            done += len(chunk)
            if progress:
                progress(done)
        return self._report

    def take(self, drafts: Sequence[Draft]) -> list[Taken]:
        """Save one batch and say what became of each."""
        self._taken = {id(draft): Taken() for draft in drafts}
        self._save(drafts)
        return [self._taken[id(draft)] for draft in drafts]

    def _save(self, chunk: Sequence[Draft]) -> None:
        self._places.prepare(chunk)
        records = [(draft, record) for draft in chunk if (record := self._record(draft))]
        new = [(draft, record) for draft, record in records if self._is_new(draft, record)]
        outcomes = save_practices(records=[record for _, record in new], by=self._by)
        for (draft, _), outcome in zip(new, outcomes, strict=True):
            self._count(draft, outcome)

    def _record(self, draft: Draft) -> PracticeRecord | None:
        """Return what is to be saved of a draft; None, with a warning, where there is nothing to know it by again."""
        fitter = Fitter(lambda found: self._tell(draft, found))
        place_ids, country_codes = self._where(draft)
        texts = tuple(fitter.texts(draft))
        record = PracticeRecord(
            period=fitter.period(draft.period),
            texts=texts,
            public_id=draft.public_id,
            place_ids=place_ids,
            country_codes=country_codes,
            concept_keys=self._what(draft),
            **fitter.facts(draft),
        )
        has_identity = record.public_id or any(text.external_id or record.intake_key(text) for text in texts)
        if not has_identity:
            self._tell(draft, warning("empty-record", draft.name))
        return record if has_identity else None

    def _where(self, draft: Draft) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Return the ids of the places of a draft, and the codes of countries that it names as a whole."""
        ids, codes = [], []
        for place in draft.places:
            if place.name:
                known, doubts = self._places.find(place)
                ids += [known] if known else []
                for found in doubts:
                    self._tell(draft, found)
            elif self._places.is_country(place.country):
                codes.append(place.country)
            else:
                self._tell(draft, warning("unknown-country", place.country))
        return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(codes))

    def _what(self, draft: Draft) -> tuple[str, ...]:
        keys, doubts = self._concepts.find((*draft.areas, *draft.principles))
        for found in doubts:
            self._tell(draft, found)
        return keys

    def _is_new(self, draft: Draft, record: PracticeRecord) -> bool:
        """Return whether the file has not yet spoken of a record; its first word counts, now and in a second run."""
        signs = list(_signs(record))
        if (taken := self._taken.get(id(draft))) is not None:
            taken.kind, taken.signs = "repeated", signs
        earlier = next((self._seen[sign] for sign in signs if sign in self._seen), None)
        if earlier is None:
            self._seen.update((sign, draft) for sign in signs)
            return True
        self._report.repeated += 1
        if replace(earlier, warnings=()) != replace(draft, warnings=()):
            self._tell(draft, warning("repeated", draft.name))
        return False

    def _count(self, draft: Draft, outcome: Outcome) -> None:
        if (taken := self._taken.get(id(draft))) is not None:
            taken.kind, taken.public_id = outcome.kind, outcome.public_id
            taken.changes, taken.kept = outcome.changes, outcome.kept
        report = self._report
        report.created += outcome.kind == "created"
        report.updated += outcome.kind == "updated"
        report.unchanged += outcome.kind == "unchanged"
        report.kept += bool(outcome.kept)
        if outcome.changes:
            report.changes.append((draft.name, outcome.changes))

    def _tell(self, draft: Draft, found: DraftWarning) -> None:
        line = next((given.line for given in draft.warnings if given.line), 0)
        if (taken := self._taken.get(id(draft))) is not None:
            taken.warnings.append(found)
        self._report.tell(replace(found, text=f"{draft.name}: {found.text}", line=found.line or line))


def _signs(record: PracticeRecord) -> Iterator[tuple[str, str]]:
    """Yield what tells a record from the others of its file: a further language may come under the same id."""
    for text in record.texts:
        for sign in (record.public_id, text.external_id):
            if sign:
                yield text.language, sign
        if not record.public_id and not text.external_id and (key := record.intake_key(text)):
            yield text.language, key
