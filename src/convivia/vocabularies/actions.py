"""Writes to vocabularies."""

from collections.abc import Iterator, Sequence
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
    concepts = _concepts(scheme, data["concepts"])
    for row in data["concepts"]:
        concepts[row["id"]].broader = concepts[row["broader"]] if row.get("broader") else None
    Concept.objects.bulk_update(concepts.values(), ["broader"])
    # Labels and mappings are those of the file, in place of what was there.
    Label.objects.filter(concept__in=concepts.values()).delete()
    Mapping.objects.filter(concept__in=concepts.values()).delete()
    Label.objects.bulk_create(label for row in data["concepts"] for label in _labels(concepts[row["id"]], row))
    Mapping.objects.bulk_create(each for row in data["concepts"] for each in _mappings(concepts[row["id"]], row))
    return len(concepts)


def _concepts(scheme: ConceptScheme, rows: Sequence[dict[str, Any]]) -> dict[str, Concept]:
    """Write the concepts of `rows`, those that are there already, too; they come back by key."""
    values = {
        row["id"]: {
            "notation": row.get("notation", ""),
            "position": row["position"],
            "group": row.get("group", ""),
            "definitions": row.get("definition", {}),
            "scope_notes": row.get("scopeNote", {}),
        }
        for row in rows
    }
    known = {concept.key: concept for concept in Concept.objects.filter(key__in=values)}
    for key, concept in known.items():
        concept.scheme = scheme
        for name, value in values[key].items():
            setattr(concept, name, value)
    Concept.objects.bulk_update(
        known.values(), ["scheme", "notation", "position", "group", "definitions", "scope_notes"]
    )
    new = [Concept(key=key, scheme=scheme, **each) for key, each in values.items() if key not in known]
    return known | {concept.key: concept for concept in Concept.objects.bulk_create(new)}


def _mappings(concept: Concept, row: dict[str, Any]) -> Iterator[Mapping]:
    """Yield what a concept is in other vocabularies."""
    for mapping in row.get("mappings", []):
        yield Mapping(
            concept=concept,
            relation=mapping["relation"],
            scheme=mapping["scheme"],
            version=mapping.get("version", ""),
            label=mapping["label"],
        )


def _labels(concept: Concept, row: dict[str, Any]) -> list[Label]:
    """Return the labels of a concept, each text once a language, the preferred one first."""
    labels: dict[tuple[str, str], Label] = {}
    for word, kind in _KINDS.items():
        for language, texts in row.get(word, {}).items():
            for text in [texts] if isinstance(texts, str) else texts:
                label = Label(concept=concept, language=language, kind=kind, text=text)
                labels.setdefault((language, text), label)
    return list(labels.values())
