"""What is asked of the library about the words of one query, each thing once."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field

from convivia.common.language_guess import scores
from convivia.search import lexicon
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Order, Question
from convivia.search.synonyms import Synonyms
from convivia.search.words import Word, stem_term

# A language is spoken in a query if it is so likely; others are possible that are at least half as likely.
LIKELY, POSSIBLE = 0.45, 0.5


@dataclass(slots=True)
class Known:
    """The library as one query sees it. `languages` are those of the reader and of the texts, the reader's first;
    `spoken` are those that the query may be in, none where that cannot be told. `themes` are the folded words that
    themes are called by: nobody is told that they find nothing."""

    languages: Sequence[str]
    synonyms: Synonyms
    spoken: frozenset[str] = frozenset()
    themes: Container[str] = frozenset()
    _practices: dict[str, int] = field(default_factory=dict)

    def practices(self, term: str) -> int:
        """Return how many practices have a term: a folded word, an exact form or a stem."""
        if term not in self._practices:
            self._practices[term] = lexicon.practices_with(term)
        return self._practices[term]

    def stems(self, word: Word) -> set[str]:
        """Return the terms of a word's stems in all languages."""
        return {stem_term(word, language) for language in self.languages} - {""}

    def has(self, word: Word) -> bool:
        """Return whether practices have a word, or another form of it in a language that the query may be in; or an
        area or a principle is called so."""
        return bool(
            self.practices(word.folded)
            or any(self.practices(stem) for stem in self.stems(word) if self.may_be_spoken({stem.partition("~")[0]}))
            or self.synonyms.knows(word)
        )

    def has_joined(self, others: Iterable[str]) -> bool:
        """Return whether practices have a word that is written together with its neighbour, in any form."""
        return any(self.practices(form) or any(map(self.practices, self.stems(Word(form, form)))) for form in others)

    def has_phrase(self, words: tuple[str, ...]) -> bool:
        """Return whether any practice has these words side by side."""
        return bool(engine().find(Question(phrases=(words,)), Order("newest"), offset=0, limit=1))

    def may_be_spoken(self, languages: Collection[str]) -> bool:
        """Return whether a word of these languages may stand in the query."""
        return not self.spoken or not languages or not self.spoken.isdisjoint(languages)


def spoken_languages(text: str) -> frozenset[str]:
    """Return the languages that `text` may be in; none where that cannot be told."""
    found = scores(text)
    best = max(found.values(), default=0.0)
    return frozenset(language for language, score in found.items() if LIKELY <= best <= score / POSSIBLE)
