"""How far a form is: what of it is answered, in per cent, and what is needed and missing."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from convivia.desk.asked import ANCHORS, Field, Form
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import Content, empty_text
from convivia.practices.workflow_actions import missing_of

LABELS: Final = {
    "title": gettext_lazy("Title"),
    "places": gettext_lazy("Places"),
    "period": gettext_lazy("Period"),
    "areas": gettext_lazy("Policy areas"),
    "summary": gettext_lazy("Summary"),
    "contact": gettext_lazy("Contact"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` of the form is answered; `missing` are the needed fields that are not, each with its anchor."""

    percent: int
    missing: tuple[tuple[str, str], ...]


def progress_of(form: Form, content: Content) -> int:
    """Return how many per cent of what `form` asks is answered."""
    answered = [_is_answered(one, content, form.text) for one in form.fields]
    return round(100 * sum(answered) / len(answered)) if answered else 100


def progress(form: Form, copy: WorkingCopy, content: Content) -> Progress:
    """Return how far `form` is with the working copy, and what the short form needs beside."""
    return Progress(progress_of(form, content), tuple(missing_fields(missing_of(copy))))


def missing_fields(missing: list[str]) -> list[tuple[str, str]]:
    """Return the labels of needed fields that are missing, each with the anchor where it is asked."""
    return [(label_of_missing(key), ANCHORS.get(key, f"answer-{key}")) for key in missing]


def label_of_missing(key: str) -> str:
    """Return what the form calls a needed field; the key where it is not one of the form."""
    return str(LABELS.get(key, key))


def _is_answered(one: Field, content: Content, language: str) -> bool:
    text = content["texts"].get(language) or empty_text()
    if one.kind in ("line", "words"):
        return bool(text[one.name] if one.name in ("title", "summary") else text["answers"].get(one.key))  # type: ignore[literal-required]
    if one.kind == "contact":
        return bool(content["contact"]["email"] or content["contact"]["page"])
    if one.kind == "statements":
        return all(statement["statements"].get(language) for statement in content["evidence"])
    return {
        "period": bool(content["period"]["text"]),
        "places": bool(content["places"] or content["countries"]),
        "areas": bool(content["concepts"]),
        "evidence": bool(content["evidence"]),
        "source": bool(content["source_url"] or content["source"] or content["licence"]),
    }[one.kind]
