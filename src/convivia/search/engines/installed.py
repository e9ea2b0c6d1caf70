"""Which engine this installation uses."""

from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from django.conf import settings

from convivia.places.bands import bands
from convivia.search.engines.port import SearchEngine
from convivia.search.engines.tantivy_engine import TantivyEngine


def engine() -> SearchEngine:
    """Return the engine of the index at `settings.SEARCH_INDEX`, one for the whole process."""
    # A search asks for it two hundred times.
    return _engine_at(
        str(settings.SEARCH_INDEX), str(settings.BANDS_FILE), tuple(map(itemgetter(0), settings.LANGUAGES))
    )


@lru_cache(maxsize=8)
def _engine_at(root: str, bands_file: str, languages: tuple[str, ...]) -> SearchEngine:
    return TantivyEngine(Path(root), languages, made_by=bands().name)
