"""A practice as one of its revisions says, ready for the desk."""

from typing import Any, cast

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.practices.answers import answers_of
from convivia.practices.beside import contact_of, evidence_of, pictures_of
from convivia.practices.models import Practice, Revision, Text, WorkingCopy
from convivia.practices.past import practice_as
from convivia.practices.queries import best_of, best_text, card
from convivia.practices.snapshots import Content
from convivia.practices.wording import say_period
from convivia.questionnaires.queries import section_labels
from convivia.vocabularies.queries import concept_names


def past_view(practice: Practice, kept: Revision, text_language: str, language: str) -> dict[str, Any]:
    """Return what a revision says, in its language version `text_language` where it has that one, labelled for a reader
    of `language` as the edition of the template says in which it was written."""
    past = practice_as(practice, cast(Content, kept.content))
    texts = {text.language: text for text in past.texts.all()}
    if not texts:
        return {"past": past, "text": None, "texts": []}
    text = texts.get(text_language) or best_text(past, language)
    short = card(past, language, concept_names(language))
    return {
        "past": past,
        "text": text,
        "past_title": text.display_title,
        "past_title_language": text.title_language or text.language,
        "texts": [_version(one, text, language) for one in texts.values()],
        "answers": answers_of(text, section_labels(language, edition=kept.edition)),
        "card": short,
        "period_words": capfirst(say_period(past.period, language)),
        "evidence": evidence_of(past, language),
        "contact": contact_of(past),
        "pictures": pictures_of(past, language),
    }


def title_now(practice: Practice) -> tuple[str, str]:
    """Return how a practice is called at the desk, and the language of that: as its working copy says, else as readers
    see it, else as it was kept last."""
    copy = WorkingCopy.objects.filter(practice=practice).values_list("content", "language").first()
    if copy is None and practice.is_shown:
        text = best_of(Text.objects.filter(practice=practice), "")
        return text.display_title or _("Practice without a title"), text.title_language or text.language
    kept = Revision.objects.filter(practice=practice).order_by("-number").values_list("content", flat=True).first()
    content, language = copy or (kept or {"texts": {}}, "")
    texts = cast(Content, content)["texts"]
    first = language if language in texts else next(iter(texts), "")
    title = (texts[first]["title"] or texts[first]["stand_in_title"]) if first else ""
    return title or _("Practice without a title"), first


def _version(text: Text, shown: Text, language: str) -> dict[str, Any]:
    name = str(capfirst(language_name(text.language, text.language)))
    return {"code": text.language, "name": name, "is_shown": text is shown}
