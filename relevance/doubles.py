"""How well likely doubles are told: every pair of the shipped records and of the variations of `doubles.jsonl`.

`python -m relevance.doubles` prints precision and recall by kind of pair. The bilingual records of the library are
taken apart again: their two languages are a known pair. All other pairs of the library count as two practices.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from convivia.common.folding import fold_name
from convivia.common.library_files import library_path
from convivia.practices.period import parse_period
from convivia.search.encoders.installed import encoder
from convivia.search.likely import LIKELY, Alike, Told, weigh
from convivia.search.passages import passages

VARIATIONS = Path(__file__).with_name("doubles.jsonl")
# As `convivia.search.doubles` has it, which cannot be imported without a database.
BY_MEANING, RARE = 30, 2
KINDS = ("translation", "bilingual", "older", "print")


@dataclass(frozen=True)
class Record:
    """One record as it is compared: `of` names the practice that it is of, `kind` how it came about."""

    name: str
    of: str
    kind: str
    told: Told
    titles: Any
    passages: Any


def records() -> list[Record]:
    """Return all records: those of the library, each language of the bilingual ones apart, then the variations."""
    library = [json.loads(line) for line in (library_path("practices") / "practices.jsonl").open(encoding="utf-8")]
    made = [
        _record(row, text, kind="" if number == 0 else "bilingual")
        for row in library
        for number, text in enumerate(row["texts"])
    ]
    by_id = {row["external_id"]: row for row in library}
    for line in VARIATIONS.open(encoding="utf-8"):
        varied = json.loads(line)
        row = by_id[varied["of"]]
        made.append(_record(row | {"period": varied["period"]}, varied | {"source_url": ""}, kind=varied["kind"]))
    return made


def pairs(made: list[Record]) -> Iterator[tuple[Record, Record, float]]:
    """Yield every pair of records that could meet, with how likely they are one practice."""
    near = _near(made)
    links = Counter(link for one in made for link in one.told.links)
    rare = frozenset(link for link, count in links.items() if count <= RARE)
    for one, other in combinations(made, 2):
        if one.kind in KINDS and other.kind in KINDS and one.of != other.of:
            continue  # two variations are only compared through what they vary
        is_near = other.name in near[one.name] or one.name in near[other.name]
        alike = Alike(_cosine(one.titles, other.titles), _cosine(one.passages, other.passages), rare)
        if not is_near:
            alike = replace(alike, titles=None, told=None)
        yield one, other, weigh(one.told, other.told, alike).score


def main() -> None:
    """Print what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convivia.settings")
    found = list(pairs(records()))
    right = [pair for pair in found if pair[0].of == pair[1].of]
    wrong = [pair for pair in found if pair[0].of != pair[1].of]
    hits, false = [p for p in right if p[2] >= LIKELY], [p for p in wrong if p[2] >= LIKELY]
    in_library = [p for p in false if not p[0].kind and not p[1].kind]
    print(f"pairs {len(found):,}, of one practice {len(right)}, found {len(hits)}, falsely named {len(false)}")
    print(f"recall {len(hits) / len(right):.3f}, precision {len(hits) / max(1, len(hits) + len(false)):.3f}")
    for kind in KINDS:
        of_kind = [p for p in right if kind in (p[0].kind, p[1].kind)]
        print(f"  {kind}: {sum(p[2] >= LIKELY for p in of_kind)} of {len(of_kind)}")
    print(f"false pairs within the library: {len(in_library)}")
    for one, other, score in sorted(false, key=lambda p: -p[2]):
        print(f"  false {score:.2f} {one.name} / {other.name}")
    for one, other, score in sorted(right, key=lambda p: p[2]):
        if score < LIKELY:
            print(f"  missed {score:.2f} {one.name} / {other.name}")


def _record(row: dict[str, Any], text: dict[str, Any], *, kind: str) -> Record:
    period = parse_period(row["period"] if isinstance(row["period"], str) else row["period"].get("text", ""))
    title = text.get("title") or text.get("stand_in_title", "")
    keys = {place.get("name", ""): hash((place["country"], place.get("name", ""))) for place in row["places"]}
    told = Told(
        titles=((text["language"], title),),
        places=frozenset(pk for name, pk in keys.items() if name),
        countries=frozenset(place["country"] for place in row["places"]),
        names=frozenset(word for name in keys for word in fold_name(name).split()),
        period=period.text,
        start=period.start_year,
        links=frozenset(filter(None, [text.get("source_url", "")])),
    )
    read = [
        passage.text
        for passage in passages(
            text["language"], title, text.get("summary", ""), text.get("keywords", []), text.get("sections", {})
        )
    ]
    reading = encoder()
    vectors = [None, None] if reading is None else [reading.passages([title]), reading.passages(read[:4])]
    return Record(f"{row['external_id']} {title[:50]}", row["external_id"], kind, told, *vectors)


def _near(made: list[Record]) -> dict[str, set[str]]:
    """Return for each record those whose passages are nearest, as many as the library looks at."""
    if not made or made[0].passages is None:
        return {one.name: set() for one in made}
    return {
        one.name: {
            other.name
            for other in sorted(made, key=lambda other: -float(np.max(one.passages @ other.passages.T)))[
                : BY_MEANING + 1
            ]
        }
        for one in made
    }


def _cosine(one: Any, other: Any) -> float | None:
    return None if one is None or other is None else float(np.max(one @ other.T))


if __name__ == "__main__":
    main()
