"""Encodings of the shipped practices come with them: a new installation finds by meaning at once.

`library/practices/encodings.npz` is made by `python -m tools.derive_encodings`. Encodings are found by the digests of
their passages; where a text or an encoder has changed since, none is found, and it is made as for any other practice.
"""

import zipfile

import numpy as np

from convivia.common.library_files import library_path
from convivia.search.encoders.installed import encoder
from convivia.search.engines.vectors import Bytes
from convivia.search.meaning import form
from convivia.search.models import Encoding

FILE = "encodings.npz"


def keep_shipped_encodings() -> int:
    """Keep the shipped encodings that are not here yet, if they are of this installation's encoder; how many there are
    comes back."""
    reading, path = encoder(), library_path("practices", FILE)
    if reading is None or not path.exists():
        return 0
    name, digests, rows = read_encodings()
    if name != form(reading):
        return 0
    made = [Encoding(digest=key, encoder=name, vector=row.tobytes()) for key, row in zip(digests, rows, strict=True)]
    Encoding.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def read_encodings() -> tuple[str, list[str], Bytes]:
    """Return of the shipped file the name of what made it, the digests, and a row of bytes for each."""
    try:
        with np.load(library_path("practices", FILE), allow_pickle=False) as kept:
            return str(kept["encoder"]), [str(key) for key in kept["digests"]], kept["rows"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return "", [], np.empty((0, 0), np.int8)
