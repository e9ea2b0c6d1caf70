"""Invented texts, in the shape that `convivia import` reads. They say nothing; only their measure is real."""

from random import Random
from typing import Any

from benchmarks.vocabulary import Vocabulary, vocabulary

SECTIONS = {
    "purpose": (20, 60),
    "rationale": (20, 60),
    "process": (40, 110),
    "impact": (20, 70),
}  # words, at least and at most
THEME_WORDS, THEME_SHARE = 8, 0.12  # a text comes back to a few words of its own: frequencies are bursty
THEME_RANKS = (40, 20_000)
SENTENCE = (8, 22)


def invented_text(random: Random, language: str, external_id: str) -> dict[str, Any]:
    """Return one language version: title, summary, sections of 100 to 300 words together, English keywords."""
    words = vocabulary(language)
    theme = [words.draw_between(random, *THEME_RANKS) for _ in range(THEME_WORDS)]
    title = " ".join([*random.sample(theme, 2), *words.draw(random, random.randint(2, 7))])
    return {
        "external_id": external_id,
        "language": language,
        "title": title.capitalize(),
        "summary": prose(random, words, theme, random.randint(16, 34)),
        "sections": {key: prose(random, words, theme, random.randint(*span)) for key, span in SECTIONS.items()},
        "keywords": [_keyword(random) for _ in range(random.randint(3, 5))],
    }


def prose(random: Random, words: Vocabulary, theme: list[str], count: int) -> str:
    """Return `count` words of running text in sentences, some of them from `theme`."""
    drawn = words.draw(random, count)
    for position in random.sample(range(count), round(count * THEME_SHARE)):
        drawn[position] = random.choice(theme)
    sentences = []
    while drawn:
        length = random.randint(*SENTENCE)
        sentence, drawn = drawn[:length], drawn[length:]
        sentences.append(" ".join(sentence).capitalize() + ".")
    return " ".join(sentences)


def _keyword(random: Random) -> str:
    """Return two words of English that carry meaning; keywords are English for texts of every language."""
    words = vocabulary("en")
    return f"{words.draw_between(random, 4, 200)} {words.draw_between(random, 4, 200)}"
