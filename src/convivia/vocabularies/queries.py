"""Reads of vocabularies: concepts with their names in the reader's language."""

from dataclasses import dataclass

from django.db.models import QuerySet

from convivia.vocabularies.models import Concept, ConceptScheme, Label

AREAS = "policy-areas"
PRINCIPLES = "principles"
THEMES = "themes"


@dataclass(frozen=True, slots=True)
class ConceptName:
    """A concept as a reader sees it; `group` names its hue, `broader` the key of the group it belongs to."""

    key: str
    scheme: str
    label: str
    group: str
    position: int
    broader: str
    is_group: bool


def concept_names(language: str) -> dict[str, ConceptName]:
    """Return all concepts by key, in their schemes' order, labelled in `language` (else in English), by two queries."""
    labels: dict[int, str] = {}
    preferred = Label.objects.filter(kind=Label.Kind.PREFERRED, language__in={"en", language})
    for concept_id, label_language, text in preferred.values_list("concept_id", "language", "text"):
        if label_language == language or concept_id not in labels:
            labels[concept_id] = text
    # Asked for by every page: plain values, because definitions and notes take longer to read than all the rest.
    concepts = Concept.objects.order_by("scheme__key", "position", "key")
    rows = list(concepts.values_list("pk", "key", "scheme__key", "group", "position", "broader__key"))
    groups = {broader for *_, broader in rows}
    return {
        key: ConceptName(
            key=key,
            scheme=scheme,
            label=labels.get(pk, key),
            group=group,
            position=position,
            broader=broader or "",
            is_group=key in groups,
        )
        for pk, key, scheme, group, position, broader in rows
    }


def scheme_with_concepts(key: str) -> ConceptScheme:
    """Return a scheme with concepts, labels and mappings; raise `ConceptScheme.DoesNotExist` where there is none."""
    return ConceptScheme.objects.prefetch_related("concepts__labels", "concepts__mappings", "concepts__broader").get(
        key=key
    )


def concept_with_labels(scheme: str, key: str) -> Concept | None:
    """Return a concept of a scheme with its labels, or None."""
    return Concept.objects.filter(scheme__key=scheme, key=key).prefetch_related("labels").first()


def schemes() -> QuerySet[ConceptScheme]:
    """Return all schemes with their concepts and labels."""
    return ConceptScheme.objects.prefetch_related("concepts__labels", "concepts__mappings").order_by("key")
