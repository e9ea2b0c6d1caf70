"""An invented library of any size, as `convivia import` reads it. The same number is always the same practice."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.periods import printed_period
from benchmarks.texts import invented_text
from convivia.common.library_files import read_table
from convivia.practices.ids import ALPHABET, LENGTH

SEED = "convivia"
PART_BYTES = 40_000_000  # an import reads files of up to 50 MB

# country → how often, and the languages of its texts; the shares lean on those of the shipped library.
COUNTRIES: dict[str, tuple[float, tuple[str, ...]]] = {
    "PT": (14, ("pt",)), "ES": (14, ("es",)), "GB": (13, ("en",)), "IT": (9, ("it",)), "DE": (9, ("de",)),
    "FR": (7, ("fr",)), "NO": (5, ("en",)), "UA": (5, ("uk",)), "SE": (4, ("sv",)), "CA": (4, ("en", "fr")),
    "CH": (3, ("de", "fr", "it")), "PL": (3, ("pl",)), "GR": (3, ("el",)), "NZ": (2, ("en",)), "AU": (2, ("en",)),
    "NL": (2, ("en",)), "BE": (1, ("fr",)), "IE": (1, ("en",)), "CY": (1, ("el",)), "JP": (0.5, ("en",)),
    "KR": (0.5, ("en",)), "BR": (1, ("pt",)), "MX": (1, ("es",)), "AT": (1, ("de",)), "FI": (1, ("sv",)),
}  # fmt: skip
AREAS = {
    "anti-discrimination": 38, "education": 35, "cultural-social-life": 33, "participation": 31, "interaction": 30,
    "commitment": 27, "neighbourhoods": 22, "welcoming": 21, "public-service": 20, "leadership-citizenship": 18,
    "business-labour": 17, "media-communication": 14, "language": 14, "intercultural-competence": 13,
    "public-space": 10, "mediation": 10, "international-outlook": 5,
}  # fmt: skip
PRINCIPLES = {"real-equality": 4, "diversity-advantage": 3, "meaningful-interaction": 3, "active-citizenship": 2}
HOW_MANY_AREAS = {1: 28, 2: 97, 3: 44, 4: 1}
HOW_MANY_PLACES = {1: 93, 0: 3, 2: 2, 3: 1, 9: 0.3}


def practices(count: int, *, start: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the practices `start` to `count`; a smaller library is the beginning of a larger one."""
    return (practice(number) for number in range(start, count))


def practice(number: int) -> dict[str, Any]:
    """Return the practice with this number."""
    random = Random(f"{SEED} {number}")
    country = random.choices(list(COUNTRIES), weights=[weight for weight, _ in COUNTRIES.values()])[0]
    texts = _texts(random, random.choice(COUNTRIES[country][1]), f"bench-{number}")
    return {
        "id": public_id(number),
        "external_id": texts[0]["external_id"],
        "places": _places(random, country),
        "period": printed_period(random, texts[0]["language"]),
        "areas": _several(random, AREAS, _one(random, HOW_MANY_AREAS)),
        "principles": _several(random, PRINCIPLES, random.randint(1, 2)),
        "source_url": f"https://example.org/practices/{number}",
        "source": "Invented by the benchmark",
        "licence": "CC0-1.0",
        "texts": texts,
    }


def public_id(number: int) -> str:
    """Return the public id of practice `number`: no two are alike, and neighbours do not look alike."""
    rest = (number + 1) * 3_333_333_331 % len(ALPHABET) ** LENGTH
    signs = ""
    for _ in range(LENGTH):
        rest, sign = divmod(rest, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def write_library(folder: Path, count: int) -> list[Path]:
    """Write `count` practices as JSON lines into files of `folder` that an import can take; return their paths."""
    files: list[Path] = []
    for lines in _parts(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in practices(count)):
        files.append(folder / f"practices-{len(files) + 1}.jsonl")
        files[-1].write_bytes(b"".join(lines))
    return files


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield `lines` in lists of at most `PART_BYTES` together."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        if part and size + len(line) > PART_BYTES:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part


def _texts(random: Random, language: str, external_id: str) -> list[dict[str, Any]]:
    """Return one text or two: many practices are told in English instead of, or beside, the language of the place."""
    chance = random.random()
    if language == "en" or chance < 0.45:
        return [invented_text(random, "en", external_id) | {"original": True}]
    texts = [invented_text(random, language, external_id) | {"original": True}]
    if chance < 0.8:
        texts.append(invented_text(random, "en", f"{external_id}-en") | {"original": False})
    return texts


def _places(random: Random, country: str) -> list[dict[str, str]]:
    if random.random() < 0.04:
        return [{"country": country, "name": ""}]
    count = _one(random, HOW_MANY_PLACES)
    names = dict.fromkeys(_city(random, country) for _ in range(count))
    return [{"country": country, "name": name} for name in names]


def _city(random: Random, country: str) -> str:
    """Return a city of `country`: half of the time one of the programme, else any, the larger ones more often."""
    programme, others = _cities()[country]
    names = programme if programme and random.random() < 0.5 else others or programme
    return random.choices(names, cum_weights=_skewed(len(names)))[0]


@cache
def _skewed(count: int) -> list[float]:
    """Return cumulated weights of `count` things, of which the first come up far more often than the last."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


@cache
def _cities() -> dict[str, tuple[list[str], list[str]]]:
    """Return for each country its cities of the programme, and its other cities from the largest to the smallest."""
    found: dict[str, tuple[list[str], list[str]]] = {code: ([], []) for code in COUNTRIES}
    for row in read_table("places", "programme-places.tsv"):
        if row["country"] in found:
            found[row["country"]][0].append(row["name"])
    rows = [row for file in ("cities-europe.tsv", "cities-world.tsv") for row in read_table("places", file)]
    for row in sorted(rows, key=lambda row: -int(row["population"])):
        if row["country"] in found:
            found[row["country"]][1].append(row["name"])
    return found


def _one(random: Random, weights: Mapping[int, float]) -> int:
    return random.choices(list(weights), weights=list(weights.values()))[0]


def _several(random: Random, weights: Mapping[str, float], count: int) -> list[str]:
    """Return `count` different names, those with more weight more often."""
    left = dict(weights)
    chosen = []
    for _ in range(count):
        name = random.choices(list(left), weights=list(left.values()))[0]
        del left[name]
        chosen.append(name)
    return chosen
