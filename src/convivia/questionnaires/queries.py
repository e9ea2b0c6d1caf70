"""Reads of questionnaires."""

from dataclasses import dataclass

from convivia.common.languages import in_language
from convivia.questionnaires.models import Heading, Questionnaire

GOOD_PRACTICE = "good-practice"
# Where older texts without headings are kept; nobody is asked for it.
UNASKED = "description"


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section in the words of one language."""

    key: str
    label: str
    question: str
    hint: str


def newest_edition(key: str = GOOD_PRACTICE) -> Questionnaire:
    """Return the newest edition of a questionnaire with sections and headings; raise `Questionnaire.DoesNotExist`."""
    return Questionnaire.objects.filter(key=key).prefetch_related("sections__headings").latest("id")


def sections_in(questionnaire: Questionnaire, language: str) -> list[SectionText]:
    """Return the sections of `questionnaire` in order, labelled in `language` (else in English)."""
    rows = []
    for section in questionnaire.sections.all():
        labels = {heading.language: heading.text for heading in section.headings.all() if heading.is_label}
        rows.append(
            SectionText(
                key=section.key,
                label=in_language(labels, language),
                question=in_language(section.questions, language),
                hint=in_language(section.hints, language),
            )
        )
    return rows


def section_labels(language: str, key: str = GOOD_PRACTICE) -> dict[str, str]:
    """Return the labels of the sections of the newest edition by key, in order, in `language` or English; one query."""
    newest = Questionnaire.objects.filter(key=key).order_by("-id").values("pk")[:1]
    headings = Heading.objects.filter(section__questionnaire=newest, is_label=True, language__in={"en", language})
    rows = headings.order_by("section__position").values_list("section__key", "language", "text")
    return {section: text for section, _, text in sorted(rows, key=lambda row: row[1] == language)}


def labels_in_edition(edition: str, language: str, key: str = GOOD_PRACTICE) -> dict[str, str]:
    """Return the labels of the sections of one edition by key, in its order, in `language` or English; one query.

    Sections that only other editions have follow, the newest edition first: what was written is never without a name.
    """
    headings = Heading.objects.filter(section__questionnaire__key=key, is_label=True, language__in={"en", language})
    columns = ("section__key", "language", "text", "section__questionnaire__edition")
    rows = list(headings.order_by("-section__questionnaire_id", "section__position").values_list(*columns))
    rows.sort(key=lambda row: (row[3] != edition, row[1] != language))
    labels: dict[str, str] = {}
    order = {row[0]: None for row in rows if row[3] == edition}
    for section, _, text, _ in rows:
        labels.setdefault(section, text)
    return {section: labels[section] for section in [*order, *(one for one in labels if one not in order)]}
