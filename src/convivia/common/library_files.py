"""Where the shipped library's data files are, and how they are read."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def library_root() -> Path:
    """Return the folder of the shipped data: inside the installed package, else beside `src/` in a checkout."""
    inside = PACKAGE / "library"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "library"


def library_path(*parts: str) -> Path:
    """Return the path of a shipped data file, e.g. `library_path("places", "cities.tsv")`."""
    return library_root().joinpath(*parts)


def read_json(*parts: str) -> Any:
    """Return the content of a shipped JSON file."""
    return json.loads(library_path(*parts).read_text(encoding="utf-8"))


def read_table(*parts: str) -> Iterator[dict[str, str]]:
    """Return the rows of a shipped tab-separated file as dictionaries; lines that start with `#` are remarks."""
    return read_rows(library_path(*parts))


def read_rows(path: str | Path) -> Iterator[dict[str, str]]:
    """Yield the rows of any file of that form; raise `OSError` or `UnicodeDecodeError` where it cannot be read."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n") for line in lines if not line.startswith("#"))
        names = next(rows, "").split("\t")
        for row in rows:
            if row:
                yield dict(zip(names, row.split("\t"), strict=False))
