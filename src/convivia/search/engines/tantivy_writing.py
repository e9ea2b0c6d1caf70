"""Writing to an index of tantivy."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from tantivy import Index, IndexWriter, Query

from convivia.search.engines.port import Document, Name
from convivia.search.engines.tantivy_fields import document_for_tantivy
from convivia.search.engines.tantivy_files import trouble_told
from convivia.search.engines.tantivy_names import NameWriting
from convivia.search.engines.tantivy_words import WordsWriting

# Memory and threads of a writer: machines are small, and making the terms (in Python) takes longer than writing them.
HEAP, THREADS = 96_000_000, 1
# So many segments of a size are merged, and from so many documents on, that takes a moment.
MERGED_AT, MANY = 8, 1000


class TantivyWriting:
    """A `Writing` into the index in `folder`, with its words and names."""

    def __init__(self, index: Index, folder: Path, threads: int, *, is_new: bool) -> None:
        self._is_new = is_new
        self._held: deque[Document] = deque()
        self._added = 0
        self._schema = index.schema
        with trouble_told():
            self._words = WordsWriting(folder)
            self._names = NameWriting(folder, is_new=is_new)
            self._writer: IndexWriter = index.writer(HEAP, threads)

    def __enter__(self) -> "TantivyWriting":
        return self

    def __exit__(self, *error: object) -> None:
        with trouble_told():
            self._names.close()
            self._writer.wait_merging_threads()  # and lets go of what was not committed

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents; older ones of the same practices go."""
        for document in documents:
            self._held.append(document)
            if not self._is_new or len(self._held) > MERGED_AT:
                self._add(self._held.popleft())

    def put_names(self, names: Iterable[Name]) -> None:
        """Write names of values of facets; all older ones of the same values go."""
        with trouble_told():
            self._names.put(names)

    def remove(self, pks: Iterable[int]) -> None:
        """Take the documents of practices away, with their titles."""
        with trouble_told():
            for pk in pks:
                self._remove(pk)
                self._names.remove("title", str(pk))

    def commit(self) -> None:
        """Make the changes so far last, for all readers, at once."""
        while self._held:
            self._add(self._held.popleft())
        with trouble_told():
            self._words.write()
            self._names.commit()  # first: names of what is not found yet are passed over, and are there when it is
            self._writer.commit()

    def finish(self) -> None:
        """Commit a new index so that changes to come are quick.

        Tantivy merges segments when there are eight of a size. A large index is therefore given its last documents one
        by one: what there is to merge is merged now, and not when somebody saves a practice and waits.
        """
        held, self._held = self._held, deque()
        while held and self._added >= MANY:
            self.commit()
            self._add(held.popleft())
        self._held = held
        self.commit()

    def _add(self, document: Document) -> None:
        with trouble_told():
            if not self._is_new:
                self._remove(document.pk)
                self._names.remove("title", str(document.pk))
            self._writer.add_document(document_for_tantivy(document))
            self._words.meet(document.spelt)
            self._names.put(document.names)
        self._added += 1

    def _remove(self, pk: int) -> None:
        # By query: tantivy-py's deletion by term takes a number for a signed one, and never finds it.
        self._writer.delete_documents_by_query(Query.term_query(self._schema, "pk", pk))
