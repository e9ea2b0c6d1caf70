"""The bare search of vectors, and what its graph misses."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
from benchmarks.meanings import mixed

from benchmarks import floor
from convivia.search.encoders.port import unit
from convivia.search.engines import vectors
from convivia.search.engines.vectors import VectorStore, to_bytes

KNOWN = unit(np.random.default_rng(2).standard_normal((40, 96)).astype(np.float32))


def stock(folder: Path, *, exact: int) -> VectorStore:
    made = VectorStore(folder, "test", 96, exact=exact)
    made.rebuild([(pk, to_bytes(mixed(pk, 3, KNOWN))) for pk in range(1, 301)], wait=1)
    return made


def asked() -> list[vectors.Bytes]:
    return [to_bytes(mixed(pk, 1, KNOWN)[0]) for pk in range(500, 510)]


def test_recall_is_the_part_of_the_nearest_that_the_graph_finds(tmp_path: Path) -> None:
    shares = floor._recall(stock(tmp_path, exact=100)._newest(), asked(), vectors, 200)
    assert len(shares) == 10
    assert 0.9 < sum(shares) / len(shares) <= 1


def test_recall_falls_where_the_graph_finds_others(tmp_path: Path) -> None:
    seen = stock(tmp_path, exact=100)._newest()
    assert seen is not None and seen.graph is not None
    far = np.arange(100, dtype=np.uint64)  # keys that no passage has
    blind = SimpleNamespace(
        graph=SimpleNamespace(search=lambda *args, **kwargs: SimpleNamespace(keys=far)),
        keys=seen.keys,
        rows_of=seen.rows_of,
    )
    assert floor._recall(blind, asked(), vectors, 200) == [0.0] * 10


def test_nothing_is_lost_where_all_are_compared(tmp_path: Path) -> None:
    assert floor._recall(stock(tmp_path, exact=10_000)._newest(), asked(), vectors, 200) == []
