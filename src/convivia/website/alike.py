"""Cities like mine, as the pages show it: which city others are compared with, and why they are alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.places.bands import bands
from convivia.places.countries import country_name
from convivia.places.likeness import COUNTRY, DIVERSITY, NETWORK, SIZE, TRAITS, Likeness
from convivia.places.profiles import CityProfile, KnownFigure
from convivia.places.queries import network_names
from convivia.places.wording import TRAIT_NAMES, say_class, say_figure, say_reasons, say_with_year
from convivia.practices.queries import Card
from convivia.search.alike import cities_of, most_alike
from convivia.search.query import SearchQuery
from convivia.website.facets import ValueView
from convivia.website.shelves import LIST, Room
from convivia.website.wording import COMPARED_FIGURES

# What the sources of figures are written in.
SOURCES_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class MineView:
    """The city that others are compared with: its facts with source and year, and the traits that can be shared."""

    name: str
    url: str
    facts: tuple[dict[str, Any], ...]
    traits: tuple[ValueView, ...]
    change_url: str


@dataclass(frozen=True, slots=True)
class LikeView:
    """How alike the city of a card is: `place` names it where the card has several; `is_mine`: it is that very city."""

    reasons: tuple[str, ...] = ()
    place: str = ""
    is_mine: bool = False


def mine_view(query: SearchQuery, mine: CityProfile, counts: Mapping[str, int], room: Room = LIST) -> MineView:
    """Return the city that `query` compares with; `counts` says how many practices each trait would leave."""
    change = urlencode([pair for pair in query.params() if pair[0] not in {"sort", "page"}])
    change_url = f"{reverse('website:like')}?{change}"
    country = country_name(mine.country, _language()) if mine.country else ""
    return MineView(
        name=f"{mine.name}, {country}" if mine.name else _("A city with your figures"),
        url=reverse("website:city", args=[mine.key]) if mine.key else "",
        facts=tuple(_fact(trait, mine, change_url) for trait in (SIZE, DIVERSITY)),
        traits=tuple(
            ValueView(trait, _trait_label(trait, mine), counts[trait], trait in query.alike, room.url(sharing))
            for trait in TRAITS
            if trait in counts
            for sharing in [query.sharing(trait)]
        ),
        change_url=change_url,
    )


def _fact(trait: str, city: CityProfile, change_url: str = "") -> dict[str, Any]:
    """Return a figure of a city with its source and year; where it is not known, the way to give one."""
    known = city.population if trait == SIZE else city.foreign_born
    if known is None:
        fact: dict[str, Any] = {"label": COMPARED_FIGURES[trait], "value": _("Not known")}
        return fact | ({"note": _("Give a figure"), "note_url": change_url} if change_url else {})
    return {"label": COMPARED_FIGURES[trait], "value": say_figure(trait, known.value), **_source(known)}


def _source(known: KnownFigure) -> dict[str, str]:
    if not known.source:
        return {"note": _("your figure")}
    note = f"{known.year} · {known.source}"
    if known.whole:
        note = f"{known.whole} · {note}"
    return {"note": note, "note_url": known.source_url, "note_language": SOURCES_LANGUAGE}


def _trait_label(trait: str, mine: CityProfile) -> str:
    """Return a trait with what it is of this city: "Similar size (200,000 to 500,000)"."""
    name = str(TRAIT_NAMES[trait])
    if trait == NETWORK:
        return name
    if trait == COUNTRY:
        told = country_name(mine.country, _language())
    else:
        one = bands().class_of(trait, mine.profile.population if trait == SIZE else mine.profile.foreign_born)
        told = say_class(trait, one) if one else ""
    return _("%(trait)s (%(value)s)") % {"trait": name, "value": told}


def like_views(found: Sequence[Card], mine: CityProfile) -> tuple[dict[int, LikeView], tuple[str, ...]]:
    """Return why the cities of cards are alike, by the id of the practice, and the sources of the figures told there.

    A practice of several cities is told of by the most alike of them. The number of queries is fixed.
    """
    language = _language()
    networks = network_names(mine.networks, language)
    views: dict[int, LikeView] = {}
    sources: dict[str, None] = {}
    for pk, cities in cities_of(found, language).items():
        alike, city = most_alike(mine, cities)
        place = city.name if len({one.key for one in cities}) > 1 else ""
        is_mine = bool(mine.key) and city.key == mine.key
        views[pk] = LikeView(tuple(say_reasons(alike.reasons, city, networks)), place, is_mine)
        sources |= {one.source: None for one in _told(alike, city)}
    return views, tuple(sources)


def _told(alike: Likeness, city: CityProfile) -> list[KnownFigure]:
    """Return the figures of `city` that are among the reasons, where they have a source."""
    traits = {reason.trait for reason in alike.reasons}
    figures = [(SIZE, city.population), (DIVERSITY, city.foreign_born)]
    return [known for trait, known in figures if trait in traits and known and known.source]


@dataclass(frozen=True, slots=True)
class CityComparison:
    """The city of a practice beside the reader's, trait by trait, as the table component takes it."""

    caption: str
    heads: list[dict[str, str]]
    rows: list[list[dict[str, str]]]
    sources: tuple[str, ...]
    is_mine: bool


def compare(mine: CityProfile, card: Card) -> CityComparison | None:
    """Return how the most alike of a practice's cities compares with the reader's; None where it names no place."""
    cities = cities_of([card], _language()).get(card.id, [])
    if not cities:
        return None
    alike, other = most_alike(mine, cities)
    names = [city.name or country_name(city.country, _language()) for city in (other, mine)]
    heads = [_("What is compared"), names[0], names[1] or _("Your figures"), _("Compared")]
    told = [one for city in (other, mine) for one in (city.population, city.foreign_born) if one and one.source]
    return CityComparison(
        caption=_("%(city)s and %(mine)s") % {"city": heads[1], "mine": heads[2]},
        heads=[{"label": label} for label in heads],
        rows=[
            [{"value": cell, "label": label} for cell, label in zip(cells, heads, strict=True)]
            for cells in _compared_cells(mine, other, alike)
        ],
        sources=tuple(dict.fromkeys(one.source for one in told)),
        is_mine=bool(mine.key) and other.key == mine.key,
    )


def _compared_cells(mine: CityProfile, other: CityProfile, alike: Likeness) -> Iterator[tuple[str, str, str, str]]:
    """Yield for each trait its name, what the other city and the reader's have of it, and how that compares."""
    is_same = {reason.trait: reason.is_same for reason in alike.reasons}
    networks = network_names({*mine.networks, *other.networks}, _language())
    for trait in TRAITS:
        theirs, ours = _value(trait, other, networks), _value(trait, mine, networks)
        if trait in is_same:
            verdict = _("alike") if is_same[trait] else _("not far")
        else:
            verdict = _("different") if theirs and ours else _("cannot be compared")
        yield _label_of(trait), theirs or _("not known"), ours or _("not known"), verdict


def _label_of(trait: str) -> str:
    return str(COMPARED_FIGURES.get(trait) or {COUNTRY: _("Country"), NETWORK: _("Networks")}[trait])


def _value(trait: str, city: CityProfile, networks: Mapping[str, str]) -> str:
    if trait == COUNTRY:
        return country_name(city.country, _language()) if city.country else ""
    if trait == NETWORK:
        return ", ".join(networks.get(key, key) for key in city.networks)
    known = city.population if trait == SIZE else city.foreign_born
    return say_with_year(trait, known) if known else ""


def _language() -> str:
    return get_language() or "en"
