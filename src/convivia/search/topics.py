"""What may be counted of a search that found nothing: its subject, and nothing that could be about a person. Pure.

Nobody can tell a name from a subject for sure. So a search is left out as a whole, rather than cleaned, where it looks
like an address, a number of somebody, or a text that was pasted; and what is counted is shown only when it comes again.
"""

import re
import unicodedata
from dataclasses import dataclass

from convivia.common.folding import fold
from convivia.search.function_words import small_words
from convivia.search.words import WRITTEN

# A subject has few words. A longer search tells more of who asks than of what is missing.
MOST_WORDS, MOST_CHARACTERS = 8, 80
# Words in quotes: a title or an idiom is short, a pasted sentence is not.
MOST_QUOTED = 6
# A year may stand in a subject; longer numbers are those of telephones, houses, files and people.
MOST_DIGITS_TOGETHER, MOST_DIGITS = 4, 6

_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.[a-z]{2,}(?:/|\b(?!\s*\.))|\w/\w+/", re.I)
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(rf"\d{{{MOST_DIGITS_TOGETHER + 1},}}")
_QUOTED = re.compile(r"[\"“”„«»](?P<words>[^\"“”„«»]*)")
_UNWANTED = re.compile(r"(?<!\S)-(?:\"[^\"]*\"|\S+)")


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of a search: its words in small letters as they were typed, and the `key` of all that mean the same.

    Searches with the same words in another order, with or without accents and small words, have one key.
    """

    words: str
    key: str


def topic_of(text: str, language: str) -> Topic | None:
    """Return what may be counted of the search `text` of a reader of `language`; None where nothing may."""
    read = unicodedata.normalize("NFC", text)
    if _looks_personal(read):
        return None
    visible = "".join(sign for sign in _UNWANTED.sub(" ", read) if unicodedata.category(sign) != "Cf")
    words = list(dict.fromkeys(WRITTEN.findall(visible.replace("_", " ").lower())))
    small = small_words(language)
    telling = [word for word in words if len(word) > 1 and fold(word) not in small]
    said, key = " ".join(telling), " ".join(sorted({fold(word) for word in telling}))
    if not any(any(sign.isalpha() for sign in word) for word in telling):
        return None
    if len(telling) > MOST_WORDS or max(len(said), len(key)) > MOST_CHARACTERS:
        return None
    return Topic(said, key)


def _looks_personal(text: str) -> bool:
    """Return whether a search holds an address, a long number or a long quotation."""
    if _ADDRESS.search(text) or _NUMBER.search(text) or len(_DIGITS.findall(text)) > MOST_DIGITS:
        return True
    return any(len(quoted["words"].split()) > MOST_QUOTED for quoted in _QUOTED.finditer(text))
