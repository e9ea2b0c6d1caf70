"""What two practices have in common, in words of the active language, such as "city of similar size"."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.places.likeness import COUNTRY, DIVERSITY, SIZE
from convivia.search.similar import Similar
from convivia.vocabularies.queries import ConceptName

# More than this is no reason any more but a list.
NAMED, TOLD = 2, 3


def say_similar(similar: Similar, concepts: Mapping[str, ConceptName]) -> list[str]:
    """Return in what a practice is similar, the strongest first; `concepts` come from `concept_names(language)`."""
    return [*_about(similar, concepts), *_of_the_city(similar)][:TOLD]


def _about(similar: Similar, concepts: Mapping[str, ConceptName]) -> Iterator[str]:
    if areas := _labels(similar.areas, concepts):
        text = ngettext("same area: %(names)s", "same areas: %(names)s", len(areas))
        if len(areas) > NAMED:
            text = _("%(count)d areas in common, among them %(names)s")
        yield text % {"names": ", ".join(areas[:NAMED]), "count": len(areas)}
    elif principles := _labels(similar.principles, concepts):
        yield _("same principle: %(names)s") % {"names": ", ".join(principles[:NAMED])}
    if similar.words:
        words = ", ".join(_("“%(words)s”") % {"words": word} for word in similar.words[:NAMED])
        yield _("both speak of %(words)s") % {"words": words}
    elif similar.meaning:
        yield _("similar in what it tells")


def _of_the_city(similar: Similar) -> Iterator[str]:
    # That both cities are in a network is left unsaid: nearly all are in the same one.
    if similar.is_same_city:
        yield _("same city")
        return
    same = {reason.trait for reason in similar.likeness.reasons if reason.is_same} if similar.likeness else set()
    said = {
        SIZE: _("city of similar size"),
        DIVERSITY: _("city with a similar share of foreign-born residents"),
        COUNTRY: _("same country"),
    }
    yield from (said[trait] for trait in (SIZE, DIVERSITY, COUNTRY) if trait in same)


def _labels(keys: Sequence[str], concepts: Mapping[str, ConceptName]) -> list[str]:
    named = sorted((concepts[key] for key in keys if key in concepts), key=lambda concept: concept.position)
    return [concept.label for concept in named]
