"""The figures as Markdown, the details of each query, and what is wanted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.tables import table, yes

from relevance.judged import HELD, TUNE, JudgedQuery
from relevance.measure import Asked, Measured, Scores, mean
from relevance.metrics import DEEP, TOP

ENGLISH = "en"
WANTED_ALL, WANTED_NOT_ENGLISH = 0.85, 0.80
SHOWN = 10

Member = Callable[[JudgedQuery], bool]
Figures = dict[str, Callable[[Scores], float]]
MAIN: Figures = {
    f"nDCG@{TOP}": lambda scores: scores.ndcg,
    "exponential": lambda scores: scores.exponential,
}
FURTHER: Figures = {
    f"recall@{DEEP}": lambda scores: scores.recall,
    f"MRR@{TOP}": lambda scores: scores.mrr,
}


@dataclass(frozen=True, slots=True)
class Group:
    """Some queries of a set, under a name."""

    name: str
    asked: Sequence[Asked]

    def scores(self, way: str) -> Scores | None:
        """Return the average of one way of searching over the queries that something answers; None without any."""
        scores = [each.scores[way] for each in self.asked if way in each.scores]
        return mean(scores) if scores else None

    @property
    def size(self) -> int:
        """How many of the queries something answers."""
        return sum(bool(each.scores) for each in self.asked)


def groups(measured: Measured) -> Iterator[Group]:
    """Yield all queries of a set, those that are not English, both halves, then each language and each kind."""
    languages = sorted({each.query.language for each in measured.asked})
    kinds = dict.fromkeys(each.query.kind for each in measured.asked)
    wanted: dict[str, Member] = {
        "All": lambda query: True,
        "Not English": lambda query: query.language != ENGLISH,
        f"Half: {TUNE}": lambda query: query.part == TUNE,
        f"Half: {HELD}": lambda query: query.part == HELD,
        "Misspelt": lambda query: query.is_misspelt,
    }
    wanted |= {f"Language: {language}": _of_language(language) for language in languages}
    wanted |= {f"Kind: {kind}": _of_kind(kind) for kind in kinds if len(kinds) > 1}
    for name, belongs in wanted.items():
        group = Group(name, [each for each in measured.asked if belongs(each.query)])
        if group.size:
            yield group


def scores_table(measured: Measured, figures: Figures) -> str:
    """Return these figures of each group by each way of searching."""
    ways = _ways(measured)
    head = ["Queries", "number", *(f"{figure}: {way}" for figure in figures for way in ways)]
    rows = []
    for group in groups(measured):
        averages = {way: average for way in ways if (average := group.scores(way))}
        cells = [f"{of(averages[way]):.3f}" for of in figures.values() for way in ways]
        rows.append([group.name, str(group.size), *cells])
    return table(head, rows)


def empty_table(measured: Measured) -> str:
    """Return how often nothing was found, by way of searching: wanted where nothing answers, a failure elsewhere."""
    unanswered = [each for each in measured.asked if not each.scores]
    answered = [each for each in measured.asked if each.scores]
    rows = [
        [
            way,
            *([_share(unanswered, way), _accuracy(unanswered, way)] if unanswered else ["0 of 0", ""]),
            _share(answered, way),
        ]
        for way in _ways(measured)
    ]
    return table(["Way of searching", "no answer: rightly empty", "accuracy", "answered: wrongly empty"], rows)


def wanted_table(measured: Sequence[Measured]) -> str:
    """Return what is wanted of the real search (the last way), by set of queries, and whether it is reached."""
    rows = []
    for each in measured:
        for group in groups(each):
            aim = {"All": WANTED_ALL, "Not English": WANTED_NOT_ENGLISH}.get(group.name)
            if aim and (scores := group.scores(_ways(each)[-1])):
                name = group.name[0].lower() + group.name[1:]
                rows.append([each.name, name, f"{aim:.2f}", f"{scores.ndcg:.3f}", yes(scores.ndcg >= aim)])
    return table(["Set", "queries", "wanted nDCG@10", "found", "met"], rows)


def details(measured: Measured, *, part: str = "") -> Iterator[str]:
    """Yield some lines on each query, the worst by the real search first; of one half only where `part` names it."""
    way = _ways(measured)[-1]
    chosen = [each for each in measured.asked if part in {"", each.query.part}]
    for each in sorted(chosen, key=lambda asked: asked.scores[way].ndcg if asked.scores else -1):
        yield _heading(each)
        for name in _ways(measured):
            yield f"  {name}: {_ranking(each, name)}"
        for practice, grade in each.query.grades.items():
            if practice not in list(each.found[way])[:SHOWN]:
                yield f"    misses {practice} ({grade}) {measured.titles.get(practice, '')[:70]}"
        for practice in [one for one in each.found[way][:SHOWN] if one not in each.query.grades]:
            yield f"    has {practice} (0) {measured.titles.get(practice, '')[:70]}"


def _heading(each: Asked) -> str:
    query = each.query
    figures = ", ".join(f"{way} {scores.ndcg:.2f}" for way, scores in each.scores.items()) or "nothing answers it"
    kind = f"{query.kind}, misspelt" if query.is_misspelt else query.kind
    return f"{query.id} [{query.language}] {kind}: {query.text} → {figures}"


def _ranking(each: Asked, way: str) -> str:
    first = each.found[way][:SHOWN]
    return " ".join(f"{practice}:{each.query.grades.get(practice, 0)}" for practice in first) or "nothing"


def _ways(measured: Measured) -> list[str]:
    """Return the ways of searching that were measured; the last is the one that uses most."""
    return list(measured.asked[0].found)


def _share(asked: Sequence[Asked], way: str) -> str:
    return f"{sum(not each.found[way] for each in asked)} of {len(asked)}"


def _accuracy(asked: Sequence[Asked], way: str) -> str:
    return f"{sum(not each.found[way] for each in asked) / len(asked):.2f}"


def _of_language(language: str) -> Member:
    return lambda query: query.language == language


def _of_kind(kind: str) -> Member:
    return lambda query: query.kind == kind
