"""From passages of a document into a working copy: where each goes, what it says there, and what was not understood."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from convivia.common.characters import carried
from convivia.common.folding import fold_name
from convivia.intake.passages import EVIDENCE, Passage
from convivia.intake.template_fields import Answers, Known, answers_from, marks_nothing
from convivia.intake.templates import BESIDE, answers_in, asked_in, beside_labels, part_words
from convivia.intake.understanding import area_lines, understood_words
from convivia.practices.answering import with_answers
from convivia.practices.licences import LICENCES
from convivia.practices.period import parse_period
from convivia.practices.snapshots import Content, EvidenceContent, empty_text
from convivia.questionnaires.definition import Form
from convivia.questionnaires.kinds import EVIDENCE_KINDS, is_moment, is_web_address
from convivia.questionnaires.queries import UNASKED, section_labels
from convivia.vocabularies.queries import AREAS, concept_names

# How the passages that go to one question stand beside each other.
_JOINS: Final = {"text": "\n\n", "links": "\n\n", "concepts": "\n", "places": "\n"}
_CONTACT: Final = "contact."


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a passage goes ("" for nowhere); whether it is put `below` what is there; how a statement is known."""

    to: str
    below: bool = False
    kind: str = ""


@dataclass(slots=True)
class Mapped:
    """A working copy with the passages in it; words that were not `unread`, by key; passages `without_kind` by number;
    how many were taken."""

    content: Content
    unread: list[tuple[str, str]] = field(default_factory=list)
    without_kind: list[int] = field(default_factory=list)
    taken: int = 0


def map_passages(
    passages: Sequence[Passage], choices: Sequence[Choice], *, content: Content, language: str, edition: str
) -> Mapped:
    """Return `content` with each passage where its choice says, told in `language`; what is not named stays."""
    form = asked_in("en", edition=edition, content=content)
    known = understood_words()
    mapped = Mapped(content)
    given: dict[str, list[str]] = {}
    below: set[str] = set()
    rows: list[tuple[str, EvidenceContent]] = []
    for number, (passage, choice) in enumerate(zip(passages, choices, strict=True)):
        if not choice.to:
            continue
        mapped.taken += 1
        if choice.to.split(".")[0] == EVIDENCE:
            row = statement_of(passage, language, known, choice.kind)
            mapped.without_kind += [number] if row["statements"] and not row["kind"] else []
            rows.append((choice.to, row))
        else:
            given.setdefault(choice.to, []).append(carried(passage.text).strip())
            below |= {choice.to} if choice.below else set()
    kinds = {one.key: one.kind for one in form.questions}
    fields = {key: _JOINS.get(kinds.get(key, "text"), " ").join(filter(None, said)) for key, said in given.items()}
    answers = _answers(form, fields, below, content, language, known, mapped)
    if rows:
        answers[EVIDENCE] = _statements(content["evidence"], rows, language)
    beside: dict[str, str] = {key: answers.pop(key) for key in BESIDE if key in answers}
    mapped.content = with_answers(content, language, answers)
    _take_beside(mapped.content, language, beside)
    return mapped


def _answers(
    form: Form, fields: dict[str, str], below: set[str], content: Content, language: str, known: Known, mapped: Mapped
) -> dict[str, Any]:
    """Return the answers that `fields` give; words that are none of them are `mapped.unread`."""
    if "areas" in fields:
        fields["areas"] = "\n".join(area_lines(fields["areas"], known))
    found = answers_from(form, fields, language, known)
    asked = {one.key for one in form.questions}
    found.values |= {key: said for key, said in fields.items() if key not in asked and not key.startswith(_CONTACT)}
    before = answers_in(content, language)
    answers = {key: _beside_what_is_there(key, said, before, below) for key, said in found.values.items()}
    if "areas" in answers:
        answers["areas"] = _areas(answers["areas"], before["areas"])
    if "period" in answers and answers["period"]["text"] == before["period"]["text"]:
        answers["period"] = before["period"]
    if "contact" in answers:
        answers["contact"] = _contact(answers["contact"], fields, before["contact"], found)
    for key in ("source_url", "licence"):
        if answers.get(key) and not (is_web_address(answers[key]) if key == "source_url" else answers[key] in LICENCES):
            if answers[key] != before[key]:
                found.unread.append((key, answers[key]))
            answers[key] = before[key]
    mapped.unread += found.unread
    return answers


def _beside_what_is_there(key: str, said: Any, before: Mapping[str, Any], below: set[str]) -> Any:
    there = before.get(key)
    if key not in below or not there:
        return said
    if isinstance(said, str):
        return "\n\n".join(filter(None, (there, said)))
    if key == "places":
        return {part: list(dict.fromkeys([*there[part], *said[part]])) for part in ("places", "countries")}
    return list(dict.fromkeys([*there, *said])) if isinstance(said, list) else said


def _areas(chosen: Sequence[str], before: Sequence[str]) -> list[str]:
    """Return the chosen areas, with those terms that no document lists; the old order where nothing changes."""
    listed = {key for key, one in concept_names("en").items() if one.scheme == AREAS}
    made = list(dict.fromkeys([*chosen, *(key for key in before if key not in listed)]))
    return list(before) if set(made) == set(before) else made


def _contact(
    given: Mapping[str, Any], fields: Mapping[str, str], before: Mapping[str, Any], found: Answers
) -> dict[str, Any]:
    """Return the contact with those parts that fields give; what is no address of a mail or of the web stays out."""
    made = {part: given[part] if f"{_CONTACT}{part}" in fields else was for part, was in before.items()}
    page = made["page"] if not made["page"] or "://" in made["page"] else f"https://{made['page']}"
    for part, value, is_fine in (("email", made["email"], _is_mail), ("page", page, is_web_address)):
        if value == before[part] or not value or is_fine(value):
            made[part] = value
        else:
            found.unread.append((f"{_CONTACT}{part}", value))
            made[part] = before[part]
    return made


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def statement_of(passage: Passage, language: str, known: Known, kind: str = "") -> EvidenceContent:
    """Return the statement of impact that a passage makes; a date or address that is none is kept with its source."""
    row = {part: carried(words).strip() for part, words in (passage.row or {"statement": passage.text}).items()}
    row = {part: row.get(part, "") for part in ("statement", "kind", "date", "source", "source_url")}
    if any(row.values()) and not row["statement"]:
        row = dict.fromkeys(row, "") | {"statement": carried(passage.text).strip()}
    address = (
        row["source_url"] if not row["source_url"] or "://" in row["source_url"] else f"https://{row['source_url']}"
    )
    moment = _moment(row["date"])
    source = [
        row["source"],
        row["date"] if not moment else "",
        row["source_url"] if not is_web_address(address) else "",
    ]
    return EvidenceContent(
        kind=known.kinds.get(fold_name(row["kind"]), "") or (kind if kind in EVIDENCE_KINDS else ""),
        date=moment,
        source=", ".join(filter(None, source)),
        source_url=address if is_web_address(address) else "",
        statements={language: row["statement"]} if row["statement"] else {},
    )


def _moment(text: str) -> str:
    """Return one date as EDTF; "" for words that are not just one date."""
    if not text or is_moment(text):
        return text
    period = parse_period(text)
    is_one = period.start is not None and period.end in (None, period.start) and not period.ongoing
    return period.start or "" if is_one else ""


def _statements(
    before: Sequence[EvidenceContent], rows: Sequence[tuple[str, EvidenceContent]], language: str
) -> list[EvidenceContent]:
    """Return the statements with each row in its place, new ones behind; what is said in other languages stays."""
    made: dict[int, EvidenceContent] = dict(enumerate(before, 1))
    for to, row in rows:
        number = int(to.split(".")[1]) if "." in to else 0
        there = made.get(number)
        others = {code: said for code, said in there["statements"].items() if code != language} if there else {}
        if not row["statements"] and not others:
            made.pop(number, None)
        elif there and not row["statements"]:
            made[number] = {**there, "statements": others}
        else:
            made[number if there else max([*made, 0]) + 1] = {**row, "statements": {**others, **row["statements"]}}
    return list(made.values())


def _take_beside(content: Content, language: str, beside: Mapping[str, str]) -> None:
    """Write what stands beside the answers into `content`."""
    for key, said in beside.items():
        if key == "keywords":
            text = content["texts"].setdefault(language, empty_text())
            text["keywords"] = list(dict.fromkeys(words for line in said.split("\n") if (words := line.strip())))
        else:
            cast(dict[str, Any], content)[key] = said


def first_choices(passages: Sequence[Passage], content: Content, language: str) -> list[Choice]:
    """Return where each passage goes if nobody says otherwise: an empty field erases nothing."""
    told = {said for one in content["evidence"] if (said := one["statements"].get(language))}
    has_mail = any(one.key == "contact.email" and one.text for one in passages)
    return [Choice(_first(one, content, told, has_mail)) for one in passages]


def _first(passage: Passage, content: Content, told: Collection[str], has_mail: bool) -> str:
    base, _dot, number = passage.key.partition(".")
    if is_empty(passage) or (passage.key == "contact.shows_email" and not has_mail):
        return ""
    if base == EVIDENCE:
        if number and int(number) <= len(content["evidence"]):
            return passage.key
        return "" if passage.row.get("statement") in told else EVIDENCE
    return passage.key


def is_empty(passage: Passage) -> bool:
    """Return whether a passage says nothing: an empty field, or a list of which nothing is marked."""
    if passage.key.startswith(EVIDENCE):
        return not any(passage.row.values())
    return marks_nothing(passage.text) if passage.key == "areas" and passage.is_field else not passage.text


@dataclass(frozen=True, slots=True)
class Target:
    """A question, or a part of one, that a passage can answer; with its label, and the part of the form it is in."""

    key: str
    label: str
    part: str


def targets(edition: str, language: str, content: Content) -> list[Target]:
    """Return what passages can answer, in order; `language` has to be the active one."""
    words = part_words()
    found = []
    for part in asked_in(language, edition=edition, content=content).parts:
        for one in part.questions:
            if one.kind == "contact":
                keys = [key for key in words if key.startswith(_CONTACT)]
                found += [Target(key, f"{one.label}: {words[key]}", part.label) for key in keys]
            elif one.kind != "pictures":
                found.append(Target(one.key, one.label, part.label))
    labels = section_labels(language)
    extra = {EVIDENCE: _("A statement of impact"), **labels, UNASKED: labels.get(UNASKED) or _("Description")}
    extra |= beside_labels()
    known = {one.key for one in found}
    return [*found, *(Target(key, label, _("Otherwise")) for key, label in extra.items() if key not in known)]
