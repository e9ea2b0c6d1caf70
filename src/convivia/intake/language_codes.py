"""Languages by the names and codes that people write: "fr", "fr_CH", "French", "français". Pure."""

import re
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from convivia.common.folding import fold
from convivia.common.language_guess import SAME

LONGEST_CODE: Final = 12
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


@lru_cache(maxsize=1000)
def language_code(text: str) -> str:
    """Return the code of the language that `text` names by its code ("fr", "fr_CH") or by its name; "" for none."""
    given = text.strip().replace("_", "-").lower()
    main, _, rest = given.partition("-")
    if not given:
        return ""
    if _TAG.fullmatch(given) and main in _names("en") and len(given) <= LONGEST_CODE:
        main = SAME.get(main, main)
        return "-".join([main, rest.upper() if len(rest) == 2 else rest.title()]) if rest else main
    return _codes().get(fold(text.strip()), "")


def _names(locale: str) -> dict[str, str]:
    """Return the names of languages by code, as `locale` has them; none where that is unknown."""
    try:
        found = Locale.parse(locale).languages
    except (UnknownLocaleError, ValueError):
        return {}
    return {str(code): str(name) for code, name in found.items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return codes of languages by their folded names in English, French and their own tongue."""
    codes: dict[str, str] = {}
    for code in _names("en"):
        if "_" not in code:
            for locale in ("en", "fr", code):
                codes.setdefault(fold(_names(locale).get(code, "")), SAME.get(code, code))
    return {name: code for name, code in codes.items() if name}
