"""Each test of the search has an index folder of its own."""

from pathlib import Path

import pytest

from convivia.search.engines.tantivy_engine import TantivyEngine


@pytest.fixture(autouse=True)
def index_folder(settings, tmp_path: Path) -> Path:
    """The folder of this test's index; it does not exist yet."""
    settings.SEARCH_INDEX = tmp_path / "index"
    return settings.SEARCH_INDEX


@pytest.fixture
def bare_engine(index_folder: Path) -> TantivyEngine:
    """An engine at this test's folder, without an index."""
    return TantivyEngine(index_folder, ("en", "fr"))
