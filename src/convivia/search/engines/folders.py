"""Where an index lives on disk: one folder per making, a pointer to the one that serves, a lock for the one writer.

`<form>.now` holds the name of the folder `<form>-<making>` that serves. `form` is a fingerprint of all that an index
depends on (fields, analysis, versions), so that another release never reads an index that it would misread.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from convivia.search.engines.port import IndexBusy

# How often a writer that waits looks whether the lock is free, in seconds.
LOOK_AGAIN = 0.02


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one installation's indexes, below `root`, as the release with the fingerprint `form` sees them."""

    root: Path
    form: str

    @property
    def pointer(self) -> Path:
        """The file that names the folder that serves."""
        return self.root / f"{self.form}.now"

    def current(self) -> Path | None:
        """Return the folder of the index that serves; None where there is none."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        folder = self.root / name
        return folder if name.startswith(f"{self.form}-") and Path(name).name == name and folder.is_dir() else None

    def new(self) -> Path:
        """Make an empty folder for an index that does not serve yet."""
        folder = self.root / f"{self.form}-{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        return folder

    def serve(self, folder: Path) -> None:
        """Let the index in `folder` serve from now on, for everybody at once; older folders and pointers go."""
        draft = self.pointer.with_suffix(".next")
        with draft.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)
        for other in self.root.iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other, ignore_errors=True)
            elif other.suffix == ".now" and other != self.pointer:
                other.unlink(missing_ok=True)

    @contextmanager
    def lock(self, wait: float) -> Iterator[None]:
        """Be the only writer of this installation; raise `IndexBusy` where another one is not done in `wait` seconds.

        The system frees the lock when a process ends, however it ends.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        file = os.open(self.root / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _take(file, time.monotonic() + wait)
            yield
        finally:
            os.close(file)


def _take(file: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise IndexBusy("Somebody else is writing to the search index.") from None
            time.sleep(LOOK_AGAIN)
