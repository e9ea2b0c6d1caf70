"""Policy areas: all of them, and a page for each."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import in_language, language_name
from convivia.search.query import SearchQuery
from convivia.vocabularies.models import Concept, ConceptScheme, Label
from convivia.vocabularies.queries import AREAS, concept_names, concept_with_labels, scheme_with_concepts
from convivia.website.delivery import public_page
from convivia.website.pages import page_text
from convivia.website.shelves import counts, shelf


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the overview; a group has parts and no count of its own."""

    key: str
    label: str
    definition: str
    hue: str
    count: int
    parts: "tuple[AreaRow, ...]"


@public_page
def areas(request: HttpRequest) -> HttpResponse:
    """Show all policy areas with what they mean and how many practices they have."""
    language = get_language() or "en"
    text = page_text("areas")
    known = counts("area")
    scheme = _scheme()
    concepts = list(scheme.concepts.all()) if scheme else []
    rows = [_row(concept, concepts, language, known) for concept in concepts if concept.broader_id is None]
    context = {"document": text.document, "language": text.language, "room": "areas", "areas": rows}
    return render(request, "website/areas.html", context)


@public_page
def area(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one area means, what else it is called, and its practices; 404 for a key that names none."""
    language = get_language() or "en"
    concept = concept_with_labels(AREAS, key)
    if concept is None:
        raise Http404(key)
    names = concept_names(language)
    query = SearchQuery(areas=(key,))
    context = {
        "area": names[key],
        "definition": in_language(concept.definitions, language),
        "scope_note": in_language(concept.scope_notes, language),
        "group": names.get(names[key].broader),
        "parts": [name for name in names.values() if name.scheme == AREAS and name.broader == key],
        "others": [name for name in names.values() if name.scheme == AREAS and not name.is_group and name.key != key],
        "synonyms": _synonyms(concept, language),
        "translations": _translations(concept, language),
        "shelf": shelf(query, language),
        "room": "areas",
        "steps": [{"label": _("Policy areas"), "url": reverse("website:areas")}],
    }
    return render(request, "website/area.html", context)


def _scheme() -> ConceptScheme | None:
    try:
        return scheme_with_concepts(AREAS)
    except ConceptScheme.DoesNotExist:
        return None


def _row(concept: Concept, concepts: list[Concept], language: str, known: dict[str, int]) -> AreaRow:
    parts = [_row(one, [], language, known) for one in concepts if one.broader_id == concept.pk]
    return AreaRow(
        key=concept.key,
        label=_label(concept, language),
        definition=in_language(concept.definitions, language),
        hue=concept.group,
        count=known.get(concept.key, 0),
        parts=tuple(parts),
    )


def _label(concept: Concept, language: str) -> str:
    labels = {label.language: label.text for label in concept.labels.all() if label.kind == Label.Kind.PREFERRED}
    return in_language(labels, language) or concept.key


def _synonyms(concept: Concept, language: str) -> list[str]:
    """Return what else the area is called in `language`."""
    alternative = Label.Kind.ALTERNATIVE
    return [label.text for label in concept.labels.all() if label.kind == alternative and label.language == language]


def _translations(concept: Concept, language: str) -> list[dict[str, Any]]:
    """Return the first name of the area in every other language, as facts."""
    first: dict[str, str] = {}
    kinds = {Label.Kind.PREFERRED: 0, Label.Kind.ALTERNATIVE: 1}
    shown = [label for label in concept.labels.all() if label.kind in kinds and label.language != language]
    for label in sorted(shown, key=lambda label: (kinds[Label.Kind(label.kind)], label.pk)):
        first.setdefault(label.language, label.text)
    rows = [
        {"label": language_name(code, language).capitalize(), "value": text, "language": code}
        for code, text in first.items()
    ]
    return sorted(rows, key=lambda row: row["label"])
