"""The page that asks for the city that others shall be compared with, and leads to the list once it is clear which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.places.bands import bands
from convivia.places.countries import country_name
from convivia.places.likeness import DIVERSITY, SIZE
from convivia.places.models import Place
from convivia.places.naming import LONGEST, Meant, places_meant
from convivia.places.profiles import city_profile
from convivia.places.queries import place_names
from convivia.places.wording import say_class, say_figure
from convivia.search.query import FIGURES, LIKE, SearchQuery
from convivia.website.delivery import public_page
from convivia.website.shelves import library_url
from convivia.website.wording import COMPARED_FIGURES


@dataclass(frozen=True, slots=True)
class LikeForm:
    """The form that asks for a city: what it keeps of the search, what was typed, and what is wrong, by field."""

    kept: tuple[tuple[str, str], ...]
    name: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def population(self) -> str:
        """The inhabitants as they were typed."""
        return self.figures.get("like_population", "")

    @property
    def foreign_born(self) -> str:
        """The share of foreign-born residents as it was typed."""
        return self.figures.get("like_foreign_born", "")


@public_page
def like(request: HttpRequest) -> HttpResponse:
    """Ask for the city that others shall be compared with, and lead to the list of practices once it is clear.

    `?name=` is what was typed, the figures and the rest of the search stand beside it. Where several places bear the
    name, a short list of them is shown to choose from; where none does, those with a name near it.
    """
    query = SearchQuery.from_params(request.GET)
    if "name" not in request.GET:
        return _ask(request, query, LikeForm(_kept(query), _name_of(query), _typed(request)))
    name = request.GET["name"].strip()[:LONGEST]
    errors = _figure_errors(query)
    meant = places_meant(name) if name else Meant()
    if not name and not errors and query.like_population is None and query.like_foreign_born is None:
        errors["name"] = _("Name a city, or give one figure at least.")
    if name and not (meant.exact and meant.places):
        errors["name"] = _("No place of this name is known here. Try another spelling, or give figures instead.")
    if not errors and len(meant.places) < 2:
        return redirect(library_url(_compared_with(query, meant.places[0].key if meant.places else "")))
    return _ask(request, query, LikeForm(_kept(query), name, _typed(request), errors), meant.places)


def _ask(request: HttpRequest, query: SearchQuery, form: LikeForm, places: Sequence[Place] = ()) -> HttpResponse:
    classes = bands().classes
    names = place_names([place.pk for place in places], _language())
    context = {
        "form": form,
        "choices": [_choice(place, names.get(place.pk, place.name), query) for place in places],
        "is_near": bool(form.errors.get("name")),
        "classes": [
            {"label": COMPARED_FIGURES[trait], "words": [say_class(trait, one) for one in classes[trait]]}
            for trait in (SIZE, DIVERSITY)
        ],
        "room": "library",
        "steps": [{"label": _("Practices"), "url": library_url(query)}],
    }
    return render(request, "website/like.html", context)


def _choice(place: Place, name: str, query: SearchQuery) -> dict[str, str]:
    population = say_figure(SIZE, place.population) if place.population else ""
    return {
        "url": library_url(_compared_with(query, place.key)),
        "name": name,
        "country": country_name(place.country_id, _language()),
        "note": _("%(count)s inhabitants") % {"count": population} if population else "",
    }


def _compared_with(query: SearchQuery, key: str) -> SearchQuery:
    """Return the search that compares with the city `key`, by likeness first: that is what the reader asks for."""
    return replace(query, like=key, sort="", page=1)


def _figure_errors(query: SearchQuery) -> dict[str, str]:
    texts = {
        "like_population": _("Write the inhabitants as a number from 1 to 50,000,000."),
        "like_foreign_born": _("Write the share as a number from 0 to 100, such as 14.5."),
    }
    return {note.name: texts[note.name] for note in query.notes if note.name in texts}


def _kept(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    """Return what a search keeps when it is compared with another city: all but the city, the order and the page."""
    return tuple(pair for pair in query.params() if pair[0] not in {*LIKE, "sort", "page"})


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:40] for name in FIGURES if name in request.GET}


def _name_of(query: SearchQuery) -> str:
    city = city_profile(query.like, _language()) if query.like else None
    return f"{city.name}, {country_name(city.country, _language())}" if city else ""


def like_form(query: SearchQuery) -> LikeForm:
    """Return the empty form for the list that `query` gives."""
    return LikeForm(_kept(query))


def _language() -> str:
    return get_language() or "en"
