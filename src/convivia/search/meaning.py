"""Finding by meaning: passages near to what is asked, in any language that the encoder knows."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import numpy as np
from django.conf import settings

from convivia.common.language_guess import scores
from convivia.search.documents import TextRow
from convivia.search.encoders.installed import encoder
from convivia.search.encoders.port import Encoder
from convivia.search.engines.vectors import NUMBERS, Bytes, Near, VectorStore, to_bytes
from convivia.search.passages import COMPARED, READING, Passage, passages

# Passages that are looked at: a long text has several that are near, and few texts are wanted.
LOOKED_AT = 300


def store() -> VectorStore | None:
    """Return the vectors of this installation by its encoder; None where it has no encoder."""
    reading = encoder()
    return _store_at(Path(settings.SEARCH_VECTORS), form(reading), reading.dimensions) if reading else None


def form(reading: Encoder) -> str:
    """Return the name of all that vectors depend on: the encoder, and how passages are made for it."""
    return f"{reading.name}-{READING}"


def foresee(text: str) -> None:
    """Begin to encode what will most likely be looked for by `near` next, beside other work."""
    reading = encoder()
    if reading is not None and text:
        reading.foresee(text)


def near(text: str) -> dict[int, Near]:
    """Return for each practice that is near to `text` its nearest passage, the nearest first.

    Nothing where there is no encoder or no vectors yet: search then goes by words alone.
    """
    vectors, reading = store(), encoder()
    if vectors is None or reading is None or not text:
        return {}
    asked, length = _query_vector(reading.name, text)
    found = vectors.near(asked, LOOKED_AT)
    return _by_practice([hit._replace(likeness=hit.likeness / length) for hit in found])


def nearest(pk: int, limit: int) -> list[tuple[int, float]]:
    """Return the practices nearest in meaning to the practice `pk`, with the cosine, the nearest first."""
    vectors = store()
    if vectors is None:
        return []
    best: dict[int, float] = {}
    for row in vectors.of(pk)[:COMPARED]:
        for found in vectors.near(row, limit * COMPARED):
            best[found.pk] = max(best.get(found.pk, -1.0), found.likeness)
    best.pop(pk, None)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


def nearest_passage(texts: Iterable[TextRow], hit: Near) -> Passage | None:
    """Return the passage that a hit is about, cut anew out of the practice's `texts`; None where they have changed."""
    return next(islice(practice_passages(texts), hit.number, None), None)


def practice_passages(texts: Iterable[TextRow]) -> Iterator[Passage]:
    """Yield the passages of a practice, whose number is their place in this order."""
    read = (
        passages(text.language, next(iter(text.titles), ""), text.summary, text.keywords, text.answers)
        for text in texts
    )
    return islice(chain.from_iterable(read), NUMBERS)


def _by_practice(found: Sequence[Near]) -> dict[int, Near]:
    best: dict[int, Near] = {}
    for hit in found:
        best.setdefault(hit.pk, hit)
    return best


@lru_cache(maxsize=8)
def _store_at(root: Path, form: str, dimensions: int) -> VectorStore:
    return VectorStore(root, form, dimensions)


@lru_cache(maxsize=512)
def _query_vector(name: str, text: str) -> tuple[Bytes, float]:
    """Return the vector of a query and its length; pages of one search, its map and its timeline ask for the same."""
    reading = encoder()
    assert reading is not None  # noqa: S101 (`near` has looked)
    guessed = scores(text)
    vector = reading.query(text, max(guessed, key=guessed.__getitem__, default=""))
    return to_bytes(vector), float(np.linalg.norm(vector)) or 1.0
