"""Takes files in at the desk, step by step: looked at first, then taken in, then perhaps undone.

A step handles some rows in one transaction and says whether there is more to do; so a page can show how far it has
come, and whoever stops in between goes on later. Every verb names its actor in `by`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.common.folding import fold_name
from convivia.intake.actions import Taken, take_rows
from convivia.intake.detection import is_packed
from convivia.intake.drafts import Draft, to_json, warning_to_json
from convivia.intake.limits import MEGABYTE, IntakeError, said_in_megabytes
from convivia.intake.models import ImportFile, ImportRow, ImportRun
from convivia.intake.objects import from_json
from convivia.intake.reading import Reading, read_data, shipped_headings
from convivia.intake.tables import SeenTable
from convivia.people.roles import Permission
from convivia.people.rules import may
from convivia.places.queries import gazetteer
from convivia.practices.models import Practice
from convivia.practices.rules import NotAllowed, name_of
from convivia.practices.snapshots import snapshot_of

# Of one file at the desk; larger ones are for the console, which streams them.
MAX_BYTES: Final = 10 * MEGABYTE
MAX_ROWS: Final = 5_000
MAX_DRAFTS_BYTES: Final = 40 * MEGABYTE  # of all drafts together, as they are kept
CHECKED_AT_ONCE, TAKEN_AT_ONCE = 100, 50
SAMPLE, MAX_HEADING = 80, 200
_S = ImportRun.State


class WrongState(Exception):
    """The file is not where this step begins: somebody else has gone on with it."""


@transaction.atomic
def begin_run(*, name: str, data: bytes, by: User, format: str = "auto") -> ImportRun:
    """Read a file and keep what is in it, to be looked at; nothing is taken in. Raises `NotAllowed`, `IntakeError`.

    `format` is one of `detection.FORMATS`, or "auto". A sheet whose columns are not known is kept, too: a person says
    what they are (`choose_columns`).
    """
    _check(by)
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"{name} has {said_in_megabytes(len(data))}; at the desk up to {said_in_megabytes(MAX_BYTES)} are read. "
            "Split it, or ask the operator to take it in by the console."
        )
    run = ImportRun(
        name=name[:200] or "file", size=len(data), asked=_format(name, data, format), person=by, by=name_of(by)
    )
    rows = _read(run, data)
    run.save()
    ImportFile.objects.create(run=run, data=data)
    _keep(run, rows)
    return run


@transaction.atomic
def choose_columns(*, run: ImportRun, chosen: Mapping[str, str], by: User) -> ImportRun:
    """Read the file once more, with its columns as a person says; raise `IntakeError` where that cannot be read.

    `chosen` are roles (`Columns.role_of`) by heading. Raises `NotAllowed`, `WrongState` once it is being taken in.
    """
    _check(by)
    run = _locked(run, _S.UNREAD, _S.CHECKING, _S.CHECKED)
    run.chosen = {fold_name(heading): role for heading, role in chosen.items()}
    rows = _read(run, bytes(run.file.data))
    run.save()
    run.rows.all().delete()
    _keep(run, rows)
    return run


@transaction.atomic
def check_some(*, run: ImportRun, by: User) -> ImportRun:
    """Find out what would become of some more rows, and write nothing else. Raises `NotAllowed`, `WrongState`."""
    _check(by)
    run = _locked(run, _S.CHECKING)
    rows = list(run.rows.filter(foreseen="").order_by("number")[:CHECKED_AT_ONCE])
    drafts = [_draft(row) for row in rows]
    with transaction.atomic():
        taken = take_rows(drafts=drafts, by=run.by, earlier=_Earlier(run, rows))
        transaction.set_rollback(True)
    for row, one in zip(rows, taken, strict=True):
        row.foreseen, row.changes = one.kind, one.changes
        row.public_id = "" if one.kind == "created" else one.public_id
        row.signs = [list(sign) for sign in one.signs]
        row.warnings = _warnings(row, one)
    ImportRow.objects.bulk_update(rows, ["foreseen", "changes", "public_id", "signs", "warnings"], batch_size=50)
    if not run.rows.filter(foreseen="").exists():
        run.state = _S.CHECKED
        run.save(update_fields=["state"])
    return run


@transaction.atomic
def confirm(*, run: ImportRun, by: User) -> ImportRun:
    """Let a file that was looked at be taken in; that goes on by `take_some`. Raises `NotAllowed`, `WrongState`."""
    _check(by)
    run = _locked(run, _S.CHECKED)
    run.state = _S.TAKING
    run.save(update_fields=["state"])
    ImportFile.objects.filter(run=run).delete()
    return run


@transaction.atomic
def take_some(*, run: ImportRun, by: User) -> ImportRun:
    """Take in some more rows, and note what they changed. Raises `NotAllowed`, `WrongState`."""
    _check(by)
    run = _locked(run, _S.TAKING)
    rows = list(run.rows.filter(outcome="").order_by("number")[:TAKEN_AT_ONCE])
    taken, before = _take(run, rows, name_of(by))
    for row, one in zip(rows, taken, strict=True):
        row.outcome, row.public_id, row.changes = one.kind, one.public_id, one.changes
        row.warnings = _warnings(row, one)
        row.before = before.get(one.public_id) if one.kind == "updated" else None
    _note_after(rows)
    fields = ["outcome", "public_id", "changes", "warnings", "before", "after"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=50)
    if not run.rows.filter(outcome="").exists():
        run.state, run.taken_at = _S.TAKEN, timezone.now()
        run.save(update_fields=["state", "taken_at"])
    return run


@transaction.atomic
def give_up(*, run: ImportRun, by: User) -> None:
    """Forget a file that was not taken in. Raises `NotAllowed`, `WrongState`."""
    _check(by)
    _locked(run, _S.UNREAD, _S.CHECKING, _S.CHECKED).delete()


def locked(run: ImportRun, by: User, *states: str) -> ImportRun:
    """Return `run` locked for this transaction, if it is in one of `states` and `by` may import."""
    _check(by)
    return _locked(run, *states)


def _check(by: User) -> None:
    if not may(by, Permission.IMPORT):
        raise NotAllowed


def _locked(run: ImportRun, *states: str) -> ImportRun:
    found = ImportRun.objects.select_for_update().get(pk=run.pk)
    if found.state not in states:
        raise WrongState
    return found


def _read(run: ImportRun, data: bytes) -> list[Draft]:
    """Return the drafts of a file and note at `run` what it is; none where a person has to say what its columns are."""
    chosen = cast(dict[str, str], run.chosen)
    reading = read_data(data, run.name, run.asked, gazetteer=gazetteer(), headings=shipped_headings(), chosen=chosen)
    run.format, run.trouble, run.state = reading.format, "", _S.CHECKING
    try:
        drafts = list(_limited(reading.drafts, run.name))
    except IntakeError as error:
        if not any(table.columns is None for table in reading.tables) and not run.chosen:
            raise
        drafts, run.trouble, run.state = [], str(error), _S.UNREAD
    run.columns = _columns(reading)
    run.warnings = [warning_to_json(found) for found in reading.warnings]
    return drafts


def _format(name: str, data: bytes, asked: str) -> str:
    """Return the format to read a file as. Text that is named a sheet is one, though its headings may be strange."""
    is_text = not is_packed(data) and data.lstrip()[:1] not in (b"{", b"[", b"<")
    return "csv" if asked == "auto" and is_text and name.lower().endswith((".csv", ".tsv")) else asked


def _limited(drafts: Iterator[Draft], name: str) -> Iterator[Draft]:
    for count, draft in enumerate(drafts, 1):
        if count > MAX_ROWS:
            raise IntakeError(
                f"{name} holds more than {MAX_ROWS:,} records, which is as many as the desk takes in at once. "
                "Split it, or ask the operator to take it in by the console."
            )
        yield draft


def _columns(reading: Reading) -> list[dict[str, Any]]:
    """Return the columns of all tables of a file, each heading once, with what they are taken for and samples."""
    found: dict[str, dict[str, Any]] = {}
    for table in reading.tables:
        for number, heading in enumerate(table.header):
            if heading.strip() and fold_name(heading) and fold_name(heading) not in found:
                found[fold_name(heading)] = {
                    "heading": heading.strip()[:MAX_HEADING],
                    "role": table.columns.role_of(number) if table.columns else "keep",
                    "samples": _samples(table, number),
                }
    return list(found.values())


def _samples(table: SeenTable, number: int) -> list[str]:
    cells = (row[number].strip() for row in table.samples if number < len(row))
    return [cell if len(cell) <= SAMPLE else f"{cell[: SAMPLE - 1]}…" for cell in cells if cell]


def _keep(run: ImportRun, drafts: Sequence[Draft]) -> None:
    """Keep the drafts of a file as rows; raise `IntakeError` where they are larger than is sensible."""
    size, rows = 0, []
    for number, draft in enumerate(drafts, 1):
        value = to_json(draft)
        size += len(str(value))
        if size > MAX_DRAFTS_BYTES:
            raise IntakeError(f"{run.name} unpacks to more than the desk takes in at once. Split it.")
        line = next((found.line for found in draft.warnings if found.line), 0)
        rows.append(ImportRow(run=run, number=number, line=line, name=draft.name[:200], draft=value))
    ImportRow.objects.bulk_create(rows, batch_size=100)


def _draft(row: ImportRow) -> Draft:
    """Return the draft of a row without the warnings of its reader: the row keeps these."""
    value = {key: given for key, given in row.draft.items() if key != "warnings"}
    return replace(from_json(value), warnings=())


def _warnings(row: ImportRow, taken: Taken) -> list[dict[str, Any]]:
    told = [warning_to_json(found) for found in taken.warnings]
    return [*row.draft.get("warnings", []), *told]


def _take(run: ImportRun, rows: Sequence[ImportRow], by: str) -> tuple[list[Taken], dict[str, Any]]:
    """Take rows in; what became of each comes back, and the practices that they changed as they were before.

    Which ones that are, the dry run has told. Where it is another one by now, it is done once more with that known.
    """
    drafts = [_draft(row) for row in rows]
    known = {row.public_id for row in rows if row.public_id}
    for _ in range(len(rows) + 1):
        before = {one.public_id: snapshot_of(one) for one in Practice.objects.filter(public_id__in=known)}
        with transaction.atomic():
            taken = take_rows(drafts=drafts, by=by, earlier=_Earlier(run, rows))
            made = {one.public_id for one in taken if one.kind == "created"}
            missing = {one.public_id for one in taken if one.kind == "updated"} - known - made
            transaction.set_rollback(bool(missing))
        if not missing:
            break
        known |= missing
    return taken, cast(dict[str, Any], before)


def _note_after(rows: Sequence[ImportRow]) -> None:
    changed = {row.public_id for row in rows if row.outcome in ("created", "updated")}
    after = {one.public_id: snapshot_of(one) for one in Practice.objects.filter(public_id__in=changed)}
    for row in rows:
        if row.outcome in ("created", "updated"):
            row.after = cast(dict[str, Any], after.get(row.public_id))


class _Earlier(Mapping[tuple[str, str], Draft]):
    """The drafts of the rows of a file before some others, by what they are known by; read only where one is asked."""

    def __init__(self, run: ImportRun, rows: Sequence[ImportRow]) -> None:
        first = rows[0].number if rows else 0
        self._run = run
        self._numbers: dict[tuple[str, str], int] = {}
        for number, signs in run.rows.filter(number__lt=first).exclude(signs=[]).values_list("number", "signs"):
            for language, sign in signs:
                self._numbers.setdefault((language, sign), number)

    def __getitem__(self, sign: tuple[str, str]) -> Draft:
        return _draft(self._run.rows.get(number=self._numbers[sign]))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
