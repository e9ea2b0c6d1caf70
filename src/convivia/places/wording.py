"""Figures of cities, classes of them, and why two cities are alike, in words of the reader's language."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from convivia.places.likeness import COUNTRY, DIVERSITY, NETWORK, SIZE, Class, Reason
from convivia.places.profiles import CityProfile, KnownFigure

TRAIT_NAMES = {
    SIZE: gettext_lazy("Similar size"),
    DIVERSITY: gettext_lazy("Similar share of foreign-born residents"),
    COUNTRY: gettext_lazy("Same country"),
    NETWORK: gettext_lazy("Same network"),
}
_UNITS = {SIZE: "people", DIVERSITY: "percent"}


def figure_value(value: Decimal, unit: str, language: str) -> str:
    """Return a figure as `language` writes it: "111,973", "15.4 %"."""
    locale = language.replace("-", "_")
    if unit == "percent":
        return str(format_percent(value.normalize() / 100, locale=locale, decimal_quantization=False))
    return str(format_decimal(value, locale=locale))


def say_figure(trait: str, value: float) -> str:
    """Return the figure of a trait as the active language writes it."""
    return figure_value(Decimal(f"{value:.10g}"), _UNITS[trait], get_language() or "en")


def say_class(trait: str, one: Class) -> str:
    """Return a class in words: "200,000 to 500,000", "under 5%", "30% and more"."""
    start, end = say_figure(trait, one.start), say_figure(trait, one.end) if one.end else ""
    if not end:
        return _("%(figure)s and more") % {"figure": start}
    if not one.start:
        return _("under %(figure)s") % {"figure": end}
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def say_reasons(reasons: Iterable[Reason], city: CityProfile, networks: Mapping[str, str]) -> list[str]:
    """Return why `city` is alike, each figure with its year; `networks` says what networks are called, by key."""
    return [_say_reason(reason, city, networks) for reason in reasons]


def _say_reason(reason: Reason, city: CityProfile, networks: Mapping[str, str]) -> str:
    if reason.trait == COUNTRY:
        return _("same country")
    if reason.trait == NETWORK:
        names = [networks.get(key, key) for key in reason.names]
        text = ngettext("both in the network %(names)s", "both in the networks %(names)s", len(names))
        return text % {"names": ", ".join(names)}
    known = city.population if reason.trait == SIZE else city.foreign_born
    told = {"figure": say_with_year(reason.trait, known)} if known else {"figure": ""}
    if reason.trait == SIZE:
        return (_("similar size: %(figure)s") if reason.is_same else _("not far in size: %(figure)s")) % told
    if reason.is_same:
        return _("about as many foreign-born residents: %(figure)s") % told
    return _("not far in foreign-born residents: %(figure)s") % told


def say_with_year(trait: str, known: KnownFigure) -> str:
    """Return a figure with its year: "294,029 (2026)"; without one where nobody gave it."""
    figure = say_figure(trait, known.value)
    return _("%(figure)s (%(year)s)") % {"figure": figure, "year": known.year} if known.year else figure
