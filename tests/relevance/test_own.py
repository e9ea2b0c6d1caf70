"""The own set keeps what it promises: of many languages and kinds, and graded by practices that are there."""

import json
from collections import Counter
from pathlib import Path

from relevance.__main__ import OWN_FILE
from relevance.judged import HELD, TUNE, read_judgements

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "exact title", "keywords", "question", "other words", "misspelt", "other spelling", "place and topic", "synonym",
    "no answer",
}  # fmt: skip
QUERIES = read_judgements(OWN_FILE)


def test_the_set_is_large_and_of_many_languages() -> None:
    answered = [query for query in QUERIES if query.grades]
    assert len(answered) >= 60
    assert len({query.language for query in answered}) >= 10
    assert sum(query.language != "en" for query in answered) > len(answered) / 2
    assert len({query.text for query in QUERIES}) == len(QUERIES)


def test_every_kind_has_enough_queries() -> None:
    kinds = Counter(query.kind for query in QUERIES)
    assert set(kinds) == KINDS
    assert [kind for kind, count in kinds.items() if count < 8] == []
    assert {query.kind for query in QUERIES if not query.grades} == {"no answer"}
    assert {query.kind for query in QUERIES if query.is_misspelt} == {"misspelt"}


def test_what_answers_is_in_the_shipped_library() -> None:
    lines = (ROOT / "library/practices/practices.jsonl").read_text(encoding="utf-8").splitlines()
    known = {text["external_id"] for line in lines for text in json.loads(line)["texts"]}
    assert [one for query in QUERIES for one in query.grades if one not in known] == []
    assert [query.id for query in QUERIES if query.grades and 2 not in query.grades.values()] == []


def test_both_halves_are_large() -> None:
    halves = Counter(query.part for query in QUERIES)
    assert min(halves[TUNE], halves[HELD]) > len(QUERIES) / 3


def test_its_description_is_true() -> None:
    text = (OWN_FILE.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(QUERIES)} queries in {len({query.language for query in QUERIES})} languages" in text
    assert [kind for kind in KINDS if f"| {kind} |" not in text] == []
