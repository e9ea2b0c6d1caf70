"""Endings of nouns and adjectives in languages that have no stemmer elsewhere: what is left names the word. Pure.

They are grammar, not a dictionary: cutting one off leaves no word, but the same beginning for singular and plural.
"""

import re

# What must be left, in letters: less says nothing.
SHORTEST = 3

_ENDINGS = {
    "bg": "ията иите овете евете ето ите ата ята ият ове еве ът ят та то те ия ии а я и о е у",
    "he": "יות ות ים ה ת",
    "mk": "овците евците иите ите ата ото ето ови еви от та то те а и о е",
    # The nouns in -tet ("qytet") keep it, unless it stands twice ("qytetet").
    "sq": """
        ave eve ëve ive (?<=tet)et (?<!t)et ët at ia itë isë inë it in ën ën ës as es ut un ja je ë a e i u
    """,
    "uk": """
        остями остях остей ями ами ові еві єві ього ьому ого ому ими іми ннями ннях нням ння ий ній ною ость ості істю
        ів їв ей ах ях ам ям ом ем єм ою ею єю ої ій їй их іх їх им ім їм а я о е є у ю и і ї ь й
    """,
}
_FORMS = {
    language: re.compile(f"(.{{{SHORTEST},}}?)(?:{'|'.join(dict.fromkeys(endings.split()))})")
    for language, endings in _ENDINGS.items()
}


def has_endings(language: str) -> bool:
    """Return whether the endings of `language` (without region) are known here."""
    return language in _FORMS


def without_ending(word: str, language: str) -> str:
    """Return a word in small letters without its longest ending; the word itself where it has none."""
    found = _FORMS[language].fullmatch(word)
    return found[1] if found else word
