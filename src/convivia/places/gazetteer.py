"""Reads countries and places out of running text, such as the "Country City" line of a listing. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from convivia.common.folding import fold_name
from convivia.places.countries import country_names, names_in
from convivia.places.name_index import NameIndex, PlaceRow
from convivia.places.place_reader import PlaceReader
from convivia.places.spans import (
    CUT_OFF,
    CountrySpan,
    LineReading,
    PlaceRef,
    PlacesReading,
    Unread,
    Word,
    folded_text,
    printed,
    segments,
    words,
)

__all__ = ["CountrySpan", "Gazetteer", "LineReading", "PlaceRef", "PlaceRow", "PlacesReading", "Unread"]

LONGEST_COUNTRY = 10
LONGEST_TEXT = 2000
LARGE = 150_000  # inhabitants

Span = TypeVar("Span", CountrySpan, PlaceRef, Unread)


class Gazetteer:
    """Knows places by their names. Built from rows in one pass; the names of a country are prepared at first use."""

    def __init__(self, rows: Iterable[PlaceRow]) -> None:
        self._rows: dict[str, list[PlaceRow]] = {}
        self._programme: list[PlaceRow] = []
        for row in rows:
            self._rows.setdefault(row.country, []).append(row)
            if row.is_programme:
                self._programme.append(row)
        self._indexes: dict[str, NameIndex] = {}
        self._large: NameIndex | None = None

    def index(self, country: str) -> NameIndex:
        """Return the names of `country`; with "" those of the programme's places in all countries."""
        if country not in self._indexes:
            self._indexes[country] = NameIndex(self._rows.get(country, ()) if country else self._programme)
        return self._indexes[country]

    def large_city(self, name: str) -> PlaceRow | None:
        """Return the largest city of any country that bears `name`, among those with many inhabitants; else None."""
        if self._large is None:
            self._large = NameIndex(row for rows in self._rows.values() for row in rows if row.population >= LARGE)
        return self._large.names.get(fold_name(name))

    def find_country(
        self, text: str, *, language: str = "", at: str = "start", cut: bool = False
    ) -> CountrySpan | None:
        """Return the country named at the "start" or the "end" of `text`, the longest name first; None when none is.

        With `cut` the text is known to break off: a beginning of a country's name is enough, names of `language` first.
        """
        all_words = words(text[:LONGEST_TEXT])
        names = country_names()
        for count in range(min(LONGEST_COUNTRY, len(all_words)), 0, -1):
            part = all_words[:count] if at == "start" else all_words[-count:]
            code = names.get(folded_text(part))
            if code:
                return CountrySpan(code, *printed(text, part))
        if cut and all_words:
            return self._cut_country(text, all_words, language)
        return None

    def _cut_country(self, text: str, part: list[Word], language: str) -> CountrySpan | None:
        """Return the one country, or the one with places of the programme, whose name begins with all of `text`."""
        folded = folded_text(part)
        if len(folded) < 3:
            return None
        in_order = (names_in(tag) for tag in (language, "en", "fr") if tag)  # English and French: the programme's own
        for known in (*in_order, country_names()):
            codes = {code for name, code in known.items() if name.startswith(folded)}
            in_programme = codes & {row.country for row in self._programme}
            likely = in_programme or codes
            if len(likely) == 1:
                return CountrySpan(likely.pop(), *printed(text, part), (CUT_OFF,))
            if len(in_programme) > 1:
                break
        return None

    def find_places(self, text: str, country: str, *, cut: bool = False) -> PlacesReading:
        """Return the places of `country` that `text` names, each once, and the words that name none.

        Places may stand side by side without separators. A segment without any known word is one unknown place.
        Without a country ("") only places of the programme are known. With `cut` the text breaks off at its end.
        """
        reader = PlaceReader(text[:LONGEST_TEXT], country, self.index(country))
        parts = segments(reader.text)
        whole = reader.index.names.get(folded_text([word for part in parts for word in part]))
        if whole and len(parts) > 1:
            reader.add([word for part in parts for word in part], whole)
        else:
            for number, part in enumerate(parts):
                reader.read(part, cut=cut and number == len(parts) - 1)
        return PlacesReading(tuple(reader.places_once()), tuple(reader.unread))

    def resolve(self, country: str, name: str) -> PlaceRef | None:
        """Return the place that a record names by country and name; an unknown name is a place without a key.

        Without a country only the programme's places count, with the warning "country-guessed"; None when none fits.
        """
        reader = PlaceReader(name[:LONGEST_TEXT], country, self.index(country))
        part = words(reader.text)
        if not folded_text(part):
            return None
        reader.one(part)
        if not reader.places and country:
            reader.add_unknown(part)
        return reader.places[0] if reader.places else None

    def read(self, text: str, *, language: str = "", cut: bool = False) -> LineReading:
        """Return what a place line says: "Country City …", "City, Country", "Country City City, Country", or less.

        Several countries may stand side by side when semicolons or slashes part them.
        """
        pieces = [piece for piece in _split_countries(text) if piece[1].strip()]
        if len(pieces) > 1 and all(self._country_of(piece, language, cut=False) for _, piece in pieces):
            readings = [_moved(self.read(piece, language=language, cut=cut), offset) for offset, piece in pieces]
            return LineReading(
                tuple(found for reading in readings for found in reading.countries),
                tuple(found for reading in readings for found in reading.places),
                tuple(found for reading in readings for found in reading.unread),
            )
        found = self._country_of(text, language, cut=cut)
        code = found[0].code if found else ""
        start, rest = (found[1], found[2]) if found else (0, text)
        places = self.find_places(rest, code, cut=cut)
        countries = (found[0],) if found else ()
        return _moved(LineReading((), places.places, places.unread), start, countries)

    def _country_of(self, text: str, language: str, *, cut: bool) -> tuple[CountrySpan, int, str] | None:
        """Return the country of a line, with the offset and the text of what is left when it is taken away."""
        first, last = self.find_country(text, language=language), self.find_country(text, at="end")
        if last and last.start > 0 and (text[: last.start].rstrip().endswith((",", "(")) or not first):
            before = text[: last.start].rstrip(" ,(-–—")
            if first and first.code == last.code and before[first.end :].strip():
                return first, first.end, before[first.end :]
            return last, 0, before
        if first and last and last.start >= first.end and self._is_place_of(last.code, first.printed):
            return last, 0, text[: last.start]  # "Granada Spain": a city that bears the name of a country
        first = first or (self.find_country(text, language=language, cut=True) if cut else None)
        return (first, first.end, text[first.end :]) if first else None

    def _is_place_of(self, country: str, name: str) -> bool:
        return fold_name(name) in self.index(country).names


def _split_countries(text: str) -> list[tuple[int, str]]:
    """Return the parts of `text` between semicolons and slashes, each with its offset."""
    parts, start = [], 0
    for place, sign in enumerate(text + ";"):
        if sign in ";/|":
            parts.append((start, text[start:place]))
            start = place + 1
    return parts


def _shifted(span: Span, offset: int) -> Span:
    return replace(span, start=span.start + offset, end=span.end + offset)


def _moved(reading: LineReading, offset: int, countries: tuple[CountrySpan, ...] = ()) -> LineReading:
    """Return `reading` with its positions `offset` further on, behind the `countries` whose positions are right."""
    return LineReading(
        (*countries, *(_shifted(span, offset) for span in reading.countries)),
        tuple(_shifted(span, offset) for span in reading.places),
        tuple(_shifted(span, offset) for span in reading.unread),
    )
