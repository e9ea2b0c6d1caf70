"""How far the forms of a practice are: what is answered, in per cent, and what is needed and missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy

from convivia.desk.asked import ANCHORS, FULL, SHORT, Form
from convivia.desk.write_address import write_url
from convivia.practices.answering import answers_of
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import Content
from convivia.practices.workflow_actions import missing_of
from convivia.questionnaires import definition

LABELS: Final = {
    "title": gettext_lazy("Title"),
    "places": gettext_lazy("Places"),
    "period": gettext_lazy("Period"),
    "areas": gettext_lazy("Policy areas"),
    "summary": gettext_lazy("Summary"),
    "contact": gettext_lazy("Contact"),
    "pictures": gettext_lazy("Pictures: what each shows, and its licence"),
}
_SHORT_KEYS: Final = ("title", "places", "period", "areas", "summary", "contact")
# What a further language version tells in words of what is else the same in all of them.
_WORDS_IN: Final = {"evidence": "statements", "pictures": "alt"}


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` of the open form is answered, `percents` of each depth; `missing` are the needed fields that are not:
    what each is called, and the address where it is asked."""

    percent: int
    percents: Mapping[str, int]
    missing: tuple[tuple[str, str], ...]


def progress(form: Form, copy: WorkingCopy, content: Content) -> Progress:
    """Return how far the form is with the working copy, as its template counts, and what is needed to hand it in."""
    missing = tuple(missing_fields(copy.practice.public_id, missing_of(copy), depth=form.depth))
    if form.is_translation:
        return Progress(_of_translation(form, content), {}, missing)
    answers = answers_of(content, form.text)
    percents = {depth: definition.progress(form.edition.at(depth), answers).percent for depth in (SHORT, FULL)}
    return Progress(percents[form.depth], percents, missing)


def missing_fields(public_id: str, missing: list[str], *, depth: str = SHORT) -> list[tuple[str, str]]:
    """Return what needed fields that are missing are called, each with the address where it is asked.

    The form stays at its depth where that asks for it.
    """
    return [
        (label_of_missing(key), f"{write_url(public_id, depth=_depth_for(key, depth))}#{_anchor(key)}")
        for key in missing
    ]


def label_of_missing(key: str) -> str:
    """Return what the form calls a needed field; the key where it is not one of the form."""
    return str(LABELS.get(key, key))


def _depth_for(key: str, depth: str) -> str:
    return depth if key in _SHORT_KEYS else FULL


def _anchor(key: str) -> str:
    return ANCHORS.get(key, f"answer-{key}")


def _of_translation(form: Form, content: Content) -> int:
    """Return how many per cent of what the first text tells in words the translation tells, too."""
    first, here = (_words_of(content, language) for language in (form.first, form.text))
    asked = form.edition.where(lambda one: one.key in first and one.of_kind.is_answered(first[one.key]))
    return definition.progress(asked, here).percent


def _words_of(content: Content, language: str) -> dict[str, Any]:
    """Return what is answered in words of one language; of statements and pictures, whether all of them are."""
    answers = answers_of(content, language)
    words = {key: value for key, value in answers.items() if isinstance(value, str)}
    for key, part in _WORDS_IN.items():
        rows = answers[key]
        words[key] = rows if all(row[part].get(language) for row in rows) else []
    return words
