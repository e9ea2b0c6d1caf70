"""What the page of a practice shows, made from the practice: today's, or an older version of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.practices.answers import answer_html, answers_of
from convivia.practices.beside import contact_of, evidence_of, pictures_of
from convivia.practices.models import Practice, Text
from convivia.practices.place_lines import place_groups, place_line
from convivia.practices.queries import Card, best_text
from convivia.practices.wording import say_period, say_state
from convivia.questionnaires.queries import section_labels
from convivia.search.query import SearchQuery
from convivia.website.citation import Cited, citation, licence, structured
from convivia.website.maps import map_of
from convivia.website.shelves import library_url
from convivia.website.wording import title_of


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a text, ready to be shown."""

    key: str
    label: str
    html: SafeString
    is_cut: bool


def page_path(found: Practice, language: str) -> str:
    """Return the readable address of a practice's page in `language`."""
    return reverse("website:practice", args=[found.public_id, best_text(found, language).slug])


def text_context(
    found: Practice, text: Text, short: Card, language: str, labels: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what is told: title, summary and sections in the shown version; `labels` of another edition's sections."""
    return {
        "text": text,
        "title": title_of(text),
        "title_language": text.title_language or text.language,
        "title_is_ours": not text.title,
        "sections": _sections(text, section_labels(language) if labels is None else labels),
        "source_url": text.source_url or found.source_url,
        "areas": short.areas,
        "place_groups": place_groups(short.places),
        "evidence": evidence_of(found, language),
        "contact": contact_of(found),
        "pictures": pictures_of(found, language),
    }


def _sections(text: Text, labels: Mapping[str, str]) -> list[SectionView]:
    """Return the answered sections in the order of the template; answers to what it does not ask come last."""
    return [
        SectionView(answer.key, answer.label, answer_html(answer.text), answer.is_cut)
        for answer in answers_of(text, labels)
    ]


def fact_context(
    found: Practice, text: Text, short: Card, language: str, url: str, cited: Cited | None = None
) -> dict[str, Any]:
    """Return what is known of the practice whatever its language: period, place, source, licence, how to cite it, or
    one version (`cited`) of it."""
    words = say_period(found.period, language)
    source_url = text.source_url or found.source_url
    links = [link.place for link in found.place_links.all()]
    return {
        "period_words": words,
        "facts": _facts(found, short, source_url, words, language),
        "locator": map_of(links),
        "locator_caption": place_line(short.places),
        "citation": citation(
            text=text,
            source=found.source,
            source_url=source_url,
            places=short.places,
            period=words,
            url=url,
            cited=cited,
        ),
        "structured": structured(
            practice=found,
            text=text,
            source_url=source_url,
            places=short.places,
            areas=[area.label for area in short.areas],
            url=url,
        ),
    }


def _facts(found: Practice, short: Card, source_url: str, words: str, language: str) -> list[dict[str, Any]]:
    printed = found.period_text.strip()
    confirmed = found.last_confirmed
    principles = [
        {
            "label": _("Principle"),
            "value": principle.label,
            "url": library_url(SearchQuery(principles=(principle.key,))),
        }
        for principle in short.principles
    ]
    name, address = licence(found.licence)
    rows: list[dict[str, Any]] = [
        {"label": _("Period"), "value": capfirst(words) or _("Not known")},
        {
            "label": _("As printed"),
            "value": printed if printed.casefold() != words.casefold() else "",
            "language": next((one.language for one in found.texts.all() if one.origin == Text.Origin.ORIGINAL), ""),
        },
        {"label": _("Status"), "value": capfirst(say_state(found.period, language))},
        *principles,
        {"label": _("Source"), "value": found.source or source_url, "url": source_url},
        {"label": _("Licence of this text"), "value": name, "url": address},
        {
            "label": _("Last confirmed"),
            "value": date_format(confirmed, "F Y") if confirmed else _("Not yet confirmed by the city"),
        },
        {"label": _("In this library since"), "value": date_format(found.created_at.date(), "F Y")},
    ]
    return [row for row in rows if row["value"]]


def language_versions(found: Practice, shown: Text, path: str, back: str) -> list[dict[str, Any]]:
    """Return the language versions, each with what it is and its address."""
    origins = {
        Text.Origin.ORIGINAL: _("as first written"),
        Text.Origin.TRANSLATION: _("translation"),
        Text.Origin.MACHINE: _("translated by machine"),
    }
    return [
        {
            "code": text.language,
            "name": language_name(text.language, text.language),
            "note": origins[Text.Origin(text.origin)],
            "is_shown": text == shown,
            "url": f"{path}?{urlencode({'text': text.language})}{back.replace('?', '&', 1)}",
        }
        for text in found.texts.all()
    ]


def version_notice(found: Practice, shown: Text, path: str, language: str) -> dict[str, str] | None:
    """Return the note that says which version is shown, where it is not simply the reader's own."""
    if shown.language == language:
        if shown.origin != Text.Origin.MACHINE:
            return None
        return {"text": _("This text was translated by machine. Nobody has checked it yet.")}
    name, own = language_name(shown.language, language), language_name(language, language)
    text = _("You are reading this practice in %(language)s.") % {"language": name}
    if any(other.language == language for other in found.texts.all()):
        return {"text": text, "url": path, "label": _("Read it in %(language)s") % {"language": own}}
    return {"text": text, "more": _("There is no version in %(language)s yet.") % {"language": own}}
