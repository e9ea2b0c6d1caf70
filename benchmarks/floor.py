"""What no page can be faster than: engine, vectors and encoder alone, for the same queries. Run as a program.

It reads the query strings of each kind from standard input, as JSON, and prints how long each took in milliseconds; and
how many of the nearest passages the graph finds, where the library is so large that it has one.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import cycle, islice
from typing import Any

from benchmarks.clients import WARM_UP
from convivia.search.engines.port import Order, SearchEngine
from convivia.search.query import FACETS, SearchQuery

LANGUAGE = "en"
# Recall: of so many nearest passages, asked by so many queries.
NEAREST, ASKED = 100, 100
REQUESTS = 100
ENGINE, VECTORS, ENCODER = "engine", "vectors", "encoder"
Queries = Sequence[Mapping[str, Any]]


def main() -> None:
    """Answer for the library at `CONVIVIA_HOME`."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "convivia.settings", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    import_module("django").setup()
    asked: dict[str, Queries] = json.load(sys.stdin)
    # The encoder remembers what it was asked: it comes before the plans of the engine's questions, which ask it.
    told = _by_meaning({kind: [query["q"] for query in queries if "q" in query] for kind, queries in asked.items()})
    told[ENGINE] = {kind: list(_engine_times(queries)) for kind, queries in asked.items()}
    json.dump(told, sys.stdout)


def _engine_times(queries: Queries) -> Iterator[float]:
    """Yield how long the engine takes for each query, after a warm-up; their words are read as the pages do."""
    engine: SearchEngine = import_module("convivia.search.engines.installed").engine()
    plan = import_module("convivia.search.planning").plan
    read = [SearchQuery.from_params({name: str(value) for name, value in query.items()}) for query in queries]
    for number, query in enumerate(islice(cycle(read), WARM_UP + REQUESTS)):
        planned = plan(query.q, LANGUAGE)
        question = planned.under(query.filters())
        # Each facet counts under all filters but its own: those without one together, each of the others for itself.
        counts = [(question, [facet for facet in FACETS if not query.selected(facet)])]
        counts += [(planned.under(query.filters(but=facet)), [facet]) for facet in query.filters()]
        offset = (query.page - 1) * query.page_size
        before = time.perf_counter()
        for counted, facets in counts:
            engine.count(counted, facets)
        engine.find(question, Order(query.order, LANGUAGE), offset=offset, limit=query.page_size)
        if number >= WARM_UP:
            yield (time.perf_counter() - before) * 1000


def _by_meaning(texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return how long it takes to encode each text once, and to find what is near to it; and the recall."""
    meaning, encoder = import_module("convivia.search.meaning"), import_module("convivia.search.encoders.installed")
    store, reading, vectors = meaning.store(), encoder.encoder(), import_module("convivia.search.engines.vectors")
    told: dict[str, Any] = {VECTORS: {}, ENCODER: {}}
    seen, rows = store._newest(), []
    reading.query("warm", LANGUAGE)
    for kind, some in texts.items():
        encoded, searched = [], []
        for text in some[:REQUESTS]:
            start = time.perf_counter()
            rows.append(vectors.to_bytes(reading.query(text, _guessed(text))))
            read = time.perf_counter()
            if seen.graph is None:
                vectors.exactly_near(seen.rows, rows[-1], meaning.LOOKED_AT)
            else:
                seen.graph.search(rows[-1], meaning.LOOKED_AT, threads=1)
            encoded.append((read - start) * 1000)
            searched.append((time.perf_counter() - read) * 1000)
        told[ENCODER][kind], told[VECTORS][kind] = encoded, searched
    return told | {"recall": _recall(seen, rows[:: max(1, len(rows) // ASKED)], vectors, meaning.LOOKED_AT)}


def _recall(seen: Any, asked: Sequence[Any], vectors: Any, looked_at: int) -> list[float]:
    """Return for each query which part of the passages that are really nearest the graph finds; [] without a graph.

    It is asked for as many as a search looks at.
    """
    if seen.graph is None:
        return []
    rows = seen.rows_of(0, len(seen.keys))
    shares = []
    for vector in asked:
        really = {int(key) for key in seen.keys[vectors.exactly_near(rows, vector, NEAREST)[0]]}
        found = {int(key) for key in seen.graph.search(vector, looked_at, threads=1).keys}
        shares.append(len(found & really) / len(really))
    return shares


def _guessed(text: str) -> str:
    scores = import_module("convivia.common.language_guess").scores(text)
    return max(scores, key=scores.__getitem__, default="")


if __name__ == "__main__":
    main()
