"""Whether what the public sees is what a snapshot says: some of a snapshot has no place in the tables."""

from typing import Any

from convivia.places.models import Country, Place
from convivia.practices.models import ExternalId, Picture, Practice
from convivia.practices.snapshots import Content
from convivia.vocabularies.models import Concept


def says_the_same(practice: Practice, seen: Content, told: Content) -> bool:
    """Return whether `told`, shown to the public, would be `seen`, a snapshot of what the public sees of `practice`.

    Places, countries, concepts and pictures that are not known any more do not count, and nor does what is kept beside
    the tables (`further`).
    """
    return _plain(practice, seen) == _plain(practice, told)


def _plain(practice: Practice, content: Content) -> dict[str, Any]:
    """Return `content` as it comes back from the tables, in one order."""
    plain: dict[str, Any] = {key: value for key, value in content.items() if key != "further"}
    places = list(dict.fromkeys(content["places"]))
    known = set(Place.objects.filter(key__in=places).values_list("key", flat=True))
    plain["places"] = [key for key in places if key in known]
    plain["countries"] = set(Country.objects.filter(code__in=content["countries"]).values_list("code", flat=True))
    plain["concepts"] = set(Concept.objects.filter(key__in=content["concepts"]).values_list("key", flat=True))
    digests = [one["digest"] for one in content["pictures"]]
    there = set(Picture.objects.filter(digest__in=digests).values_list("digest", flat=True))
    plain["pictures"] = list({one["digest"]: one for one in content["pictures"] if one["digest"] in there}.values())
    period = content["period"]
    plain["period"] = {**period, "start": period["start"] or None, "end": period["end"] or None}
    own = set(ExternalId.objects.filter(practice=practice).values_list("value", flat=True))
    plain["texts"] = {
        language: {**text, "external_ids": own.intersection(text["external_ids"])}
        for language, text in content["texts"].items()
    }
    return plain
