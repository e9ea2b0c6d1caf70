"""Countries by ISO 3166 code, and their names in many languages (CLDR, by Babel). No Django."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from convivia.common.folding import fold_name
from convivia.common.library_files import read_table

_LANGUAGES = "en fr de es it pt ca eu nl sv nb da fi el tr pl uk ru sr sq ro hu cs bg hr ar he is mk sl sk et lv lt mi"
LANGUAGES = tuple(_LANGUAGES.split())
_ASIDE = re.compile(r"\s*\([^)]*\)")


class CountryRow(NamedTuple):
    """One country: ISO 3166 alpha-2, alpha-3 and the numeric code in three digits, "" where ISO has none."""

    code: str
    alpha3: str
    numeric: str


@cache
def countries() -> dict[str, CountryRow]:
    """Return all countries by alpha-2 code, in the order of the codes."""
    return {row["code"]: CountryRow(**row) for row in read_table("places", "countries.tsv")}


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    """Return CLDR's names of territories in `language`; those of its parent language, or none, where CLDR has none."""
    for tag in dict.fromkeys([language, language.split("-")[0]]):
        try:
            return {code: name for code, name in Locale.parse(tag, sep="-").territories.items() if code in countries()}
        except (UnknownLocaleError, ValueError):
            continue
    return {}


def country_name(code: str, language: str) -> str:
    """Return the name of the country `code` in `language`, else in English; the code itself where nobody knows it."""
    return _territories(language).get(code) or _territories("en").get(code) or code


@cache
def _short_names() -> dict[str, list[tuple[str, str]]]:
    """Return the hand-written names by language, as pairs of name and code."""
    names: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("places", "country-names.tsv"):
        names.setdefault(row["language"], []).append((row["name"], row["code"]))
    return names


@cache
def _short_names_by_code() -> dict[str, list[tuple[str, str]]]:
    names: dict[str, list[tuple[str, str]]] = {}
    for language, rows in _short_names().items():
        for name, code in rows:
            names.setdefault(code, []).append((language, name))
    return names


def short_names(code: str) -> list[tuple[str, str]]:
    """Return the hand-written names of the country `code`, as pairs of language and name."""
    return _short_names_by_code().get(code, [])


def _spellings(name: str) -> Iterator[str]:
    """Yield how a name of CLDR is written: as it is, without its aside in brackets, with "and" or "Saint"."""
    yield name
    yield _ASIDE.sub("", name)
    if "&" in name:
        yield name.replace("&", "and")
    if name.startswith("St. "):
        yield name.replace("St. ", "Saint ", 1)


@lru_cache(maxsize=64)
def names_in(language: str) -> dict[str, str]:
    """Return country codes by folded name, for the names that people write in `language`; hand-written ones win."""
    names = {fold_name(form): code for code, name in _territories(language).items() for form in _spellings(name)}
    names.update((fold_name(name), code) for name, code in _short_names().get(language, []))
    return names


@cache
def country_names() -> dict[str, str]:
    """Return country codes by folded name over all of LANGUAGES; where languages disagree, the earlier one is right."""
    names: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        names.update(names_in(language))
    return names


def country_code(text: str) -> str:
    """Return the code of the country that `text` names by a code (DE, DEU, 276) or by a name; "" when it names none."""
    given = text.strip()
    if given.upper() in countries():
        return given.upper()
    by_name = country_names().get(fold_name(given))
    return by_name or _by_long_code().get(given.upper(), "")


@cache
def _by_long_code() -> dict[str, str]:
    """Return alpha-2 codes by alpha-3 and by numeric code."""
    return {long: row.code for row in countries().values() for long in (row.alpha3, row.numeric) if long}
