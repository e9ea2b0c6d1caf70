"""What an edition of a questionnaire asks, as plain values: a form with its parts and their questions. Pure.

Answers come as one mapping from the keys of questions to values as `kinds` describes them; where they are kept is the
business of who keeps them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from convivia.questionnaires.kinds import KINDS, Kind, Limits, Trouble

SHORT: Final = "short"
FULL: Final = "full"
DEPTHS: Final = (SHORT, FULL)
UNLIMITED: Final = Limits()


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the words of one language. `scheme` is the vocabulary that terms are chosen from."""

    key: str
    kind: str
    depth: str
    is_needed: bool
    label: str
    question: str
    hint: str
    examples: tuple[str, ...] = ()
    limits: Limits = UNLIMITED
    options: tuple[tuple[str, str], ...] = ()
    scheme: str = ""

    @property
    def of_kind(self) -> Kind:
        """What can be done with answers to it."""
        return KINDS[self.kind]

    def troubles(self, value: Any) -> list[Trouble]:
        """Return what is wrong with an answer; not whether one is missing."""
        return self.of_kind.troubles(value, self.limits, [key for key, _ in self.options])


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together, under a heading."""

    key: str
    label: str
    introduction: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """An edition of a questionnaire at a depth, in the words of one language."""

    key: str
    edition: str
    depth: str
    language: str
    title: str
    introduction: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def needed(self) -> tuple[str, ...]:
        """The keys of the questions that have to be answered, in order."""
        return tuple(question.key for question in self.questions if question.is_needed)

    def where(self, is_kept: Callable[[Question], bool]) -> "Form":
        """Return the form with those questions alone that `is_kept` says yes to; a part without any is gone."""
        narrowed = (replace(part, questions=tuple(filter(is_kept, part.questions))) for part in self.parts)
        return replace(self, parts=tuple(part for part in narrowed if part.questions))

    def at(self, depth: str) -> "Form":
        """Return the form as it is at that depth; a short one knows no other."""
        narrowed = self.where(lambda one: one in at_depth([one], depth))
        return replace(narrowed, depth=depth)

    def question(self, key: str) -> Question | None:
        """Return the question `key`; None where the form does not ask it."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come: questions answered and asked, and the keys of the needed ones that are missing."""

    answered: int
    asked: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Return the share of answered questions in per cent, rounded down; 100 where all are, or none is asked."""
        return self.answered * 100 // self.asked if self.asked else 100


def progress(form: Form, answers: Mapping[str, Any]) -> Progress:
    """Return how far `answers` have come with `form`; each question counts the same."""
    done = {one.key for one in form.questions if one.of_kind.is_answered(answers.get(one.key))}
    return Progress(len(done), len(form.questions), tuple(key for key in form.needed if key not in done))


def troubles(form: Form, answers: Mapping[str, Any]) -> dict[str, list[Trouble]]:
    """Return what is wrong with the answers, by the keys of the questions: missing though needed, or bad."""
    found: dict[str, list[Trouble]] = {}
    for one in form.questions:
        value = answers.get(one.key, one.of_kind.empty())
        here = one.troubles(value)
        if one.is_needed and not here and not one.of_kind.is_answered(value):
            here = [Trouble("needed")]
        if here:
            found[one.key] = here
    return found


def schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of whole answers to `form`, keyed by question."""
    properties = {
        one.key: {"title": one.label, "description": one.question}
        | one.of_kind.schema(one.limits, [key for key, _ in one.options])
        for one in form.questions
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        "description": form.introduction,
        "type": "object",
        "properties": properties,
        "required": list(form.needed),
        "additionalProperties": False,
    }


def at_depth(questions: Iterable[Question], depth: str) -> tuple[Question, ...]:
    """Return the questions that a form of that depth asks: the short one asks only the short ones."""
    return tuple(one for one in questions if depth == FULL or one.depth == SHORT)
