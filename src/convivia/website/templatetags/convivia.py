"""How practices are drawn and worded on the pages."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, pi, sin

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from convivia.common.languages import language_name
from convivia.practices.period import Period
from convivia.practices.wording import say_period
from convivia.vocabularies.queries import ConceptName
from convivia.website.wording import place_line, plain_number

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


@register.filter
def period(value: Period) -> str:
    """Return the period in words of the page's language; empty where nothing is known."""
    return say_period(value, get_language() or "en")


@register.filter
def language(code: str) -> str:
    """Return the name of a language as the page's language says it."""
    return language_name(code, get_language() or "en")


register.filter("place_line", place_line)
register.filter("number", plain_number)
