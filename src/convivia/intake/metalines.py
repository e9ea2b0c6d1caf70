"""The line of a card that says where and when: "Country City Period" and its many variations. Pure.

A line is never known to be one by its form alone ("Italy - Learn Arabic!" is a title); what comes back carries a score,
and the reader of the whole listing weighs it against what stands around the line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from convivia.common.folding import fold_name
from convivia.intake.drafts import DraftPlace
from convivia.intake.weighing import draft_places, has_dash_before_words, remarks_of, worth_of_period, worth_of_places
from convivia.places.countries import country_names
from convivia.places.gazetteer import Gazetteer
from convivia.places.spans import COUNTRY_GUESSED, CountrySpan, LineReading, PlaceRef, Unread
from convivia.practices.period import Period, find_period, parse_period

LONGEST: Final = 250
_LONGEST_NAME: Final = 6  # words
_LONGEST_CUT_NAME: Final = 20
_LONGEST_CITY: Final = 3  # words of a lone city outside the programme
STRONG: Final = 6.0  # a country with a known city, or with a period

_REMARK_WORD = -0.7
_DASH_BEFORE_WORDS, _SHOUT, _FULL_STOP = -6.0, -5.0, -2.0

_FIELD = re.compile(
    r"(?<!\w)(?:country|city|cities|town|place|location|where|period|year|years|date|dates|when|duration"
    r"|pays|villes?|lieu|période|année|années|dates?|durée|land|stadt|ort|zeitraum|jahr|país|ciudad|lugar|período"
    r"|periodo|año|paese|città|luogo|anno|cidade|ano)\s?[:：]\s*",
    re.IGNORECASE,
)
_EDGES: Final = " \t,;:|/·•–—-("
_BYLINE = re.compile(r"(?:by|par|von|por|door|av|od|nga)\s+[^\W\d_]", re.IGNORECASE)
_CLOSING: Final = f"{_EDGES})"
_ASIDE_OPENS: Final = ("(", "+", "/", "-", "–", "—", ";", "&", "’", "'")
_FIRST_WORDS_OF_PERIODS: Final = ("since", "ongoing", "on-going", "from", "current", "depuis", "seit", "desde")


@dataclass(frozen=True, slots=True)
class MetaLine:
    """What a line says of place and time. `remarks` are codes of warnings with the words that they are about."""

    text: str
    score: float
    places: tuple[DraftPlace, ...] = ()
    period: Period | None = None
    remarks: tuple[tuple[str, str], ...] = ()
    names_country: bool = False
    is_byline: bool = False


class MetaReader:
    """Reads lines with one gazetteer; a line that was read before comes from memory."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, line: str, language: str = "", cut: bool = False) -> MetaLine | None:
        """Return what `line` says of place and time with its score, or None where it says nothing.

        `cut` says that the line is known to break off; names of countries in `language` are then tried first.
        """
        text = " ".join(_FIELD.sub(" ", line).split()) if ":" in line or "：" in line else line
        if not text or len(text) > LONGEST:
            return None
        best = max(self._readings(text, language, cut), key=lambda reading: reading.score, default=None)
        return best if best and best.score > 0 else None

    def names_country(self, text: str) -> bool:
        """Return whether `text` begins with the name of a country."""
        return self._gazetteer.find_country(text) is not None

    def may_be_cut_country(self, text: str) -> bool:
        """Return whether `text` is nothing but the beginning of a country's name, in some language: "Isl"."""
        if not 3 <= len(text) <= _LONGEST_CUT_NAME or not text[0].isupper() or not text[-1].isalpha():
            return False
        folded = fold_name(text)
        return any(name.startswith(folded) for name in country_names())

    def place_in(self, text: str, country: str) -> DraftPlace | None:
        """Return the one place of the programme in `country` that running `text` names; None for none or several."""
        names = {row.name for name, row in self._gazetteer.index(country).programme if _names(text, name)}
        return DraftPlace(country, names.pop()) if len(names) == 1 else None

    def _readings(self, text: str, language: str, cut: bool) -> Iterator[MetaLine]:
        """Yield the ways in which `text` can be taken for a line of place and time."""
        span = find_period(text)
        if span is None:
            yield from self._places_only(text, language, cut)
            return
        before, after = text[: span.start].strip(_EDGES), text[span.end :].strip(_CLOSING)
        places = self._places(before)
        if places.countries and not _is_clean(places):
            places = self._several_countries(before) or places
        to_the_end = parse_period(_balanced(text[span.start :].strip(" ,;|")))
        if not after:
            yield self._judged(text, places, to_the_end)
            return
        behind = self._places(after)
        if behind.places and not behind.unread and _says_nothing_new(places, behind):
            yield self._judged(text, places if before else behind, parse_period(text[span.start : span.end]))
        is_aside = text[span.end :].lstrip().startswith(_ASIDE_OPENS)
        yield self._judged(text, places, to_the_end, 0.0 if is_aside else _REMARK_WORD * len(after.split()))

    def _places_only(self, text: str, language: str, cut: bool) -> Iterator[MetaLine]:
        reading = self._places(text, language, cut)
        yield self._judged(text, reading, None)
        if _is_clean(reading):
            return
        if reading.countries:
            if several := self._several_countries(text):
                yield self._judged(text, several, None)
            yield self._judged(text, self._gazetteer.read(text, cut=True), None)
            yield from self._cut_period(text)
        elif _BYLINE.match(text) and "," in text:
            yield from self._byline(text)

    def _places(self, text: str, language: str = "", cut: bool = False) -> LineReading:
        """Return what `text` says of places: nothing where no country or known city stands at its ends."""
        if not text:
            return LineReading()
        is_worth_it = cut or any(self._gazetteer.find_country(text, at=end) for end in ("start", "end"))
        if not is_worth_it and not self._begins_with_city(text):
            return self._lone_city(text)
        return self._gazetteer.read(text, language=language, cut=cut)

    def _lone_city(self, text: str) -> LineReading:
        """Return the reading of a text that may be the name of a large city, and nothing else."""
        row = self._gazetteer.large_city(text) if len(text.split()) <= _LONGEST_CITY and text[0].isupper() else None
        if row is None:
            return LineReading(unread=(Unread(text, 0, len(text)),))
        place = PlaceRef(row.key, row.country, row.name, text, 0, len(text), (COUNTRY_GUESSED,))
        return LineReading(places=(place,))

    def _begins_with_city(self, text: str) -> bool:
        words = [word for word in text.split(maxsplit=_LONGEST_NAME)[:_LONGEST_NAME] if any(map(str.isalnum, word))]
        known = self._gazetteer.index("").names
        return any(fold_name(" ".join(words[:count])) in known for count in range(1, len(words) + 1))

    def _cut_period(self, text: str) -> Iterator[MetaLine]:
        """Yield the reading of a line that breaks off inside the first word of its period: "Spain Bilbao Sin"."""
        places, _, word = text.rpartition(" ")
        if len(word) > 1 and any(known.startswith(word.lower()) for known in _FIRST_WORDS_OF_PERIODS):
            reading = self._gazetteer.read(places)
            if _is_clean(reading):
                yield self._judged(text, reading, Period(text=word, warnings=("cut-off",)))

    def _several_countries(self, text: str) -> LineReading | None:
        """Return the reading of a line that names several countries without separators, where that reads all of it."""
        spans = self._countries_in(text)
        if len(spans) < 2 or spans[0][0] != 0:
            return None
        ends = [*(start for start, _ in spans[1:]), len(text)]
        readings = [
            self._gazetteer.read(text[start:end].strip(_EDGES)) for (start, _), end in zip(spans, ends, strict=True)
        ]
        if not any(reading.places for reading in readings[:-1]):  # all the countries come first, then all the cities
            return self._cities_of(tuple(span for _, span in spans), text[spans[-1][0] + spans[-1][1].end :])
        return _together(readings) if all(map(_is_clean, readings)) else None

    def _countries_in(self, text: str) -> list[tuple[int, CountrySpan]]:
        """Return the countries that `text` names, each with the offset from which its span counts."""
        place, spans = 0, []
        while 0 <= place < len(text):
            span = self._gazetteer.find_country(text[place:])
            if span:
                spans.append((place, span))
                place += span.end
            place = text.find(" ", place) + 1 or len(text)
        return spans

    def _cities_of(self, countries: tuple[CountrySpan, ...], text: str) -> LineReading | None:
        """Return the reading of a row of cities of several countries, where each word of it belongs to a known one."""
        words, start = text.split(), 0
        places: list[PlaceRef] = []
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                name = " ".join(words[start:end])
                known = (self._gazetteer.index(country.code).whole(fold_name(name)) for country in countries)
                if row := next(filter(None, known), None):
                    places.append(PlaceRef(row.key, row.country, row.name, name, 0, 0))
                    start = end
                    break
            else:
                return None
        return LineReading(countries, tuple(places))

    def _byline(self, text: str) -> Iterator[MetaLine]:
        """Yield the reading of an author's line that ends in a place: "by A. Author, designer, Tel Aviv - Jaffa"."""
        reading = self._gazetteer.read(text.rpartition(",")[2])
        if reading.places and not reading.unread:
            places = draft_places(reading)
            yield MetaLine(text, 2.0, places, None, (("by-line", text),), is_byline=True)

    def _judged(self, text: str, reading: LineReading, period: Period | None, score: float = 0.0) -> MetaLine:
        score += worth_of_places(reading) + (worth_of_period(period) if period else 0.0)
        if text.endswith(("!", "?", ":")):
            score += _SHOUT
        elif text.endswith(".") and not text.endswith("..."):
            score += _FULL_STOP
        if has_dash_before_words(text, reading):
            score += _DASH_BEFORE_WORDS
        return MetaLine(
            text=text,
            score=score,
            places=draft_places(reading),
            period=period,
            remarks=tuple(remarks_of(reading)),
            names_country=bool(reading.countries),
        )


def _names(text: str, folded: str) -> bool:
    return f" {folded} " in f" {fold_name(text)} "


def _is_clean(reading: LineReading) -> bool:
    """Return whether every word of a line of places was read, and each of its places is known."""
    return (
        bool(reading.countries or reading.places) and not reading.unread and all(place.key for place in reading.places)
    )


def _together(readings: Sequence[LineReading]) -> LineReading:
    """Return the readings of the parts of a line as one; offsets are those in the parts."""
    return LineReading(
        tuple(country for reading in readings for country in reading.countries),
        tuple(place for reading in readings for place in reading.places),
    )


def _says_nothing_new(first: LineReading, second: LineReading) -> bool:
    """Return whether `first` names no place, or all that `second` names."""
    said = {(place.country, fold_name(place.name)) for place in first.places}
    return not said or {(place.country, fold_name(place.name)) for place in second.places} <= said


def _balanced(text: str) -> str:
    """Return `text` without a closing bracket whose opening one stands before it."""
    return text.removesuffix(")").rstrip() if text.count(")") > text.count("(") else text
