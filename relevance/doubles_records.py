"""The records that likely doubles are measured by: the shipped ones, variations of them, and invented ones.

Each is read as the library reads it: its passages with their keywords, its title by itself. `doubles_hard.jsonl` holds
invented practices of invented cities, so that pairs can be hard without saying anything untrue about a real city; its
groups are divided into two halves, one to choose weights by ("tune") and one to tell what they reach ("held").
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from convivia.common.folding import fold_name
from convivia.common.library_files import library_path
from convivia.practices.period import parse_period
from convivia.search.encoders.installed import encoder
from convivia.search.encoders.reading import read_passages
from convivia.search.likely import Told
from convivia.search.passages import COMPARED, passages

VARIATIONS, HARD = (Path(__file__).with_name(f"{name}.jsonl") for name in ("doubles", "doubles_hard"))
TUNE, HELD = "tune", "held"
# What two records of one practice can be to each other, and two records of two practices that are easily taken for one.
SAME = ("retold", "older", "older, retold")
OTHERS = ("same city", "same name", "series")
_GROUPS = {"city": "same city", "name": "same name", "series": "series"}


@dataclass(frozen=True)
class Record:
    """One record as it is compared: `of` names the practice that it is of, `kind` how it came about; `half` and `group`
    are those of an invented one."""

    name: str
    of: str
    kind: str
    told: Told
    titles: Any
    passages: Any
    half: str = ""
    group: str = ""


def shipped_records() -> list[Record]:
    """Return the records of the library, each language of the bilingual ones apart, then their variations."""
    library = list(_lines(library_path("practices") / "practices.jsonl"))
    made = [
        _record(row["external_id"], row, text, kind="" if number == 0 else "bilingual")
        for row in library
        for number, text in enumerate(row["texts"])
    ]
    by_id = {row["external_id"]: row for row in library}
    for varied in _lines(VARIATIONS):
        row = by_id[varied["of"]] | {"period": varied["period"]}
        made.append(_record(varied["of"], row, varied | {"source_url": ""}, kind=varied["kind"]))
    return made


def hard_records() -> list[Record]:
    """Return the invented records."""
    made = []
    for row in _lines(HARD):
        row["places"] = [{"country": row["country"], "name": row["city"]}]
        kind = "older" if row.get("older") else row["kind"]
        made.append(_record(row["practice"], row, row, kind=kind, half=row["half"], group=row["group"]))
    return made


def kind_of(one: Record, other: Record) -> str:
    """Return how two invented records of one group are to be told, as one of `SAME` or `OTHERS`; "" for other pairs."""
    if not one.group or one.group != other.group:
        return ""
    if one.of != other.of:
        group = next((record.kind for record in (one, other) if record.kind != "older"), "city")
        return _GROUPS[group]
    is_retold = one.told.languages != other.told.languages
    if "older" not in (one.kind, other.kind):
        return "retold"
    return "older, retold" if is_retold else "older"


def labelled_pairs(made: list[Record]) -> Iterator[tuple[Record, Record, str]]:
    """Yield the pairs of invented records that are labelled, each with its kind."""
    for one, other in combinations(made, 2):
        if kind := kind_of(one, other):
            yield one, other, kind


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _record(of: str, row: dict[str, Any], text: dict[str, Any], **values: str) -> Record:
    period = parse_period(row["period"] if isinstance(row["period"], str) else row["period"].get("text", ""))
    title = text.get("title") or text.get("stand_in_title", "")
    keys = {place.get("name", ""): hash((place["country"], place.get("name", ""))) for place in row["places"]}
    told = Told(
        titles=((text["language"], title),),
        places=frozenset(pk for name, pk in keys.items() if name),
        countries=frozenset(place["country"] for place in row["places"]),
        names=frozenset(word for name in keys for word in fold_name(name).split()),
        period=period.edtf,
        start=period.start_year,
        links=frozenset(filter(None, [text.get("source_url", "")])),
    )
    answers, keywords = text.get("sections", {}), text.get("keywords", [])
    read = list(passages(text["language"], title, text.get("summary", ""), keywords, answers))[:COMPARED]
    reading = encoder()
    vectors = (None, None) if reading is None else (reading.passages([title]), read_passages(reading, read))
    return Record(f"{of} [{text['language']}] {title[:50]}", of, values.pop("kind"), told, *vectors, **values)
