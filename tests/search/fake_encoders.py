"""Encoders for tests: quick, the same for the same words, and plainly near where the words mean the same."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from convivia.search.encoders import installed
from convivia.search.encoders.port import Encoder, Vectors, unit
from convivia.search.words import words_of

# What means the same; only the encoder knows.
SAME = {"ajedrez": "chess", "σκάκι": "chess", "checkmate": "chess"}


class FakeEncoder:
    """An `Encoder` that adds up the meanings of words: each has a direction of its own, words of `SAME` share one."""

    def __init__(self, name: str, dimensions: int = 384) -> None:
        self.name, self.dimensions = name, dimensions
        self.read: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.foreseen: list[str] = []
        self.fails_at: str | None = None

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`; those read are noted, and a text with `fails_at` in it breaks it off."""
        for text in texts:
            if self.fails_at and self.fails_at in text:
                raise RuntimeError("The encoder was stopped.")
        self.read += texts
        rows = [self._row(text) for text in texts]
        return np.vstack(rows) if rows else np.empty((0, self.dimensions), np.float32)

    def foresee(self, text: str) -> None:
        """Note what is worked on beforehand."""
        self.foreseen.append(text)

    def query(self, text: str, language: str) -> Vectors:
        """Return one vector for what is asked, and note it."""
        self.asked.append((text, language))
        return self._row(text)

    def _row(self, text: str) -> Vectors:
        words = [SAME.get(word.exact, word.exact) for word in words_of(text)]
        total = np.zeros(self.dimensions, np.float32)
        for word in words:
            total += np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.dimensions)
        return unit(total)


def use_encoder(settings: Any, monkeypatch: Any, made: Encoder) -> None:
    """Let this installation use an encoder from now on."""
    monkeypatch.setitem(installed.ENCODERS, made.name, lambda: made)
    monkeypatch.setitem(installed._made, made.name, made)
    settings.SEARCH_ENCODER = made.name
