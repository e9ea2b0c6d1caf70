"""Reads JSON objects into drafts: what a dry run printed, the shipped library, the API's answers, notes of facts. Pure.

A value that does not fit is told and left out; the record stays. `from_json(to_json(draft)) == draft`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from convivia.intake.cleaning import clean_line
from convivia.intake.drafts import Draft, DraftPlace, DraftText, DraftWarning
from convivia.intake.fields import Fields
from convivia.intake.language_codes import language_code
from convivia.intake.limits import IntakeError
from convivia.places.countries import country_code
from convivia.practices.ids import is_public_id
from convivia.practices.period import PRECISIONS, RECURRENCES, Period, find_period, parse_period

# What other records say in other words, or what only repeats what is read from elsewhere.
_REPEATS: Final = (
    *("slug", "languages", "status", "api_url", "last_confirmed", "revision", "created", "updated"),
    *("strongest_evidence", "evidence", "contact", "pictures", "archived", "archived_reason"),
    *("first_label", "meta_truncated", "accept_end_years", "same_as"),
)
_EDTF: Final = re.compile(
    r"(?P<start>[0-9][0-9X]{3}(?:-[0-9]{2}){0,2})?/(?P<end>[0-9][0-9X]{3}(?:-[0-9]{2}){0,2})?(?:\.\.)?"
)
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
FIRST_YEAR, LAST_YEAR = 1800, 2200
# A record that has one of these is a text itself; without them, the first of its list `texts` is the main one.
_OF_TEXTS: Final = ("title", "language", "summary", "sections", "stand_in_title")


def from_json(value: Any, line: int = 0) -> Draft:
    """Return the draft that a JSON object describes; raise `IntakeError` where `value` is no object."""
    if not isinstance(value, Mapping):
        where = f"Line {line}" if line else "A record"
        raise IntakeError(
            f"{where} holds no object: each record must be a JSON object in braces, with a title or a text."
        )
    fields = Fields(value, line)
    given = tuple(_warnings(fields))
    identity = fields.line_of_text("id")
    texts = _texts(fields, "" if is_public_id(identity) else identity)
    draft = Draft(
        texts=texts,
        places=_places(fields),
        period=_period(fields),
        areas=fields.texts("areas", "area"),
        principles=fields.texts("principles", "principle"),
        public_id=identity if is_public_id(identity) else "",
        source=fields.line_of_text("source"),
        licence=fields.line_of_text("licence", "license"),
    )
    fields.raw(*_REPEATS)
    for name, shown in fields.untaken():
        fields.warn("unknown-field", f"{name} = {shown}")
    return replace(draft, warnings=(*given, *(found for found in fields.warnings if found not in given)))


def _warnings(fields: Fields) -> Sequence[DraftWarning]:
    """Return the warnings that the object brings along."""
    found = []
    for given in fields.objects("warnings"):
        if isinstance(given, Mapping):
            code, text, line = given.get("code"), given.get("text"), given.get("line", 0)
            is_number = isinstance(line, int) and not isinstance(line, bool) and 0 <= line < 10**9
            if isinstance(code, str) and isinstance(text, str):
                found.append(
                    DraftWarning(fields.plain(code, "code"), fields.plain(text, "text"), line if is_number else 0)
                )
    return found


def _texts(fields: Fields, identity: str) -> tuple[DraftText, ...]:
    """Return the texts of an object: the one that it holds itself, and those of its list `texts`."""
    own = _text(fields)
    listed = []
    for given in fields.objects("texts"):
        if isinstance(given, Mapping):
            inner = Fields(given, fields.line)
            listed.append(_text(inner))
            inner.raw(*_REPEATS)
            for name, shown in inner.untaken():
                inner.warn("unknown-field", f"{name} = {shown}")
            fields.warnings += [found for found in inner.warnings if found not in fields.warnings]
        else:
            fields.warn("wrong-type", "texts")
    if listed and not any(fields.names(key) for key in _OF_TEXTS):
        first = listed[0]
        main = replace(
            first,
            language=first.language or own.language,
            external_id=first.external_id or own.external_id or identity,
            source_url=first.source_url or own.source_url,
            keywords=first.keywords or own.keywords,
        )
        return (main, *listed[1:])
    main = replace(own, external_id=own.external_id or identity)
    is_answer = fields.names("api_url")  # which says of one text in short what it says of it whole further down
    same = next((text for text in listed if is_answer and text.language == own.language), None)
    if same is None:
        return (main, *listed)
    return (_filled(main, same), *(text for text in listed if text is not same))


def _filled(text: DraftText, whole: DraftText) -> DraftText:
    """Return `text`, which a record tells of itself, with what its list of texts says further of the same one."""
    return replace(
        text,
        title_language=text.title_language or whole.title_language,
        stand_in_title=text.stand_in_title or whole.stand_in_title,
        summary=text.summary or whole.summary,
        sections={**whole.sections, **text.sections},
        cut_off=text.cut_off or whole.cut_off,
        keywords=text.keywords or whole.keywords,
        external_id=text.external_id or whole.external_id,
        also=text.also or whole.also,
        other_titles=text.other_titles or whole.other_titles,
        note=text.note or whole.note,
        source_url=text.source_url or whole.source_url,
        original=text.original and whole.original,
    )


def _text(fields: Fields) -> DraftText:
    original, origin = fields.raw("original"), fields.raw("origin")
    title, is_ours = fields.line_of_text("title"), fields.raw("title_is_ours") is True
    language = fields.line_of_text("language", "lang")
    title_language = fields.line_of_text("title_language", "title_lang")
    code = language_code(language)
    if language and not code:
        fields.warn("unknown-language", language)
    title_code = language_code(title_language)
    return DraftText(
        language=code,
        title="" if is_ours else title,
        title_language=title_code if title_code != code else "",
        stand_in_title=fields.line_of_text("stand_in_title") or (title if is_ours else ""),
        summary=fields.text("summary"),
        sections=_sections(fields),
        cut_off=fields.texts("cut_off"),
        keywords=fields.texts("keywords", separators=";,|\n"),
        external_id=fields.line_of_text("external_id"),
        also=fields.texts("also"),
        other_titles=fields.texts("other_titles", separators="\n"),
        note=fields.text("note"),
        source_url=_source_url(fields),
        original=original is not False and origin in (None, "original"),
    )


def _source_url(fields: Fields) -> str:
    """Return the address of the source; a page's own `url` counts where it is the only one, but not our own page's."""
    if fields.has("source_url") or fields.names("api_url") or fields.names("origin"):
        fields.raw("url")
        return fields.address("source_url")
    return fields.address("url", "source_url")


def _sections(fields: Fields) -> dict[str, str]:
    given = fields.raw("sections", "answers")
    if given is None:
        return {}
    if isinstance(given, str):
        given = {"description": given}
    if not isinstance(given, Mapping):
        fields.warn("wrong-type", "sections")
        return {}
    texts = {clean_line(key)[0]: fields.plain(value, "sections") for key, value in given.items()}
    return {key: text for key, text in texts.items() if key and text}


def _places(fields: Fields) -> tuple[DraftPlace, ...]:
    found = []
    country = fields.raw("country_code", "country")
    cities = fields.texts("cities") or fields.texts("city")
    fields.raw("country", "city")
    named = fields.plain(country, "country")
    code = country_code(named)
    if named and not code:
        fields.warn("unknown-country", named)
    for given in fields.objects("places"):
        if isinstance(given, str):
            found.append(_place_of_text(given, fields))
        elif isinstance(given, Mapping):
            inner = Fields(given, fields.line)
            named = inner.line_of_text("country")
            its_code = country_code(named)
            if named and not its_code:
                fields.warn("unknown-country", named)
            found.append(DraftPlace(its_code, inner.line_of_text("name", "city")))
        else:
            fields.warn("wrong-type", "places")
    found += [DraftPlace(code, city) for city in cities] or ([DraftPlace(code)] if code else [])
    return tuple(dict.fromkeys(place for place in found if place.country or place.name))


def _place_of_text(given: str, fields: Fields) -> DraftPlace:
    """Return the place that a text names: "Bergen, Norway", "Norway", or a city without its country."""
    text = " ".join(fields.plain(given, "places").split())
    name, comma, country = text.rpartition(",")
    code = country_code(country) if comma else country_code(text)
    return DraftPlace(code, name.strip() if comma and code else "" if code else text)


def _period(fields: Fields) -> Period:
    given = fields.raw("period")
    start, end, ongoing, edtf = (fields.raw(key) for key in ("start_year", "end_year", "ongoing", "edtf"))
    if isinstance(given, Mapping):
        inner = Fields(given, fields.line)
        period = parse_period(inner.line_of_text("text"))
        taken = _given_period(period, {**given}, fields)
        fields.warnings += [found for found in inner.warnings if found not in fields.warnings]
        return taken
    printed = fields.line_of_text("period")
    if not printed and (span := find_period(fields.line_of_text("meta_line"))):
        printed = span.period.text
    period = parse_period(printed)
    if start is None and end is None and ongoing is None:
        return period
    return _given_period(period, {"start": start, "end": end, "ongoing": ongoing, "edtf": edtf}, fields)


def _given_period(period: Period, given: Mapping[str, Any], fields: Fields) -> Period:
    """Return `period`, which was read from the printed words, with the dates that are given beside them."""
    dates = _EDTF.fullmatch(edtf) if isinstance(edtf := given.get("edtf"), str) else None
    start = _date(given.get("start"), dates["start"] if dates else None, period.start, fields)
    end = _date(given.get("end"), dates["end"] if dates else None, period.end, fields)
    says = given.get("ongoing", False if end else None)
    ongoing = says if isinstance(says, bool) else None
    if start and end and start[:4] > end[:4]:
        fields.warn("period-reversed", f"{start} – {end}")
        start, end = period.start, period.end
    is_told = any(given.get(key) is not None for key in ("start", "end")) or "ongoing" in given
    if not is_told or (start, end, ongoing) == (period.start, period.end, period.ongoing):
        return period
    if period.start or period.end or period.ongoing is not None:
        fields.warn("period-differs", period.text)
    precision, recurrence = given.get("precision"), given.get("recurrence")
    return Period(
        text=period.text,
        start=start,
        end=end,
        ongoing=ongoing,
        recurrence=recurrence if recurrence in RECURRENCES else period.recurrence,
        precision=precision if precision in PRECISIONS else ("year" if start or end else ""),
    )


def _date(given: Any, in_edtf: str | None, read: str | None, fields: Fields) -> str | None:
    """Return a date as EDTF: as precise as it is known, of the year that is given."""
    if given is None or given == "":
        return None
    text = str(given).strip() if isinstance(given, (int, float, str)) and not isinstance(given, bool) else ""
    text = text.removesuffix(".0")
    if not _DATE.fullmatch(text) or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        fields.warn("wrong-type", f"period = {str(given)[:40]}")
        return None
    finer = (date for date in (in_edtf, read) if date and date[:4] == text[:4] and "X" not in date)
    return next(finer, text) if len(text) == 4 else text
