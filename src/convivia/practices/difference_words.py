"""What differs between two states of a practice, in words of the reader's language, ready to be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from convivia.common.languages import in_language, language_name
from convivia.places.countries import country_name
from convivia.places.queries import place_names, places_by_key
from convivia.practices.answers import label_of
from convivia.practices.beside import EVIDENCE_KINDS, say_date
from convivia.practices.comparing import (
    Difference,
    EvidenceChange,
    FactChange,
    LanguageChange,
    PictureChange,
    Piece,
    TextChange,
)
from convivia.practices.models import Text
from convivia.practices.snapshots import EvidenceContent, period_of
from convivia.practices.wording import say_period
from convivia.questionnaires.queries import section_labels
from convivia.vocabularies.queries import concept_names

# So many changes are named where they are told in short.
NAMED_AT_MOST = 4

LABELS = {
    "period": gettext_lazy("Period"),
    "places": gettext_lazy("Places"),
    "countries": gettext_lazy("Countries"),
    "concepts": gettext_lazy("Policy areas and principles"),
    "source": gettext_lazy("Source"),
    "source_url": gettext_lazy("Address of the source"),
    "licence": gettext_lazy("Licence"),
    "confirmed": gettext_lazy("Last confirmed"),
    "contact": gettext_lazy("Contact"),
    "evidence": gettext_lazy("Evidence"),
    "pictures": gettext_lazy("Pictures"),
    "office": gettext_lazy("Office"),
    "organisation": gettext_lazy("Organisation"),
    "email": gettext_lazy("E-mail address"),
    "shows_email": gettext_lazy("Shows the e-mail address"),
    "page": gettext_lazy("Web page"),
    "title": gettext_lazy("Title"),
    "stand_in_title": gettext_lazy("Our title"),
    "summary": gettext_lazy("Summary"),
    "origin": gettext_lazy("How this text came about"),
    "title_language": gettext_lazy("Language of the title"),
    "note": gettext_lazy("Remark"),
    "keywords": gettext_lazy("Keywords"),
    "other_titles": gettext_lazy("Other titles"),
    "external_ids": gettext_lazy("External ids"),
    "cut_off": gettext_lazy("Cut off in the source"),
    "text": gettext_lazy("Text"),
    "edition": gettext_lazy("Edition of the template"),
}
KINDS = {
    "added": gettext_lazy("new"),
    "removed": gettext_lazy("removed"),
    "changed": gettext_lazy("changed"),
}
ORIGINS = {
    Text.Origin.ORIGINAL: gettext_lazy("as first written"),
    Text.Origin.TRANSLATION: gettext_lazy("translation"),
    Text.Origin.MACHINE: gettext_lazy("translated by machine"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that differs: a text in `pieces`, a list in what was `removed` and `added`, or a fact `before` and
    `after`. `language` is that of the text; `is_whole`: it was too long to compare word by word."""

    label: str
    kind: str
    kind_words: str
    pieces: tuple[Piece, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    language: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What differs in one part of the practice. `key` makes its anchor."""

    key: str
    heading: str
    note: str
    rows: tuple[Row, ...]


def say_in_short(difference: Difference, language: str) -> str:
    """Return what differs on one line: "Title, Summary, Impact (French) and 2 more"."""
    with override(language):
        return say_keys(difference.keys, language) or _("Nothing that readers see")


def say_keys(keys: Iterable[str], language: str, labels: Mapping[str, str] | None = None) -> str:
    """Return changed keys ("title/fr", "period") on one line, in the active language, which is `language`; "" for none.

    Who has the labels of sections at hand may give them.
    """
    known = section_labels(language) if labels is None else labels
    names = list(dict.fromkeys(_name_of(key, known, language) for key in keys))
    named = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    if more <= 0:
        return named
    text = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more)
    return text % {"names": named, "count": more}


def say_difference(difference: Difference, language: str, *, editions: tuple[str, str] = ("", "")) -> list[Part]:
    """Return what differs part by part, in the order of a practice's page. `editions` are those of the template in
    which both states were written: sections are named as the later one names them, else the earlier."""
    labels = section_labels(language, edition=editions[0]) | section_labels(language, edition=editions[1])
    with override(language):
        facts = _fact_rows(difference.facts, language)
        parts = [
            Part("facts", _("Facts"), "", tuple(facts)),
            *(_language_part(one, labels, language) for one in difference.languages),
            Part("evidence", _("Evidence"), "", tuple(_evidence_rows(difference.evidence, language))),
            Part("contact", _("Contact"), "", tuple(_fact_rows(difference.contact, language))),
            Part("pictures", _("Pictures"), "", tuple(_picture_rows(difference.pictures, language))),
        ]
    return [part for part in parts if part.rows or part.note]


def _name_of(key: str, labels: Mapping[str, str], language: str) -> str:
    """Return how a changed key is called: "Impact (French)"; the reader's own language goes without saying."""
    name, _sign, text_language = key.partition("/")
    label = str(LABELS[name]) if name in LABELS else label_of(name.removeprefix("further."), labels)
    if not text_language or text_language == language:
        return label
    return f"{label} ({language_name(text_language, language)})"


def _row(label: str, kind: str, **values: Any) -> Row:
    return Row(str(label), kind, str(KINDS[kind]), **values)


def _text_row(change: TextChange, label: str, language: str) -> Row:
    return _row(label, change.kind, pieces=change.pieces, language=language, is_whole=change.is_whole)


def _language_part(change: LanguageChange, labels: Mapping[str, str], language: str) -> Part:
    name = str(capfirst(language_name(change.language, language)))
    notes = {
        "added": _("This text is new."),
        "removed": _("This text was taken out."),
        "changed": "",
    }
    rows = [
        _text_row(one, str(LABELS.get(one.key) or label_of(one.key, labels)), change.language) for one in change.texts
    ]
    rows += _fact_rows([one for one in change.facts if change.kind == "changed"], language, labels)
    return Part(f"text-{change.language}", name, notes[change.kind], tuple(rows))


def _fact_rows(changes: Iterable[FactChange], language: str, labels: Mapping[str, str] | None = None) -> list[Row]:
    found = list(changes)
    say = _sayer(found, language, labels or {})
    return [_fact_row(change, say) for change in found]


def _fact_row(change: FactChange, say: "_Sayer") -> Row:
    label = str(LABELS.get(change.key) or label_of(change.key.removeprefix("further."), {}))
    if change.removed or change.added:
        removed = tuple(say(change.key, value) for value in change.removed)
        added = tuple(say(change.key, value) for value in change.added)
        return _row(label, change.kind, removed=removed, added=added)
    if isinstance(change.before, list) and isinstance(change.after, list):
        before, after = ([say(change.key, value) for value in values] for values in (change.before, change.after))
        return _row(label, change.kind, before=", ".join(before), after=", ".join(after))
    return _row(label, change.kind, before=say(change.key, change.before), after=say(change.key, change.after))


class _Sayer:
    """Says values of facts in words; the names that they need are read once."""

    def __init__(self, language: str, names: Mapping[str, Mapping[str, str]]) -> None:
        self._language, self._names = language, names

    def __call__(self, key: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if key == "period":
            return self._period(value)
        if key == "countries":
            return country_name(value, self._language)
        if key == "confirmed":
            return date_format(date.fromisoformat(value), "j F Y")
        if key == "title_language":
            return language_name(value, self._language)
        if key == "origin":
            return str(ORIGINS[Text.Origin(value)])
        return self._names.get(key, {}).get(value, str(value)) if isinstance(value, str) else str(value)

    def _period(self, value: Any) -> str:
        words = capfirst(say_period(period_of(value), self._language))
        printed = value["text"]
        if not words or not printed or printed.casefold() == words.casefold():
            return words or printed
        return _("%(period)s (written: “%(words)s”)") % {"period": words, "words": printed}


def _sayer(changes: Sequence[FactChange], language: str, labels: Mapping[str, str]) -> _Sayer:
    """Return what says the values of `changes`; it has read the names of places and concepts, where there are any."""
    values = {one.key: [*(one.before or []), *(one.after or [])] for one in changes if isinstance(one.before, list)}
    names: dict[str, Mapping[str, str]] = {"cut_off": labels}
    if keys := values.get("places"):
        places = places_by_key(keys)
        shown = place_names([place.pk for place in places.values()], language)
        names["places"] = {key: shown.get(place.pk, place.name) for key, place in places.items()}
    if values.get("concepts"):
        names["concepts"] = {key: name.label for key, name in concept_names(language).items()}
    return _Sayer(language, names)


def _evidence_rows(changes: Iterable[EvidenceChange], language: str) -> Iterator[Row]:
    for change in changes:
        before, after = _say_evidence(change.before, language), _say_evidence(change.after, language)
        about = after or before
        for text_language, text in change.statements:
            if text.kind != "changed" or any(piece.kind != "same" for piece in text.pieces):
                yield _text_row(text, about, text_language)
        if change.before and change.after and before != after:
            yield _row(_("How it is known"), "changed", before=before, after=after)


def _say_evidence(one: EvidenceContent | None, language: str) -> str:
    """Return how a statement is known: "Counted in May 2024, Sample office"."""
    if one is None:
        return ""
    kind = str(EVIDENCE_KINDS.get(one["kind"], one["kind"]))  # type: ignore[call-overload]
    known = " ".join(filter(None, [kind, say_date(one["date"], language)]))
    return ", ".join(dict.fromkeys(filter(None, [known, one["source"], one["source_url"]])))


def _picture_rows(changes: Iterable[PictureChange], language: str) -> Iterator[Row]:
    for change in changes:
        said = [
            ", ".join(filter(None, [in_language(one["alt"], language), one["credit"], one["licence"]])) if one else ""
            for one in (change.before, change.after)
        ]
        shown = change.after or change.before
        label = _("Picture %(name)s") % {"name": shown["digest"][:8]} if shown else ""
        yield _row(label, change.kind, before=said[0], after=said[1])
