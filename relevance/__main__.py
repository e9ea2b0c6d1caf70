"""Measure how well Convivia finds: `make relevance`.

The own set is always measured; a file of judged queries where CONVIVIA_JUDGEMENTS names one, and the folder of XQuAD
where CONVIVIA_XQUAD does.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.installation import interrupt_on_signals

from relevance.judged import HELD, TUNE, JudgedQuery, JudgementError, read_judgements
from relevance.measure import WAYS, Measured, measure_library, measure_paragraphs
from relevance.report import one_set, report
from relevance.tables import details, wanted_table
from relevance.xquad import read_xquad

HERE = Path(__file__).resolve().parent
OWN_FILE, DOCUMENT = HERE / "own.jsonl", HERE.parent / "docs" / "build" / "relevance.md"
JUDGEMENTS, XQUAD = "CONVIVIA_JUDGEMENTS", "CONVIVIA_XQUAD"
OWN, JUDGED, CROSS = "own", "judged", "xquad"
NAMES = {OWN: "Own set", JUDGED: "Judged set", CROSS: "XQuAD"}


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments and the environment name, and print tables; the exit status comes back."""
    options = _parser().parse_args(arguments)
    measured: list[Measured] = []
    try:
        for each in _measured(options.sets, options.ways):
            measured.append(each)
            print(f"\n{one_set(each)}", flush=True)
            if options.details:
                print("\n".join(details(each, part=options.part)), end="\n\n")
    except JudgementError as error:
        print(f"The measurement stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the temporary folders are removed.", file=sys.stderr)
        return 130
    if not measured:
        print("There is nothing to measure: see above.", file=sys.stderr)
        return 1
    print(wanted_table(measured))
    print("\n".join(f"{name}: {fact}" for name, fact in measured[0].facts.items()))
    if options.write:
        DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
        DOCUMENT.write_text(report(measured, command=_command(arguments)), encoding="utf-8")
        print(f"\nWritten to {DOCUMENT}")
    return 0


def _measured(sets: Sequence[str], ways: Sequence[str]) -> Iterator[Measured]:
    """Yield the measured sets, those of the shipped library first; say what is not there and goes unmeasured."""
    of_library: dict[str, list[JudgedQuery]] = {}
    if OWN in sets:
        of_library[NAMES[OWN]] = read_judgements(OWN_FILE)
    if JUDGED in sets and (path := _named(JUDGEMENTS, "a file of judged queries, one JSON object a line")):
        of_library[NAMES[JUDGED]] = read_judgements(path)
    xquad = _named(XQUAD, "a folder with xquad.en.json and other languages") if CROSS in sets else None
    cross = read_xquad(xquad) if xquad else None
    if of_library:
        _say("making the shipped library and asking it")
        yield from measure_library(of_library, ways)
    if cross:
        count = f"{len(cross.paragraphs):,} paragraphs and asking it {len(cross.questions):,} questions"
        _say(f"making a library of {count}, which takes some minutes")
        yield measure_paragraphs(NAMES[CROSS], cross.questions, cross.paragraphs, ways)


def _named(variable: str, what: str) -> Path | None:
    """Return the path that an environment variable names; say what is missing where it is not set."""
    if value := os.environ.get(variable, "").strip():
        return Path(value).expanduser()
    _say(f"{variable} is not set, so that set is left out. It names {what}.")
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m relevance", description=__doc__)
    parser.add_argument("--sets", type=_some_of(list(NAMES)), default=list(NAMES), help="own,judged,xquad (all)")
    parser.add_argument("--ways", type=_some_of(list(WAYS)), default=list(WAYS), help=f"{','.join(WAYS)} (all)")
    parser.add_argument("--details", action="store_true", help="what each query found, and what it misses")
    parser.add_argument("--part", choices=[TUNE, HELD], default="", help="details of one half only")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/build/relevance.md")
    return parser


def _some_of(among: Sequence[str]) -> Callable[[str], list[str]]:
    """Return a reader of names separated by commas, each one of `among`, whose order they keep."""

    def read(text: str) -> list[str]:
        chosen = {name.strip() for name in text.split(",")}
        if not chosen <= set(among):
            raise argparse.ArgumentTypeError(f"choose from {', '.join(among)}")
        return [name for name in among if name in chosen]

    return read


def _command(arguments: Sequence[str]) -> str:
    return shlex.join(["python", "-m", "relevance", *arguments])


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    interrupt_on_signals()
    sys.exit(main(sys.argv[1:]))
