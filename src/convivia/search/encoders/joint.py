"""Two encoders as one: where one has no word for something, the other often has."""

from collections.abc import Sequence

import numpy as np

from convivia.search.encoders.port import Encoder, Vectors


class JointEncoder:
    """An `Encoder` whose likeness is the weighted mean of what two others say."""

    def __init__(self, first: Encoder, second: Encoder, weight: float) -> None:
        """Let `second` weigh `weight` times what `first` does."""
        self.name = f"{first.name}+{weight:g}*{second.name}"
        self.dimensions = first.dimensions + second.dimensions
        self._encoders = (first, second)
        # The product of joined rows is the sum of both products, so each half is scaled by the root of its share.
        self._scales = tuple(np.float32(np.sqrt(part / (1 + weight))) for part in (1.0, weight))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`."""
        return np.hstack([e.passages(texts) * scale for e, scale in zip(self._encoders, self._scales, strict=True)])

    def query(self, text: str) -> Vectors:
        """Return one vector for what a reader asks."""
        return np.hstack([e.query(text) * scale for e, scale in zip(self._encoders, self._scales, strict=True)])
