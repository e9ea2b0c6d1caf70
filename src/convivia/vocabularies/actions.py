"""Writes to vocabularies."""

from typing import Any

from django.db import transaction

from convivia.common.library_files import read_json
from convivia.vocabularies.models import Concept, ConceptScheme, Label, Mapping

SHIPPED = ("policy-areas", "principles", "themes")
_KINDS = {"prefLabel": Label.Kind.PREFERRED, "altLabel": Label.Kind.ALTERNATIVE, "hiddenLabel": Label.Kind.HIDDEN}


@transaction.atomic
def load_vocabularies(*, by: str) -> int:
    """Load the shipped schemes that are missing or come in another version; the number of concepts written comes back.

    A scheme whose version is already here is left alone, so that a label mended by hand stays mended. `by` names the
    actor for the log of the caller.
    """
    return sum(_load_scheme(read_json("vocabularies", f"{name}.json")) for name in SHIPPED)


def _load_scheme(data: dict[str, Any]) -> int:
    about = data["scheme"]
    if ConceptScheme.objects.filter(key=about["id"], version=about["version"]).exists():
        return 0
    scheme, _ = ConceptScheme.objects.update_or_create(
        key=about["id"],
        defaults={
            "version": about["version"],
            "titles": about["title"],
            "descriptions": about.get("description", {}),
            "source": about.get("source", ""),
            "source_url": about.get("source_url", ""),
        },
    )
    concepts = {row["id"]: _load_concept(scheme, row) for row in data["concepts"]}
    for row in data["concepts"]:
        if row.get("broader"):
            concepts[row["id"]].broader = concepts[row["broader"]]
            concepts[row["id"]].save(update_fields=["broader"])
    return len(concepts)


def _load_concept(scheme: ConceptScheme, row: dict[str, Any]) -> Concept:
    """Write a concept with the labels and mappings of the file in place of those it had."""
    concept, _ = Concept.objects.update_or_create(
        key=row["id"],
        defaults={
            "scheme": scheme,
            "notation": row.get("notation", ""),
            "position": row["position"],
            "group": row.get("group", ""),
            "definitions": row.get("definition", {}),
            "scope_notes": row.get("scopeNote", {}),
        },
    )
    concept.labels.all().delete()
    concept.mappings.all().delete()
    Label.objects.bulk_create(_labels(concept, row))
    Mapping.objects.bulk_create(
        Mapping(
            concept=concept,
            relation=mapping["relation"],
            scheme=mapping["scheme"],
            version=mapping.get("version", ""),
            label=mapping["label"],
        )
        for mapping in row.get("mappings", [])
    )
    return concept


def _labels(concept: Concept, row: dict[str, Any]) -> list[Label]:
    """Return the labels of a concept, each text once a language, the preferred one first."""
    labels: dict[tuple[str, str], Label] = {}
    for word, kind in _KINDS.items():
        for language, texts in row.get(word, {}).items():
            for text in [texts] if isinstance(texts, str) else texts:
                label = Label(concept=concept, language=language, kind=kind, text=text)
                labels.setdefault((language, text), label)
    return list(labels.values())
