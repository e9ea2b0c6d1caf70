"""An index of names inside the folder of an index: titles, places, areas, by how their words begin. For suggestions.

What no practice has any more may stay here; who reads it asks the index itself.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from convivia.search.engines.port import Name, NameQuestion
from convivia.search.engines.tantivy_files import opened

# Memory of the writer: names are short, and half a million of them are few segments with this.
HEAP = 48_000_000
# Titles are many and have fields of their own, so that the names of places and themes are found without them.
FIELDS = ("of", "kind", "language", "words", "first", "title_words", "title_first", "weight")
# Words of this length and longer are also found with one letter wrong, missing, too many, or swapped.
CORRECTED_FROM = 4
# What a name is worth that begins with what was typed, is in the reader's language, or has a word as it was typed.
BEGINS, IN_LANGUAGE, WHOLE_WORD, SAME_BEGINNING = 4.0, 3.0, 1.0, 1.0
# Most slips come later than the first letters.
SAME = 2
# Longer words are no words of any language, and no term of the index.
MAX_WORD = 64


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("of", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("kind", "language", "first", "title_first"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("words", "title_words"):
        builder.add_text_field(field, tokenizer_name="blanks", index_option="basic")
    builder.add_unsigned_field("weight", fast=True)
    return builder.build()


_SCHEMA = _schema()


def names_folder(folder: Path) -> Path:
    """Return where the names of the index in `folder` are."""
    return folder / "names"


def new_names(folder: Path) -> None:
    """Make room for the names of a new index in `folder`."""
    names_folder(folder).mkdir()
    Index(_SCHEMA, path=str(names_folder(folder)))


def opened_names(folder: Path) -> Index:
    """Return the names of the index in `folder`, for reading what they were at the last `reload`."""
    return opened(names_folder(folder))


class NameWriting:
    """A change of the names of the index in `folder`, unseen before `commit`. What `is_new` has nothing older to go."""

    def __init__(self, folder: Path, *, is_new: bool) -> None:
        self._is_new = is_new
        self._writer: IndexWriter = opened_names(folder).writer(HEAP, 1)

    def put(self, names: Iterable[Name]) -> None:
        """Write names; all older ones of the same things go."""
        rows = list(names)
        if not self._is_new:
            for of in dict.fromkeys(_of(name.kind, name.value) for name in rows):
                self._remove(of)
        for name in rows:
            if name.words:
                self._writer.add_document(_document(name))

    def remove(self, kind: str, value: str) -> None:
        """Take all names of a thing away."""
        self._remove(_of(kind, value))

    def commit(self) -> None:
        """Make the changes so far last."""
        self._writer.commit()

    def close(self) -> None:
        """End, when segments are merged; what was not committed is lost."""
        self._writer.wait_merging_threads()

    def _remove(self, of: str) -> None:
        self._writer.delete_documents_by_query(Query.term_query(_SCHEMA, "of", of, index_option="basic"))


def find_names(searcher: Searcher, question: NameQuestion, limit: int) -> list[tuple[str, str]]:
    """Return kind and value of what has names that `question` means, each once, the likeliest first.

    `limit` names are looked at: where things have several that fit, fewer things come back.
    """
    hits = searcher.search(_query(question), limit, count=False, weight_by_field="weight").hits
    found = dict.fromkeys(str(searcher.doc(address)["of"][0]) for _, address in hits)
    return [(of.partition(":")[0], of.partition(":")[2]) for of in found]


def _of(kind: str, value: str) -> str:
    return f"{kind}:{value}"


def _document(name: Name) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("of", _of(name.kind, name.value))
    made.add_text("kind", name.kind)
    for language in name.languages:
        made.add_text("language", language)
    words, first = _fields(name.kind)
    made.add_text(words, " ".join(name.words))
    made.add_text(first, name.words[0])
    made.add_unsigned("weight", name.weight)
    return made


def _fields(kind: str) -> tuple[str, str]:
    """Return the fields that hold the words of a name, and its first word."""
    return ("title_words", "title_first") if kind == "title" else ("words", "first")


def _query(question: NameQuestion) -> Query:
    words, first = _fields(question.kinds[0])
    clauses = [(Occur.Must, Query.term_set_query(_SCHEMA, "kind", question.kinds))]
    for forms in question.words:
        begun = [_begun(words, form, question.is_corrected) for form in forms]
        clauses.append((Occur.Must, begun[0] if len(begun) == 1 else _or(begun)))
        whole = Query.term_set_query(_SCHEMA, words, list(forms))
        clauses.append((Occur.Should, Query.const_score_query(whole, WHOLE_WORD)))
        if question.is_corrected:
            same = _or([_begun(words, form[:SAME]) for form in forms])
            clauses.append((Occur.Should, Query.const_score_query(same, SAME_BEGINNING)))
    # One letter off costs most of the time: where a name begins is then told by its first letters.
    length = SAME if question.is_corrected else MAX_WORD
    begins = _or([_begun(first, form[:length]) for form in question.words[0]])
    clauses.append((Occur.Should, Query.const_score_query(begins, BEGINS)))
    own = Query.term_set_query(_SCHEMA, "language", [question.language, ""])
    clauses.append((Occur.Should, Query.const_score_query(own, IN_LANGUAGE)))
    return Query.boolean_query(clauses)


def _begun(field: str, form: str, is_corrected: bool = False) -> Query:
    """Return what finds the words that begin with `form`, or nearly so (an automaton; a regex takes far longer)."""
    slips = 1 if is_corrected and len(form) >= CORRECTED_FROM else 0
    return Query.fuzzy_term_query(_SCHEMA, field, form[:MAX_WORD], distance=slips, prefix=True)


def _or(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
