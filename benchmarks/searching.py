"""How long the hybrid search itself takes, with all facets and without any page. Run as a program.

It reads the query strings of each kind from standard input, as JSON, and prints how long each took in milliseconds. No
query has been asked before: everything that is remembered of one is made anew.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from benchmarks.clients import WARM_UP
from convivia.search.query import SearchQuery

LANGUAGE = "en"


def main() -> None:
    """Answer for the library at `CONVIVIA_HOME`."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "convivia.settings", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    import_module("django").setup()
    asked: Mapping[str, Sequence[Mapping[str, Any]]] = json.load(sys.stdin)
    json.dump({kind: list(_times(queries)) for kind, queries in asked.items()}, sys.stdout)


def _times(queries: Sequence[Mapping[str, Any]]) -> Iterator[float]:
    """Yield how long each search takes, after a warm-up."""
    search = import_module("convivia.search.queries").search
    for number, query in enumerate(queries):
        read = SearchQuery.from_params({name: str(value) for name, value in query.items()})
        before = time.perf_counter()
        search(read, language=LANGUAGE)
        if number >= WARM_UP:
            yield (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
