"""Which classes of cities this installation uses: those of the shipped file, or of a file of the operator's own."""

from functools import lru_cache

from django.conf import settings

from convivia.common.library_files import library_path, read_rows
from convivia.places.likeness import Bands, BandsError, read_bands


def bands() -> Bands:
    """Return the classes; raise `BandsError` where the operator's file cannot be read or is not in order."""
    return _bands_in(settings.BANDS_FILE)


@lru_cache(maxsize=8)
def _bands_in(path: str) -> Bands:
    try:
        return read_bands(read_rows(path or library_path("places", "bands.tsv")))
    except (OSError, UnicodeDecodeError) as error:
        raise BandsError(f"{path} cannot be read: {error}") from error
