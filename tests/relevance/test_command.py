"""`python -m relevance` as it is run: what is missing is said, what is wrong is refused, and a set is measured."""

import json
from pathlib import Path

import pytest

from relevance import __main__ as command


@pytest.fixture(autouse=True)
def no_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (command.JUDGEMENTS, command.XQUAD):
        monkeypatch.delenv(variable, raising=False)


def test_what_is_not_named_is_left_out_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--sets", "judged,xquad"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].strip().startswith("CONVIVIA_JUDGEMENTS is not set, so that set is left out.")
    assert said[1].strip().startswith("CONVIVIA_XQUAD is not set, so that set is left out.")
    assert said[2] == "There is nothing to measure: see above."


@pytest.mark.parametrize("sets", ["judged", "xquad"])
def test_a_path_that_leads_nowhere_stops_it(
    sets: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv(command.JUDGEMENTS, str(tmp_path / "nowhere"))
    monkeypatch.setenv(command.XQUAD, str(tmp_path / "nowhere"))
    assert command.main(["--sets", sets]) == 1
    assert "nowhere cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--sets", "others"], ["--ways", ""], ["--part", "all"]])
def test_unknown_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(arguments)
    assert "usage: python -m relevance" in capsys.readouterr().err


def test_the_shipped_library_is_measured_and_the_tables_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    judged = tmp_path / "judged.jsonl"
    rows = [("The Big Lunch", "p053"), ("Le budget participatif", "p126"), ("submarine", "")]
    lines = [
        {"id": q, "query": q, "lang": "en", "kind": "title", "relevant": [{"id": key, "grade": 2}] if key else []}
        for q, key in rows
    ]
    judged.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    monkeypatch.setenv(command.JUDGEMENTS, str(judged))
    monkeypatch.setattr(command, "DOCUMENT", tmp_path / "docs" / "relevance.md")
    assert command.main(["--sets", "judged", "--ways", "words", "--details", "--write"]) == 0
    printed = capsys.readouterr().out
    assert "The Big Lunch → words 1.00" in printed
    assert "| words            |                   1 of 1 |     1.00 |                  0 of 2 |" in printed
    written = (tmp_path / "docs" / "relevance.md").read_text(encoding="utf-8")
    assert "# How well it finds" in written
    assert "## Judged set\n\n3 queries in 1 languages." in written
    assert "- Parameters of the ranking: " in written
