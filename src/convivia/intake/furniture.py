"""What a page prints around its records, and what is therefore no part of one. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from convivia.common.folding import fold_name
from convivia.intake.metalines import MetaReader
from convivia.intake.page_words import CITY_FILTERS, FURNITURE, pattern

LONGEST: Final = 160
_WHOLE_LINE = re.compile(rf"(?:{pattern(FURNITURE)})", re.IGNORECASE)
_FILTERS = frozenset(CITY_FILTERS.split())
_COUNTED = re.compile(r"(?P<before>[0-9]{1,4}) (?P<name>\S.{2,60})|(?P<other>\S.{2,60}?) ?\((?P<after>[0-9]{1,4})\)")


class Furniture:
    """Recognises the furniture of pages. `topics` are the names of filter values, of which a page prints counts."""

    def __init__(self, topics: Iterable[str], places: MetaReader) -> None:
        self._topics = {fold_name(topic) for topic in topics}
        self._places = places

    def is_furniture(self, line: str) -> bool:
        """Return whether `line` as a whole is known to be furniture."""
        if len(line) > LONGEST:
            return False
        return bool(_WHOLE_LINE.fullmatch(line)) or self._is_counted_topic(line) or self._is_city_filter(line)

    def _is_counted_topic(self, line: str) -> bool:
        """Return whether `line` is a filter value with its count: "0 International outlook", "Language (12)"."""
        match = _COUNTED.fullmatch(line)
        if match is None:
            return False
        return (match["before"] or match["after"]) == "0" or fold_name(match["name"] or match["other"]) in self._topics

    def _is_city_filter(self, line: str) -> bool:
        """Return whether `line` says by which city a page was filtered: "Villes Botkyrka"."""
        word, _, rest = line.partition(" ")
        if word.rstrip(":").lower() not in _FILTERS or not rest:
            return False
        reading = self._places.read(rest.strip(" :"))
        return bool(reading and reading.places and reading.period is None and not reading.names_country)


def topic_names(scheme: Mapping[str, Any]) -> Iterable[str]:
    """Yield every name of each concept of a vocabulary file, in all its languages."""
    for concept in scheme["concepts"]:
        yield from concept["prefLabel"].values()
        for names in concept.get("altLabel", {}).values():
            yield from names
