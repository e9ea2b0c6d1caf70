"""A public set across languages in the JSON of SQuAD: questions of each language, asked of the English paragraphs.

XQuAD (Artetxe, Ruder and Yogatama 2020, CC BY-SA 4.0) has the same questions, under the same ids, in every language.
Its files are not part of the project: `xquad.en.json`, `xquad.es.json` … are read from a folder that the reader names.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convivia.search.query import MAX_QUERY
from relevance.judged import JudgedQuery, JudgementError

ENGLISH = "en"
MAX_BYTES, MAX_QUESTIONS = 50_000_000, 50_000

_NAME = re.compile(r"xquad\.([a-z]{2,3})\.json")


@dataclass(frozen=True, slots=True)
class CrossLanguageSet:
    """Paragraphs by id, and the questions of all languages; `left_out` counts those that no English paragraph has."""

    paragraphs: dict[str, str]
    questions: list[JudgedQuery]
    left_out: int


def read_xquad(folder: Path) -> CrossLanguageSet:
    """Return the set that the files of `folder` make; raise `JudgementError` for what is missing or of another form."""
    files = {match[1]: file for file in _files(folder) if (match := _NAME.fullmatch(file.name))}
    if ENGLISH not in files:
        raise JudgementError(f"{folder} has no file xquad.en.json; the paragraphs are read from it.")
    paragraphs: dict[str, str] = {}
    place_of: dict[str, str] = {}
    for number, (context, questions) in enumerate(_paragraphs(files[ENGLISH]), start=1):
        paragraphs[f"x{number:04}"] = context
        place_of |= {key: f"x{number:04}" for key, _ in questions}
    asked, left_out = [], 0
    for language, file in sorted(files.items()):
        for key, text in (question for _, questions in _paragraphs(file) for question in questions):
            if paragraph := place_of.get(key):
                asked.append(JudgedQuery(f"{language}-{key}", text, language, "question", {paragraph: 2}))
            else:
                left_out += 1
    if not 0 < len(asked) <= MAX_QUESTIONS:
        raise JudgementError(f"{folder} has {len(asked):,} questions; 1 to {MAX_QUESTIONS:,} can be measured.")
    return CrossLanguageSet(paragraphs, asked, left_out)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise JudgementError(f"{folder} cannot be read: {error}") from error


def _paragraphs(file: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each paragraph of a file with the ids and words of its questions."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise JudgementError(f"{file} is larger than {MAX_BYTES // 1_000_000} MB.")
        data = json.loads(file.read_text(encoding="utf-8-sig"))
        for article in data["data"]:
            for paragraph in article["paragraphs"]:
                questions = [(_text(asked["id"]), _text(asked["question"])) for asked in paragraph["qas"]]
                yield _text(paragraph["context"]), [(key, text[:MAX_QUERY]) for key, text in questions]
    except (OSError, ValueError, RecursionError) as error:
        raise JudgementError(f"{file} cannot be read: {error}") from error
    except (KeyError, TypeError) as error:
        raise JudgementError(f"{file} is not in the form of SQuAD: {error!r}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{str(value)[:40]!r} is no text")
    return " ".join(value.split())
