"""What a reading of a line of place and period is worth, and which places it names. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from convivia.common.folding import fold_name
from convivia.intake.drafts import DraftPlace
from convivia.places.spans import LineReading, PlaceRef, Unread
from convivia.practices.period import Period

# What single findings are worth; a title or a sentence gathers more of the last ones.
_COUNTRY, _KNOWN, _FURTHER, _GUESSED, _MISSPELT, _UNKNOWN = 3.0, 3.0, 0.5, 1.5, 2.0, 0.5
_PERIOD, _PLACEHOLDER, _NO_DATE = 3.0, 1.0, 2.0
_UNREAD, _UNREAD_WORD = -3.0, -0.5
_LONGEST_NAME: Final = 6  # words
_DASH = re.compile(r"\s*(?:\s[–—-]\s|[–—:]\s)")


def worth_of_places(reading: LineReading) -> float:
    """Return what places and countries speak for a line, less what its other words speak against it."""
    score = _COUNTRY if reading.countries else 0.0
    known = [place for place in reading.places if place.key]
    for number, place in enumerate(known):
        first = _KNOWN if reading.countries else _GUESSED
        score += (_MISSPELT if place.warnings and reading.countries else first) if number == 0 else _FURTHER
    unknown = [place for place in reading.places if not place.key]
    score += sum(_UNKNOWN - 0.5 * max(0, len(place.printed.split()) - 3) for place in unknown)
    return score + sum(_UNREAD + _UNREAD_WORD * len(unread.printed.split()) for unread in reading.unread)


def worth_of_period(period: Period) -> float:
    """Return what a period speaks for a line; dates speak loudest."""
    if "placeholder" in period.warnings:
        return _PLACEHOLDER
    if period.start or period.end:
        return _PERIOD
    return _NO_DATE if period.ongoing is not None or period.recurrence else _PLACEHOLDER


def has_dash_before_words(text: str, reading: LineReading) -> bool:
    """Return whether a dash parts the place from words that name none: "Ballarat – The Harmony Fest"."""
    ends = [country.end for country in reading.countries] + [place.end for place in reading.places if place.key]
    strangers = [place.start for place in reading.places if not place.key] + [words.start for words in reading.unread]
    return any(_DASH.match(text, end) and any(start > end for start in strangers) for end in ends)


def draft_places(reading: LineReading) -> tuple[DraftPlace, ...]:
    """Return the places of a reading, and as a whole each country of which it names no place; each once."""
    found = [DraftPlace(place.country, _undoubled(place)) for place in reading.places]
    if not found and len(reading.countries) == 1:
        found = [
            DraftPlace(reading.countries[0].code, words.printed) for words in reading.unread if _may_be_name(words)
        ]
    with_places = {place.country for place in found}
    found += [DraftPlace(country.code) for country in reading.countries if country.code not in with_places]
    return tuple(dict.fromkeys(found))


def _may_be_name(words: Unread) -> bool:
    """Return whether words behind a country, which name no place that is known, can still be the name of one."""
    is_short = len(words.printed.split()) <= _LONGEST_NAME and words.printed.isprintable()
    return is_short and words.printed[0].isupper() and not any(map(str.isdigit, words.printed))


def _undoubled(place: PlaceRef) -> str:
    """Return the name of a place; of an unknown one that is printed twice in a row, once."""
    words = place.name.split()
    half, rest = divmod(len(words), 2)
    if place.key is None and not rest and fold_name(" ".join(words[:half])) == fold_name(" ".join(words[half:])):
        return " ".join(words[:half])
    return f"{place.name})" if place.name.count("(") > place.name.count(")") else place.name


def remarks_of(reading: LineReading) -> Iterator[tuple[str, str]]:
    """Yield the code of each doubt about a reading, with the words that it is about."""
    for place in reading.places:
        for code in place.warnings:
            yield code, place.printed
    for country in reading.countries:
        for code in country.warnings:
            yield code, country.printed
    is_name = not reading.places and len(reading.countries) == 1
    for unread in reading.unread:
        yield "unknown-place" if is_name and _may_be_name(unread) else "unread", unread.printed
