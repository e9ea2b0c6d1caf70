"""The filters of the library, as the page shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy

from convivia.search.facets import Facet, LabelledValue
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import ConceptName
from convivia.website.shelves import LIST, Room, toggle_urls

# In the order of the page. Those that are open at first are the ones that most readers look for.
TITLES = {
    "area": gettext_lazy("Policy area"),
    "country": gettext_lazy("Country"),
    "year": gettext_lazy("Begun in"),
    "status": gettext_lazy("Still running?"),
    "evidence": gettext_lazy("How effects are known"),
    "principle": gettext_lazy("Principle"),
    "network": gettext_lazy("Network"),
    "city": gettext_lazy("City"),
    "language": gettext_lazy("Language of the text"),
}
OPEN = {"area", "country"}
SHOWN, SHOWN_ON_REQUEST = 8, 80


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value of a filter. `url` adds it, or takes it away where it is selected."""

    value: str
    label: str
    count: int
    selected: bool
    url: str
    hue: str = ""


@dataclass(frozen=True, slots=True)
class FacetPart:
    """Some values of a filter; a heading makes a group of them."""

    values: tuple[ValueView, ...]
    heading: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class FacetView:
    """One filter: what is shown at once (`parts`), what on request (`rest`); `further` values are not listed at all."""

    name: str
    title: str
    is_open: bool
    parts: tuple[FacetPart, ...]
    rest: tuple[FacetPart, ...] = ()
    rest_is_open: bool = False
    further: int = 0

    @property
    def rest_count(self) -> int:
        """How many values are shown on request only."""
        return sum(len(part.values) for part in self.rest)


def facet_views(
    facets: Iterable[Facet], query: SearchQuery, concepts: Mapping[str, ConceptName], room: Room = LIST
) -> tuple[FacetView, ...]:
    """Return the filters of `room` in the order of the page; a filter that has no value to offer is left out."""
    by_name = {facet.name: facet for facet in facets}
    found = [_facet_view(by_name[name], query, concepts, room) for name in TITLES if name in by_name]
    return tuple(view for view in found if view.parts)


def _facet_view(facet: Facet, query: SearchQuery, concepts: Mapping[str, ConceptName], room: Room) -> FacetView:
    title, is_open = str(TITLES[facet.name]), facet.name in OPEN or any(value.selected for value in facet.values)
    if facet.name == "area":
        return FacetView(facet.name, title, is_open, tuple(_area_parts(facet, query, concepts, room)))
    url_of = toggle_urls(query, facet.name, room)
    values = [_value(value, url_of) for value in _ordered(facet)]
    rest = values[SHOWN : SHOWN + SHOWN_ON_REQUEST]
    return FacetView(
        name=facet.name,
        title=title,
        is_open=is_open,
        parts=(FacetPart(tuple(values[:SHOWN])),) if values else (),
        rest=(FacetPart(tuple(rest)),) if rest else (),
        rest_is_open=any(value.selected for value in rest),
        further=facet.further,
    )


def _ordered(facet: Facet) -> Sequence[LabelledValue]:
    """Return the values that are selected, then those that have practices."""
    shown = [value for value in facet.values if value.count or value.selected]
    return sorted(shown, key=lambda value: not value.selected) if len(shown) > SHOWN else shown


def _area_parts(
    facet: Facet, query: SearchQuery, concepts: Mapping[str, ConceptName], room: Room
) -> Iterable[FacetPart]:
    """Yield the areas in the order of the programme; those of a group stand together under its name."""
    url_of = toggle_urls(query, facet.name, room)
    for group, values in groupby(facet.values, key=lambda value: value.group):
        named = concepts.get(group)
        shown = tuple(_value(value, url_of, _hue(value, concepts)) for value in values)
        yield FacetPart(shown, named.label if named else "", named.group if named else "")


def _hue(value: LabelledValue, concepts: Mapping[str, ConceptName]) -> str:
    return concepts[value.value].group if value.value in concepts else ""


def _value(value: LabelledValue, url_of: Callable[[str], str], hue: str = "") -> ValueView:
    return ValueView(value.value, value.label, value.count, value.selected, url_of(value.value), hue)
