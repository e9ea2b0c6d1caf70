"""The tables and the document: groups, figures, empty results, aims and details. Nothing is searched here."""

import re

from relevance.judged import JudgedQuery
from relevance.measure import Asked, Measured, score
from relevance.report import one_set, report
from relevance.tables import FURTHER, MAIN, details, empty_table, groups, scores_table, wanted_table


def asked(key: str, language: str, kind: str, grades: dict[str, int], *found: list[str], typo: bool = False) -> Asked:
    query = JudgedQuery(key, f"query {key}", language, kind, grades, typo)
    rankings = dict(zip(("words", "both"), found, strict=True))
    return Asked(query, rankings, {way: score(query, one) for way, one in rankings.items()} if grades else {})


MEASURED = Measured(
    "Small set",
    [
        asked("q1", "en", "keywords", {"a": 2}, ["a", "b"], ["a"]),
        asked("q2", "fr", "keywords", {"a": 1, "b": 2}, [], ["b", "a"], typo=True),
        asked("q3", "el", "question", {"c": 2}, ["x", "c"], ["x"]),
        asked("q4", "el", "no answer", {}, [], ["x"]),
    ],
    {"Engine": "sample 1.0"},
    {"c": "A street", "x": "A park"},
    ["p404"],
    ["q9"],
)


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines()]


def test_queries_are_grouped_by_language_half_and_kind() -> None:
    assert [(group.name, group.size) for group in groups(MEASURED)] == [
        ("All", 3), ("Not English", 2), ("Half: tune", 1), ("Half: held", 2), ("Misspelt", 1),
        ("Language: el", 1), ("Language: en", 1), ("Language: fr", 1), ("Kind: keywords", 2), ("Kind: question", 1),
    ]  # fmt: skip


def test_each_way_of_searching_has_its_figures() -> None:
    main = rows(scores_table(MEASURED, MAIN))
    assert main[0] == [
        "Queries", "number", "nDCG@10: words", "nDCG@10: both", "exponential: words", "exponential: both",
    ]  # fmt: skip
    assert main[2] == ["All", "3", "0.544", "0.667", "0.544", "0.667"]
    assert main[3] == ["Not English", "2", "0.315", "0.500", "0.315", "0.500"]
    further = rows(scores_table(MEASURED, FURTHER))
    assert further[2] == ["All", "3", "0.667", "0.667", "0.500", "0.667"]


def test_empty_results_are_right_or_wrong() -> None:
    assert rows(empty_table(MEASURED))[2:] == [
        ["words", "1 of 1", "1.00", "1 of 3"],
        ["both", "0 of 1", "0.00", "0 of 3"],
    ]
    answered = Measured("Other", MEASURED.asked[:1], {})
    assert rows(empty_table(answered))[2] == ["words", "0 of 0", "", "0 of 1"]


def test_aims_are_judged_by_the_real_search() -> None:
    assert rows(wanted_table([MEASURED]))[2:] == [
        ["Small set", "all", "0.85", "0.667", "no"],
        ["Small set", "not English", "0.80", "0.500", "no"],
    ]
    perfect = Measured("Good", MEASURED.asked[:1], {})
    assert rows(wanted_table([perfect]))[2:] == [["Good", "all", "0.85", "1.000", "yes"]]


def test_details_name_what_is_missing_and_what_is_too_much_the_worst_first() -> None:
    lines = list(details(MEASURED))
    assert [line.split()[0] for line in lines if line.startswith("q")] == ["q4", "q3", "q1", "q2"]
    assert lines[4:10] == [
        "q3 [el] question: query q3 → words 0.63, both 0.00",
        "  words: x:0 c:2",
        "  both: x:0",
        "    misses c (2) A street",
        "    has x (0) A park",
        "q1 [en] keywords: query q1 → words 1.00, both 1.00",
    ]
    tune, held = ({line.split()[0] for line in details(MEASURED, part=part)} - {""} for part in ("tune", "held"))
    of_queries = {"q1", "q2", "q3", "q4"}
    assert (tune & of_queries | held & of_queries, tune & held & of_queries) == (of_queries, set())


def test_the_document_tells_all() -> None:
    text = report([MEASURED], command="python -m relevance --write")
    assert re.search(r"Written by `make relevance` on \d\d \w+ \d{4}, \d\d:\d\d UTC", text)
    assert "- Engine: sample 1.0" in text
    assert wanted_table([MEASURED]) in text
    assert one_set(MEASURED) in text
    assert "4 queries in 3 languages. Left out: 1 graded ids" in one_set(MEASURED)
    assert "Not counted: 1 queries" in one_set(MEASURED)
