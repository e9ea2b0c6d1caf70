"""Practices told in full for a reader: what the comparison sets side by side, and what a brief prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.places.models import Figure, Place
from convivia.places.wording import figure_value
from convivia.practices.answers import Answer, answers_of
from convivia.practices.beside import ContactLine, EvidenceLine, contact_of, evidence_of
from convivia.practices.models import Practice, Text
from convivia.practices.queries import Card, best_text, card
from convivia.practices.wording import say_period, say_state
from convivia.vocabularies.queries import concept_names
from convivia.website.citation import licence
from convivia.website.wording import FIGURE_KINDS, title_of


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in words, with where it was read and from when."""

    label: str
    value: str
    year: int
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of a practice with its newest figures; a country named without a city has an empty `key`."""

    key: str
    name: str
    country: str
    figures: tuple[FigureLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A practice told in full, in the language version that suits the reader. `period` is "" where none is known."""

    card: Card
    title: str
    path: str
    period: str
    state: str
    places: tuple[PlaceLine, ...]
    answers: tuple[Answer, ...]
    evidence: tuple[EvidenceLine, ...]
    contact: ContactLine | None
    source: str
    source_url: str
    licence: tuple[str, str]
    confirmed: date | None
    language_name: str
    language_note: str

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the practice, each once."""
        return tuple(dict.fromkeys(place.country for place in self.places))


def accounts(practices: Iterable[Practice], labels: Mapping[str, str], language: str) -> list[Account]:
    """Return `practices` told for a reader of `language`, in the same order; `labels` are `section_labels(language)`.

    They have to come from `practices.queries.practices_in_full`; the number of queries does not depend on theirs.
    """
    names = concept_names(language)
    return [_account(one, card(one, language, names), labels, language) for one in practices]


def _account(practice: Practice, short: Card, labels: Mapping[str, str], language: str) -> Account:
    text = best_text(practice, language)
    places = {link.place.key: link.place for link in practice.place_links.all()}
    return Account(
        card=short,
        title=title_of(text),
        path=reverse("website:practice", args=[short.public_id, short.slug]),
        period=say_period(practice.period, language),
        state=str(capfirst(say_state(practice.period, language))),
        places=tuple(
            PlaceLine(one.key, one.name, one.country, _figures(places[one.key], language) if one.key else ())
            for one in short.places
        ),
        answers=tuple(answers_of(text, labels)),
        evidence=tuple(evidence_of(practice, language)),
        contact=contact_of(practice),
        source=practice.source or short.source_url,
        source_url=short.source_url,
        licence=licence(practice.licence) if practice.licence else ("", ""),
        confirmed=practice.last_confirmed,
        language_name=str(capfirst(language_name(text.language, language))),
        language_note=_language_note(text, language),
    )


def _figures(place: Place, language: str) -> tuple[FigureLine, ...]:
    """Return the newest figure of each kind that describes the people of a place."""
    newest: dict[str, Figure] = {}
    for figure in place.figures.all():  # the newest of a kind comes first
        newest.setdefault(figure.kind, figure)
    return tuple(
        FigureLine(
            label=str(label),
            value=figure_value(newest[kind].value, newest[kind].unit, language),
            year=newest[kind].year,
            source=newest[kind].source,
            source_url=newest[kind].source_url,
        )
        for kind, label in FIGURE_KINDS.items()
        if kind in newest
    )


def _language_note(text: Text, language: str) -> str:
    """Return how the shown text relates to the reader's language."""
    if text.origin == Text.Origin.MACHINE:
        return _("translated by machine")
    if text.language != language:
        own = language_name(language, language)
        return _("There is no version in %(language)s yet.") % {"language": own}
    return _("translation") if text.origin == Text.Origin.TRANSLATION else _("as first written")
