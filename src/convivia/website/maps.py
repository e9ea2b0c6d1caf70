"""Small maps for the pages: where a practice, a city or the cities of a country are."""

from collections.abc import Iterable

from convivia.places.models import Place
from convivia.places.outline import Outline, locator

WIDTH, HEIGHT = 300, 210


def map_of(places: Iterable[Place]) -> Outline | None:
    """Return a map around `places`; None where no point of them is known."""
    known = [place for place in places if place.point]
    points = [place.point for place in known if place.point]
    found = locator(points, width=WIDTH, height=HEIGHT, countries=sorted({place.country_id for place in known}))
    return None if found.is_empty else found
