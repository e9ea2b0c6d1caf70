"""A list as a table: its columns, and its rows part by part, so that a list of any length fits into memory.

`convivia import` reads these tables again: the names of columns are in its list of words (`intake/column_words.py`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.places.queries import networks_of_places
from convivia.practices.beside import Beside, beside_of
from convivia.practices.models import Practice, Text
from convivia.practices.queries import Card, told
from convivia.questionnaires.queries import section_labels
from convivia.vocabularies.queries import ConceptName, concept_names

AT_ONCE = 200  # practices that are read together

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about: a practice, its card and its text for the reader, the names of its networks, its page, what
    stands beside its texts."""

    practice: Practice
    card: Card
    text: Text
    networks: tuple[str, ...]
    page: str
    beside: Beside


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its head for people, what stands in it, and its width in characters.

    A `link` is an address that can be followed.
    """

    name: str
    head: str
    cell: Callable[[Row], Cell]
    width: int = 16
    is_link: bool = False


class Sheet:
    """The table of a list, in one language. Making it asks what all rows need; each part of them is read later."""

    def __init__(self, language: str, origin: str) -> None:
        self.language = language
        self._concepts: Mapping[str, ConceptName] = concept_names(language)
        self._networks = networks_of_places(language)
        with override(language):
            self._page = origin + reverse("website:practice_short", args=["x"]).removesuffix("x/")
            self.columns = _columns(section_labels(language))

    def rows(self, ids: Sequence[int]) -> Iterator[list[Cell]]:
        """Yield the rows of the practices `ids` in that order; `AT_ONCE` of them take a fixed number of queries."""
        for part in parts_of(ids):
            with override(self.language):
                made = [[column.cell(row) for column in self.columns] for row in self._read(part)]
            yield from made

    def _read(self, part: Sequence[int]) -> Iterator[Row]:
        beside = beside_of(part, self.language)
        for one in told(part, self.language, concepts=self._concepts):
            networks = dict.fromkeys(name for place in one.place_ids for name in self._networks.get(place, ()))
            yield Row(
                one.practice,
                one.card,
                one.text,
                tuple(networks),
                f"{self._page}{one.card.public_id}/",
                beside[one.practice.pk],
            )


def parts_of(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield `ids` in parts that are read together."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _columns(sections: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the columns in their fixed order, with their heads in the active language."""
    return (
        Column("id", _("Convivia id"), lambda row: row.card.public_id, 12),
        Column("page", _("Page in Convivia"), lambda row: row.page, 24, is_link=True),
        Column("title", _("Title"), lambda row: row.text.title, 48),
        Column("stand_in_title", _("Our title"), lambda row: row.text.stand_in_title, 16),
        Column("language", _("Language"), lambda row: row.text.language, 10),
        Column("other_languages", _("Other languages"), _other_languages, 16),
        Column("summary", _("Summary"), lambda row: row.text.summary, 60),
        Column("places", _("Places"), _places, 28),
        Column("countries", _("Countries"), _countries, 18),
        Column("period", _("Period"), lambda row: row.practice.period_text, 20),
        Column("start", _("Start year"), lambda row: row.practice.start_year, 8),
        Column("end", _("End year"), lambda row: row.practice.end_year, 8),
        Column("edtf", _("EDTF"), lambda row: row.practice.period.edtf, 12),
        Column("ongoing", _("Still running"), _ongoing, 12),
        Column("areas", _("Policy areas"), lambda row: _listed(area.label for area in row.card.areas), 32),
        Column("principles", _("Principles"), lambda row: _listed(one.label for one in row.card.principles), 24),
        Column("networks", _("Networks"), lambda row: _listed(row.networks), 24),
        Column("keywords", _("Keywords"), lambda row: _listed(row.text.keywords), 24),
        *(Column(key, label, _section(key), 48) for key, label in sections.items()),
        Column("other_parts", _("Other parts"), _other_parts(sections), 24),
        Column("cut_off", _("Cut off in the source"), _cut_off(sections), 16),
        Column("evidence", _("How effects are known"), _evidence, 32),
        Column("contact", _("Whom to ask"), _contact, 24),
        Column("source", _("Source"), lambda row: row.practice.source, 28),
        Column("source_url", _("Address of the source"), lambda row: row.card.source_url, 24, is_link=True),
        Column("licence", _("Licence"), lambda row: row.practice.licence, 12),
        Column("external_id", _("External id"), lambda row: row.card.external_id, 12),
        Column("last_confirmed", _("Last confirmed"), lambda row: row.practice.last_confirmed, 14),
        Column("changed", _("Changed"), lambda row: row.practice.updated_at.astimezone(UTC).date(), 12),
    )


def _listed(names: Iterator[str] | Sequence[str]) -> str:
    return "; ".join(names)


def _other_languages(row: Row) -> str:
    return _listed([language for language in row.card.languages if language != row.text.language])


def _places(row: Row) -> str:
    return _listed([f"{place.name}, {place.country}" if place.key else place.country for place in row.card.places])


def _countries(row: Row) -> str:
    return _listed(list(dict.fromkeys(place.country for place in row.card.places)))


def _ongoing(row: Row) -> str:
    """Return whether the practice goes on, as printed; "" where the printed period does not tell."""
    if row.practice.ongoing is None:
        return ""
    return _("yes") if row.practice.ongoing else _("no")


def _evidence(row: Row) -> str:
    """Return the statements of impact, a line each: "Counted in May 2024: fewer quarrels (Sample office)"."""
    lines = []
    for one in row.beside.evidence:
        known = " ".join(filter(None, [one.label, one.when]))
        said = ": ".join(filter(None, [known, one.text]))
        lines.append(f"{said} ({one.source})" if one.source else said)
    return "\n".join(lines)


def _contact(row: Row) -> str:
    contact = row.beside.contact
    return _listed([part for part in astuple(contact) if part]) if contact else ""


def _section(key: str) -> Callable[[Row], Cell]:
    return lambda row: row.text.answers.get(key, "")


def _other_parts(sections: Mapping[str, str]) -> Callable[[Row], Cell]:
    """Return what gives the answers to what the template does not ask, each under its key."""

    def cell(row: Row) -> str:
        others = [(key, answer) for key, answer in row.text.answers.items() if key not in sections and answer]
        return "\n\n".join(f"{key.replace('_', ' ').capitalize()}: {answer}" for key, answer in others)

    return cell


def _cut_off(sections: Mapping[str, str]) -> Callable[[Row], Cell]:
    return lambda row: _listed([sections.get(key, key) for key in row.text.cut_off])
