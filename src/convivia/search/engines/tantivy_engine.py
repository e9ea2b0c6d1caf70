"""The engine in process: tantivy (BM25, facets by aggregation), its index in a folder of this installation."""

import os
import shutil
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, IndexWriter, Query, Searcher, TextAnalyzerBuilder, Tokenizer

from convivia.search.engines.folders import Folders
from convivia.search.engines.port import (
    YEAR,
    Counts,
    Document,
    IndexMissing,
    IndexUnavailable,
    Order,
    Question,
)
from convivia.search.engines.tantivy_fields import (
    IN_SETS,
    document_for_tantivy,
    fingerprint,
    letters_field,
    schema_for,
    set_field,
    title_field,
)
from convivia.search.engines.tantivy_queries import Queries

# Memory and threads of a writer: machines are small, and making the terms (in Python) takes longer than writing them.
HEAP, THREADS = 96_000_000, 1
# So many segments of a size are merged, and from so many documents on, that takes a moment.
MERGED_AT, MANY = 8, 1000
# More different values than this would not all be counted. The gazetteer holds 40,000 places, a library far fewer.
MOST_VALUES = 20_000

_TOTAL = {"value_count": {"field": "pk"}}
Stamp = tuple[int, int, int]
Hits = list[tuple[Any, tantivy.DocAddress]]


@dataclass(frozen=True, slots=True)
class _Open:
    """An index that is open for reading, and what its pointer and its last commit looked like then."""

    folder: Path
    pointer: Stamp
    commit: Stamp
    index: Index
    searcher: Searcher


class TantivyEngine:
    """A `SearchEngine` whose indexes are below `root`; titles are sorted in each of the interface's `languages`."""

    def __init__(self, root: Path, languages: Sequence[str], threads: int = THREADS) -> None:
        self._languages = tuple(languages)
        self._threads = threads
        self._schema = schema_for(self._languages)
        self._queries = Queries(self._schema)
        self._folders = Folders(root, fingerprint(self._languages))
        self._open: _Open | None = None
        self._opening = threading.Lock()

    def find(self, question: Question, order: Order, *, offset: int, limit: int) -> list[int]:
        """Return the practices that `question` means, by their database ids."""
        by = order.by if question.words or order.by != "relevance" else "newest"
        with self._searcher() as searcher:
            if by == "relevance":
                hits = searcher.search(self._queries.ranked(question), limit, count=False, offset=offset).hits
            elif by == "newest":
                match = self._queries.match(question)
                hits = searcher.search(match, limit, count=False, order_by_field="newest", offset=offset).hits
            else:
                hits = self._by_title(searcher, self._queries.match(question), order.language, offset, limit)
            return [int(pk or 0) for pk in searcher.fast_field_values("pk", [address for _, address in hits])]

    def best(self, question: Question, *, limit: int) -> list[tuple[int, float]]:
        """Return the most relevant practices with their scores, the best first."""
        with self._searcher() as searcher:
            hits = searcher.search(self._queries.ranked(question), limit, count=False).hits
            pks = searcher.fast_field_values("pk", [address for _, address in hits])
            return [(int(pk or 0), float(score)) for pk, (score, _) in zip(pks, hits, strict=True)]

    def count(self, question: Question, facets: Sequence[str]) -> Counts:
        """Count the practices that `question` means, in all and by the values of `facets`."""
        wanted: dict[str, Any] = {
            facet: {"terms": {"field": set_field(facet), "size": MOST_VALUES}} for facet in facets
        }
        wanted["total"] = _TOTAL
        with self._searcher() as searcher:
            found = searcher.aggregate(self._queries.match(question), wanted)
        counts = {facet: _counts(facet, found[facet]["buckets"]) for facet in facets}
        return Counts(int(found["total"]["value"]), counts)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the texts in the index, the most frequent first."""
        with self._searcher() as searcher:
            return tuple(language for language, _ in searcher.terms_with_prefix("language", ""))

    def making(self) -> str:
        """Return a name for the present index; it is another one when the index was made anew."""
        with _trouble_told():
            return self._newest().folder.name

    def look_afresh(self) -> None:
        """Open the index anew, whatever is open already; `IndexUnavailable` where it cannot be opened."""
        self._open = None
        self.making()

    def size(self) -> int:
        """Return how many practices are in the index."""
        with self._searcher() as searcher:
            return searcher.num_docs

    def ids(self) -> set[int]:
        """Return the practices that are in the index, by their database ids."""
        with self._searcher() as searcher:
            hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
            return {int(pk or 0) for pk in searcher.fast_field_values("pk", [address for _, address in hits])}

    @contextmanager
    def writing(self, *, wait: float) -> Iterator["_Writing"]:
        """Change the index: one writer at a time, `IndexBusy` after `wait` seconds. What is not committed is lost."""
        with self._folders.lock(wait):
            folder = self._folders.current()
            if folder is None:
                raise IndexMissing("There is no search index yet.")
            with _trouble_told():
                index = _opened(folder)
            with _Writing(index, self._threads, is_new=False) as writing:
                yield writing

    @contextmanager
    def rebuilding(self, *, wait: float) -> Iterator["_Writing"]:
        """Make the index anew, beside the old one, which serves until all is written; then it is replaced at once."""
        with self._folders.lock(wait):
            folder = self._folders.new()
            try:
                index = _with_tokenizers(Index(self._schema, path=str(folder)))
                with _Writing(index, self._threads, is_new=True) as writing:
                    yield writing
                    writing.finish()
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._folders.serve(folder)

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        """Give a view of the newest commit: two looks at the file system tell whether the last view still is one."""
        with _trouble_told():
            yield self._newest().searcher

    def _newest(self) -> _Open:
        known = self._open
        if (
            known
            and _stamp(self._folders.pointer) == known.pointer
            and _stamp(_commit_of(known.folder)) == known.commit
        ):
            return known
        with self._opening:
            self._open = self._look_again(self._open)
            return self._open

    def _look_again(self, known: _Open | None) -> _Open:
        pointer = _stamp(self._folders.pointer)
        folder = self._folders.current()
        if pointer is None or folder is None:
            raise IndexMissing("There is no search index yet.")
        commit = _stamp(_commit_of(folder))
        if commit is None:
            raise IndexUnavailable("The search index is not whole.")
        index = known.index if known and known.folder == folder else _opened(folder)
        index.reload()
        return _Open(folder, pointer, commit, index, index.searcher())

    def _by_title(self, searcher: Searcher, match: Query, reader: str, offset: int, limit: int) -> Hits:
        """Return the hits of a part of the list by title.

        Comparing titles takes long far down the list. So their first letters tell which titles come into question, and
        how many there are before those; only these few are compared.
        """
        language = reader if reader in self._languages else self._languages[0]
        letters = letters_field(language)
        by_letters = _ascending(searcher, match, letters, offset, limit)
        if not by_letters:
            return []
        first, last = int(by_letters[0][0]), int(by_letters[-1][0])
        before = searcher.aggregate(self._queries.within(match, letters, 0, max(first, 1) - 1), {"total": _TOTAL})
        near = self._queries.within(match, letters, first, last)
        return _ascending(searcher, near, title_field(language), offset - int(before["total"]["value"]), limit)


class _Writing:
    """A `Writing` into one index."""

    def __init__(self, index: Index, threads: int, *, is_new: bool) -> None:
        self._is_new = is_new
        self._held: deque[Document] = deque()
        self._added = 0
        self._schema = index.schema
        with _trouble_told():
            self._writer: IndexWriter = index.writer(HEAP, threads)

    def __enter__(self) -> "_Writing":
        return self

    def __exit__(self, *error: object) -> None:
        with _trouble_told():
            self._writer.wait_merging_threads()  # and lets go of what was not committed

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents; older ones of the same practices go."""
        for document in documents:
            self._held.append(document)
            if not self._is_new or len(self._held) > MERGED_AT:
                self._add(self._held.popleft())

    def remove(self, pks: Iterable[int]) -> None:
        """Take the documents of practices away."""
        with _trouble_told():
            for pk in pks:
                self._remove(pk)

    def commit(self) -> None:
        """Make the changes so far last, for all readers, at once."""
        while self._held:
            self._add(self._held.popleft())
        with _trouble_told():
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
        with _trouble_told():
            if not self._is_new:
                self._remove(document.pk)
            self._writer.add_document(document_for_tantivy(document))
        self._added += 1

    def _remove(self, pk: int) -> None:
        # By query: tantivy-py's deletion by term takes a number for a signed one, and never finds it.
        self._writer.delete_documents_by_query(Query.term_query(self._schema, "pk", pk))


def _opened(folder: Path) -> Index:
    index = _with_tokenizers(Index.open(str(folder)))
    index.config_reader("manual")
    return index


def _with_tokenizers(index: Index) -> Index:
    index.register_tokenizer("blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def _ascending(searcher: Searcher, query: Query, field: str, offset: int, limit: int) -> Hits:
    way = tantivy.Order.Asc
    return searcher.search(query, limit, count=False, order_by_field=field, offset=offset, order=way).hits


def _counts(facet: str, buckets: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    """Return how often each value comes, from how often each set of values comes where a facet is counted by sets."""
    if facet not in IN_SETS:
        return {_key(facet, bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    counts: Counter[str] = Counter()
    for bucket in buckets:
        for value in bucket["key"].split():
            counts[value] += int(bucket["doc_count"])
    return counts


def _key(facet: str, key: object) -> str:
    return str(int(float(str(key)))) if facet == YEAR else str(key)


def _commit_of(folder: Path) -> Path:
    return folder / "meta.json"


def _stamp(path: Path) -> Stamp | None:
    """Return what tells a file from the one that stood there before; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (asked for at each search: half the time of `Path.stat`)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def _trouble_told() -> Iterator[None]:
    """Raise what tantivy has to say of a broken index as `IndexUnavailable`, its panics too."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexUnavailable(f"The search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise IndexUnavailable("The search index is broken.") from error
