"""Judged queries, read from JSON lines: what was asked, and how well which practices answer it.

A line has `id`, `query`, `lang`, `kind` (a word for the table) and `relevant`: a list of `{"id": external id, "grade":
1 or 2}`, empty where nothing answers. `typo` (optional) says that the query is misspelt. Other keys are for people.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from convivia.search.query import MAX_QUERY

MAX_BYTES, MAX_QUERIES, MAX_RELEVANT = 20_000_000, 20_000, 2_000
GRADES = (1, 2)
TUNE, HELD = "tune", "held"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_KIND = re.compile(r"[^\W\d_][\w +-]{0,39}")


class JudgementError(Exception):
    """A file of judgements cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with its grades by practice; without any, nothing in the library answers it and nothing shall come."""

    id: str
    text: str
    language: str
    kind: str
    grades: Mapping[str, int]
    is_misspelt: bool = False

    @property
    def part(self) -> str:
        """The half to which the query belongs, by chance: parameters are chosen on one and judged by the other."""
        return TUNE if hashlib.sha256(self.id.encode()).digest()[0] % 2 else HELD


def read_judgements(path: Path) -> list[JudgedQuery]:
    """Return the queries of the file in its order; raise `JudgementError` for anything that is not as described."""
    queries: dict[str, JudgedQuery] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            query = _query(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise JudgementError(f"{path}, line {number}: {error}") from error
        if query.id in queries:
            raise JudgementError(f"{path}, line {number}: the id {query.id!r} was there before.")
        queries[query.id] = query
    if not 0 < len(queries) <= MAX_QUERIES:
        raise JudgementError(f"{path} has {len(queries):,} queries; 1 to {MAX_QUERIES:,} can be measured.")
    return list(queries.values())


def in_library(query: JudgedQuery, practice_of: Mapping[str, str]) -> tuple[JudgedQuery, list[str]] | None:
    """Return `query` with grades by practice, and the ids that the library does not know.

    `practice_of` maps external ids to practices; two texts of one practice are one, with the better grade. None comes
    back for a query all of whose answers are unknown: nothing can be said of it.
    """
    unknown = [one for one in query.grades if one not in practice_of]
    grades: dict[str, int] = {}
    for one, grade in query.grades.items():
        if practice := practice_of.get(one):
            grades[practice] = max(grade, grades.get(practice, 0))
    if query.grades and not grades:
        return None
    return replace(query, grades=grades), unknown


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise JudgementError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB.")
        yield from path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path} cannot be read: {error}") from error


def _query(row: Any) -> JudgedQuery:
    """Return the query that a line says; raise `ValueError` for what it cannot mean."""
    if not isinstance(row, dict):
        raise ValueError("a line is one JSON object.")
    relevant = row.get("relevant")
    if not isinstance(relevant, list) or len(relevant) > MAX_RELEVANT:
        raise ValueError(f"`relevant` is a list of at most {MAX_RELEVANT:,} practices.")
    grades = dict(map(_graded, relevant))
    if len(grades) < len(relevant):
        raise ValueError("`relevant` names a practice twice.")
    if not isinstance(is_misspelt := row.get("typo", False), bool):
        raise ValueError("`typo` is true or false.")
    language, kind = _text(row, "lang", 12), _text(row, "kind", 40)
    if not _LANGUAGE.fullmatch(language) or not _KIND.fullmatch(kind):
        raise ValueError("`lang` is the code of a language, `kind` a word.")
    return JudgedQuery(_text(row, "id", 60), _text(row, "query", MAX_QUERY), language, kind, grades, is_misspelt)


def _graded(item: Any) -> tuple[str, int]:
    grade = item.get("grade") if isinstance(item, dict) else None
    if type(grade) is not int or grade not in GRADES:
        raise ValueError("each of `relevant` has an `id` and a `grade` of 1 or 2.")
    return _text(item, "id", 60), grade


def _text(row: Mapping[str, Any], key: str, longest: int) -> str:
    """Return a text of the row without space around it; raise `ValueError` where it is none, empty or too long."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.strip().isprintable():
        raise ValueError(f"`{key}` is a text of 1 to {longest} printable characters.")
    return value.strip()
