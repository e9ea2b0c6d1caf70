"""What the defects of practices are called, why each matters, and how it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_L = str | Promise
_WORDS: Final[Mapping[str, tuple[_L, _L]]] = {
    "no-title": (_("No title of its own"), _("Ask the city for the title, or write one that says what was done.")),
    "no-summary": (_("A text without a summary"), _("Write one or two sentences: lists and search show them.")),
    "no-period": (_("No period"), _("Ask the city when it began, and whether it still runs.")),
    "unread-period": (_("A period that says no year"), _("Write the years as numbers beside the printed words.")),
    "stale": (
        _("“Ongoing” that nobody confirmed for years"),
        _("Ask the city whether it still runs, and note the day."),
    ),
    "no-city": (_("No city"), _("Add the place; a country alone cannot be compared.")),
    "no-area": (_("No policy area"), _("Choose one to three areas, so that it is found by subject.")),
    "no-evidence": (_("No evidence"), _("Ask what changed, how that is known, and since when.")),
    "no-contact": (_("No visible contact"), _("Ask the city for an office and its mailbox.")),
    "no-source": (_("No source"), _("Add where it was published first.")),
    "no-licence": (_("No licence"), _("Ask under which licence the text may be used.")),
    "cut-off": (_("Texts that their source cuts off"), _("Copy the whole text from the city’s page, or ask for it.")),
    "title-language": (_("A title in another language than the text"), _("Translate the title; the old one is kept.")),
    "doubled": (_("Doubled records"), _("Look at both, and make them one or tell them apart.")),
    "place-in-period": (_("A place in the field for the period"), _("Move it to the places.")),
    "placeholder": (_("“N/A” and other words that only hold a place"), _("Empty the field, or ask the city.")),
    "empty-sections": (_("Sections that are mostly empty"), _("Ask for purpose, reasons, way and impact.")),
    "mixed-language": (
        _("Words in another language than the text"),
        _("Move them to their own version, or translate."),
    ),
    "divergent": (_("Language versions that tell different things"), _("Bring the shorter one up to the longer one.")),
    "personal": (_("Personal data in the text"), _("Take it out, or ask the person and keep the answer in writing.")),
    "dead-link": (
        _("Dead links"),
        _("Look for the page’s new address or an archived copy, or take the link out."),
    ),
    "bad-link": (_("Links that cannot work or are not safe"), _("Correct the address, or take it out.")),
}


@dataclass(frozen=True, slots=True)
class DefectWords:
    """A defect for people: its name, and how it is mended."""

    name: str
    mending: str


def say_defect(key: str) -> DefectWords:
    """Return the words for a defect in the language of the page. Raises `KeyError` for a key that is none."""
    name, mending = _WORDS[key]
    return DefectWords(str(name), str(mending))
