"""Measure how fast Convivia is: `make bench`."""

import argparse
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.desk import AtTheDesk, desk_section, desk_table, measure_desk, with_desk
from benchmarks.installation import BenchmarkError, interrupt_on_signals
from benchmarks.measure import Measured, encoding_rate, measure
from benchmarks.report import report
from benchmarks.tables import growth, one_size, totals, wanted_table

STARTED = time.perf_counter()
SIZES = (1_000, 20_000, 100_000)
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "run" / "speed.md"


def main(arguments: Sequence[str]) -> int:
    """Measure libraries of several sizes and print tables; the exit status comes back."""
    options = _parser().parse_args(arguments)
    interrupt_on_signals()
    reports: list[Measured] = []
    try:
        desk = measure_desk(_say)
        print(f"\nAt the desk\n\n{desk_table(desk)}\n", flush=True)
        if options.desk:
            return _write_desk(desk, arguments) if options.write else 0
        with tempfile.TemporaryDirectory(prefix="convivia-benchmark-pool-") as folder:
            pool = Path(folder) / "pool.npy"
            _say("encoding passages, the meanings of which are mixed")
            rate = encoding_rate(pool)
            for size in options.sizes:
                say = partial(_say, size=size)
                reports.append(measure(size, pool=pool, seconds=options.seconds, say=say))
                print(f"\n{size:,} practices\n\n{one_size(reports[-1])}\n", flush=True)
    except BenchmarkError as error:
        print(f"The measurement stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the processes have ended and the temporary folders are removed.", file=sys.stderr)
        return 130
    print(f"{growth(reports)}\n\n{totals(reports, encoded_a_second=rate)}\n\n{wanted_table(reports)}")
    if options.write:
        text = report(reports, desk, encoded_a_second=rate, command=_command(arguments))
        DOCUMENT.write_text(text, encoding="utf-8")
        print(f"\nWritten to {DOCUMENT}")
    return 0


def _write_desk(desk: AtTheDesk, arguments: Sequence[str]) -> int:
    """Put the figures of the desk into the document and leave the others; the exit status comes back."""
    section = desk_section(desk, command=_command(arguments))
    DOCUMENT.write_text(with_desk(DOCUMENT.read_text(encoding="utf-8"), section), encoding="utf-8")
    print(f"Written to {DOCUMENT}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=list(SIZES),
        help="practices in each library, or in one alone (1000,20000,100000)",
    )
    parser.add_argument("--seconds", type=float, default=10, help="how long eight readers read at once (10)")
    parser.add_argument("--desk", action="store_true", help="measure the lists of the desk alone (half a minute)")
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


def _say(what: str, size: int = 0) -> None:
    """Say what is done next, and how many seconds have passed since the start."""
    about = f"{size:,}: {what}" if size else what
    print(f"  {time.perf_counter() - STARTED:4.0f} s  {about}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
