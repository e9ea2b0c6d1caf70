"""What the console command shows: lines and progress for people, plain lines where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Meter:
    """Counts what is done and shows it: a bar with a rate on a terminal, one closing line elsewhere."""

    def __init__(self, label: str, total: int | None, progress: Progress | None) -> None:
        self.label, self.total, self.done = label, total, 0
        self._progress = progress
        self._began = monotonic()
        self._task = progress.add_task(label, total=total, rate="") if progress else None

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show that `done` (of `total`) are finished."""
        self.done, self.total = done, total if total is not None else self.total
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=done, total=self.total, rate=f"{self.rate:,.0f}/s")

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.done / max(monotonic() - self._began, 1e-6)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return monotonic() - self._began


@contextmanager
def meter(label: str, total: int | None = None) -> Iterator[Meter]:
    """Show the progress of a step on standard error, and how long it took when it is done."""
    if err.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
        )
        with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as progress:
            step = Meter(label, total, progress)
            yield step
    else:
        step = Meter(label, total, None)
        yield step
    counted = f"{step.done:,} ({step.rate:,.0f}/s), " if step.done else ""
    err.print(f"  {label}: {counted}{step.seconds:.1f} s", markup=False)


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    err.print(f"convivia: {message}", style="bold red", markup=False)
