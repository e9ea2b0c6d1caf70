"""Writes to questionnaires."""

from typing import Any

from django.db import transaction

from convivia.common.library_files import library_path, read_json
from convivia.questionnaires.models import Heading, Questionnaire, Section


@transaction.atomic
def load_questionnaires(*, by: str) -> int:
    """Load the shipped editions that are not here yet; the number of editions written comes back.

    An edition that is here is never touched: practices are written in it. `by` is for the log of the caller.
    """
    files = sorted(library_path("templates").glob("*.json"))
    return sum(_load_edition(read_json("templates", file.name)) for file in files)


def _load_edition(data: dict[str, Any]) -> int:
    questionnaire, is_new = Questionnaire.objects.get_or_create(
        key=data["id"],
        edition=data["edition"],
        defaults={
            "titles": data["title"],
            "introductions": data.get("introduction", {}),
            "parts": data.get("parts", []),
            "lifts": data.get("lifts", {}),
        },
    )
    if not is_new:
        return 0
    for row in data["sections"]:
        section = Section.objects.create(questionnaire=questionnaire, **_section(row))
        Heading.objects.bulk_create(_headings(section, row))
    return 1


def _section(row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a section; what an older edition does not say has its default."""
    limits = row.get("limits", {})
    return {
        "key": row["key"],
        "position": row["position"],
        "questions": row.get("question", {}),
        "hints": row.get("hint", {}),
        "examples": row.get("examples", {}),
        "part": row.get("part", ""),
        "depth": row.get("depth", Section.Depth.FULL),
        "kind": row.get("kind", "text"),
        "is_needed": row.get("needed", False),
        "longest": limits.get("longest", 0),
        "suggested": limits.get("suggested", 0),
        "options": row.get("options", []),
        "scheme": row.get("scheme", ""),
    }


def _headings(section: Section, row: dict[str, Any]) -> list[Heading]:
    """Return the headings of a section: its label in each language first, then what else it is called."""
    rows = {
        (language, text): Heading(section=section, language=language, text=text, is_label=True)
        for language, text in row["label"].items()
    }
    for language, texts in row.get("headings", {}).items():
        for text in texts:
            rows.setdefault((language, text), Heading(section=section, language=language, text=text))
    return list(rows.values())
