"""The round trip of a practice: out as a document to be filled in anywhere, and back as answers to confirm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.common.folding import fold_name
from convivia.common.languages import interface_languages
from convivia.intake.drafts import DraftWarning
from convivia.intake.remarks import warning
from convivia.intake.template_fields import Known, Names, all_fields, answers_from
from convivia.intake.template_files import FORMS
from convivia.intake.template_packages import open_filled
from convivia.places.countries import country_code, country_name
from convivia.places.queries import find_place, places_by_key
from convivia.practices.answering import answers_of, with_answers
from convivia.practices.period import parse_period
from convivia.practices.snapshots import Content, empty_content, period_content
from convivia.questionnaires.definition import FULL
from convivia.questionnaires.kinds import EVIDENCE_KINDS
from convivia.questionnaires.queries import form_in
from convivia.vocabularies.queries import AREAS, concept_names

_NUMBER: Final = re.compile(r"^\s*[0-9]{1,3}\. ")


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """A filled template as it was read: the practice, which questions were found, and what somebody should look at."""

    content: Content
    answered: dict[str, Any]
    fields: Mapping[str, str]
    warnings: list[DraftWarning]


def template_document(
    form: str, *, language: str, depth: str = FULL, edition: str = "", content: Content | None = None, told_in: str = ""
) -> bytes:
    """Return the template as a file (`form` is one of `FORMS`) that asks in `language`.

    It holds what `content` tells in the language `told_in`, else nothing. Raises `Questionnaire.DoesNotExist`.
    """
    told_in = told_in or language
    asked = form_in(language, edition=edition, depth=depth)
    answers = answers_of(content or empty_content(told_in), told_in)
    with override(language):
        names = _names(answers, language)
        about = _about()
        parts = all_fields(asked, answers, names, told_in)
    write, _media_type = FORMS[form]
    return write(asked.title, about, parts)


def read_template(
    data: bytes, name: str, *, told_in: str, edition: str = "", onto: Content | None = None
) -> TemplateReading:
    """Return what a filled template tells in the language `told_in`, put `onto` a practice (else an empty one).

    Questions without a field in the document stay as they are. Raises `IntakeError` in plain words for what cannot be
    read, and `Questionnaire.DoesNotExist`.
    """
    filled = open_filled(data, name)
    form = form_in("en", edition=edition)
    found = answers_from(form, filled.fields, told_in, _known())
    told = [warning("clipped", key) for key in filled.clipped]
    told += [warning("unread-field", f"{key}: {words}") for key, words in found.unread]
    unknown = [key for key in filled.fields if form.question(key.split(".")[0]) is None]
    told += [warning("unknown-field", f"{key}: {filled.fields[key]}") for key in unknown if filled.fields[key].strip()]
    printed = _printed(edition) if filled.outside else frozenset()
    told += [warning("outside-field", line) for line in filled.outside if _plain(line) not in printed]
    content = with_answers(onto or empty_content(told_in), told_in, _kept(onto, told_in, found.values))
    return TemplateReading(content, found.values, filled.fields, told)


def _kept(onto: Content | None, told_in: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return `answers` without losing statements in other languages, nor terms that a document does not list."""
    kept = dict(answers)
    before = answers_of(onto, told_in) if onto else {}
    if "evidence" in kept:
        for row, old in zip(kept["evidence"], before.get("evidence", []), strict=False):
            row["statements"] = {**old["statements"], **row["statements"]}
    if "areas" in kept and before:
        areas = {key for key, one in concept_names("en").items() if one.scheme == AREAS}
        kept["areas"] = [*kept["areas"], *(key for key in before["areas"] if key not in areas)]
    return kept


def _about() -> str:
    return _("Write into the marked fields. Leave empty what you do not know, and mark areas with an x: [x].")


def _printed(edition: str) -> frozenset[str]:
    """Return the lines that the template itself prints, in all languages of the interface."""
    lines: set[str] = set()
    for language in interface_languages():
        form = form_in(language, edition=edition)
        answers = answers_of(empty_content(language), language)
        with override(language):
            lines |= {form.title, _about()}
            for label, fields in all_fields(form, answers, _names(answers, language), language):
                lines |= {label, *(line for one in fields for line in (one.label, *one.hint.split("\n")))}
    return frozenset(map(_plain, lines))


def _plain(line: str) -> str:
    """Return a line without the number of its row, and without regard to blanks."""
    return " ".join(_NUMBER.sub("", line).split())


def _names(answers: Mapping[str, Any], language: str) -> Names:
    places = places_by_key(answers["places"]["places"])
    concepts = [one for one in concept_names(language).values() if one.scheme == AREAS]
    return Names(
        concepts={one.key: one.label for one in concepts},
        places={key: f"{one.name}, {country_name(one.country_id, language)}" for key, one in places.items()},
        countries={code: country_name(code, language) for code in answers["places"]["countries"]},
        parts=_part_words(),
        kinds=_kinds(),
        yes=_("yes"),
        no=_("no"),
    )


def _kinds() -> dict[str, str]:
    words = (_("expected"), _("told"), _("counted"), _("evaluated by others"))
    return dict(zip(EVIDENCE_KINDS, words, strict=True))


def _part_words() -> dict[str, str]:
    return {
        "contact.office": _("Office"),
        "contact.organisation": _("Organisation"),
        "contact.email": _("E-mail address"),
        "contact.shows_email": _("May readers see the e-mail address? (yes or no)"),
        "contact.page": _("Page on the web"),
        "evidence.statement": _("What has changed"),
        "evidence.kind": _("How this is known"),
        "evidence.date": _("When (year, month or day)"),
        "evidence.source": _("Source"),
        "evidence.source_url": _("Address of the source"),
    }


def _known() -> Known:
    """Return how words are understood in any language of the interface: who fills in need not say in which it asks."""
    concepts: dict[str, str] = {}
    kinds = {fold_name(kind): kind for kind in EVIDENCE_KINDS}
    yes = {"x", "true", "1"}
    for language in interface_languages():
        with override(language):
            for one in concept_names(language).values():
                concepts |= {fold_name(one.label): one.key, fold_name(one.key): one.key}
            kinds |= {fold_name(words): kind for kind, words in _kinds().items()}
            yes.add(fold_name(_("yes")))
    return Known(concepts, kinds, _place, lambda text: dict(period_content(parse_period(text))), frozenset(yes))


def _place(text: str) -> tuple[str, str]:
    """Return the key of the place that "Oslo, Norway" names, and the code of the country; "" for what is not known."""
    if code := country_code(text):
        return "", code
    name, _comma, country = text.rpartition(",")
    code = country_code(country)
    place = find_place(country=code, name=name) if code and name else None
    return (place.key, code) if place else ("", "")
