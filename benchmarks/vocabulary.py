"""Words of a language with the frequencies of real text: a core of real words, then invented ones. Deterministic."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

FOLDER = Path(__file__).resolve().parent / "words"
SIZE = 40_000
# Zipf–Mandelbrot: the word of rank r comes up in proportion to 1 / (r + SHIFT) ** SLOPE.
SHIFT, SLOPE = 2.7, 1.07

_SYLLABLE = re.compile(r"[^\Waeiouyаеєиіїоуюяαεηιουωάέήίόύώ]*[aeiouyäöåüéèàâêôãõíóúаеєиіїоуюяαεηιουωάέήίόύώ]+", re.I)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, the most frequent first, with their cumulated weights."""

    language: str
    words: tuple[str, ...]
    cumulated: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        """Return `count` words, each as often as its rank says."""
        return random.choices(self.words, cum_weights=self.cumulated, k=count)

    def draw_between(self, random: Random, first: int, last: int) -> str:
        """Return one word whose rank lies between `first` and `last`, in proportion to its frequency there."""
        low, high = self.cumulated[first], self.cumulated[last]
        return self.words[min(last, bisect_left(self.cumulated, random.uniform(low, high)))]


def languages() -> list[str]:
    """Return the codes of the languages that there are words of."""
    return sorted(file.stem for file in FOLDER.glob("*.txt"))


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of `language`: the real words of its file in their order, then invented ones."""
    real = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split()
    words = dict.fromkeys(real)
    syllables = sorted({syllable for word in real for syllable in _SYLLABLE.findall(word)})
    random = Random(f"words of {language}")
    while len(words) < SIZE:
        words.setdefault("".join(random.choices(syllables, k=random.randint(2, 5))))
    cumulated = accumulate(1 / (rank + SHIFT) ** SLOPE for rank in range(1, SIZE + 1))
    return Vocabulary(language, tuple(words), tuple(cumulated))
