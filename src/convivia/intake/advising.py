"""The writing help on what a file holds, before anything of it is taken in: the same checks as on the desk."""

from convivia.intake.drafts import Draft, DraftText
from convivia.practices.advice import Advice, Kind, advise
from convivia.practices.snapshots import Content, TextContent, empty_content, empty_text, period_content

# Files have no place for a contact, so its lack is nothing that their authors could mend.
_NOT_IN_FILES = ("contact",)


def advice_on(draft: Draft) -> list[Advice]:
    """Return what somebody should look at again in a draft."""
    found = advise(content_of(draft), language=draft.main.language)
    return [one for one in found if not (one.kind == Kind.MISSING and one.key in _NOT_IN_FILES)]


def content_of(draft: Draft) -> Content:
    """Return a draft as a snapshot; places by the names that the file gives them."""
    content = empty_content(draft.main.language)
    content["period"] = period_content(draft.period)
    content["places"] = [place.name for place in draft.places if place.name]
    content["countries"] = [place.country for place in draft.places if not place.name]
    content["concepts"] = [*draft.areas, *draft.principles]
    content["source"], content["licence"] = draft.source, draft.licence
    content["texts"] = {text.language: _text(text) for text in reversed(draft.texts)}
    return content


def _text(text: DraftText) -> TextContent:
    made = empty_text("original" if text.original else "translation")
    made["title"], made["title_language"], made["stand_in_title"] = text.title, text.title_language, text.stand_in_title
    made["summary"], made["answers"], made["cut_off"] = text.summary, dict(text.sections), list(text.cut_off)
    made["keywords"], made["source_url"] = list(text.keywords), text.source_url
    return made
