"""How practices are drawn and worded on the pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, pi, sin

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.common.templatetags.components import in_language
from convivia.places.models import PlaceName
from convivia.practices.beside import say_evidence
from convivia.practices.place_lines import PlaceGroup, place_line
from convivia.practices.queries import Card
from convivia.practices.wording import say_period
from convivia.search.marking import Part
from convivia.vocabularies.queries import ConceptName
from convivia.website.wording import plain_number

register = template.Library()

SEATS = 18  # the programme counts eighteen headings, the group among them; its seat stays free
CENTRE, RADIUS, SEAT_RADIUS = 24, 20.5, 2.7


@lru_cache(maxsize=SEATS * 2)
def seat(position: int, radius: float = RADIUS, centre: float = CENTRE) -> tuple[float, float]:
    """Return where the seat of the concept at `position` (from 1) is, clockwise from the top."""
    angle = 2 * pi * (position - 1) / SEATS - pi / 2
    return round(centre + radius * cos(angle), 1), round(centre + radius * sin(angle), 1)


@register.simple_tag
def mark(areas: Iterable[ConceptName], size: str = "") -> SafeString:
    """Return the mark of a practice: a round table where the seats of its `areas` are taken. A mere decoration."""
    circle = '<circle class="seat {}" cx="{}" cy="{}" r="{}"/>'
    taken = (format_html(circle, area.group, *seat(area.position), SEAT_RADIUS) for area in areas)
    return format_html(
        '<svg class="mark{}" viewBox="0 0 48 48" aria-hidden="true"><circle class="table" cx="24" cy="24" r="13"/>'
        '<circle class="seats" cx="24" cy="24" r="20.5" pathLength="18" transform="rotate(-90 24 24)"/>{}</svg>',
        f" mark-{size}" if size else "",
        mark_safe("".join(taken)),
    )


@register.simple_tag
def marked(parts: Iterable[Part]) -> SafeString:
    """Return a text in parts, those that were asked for as `<mark>`; put together they are the text."""
    return mark_safe(
        "".join(f"<mark>{escape(part.text)}</mark>" if part.is_marked else escape(part.text) for part in parts)
    )


@register.simple_tag
def where_and_when(card: Card) -> str:
    """Return the first line of a card: "Bergen, Norway · since 2016"."""
    place = place_line(card.places) or _("No single city")
    return " · ".join(filter(None, [place, say_period(card.period, get_language() or "en")]))


@register.simple_tag
def place_links(groups: Iterable[PlaceGroup]) -> SafeString:
    """Return places as a line of links: each place, then its country; "No single city" for none."""
    lines = [format_html_join(", ", '<a href="{}">{}</a>', _links_of(group)) for group in groups]
    return format_html_join(" · ", "{}", ((line,) for line in lines)) or SafeString(_("No single city"))


def _links_of(group: PlaceGroup) -> Iterator[tuple[str, str]]:
    for place in group.places:
        yield reverse("website:city", args=[place.key]), place.name
    yield reverse("website:country", args=[group.code.lower()]), group.country


@register.simple_tag
def place_names(names: Iterable[PlaceName]) -> SafeString:
    """Return other names of a place as a line, each in its language and kept apart from its neighbours' direction."""
    return format_html_join(", ", "<bdi{}>{}</bdi>", ((in_language(name.language), name.text) for name in names))


@register.simple_tag(takes_context=True)
def menu_link(context: Context, name: str, label: str) -> SafeString:
    """Return an entry of the main menu; it is marked where the page is in that room."""
    current = mark_safe(' aria-current="true"') if context.get("room") == name else ""
    return format_html('<a href="{}"{}>{}</a>', reverse(f"website:{name}"), current, label)


@register.filter
def language(code: str) -> str:
    """Return the name of a language as the page's language says it."""
    return language_name(code, get_language() or "en")


@register.filter
def evidence_label(kind: str) -> str:
    """Return what a kind of evidence is called in the page's language."""
    return say_evidence(kind)


@register.filter
def beside(values: Sequence[object], others: Sequence[object]) -> Iterator[tuple[object, object]]:
    """Return pairs: each of `others` with its value; both have to be equally many."""
    return zip(others, values, strict=True)


register.filter("number", plain_number)


@register.filter
def of(values: Mapping[int, object] | None, key: int) -> object | None:
    """Return what `values` hold for `key`; None where they hold nothing."""
    return values.get(key) if values else None
