"""Writing help about words in another language than their field is for. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from convivia.common.language_guess import SURE, best, scores
from convivia.practices.advice_values import (
    Advice,
    Kind,
    Strength,
    fields_of,
    letters_in,
    lines_of,
    main_language,
    quote,
)

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

# Letters below which a field or a paragraph is not judged: names are in any language.
ENOUGH: Final = 40
ENOUGH_OF_A_TITLE: Final = 25
ENOUGH_OF_A_PARAGRAPH: Final = 80
# The right language must be this many times less likely than another one.
CLEARLY: Final = 3.0
# Languages that the guess cannot be trusted to tell apart in some sentences.
_ALIKE: Final = (
    {"no", "nb", "nn", "da"}, {"sr", "hr", "bs", "me", "sl", "mk"}, {"mk", "bg"}, {"ca", "oc"}, {"gl", "pt"},
    {"gl", "es"},
    {"id", "ms"}, {"cs", "sk"}, {"es", "ast"}, {"be", "ru"}, {"sq", "als"}, {"af", "nl"},
)  # fmt: skip
_NAMING: Final = frozenset({"reference_documents", "reference_person", "contact"})


def languages(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield fields, and long paragraphs of fields, that are clearly in another language than the text."""
    for key, words in fields_of(text):
        if key in _NAMING or (key == "title" and text["title_language"]):
            continue
        enough = ENOUGH_OF_A_TITLE if key == "title" else ENOUGH
        lines = list(lines_of(words))
        if letters_in(words) >= enough and (other := other_language(words, language)):
            strength = Strength.HINT if key == "title" else Strength.STRONG
            yield Advice(Kind.LANGUAGE, "field", key, language, quote(words), strength, other=other)
        elif len(lines) > 1:
            yield from _mixed(lines, key, language)


def other_language(words: str, language: str) -> str:
    """Return the language that `words` are in where that clearly is not `language`; "" otherwise."""
    found = scores(words)
    guess = best(found)
    expected = main_language(language)
    is_alike = any({guess.language, expected} <= group for group in _ALIKE)
    if not guess.language or guess.language == expected or is_alike or guess.score < SURE:
        return ""
    return guess.language if found.get(expected, 0.0) * CLEARLY < guess.score else ""


def _mixed(lines: list[str], key: str, language: str) -> Iterator[Advice]:
    for line in lines:
        if letters_in(line) >= ENOUGH_OF_A_PARAGRAPH and (other := other_language(line, language)):
            yield Advice(Kind.LANGUAGE, "paragraph", key, language, quote(line), other=other)
