"""What changes the places of an installation: loading the shipped files, and meeting a place that nobody knew."""

import hashlib
import logging
import re

from django.db import transaction

from convivia.common.folding import fold_name
from convivia.places.files import slug
from convivia.places.loading import LoadCounts, Loader, Progress
from convivia.places.models import Country, Place
from convivia.places.queries import find_place, forget_gazetteer

logger = logging.getLogger(__name__)

LONGEST_NAME = 200
_BLANKS = re.compile(r"\s+")


class UnknownCountry(ValueError):
    """No country has that code."""


class NotAName(ValueError):
    """A place cannot be called that: no letter in it, or longer than LONGEST_NAME."""


@transaction.atomic
def load_places(*, by: str, progress: Progress | None = None, only_programme: bool = False) -> LoadCounts:
    """Bring countries, places, names, figures and networks to what the shipped files say; return what that changed.

    A second run changes nothing. Places that were edited by hand (`is_edited`), and all that is not in the files, stay
    as they are. With `only_programme` the cities of the gazetteer are left out. `progress(done, total)` counts rows.
    """
    counts = Loader(progress=progress, only_programme=only_programme).run()
    transaction.on_commit(forget_gazetteer)
    logger.info("Places loaded by %s: %s created, %s changed", by, counts.all_created, counts.all_changed)
    return counts


@transaction.atomic
def ensure_place(
    *, country: str, name: str, by: str, kind: str = Place.Kind.CITY, parent: Place | None = None
) -> Place:
    """Return the place of that country and name, also by another of its names; make one where nobody knows it.

    A new place has no point and the origin "import", so that editors find it; its key comes from its name and country.
    Raises UnknownCountry, NotAName.
    """
    wanted = _BLANKS.sub(" ", name).strip()
    if not fold_name(wanted) or len(wanted) > LONGEST_NAME:
        raise NotAName(name[:LONGEST_NAME])
    found = find_place(country=country, name=wanted)
    if found:
        return found
    if not Country.objects.filter(code=country).exists():
        raise UnknownCountry(country)
    place = Place.objects.create(
        key=_new_key(country, wanted),
        kind=kind,
        name=wanted,
        country_id=country,
        parent=parent,
        origin=Place.Origin.IMPORT,
    )
    transaction.on_commit(forget_gazetteer)
    logger.info("Place %s made by %s", place.key, by)
    return place


def _new_key(country: str, name: str) -> str:
    """Return a free key: name and country, with a fingerprint of the name where that is taken or not Latin."""
    key = f"{slug(name)}-{country.lower()}"
    if slug(name) and not Place.objects.filter(key=key).exists():
        return key
    fingerprint = hashlib.sha256(fold_name(name).encode()).hexdigest()[:10]
    return f"{slug(name) or 'place'}-{country.lower()}-{fingerprint}"
