"""What the form asks for: the short form, the full one, and that of a further language version.

Parts, questions and their order are those of the template's edition; beside them the full form asks for the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from convivia.practices.snapshots import Content
from convivia.questionnaires import definition
from convivia.questionnaires.definition import DEPTHS, FULL, SHORT, Question
from convivia.questionnaires.queries import UNASKED, form_in, section_labels

__all__ = ["ANCHORS", "DEPTHS", "FULL", "SHORT", "Field", "Form", "Part", "form_of"]

MOST_ALT: Final = 300
MOST_WORDS: Final = 20_000  # characters of an answer to which the template sets no limit
# What the template can mark as needed beside answers in words, and where it is asked.
ANCHORS: Final = {
    "title": "title",
    "places": "place-name",
    "period": "period",
    "areas": "areas",
    "summary": "summary",
    "contact": "contact-email",
    "evidence": "evidence",
    "pictures": "pictures",
}
# How the form asks for what is no answer in words.
_KINDS: Final = {
    "title": "line",
    "summary": "words",
    "places": "places",
    "period": "period",
    "areas": "areas",
    "contact": "contact",
    "evidence": "evidence",
    "pictures": "pictures",
}
# How a further language version asks for what is told of such things in words.
_IN_WORDS: Final[Mapping[str, str]] = {"evidence": "statements", "pictures": "picture-words"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. `kind` says how it is answered, `most` how many characters there may be."""

    name: str
    kind: str
    label: str
    question: str = ""
    hint: str = ""
    examples: tuple[str, ...] = ()
    is_needed: bool = False
    most: int = 0

    @property
    def key(self) -> str:
        """The key under which an answer to the template is kept."""
        return self.name.removeprefix("answer-")


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, with an anchor of their own."""

    key: str
    title: str
    fields: tuple[Field, ...]
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: its depth, the language of the text that is written, and the one that was written first.

    `edition` is what the template asks, at its full depth, in the words of the page.
    """

    depth: str
    text: str
    first: str
    parts: tuple[Part, ...]
    edition: definition.Form

    @property
    def is_translation(self) -> bool:
        """Whether a further language version is written: words only, the facts stay."""
        return self.text != self.first

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that is asked, in order."""
        return tuple(field for part in self.parts for field in part.fields)


def form_of(content: Content, *, edition: str, depth: str, text: str, first: str, language: str) -> Form:
    """Return the form of an edition that asks in `language` for the text in `text`."""
    is_translation = text != first
    whole = form_in(language, edition=edition)
    asked = whole if is_translation else whole.at(depth)
    parts = [
        Part(f"part-{one.key}", one.label, tuple(map(_field, one.questions)), one.introduction) for one in asked.parts
    ]
    if depth == FULL or is_translation:
        kinds = {one.kind for part in parts for one in part.fields}
        parts += [part for kind, part in (("evidence", _evidence()), ("pictures", _pictures())) if kind not in kinds]
    if is_translation:
        parts = [_in_words(part, content) for part in parts]
    if depth == FULL or is_translation:
        parts.append(Part("part-older", _("Further answers"), _unasked(content, parts, language)))
    if depth == FULL and not is_translation:
        source = Field("source", "source", _("Source and licence"))
        parts.append(Part("part-source", _("Where it can be read"), (source,)))
    return Form(depth, text, first, tuple(part for part in parts if part.fields), whole)


def _field(question: Question) -> Field:
    is_fact = question.key in _KINDS
    return Field(
        name=question.key if is_fact else f"answer-{question.key}",
        kind=_KINDS.get(question.key, "words"),
        label=question.label,
        question=question.question,
        hint=question.hint,
        examples=question.examples,
        is_needed=question.is_needed,
        most=question.limits.longest or MOST_WORDS,
    )


def _evidence() -> Part:
    """Return the part for statements of impact, for editions that do not ask for them."""
    hint = _("One statement a row. Say how you know it: expected, told, counted, or evaluated by others.")
    field = Field("evidence", "evidence", _("What has changed"), hint=hint, most=MOST_WORDS)
    return Part("part-evidence", _("How you know that it works"), (field,))


def _pictures() -> Part:
    """Return the part for pictures, for editions that do not ask for them."""
    hint = _("A few pictures of what is done. Ask everybody who can be recognised.")
    field = Field("pictures", "pictures", _("Pictures"), hint=hint, most=MOST_ALT)
    return Part("part-pictures", _("To see"), (field,))


def _in_words(part: Part, content: Content) -> Part:
    """Return what of a part is told in words: of the facts, only statements of impact, and what pictures show.

    Nothing of it is needed: what is, the text has that was written first.
    """
    fields = [replace(one, is_needed=False) for one in part.fields if one.kind in ("line", "words")]
    for one in part.fields:
        if one.kind in _IN_WORDS and content[one.kind]:  # type: ignore[literal-required]
            fields.append(replace(one, kind=_IN_WORDS[one.kind]))
    return replace(part, fields=tuple(fields), introduction="")


def _unasked(content: Content, parts: list[Part], language: str) -> tuple[Field, ...]:
    """Return what texts answer beyond the template, so that it can be changed, too: older texts do."""
    asked = {one.key for part in parts for one in part.fields}
    answered = {key for text in content["texts"].values() for key, said in text["answers"].items() if said} - asked
    labels = section_labels(language) if answered else {}
    ordered = sorted(answered, key=lambda key: (key == UNASKED, key))
    return tuple(
        Field(f"answer-{key}", "words", labels.get(key) or key.replace("_", " ").capitalize(), most=MOST_WORDS)
        for key in ordered
    )
