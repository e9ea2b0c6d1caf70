"""Languages as readers see them: names in their own or another language."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings


@lru_cache(maxsize=2048)
def language_name(code: str, in_language: str) -> str:
    """Return the name of the language `code`, as `in_language` says it; the code itself where nobody knows it."""
    try:
        name = Locale.parse(code, sep="-").get_language_name(in_language.split("-")[0])
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def interface_languages() -> list[str]:
    """Return the codes of the languages that the pages are offered in, in the order of the settings."""
    return [code for code, _ in settings.LANGUAGES]


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the value of `texts` for `language`, else the English one, else any; empty where there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
