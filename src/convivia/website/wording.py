"""How pages put facts into words of the reader's language."""

from collections.abc import Iterable

from babel.numbers import format_compact_decimal, format_decimal
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from convivia.places.likeness import DIVERSITY, SIZE
from convivia.practices.models import Text


def title_of(text: Text) -> str:
    """Return the title of a text, or our stand-in; words that say that it has none where even that is missing."""
    return text.display_title or _("Practice without a title")


def plain_number(value: int) -> str:
    """Return a whole number as the page's language writes it: "20,000", "20 000"."""
    return str(format_decimal(value, locale=(get_language() or "en").replace("-", "_")))


def short_number(value: int) -> str:
    """Return a whole number as briefly as the page's language can write it: "87", "1.2K", "1,2 k"."""
    locale = (get_language() or "en").replace("-", "_")
    return str(format_compact_decimal(value, locale=locale, fraction_digits=1)) if value >= 1000 else str(value)


def joined(names: Iterable[str]) -> str:
    """Return names as alternatives: "Mediation", "Mediation or Language", "Mediation, Language or Education"."""
    *before, last = list(names)
    return _("%(names)s or %(last)s") % {"names": ", ".join(before), "last": last} if before else last


PLACE_KINDS = {
    "city": gettext_lazy("City"),
    "municipality": gettext_lazy("Municipality"),
    "borough": gettext_lazy("Borough"),
    "district": gettext_lazy("District"),
    "union": gettext_lazy("Union of municipalities"),
    "canton": gettext_lazy("Canton"),
    "region": gettext_lazy("Region"),
    "island": gettext_lazy("Island"),
}
NETWORK_KINDS = {
    "programme": gettext_lazy("International programme"),
    "national": gettext_lazy("National network"),
    "regional": gettext_lazy("Regional network"),
    "regions": gettext_lazy("Network of regions"),
}
FIGURE_KINDS = {
    "population": gettext_lazy("Inhabitants"),
    "foreign-born": gettext_lazy("Born in another country"),
}
# What is compared of two cities in figures, by trait.
COMPARED_FIGURES = {SIZE: FIGURE_KINDS["population"], DIVERSITY: FIGURE_KINDS["foreign-born"]}
