"""Where the texts of this field lie for each encoder: what they all have in common says nothing about any of them.

Encoders put all texts of one kind into a narrow cone (the cosine of two unrelated texts is 0.8 for e5). Measured from
the middle of that cone, unrelated texts come near 0, and a query that nothing fits can be told. The middles in
`centres.json` were made from the shipped library by `python -m tools.derive_centres`; they are fixed, so that vectors
made once stay comparable whatever a library grows to.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

from convivia.search.encoders.port import Vectors, unit

FILE = Path(__file__).with_name("centres.json")


@cache
def centre(name: str) -> Vectors:
    """Return the middle of the field's texts for the encoder `name` (without its version)."""
    return np.array(json.loads(FILE.read_text(encoding="utf-8"))[name], dtype=np.float32)


def centred(rows: Vectors, name: str) -> Vectors:
    """Return `rows` as seen from the middle, at unit length."""
    return unit(rows - centre(name))
