"""What was handed in, section by section, with the comments at their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.practices.snapshots import Content, period_of
from convivia.practices.wording import say_period
from convivia.questionnaires.queries import section_labels
from convivia.reviews.models import Comment, Round
from convivia.reviews.passages import Span, locate
from convivia.reviews.queries import passages_of
from convivia.vocabularies.queries import concept_names


@dataclass(frozen=True, slots=True)
class Note:
    """A comment as a page shows it. `is_found`: whether its words still stand in the text beside it."""

    comment: Comment
    author: str
    is_own: bool
    is_found: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of what was handed in, its words marked where a comment is made, and the comments."""

    key: str
    label: str
    html: SafeString
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A practice as it was handed in, in one of its languages."""

    language: str
    language_name: str
    other_languages: tuple[tuple[str, str], ...]
    facts: tuple[dict[str, str], ...]
    passages: tuple[Passage, ...]


def handed_in_of(found: Round, wanted: str, notes: Sequence[Note], language: str) -> HandedIn:
    """Return what was handed in in the language `wanted`, else as it was first written; `language` is the reader's."""
    content = cast(Content, found.revision.content)
    texts = content["texts"]
    first = next((one for one, text in texts.items() if text["origin"] == "original"), next(iter(texts), "en"))
    shown = wanted if wanted in texts else first
    labels = {"title": _("Title"), "summary": _("Summary"), **section_labels(language)}
    words = passages_of(content, shown)
    ordered = [*(key for key in labels if key in words), *(key for key in words if key not in labels)]
    return HandedIn(
        language=shown,
        language_name=language_name(shown, language),
        other_languages=tuple((one, language_name(one, language)) for one in texts if one != shown),
        facts=tuple(_facts(content, language)),
        passages=tuple(_passage(key, labels, words[key], shown, notes) for key in ordered),
    )


def notes_of(comments: Iterable[Comment], found: Round, names: dict[int, str], own: int) -> list[Note]:
    """Return the comments for a page; `names` says by account what their authors are called there."""
    content = cast(Content, found.revision.content)
    texts: dict[str, dict[str, str]] = {}
    rows = []
    for one in comments:
        words = texts.setdefault(one.language, passages_of(content, one.language)).get(one.section, "")
        is_found = not one.quote or locate(words, one.quote, one.offset) is not None
        rows.append(Note(one, names.get(one.author_id, _("An editor")), one.author_id == own, is_found))
    return rows


def label_of(key: str, labels: dict[str, str]) -> str:
    """Return what a section is called."""
    if key.startswith("evidence-"):
        return _("Evidence %(number)s") % {"number": key.removeprefix("evidence-")}
    return labels.get(key) or key.replace("_", " ").capitalize()


def _passage(key: str, labels: dict[str, str], words: str, language: str, notes: Sequence[Note]) -> Passage:
    own = tuple(note for note in notes if (note.comment.section, note.comment.language) == (key, language))
    spans = [(locate(words, one.comment.quote, one.comment.offset), one.comment.pk) for one in own]
    return Passage(key, label_of(key, labels), marked(words, [(span, pk) for span, pk in spans if span]), own)


def marked(text: str, spans: Iterable[tuple[Span, int]]) -> SafeString:
    """Return `text` as HTML in which the spans are marked; of spans that overlap, the first one is.

    Its words stay as they are, so that a place in the page is a place in the text.
    """
    parts, reached = [], 0
    for span, pk in sorted(spans, key=lambda pair: (pair[0].start, pair[0].end)):
        if span.start < reached:
            continue
        words = escape(text[span.start : span.end])
        parts += [escape(text[reached : span.start]), f'<mark id="words-{pk}">{words}</mark>']
        reached = span.end
    return mark_safe("".join([*parts, escape(text[reached:])]))


def _facts(content: Content, language: str) -> Iterable[dict[str, str]]:
    names = concept_names(language)
    period = say_period(period_of(content["period"]), language)
    areas = [names[key].label for key in content["concepts"] if key in names]
    kinds = [one["kind"] for one in content["evidence"]]
    rows = [
        (_("Period"), period or content["period"]["text"]),
        (_("Policy areas"), ", ".join(areas)),
        (_("Kinds of evidence"), ", ".join(dict.fromkeys(_evidence_word(kind) for kind in kinds))),
        (_("Source"), content["source"]),
        (_("Pictures"), str(len(content["pictures"])) if content["pictures"] else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _evidence_word(kind: str) -> str:
    words = {
        "expected": _("expected"),
        "told": _("told"),
        "counted": _("counted"),
        "evaluated": _("evaluated by others"),
    }
    return words.get(kind, kind)
