"""Two encoders as one: where one has no word for something, the other often has."""

from collections.abc import Container, Sequence

import numpy as np

from convivia.search.encoders.port import Encoder, Vectors


class JointEncoder:
    """An `Encoder` whose likeness is the weighted mean of what two others say; the first knows some languages only."""

    def __init__(self, first: Encoder, second: Encoder, weight: float, languages: Container[str]) -> None:
        """Let `second` weigh `weight` times what `first` does, and speak alone but for the `languages` of the first."""
        self.name = f"{first.name}+{weight:g}*{second.name}"
        self.dimensions = first.dimensions + second.dimensions
        self._encoders = (first, second)
        self._languages = languages
        # The product of joined rows is the sum of both products, so each half is scaled by the root of its share.
        self._scales = tuple(np.float32(np.sqrt(part / (1 + weight))) for part in (1.0, weight))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of `texts`."""
        return np.hstack([e.passages(texts) * scale for e, scale in zip(self._encoders, self._scales, strict=True)])

    def foresee(self, text: str) -> None:
        """Let both begin with what will most likely be asked for next."""
        for encoder in self._encoders:
            encoder.foresee(text)

    def query(self, text: str, language: str = "") -> Vectors:
        """Return one vector for what a reader asks; without the first encoder's share where it lacks the language."""
        first, second = self._encoders
        is_known = not language or language in self._languages
        mine = first.query(text, language) if is_known else np.zeros(first.dimensions, np.float32)
        return np.hstack([mine * self._scales[0], second.query(text, language) * self._scales[1]])
