"""The template as its page shows it: parts with their questions, each with how it is answered."""

from dataclasses import dataclass

from convivia.questionnaires.definition import SHORT, Form, Question
from convivia.questionnaires.wording import say_kind, say_length


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question for show: `number` counts through all parts; `answered` says how, `length` how long; "" if unsaid."""

    number: int
    key: str
    label: str
    question: str
    hint: str
    examples: tuple[str, ...]
    is_needed: bool
    answered: str
    length: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part for show; `is_short` says that the short form asks all of it."""

    key: str
    label: str
    introduction: str
    is_short: bool
    questions: tuple[QuestionView, ...]


def template_parts(form: Form) -> list[PartView]:
    """Return the parts of `form` for show, in the active language."""
    numbers = {question.key: number for number, question in enumerate(form.questions, 1)}
    return [
        PartView(
            key=part.key,
            label=part.label,
            introduction=part.introduction,
            is_short=all(question.depth == SHORT for question in part.questions),
            questions=tuple(_view(question, numbers[question.key]) for question in part.questions),
        )
        for part in form.parts
    ]


def _view(question: Question, number: int) -> QuestionView:
    return QuestionView(
        number=number,
        key=question.key,
        label=question.label,
        question=question.question,
        hint=question.hint,
        examples=question.examples,
        is_needed=question.is_needed,
        answered=say_kind(question.kind),
        length=say_length(question.limits),
    )
