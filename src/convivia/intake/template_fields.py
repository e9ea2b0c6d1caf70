"""A form as a flat list of fields that a document can hold, each under a key that stays; and back to answers. Pure.

"title" and "purpose" are fields of their own, "contact.email" is a part of an answer, "evidence.2.date" one of a row.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convivia.common.folding import fold_name
from convivia.questionnaires.definition import Form, Question

# Empty rows that a document has beyond those that are filled.
SPARE_ROWS: Final = 3
MOST_ROWS: Final = 100
_MARKED: Final = re.compile(r"\s*(?:\[\s*[xX✓✔]\s*\]|[☒☑✓✔])\s*(.+)")
_UNMARKED: Final = re.compile(r"\s*(?:\[\s*\]|☐)\s*(.+)")
_EVIDENCE: Final = ("statement", "kind", "date", "source", "source_url")
_CONTACT: Final = ("office", "organisation", "email", "shows_email", "page")


@dataclass(frozen=True, slots=True)
class Field:
    """One place in a document that is written into. `hint` says how; a `part` belongs to the question before it."""

    key: str
    label: str
    hint: str
    value: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the language of a document: by key, by code, by part ("contact.email")."""

    concepts: Mapping[str, str]
    places: Mapping[str, str]
    countries: Mapping[str, str]
    parts: Mapping[str, str]
    kinds: Mapping[str, str]
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Known:
    """How words in a document are understood: terms and kinds by folded name, places, periods, yes and no."""

    concepts: Mapping[str, str]
    kinds: Mapping[str, str]
    places: Callable[[str], tuple[str, str]]
    period: Callable[[str], dict[str, Any]]
    yes: frozenset[str]


@dataclass(slots=True)
class Answers:
    """What the fields of a document answer, and the words that were not understood, by key."""

    values: dict[str, Any]
    unread: list[tuple[str, str]]


def fields_of(question: Question, value: Any, language: str, names: Names) -> list[Field]:
    """Return the fields of a question with what `value` answers; statements are those in `language`."""
    if question.kind in ("contact", "evidence"):
        head = Field(question.key, question.label, _asked(question), "")
        return [head, *(_contact(value, names) if question.kind == "contact" else _evidence(value, language, names))]
    return [Field(question.key, question.label, _asked(question), _written(question, value, names))]


def answers_from(form: Form, fields: Mapping[str, str], language: str, known: Known) -> Answers:
    """Return the answers to `form` that the fields of a document hold; a question of which no field is there stays out.

    Pictures are no fields. What is not understood is told, and never taken for something else.
    """
    found = Answers({}, [])
    for question in form.questions:
        own = {key: text.strip() for key, text in fields.items() if key.split(".")[0] == question.key}
        if own and question.kind != "pictures":
            found.values[question.key] = _READ.get(question.kind, _as_text)(question, own, language, known, found)
    return found


def marks_nothing(text: str) -> bool:
    """Return whether a list of terms has boxes and none of them is marked; or is empty."""
    return all(_UNMARKED.match(line) for line in text.splitlines() if line.strip())


def marked_terms(text: str) -> list[str]:
    """Return the marked terms of a list; of a list without any boxes, all its lines."""
    lines = [line for line in text.splitlines() if line.strip() and not _UNMARKED.match(line)]
    return [match[1] if (match := _MARKED.match(line)) else line.strip() for line in lines]


def _asked(question: Question) -> str:
    examples = "".join(f"\n→ {example}" for example in question.examples)
    return f"{question.question} {question.hint}{examples}"


def _written(question: Question, value: Any, names: Names) -> str:
    if question.kind == "concepts":
        chosen = set(value or ())
        return "\n".join(f"[{'x' if key in chosen else ' '}] {name}" for key, name in names.concepts.items())
    if question.kind == "places":
        given = value or {"places": [], "countries": []}
        places = [names.places.get(key, key) for key in given["places"]]
        return "\n".join([*places, *(names.countries.get(code, code) for code in given["countries"])])
    if question.kind == "period":
        return str((value or {}).get("text", ""))
    if question.kind == "choice":
        return dict(question.options).get(value or "", "")
    return str(value or "")


def _contact(value: Any, names: Names) -> Iterator[Field]:
    given = value or {}
    for part in _CONTACT:
        text = given.get(part) or ""
        if part == "shows_email":
            text = names.yes if given.get(part) else names.no
        yield Field(f"contact.{part}", names.parts[f"contact.{part}"], "", str(text), is_part=True)


def _evidence(value: Any, language: str, names: Names) -> Iterator[Field]:
    rows: list[Mapping[str, Any]] = [*(value or []), *({} for _ in range(SPARE_ROWS))]
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        texts = {
            "statement": row.get("statements", {}).get(language, ""),
            "kind": names.kinds.get(row.get("kind", ""), ""),
        }
        for part in _EVIDENCE:
            label = f"{number}. {names.parts[f'evidence.{part}']}"
            hint = ", ".join(names.kinds.values()) if part == "kind" else ""
            text = texts.get(part, row.get(part, ""))
            yield Field(f"evidence.{number}.{part}", label, hint, text, is_part=True)


def _as_text(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    return own.get(question.key, "")


def _as_line(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    return " ".join(own.get(question.key, "").split())


def _as_choice(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    text = own.get(question.key, "")
    keys = {fold_name(name): key for pair in question.options for name, key in ((pair[1], pair[0]), (pair[0], pair[0]))}
    if text and fold_name(text) not in keys:
        found.unread.append((question.key, text))
    return keys.get(fold_name(text), "")


def _as_concepts(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    """Return the marked terms; of a list without any marks, all that are named."""
    keys = []
    for name in marked_terms(own.get(question.key, "")):
        key = known.concepts.get(fold_name(name))
        keys += [key] if key else []
        found.unread += [] if key else [(question.key, name)]
    return list(dict.fromkeys(keys))


def _as_places(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    places, countries = [], []
    for line in own.get(question.key, "").replace(";", "\n").splitlines():
        if line.strip():
            place, country = known.places(line.strip())
            places += [place] if place else []
            countries += [country] if country and not place else []
            found.unread += [] if place or country else [(question.key, line.strip())]
    return {"places": list(dict.fromkeys(places)), "countries": list(dict.fromkeys(countries))}


def _as_period(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    return known.period(" ".join(own.get(question.key, "").split()))


def _as_contact(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    given: dict[str, Any] = {part: " ".join(own.get(f"contact.{part}", "").split()) for part in _CONTACT}
    given["shows_email"] = fold_name(given["shows_email"]) in known.yes
    found.unread += [(question.key, own[question.key])] if own.get(question.key) else []
    return given


def _as_evidence(question: Question, own: Mapping[str, str], language: str, known: Known, found: Answers) -> Any:
    rows: list[dict[str, Any]] = []
    found.unread += [(question.key, own[question.key])] if own.get(question.key) else []
    numbers = sorted({int(key.split(".")[1]) for key in own if key.count(".") == 2})
    for number in numbers[:MOST_ROWS]:
        row = {part: own.get(f"evidence.{number}.{part}", "") for part in _EVIDENCE}
        if not any(row.values()):
            continue
        kind = known.kinds.get(fold_name(row["kind"]), "")
        found.unread += [(f"evidence.{number}.kind", row["kind"])] if row["kind"] and not kind else []
        said = {language: row["statement"]} if row["statement"] else {}
        rest = {part: row[part] for part in ("date", "source", "source_url")}
        rows.append({"kind": kind, "statements": said, **rest})
    return rows


_Reader = Callable[[Question, Mapping[str, str], str, Known, Answers], Any]
_READ: Final[Mapping[str, _Reader]] = {
    "line": _as_line,
    "choice": _as_choice,
    "concepts": _as_concepts,
    "places": _as_places,
    "period": _as_period,
    "contact": _as_contact,
    "evidence": _as_evidence,
}


def all_fields(
    form: Form, answers: Mapping[str, Any], names: Names, language: str
) -> Sequence[tuple[str, list[Field]]]:
    """Return the parts of a form by their labels, each with all its fields; pictures come as files, not in fields."""
    return [
        (
            part.label,
            [
                field
                for question in part.questions
                if question.kind != "pictures"
                for field in fields_of(question, answers.get(question.key), language, names)
            ],
        )
        for part in form.parts
    ]
