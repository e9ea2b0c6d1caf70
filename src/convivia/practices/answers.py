"""The answers of a text under the headings of its template."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from convivia.practices.models import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told under one heading of the template, as it was written."""

    key: str
    label: str
    text: str
    is_cut: bool

    @property
    def html(self) -> SafeString:
        """The answer as paragraphs."""
        return answer_html(self.text)


def answers_of(text: Text, labels: Mapping[str, str]) -> list[Answer]:
    """Return the answered sections in the order of `labels`; answers to what the template does not ask come last."""
    answered = {key: answer for key, answer in text.answers.items() if answer}
    ordered = [key for key in labels if key in answered] + [key for key in answered if key not in labels]
    return [Answer(key, label_of(key, labels), answered[key], key in text.cut_off) for key in ordered]


def label_of(key: str, labels: Mapping[str, str]) -> str:
    """Return the heading of a section; of one that the template does not have, its key as words."""
    return labels.get(key) or key.replace("_", " ").capitalize()


def answer_html(text: str) -> SafeString:
    """Return an answer as paragraphs whose addresses are links; everything else in it stays words."""
    return mark_safe(linebreaks(urlize(text, nofollow=True, autoescape=True)))
