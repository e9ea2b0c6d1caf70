"""Folding: one plain form for words that readers hold to be the same (accents, case, ligatures). Pure."""

import re
import unicodedata

# Letters that Unicode does not decompose, as their readers would type them without the mark.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŀ": "l", "ŋ": "n", "ĸ": "k", "ə": "e", "ς": "σ", "’": "'", "ʼ": "'", "´": "'", "`": "'", "‘": "'",
    }
)  # fmt: skip
_GAPS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` in small letters and without accents: "Zürich" → "zurich", "Łódź" → "lodz", "Ελλάδα" → "ελλαδα"."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def fold_name(text: str) -> str:
    """Return `text` folded, with every run of other signs as one blank: names compare whatever joins their parts."""
    return _GAPS.sub(" ", fold(text)).strip()
