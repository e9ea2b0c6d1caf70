"""How else a word may be written: umlauts, scripts, articles that are joined to it, compounds, slips. Pure.

These are forms to look for, not forms that exist: whoever asks keeps those that the library has.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# A word of fewer letters is not corrected: too many are near it. From `TWO_SLIPS` letters on, two slips are forgiven.
SHORTEST, TWO_SLIPS = 4, 8
# A wrong first letter is rarer than any other slip.
WRONG_START = 0.5
# Forms of one word that are looked for, by each rule.
MOST_FORMS = 24
# Compounds are cut into parts of at least so many letters.
FIRST_PART, LAST_PART = 2, 3

_AS_PAIRS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_PAIRS = {"ae": "ä", "oe": "öø", "ue": "ü", "aa": "å"}
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_HEBREW_ARTICLE = "ה"
_SERBIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "ј": "j",
    "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
}  # fmt: skip
_TO_LATIN = str.maketrans(_SERBIAN)
_TO_CYRILLIC: dict[str, str] = {}
for _letter, _latin in _SERBIAN.items():
    _TO_CYRILLIC[_latin] = _TO_CYRILLIC.get(_latin, "") + _letter


def in_pairs(exact: str) -> str:
    """Return a word with its umlauts and their like as two letters: "münchen" → "muenchen", "tromsø" → "tromsoe"."""
    return exact.translate(_AS_PAIRS)


def with_umlauts(folded: str) -> list[str]:
    """Return how a word looks if pairs of letters in it stand for umlauts: "muenchen" → "münchen"."""
    choices: list[str] = []
    at = 0
    while at < len(folded):
        pair = folded[at : at + 2]
        choices.append(pair if pair in _PAIRS else folded[at])
        at += len(choices[-1])
    if all(len(choice) == 1 for choice in choices):
        return []
    ways = product(*((choice, *_PAIRS[choice]) if choice in _PAIRS else (choice,) for choice in choices))
    return ["".join(way) for way in islice(ways, 1, MOST_FORMS)]


def other_forms(folded: str) -> list[str]:
    """Return the forms of a folded word in the other script of Serbian, and with or without an article joined to it."""
    return list(dict.fromkeys(islice((form for form in _other_forms(folded) if form != folded), MOST_FORMS)))


def compounds(folded: str) -> list[tuple[str, str]]:
    """Return the ways to cut a word in two: "antirumour" → ("anti", "rumour") and others."""
    if not folded.isalpha():
        return []
    cuts = range(FIRST_PART, len(folded) - LAST_PART + 1)
    return [(folded[:cut], folded[cut:]) for cut in cuts]


def slips_forgiven(word: str) -> int:
    """Return by how many letters a misspelt word may differ from the right one."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < TWO_SLIPS else 2


def cost(word: str, other: str) -> float:
    """Return how unlikely it is that `word` was written for `other`: one for each slip, half a one for its start."""
    return OSA.distance(word, other) + (WRONG_START if word[:1] != other[:1] else 0.0)


def nearest(word: str, words: Sequence[str]) -> list[str]:
    """Return those of `words` that `word` may be a misspelling of, the likeliest first."""
    slips = slips_forgiven(word)
    if not slips:
        return []
    found = extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=20)
    return sorted((other for other, distance, _ in found if distance), key=lambda other: (cost(word, other), other))


def _other_forms(folded: str) -> Iterator[str]:
    first = folded[0]
    if "א" <= first <= "ת":
        yield folded[1:] if first == _HEBREW_ARTICLE and len(folded) > LAST_PART else _HEBREW_ARTICLE + folded
    elif "ء" <= first <= "ي":
        for article in _ARABIC_ARTICLES:
            if folded.startswith(article) and len(folded) >= len(article) + 2:
                yield folded[len(article) :]
                yield f"ال{folded[len(article) :]}"
                return
        yield f"ال{folded}"
    elif "а" <= first <= "џ":
        if all(letter in _SERBIAN for letter in folded):
            yield folded.translate(_TO_LATIN)
    elif folded.isascii():
        yield from _in_cyrillic(folded)


def _in_cyrillic(folded: str) -> Iterator[str]:
    """Yield what a word in Latin letters without marks may be in Serbian Cyrillic."""
    choices: list[str] = []
    at = 0
    while at < len(folded):
        letters = next((part for part in (folded[at : at + 2], folded[at]) if part in _TO_CYRILLIC), "")
        if not letters:
            return
        choices.append(_TO_CYRILLIC[letters])
        at += len(letters)
    yield from map("".join, product(*choices))
