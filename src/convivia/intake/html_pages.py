"""A listing page in HTML as lines and tables, as a reader sees it: no scripts, no menus, no hidden text. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from convivia.intake.cleaning import clean_line
from convivia.intake.html_marks import (
    BLOCKS,
    CONTENT,
    HEADINGS,
    SKIPPED,
    are_parts,
    base_of,
    check_shape,
    children_of,
    is_hidden,
    is_navigation,
    resolved,
)
from convivia.intake.limits import MAX_LINE
from convivia.intake.lines import Line, is_more

MOST_HIDDEN_SHOWN: Final = 20


@dataclass(slots=True)
class Page:
    """What a page prints: its lines, its tables as rows of cells, texts that it hides, and whether addresses are lost
    because the page does not say what they are relative to."""

    lines: list[Line] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    has_lost_addresses: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for everything inside an element."""

    href: str = ""
    heading: int = 0
    language: str = ""
    in_content: bool = False


Piece = tuple[str, _Around]


class _Do(Enum):
    VISIT = auto()
    END_BLOCK = auto()
    END_LINE = auto()


TableTest = Callable[[Sequence[str]], bool]


def read_page(text: str, name: str, is_table: TableTest) -> Page:
    """Return what the HTML `text` prints; tables for which `is_table(header)` holds come as rows, not as lines.

    Raises `IntakeError` for pages that are built to be slow to read.
    """
    check_shape(text, name)
    return _Reader(LexborHTMLParser(text), is_table).read()


class _Reader:
    """Walks through a page once and gathers its lines."""

    def __init__(self, tree: LexborHTMLParser, is_table: TableTest) -> None:
        self._root = tree.root
        self._base = base_of(tree)
        self._is_table = is_table
        self._page = Page()
        self._pieces: list[Piece] = []
        self._gap = False

    def read(self) -> Page:
        """Return the page; the way through it is kept on a list, for it may be deeper than Python's own stack."""
        to_do: list[tuple[_Do, LexborNode, _Around]] = []
        if self._root is not None:
            to_do.append((_Do.VISIT, self._root, _Around()))
        while to_do:
            do, node, around = to_do.pop()
            if do is _Do.VISIT:
                to_do += reversed(self._visit(node, around))
            else:
                self._end_line(gap=do is _Do.END_BLOCK)
        self._end_line(gap=True)
        return self._page

    def _visit(self, node: LexborNode, around: _Around) -> list[tuple[_Do, LexborNode, _Around]]:
        """Take in one node; what is to be done next comes back, in order."""
        if node.is_text_node:
            self._pieces.append((node.text_content or "", around))
            return []
        if not node.is_element_node or self._is_left_out(node, around):
            return []
        if node.tag == "br":
            return [(_Do.END_LINE, node, around)]
        if node.tag == "table" and self._takes_table(node):
            return []
        inner = self._inside(node, around)
        children = list(children_of(node))
        end = _Do.END_LINE if are_parts(node, children) else None
        following: list[tuple[_Do, LexborNode, _Around]] = []
        if node.tag in BLOCKS:
            self._end_line(gap=True)
        for child in children:
            following.append((_Do.VISIT, child, inner))
            if end and child.is_element_node:
                following.append((end, child, inner))
        if node.tag in BLOCKS:
            following.append((_Do.END_BLOCK, node, inner))
        return following

    def _is_left_out(self, node: LexborNode, around: _Around) -> bool:
        if node.tag in SKIPPED or is_navigation(node, around.in_content):
            return True
        if not is_hidden(node):
            return False
        if len(self._page.hidden) < MOST_HIDDEN_SHOWN and (words := clean_line(node.text(separator=" "))[0]):
            self._page.hidden.append(words)
        return True

    def _inside(self, node: LexborNode, around: _Around) -> _Around:
        """Return what holds inside `node`. The page's own language is that of its menus, and tells nothing."""
        marks = node.attributes
        href = around.href
        if node.tag == "a" and (given := marks.get("href")):
            href = resolved(given, self._base)
            if not href and not self._base and not given.startswith(("#", "javascript:", "mailto:", "tel:")):
                self._page.has_lost_addresses = True
        language = around.language
        if node.tag not in ("html", "body") and (given := marks.get("lang")):
            language = given.split("-")[0].lower()
        return replace(
            around,
            href=href,
            heading=HEADINGS.get(node.tag or "", around.heading),
            language=language,
            in_content=around.in_content or node.tag in CONTENT,
        )

    def _end_line(self, gap: bool) -> None:
        """Make a line of the pieces since the last one; with `gap`, the next one is parted from it."""
        pieces, self._pieces = self._pieces, []
        for part in _apart(pieces):
            self._add_line(part)
        self._gap = self._gap or gap

    def _add_line(self, pieces: Sequence[Piece]) -> None:
        text, taken_out = clean_line("".join(text for text, _ in pieces)[:MAX_LINE])
        if text:
            arounds = [around for words, around in pieces if words.strip()]
            first = arounds[0]
            is_one_link = all(around.href == first.href for around in arounds)
            is_one_language = all(around.language == first.language for around in arounds)
            self._page.lines.append(
                Line(
                    number=len(self._page.lines) + 1,
                    text=text,
                    gap=self._gap,
                    heading=max(around.heading for around in arounds),
                    href=first.href if is_one_link else "",
                    language=first.language if is_one_language else "",
                    taken_out=taken_out,
                )
            )
            self._gap = False

    def _takes_table(self, node: LexborNode) -> bool:
        """Take `node` as a table of records where its first row names columns; tell whether it was taken."""
        rows = [
            [clean_line(cell.text(separator=" "))[0] for cell in row.css("th, td")]
            for row in node.css("tr")
            if row.css_first("table") is None
        ]
        if len(rows) < 2 or not self._is_table(rows[0]):
            return False
        self._page.tables.append(rows)
        return True


def _apart(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of a line together, but a link to the whole text ("Read More") by itself: it has an address."""
    together: list[Piece] = []
    for href, run in groupby(pieces, key=lambda piece: piece[1].href):
        part = list(run)
        if href and is_more(Line(0, clean_line("".join(text for text, _ in part))[0])):
            yield together
            yield part
            together = []
        else:
            together += part
    yield together
