"""Adds to a draft from data what can be told of it: language, summary, and which things a person may miss. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from convivia.intake.drafts import Draft, DraftText, DraftWarning
from convivia.intake.languages import tell
from convivia.intake.remarks import warning
from convivia.intake.sentences import opening_sentences

UNKNOWN_LANGUAGE: Final = "und"


def complete(draft: Draft) -> Draft:
    """Return `draft` with the language and the summary of each text, and a warning for each thing that is missing.

    What is there stays; completing twice changes nothing.
    """
    doubts: list[DraftWarning] = []
    texts = tuple(_completed(text, doubts) for text in draft.texts)
    doubts += _missing(replace(draft, texts=texts))
    known = {found.code for found in draft.warnings}
    new = [found for found in doubts if found.code not in known]
    return replace(draft, texts=texts, warnings=(*draft.warnings, *new))


def _completed(text: DraftText, doubts: list[DraftWarning]) -> DraftText:
    words = " ".join(text.sections.values()) or text.summary
    if not text.language:
        told = tell(text.title or text.stand_in_title, words)
        if not told.is_sure:
            doubts.append(warning("language-unsure", told.language or UNKNOWN_LANGUAGE))
        text = replace(
            text, language=told.language or UNKNOWN_LANGUAGE, title_language=text.title_language or told.title_language
        )
    if not text.summary and text.sections:
        key, first = next(iter(text.sections.items()))
        text = replace(text, summary=opening_sentences(first, key not in text.cut_off))
    return text


def _missing(draft: Draft) -> Iterator[DraftWarning]:
    if not draft.main.title:
        yield warning("no-title")
    if not draft.main.sections and not draft.main.summary:
        yield warning("no-text")
    if not draft.places:
        yield warning("no-place")
    elif not any(place.name for place in draft.places):
        yield warning("no-city")
    if not draft.period.text and not draft.period.start:
        yield warning("no-period")
