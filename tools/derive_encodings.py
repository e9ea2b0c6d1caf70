"""Encode the shipped practices; writes library/practices/encodings.npz.

Run it after a change of the shipped practices, of an encoder or of how passages are made:
`python -m tools.derive_encodings`, in a folder of its own (`CONVIVIA_HOME`) that is set up anew.
"""

import os
import subprocess
import sys
import tempfile
from importlib import import_module

import numpy as np

PROGRAM = "tools.derive_encodings"


def main() -> None:
    """Set up a library in a temporary folder, let it encode everything, and write what it kept."""
    if "--here" in sys.argv:
        write()
        return
    with tempfile.TemporaryDirectory(prefix="convivia-encodings-") as home:
        environment = os.environ | {"CONVIVIA_HOME": home, "DJANGO_SETTINGS_MODULE": "convivia.settings"}
        for command in (("convivia", "setup"), (PROGRAM, "--here")):
            subprocess.run([sys.executable, "-m", *command], env=environment, check=True)


def write() -> None:
    """Write the encodings of the installation at `CONVIVIA_HOME`, in the order of their digests."""
    import_module("django").setup()
    encodings = import_module("convivia.search.models").Encoding
    shipped = import_module("convivia.search.shipped_encodings")
    library_path = import_module("convivia.common.library_files").library_path
    kept = list(encodings.objects.order_by("digest").values_list("digest", "encoder", "vector"))
    np.savez_compressed(
        library_path("practices", shipped.FILE),
        encoder=np.array(kept[0][1]),
        digests=np.array([digest for digest, _, _ in kept]),
        rows=np.array([np.frombuffer(vector, np.int8) for _, _, vector in kept]),
    )
    print(f"{shipped.FILE}: {len(kept)} encodings by {kept[0][1]}")


if __name__ == "__main__":
    main()
