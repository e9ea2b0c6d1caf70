"""A period in words of the reader's language: "since 2016", "mars 2018 au 31 août 2019".

The sentences are messages of the catalogue (each with what a language with articles needs to be right), the names of
months come from CLDR. A date has up to three forms: bare, after "since", and after "in", "until" or "to".
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from convivia.practices.period import Period, RunningState

# Dates in the order that Europe writes them.
_LOCALES: Final = {"en": "en_GB"}

_BARE, _AFTER_SINCE, _AFTER_IN = 0, 1, 2
# EDTF code of a part of a year → its three forms.
_PARTS: Final = {
    "21": (
        pgettext_lazy("bare", "spring %(year)s"),
        pgettext_lazy("after since", "spring %(year)s"),
        pgettext_lazy("after in, until, to", "spring %(year)s"),
    ),
    "22": (
        pgettext_lazy("bare", "summer %(year)s"),
        pgettext_lazy("after since", "summer %(year)s"),
        pgettext_lazy("after in, until, to", "summer %(year)s"),
    ),
    "23": (
        pgettext_lazy("bare", "autumn %(year)s"),
        pgettext_lazy("after since", "autumn %(year)s"),
        pgettext_lazy("after in, until, to", "autumn %(year)s"),
    ),
    "24": (
        pgettext_lazy("bare", "winter %(year)s"),
        pgettext_lazy("after since", "winter %(year)s"),
        pgettext_lazy("after in, until, to", "winter %(year)s"),
    ),
    "33": (
        pgettext_lazy("bare", "first quarter of %(year)s"),
        pgettext_lazy("after since", "the first quarter of %(year)s"),
        pgettext_lazy("after in, until, to", "the first quarter of %(year)s"),
    ),
    "34": (
        pgettext_lazy("bare", "second quarter of %(year)s"),
        pgettext_lazy("after since", "the second quarter of %(year)s"),
        pgettext_lazy("after in, until, to", "the second quarter of %(year)s"),
    ),
    "35": (
        pgettext_lazy("bare", "third quarter of %(year)s"),
        pgettext_lazy("after since", "the third quarter of %(year)s"),
        pgettext_lazy("after in, until, to", "the third quarter of %(year)s"),
    ),
    "36": (
        pgettext_lazy("bare", "fourth quarter of %(year)s"),
        pgettext_lazy("after since", "the fourth quarter of %(year)s"),
        pgettext_lazy("after in, until, to", "the fourth quarter of %(year)s"),
    ),
    "40": (
        pgettext_lazy("bare", "first half of %(year)s"),
        pgettext_lazy("after since", "the first half of %(year)s"),
        pgettext_lazy("after in, until, to", "the first half of %(year)s"),
    ),
    "41": (
        pgettext_lazy("bare", "second half of %(year)s"),
        pgettext_lazy("after since", "the second half of %(year)s"),
        pgettext_lazy("after in, until, to", "the second half of %(year)s"),
    ),
}
_DECADE: Final = (
    pgettext_lazy("bare", "%(year)ss"),
    pgettext_lazy("after since", "the %(year)ss"),
    pgettext_lazy("after in, until, to", "the %(year)ss"),
)

# Sentences, by what kind of date ends them: a year or a month, a day, a part of a year, a decade.
_SINCE: Final = {
    "year": pgettext_lazy("a year", "since %(date)s"),
    "day": pgettext_lazy("a day", "since %(date)s"),
    "part": pgettext_lazy("a part of a year", "since %(date)s"),
    "decade": pgettext_lazy("a decade", "since %(date)s"),
}
_UNTIL: Final = {
    "year": pgettext_lazy("a year", "until %(date)s"),
    "day": pgettext_lazy("a day", "until %(date)s"),
    "part": pgettext_lazy("a part of a year", "until %(date)s"),
    "decade": pgettext_lazy("a decade", "until %(date)s"),
}
_IN: Final = {
    "year": pgettext_lazy("a year", "in %(date)s"),
    "day": pgettext_lazy("a day", "on %(date)s"),
    "part": pgettext_lazy("a part of a year", "in %(date)s"),
    "decade": pgettext_lazy("a decade", "in %(date)s"),
}
_RANGE: Final = {
    "year": pgettext_lazy("a year", "%(start)s to %(end)s"),
    "day": pgettext_lazy("a day", "%(start)s to %(end)s"),
    "part": pgettext_lazy("a part of a year", "%(start)s to %(end)s"),
    "decade": pgettext_lazy("a decade", "%(start)s to %(end)s"),
}
_RHYTHMS: Final = {
    "daily": gettext_lazy("every day"),
    "weekly": gettext_lazy("every week"),
    "monthly": gettext_lazy("every month"),
    "yearly": gettext_lazy("every year"),
    "biennial": gettext_lazy("every two years"),
}
_STATES: Final[dict[RunningState, object]] = {
    "running": pgettext_lazy("a practice", "running"),
    "ended": pgettext_lazy("a practice", "ended"),
    "unknown": pgettext_lazy("a practice", "not known whether it still runs"),
}
_WARNINGS: Final = {
    "cut-off": gettext_lazy("The period is cut off in the source."),
    "no-year": gettext_lazy("The period names no year."),
    "placeholder": gettext_lazy("A placeholder stands where the period should be."),
    "unread": gettext_lazy("The period could not be read."),
    "remark": gettext_lazy("The period carries words that were not read."),
    "reversed": gettext_lazy("The period ends before it starts; the two were taken the other way round."),
    "impossible-date": gettext_lazy("The calendar has no such day; only its year was taken."),
    "ambiguous": gettext_lazy("The period can be read as two years or as a month; two years were taken."),
    "two-digit-year": gettext_lazy("A year of the period has two digits only."),
    "too-long": gettext_lazy("The period is so long that only its beginning was read."),
}


def say_period(period: Period, language: str) -> str:
    """Return the period in words of `language`; "" when nothing is known of it."""
    with translation.override(language):
        rhythm = str(_RHYTHMS.get(period.recurrence, ""))
        time = _time(period, language)
        if not rhythm or not time:
            return rhythm or time
        if period.ongoing and period.start and not period.end:
            return pgettext("every year since 2009", "%(rhythm)s %(since)s") % {"rhythm": rhythm, "since": time}
        return gettext("%(rhythm)s, %(period)s") % {"rhythm": rhythm, "period": time}


def say_state(period: Period, language: str) -> str:
    """Return in words of `language` whether the practice runs, as its printed period says."""
    with translation.override(language):
        return str(_STATES[period.running_state])


def say_warning(code: str, language: str) -> str:
    """Return what a warning of a period means, for the person who checks it; `KeyError` for an unknown code."""
    with translation.override(language):
        return str(_WARNINGS[code])


def _time(period: Period, language: str) -> str:
    """Return start, end and whether it goes on, in words, in the active language."""
    if not period.start and not period.end:
        return {True: gettext("ongoing"), False: pgettext("a practice", "ended"), None: ""}[period.ongoing]
    if period.start and not period.end and period.ongoing:
        return _sentence(_SINCE, _AFTER_SINCE, period.start, period, language)
    time = _dates(period, language)
    if period.ongoing:
        return gettext("%(period)s, still running") % {"period": time}
    if period.ongoing is False and not period.end:
        return gettext("%(period)s, ended") % {"period": time}
    return time


def _dates(period: Period, language: str) -> str:
    start, end = period.start, period.end
    if not start:
        return _sentence(_UNTIL, _AFTER_IN, end or "", period, language)
    if not end or start == end:
        form = _AFTER_SINCE if _unit(start, period) == "decade" else _AFTER_IN
        return _sentence(_IN, form, start, period, language)
    first = _without_shared(start, end, language) or _say_date(start, _BARE, period, language)
    last = _say_date(end, _AFTER_IN, period, language)
    return str(_RANGE[_unit(end, period)]) % {"start": first, "end": last}


def _sentence(sentences: Mapping[str, object], form: int, edtf: str, period: Period, language: str) -> str:
    return str(sentences[_unit(edtf, period)]) % {"date": _say_date(edtf, form, period, language)}


def _unit(edtf: str, period: Period) -> str:
    """Return what kind of date it is, as far as sentences differ by it: "year" or month, "day", "part", "decade"."""
    if edtf[5:] in _PARTS:
        return "part"
    if len(edtf) == 4 and period.precision == "decade" and edtf[3] == ("0" if edtf == period.start else "9"):
        return "decade"
    return "day" if len(edtf) == 10 else "year"


def _say_date(edtf: str, form: int, period: Period, language: str) -> str:
    unit = _unit(edtf, period)
    if unit == "decade":
        return str(_DECADE[form]) % {"year": edtf[:3] + "0"}
    if unit == "part":
        return str(_PARTS[edtf[5:]][form]) % {"year": edtf[:4]}
    return _say_calendar_date(edtf, language) if len(edtf) > 4 else edtf


def _without_shared(start: str, end: str, language: str) -> str:
    """Return the start without the year and month that it shares with the end: "8 to 11 September 2016"; or ""."""
    if start[:4] != end[:4] or len(start) != len(end) or len(start) == 4 or start[5:] in _PARTS or end[5:] in _PARTS:
        return ""
    if len(start) == 7:
        return format_date(_date(start), "LLLL", locale=_locale(language))
    if start[:7] != end[:7]:
        return _say_first_day(format_skeleton("MMMMd", _date(start), locale=_locale(language)), start)
    number = str(int(end[8:]))
    day_leads = _say_calendar_date(end, language).startswith(number)
    return _say_first_day(str(int(start[8:])), start) if day_leads else ""


@lru_cache(maxsize=4096)
def _say_calendar_date(edtf: str, language: str) -> str:
    """Return a month of a year, or a day, in the active language, which is `language`."""
    if len(edtf) == 7:
        return format_skeleton("yMMMM", _date(edtf), locale=_locale(language))
    return _say_first_day(format_date(_date(edtf), "long", locale=_locale(language)), edtf)


def _say_first_day(words: str, edtf: str) -> str:
    """Return the words of a day with the number of a month's first day as the language says it: "1er mai"."""
    if edtf.endswith("-01") and words.startswith("1"):
        return pgettext("first day of a month", "1") + words[1:]
    return words


def _date(edtf: str) -> date:
    return date.fromisoformat((edtf + "-01")[:10])


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language), sep="_" if language in _LOCALES else "-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
