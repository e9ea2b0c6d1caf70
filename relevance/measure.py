"""Asks all queries of a set in a library made for it, and scores what comes back."""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.installation import BenchmarkError, Installation, installation

from relevance.judged import JudgedQuery, JudgementError, in_library
from relevance.metrics import exponential, ndcg, recall, reciprocal_rank

# What an installation is told of the one that measures it: which encoder is to be used.
KEPT_SETTINGS = ("CONVIVIA_ENCODER",)

# The ways of searching that are compared: the name of each, and what it may use.
WAYS: dict[str, tuple[str, ...]] = {"words": ("words",), "meaning": ("meaning",), "both": ("words", "meaning")}


@dataclass(frozen=True, slots=True)
class Scores:
    """How well one query was answered, or many on average."""

    ndcg: float
    exponential: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what was found for it, by way of searching; `scores` are empty where nothing answers it."""

    query: JudgedQuery
    found: Mapping[str, Sequence[str]]
    scores: Mapping[str, Scores]


@dataclass(frozen=True, slots=True)
class Measured:
    """A set of queries, measured: `left_out` names ids that the library does not know, `unasked` whole queries."""

    name: str
    asked: Sequence[Asked]
    facts: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    unasked: Sequence[str] = ()


def measure_library(sets: Mapping[str, Sequence[JudgedQuery]], ways: Collection[str]) -> list[Measured]:
    """Measure the shipped library by each of `sets` (name → queries), in a temporary folder.

    Raises `JudgementError` where the library cannot be made or does not know anything that a set grades.
    """
    queries = [query for queries in sets.values() for query in queries]
    reply = _reply(queries, ways, with_practices=True)
    measured = []
    start = 0
    for name, own in sets.items():
        found = {way: rankings[start : start + len(own)] for way, rankings in reply["found"].items()}
        measured.append(score_all(name, own, reply | {"found": found}))
        start += len(own)
    return measured


def measure_paragraphs(
    name: str, queries: Sequence[JudgedQuery], paragraphs: Mapping[str, str], ways: Collection[str]
) -> Measured:
    """Measure how `paragraphs`, each a practice of a library made of them alone, are found by `queries`."""
    reply = _reply(queries, ways, paragraphs=paragraphs)
    return score_all(name, queries, reply)


def score_all(name: str, queries: Sequence[JudgedQuery], reply: Mapping[str, Any]) -> Measured:
    """Return `queries` with the scores of what `reply` (see `relevance.finding.Found`) found for each, in their order.

    Raises `JudgementError` where the library of the reply has nothing of all that they grade.
    """
    asked, left_out, unasked = [], [], []
    for at, query in enumerate(queries):
        if (known := in_library(query, reply["practice_of"])) is None:
            unasked.append(query.id)
            continue
        left_out += known[1]
        answers = {way: rankings[at] for way, rankings in reply["found"].items()}
        scores = {way: score(known[0], ranking) for way, ranking in answers.items()} if known[0].grades else {}
        asked.append(Asked(known[0], answers, scores))
    if not any(each.scores for each in asked):
        raise JudgementError(f"Of all that {name} grades, the library has nothing.")
    return Measured(name, asked, reply["facts"], reply["titles"], left_out, unasked)


def score(query: JudgedQuery, found: Sequence[str]) -> Scores:
    """Return how well `found` answers `query`, of which something must be graded."""
    return Scores(
        ndcg=ndcg(found, query.grades),
        exponential=ndcg(found, query.grades, gain=exponential),
        recall=recall(found, query.grades),
        mrr=reciprocal_rank(found, query.grades),
    )


def mean(scores: Sequence[Scores]) -> Scores:
    """Return the average of `scores`, of which there must be some."""
    count = len(scores)
    return Scores(
        ndcg=sum(each.ndcg for each in scores) / count,
        exponential=sum(each.exponential for each in scores) / count,
        recall=sum(each.recall for each in scores) / count,
        mrr=sum(each.mrr for each in scores) / count,
    )


def _reply(
    queries: Sequence[JudgedQuery],
    ways: Collection[str],
    *,
    with_practices: bool = False,
    paragraphs: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    request = {
        "queries": [{"text": query.text, "language": query.language} for query in queries],
        "ways": {way: WAYS[way] for way in ways},
        "paragraphs": paragraphs or {},
    }
    try:
        with installation(kept=KEPT_SETTINGS, with_practices=with_practices) as made:
            return _ask(made, request)
    except BenchmarkError as error:
        raise JudgementError(str(error)) from error


def _ask(made: Installation, request: Mapping[str, Any]) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(made.run(sys.executable, "-m", "relevance.program", said=json.dumps(request)))
    return reply
