"""The last word of what is typed, completed by the words of the library: what is suggested then finds something."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from convivia.search.asked import read_query
from convivia.search.engines.installed import engine
from convivia.search.engines.port import AnyOf, Question
from convivia.search.function_words import small_words
from convivia.search.lexicon import Entry, entry, near, starting
from convivia.search.typed import CORRECTED_FROM
from convivia.search.words import Word, stem_term, words_of

# From so many letters on a word is completed: a single letter begins too many.
FEWEST_LETTERS = 2
# Beside other words it takes one letter more: counting with them takes longer.
FEWEST_BESIDE = 3
# Words that are looked at, so that enough remain without those that say nothing and those of the same stem.
LOOKED_AT = 16
# Misspelt words that may be meant, out of all that begin nearly so.
LIKELY, NEAR = 12, 300

# What was typed before the last word, and the word. A phrase in quotes or a word that shall not be there is left alone.
_LAST = re.compile(r"(?P<head>.*?)(?P<word>[^\W\d_]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Completion:
    """A query whose last word is complete; `head` was typed before it. `is_corrected`: some word was mistyped."""

    head: str
    word: str
    language: str
    is_corrected: bool = False

    @property
    def query(self) -> str:
        """The whole query."""
        return self.head + self.word


def completions(text: str, reader: str, *, limit: int, may_correct: bool = True) -> list[Completion]:
    """Return queries that `text` may become, the likeliest for a `reader` of that language first; `limit` at most.

    Each finds practices with all of its words. An earlier word that no practice has is corrected; the last one is, if
    it `may_correct` and no word begins so.
    """
    last = _LAST.fullmatch(text)
    if not last or '"' in text or re.search(r"(^|\s)-\S*$", text):
        return []
    head, is_corrected = _corrected_head(last["head"])
    folded = "".join(word.folded for word in words_of(last["word"]))
    among = _having(head)
    if len(folded) < (FEWEST_BESIDE if among else FEWEST_LETTERS):
        return []
    found = starting(folded, LOOKED_AT, language=reader, among=among)
    if not found and may_correct and len(folded) >= CORRECTED_FROM:
        found, is_corrected = _nearly(folded, reader, among), True
    telling = (known for known in _telling(found, reader) if is_corrected or known.word != folded)
    made = (Completion(head, known.shown, _language(known, reader), is_corrected) for known in telling)
    return [completion for completion, _ in zip(made, range(limit), strict=False)]


def _corrected_head(head: str) -> tuple[str, bool]:
    """Return what was typed before, each word that the library does not have as the one it may be; whether any was."""
    corrected = head
    for word in words_of(head):
        if not engine().frequency(word.folded) and (others := near(word.folded, 1)):
            corrected = re.sub(rf"(?i)\b{re.escape(word.exact)}\b", others[0].shown, corrected)
    return corrected, corrected != head


def _having(head: str) -> Question | None:
    """Return the question for practices that have all words typed before; None where there are none."""
    words = [asked.word.folded for asked in read_query(head).words]
    return Question(words=tuple(AnyOf(((word, 1.0),)) for word in words)) if words else None


def _nearly(folded: str, reader: str, among: Question | None) -> list[Entry]:
    """Return words that begin with nearly `folded`, those with the same first letter and the most practices first."""
    words = engine().near(folded, distance=1, limit=NEAR, is_begun=True)
    words.sort(key=lambda word: (word[:2] != folded[:2], abs(len(word) - len(folded)), word))
    held = [known for word in words[:LIKELY] if (known := entry(word)) and known.languages]
    held.sort(key=lambda known: (known.word[0] != folded[0], reader not in known.languages, -known.practices))
    return [known for known in held if among is None or _found_with(among, known)]


def _found_with(among: Question, known: Entry) -> bool:
    question = replace(among, words=(*among.words, AnyOf(((known.word, 1.0),))))
    return engine().count(question, ()).total > 0


def _telling(entries: Iterable[Entry], reader: str) -> Iterator[Entry]:
    """Yield the words that carry a subject, one of each stem."""
    stems: set[str] = set()
    for known in entries:
        language = _language(known, reader)
        stem = stem_term(Word(known.shown, known.word), language) or known.word
        if known.word not in small_words(language) and stem not in stems:
            stems.add(stem)
            yield known


def _language(known: Entry, reader: str) -> str:
    """Return the language that a word is taken for: the reader's if there are texts in it that have the word."""
    return reader if reader in known.languages or not known.languages else known.languages[0]
