"""The words of an index as documents of a second, small one inside its folder: so near words are found by the letters.

It only proposes: how many practices have a word, and whether any still has it, is asked of the index itself. So a word
may stay here when its last practice is gone, but none that a practice has is missing: words are written first.
"""

from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Index, Query, SchemaBuilder, Searcher

from convivia.search.engines.tantivy_files import opened

# The smallest heap that a writer of tantivy takes.
HEAP = 15_000_000
WORD = "word"

_SCHEMA = SchemaBuilder().add_text_field(WORD, stored=True, tokenizer_name="raw", index_option="basic").build()


def words_folder(folder: Path) -> Path:
    """Return where the words of the index in `folder` are."""
    return folder / "words"


def new_words(folder: Path) -> None:
    """Make room for the words of a new index in `folder`."""
    words_folder(folder).mkdir()
    Index(_SCHEMA, path=str(words_folder(folder)))


def opened_words(folder: Path) -> Index:
    """Return the words of the index in `folder`, for reading what they were at the last `reload`."""
    return opened(words_folder(folder))


def near_words(searcher: Searcher, word: str, distance: int, limit: int, *, is_begun: bool = False) -> list[str]:
    """Return words that are at most `distance` (up to 2) letters from `word`, or (`is_begun`) whose beginnings are.

    Two swapped letters count as one.
    """
    query = Query.fuzzy_term_query(_SCHEMA, WORD, word, distance=distance, prefix=is_begun)
    hits = searcher.search(query, limit, count=False).hits
    return [str(searcher.doc(address).get_first(WORD)) for _, address in hits]


class WordsWriting:
    """Collects the words of documents and writes those that are new."""

    def __init__(self, folder: Path) -> None:
        self._index = opened_words(folder)
        self._index.reload()
        self._met: set[str] = set()
        self._written: set[str] = set()

    def meet(self, spelt: str) -> None:
        """Take the words of a document's `spelt` along."""
        self._met.update(term[: term.index("=")] for term in spelt.split())

    def write(self) -> None:
        """Make the words that are new last."""
        if new := self._new():
            writer = self._index.writer(HEAP, 1)
            for word in new:
                document = tantivy.Document()
                document.add_text(WORD, word)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            self._written |= self._met
        self._met = set()

    def _new(self) -> Iterable[str]:
        searcher = self._index.searcher()
        return [word for word in sorted(self._met - self._written) if not searcher.doc_freq(WORD, word)]
