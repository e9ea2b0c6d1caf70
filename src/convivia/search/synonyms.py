"""What areas and principles are called, in every language: so "médiation" finds what is about that area. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from convivia.search.function_words import function_words
from convivia.search.words import Word, stem_term, words_of

# Facet and value, e.g. ("area", "mediation").
Value = tuple[str, str]


class Synonyms:
    """Names of facet values, found by their words; a name of several words is found when all of them are asked for."""

    def __init__(self, names: Iterable[tuple[Value, str, str]]) -> None:
        """Read names: each a value, a language and a text."""
        self._values: list[Value] = []
        self._lengths: list[int] = []
        self._languages: dict[str, None] = {}
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for value, language, text in names:
            words = words_of(text)
            small = function_words((word.folded for word in words), language)
            telling = [word for word in words if word.folded not in small] or words
            for position, word in enumerate(telling):
                for term in _terms(word, [language]):
                    self._places[term].append((len(self._values), position))
            self._values.append(value)
            self._lengths.append(len(telling))
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


def _terms(word: Word, languages: Iterable[str]) -> set[str]:
    return {word.folded, *filter(None, (stem_term(word, language) for language in languages))}
