"""Small things that many templates draw: icons, the values of a filter, and the language of a fragment."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.directions import direction

register = template.Library()

# Each icon is drawn by strokes on a field of 24 by 24.
ICONS = {
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m5 11.5L20 20",
    "close": "M6 6l12 12M18 6 6 18",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "down": "M6 9l6 6 6-6",
    "next": "M9 5l7 7-7 7",
    "previous": "M15 5l-7 7 7 7",
    "out": "M8 5h11v11M19 5 6 18",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "filters": "M4 7h16M7 12h10M10 17h4",
    "note": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5M12 8v.01",
    "warn": "M12 4 2.8 20h18.4zM12 10v4.5M12 17v.01",
    "speech": "M4 5h16v11h-8l-5 4v-4H4z",
    "feed": "M5.5 18.5v.01M5 12a7 7 0 0 1 7 7M5 5a14 14 0 0 1 14 14",
    "down-to": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "library": "M4 6.5h.01M4 12h.01M4 17.5h.01M8.5 6.5H20M8.5 12H20M8.5 17.5H20",
    "map": "M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20",
    "timeline": "M5 20v-6M10 20V9M15 20V4M20 20v-8M3 20h19",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "up": "M12 20V5m-6 6 6-6 6 6",
    "down-arrow": "M12 4v15m-6-6 6 6 6-6",
    "left": "M20 12H5m6-6-6 6 6 6",
    "right": "M4 12h15m-6-6 6 6-6 6",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
}
# These point along the line of reading, and turn where it runs from right to left.
TURNING = {"next", "previous", "out"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the icon `name` as a decoration (hidden from screen readers); raise `KeyError` for an unknown one."""
    turns = " icon-turns" if name in TURNING else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', turns, ICONS[name]
    )


class FacetValue(Protocol):
    """A value of a filter as it is drawn: `url` adds it, or takes it away where it is selected."""

    value: str
    label: str
    count: int
    selected: bool
    url: str
    hue: str


@register.simple_tag
def facet_values(values: Iterable[FacetValue], name: str) -> SafeString:
    """Return the values of the filter `name` as items of a list; a value that nothing has is text, no dead link.

    A list page has some 160 of them, a third of all that it draws. They are put together here because a template takes
    three times as long for it.
    """
    removes = escape(_("selected; follow to remove"))
    return mark_safe("\n".join(f"<li>{_facet_value(value, name, removes)}</li>" for value in values))


def _facet_value(value: FacetValue, name: str, removes: str) -> str:
    hue, shape = (f" {escape(value.hue)}", '<span class="shape"></span>') if value.hue else ("", "")
    label = f'{shape}<span class="label">{escape(value.label)}</span>'
    count = f'<span class="count">{value.count}</span>'
    if not (value.count or value.selected):
        return f'<span class="value{hue}">{label} {count}</span>'
    link = f'class="value{hue}" id="{name}-{escape(value.value)}" href="{escape(value.url)}" rel="nofollow"'
    if value.selected:
        told = f'{icon("check")} <span class="unseen">({removes})</span>'
        return f'<a {link} aria-current="true">{label} {told} {count}</a>'
    return f"<a {link}>{label} {count}</a>"


@register.simple_tag
def in_language(language: str) -> SafeString:
    """Return the attributes `lang` and `dir` for a fragment in `language`; nothing where the page is in it already."""
    page = get_language() or ""
    if not language or language == page:
        return mark_safe("")
    if direction(language) == direction(page):
        return format_html(' lang="{}"', language)
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.simple_tag
def linked(words: object, url: str = "", language: str = "") -> SafeString:
    """Return `words` as a link to `url`, or as plain words where it is empty; marked with their `language`."""
    attributes = in_language(language)
    if url:
        return format_html('<a href="{}"{}>{}</a>', url, attributes, words)
    return format_html("<span{}>{}</span>", attributes, words) if attributes else conditional_escape(str(words))
