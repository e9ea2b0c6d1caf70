"""Writing help about sentences that are hard to read in one go. Pure.

The European Commission's guide "How to write clearly" asks for 20 words on average. A sentence is only named here at
about twice of that, and the bound follows how many words a language takes to say the same.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from convivia.common.sentences import sentences
from convivia.practices.advice_values import Advice, Kind, fields_of, lines_of, main_language, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

# Words of a sentence above which it is very long, by language.
MOST_WORDS: Final = {
    "en": 40, "fr": 45, "es": 45, "pt": 45, "it": 43, "ca": 45, "ro": 42, "de": 35, "nl": 38, "sv": 36, "no": 36,
    "da": 36, "el": 40, "sr": 36, "hr": 36, "sl": 36, "pl": 34, "cs": 34, "ru": 34, "uk": 34, "bg": 38, "sq": 42,
    "tr": 30, "fi": 28, "hu": 30, "eu": 32, "ar": 38, "he": 36,
}  # fmt: skip
USUAL: Final = 40
# Characters, in scripts that leave no gaps between words.
MOST_CHARACTERS: Final = 110
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_NOT_TOLD: Final = frozenset({"title", "reference_documents", "reference_person"})


def long_sentences(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield sentences that are longer than readers of `language` take in at once; `figure` counts their words."""
    bound = MOST_WORDS.get(main_language(language), USUAL)
    for key, words in fields_of(text):
        if key in _NOT_TOLD:
            continue
        for line in lines_of(words):
            for sentence in sentences(line):
                if count := _too_many(sentence, bound):
                    yield Advice(Kind.LONG_SENTENCE, "words", key, language, quote(sentence), figure=count)


def _too_many(sentence: str, bound: int) -> int:
    """Return the length of a sentence that is too long, 0 for any other."""
    unspaced = len(_UNSPACED.findall(sentence))
    if unspaced > len(sentence) / 2:
        return unspaced if unspaced > MOST_CHARACTERS else 0
    count = len(_WORD.findall(sentence))
    return count if count > bound else 0
