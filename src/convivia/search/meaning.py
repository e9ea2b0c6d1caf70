"""Finding by meaning: passages near to what is asked, in any language that the encoder knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import numpy as np
from django.conf import settings

from convivia.intake.languages import scores
from convivia.search.documents import TextRow, texts_of
from convivia.search.encoders.installed import encoder
from convivia.search.encoders.port import Encoder
from convivia.search.engines.vectors import NUMBERS, Bytes, Near, VectorStore, to_bytes
from convivia.search.passages import READING, Passage, passages

# Passages that are looked at: a long text has several that are near, and few texts are wanted.
LOOKED_AT = 300
# Of a practice, so many of its passages are compared with all others when similar ones are looked for.
COMPARED = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was found by meaning: the passage that is nearest, its language, and how near it is (1: the same)."""

    similarity: float
    passage: str
    language: str


def store() -> VectorStore | None:
    """Return the vectors of this installation by its encoder; None where it has no encoder."""
    reading = encoder()
    return _store_at(Path(settings.SEARCH_VECTORS), form(reading), reading.dimensions) if reading else None


def form(reading: Encoder) -> str:
    """Return the name of all that vectors depend on: the encoder, and how passages are made for it."""
    return f"{reading.name}-{READING}"


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


def told(found: Mapping[int, Near]) -> dict[int, Meaning]:
    """Return what was found by meaning as a reader can see it; the passages are read anew, in one query."""
    texts = texts_of(found)
    meanings = {}
    for pk, hit in found.items():
        passage = next(islice(practice_passages(texts.get(pk, ())), hit.number, None), None)
        if passage is not None:
            meanings[pk] = Meaning(hit.likeness, passage.body, passage.language)
    return meanings


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
