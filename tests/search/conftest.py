"""Each test of the search has an index folder of its own."""

from pathlib import Path

import pytest

from convivia.search.engines.tantivy_engine import TantivyEngine
from tests.search.fake_encoders import FakeEncoder, use_encoder


@pytest.fixture(autouse=True)
def index_folder(settings, tmp_path: Path) -> Path:
    """The folder of this test's index; it does not exist yet."""
    settings.SEARCH_INDEX = tmp_path / "index"
    return settings.SEARCH_INDEX


@pytest.fixture
def bare_engine(index_folder: Path) -> TantivyEngine:
    """An engine at this test's folder, without an index."""
    return TantivyEngine(index_folder, ("en", "fr"))


@pytest.fixture
def fake_encoder(settings, monkeypatch, tmp_path: Path) -> FakeEncoder:
    """The encoder of this test, which knows words alone and counts what it reads; its vectors lie in `tmp_path`."""
    made = FakeEncoder(f"fake-{tmp_path.name}")
    settings.SEARCH_VECTORS = tmp_path / "vectors"
    use_encoder(settings, monkeypatch, made)
    return made
