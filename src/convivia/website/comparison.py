"""Practices side by side: rows of facts and of what is told, each with a word on whether they agree."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.practices.answers import answer_html, label_of
from convivia.practices.beside import ContactLine, EvidenceLine
from convivia.questionnaires.queries import UNASKED
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import ConceptName
from convivia.website.accounts import Account, FigureLine, PlaceLine
from convivia.website.places import SOURCES_LANGUAGE
from convivia.website.shelves import library_url

# What a row says of its columns: of facts, whether they are the same; of texts, how many tell something; or none does.
SAME, PARTLY, DIFFERENT, TOLD, SOME, NONE = "same", "partly", "different", "told", "some", "none"


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a fact. `is_shared`: all compared practices have it; `notes`: where it comes from, from when."""

    text: str
    url: str = ""
    language: str = ""
    hue: str = ""
    notes: tuple["Item", ...] = ()
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one practice says in a row: values of a fact, or a text as safe HTML; neither where it is not told."""

    items: tuple[Item, ...] = ()
    html: SafeString | None = None
    language: str = ""
    more_url: str = ""
    missing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told; `missing` says it in words."""
        return not self.items and self.html is None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: `verdict` is the kind of agreement, `words` says it."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    verdict: str
    words: str

    @property
    def shared(self) -> list[str]:
        """The values that all have."""
        return [item.text for item in self.cells[0].items if item.is_shared] if self.cells else []


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, the facts first; `untold` are the labels of the sections of which none tells anything."""

    facts: tuple[Row, ...]
    texts: tuple[Row, ...]
    untold: tuple[str, ...] = ()

    @property
    def common(self) -> list[tuple[str, str]]:
        """What all have in common: the label of a fact, and the values."""
        return [(row.label, ", ".join(row.shared)) for row in self.facts if row.shared]

    @property
    def differing(self) -> str:
        """The labels of the facts in which nothing is common."""
        return ", ".join(row.label for row in self.facts if row.verdict == DIFFERENT)


def compare(told: Sequence[Account], labels: Mapping[str, str]) -> Comparison:
    """Return the comparison of the practices `told`; `labels` are those of the template's sections, in order."""
    summary, *sections = _texts(told, labels)
    return Comparison(
        facts=tuple(_facts(told)),
        texts=(summary, *(row for row in sections if row.verdict != NONE)),
        untold=tuple(row.label for row in sections if row.verdict == NONE),
    )


def _facts(told: Sequence[Account]) -> Iterator[Row]:
    def row(key: str, label: str, items: Callable[[Account], Iterable[Item]], missing: str = "") -> Row:
        return _fact_row(key, label, [tuple(items(one)) for one in told], missing or _("Not told"))

    yield row(
        "place", _("Place"), lambda one: (_place(place) for place in one.places if place.key), _("No single city")
    )
    yield row("country", _("Country"), lambda one: (Item(country) for country in one.countries))
    yield row("period", _("Period"), lambda one: [Item(str(capfirst(one.period)))] if one.period else [])
    yield row("status", _("Status"), lambda one: [Item(one.state)])
    yield row("areas", _("Policy areas"), lambda one: (_area(area) for area in one.card.areas))
    yield row("principles", _("Principles"), lambda one: (_principle(name) for name in one.card.principles))
    if any(one.evidence for one in told):
        yield row("evidence", _("Evidence"), lambda one: (_evidence(line) for line in one.evidence))
    if any(one.contact for one in told):
        yield row("contact", _("Whom to ask"), lambda one: _contact(one.contact))
    yield row("language", _("Language of the text"), lambda one: [_language(one)])
    yield row("source", _("Source"), lambda one: [Item(one.source, one.source_url)] if one.source else [])
    yield row("licence", _("Licence of this text"), lambda one: [Item(*one.licence)] if one.licence[0] else [])
    yield row("confirmed", _("Last confirmed"), _confirmed, _("Not yet confirmed by the city"))


def _fact_row(key: str, label: str, columns: list[tuple[Item, ...]], missing: str) -> Row:
    sets = [{item.text for item in items} for items in columns]
    common = set.intersection(*sets) if sets else set()
    verdict, words = _verdict(sets, common)
    cells = tuple(
        Cell(tuple(replace(item, is_shared=item.text in common) for item in items), missing=missing)
        for items in columns
    )
    return Row(key, label, cells, verdict, words)


def _verdict(sets: Sequence[set[str]], common: set[str]) -> tuple[str, str]:
    if not any(sets):
        return NONE, _("told by none")
    if all(one == common for one in sets):
        return SAME, _("the same")
    return (PARTLY, _("partly the same")) if common else (DIFFERENT, _("different"))


def _texts(told: Sequence[Account], labels: Mapping[str, str]) -> Iterator[Row]:
    """Yield the summary, then the sections of the template, then what some tell beyond it."""
    yield _text_row("summary", _("Summary"), [_text_cell(one, one.card.summary) for one in told])
    asked = [key for key in labels if key != UNASKED]
    further = [answer.key for one in told for answer in one.answers if answer.key not in asked]
    for key in dict.fromkeys([*asked, *further]):
        found = [{answer.key: answer for answer in one.answers}.get(key) for one in told]
        cells = [
            _text_cell(one, answer.text if answer else "", is_cut=bool(answer and answer.is_cut))
            for one, answer in zip(told, found, strict=True)
        ]
        yield _text_row(key, label_of(key, labels), cells)


def _text_cell(one: Account, text: str, *, is_cut: bool = False) -> Cell:
    html = answer_html(text) if text else None
    more = one.source_url if is_cut else ""
    return Cell(html=html, language=one.card.language, more_url=more, missing=_("Not told"))


def _text_row(key: str, label: str, cells: list[Cell]) -> Row:
    count, total = sum(not cell.is_empty for cell in cells), len(cells)
    if count in {0, total}:
        verdict, words = (TOLD, _("told by all")) if count else (NONE, _("told by none"))
    else:
        words = ngettext("told by %(count)d of %(total)d", "told by %(count)d of %(total)d", count)
        verdict, words = SOME, words % {"count": count, "total": total}
    return Row(key, label, tuple(cells), verdict, words)


def _place(place: PlaceLine) -> Item:
    notes = tuple(_figure(figure) for figure in place.figures)
    return Item(place.name, reverse("website:city", args=[place.key]), notes=notes)


def _figure(figure: FigureLine) -> Item:
    source = Item(f"{figure.year} · {figure.source}", figure.source_url, SOURCES_LANGUAGE)
    return Item(_("%(label)s: %(value)s") % {"label": figure.label, "value": figure.value}, notes=(source,))


def _area(area: ConceptName) -> Item:
    return Item(area.label, reverse("website:area", args=[area.key]), hue=area.group)


def _principle(name: ConceptName) -> Item:
    return Item(name.label, library_url(SearchQuery(principles=(name.key,))))


def _evidence(line: EvidenceLine) -> Item:
    """Return a statement of impact: how it is known stands first, so that columns are compared by that."""
    notes = [Item(line.text, language=line.language)] if line.text else []
    source = " · ".join(filter(None, [line.when, line.source]))
    return Item(line.label, notes=(*notes, *([Item(source, line.source_url)] if source else [])))


def _contact(contact: ContactLine | None) -> Iterator[Item]:
    if contact is None:
        return
    yield from (Item(words) for words in (contact.office, contact.organisation) if words)
    if contact.email:
        yield Item(contact.email, f"mailto:{contact.email}")
    if contact.page:
        yield Item(_("Its page on the web"), contact.page)


def _language(one: Account) -> Item:
    return Item(one.language_name, notes=(Item(one.language_note),))


def _confirmed(one: Account) -> list[Item]:
    return [Item(date_format(one.confirmed, "F Y"))] if one.confirmed else []
