"""Reading judged queries: what is meant, and what of a strange file is refused, with the place where it stands."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from relevance.judged import HELD, TUNE, JudgedQuery, JudgementError, in_library, read_judgements

from relevance import judged

ROW = {
    "id": "q1", "query": "intercultural mediation", "lang": "en", "kind": "keywords",
    "relevant": [{"id": "p1", "grade": 2, "title": "Mediation"}, {"id": "p2", "grade": 1}],
}  # fmt: skip


def written(folder: Path, *rows: object) -> Path:
    file = folder / "judgements.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_a_line_is_a_query_with_grades(tmp_path: Path) -> None:
    file = written(tmp_path, ROW, ROW | {"id": "q2", "lang": "pt-BR", "typo": True, "relevant": []})
    assert read_judgements(file) == [
        JudgedQuery("q1", "intercultural mediation", "en", "keywords", {"p1": 2, "p2": 1}),
        JudgedQuery("q2", "intercultural mediation", "pt-BR", "keywords", {}, is_misspelt=True),
    ]


def test_a_mark_at_the_beginning_and_empty_lines_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_bytes(b"\xef\xbb\xbf\r\n" + json.dumps(ROW).encode() + b"\r\n\n")
    assert [query.id for query in read_judgements(file)] == ["q1"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"query": ""}, "`query` is a text of 1 to 300"),
        ({"query": "x" * 301}, "`query` is a text of 1 to 300"),
        ({"query": "a\x00b"}, "`query` is a text of 1 to 300"),
        ({"query": ["mediation"]}, "`query` is a text of 1 to 300"),
        ({"id": None}, "`id` is a text of 1 to 60"),
        ({"lang": "English"}, "`lang` is the code of a language"),
        ({"lang": "../en"}, "`lang` is the code of a language"),
        ({"kind": "| a | b |"}, "`kind` a word"),
        ({"typo": "no"}, "`typo` is true or false"),
        ({"relevant": None}, "`relevant` is a list"),
        ({"relevant": {"p1": 2}}, "`relevant` is a list"),
        ({"relevant": [{"id": f"p{n}", "grade": 1} for n in range(2_001)]}, "at most 2,000"),
        ({"relevant": ["p1"]}, "an `id` and a `grade` of 1 or 2"),
        ({"relevant": [{"id": "p1", "grade": 3}]}, "an `id` and a `grade` of 1 or 2"),
        ({"relevant": [{"id": "p1", "grade": True}]}, "an `id` and a `grade` of 1 or 2"),
        ({"relevant": [{"id": "p1", "grade": 1.0}]}, "an `id` and a `grade` of 1 or 2"),
        ({"relevant": [{"id": "", "grade": 1}]}, "`id` is a text of 1 to 60"),
        ({"relevant": [{"id": "p1", "grade": 1}, {"id": "p1", "grade": 2}]}, "names a practice twice"),
    ],
)
def test_what_a_line_cannot_mean_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    file = written(tmp_path, ROW, ROW | {"id": "q2"} | change)
    with pytest.raises(JudgementError, match=rf"judgements\.jsonl, line 2: .*{re.escape(said)}"):
        read_judgements(file)


@pytest.mark.parametrize("line", ["[]", "null", "{", '"q"', "[" * 100_000, "NaN", '{"id": 1e999}'])
def test_what_is_no_object_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(JudgementError, match="line 1: "):
        read_judgements(file)


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(JudgementError, match="cannot be read"):
        read_judgements(tmp_path / "missing.jsonl")
    with pytest.raises(JudgementError, match="cannot be read"):
        read_judgements(tmp_path)
    with pytest.raises(JudgementError, match="has 0 queries"):
        read_judgements(written(tmp_path))
    with pytest.raises(JudgementError, match="line 2: the id 'q1' was there before"):
        read_judgements(written(tmp_path, ROW, ROW))
    file = tmp_path / "latin.jsonl"
    file.write_bytes('{"query": "médiation"}'.encode("latin-1"))
    with pytest.raises(JudgementError, match="cannot be read"):
        read_judgements(file)
    monkeypatch.setattr(judged, "MAX_BYTES", 10)
    with pytest.raises(JudgementError, match="larger than"):
        read_judgements(written(tmp_path, ROW))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_bytes(content)
    with pytest.raises(JudgementError):
        read_judgements(file)


def test_texts_of_one_practice_are_one_and_unknown_ids_are_left_out() -> None:
    query = JudgedQuery("q1", "budget", "en", "keywords", {"p17": 1, "p126": 2, "p404": 2})
    known = in_library(query, {"p17": "abc", "p126": "abc", "p18": "xyz"})
    assert known == (JudgedQuery("q1", "budget", "en", "keywords", {"abc": 2}), ["p404"])


def test_nothing_can_be_said_of_a_query_all_of_whose_answers_are_unknown() -> None:
    assert in_library(JudgedQuery("q1", "budget", "en", "keywords", {"p404": 2}), {"p17": "abc"}) is None
    empty = JudgedQuery("q2", "budget", "en", "no answer", {})
    assert in_library(empty, {"p17": "abc"}) == (empty, [])


def test_the_halves_are_by_chance_and_for_ever() -> None:
    parts = [JudgedQuery(f"own-{number:03}", "x", "en", "k", {}).part for number in range(1, 201)]
    assert parts[:6] == ["held", "tune", "tune", "held", "tune", "held"]
    assert 80 < parts.count(TUNE) < 120
    assert parts.count(TUNE) + parts.count(HELD) == 200
