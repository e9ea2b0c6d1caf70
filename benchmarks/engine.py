"""The search engine alone, for the same queries: what no page can be faster than. Run by the benchmark as a program.

It reads the query strings of each kind from standard input, as JSON, and prints how long each took in milliseconds.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import cycle, islice
from typing import Any

from benchmarks.clients import REQUESTS, WARM_UP
from convivia.search.engines.port import Order, SearchEngine
from convivia.search.query import FACETS, SearchQuery

LANGUAGE = "en"


def main() -> None:
    """Answer for the library at `CONVIVIA_HOME`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "convivia.settings"
    import_module("django").setup()
    engine: SearchEngine = import_module("convivia.search.engines.installed").engine()
    plan = import_module("convivia.search.queries")._plan
    asked: dict[str, list[dict[str, Any]]] = json.load(sys.stdin)
    json.dump({kind: list(_times(engine, plan, queries)) for kind, queries in asked.items()}, sys.stdout)


def _times(engine: SearchEngine, plan: Any, queries: Sequence[Mapping[str, Any]]) -> Iterator[float]:
    """Yield how long the engine takes for each query, after a warm-up; `plan` reads their words as the pages do."""
    read = [SearchQuery.from_params(query) for query in queries]
    for number, query in enumerate(islice(cycle(read), WARM_UP + REQUESTS)):
        planned = plan(query, LANGUAGE)
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


if __name__ == "__main__":
    main()
