"""What writing help is made of: kinds of advice, how much each matters, and where it points to. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

QUOTED: Final = 160  # characters of a text that an advice repeats
# A bullet is looked for once in a run of blanks: from each blank anew, it would take the square of their number.
_LINES: Final = re.compile(r"\n+|(?<![^\S\n])[^\S\n]+[•·▪‣]\s+")
# Scripts that say in one sign what others say in a word.
_DENSE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
DENSITY: Final = 0.4


class Kind(StrEnum):
    """What an advice is about."""

    MISSING = "missing"
    THIN = "thin"
    ACRONYM = "acronym"
    LONG_SENTENCE = "long-sentence"
    PROMOTION = "promotion"
    PERSONAL = "personal"
    IMPACT = "impact"
    LINK = "link"
    LANGUAGE = "language"


class Strength(StrEnum):
    """How much an advice matters: what does harm or is needed, or what would make the text better."""

    STRONG = "strong"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at again.

    `reason` says which of the things that its kind looks for was found; `key` names the field ("title", "period", the
    key of a section, …), `language` the language version ("" for facts that have none); `quoted` are the words meant,
    `figure` a count beside them (words of a sentence, letters of a section), `other` the language that was found
    instead, or the field that says the same.
    """

    kind: Kind
    reason: str
    key: str
    language: str = ""
    quoted: str = ""
    strength: Strength = Strength.HINT
    figure: int = 0
    other: str = ""


def fields_of(text: "TextContent") -> Iterator[tuple[str, str]]:
    """Yield key and words of each field of a language version that somebody wrote in, the title first."""
    for key, words in (("title", text["title"]), ("summary", text["summary"]), *text["answers"].items()):
        if words and words.strip():
            yield key, words


def lines_of(words: str) -> Iterator[str]:
    """Yield the paragraphs and the items of lists of `words`."""
    return (line.strip() for line in _LINES.split(words) if line.strip())


def letters_in(words: str) -> int:
    """Return how many letters `words` has; one of a dense script counts for several."""
    letters = sum(map(str.isalpha, words))
    dense = len(_DENSE.findall(words))
    return letters + int(dense * (1 / DENSITY - 1))


def quote(words: str) -> str:
    """Return `words` on one line, and its beginning only where it is long."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"


def main_language(language: str) -> str:
    """Return a language without its country or script: "pt-BR" → "pt"."""
    return language.split("-")[0].lower()
