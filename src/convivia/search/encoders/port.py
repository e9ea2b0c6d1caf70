"""What the search room needs of an encoder of meaning. Any that can do this may stand behind it."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

# Rows of unit length: the product of two rows is the cosine of the angle between them, 1 for the same meaning.
Vectors: TypeAlias = NDArray[np.float32]

# Characters of a text that are read: more than a passage or a query has. A hundred times as many would take seconds.
MOST = 2_000


class Encoder(Protocol):
    """Turns texts of any of its languages into vectors that are near each other where the meaning is.

    `name` says which encoder and version it is: vectors of different names cannot be compared. All of it may be called
    from several threads.
    """

    name: str
    dimensions: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`, as they stand in the library."""

    def foresee(self, text: str) -> None:
        """Begin to work on what `query` will most likely be asked for next, if that can be done beside other work."""

    def query(self, text: str, language: str) -> Vectors:
        """Return one vector for what a reader asks, in the `language` that it seems to be in ("": cannot be told).

        It is shorter than 1 where only a part of the encoder knows the language: a cosine with it has to be divided by
        its length.
        """


def readable(texts: Sequence[str]) -> list[str]:
    """Return `texts` without what tokenizers stumble over: zero bytes, halves of characters, and more than `MOST`."""
    return [text[:MOST].replace("\0", " ").encode("utf-8", "ignore").decode("utf-8") for text in texts]


def unit(rows: Vectors) -> Vectors:
    """Return `rows` (or one vector) at unit length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
