"""The engine in process: tantivy (BM25, facets by aggregation), its index in a folder of this installation."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Query, Searcher

from convivia.search.engines.folders import Folders
from convivia.search.engines.port import (
    VALUE_FACETS,
    YEAR,
    AnyOf,
    Counts,
    IndexMissing,
    IndexUnavailable,
    NameQuestion,
    Neighbours,
    Order,
    Question,
    Weighed,
)
from convivia.search.engines.tantivy_fields import (
    ID_BITS,
    IN_SETS,
    fingerprint,
    letters_field,
    schema_for,
    set_field,
    sets_field,
    title_field,
)
from convivia.search.engines.tantivy_files import Stamp, commit_of, opened, stamp, trouble_told, with_tokenizers
from convivia.search.engines.tantivy_names import find_names, new_names, opened_names
from convivia.search.engines.tantivy_queries import Queries
from convivia.search.engines.tantivy_weighing import field_names, weighed
from convivia.search.engines.tantivy_words import near_words, new_words, opened_words
from convivia.search.engines.tantivy_writing import THREADS, TantivyWriting

# More different values than this would not all be counted. The gazetteer holds 40,000 places, a library far fewer.
MOST_VALUES = 20_000
# The same for sets of values: one for most cities, and one for each practice that names several.
MOST_SETS = 60_000
# How far down a list by relevance or title the neighbours of a practice are looked for.
WINDOW = 10_000
LARGEST = 2**64 - 1
# Words whose highest score is kept.
MOST_KEPT = 2_000
# So few practices are counted one by one.
FEW = 20

_TOTAL = {"value_count": {"field": "pk"}}
Hits = list[tuple[Any, tantivy.DocAddress]]


@dataclass(frozen=True, slots=True)
class _Open:
    """An index that is open for reading, and what its pointer and its last commit looked like then.

    `whole` and `sets` keep the counts of all that is in it, once somebody has asked for them, `most` what words say.
    """

    folder: Path
    pointer: Stamp
    commit: Stamp
    commit_file: Path
    index: Index
    searcher: Searcher
    words: Searcher
    names: Searcher
    whole: list[Counts] = field(default_factory=list)
    sets: dict[str, Mapping[tuple[str, ...], int]] = field(default_factory=dict)
    most: dict[AnyOf, float] = field(default_factory=dict)


class TantivyEngine:
    """A `SearchEngine` whose indexes are below `root`; titles are sorted in each of the interface's `languages`.

    An index is of no use to an engine of another `made_by`: that names what decides of its documents elsewhere.
    """

    def __init__(self, root: Path, languages: Sequence[str], threads: int = THREADS, made_by: str = "") -> None:
        self._languages = tuple(languages)
        self._threads = threads
        self._schema = schema_for(self._languages)
        self._queries = Queries(self._schema)
        self._fields = field_names(self._schema)
        self._folders = Folders(root, fingerprint(self._languages, made_by))
        self._pointer = self._folders.pointer
        self._open: _Open | None = None
        self._opening = threading.Lock()

    def find(self, question: Question, order: Order, *, offset: int, limit: int) -> list[int]:
        """Return the practices that `question` means, by their database ids."""
        by = self._order(question, order)
        with self._searcher() as searcher:
            if by == "relevance":
                return self._by_relevance(searcher, question, offset, limit)
            if by == "newest":
                match = self._queries.match(question)
                hits = searcher.search(match, limit, count=False, order_by_field="newest", offset=offset).hits
            else:
                hits = self._by_title(searcher, self._queries.match(question), order.language, offset, limit)
            return _pks(searcher, hits)

    def best(self, question: Question, *, limit: int) -> list[tuple[int, float]]:
        """Return the most relevant practices with their scores, the best first."""
        with self._searcher() as searcher:
            hits = searcher.search(self._queries.ranked(question), limit, count=False).hits
            return [(pk, float(score)) for pk, (score, _) in zip(_pks(searcher, hits), hits, strict=True)]

    def most(self, word: AnyOf) -> float:
        """Return the highest score that `word` gives any practice; 0 where none has it.

        It is true until the next commit and is kept: readers ask for the same words.
        """
        with trouble_told():
            seen = self._newest()
            if word not in seen.most:
                hits = seen.searcher.search(self._queries.ranked(Question(words=(word,))), 1, count=False).hits
                if len(seen.most) >= MOST_KEPT:
                    seen.most.clear()
                seen.most[word] = float(hits[0][0]) if hits else 0.0
            return seen.most[word]

    def weigh(self, question: Question, pks: Sequence[int]) -> dict[int, tuple[Weighed, ...]]:
        """Return what the words of `question` add to the score of each of the practices `pks`, the most first."""
        these = Query.term_set_query(self._schema, "pk", list(pks))
        with self._searcher() as searcher:
            return weighed(self._queries.ranked(question), searcher, these, self._fields) if pks else {}

    def around(self, question: Question, order: Order, pk: int) -> Neighbours:
        """Return what stands before and after a practice in the list of `find`, and its position."""
        if self._order(question, order) == "newest":
            return self._around_by_age(question, pk)
        ids = self.find(question, order, offset=0, limit=WINDOW)
        total = len(ids) if len(ids) < WINDOW else self.count(question, ()).total
        if pk not in ids:
            return Neighbours(None, None, 0, total)
        at = ids.index(pk)
        return Neighbours(ids[at - 1] if at else None, next(iter(ids[at + 1 : at + 2]), None), at + 1, total)

    def count(self, question: Question, facets: Sequence[str]) -> Counts:
        """Count the practices that `question` means, in all and by the values of `facets`.

        The counts of the whole library are true until the next commit; they are kept, for most readers begin there.
        """
        with trouble_told():
            seen = self._newest()
            if question != Question():
                return self._counted(seen.searcher, question, facets)
            if not seen.whole:
                seen.whole.append(self._counted(seen.searcher, question, (*VALUE_FACETS, YEAR)))
        whole = seen.whole[0]
        return Counts(whole.total, {facet: whole.values[facet] for facet in facets})

    def together(self, question: Question, facet: str) -> Mapping[tuple[str, ...], int]:
        """Count the practices that `question` means by all values of `facet` that each has, in the order of values."""
        with trouble_told():
            seen = self._newest()
            if question != Question():
                return self._sets(seen.searcher, question, facet)
            if facet not in seen.sets:
                seen.sets[facet] = self._sets(seen.searcher, question, facet)
        return seen.sets[facet]

    def _sets(self, searcher: Searcher, question: Question, facet: str) -> dict[tuple[str, ...], int]:
        sets = {"terms": {"field": sets_field(facet), "size": MOST_SETS}}
        found = searcher.aggregate(self._queries.match(question), {"sets": sets})
        return {tuple(bucket["key"].split()): bucket["doc_count"] for bucket in found["sets"]["buckets"]}

    def _counted(self, searcher: Searcher, question: Question, facets: Sequence[str]) -> Counts:
        wanted: dict[str, Any] = {
            facet: {"terms": {"field": set_field(facet), "size": MOST_VALUES}} for facet in facets
        }
        found = searcher.aggregate(self._queries.match(question), {**wanted, "total": _TOTAL})
        counts = {facet: _counts(facet, found[facet]["buckets"]) for facet in facets}
        return Counts(int(found["total"]["value"]), counts)

    def named(self, question: NameQuestion, *, limit: int) -> list[tuple[str, str]]:
        """Return kind and value of what has names that are meant, the likeliest first; `limit` names are looked at."""
        with trouble_told():
            return find_names(self._newest().names, question, limit)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the texts in the index, the most frequent first."""
        with self._searcher() as searcher:
            return tuple(language for language, _ in searcher.terms_with_prefix("language", ""))

    def near(self, word: str, *, distance: int, limit: int, is_begun: bool = False) -> list[str]:
        """Return words at most `distance` (1 or 2) letters from `word`; no practice may have some of them any more."""
        with trouble_told():
            return near_words(self._newest().words, word, distance, limit, is_begun=is_begun)

    def terms(self, field: str, prefix: str, *, limit: int, among: Question | None = None) -> list[tuple[str, int]]:
        """Return the terms of a field that begin with `prefix` and how many practices have each, most first."""
        with self._searcher() as searcher:
            return searcher.terms_with_prefix(field, prefix, self._queries.match(among) if among else None, limit)

    def frequency(self, term: str) -> int:
        """Return how many practices have `term`, in their texts or in the names of their places."""
        with self._searcher() as searcher:
            most = max(searcher.doc_freq(field, term) for field in ("words", "in_names"))
            if not 0 < most <= FEW:
                return most
            # Practices that are gone count until their segment is merged: that matters where there are few.
            return _total(searcher, self._queries.match(Question(words=(AnyOf(((term, 1.0),)),))))

    def making(self) -> str:
        """Return a name for the present index; it is another one when the index was made anew."""
        with trouble_told():
            return self._newest().folder.name

    def state(self) -> str:
        """Return a name for what the index holds at present; it is another one after each change."""
        with trouble_told():
            seen = self._newest()
            return f"{seen.folder}:{seen.commit}"

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
            return set(_pks(searcher, hits))

    @contextmanager
    def writing(self, *, wait: float) -> Iterator[TantivyWriting]:
        """Change the index: one writer at a time, `IndexBusy` after `wait` seconds. What is not committed is lost."""
        with self._folders.lock(wait):
            folder = self._folders.current()
            if folder is None:
                raise IndexMissing("There is no search index yet.")
            with trouble_told():
                index = opened(folder)
            with TantivyWriting(index, folder, self._threads, is_new=False) as writing:
                yield writing

    @contextmanager
    def rebuilding(self, *, wait: float) -> Iterator[TantivyWriting]:
        """Make the index anew, beside the old one, which serves until all is written; then it is replaced at once."""
        with self._folders.lock(wait):
            folder = self._folders.new()
            try:
                index = with_tokenizers(Index(self._schema, path=str(folder)))
                new_words(folder)
                new_names(folder)
                with TantivyWriting(index, folder, self._threads, is_new=True) as writing:
                    yield writing
                    writing.finish()
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._folders.serve(folder)

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        """Give a view of the newest commit: two looks at the file system tell whether the last view still is one."""
        with trouble_told():
            yield self._newest().searcher

    def _newest(self) -> _Open:
        known = self._open
        if known and stamp(self._pointer) == known.pointer and stamp(known.commit_file) == known.commit:
            return known
        with self._opening:
            pointer = stamp(self._pointer)
            try:
                self._open = self._look_again(self._open)
            except (ValueError, OSError, IndexUnavailable):
                if stamp(self._pointer) == pointer:
                    raise
                self._open = self._look_again(None)  # another index took its place while this one was opened
            return self._open

    def _look_again(self, known: _Open | None) -> _Open:
        pointer = stamp(self._pointer)
        folder = self._folders.current()
        if pointer is None or folder is None:
            raise IndexMissing("There is no search index yet.")
        commit_file = commit_of(folder)
        commit = stamp(commit_file)
        if commit is None:
            raise IndexUnavailable("The search index is not whole.")
        index = known.index if known and known.folder == folder else opened(folder)
        index.reload()
        words, names = opened_words(folder), opened_names(folder)
        words.reload()
        names.reload()
        return _Open(folder, pointer, commit, commit_file, index, index.searcher(), words.searcher(), names.searcher())

    def _order(self, question: Question, order: Order) -> str:
        return order.by if question.words or question.first or order.by != "relevance" else "newest"

    def _by_relevance(self, searcher: Searcher, question: Question, offset: int, limit: int) -> list[int]:
        """Return a part of the list by relevance: those that stand first, then the others by their words."""
        ahead: list[int] = []
        if question.first:
            these = self._queries.these(self._queries.match(question), question.first)
            meant = set(_pks(searcher, searcher.search(these, len(question.first), count=False).hits))
            ahead = [pk for pk in question.first if pk in meant]
        part = ahead[offset : offset + limit]
        if len(part) == limit:
            return part
        others = self._queries.others(self._queries.ranked(question), ahead)
        start = max(0, offset - len(ahead))
        return part + _pks(searcher, searcher.search(others, limit - len(part), count=False, offset=start).hits)

    def _around_by_age(self, question: Question, pk: int) -> Neighbours:
        """Return what is next to a practice in the order of its age, however long the list is."""
        match = self._queries.match(question)
        with self._searcher() as searcher:
            total = _total(searcher, match)
            own = _ascending(searcher, self._queries.within(match, "pk", pk, pk), "newest", 0, 1)
            if not own:
                return Neighbours(None, None, 0, total)
            newer = self._queries.within(match, "newest", own[0][0] + 1, LARGEST)
            older = self._queries.within(match, "newest", 0, own[0][0] - 1)
            before = _ascending(searcher, newer, "newest", 0, 1)
            after = searcher.search(older, 1, count=False, order_by_field="newest").hits
            pks = [int(hits[0][0]) & ((1 << ID_BITS) - 1) if hits else None for hits in (before, after)]
            return Neighbours(pks[0], pks[1], _total(searcher, newer) + 1, total)

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
        before = _total(searcher, self._queries.within(match, letters, 0, max(first, 1) - 1))
        near = self._queries.within(match, letters, first, last)
        return _ascending(searcher, near, title_field(language), offset - before, limit)


def _pks(searcher: Searcher, hits: Hits) -> list[int]:
    return [int(pk or 0) for pk in searcher.fast_field_values("pk", [address for _, address in hits])]


def _ascending(searcher: Searcher, query: Query, field: str, offset: int, limit: int) -> Hits:
    way = tantivy.Order.Asc
    return searcher.search(query, limit, count=False, order_by_field=field, offset=offset, order=way).hits


def _total(searcher: Searcher, query: Query) -> int:
    return int(searcher.aggregate(query, {"total": _TOTAL})["total"]["value"])


def _counts(facet: str, buckets: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    """Return how often each value comes, from how often each set of values comes where a facet is counted by sets."""
    if facet == YEAR:
        return {str(int(bucket["key"])): bucket["doc_count"] for bucket in buckets}
    if facet not in IN_SETS:
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    counts: Counter[str] = Counter()
    for bucket in buckets:
        for value in bucket["key"].split():
            counts[value] += bucket["doc_count"]
    return counts
