"""What areas and principles are called, in every language: so "médiation" finds what is about that area. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from convivia.search.function_words import function_words
from convivia.search.spelling import nearest
from convivia.search.words import Word, stem_term, words_of

# Facet and value, e.g. ("area", "mediation").
Value = tuple[str, str]
# The facet of themes; see `convivia.search.themes`.
THEME = "theme"
# So many words of a name may be written as one: "antirumour".
MOST_JOINED = 2


class Synonyms:
    """Names of facet values, found by their words; a name of several words is found when all of them are asked for."""

    def __init__(
        self, names: Iterable[tuple[Value, str, str]], misspelt: Iterable[tuple[Value, str, str]] = ()
    ) -> None:
        """Read names: each a value, a language and a text. Those that are `misspelt` find as well, but nobody is told
        that this is how they are written."""
        self._values: list[Value] = []
        self._lengths: list[int] = []
        self._languages: dict[str, None] = {}
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._words: dict[str, dict[str, str]] = defaultdict(dict)
        for value, language, text in names:
            words = words_of(text)
            self._add(value, language, words)
            for word in words:
                self._words[word.folded].setdefault(language, word.exact)
        self._right = set(self._places)
        for value, language, text in misspelt:
            self._add(value, language, words_of(text))

    def _add(self, value: Value, language: str, words: Sequence[Word]) -> None:
        """Enter a name, and what it is when its words are written as one."""
        small = function_words((word.folded for word in words), language)
        telling = [word for word in words if word.folded not in small] or words
        joined = "".join(word.folded for word in words)
        ways = [telling, [Word(joined, joined)]] if 1 < len(words) <= MOST_JOINED else [telling]
        for way in ways:
            for position, word in enumerate(way):
                for term in _terms(word, [language]):
                    self._places[term].append((len(self._values), position))
            self._values.append(value)
            self._lengths.append(len(way))
            self._languages[language] = None

    def find(self, words: Sequence[Word]) -> list[tuple[Value, ...]]:
        """Return for each of `words` the values that it names, alone or with others of them, in any language."""
        met: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for number, word in enumerate(words):
            for term in _terms(word, self._languages):
                for name, position in self._places.get(term, ()):
                    met[name][position].add(number)
        found: list[dict[Value, None]] = [{} for _ in words]
        for name in sorted(met):
            if len(met[name]) == self._lengths[name]:
                for number in set().union(*met[name].values()):
                    found[number][self._values[name]] = None
        return [tuple(values) for values in found]

    def knows(self, word: Word) -> bool:
        """Return whether a word is in any name that is written right, in any of its forms."""
        return not self._right.isdisjoint(_terms(word, self._languages))

    def near(self, word: str) -> list[tuple[str, Mapping[str, str]]]:
        """Return the words of names that a folded word may be a slip of, the likeliest first, and how each is written
        in which languages."""
        return [(other, self._words[other]) for other in nearest(word, list(self._words))]


def _terms(word: Word, languages: Iterable[str]) -> set[str]:
    return {word.folded, *filter(None, (stem_term(word, language) for language in languages))}
