"""An index of tantivy on disk: how it is opened, how a change of it is noticed, and what its troubles mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, TextAnalyzerBuilder, Tokenizer

from convivia.search.engines.port import IndexUnavailable

# Inode, time and size: what tells a file from the one that stood there before.
Stamp = tuple[int, int, int]


def opened(folder: Path) -> Index:
    """Return the index in `folder`, for reading what it held at the last `reload`."""
    index = with_tokenizers(Index.open(str(folder)))
    index.config_reader("manual")
    return index


def with_tokenizers(index: Index) -> Index:
    """Return `index` when it knows how to divide terms: tokenizers are not kept in the folder."""
    index.register_tokenizer("blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def commit_of(folder: Path) -> Path:
    """Return the file that each commit replaces."""
    return folder / "meta.json"


def stamp(path: Path) -> Stamp | None:
    """Return what tells a file from the one that stood there before; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (asked for at each search: half the time of `Path.stat`)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def trouble_told() -> Iterator[None]:
    """Raise what tantivy has to say of a broken index as `IndexUnavailable`, its panics too."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexUnavailable(f"The search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise IndexUnavailable("The search index is broken.") from error
