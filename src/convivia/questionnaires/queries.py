"""Reads of questionnaires: their forms, the labels of their sections, what they need, and the way between editions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from convivia.common.languages import in_language
from convivia.questionnaires.definition import FULL, SHORT, Form, Part, Question, at_depth
from convivia.questionnaires.lifting import REST
from convivia.questionnaires.models import Heading, Questionnaire, Section

GOOD_PRACTICE: Final = "good-practice"
# Where older texts without headings are kept; nobody is asked for it.
UNASKED: Final = REST
# Questions about the practice as a whole, by key with their kinds: their answers are facts, and no sections of a text.
FACTS: Final[Mapping[str, str]] = {
    "title": "line",
    "places": "places",
    "period": "period",
    "areas": "concepts",
    "summary": "text",
    "contact": "contact",
    "evidence": "evidence",
    "pictures": "pictures",
}
# What every practice needs, for editions that do not ask for facts themselves.
_ALWAYS_NEEDED: Final = ("title", "places", "period", "areas", "summary", "contact")


@dataclass(frozen=True, slots=True)
class Lifting:
    """How answers come from one edition to another: `moves` of keys, the keys `known` there, and the older `labels`."""

    moves: Mapping[str, str]
    known: frozenset[str]
    labels: Mapping[str, str]


def newest_edition(key: str = GOOD_PRACTICE) -> Questionnaire:
    """Return the newest edition of a questionnaire with sections and headings; raise `Questionnaire.DoesNotExist`."""
    return Questionnaire.objects.filter(key=key).prefetch_related("sections__headings").latest("id")


def editions(key: str = GOOD_PRACTICE) -> list[str]:
    """Return the editions of a questionnaire, the newest first."""
    return list(Questionnaire.objects.filter(key=key).order_by("-id").values_list("edition", flat=True))


def newest_edition_name(key: str = GOOD_PRACTICE) -> str:
    """Return the name of the newest edition, "" where none is loaded; one query."""
    return next(iter(editions(key)), "")


def form_in(language: str, *, edition: str = "", depth: str = FULL, key: str = GOOD_PRACTICE) -> Form:
    """Return what an edition (the newest, if none is named) asks at a depth, in `language` or English.

    An edition that asks for no facts has those of the newest one that does before its own parts. Raises
    `Questionnaire.DoesNotExist`. Three queries, however many editions there are.
    """
    # Of some 1,200 headings a form prints the labels alone.
    labels = Prefetch("sections__headings", Heading.objects.filter(is_label=True))
    found = list(Questionnaire.objects.filter(key=key).order_by("-id").prefetch_related(labels))
    one = next((each for each in found if edition in ("", each.edition)), None)
    if one is None:
        raise Questionnaire.DoesNotExist(f"{key}, edition {edition}")
    parts = _parts(one, language, depth)
    if not _asks_for_facts(one) and (other := next(filter(_asks_for_facts, found), None)):
        parts = [*_parts(other, language, SHORT), *parts]
    return Form(
        key=one.key,
        edition=one.edition,
        depth=depth,
        language=language,
        title=in_language(one.titles, language),
        introduction=in_language(one.introductions, language),
        parts=tuple(parts),
    )


def needed_questions(edition: str, key: str = GOOD_PRACTICE) -> dict[str, str]:
    """Return the questions that `edition` needs an answer to, in order, with their kinds; one query.

    Of an edition that asks for no facts, or is not loaded, these are the facts that every practice needs.
    """
    sections = Section.objects.filter(questionnaire__key=key, questionnaire__edition=edition)
    rows = list(sections.order_by("position").values_list("key", "kind", "is_needed"))
    if not any(name in FACTS for name, _kind, _needed in rows):
        return {name: FACTS[name] for name in _ALWAYS_NEEDED}
    return {name: kind for name, kind, needed in rows if needed}


def section_labels(language: str, key: str = GOOD_PRACTICE, *, edition: str = "") -> dict[str, str]:
    """Return the labels of the sections of all editions by key, in `language` or English; one query.

    The order and the words are those of `edition`, where one is named, else of the newest; what only another edition
    has stands behind what it follows there. So texts of any edition are told in their own order.
    """
    headings = Heading.objects.filter(section__questionnaire__key=key, is_label=True, language__in={"en", language})
    rows = headings.exclude(section__key__in=FACTS).order_by("-section__questionnaire_id", "section__position")
    found: dict[str, dict[str, str]] = {}
    for name, section, spoken, text in rows.values_list(
        "section__questionnaire__edition", "section__key", "language", "text"
    ):
        labels = found.setdefault(name, {})
        if spoken == language or section not in labels:
            labels[section] = text
    ordered = sorted(found.items(), key=lambda each: each[0] != edition)  # stable: the newest first otherwise
    merged = merged_order([list(labels) for _name, labels in ordered])
    return {section: next(labels[section] for _name, labels in ordered if section in labels) for section in merged}


def merged_order(orders: Sequence[Sequence[str]]) -> list[str]:
    """Return all keys: in the first order, and what only a later one has behind what it follows there."""
    merged: list[str] = []
    for order in orders:
        place = 0
        for key in order:
            if key in merged:
                place = merged.index(key) + 1
            else:
                merged.insert(place, key)
                place += 1
    return merged


def lifting(edition: str, *, to: str = "", language: str = "en", key: str = GOOD_PRACTICE) -> Lifting:
    """Return how answers come from `edition` to another one (the newest, if none is named).

    `labels` are those of the older edition in `language`, for what has no place of its own in the newer one. Raises
    `Questionnaire.DoesNotExist` where the newer edition is not loaded.
    """
    rows = Questionnaire.objects.filter(key=key).order_by("-id")
    newer = (rows.filter(edition=to) if to else rows)[:1].get()
    known = newer.sections.exclude(key__in=FACTS).values_list("key", flat=True)
    return Lifting(
        moves=newer.lifts.get(edition, {}),
        known=frozenset({*known, REST}),
        labels=section_labels(language, key, edition=edition),
    )


def _asks_for_facts(questionnaire: Questionnaire) -> bool:
    return any(section.key in FACTS for section in questionnaire.sections.all())


def _parts(questionnaire: Questionnaire, language: str, depth: str) -> list[Part]:
    """Return the parts with questions; those of no part stand last, under the title of their own."""
    sections = [section for section in questionnaire.sections.all() if section.key != UNASKED]
    known = [row["key"] for row in questionnaire.parts]
    rows: list[dict[str, Any]] = [*questionnaire.parts, {"key": "", "label": {}, "introduction": {}}]
    made = []
    for row in rows:
        own = [one for one in sections if one.part == row["key"] or (not row["key"] and one.part not in known)]
        asked = at_depth((_question(section, language) for section in own), depth)
        if asked:
            label = in_language(row["label"], language) or _("Sections")
            intro = in_language(row.get("introduction", {}), language)
            made.append(Part(row["key"] or "sections", label, intro, asked))
    return made


def _question(section: Section, language: str) -> Question:
    return Question(
        key=section.key,
        kind=section.kind,
        depth=section.depth,
        is_needed=section.is_needed,
        label=_label(section, language),
        question=in_language(section.questions, language),
        hint=in_language(section.hints, language),
        examples=_examples(section.examples, language),
        limits=section.limits,
        options=tuple((row["key"], in_language(row["label"], language)) for row in section.options),
        scheme=section.scheme,
    )


def _label(section: Section, language: str) -> str:
    return in_language(_labels(section.headings.all()), language)


def _labels(headings: Iterable[Heading]) -> dict[str, str]:
    return {heading.language: heading.text for heading in headings if heading.is_label}


def _examples(examples: Mapping[str, Sequence[str]], language: str) -> tuple[str, ...]:
    return tuple(examples.get(language) or examples.get("en") or ())
