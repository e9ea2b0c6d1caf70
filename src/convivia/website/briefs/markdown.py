"""A brief as Markdown (CommonMark): every sign of a text stays the sign that it is. Pure."""

import re
from collections.abc import Iterator

from convivia.website.briefs.brief import Brief, Entry, Fact, Grid, Line, Part

MEDIA_TYPE = "text/markdown; charset=utf-8"

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$#]")
_AT_START = re.compile(r"^(?:([+\-=:])|(\d{1,9})([.)]))")
_IN_ADDRESS = {ord("("): "%28", ord(")"): "%29", ord("["): "%5B", ord("]"): "%5D", ord("\\"): "%5C", ord("*"): "%2A"}


def markdown_of(brief: Brief) -> bytes:
    """Return the brief as UTF-8 text."""
    return ("\n\n".join(_blocks(brief)) + "\n").encode()


def escaped(text: str) -> str:
    """Return one line of text so that Markdown shows just this text."""
    return _AT_START.sub(_escape_start, _SPECIAL.sub(r"\\\g<0>", text))


def _escape_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def linked(line: Line) -> str:
    """Return a line, as a link where it is one."""
    return f"[{escaped(line.text)}](<{line.url.translate(_IN_ADDRESS)}>)" if line.url else escaped(line.text)


def _blocks(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title.text)}"
    for part in brief.about:
        yield from _part(part, 2)
    if brief.grid:
        yield from _grid(brief.grid)
    if brief.has_contents:
        yield f"## {escaped(brief.words.contents)}"
        yield "\n".join(f"{n}. {escaped(entry.title.text)}" for n, entry in enumerate(brief.entries, start=1))
    for number, entry in enumerate(brief.entries, start=1):
        yield from _entry(entry, number, brief)
    yield f"## {escaped(brief.words.sources)}"
    yield "\n".join(f"{number}. {linked(source)}" for number, source in enumerate(brief.sources, start=1))
    yield f"## {escaped(brief.words.cite)}"
    yield escaped(brief.citation)


def _entry(entry: Entry, number: int, brief: Brief) -> Iterator[str]:
    yield f"## {number}\\. {escaped(entry.title.text)}"
    if entry.where:
        yield f"*{escaped(entry.where)}*" if _is_plain(entry.where) else escaped(entry.where)
    for part in entry.parts:
        yield from _part(part, 3)
    yield f"### {escaped(brief.words.facts)}"
    yield "\n".join(_fact(fact) for fact in entry.facts)


def _is_plain(text: str) -> bool:
    """Return whether stars around `text` stress it: they do not beside signs that are no letters."""
    return text[0].isalnum() and text[-1].isalnum()


def _part(part: Part, level: int) -> Iterator[str]:
    if part.heading:
        yield f"{'#' * level} {escaped(part.heading)}"
    yield from (escaped(paragraph) for paragraph in part.paragraphs)
    if part.note:
        yield escaped(part.note)


def _fact(fact: Fact) -> str:
    return f"- {escaped(fact.label)}: " + "; ".join(linked(value) for value in fact.values)


def _grid(grid: Grid) -> Iterator[str]:
    """Yield the facts side by side as lists: Markdown knows no tables."""
    yield f"## {escaped(grid.title)}"
    lines = []
    for label, cells in grid.rows:
        lines.append(f"- {escaped(label)}")
        lines += [f"  - {escaped(head.text)}: {escaped(cell)}" for head, cell in zip(grid.heads, cells, strict=True)]
    yield "\n".join(lines)
