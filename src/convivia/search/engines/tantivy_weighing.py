"""What tantivy itself says of a score, read from its explanation."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from tantivy import Query, Schema, Searcher

from convivia.search.engines.port import Weighed

# A page of a list, at most.
MOST = 100
_TERM = re.compile(r'Term=Term\(field=(\d+), type=\w+, "(.*)"\)', re.S)
_BOOST = re.compile(r"Boost x([\d.e-]+) of")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def field_names(schema: Schema) -> tuple[str, ...]:
    """Return the names of the fields of `schema`, in the order in which tantivy counts them."""
    _make, (content,) = cast(tuple[Any, tuple[dict[str, Any]]], schema.__reduce__())
    return tuple(field["name"] for field in content["inner"])


def weighed(query: Query, searcher: Searcher, these: Query, fields: Sequence[str]) -> dict[int, tuple[Weighed, ...]]:
    """Return for each practice that `these` finds what adds to its score under `query`."""
    hits = searcher.search(these, MOST, count=False).hits
    found = searcher.fast_field_values("pk", [address for _, address in hits])
    return {
        int(pk or 0): _parts(query, searcher, address, fields) for pk, (_, address) in zip(found, hits, strict=True)
    }


def _parts(query: Query, searcher: Searcher, address: Any, fields: Sequence[str]) -> tuple[Weighed, ...]:
    try:
        told = json.loads(query.explain(searcher, address).to_json())
    except ValueError:  # it does not fit the query: no word adds anything
        return ()
    return tuple(sorted(_leaves(told, fields, 1.0), key=lambda part: (-part.score, part.field, part.term)))


def _leaves(node: Mapping[str, Any], fields: Sequence[str], weight: float) -> Iterator[Weighed]:
    """Yield the terms below `node` of an explanation; `weight` is what boosts above it come to."""
    if boost := _BOOST.match(node["description"]):
        weight *= float(boost[1])
    for context in node.get("context", ()):
        if term := _TERM.fullmatch(context):
            yield Weighed(fields[int(term[1])], _unescaped(term[2]), round(weight, 4), round(weight * node["value"], 4))
            return
    if not node.get("details"):
        if node["value"] > 0:
            yield Weighed("", "", 1.0, round(node["value"], 4))
        return
    for below in node["details"]:
        yield from _leaves(below, fields, weight)


def _unescaped(text: str) -> str:
    """Return `text` without the escapes that Rust writes into what it shows."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
