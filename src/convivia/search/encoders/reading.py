"""How an encoder reads passages, for the library and for what is compared with it alike. Pure."""

from collections.abc import Sequence

from convivia.search.encoders.port import Encoder, Vectors, unit
from convivia.search.passages import Passage


def read_passages(reading: Encoder, passages: Sequence[Passage]) -> Vectors:
    """Return what `passages` mean; of those with keywords, the mean of both: so they are near to what both say."""
    rows = reading.passages([passage.text for passage in passages])
    numbers = [number for number, passage in enumerate(passages) if passage.keywords]
    if numbers:
        rows[numbers] = unit(rows[numbers] + reading.passages([passages[number].keywords for number in numbers]))
    return rows
