"""Reading the cross-language set: English paragraphs, questions of every language, and files of another form."""

import json
from pathlib import Path

import pytest
from relevance.judged import JudgementError
from relevance.xquad import read_xquad


def squad(*paragraphs: tuple[str, list[tuple[str, str]]]) -> dict[str, object]:
    return {
        "version": "1.1",
        "data": [
            {"paragraphs": [{"context": text, "qas": [{"id": key, "question": q, "answers": []} for key, q in asked]}]}
            for text, asked in paragraphs
        ],
    }


def put(folder: Path, language: str, content: object) -> None:
    (folder / f"xquad.{language}.json").write_text(json.dumps(content), encoding="utf-8")


def test_questions_of_all_languages_ask_for_english_paragraphs(tmp_path: Path) -> None:
    put(tmp_path, "en", squad(("A  bridge\nin town.", [("a", "What bridge?")]), ("A park.", [("b", "Which park?")])))
    put(
        tmp_path,
        "es",
        squad(("Un puente.", [("a", "¿Qué puente?")]), ("Un parque.", [("b", "¿Qué parque?"), ("c", "¿?")])),
    )
    (tmp_path / "README.md").write_text("not read")
    cross = read_xquad(tmp_path)
    assert cross.paragraphs == {"x0001": "A bridge in town.", "x0002": "A park."}
    assert [(each.id, each.text, each.language, dict(each.grades)) for each in cross.questions] == [
        ("en-a", "What bridge?", "en", {"x0001": 2}),
        ("en-b", "Which park?", "en", {"x0002": 2}),
        ("es-a", "¿Qué puente?", "es", {"x0001": 2}),
        ("es-b", "¿Qué parque?", "es", {"x0002": 2}),
    ]
    assert cross.left_out == 1


def test_a_question_is_cut_where_searches_are(tmp_path: Path) -> None:
    put(tmp_path, "en", squad(("A park.", [("a", "x" * 400)])))
    assert [len(each.text) for each in read_xquad(tmp_path).questions] == [300]


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"data": {}, "x": 1},
        {"data": [{"paragraphs": [{"context": "A park."}]}]},
        {"data": [{"paragraphs": [{"context": "", "qas": []}]}]},
        {"data": [{"paragraphs": [{"context": "A park.", "qas": [{"id": 7, "question": "?"}]}]}]},
        {"data": [{"paragraphs": None}]},
        {"data": "paragraphs"},
        {"data": []},
    ],
)
def test_files_of_another_form_are_refused(tmp_path: Path, content: object) -> None:
    put(tmp_path, "en", content)
    with pytest.raises(JudgementError, match=r"not in the form of SQuAD|has 0 questions"):
        read_xquad(tmp_path)


def test_folders_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="cannot be read"):
        read_xquad(tmp_path / "missing")
    put(tmp_path, "es", squad())
    with pytest.raises(JudgementError, match=r"no file xquad\.en\.json"):
        read_xquad(tmp_path)
    (tmp_path / "xquad.en.json").write_text("{" * 5)
    with pytest.raises(JudgementError, match=r"xquad\.en\.json cannot be read"):
        read_xquad(tmp_path)
    (tmp_path / "xquad.en.json").write_text("[" * 100_000)
    with pytest.raises(JudgementError, match=r"xquad\.en\.json cannot be read"):
        read_xquad(tmp_path)
