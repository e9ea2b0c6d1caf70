"""What practices are about beside their policy areas: themes, told by the words of titles, keywords and summaries.

Themes are a vocabulary with synonyms in many languages (`library/vocabularies/themes.json`). A practice has a theme
when a name of it stands in its title, in a keyword or in a sentence of its summary, in the language of the text; a
query asks for it by a name in any language.
"""

import re
from collections.abc import Iterable, Mapping

from convivia.search.function_words import function_words
from convivia.search.synonyms import THEME, Synonyms, Value
from convivia.search.words import words_of

# Keywords are often English whatever the language of the text.
ENGLISH = "en"

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


class Themes:
    """The names of all themes, by language."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Read names: each the key of a theme, a language and a text."""
        by_language: dict[str, list[tuple[Value, str, str]]] = {}
        for key, language, text in names:
            by_language.setdefault(language, []).append(((THEME, key), language, text))
        self._names: Mapping[str, Synonyms] = {code: Synonyms(rows) for code, rows in by_language.items()}

    def of(self, language: str, titles: Iterable[str], summary: str, keywords: Iterable[str]) -> dict[str, None]:
        """Return the keys of the themes that a text is about, in the order in which they are met."""
        found: dict[str, None] = {}
        for part in (*titles, *_SENTENCE_END.split(summary)):
            found |= self._in(part, language)
        for keyword in keywords:
            found |= self._in(keyword, language)
            found |= self._in(keyword, ENGLISH) if language != ENGLISH else {}
        return found

    def _in(self, text: str, language: str) -> dict[str, None]:
        names = self._names.get(language.split("-")[0])
        if names is None or not text:
            return {}
        words = words_of(text)
        small = function_words((word.folded for word in words), language)
        values = names.find([word for word in words if word.folded not in small])
        return dict.fromkeys(key for each in values for _, key in each)
