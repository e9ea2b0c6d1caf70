"""Makes a brief of practices that were told in full, in the active language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.common.directions import direction
from convivia.practices.answers import Answer
from convivia.practices.beside import ContactLine, EvidenceLine
from convivia.practices.place_lines import place_line
from convivia.website.accounts import Account
from convivia.website.briefs.brief import (
    Brief,
    Entry,
    Fact,
    Grid,
    Line,
    Part,
    Words,
    address,
    fitted,
    paragraphs,
    printable,
)
from convivia.website.comparison import Comparison

# Facts of a comparison that fit into narrow columns.
IN_GRID = ("place", "country", "period", "status", "areas", "principles", "evidence", "language", "confirmed")
# Places of one practice whose figures are told.
MOST_PLACES = 12
# The section in which effects are told.
IMPACT = "impact"


@dataclass(frozen=True, slots=True)
class Gathering:
    """What a brief is made of: a title, what was gathered in words, the address of the page, and what was left out."""

    title: str
    about: Sequence[str]
    url: str
    origin: str
    troubles: Sequence[str] = ()
    title_language: str = ""


def make_brief(
    gathering: Gathering, told: Sequence[Account], *, language: str, made: date, comparison: Comparison | None = None
) -> Brief:
    """Return the brief of the practices `told`, in their order, no longer than a brief may be."""
    day = date_format(made, "j F Y")
    title = Line(printable(gathering.title), language=gathering.title_language)
    said = [*gathering.about, _("Made on %(date)s from %(url)s") % {"date": day, "url": gathering.url}]
    about = [Part("", tuple(printable(text) for text in said if text))]
    if gathering.troubles:
        about.append(Part(_("Not in this brief"), tuple(printable(text) for text in gathering.troubles)))
    brief = Brief(
        title=title,
        language=language,
        direction=direction(language),
        made=made,
        about=tuple(about),
        entries=tuple(_entry(one, gathering.origin) for one in told),
        sources=tuple(_source(one, gathering.origin) for one in told),
        citation=printable(
            ngettext(
                "“%(title)s”. Brief of %(count)d practice, %(date)s. In: Convivia, %(url)s.",
                "“%(title)s”. Brief of %(count)d practices, %(date)s. In: Convivia, %(url)s.",
                len(told),
            )
            % {"title": title.text, "count": len(told), "date": day, "url": gathering.url}
        ),
        words=_words(),
        grid=_grid(comparison, told) if comparison else None,
    )
    return fitted(brief)


def _words() -> Words:
    return Words(
        contents=_("Contents"),
        facts=_("Facts"),
        fact=_("Fact"),
        known=_("What is known"),
        sources=_("Sources"),
        cite=_("How to cite"),
        shortened=_("Shortened here; the address of the practice has all of it."),
        unseen=_("Some letters could not be drawn, because this server has no font for them. "
                 "The Word and Markdown forms of this brief have them all."),
    )  # fmt: skip


def _entry(one: Account, origin: str) -> Entry:
    places = printable(place_line(one.card.places)) or _("No single city")
    return Entry(
        key=f"p-{one.card.public_id}",
        title=_title(one),
        where=" · ".join(filter(None, [places, one.period])),
        parts=tuple(_parts(one)),
        facts=tuple(_facts(one, origin)),
    )


def _title(one: Account) -> Line:
    return Line(printable(one.title) or one.card.public_id, language=one.card.title_language if one.card.title else "")


def _parts(one: Account) -> Iterator[Part]:
    if summary := paragraphs(one.card.summary):
        yield Part(_("Summary"), summary, one.card.language)
    for answer in one.answers:
        if told := paragraphs(answer.text):
            yield Part(printable(answer.label), told, one.card.language, _cut_note(answer))


def _cut_note(answer: Answer) -> str:
    return _("The source shows only the beginning of this section.") if answer.is_cut else ""


def _facts(one: Account, origin: str) -> Iterator[Fact]:
    """Yield what a council wants to know of a practice, each with its source and date."""

    def fact(label: str, *values: Line) -> Fact:
        return Fact(label, values or (Line(_("Not told")),))

    for place in one.places[:MOST_PLACES]:
        for figure in place.figures:
            source = printable(f"{place.name}: {figure.value} ({figure.year}, {figure.source})")
            yield fact(figure.label, Line(source, address(figure.source_url)))
    yield fact(_("Status"), Line(one.state))
    yield fact(_("Policy areas"), *(Line(area.label) for area in one.card.areas))
    yield fact(_("Principles"), *(Line(name.label) for name in one.card.principles))
    yield fact(_("Evidence"), *_evidence(one))
    if one.contact:
        yield fact(_("Whom to ask"), *_contact(one.contact))
    yield fact(_("Language of the text"), Line(f"{one.language_name} ({one.language_note})"))
    yield fact(_("Source"), *_source_line(one))
    yield fact(_("Licence of this text"), *([Line(one.licence[0], address(one.licence[1]))] if one.licence[0] else []))
    url = permanent_address(one, origin)
    yield fact(_("In this library"), Line(url, address(url)))
    confirmed = date_format(one.confirmed, "F Y") if one.confirmed else _("Not yet confirmed by the city")
    yield fact(_("Last confirmed"), Line(confirmed))


def _evidence(one: Account) -> list[Line]:
    """Return what is known of effects: each statement with how it is known, when, and its source."""
    if one.evidence:
        return [_statement(line) for line in one.evidence]
    if any(answer.key == IMPACT for answer in one.answers):
        return [Line(_("Effects are told by the source; this library has not checked them."))]
    return [Line(_("Nothing is told of effects."))]


def _statement(line: EvidenceLine) -> Line:
    known = " ".join(filter(None, [line.label, line.when]))
    said = _("%(known)s: %(statement)s") % {"known": known, "statement": line.text} if line.text else known
    words = f"{said} ({line.source})" if line.source else said
    return Line(printable(words), address(line.source_url))


def _contact(contact: ContactLine) -> list[Line]:
    office = [Line(printable(words)) for words in (contact.office, contact.organisation, contact.email) if words]
    return [*office, Line(printable(contact.page), address(contact.page))] if contact.page else office


def _source_line(one: Account) -> list[Line]:
    return [Line(printable(one.source), address(one.source_url))] if printable(one.source) else []


def permanent_address(one: Account, origin: str) -> str:
    """Return the short address under which a practice is found for ever, in the active language."""
    return origin + "/".join(one.path.split("/")[:4]) + "/"


def _source(one: Account, origin: str) -> Line:
    """Return the line by which a practice is cited."""
    title = _("“%(title)s”") % {"title": _title(one).text}
    about = ", ".join(filter(None, [title, place_line(one.card.places), one.period]))
    line = _("%(about)s. In: Convivia, %(url)s.") % {"about": about, "url": permanent_address(one, origin)}
    told = ", ".join(dict.fromkeys(filter(None, [one.source, one.source_url])))
    return Line(printable(f"{line} {_('First told at: %(source)s') % {'source': told}}" if told else line))


def _grid(comparison: Comparison, told: Iterable[Account]) -> Grid:
    rows = tuple(
        (row.label, tuple(", ".join(printable(item.text) for item in cell.items) or cell.missing for cell in row.cells))
        for row in comparison.facts
        if row.key in IN_GRID
    )
    return Grid(_("Side by side"), _("Fact"), tuple(_title(one) for one in told), rows)
