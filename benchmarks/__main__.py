"""Measure how fast Convivia is: `make bench`."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.installation import BenchmarkError, interrupt_on_signals
from benchmarks.measure import Measured, measure
from benchmarks.report import report
from benchmarks.tables import growth, one_size, totals, wanted_table

SIZES = (1_000, 20_000, 100_000)
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "run" / "speed.md"


def main(arguments: Sequence[str]) -> int:
    """Measure libraries of several sizes and print tables; the exit status comes back."""
    options = _parser().parse_args(arguments)
    interrupt_on_signals()
    reports: list[Measured] = []
    try:
        for size in options.sizes:
            reports.append(measure(size, seconds=options.seconds, say=partial(_say, size)))
            print(f"\n{size:,} practices\n\n{one_size(reports[-1])}\n", flush=True)
    except BenchmarkError as error:
        print(f"The measurement stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the processes have ended and the temporary folders are removed.", file=sys.stderr)
        return 130
    print(f"{growth(reports)}\n\n{totals(reports)}\n\n{wanted_table(reports)}")
    if options.write:
        DOCUMENT.write_text(report(reports, command=_command(arguments)), encoding="utf-8")
        print(f"\nWritten to {DOCUMENT}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=_sizes, default=list(SIZES), help="practices in each library (1000,20000,100000)"
    )
    parser.add_argument("--seconds", type=float, default=20, help="how long eight readers read at once (20)")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/run/speed.md")
    return parser


def _sizes(text: str) -> list[int]:
    """Return sizes from the smallest to the largest; raise `ValueError` for what is no number or under a thousand."""
    sizes = sorted({int(size) for size in text.split(",")})
    if sizes[0] < SIZES[0]:
        raise ValueError(text)
    return sizes


def _command(arguments: Sequence[str]) -> str:
    return shlex.join(["python", "-m", "benchmarks", *arguments])


def _say(size: int, what: str) -> None:
    print(f"  {size:,}: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
