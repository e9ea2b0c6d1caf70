"""Writing help about words that praise instead of telling, exclamation marks, and shouting capitals. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from convivia.practices.advice_tone_words import PLAIN, PRAISE
from convivia.practices.advice_values import Advice, Kind, fields_of, lines_of, main_language, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

# Advice of each reason in one field: three examples are enough to see the point.
MOST: Final = 3
_QUOTED: Final = re.compile(r"«[^«»]{1,200}»|“[^“”]{1,200}”|„[^“”„]{1,200}[“”]|\"[^\"]{1,200}\"|‘[^‘’]{1,200}’")
_EXCLAMATION: Final = re.compile(r"[!！]+(?!\w)")
_BEFORE: Final = ".!?…\n"
# Letters that two or more words in capitals have together where they shout; shorter ones are names.
_SHOUTED_LETTERS: Final = 14
_NOT_TOLD: Final = frozenset({"reference_documents", "reference_person"})


def promotion(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield words that praise, and what shouts; titles may be names, so only their capitals are looked at."""
    praise, plain = _patterns(main_language(language))
    for key, words in fields_of(text):
        if key in _NOT_TOLD:
            continue
        yield from _shouted(words, key, language)
        if key == "title":
            continue
        own = _QUOTED.sub(" … ", words)  # names and what others said
        yield from _praised(own, key, language, praise, plain)
        if shout := _exclaimed(own):
            yield Advice(Kind.PROMOTION, "exclamation", key, language, quote(shout))


def _praised(
    words: str, key: str, language: str, praise: re.Pattern[str] | None, plain: re.Pattern[str] | None
) -> Iterator[Advice]:
    if praise is None:
        return
    kept = plain.sub(" … ", words) if plain else words
    told = dict.fromkeys(found[0].lower() for found in praise.finditer(kept))
    for word in list(told)[:MOST]:
        yield Advice(Kind.PROMOTION, "praise", key, language, quote(word))


def _exclaimed(words: str) -> str:
    """Return the first sentence that ends with an exclamation mark; "" for none."""
    for found in _EXCLAMATION.finditer(words):
        start = max(words.rfind(sign, 0, found.start()) for sign in _BEFORE) + 1
        sentence = words[start : found.end()].strip()
        if any(map(str.isalpha, sentence)):
            return sentence
    return ""


def _shouted(words: str, key: str, language: str) -> Iterator[Advice]:
    """Yield the first run of words in capitals of a field."""
    for line in lines_of(words):
        for found in _capital_runs(line):
            yield Advice(Kind.PROMOTION, "capitals", key, language, quote(found))
            return


def _capital_runs(line: str) -> Iterator[str]:
    run: list[str] = []
    for word in [*line.split(), ""]:
        letters = "".join(filter(str.isalpha, word))
        if letters and letters.isupper() and letters.lower() != letters:
            run.append(word)
            continue
        if len(run) > 1 and sum(len(one) for one in run) >= _SHOUTED_LETTERS:
            yield " ".join(run)
        run = []


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what praises in `language`, and what only looks like it; None where there is no list."""
    return _pattern(PRAISE.get(language, "")), _pattern(PLAIN.get(language, ""))


def _pattern(words: str) -> re.Pattern[str] | None:
    phrases = sorted(words.split(), key=len, reverse=True)
    if not phrases:
        return None
    written = "|".join(
        re.escape(one).replace("_", r"\s+").replace(r"\*", r"\w*").replace("'", "['’]") for one in phrases
    )
    return re.compile(rf"(?<![\w\-])(?:{written})(?![\w])", re.IGNORECASE)
