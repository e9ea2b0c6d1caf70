"""Take in practices from a listing page (text or HTML), a sheet (xlsx, csv), JSON or JSON lines."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from convivia.console.installation import NotReadyError, demand_database, one_at_a_time
from convivia.console.screen import complain, err, meter, out
from convivia.intake.actions import Report, take_in
from convivia.intake.advising import advice_on
from convivia.intake.detection import FORMATS
from convivia.intake.drafts import Draft, DraftWarning, to_json
from convivia.intake.limits import MAX_WARNINGS, IntakeError
from convivia.intake.reading import Reading, read_file, shipped_headings
from convivia.places.queries import gazetteer
from convivia.practices.advice import Advice, Strength
from convivia.practices.advice_words import say
from convivia.search.actions import index_pending
from convivia.search.encoders.installed import use_all_cores
from convivia.search.encoding import encode_pending

SHOWN = 40
EXAMPLES = 3


def run(arguments: Sequence[str]) -> int:
    """Read a file and take in what it holds, or only show it; the exit status comes back."""
    options = _parser().parse_args(arguments)
    try:
        if options.check:
            return check(_read(options.file, options.format), as_json=options.json)
        if options.dry_run:
            return dry_run(_read(options.file, options.format), as_json=options.json)
        demand_database()
        with one_at_a_time("import"):
            return take_in_file(options.file, options.format, as_json=options.json)
    except (IntakeError, NotReadyError) as error:
        complain(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convivia import", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="the file to read; - for standard input")
    parser.add_argument(
        "--format", choices=("auto", *FORMATS), default="auto", help="what the file is (found out by itself)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be taken in")
    parser.add_argument("--check", action="store_true", help="only show what should be looked at again in the texts")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for programs")
    return parser


def _read(path: str, file_format: str) -> Reading:
    return read_file(path, format=file_format, gazetteer=gazetteer(), headings=shipped_headings())


def dry_run(reading: Reading, *, as_json: bool) -> int:
    """Show the drafts of a file and what a person should look at; nothing is written."""
    count = 0
    for draft in reading.drafts:
        count += 1
        if as_json:
            print(json.dumps(to_json(draft), ensure_ascii=False))  # noqa: T201
        else:
            _show_draft(draft)
    for warning in reading.warnings:
        err.print(f"{warning.code}: {warning.text}", markup=False)
    err.print(f"{count:,} records read as {reading.format}; nothing was saved.", markup=False)
    return 0


def check(reading: Reading, *, as_json: bool) -> int:
    """Show the writing help on each draft of a file, as the desk shows it, and how often each kind was seen."""
    counts: Counter[str] = Counter()
    for draft in reading.drafts:
        found = advice_on(draft)
        counts.update(say(one).kind for one in found)
        if as_json:
            print(json.dumps({"draft": draft.name, "advice": [asdict(one) for one in found]}, ensure_ascii=False))  # noqa: T201
        elif found:
            out.print(f"\n{draft.name}", style="bold", markup=False)
            for one in found:
                out.print(f"  {_advice_line(one)}", markup=False)
    for kind, count in counts.most_common():
        err.print(f"{kind}: {count:,}", markup=False)
    err.print("This is advice; nothing was saved.", markup=False)
    return 0


def _advice_line(advice: Advice) -> str:
    words = say(advice)
    where = f"{advice.key}/{advice.language}" if advice.language else advice.key
    mark = "!" if advice.strength == Strength.STRONG else "-"
    return f"{mark} {where}: {words.seen} {words.to_do}" + (f" [{advice.quoted}]" if advice.quoted else "")


def take_in_file(path: str, file_format: str, *, as_json: bool) -> int:
    """Take in a file, show how it goes, and say what became of its records."""
    reading = _read(path, file_format)
    told: list[DraftWarning] = []
    with meter("Records") as step:
        report = take_in(drafts=_listened(reading.drafts, told), by="import", progress=step)
    with meter("Search index") as step:
        index_pending(progress=step)
    use_all_cores()
    with meter("Meaning") as step:
        encode_pending(progress=step)
    warnings = [*reading.warnings, *report.warnings, *told]
    if as_json:
        print(json.dumps(_summary(report, warnings), ensure_ascii=False))  # noqa: T201
    else:
        _show_report(report)
        _show_lines("To look at", _by_code(warnings))
    return 0


def _listened(drafts: Iterable[Draft], told: list[DraftWarning]) -> Iterator[Draft]:
    """Pass drafts on and note in `told` what their reader warned of, each with its draft's name."""
    for draft in drafts:
        if len(told) < MAX_WARNINGS:
            told += [replace(warning, text=f"{draft.name}: {warning.text}") for warning in draft.warnings]
        yield draft


def _by_code(warnings: Sequence[DraftWarning]) -> list[str]:
    """Return the warnings as lines, those of one kind together: how many, and the first few."""
    kinds: dict[str, list[str]] = {}
    for warning in warnings:
        kinds.setdefault(warning.code, []).append(warning.text)
    lines = []
    for code, texts in sorted(kinds.items(), key=lambda kind: len(kind[1])):
        lines.append(f"{code} ({len(texts):,})")
        lines += [f"  {text[:200]}{'…' if len(text) > 200 else ''}" for text in texts[:EXAMPLES]]
        lines += ["  …"] if len(texts) > EXAMPLES else []
    return lines


def _summary(report: Report, warnings: Sequence[Any]) -> dict[str, Any]:
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "repeated": report.repeated,
        "kept": report.kept,
        "changes": [{"title": title, "changes": changes} for title, changes in report.changes],
        "warnings": [{"code": warning.code, "text": warning.text} for warning in warnings],
    }


def _show_draft(draft: Draft) -> None:
    row = to_json(draft)
    places = "; ".join(f"{place['name'] or '(whole country)'}, {place['country']}" for place in row["places"])
    out.print(f"\n{row['title'] or '(no title)'}", style="bold", markup=False)
    out.print(
        f"  {places or '(no place)'} | {row['period']['text'] or '(no period)'} | {row['language']}", markup=False
    )
    for key, text in row["sections"].items():
        out.print(f"  {key}: {text}", markup=False)
    for warning in row["warnings"]:
        out.print(f"  ! {warning['text']}", style="yellow", markup=False)


def _show_report(report: Report) -> None:
    out.print(
        f"{report.created:,} new, {report.updated:,} updated, {report.unchanged:,} unchanged"
        + (f", {report.repeated:,} repeated within the file" if report.repeated else "")
        + (f", {report.kept:,} whole texts kept that the file cuts off" if report.kept else ""),
        markup=False,
    )
    lines = [
        f"{title or '(no title)'}: {field}: {before!s:.60} → {after!s:.60}"
        for title, changes in report.changes
        for field, (before, after) in changes.items()
    ]
    _show_lines("What changed", lines)


def _show_lines(heading: str, lines: list[str]) -> None:
    """Print lines under a heading, the first ones only where there are many."""
    if not lines:
        return
    out.print(f"\n{heading}:", style="bold", markup=False)
    for line in lines[:SHOWN]:
        out.print(f"  {line}", markup=False)
    if len(lines) > SHOWN:
        out.print(f"  … and {len(lines) - SHOWN:,} more; --json shows all", markup=False)
    sys.stdout.flush()
