"""Samples at the desk: accounts by role, practices in every state, reviews, imports, doubles.

`make_desk(home)` writes them into the library whose data is in `home`; pictures are taken of it, and tests walk
through it. Everything is of Sampleton, a city that does not exist; people are roles.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "import json, django; django.setup(); from tools.sample_rows import rows; print(json.dumps(rows()))"


@dataclass(frozen=True, slots=True)
class SampleDesk:
    """What was made: session keys by role, and what stands in addresses (public ids, numbers) by a name."""

    sessions: dict[str, str]
    ids: dict[str, str]

    def path(self, path: str) -> str:
        """Return `path` with the names in braces filled in."""
        return path.format(**self.ids)


def make_desk(home: Path) -> SampleDesk:
    """Write the samples into the library of `home`; raise `CalledProcessError` where that fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CONVIVIA_")}
    # Words are enough to find the samples; what they mean would take a minute.
    environment = kept | {
        "CONVIVIA_HOME": str(home), "CONVIVIA_ENCODER": "none", "DJANGO_SETTINGS_MODULE": "convivia.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    made = json.loads(done.stdout.splitlines()[-1])
    return SampleDesk(made["sessions"], made["ids"])
