"""How words of a document are understood: areas, places, kinds of evidence, yes and no, in any interface language."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.common.folding import fold_name
from convivia.common.languages import interface_languages
from convivia.intake.template_fields import Known
from convivia.intake.templates import kind_words
from convivia.places.countries import country_code
from convivia.places.naming import places_meant
from convivia.places.queries import find_place
from convivia.practices.period import parse_period
from convivia.practices.snapshots import period_content
from convivia.questionnaires.kinds import EVIDENCE_KINDS
from convivia.vocabularies.queries import concept_names

_PIECES: Final = re.compile(r"[;,•·/|]")


def area_lines(text: str, known: Known) -> Iterator[str]:
    """Yield the lines of a list of areas; one that names several is taken apart."""
    for line in text.splitlines():
        pieces = [piece.strip() for piece in _PIECES.split(line.removeprefix("- ")) if piece.strip()]
        is_list = len(pieces) > 1 and any(fold_name(piece) in known.concepts for piece in pieces)
        if "[" not in line and is_list and fold_name(line) not in known.concepts:
            yield from pieces
        else:
            yield line.removeprefix("- ")


def understood_words() -> Known:
    """Return how words are understood in any language of the interface: who fills in need not say in which it asks."""
    concepts: dict[str, str] = {}
    kinds = {fold_name(kind): kind for kind in EVIDENCE_KINDS}
    yes = {"x", "true", "1"}
    for language in interface_languages():
        with override(language):
            for one in concept_names(language).values():
                concepts |= {fold_name(one.label): one.key, fold_name(one.key): one.key}
            kinds |= {fold_name(words): kind for kind, words in kind_words().items()}
            yes.add(fold_name(_("yes")))
    return Known(concepts, kinds, place_of, lambda text: dict(period_content(parse_period(text))), frozenset(yes))


def place_of(text: str) -> tuple[str, str]:
    """Return the key of the place that "Oslo, Norway", "Norway: Oslo" or "Oslo" names, and the code of its country.

    "" for what is not known, or names more than one place.
    """
    if code := country_code(text):
        return "", code
    for name, country in _name_and_country(text):
        code = country_code(country)
        place = find_place(country=code, name=name) if code and name else None
        if place:
            return place.key, code
    meant = places_meant(text)
    alone = meant.places[0] if meant.exact and len(meant.places) == 1 else None
    return (alone.key, alone.country_id) if alone else ("", "")


def _name_and_country(text: str) -> Iterator[tuple[str, str]]:
    name, _comma, country = text.rpartition(",")
    yield name.strip(), country.strip()
    first, _sign, second = text.replace(":", ",").replace("(", ",").replace(")", "").partition(",")
    yield from ((first.strip(), second.strip()), (second.strip(), first.strip()))
