"""A practice as a document: out to be filled in anywhere, with the words that such a document prints."""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.common.languages import interface_languages
from convivia.intake.passages import plain
from convivia.intake.template_fields import Field, Names, all_fields
from convivia.intake.template_files import FORMS
from convivia.places.countries import country_name
from convivia.places.queries import places_by_key
from convivia.practices.answering import answers_of
from convivia.practices.snapshots import Content, empty_content
from convivia.questionnaires.definition import FULL, Form, Part, Question
from convivia.questionnaires.kinds import EVIDENCE_KINDS
from convivia.questionnaires.queries import form_in, section_labels
from convivia.vocabularies.queries import AREAS, concept_names

# What a practice says beside the answers to its template; a filled document of full depth has it, too.
BESIDE: Final = ("keywords", "source", "source_url", "licence")
# A field that tells where a document comes from; nothing is read from it.
NOTE: Final = "note"


def template_document(
    form: str,
    *,
    language: str,
    depth: str = FULL,
    edition: str = "",
    content: Content | None = None,
    told_in: str = "",
    note: str = "",
) -> bytes:
    """Return the template as a file (`form` is one of `FORMS`) that asks in `language`.

    It holds what `content` tells in the language `told_in`, else nothing; `note` says where that comes from. Raises
    `Questionnaire.DoesNotExist`.
    """
    told_in = told_in or language
    asked = asked_in(language, edition=edition, depth=depth, content=content)
    with override(language):
        about = _about()
        parts = [*all_fields(asked, answers_in(content, told_in), names_in(content, language), told_in)]
        parts += [("Convivia", [Field(NOTE, _("Where this comes from"), "", note)])] if note else []
    write, _media_type = FORMS[form]
    return write(asked.title, about, parts)


def asked_in(language: str, *, edition: str = "", depth: str = FULL, content: Content | None = None) -> Form:
    """Return what a document asks in `language`: the template, and for a practice what it says beyond that."""
    form = form_in(language, edition=edition, depth=depth)
    if content is None or depth != FULL:
        return form
    with override(language):
        return replace(form, parts=(*form.parts, *_beyond(form, content, language)))


def answers_in(content: Content | None, language: str) -> dict[str, Any]:
    """Return what `content` says in the text of `language`, by key; with what it says beside the template."""
    told = content or empty_content(language)
    text = told["texts"].get(language)
    beside = {
        "keywords": "\n".join(text["keywords"]) if text else "",
        **{key: told[key] for key in ("source", "source_url", "licence")},
    }
    return {**answers_of(told, language), **beside}


def _beyond(form: Form, content: Content, language: str) -> list[Part]:
    """Return the parts for what this edition does not ask for: evidence, older answers, what stands beside."""
    asked = {question.key for question in form.questions}
    answered = {key for text in content["texts"].values() for key, said in text["answers"].items() if said}
    labels = section_labels(language)
    older = [
        _question(key, labels.get(key) or key.replace("_", " ").capitalize())
        for key in sorted(answered - asked - set(BESIDE))
    ]
    beside = [_question(key, label) for key, label in beside_labels().items()]
    evidence = Question("evidence", "evidence", FULL, False, _("Statements of impact"), "", "")
    rows = (
        ("statements", _("How you know that it works"), [] if "evidence" in asked else [evidence]),
        ("older", _("Further answers"), older),
        ("beside", _("Beside the template"), beside),
    )
    return [Part(key, label, "", tuple(found)) for key, label, found in rows if found]


def beside_labels() -> dict[str, str]:
    """Return what stands beside the template is called, by key, in the active language."""
    return {
        "keywords": _("Keywords, one a line"),
        "source": _("Where it can be read"),
        "source_url": _("Address of that page"),
        "licence": _("Licence"),
    }


def _question(key: str, label: str) -> Question:
    return Question(key, "line" if key in BESIDE[1:] else "text", FULL, False, label, "", "")


def names_in(content: Content | None, language: str) -> Names:
    """Return what the places, areas and parts of `content` are called in `language`, which has to be the active one."""
    told = content or empty_content(language)
    places = places_by_key(told["places"])
    concepts = [one for one in concept_names(language).values() if one.scheme == AREAS]
    return Names(
        concepts={one.key: one.label for one in concepts},
        places={key: f"{one.name}, {country_name(one.country_id, language)}" for key, one in places.items()},
        countries={code: country_name(code, language) for code in told["countries"]},
        parts=part_words(),
        kinds=kind_words(),
        yes=_("yes"),
        no=_("no"),
    )


def printed_lines(edition: str) -> frozenset[str]:
    """Return the lines that the template itself prints, in all interface languages, as `passages.plain` gives them."""
    lines: set[str] = set()
    for language in interface_languages():
        with override(language):
            form = form_in(language, edition=edition)
            fields = all_fields(form, answers_in(None, language), names_in(None, language), language)
            lines |= {form.title, _about(), _("Further answers"), _("Beside the template"), *beside_labels().values()}
            lines |= {_("How you know that it works"), _("Statements of impact"), ", ".join(kind_words().values())}
            lines |= set(part_words().values())
            lines |= {"Convivia", _("Where this comes from"), _("Source"), *section_labels(language).values()}
            for label, found in fields:
                lines |= {label, *(line for one in found for line in (one.label, one.hint, *one.hint.split("\n")))}
    return frozenset(map(plain, lines))


def field_labels(edition: str) -> dict[str, str]:
    """Return the keys of all fields by the labels that stand over them, in all interface languages.

    Those of statements of impact stand without the number of their row: "evidence.date".
    """
    labels: dict[str, str] = {}
    for language in interface_languages():
        with override(language):
            older = {words: key for key, words in section_labels(language).items()}
            form = form_in(language, edition=edition)
            asked = {one.label: one.key for one in form.questions if one.kind not in ("evidence", "pictures")}
            beside = {words: key for key, words in (beside_labels() | part_words()).items()}
            labels = {**older, **labels, **beside, **asked, _("Where this comes from"): NOTE}
    return {" ".join(words.split()): key for words, key in labels.items()}


def part_headings() -> list[tuple[str, str, str]]:
    """Return the key, the language and the words of each part of a question, as headings in a document."""
    rows = []
    for language in interface_languages():
        with override(language):
            words = {**part_words(), **beside_labels()}
        rows += [("evidence" if key.startswith("evidence.") else key, language, said) for key, said in words.items()]
    return rows


def _about() -> str:
    return _("Write into the marked fields. Leave empty what you do not know, and mark areas with an x: [x].")


def kind_words() -> dict[str, str]:
    """Return how statements of impact are known, in the active language."""
    words = (_("expected"), _("told"), _("counted"), _("evaluated by others"))
    return dict(zip(EVIDENCE_KINDS, words, strict=True))


def part_words() -> dict[str, str]:
    """Return what the parts of a contact and of a statement are called, by key, in the active language."""
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
