"""What the page of one version of a practice shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convivia.practices.history import Version
from convivia.practices.models import Practice
from convivia.practices.queries import best_text, card
from convivia.questionnaires.queries import section_labels
from convivia.vocabularies.queries import concept_names
from convivia.website.citation import Cited
from convivia.website.context import origin_of, page_language
from convivia.website.practice_parts import fact_context, language_versions, text_context


def version_context(
    request: HttpRequest, past: Practice, version: Version, *, path: str, notice: dict[str, str]
) -> dict[str, Any]:
    """Return what the page of a version shows: `past` is the practice as it was, `path` the address of the page,
    `notice` says which version this is."""
    language = page_language()
    texts = {text.language: text for text in past.texts.all()}
    text = texts.get(request.GET.get("text", "")) or best_text(past, language)
    short = card(past, language, concept_names(language))
    url = origin_of(request) + reverse("website:version", args=[past.public_id, version.number])
    cited = Cited(version.number, version.at.date())
    return {
        **text_context(past, text, short, language, section_labels(language, edition=version.edition)),
        **fact_context(past, text, short, language, url, cited),
        "versions": language_versions(past, text, path, ""),
        "notice": notice,
        "version": version,
        "public_id": past.public_id,
        "history": reverse("website:versions", args=[past.public_id]),
        "is_past": True,
        "room": "library",
    }
