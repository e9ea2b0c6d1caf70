"""Which engine this installation uses."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from convivia.common.languages import interface_languages
from convivia.places.bands import bands
from convivia.search.engines.port import SearchEngine
from convivia.search.engines.tantivy_engine import TantivyEngine


def engine() -> SearchEngine:
    """Return the engine of the index at `settings.SEARCH_INDEX`, one for the whole process."""
    return _engine_at(Path(settings.SEARCH_INDEX), tuple(interface_languages()), bands().name)


@lru_cache(maxsize=8)
def _engine_at(root: Path, languages: tuple[str, ...], bands_name: str) -> SearchEngine:
    return TantivyEngine(root, languages, made_by=bands_name)
