"""The meaning of an invented library, without the hours that reading 100,000 practices takes. Run as programs.

`python -m benchmarks.meanings pool FILE` reads some hundred passages by the encoder of the installation, keeps what
they mean in FILE, and prints how many it read in a second. `python -m benchmarks.meanings mix FILE` gives each passage
of the library at `CONVIVIA_HOME` a mixture of these, always the same, and prints how long the stock of vectors took.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.practices import practices
from convivia.common.library_files import library_path
from convivia.search.encoders.port import Vectors, unit
from convivia.search.engines.vectors import Bytes, to_bytes
from convivia.search.passages import Passage, digest, passages

# Shipped practices are told in real language, so that real questions come near to something.
SHIPPED, INVENTED = 120, 80
# What a practice is about: so many of the pool, in parts by chance. Its passages have it in common, and one more each.
SUBJECTS = 3
OWN = 0.6
# Two passages of one mixture are not the same: noise of this length, before all is brought to unit length.
NOISE = 0.5
CHUNK = 500


def main(what: str, file: str) -> None:
    """Do what the first argument says, and print what was measured, as JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "convivia.settings"
    import_module("django").setup()
    print(json.dumps({"pool": make_pool, "mix": mix}[what](Path(file))))


def make_pool(file: Path) -> dict[str, float]:
    """Read the passages of the pool and write their vectors to `file`; the passages read in a second come back."""
    installed, encoding = import_module("convivia.search.encoders.installed"), import_module("convivia.search.encoding")
    installed.use_all_cores()
    encoder, texts = installed.encoder(), list(pool())
    encoding._read(encoder, texts[:2])
    before = time.perf_counter()
    rows = encoding._read(encoder, texts)
    seconds = time.perf_counter() - before
    with file.open("wb") as written:
        np.save(written, rows)
    return {"a_second": len(texts) / seconds}


def pool() -> Iterator[Passage]:
    """Yield the passages whose meaning is mixed: some of the shipped library, some invented, of all its languages."""
    shipped = [json.loads(line) for file in sorted(library_path("practices").glob("*.jsonl")) for line in _lines(file)]
    yield from _spread([each for row in shipped for each in _passages(row)], SHIPPED)
    yield from _spread([each for row in practices(INVENTED) for each in _passages(row)], INVENTED)


def mix(file: Path) -> dict[str, float]:
    """Give all practices of this installation mixed encodings, and make the stock of them; what it took comes back."""
    known, models = np.load(file), import_module("convivia.practices.models")
    ids = list(models.Practice.objects.order_by("pk").values_list("pk", "revision"))
    before = time.perf_counter()
    count = sum(_keep(ids[at : at + CHUNK], known) for at in range(0, len(ids), CHUNK))
    written = time.perf_counter()
    import_module("convivia.search.encoding").make_anew()
    return {"passages": count, "mixing": written - before, "stock": time.perf_counter() - written}


def mixed(number: int, count: int, known: Vectors) -> Vectors:
    """Return the vectors of the `count` passages of practice `number`: the same ones each time."""
    random = np.random.default_rng(number)
    parts = random.dirichlet(np.ones(SUBJECTS)).astype(np.float32)
    subject: Vectors = parts @ known[random.integers(len(known), size=SUBJECTS)]
    own = known[random.integers(len(known), size=count)]
    noise = random.standard_normal((count, known.shape[1]), dtype=np.float32)
    rows: Vectors = (unit(subject) + OWN * own + NOISE * unit(noise)).astype(np.float32)
    return unit(rows)


def _keep(revisions: Sequence[tuple[int, int]], known: Vectors) -> int:
    """Write the encodings of some practices; how many passages they have comes back."""
    meaning, documents = import_module("convivia.search.meaning"), import_module("convivia.search.documents")
    models, installed = import_module("convivia.search.models"), import_module("convivia.search.encoders.installed")
    form = meaning.form(installed.encoder())
    texts = documents.texts_of(pk for pk, _ in revisions)
    encodings: dict[str, Bytes] = {}
    encoded = []
    for pk, revision in revisions:
        digests = [digest(form, each) for each in meaning.practice_passages(texts.get(pk, ()))]
        encodings |= dict(zip(digests, to_bytes(mixed(pk, len(digests), known)), strict=True))
        encoded.append(models.Encoded(practice_id=pk, revision=revision, encoder=form, digests=digests))
    rows = [models.Encoding(digest=key, encoder=form, vector=row.tobytes()) for key, row in encodings.items()]
    models.Encoding.objects.bulk_create(rows, ignore_conflicts=True)
    models.Encoded.objects.bulk_create(encoded)
    return len(encodings)


def _passages(row: dict[str, Any]) -> Iterator[Passage]:
    for text in row["texts"]:
        title, summary = text.get("title") or "", text.get("summary") or ""
        yield from passages(text["language"], title, summary, text.get("keywords") or (), text.get("sections") or {})


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def _spread(found: Sequence[Passage], count: int) -> list[Passage]:
    """Return `count` of the passages, from all over the library."""
    return Random("pool").sample(found, min(count, len(found)))


if __name__ == "__main__":
    main(*sys.argv[1:])
