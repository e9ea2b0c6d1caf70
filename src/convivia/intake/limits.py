"""How much the readers take in, and the one error that they raise. Pure.

The limits hold for every format; a person meets them as a sentence that says what to do.
"""

from typing import Final

MEGABYTE: Final = 1024 * 1024

MAX_FILE_BYTES: Final = 50 * MEGABYTE
MAX_RECORDS: Final = 200_000
MAX_LINES: Final = 500_000  # that are not blank, in a listing
MAX_LINE: Final = 100_000  # characters of one line of text, or of one JSON line's longest value
MAX_CELL: Final = 32_767  # characters in one cell of a sheet, as Excel has it
MAX_COLUMNS: Final = 200
MAX_TITLE: Final = 500
MAX_WARNINGS: Final = 1_000  # of one file as a whole; the warnings of single records are not counted here

MAX_UNPACKED_BYTES: Final = 200 * MEGABYTE  # of all parts of a packed file together
MAX_UNPACKED_RATIO: Final = 200  # unpacked to packed, for parts above one megabyte
MAX_PARTS: Final = 2_000


class IntakeError(Exception):
    """A file cannot be read. Its message is for the person at the keyboard: what happened, why, and what to do."""


def said_in_megabytes(size: int) -> str:
    """Return a number of bytes as people say it: 52428800 → "50 MB"."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size / 1024:.1f} kB"
