"""Takes drafts in: places and concepts are found, values are made to fit, and practices are saved batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

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


def take_in(*, drafts: Iterable[Draft], by: str, progress: Progress | None = None, batch: int = BATCH) -> Report:
    """Save the practices that `drafts` describe; return what that changed.

    Each batch is one transaction: whatever stops this leaves the old or the new state of each record, and a second run
    finishes the work. The same drafts again change nothing. `progress` hears how many drafts are done. Practices,
    places that nobody knew, and an event for each change are written; `practices_changed` is sent after each batch.
    """
    return _Intake(by).run(iter(drafts), progress, batch)


class _Intake:
    """One run: what was found out for earlier drafts serves the later ones."""

    def __init__(self, by: str) -> None:
        self._by = by
        self._places = PlaceFinder(by)
        self._concepts = ConceptFinder()
        self._seen: dict[tuple[str, str], Draft] = {}
        self._report = Report()

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
        earlier = next((self._seen[sign] for sign in signs if sign in self._seen), None)
        if earlier is None:
            self._seen.update((sign, draft) for sign in signs)
            return True
        self._report.repeated += 1
        if replace(earlier, warnings=()) != replace(draft, warnings=()):
            self._tell(draft, warning("repeated", draft.name))
        return False

    def _count(self, draft: Draft, outcome: Outcome) -> None:
        report = self._report
        report.created += outcome.kind == "created"
        report.updated += outcome.kind == "updated"
        report.unchanged += outcome.kind == "unchanged"
        report.kept += bool(outcome.kept)
        if outcome.changes:
            report.changes.append((draft.name, outcome.changes))

    def _tell(self, draft: Draft, found: DraftWarning) -> None:
        line = next((given.line for given in draft.warnings if given.line), 0)
        self._report.tell(replace(found, text=f"{draft.name}: {found.text}", line=found.line or line))


def _signs(record: PracticeRecord) -> Iterator[tuple[str, str]]:
    """Yield what tells a record from the others of its file: a further language may come under the same id."""
    for text in record.texts:
        for sign in (record.public_id, text.external_id):
            if sign:
                yield text.language, sign
        if not record.public_id and not text.external_id and (key := record.intake_key(text)):
            yield text.language, key
