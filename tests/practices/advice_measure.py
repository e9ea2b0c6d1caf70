"""How well the writing help sees what is wrong in our own examples: found, missed and false alarms by kind."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from convivia.practices.advice import Kind, advise
from convivia.practices.snapshots import Content, empty_content

CASES = [json.loads(line) for line in (Path(__file__).parent / "advice_cases.jsonl").read_text().splitlines()]


@dataclass(frozen=True)
class Measure:
    """Of one kind: how many examples were rightly found, wrongly found, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def content_of(case: dict[str, str]) -> Content:
    """Return a practice whose one field has the words of an example."""
    content = empty_content(case["language"])
    content["texts"][case["language"]]["answers"] = {case["key"]: case["words"]}
    return content


def is_found(case: dict[str, str]) -> bool:
    """Return whether the writing help sees the kind of fault that an example is for."""
    found = advise(content_of(case), language=case["language"], sections=())
    return any(one.kind == case["kind"] and one.key == case["key"] for one in found)


def measured() -> dict[Kind, Measure]:
    """Return the figures of each kind over all examples."""
    counts = Counter((Kind(case["kind"]), case["found"], is_found(case)) for case in CASES)
    return {
        kind: Measure(counts[kind, True, True], counts[kind, False, True], counts[kind, True, False]) for kind in Kind
    }


def wrongly_judged() -> list[str]:
    """Return the examples that were missed or wrongly found, as lines."""
    return [
        f"{'missed' if case['found'] else 'false'}: {case['kind']} {case['language']}: {case['words']}"
        for case in CASES
        if is_found(case) != case["found"]
    ]
