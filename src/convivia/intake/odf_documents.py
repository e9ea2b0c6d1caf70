"""Reads OpenDocument texts (ODT) block by block: fields, paragraphs, lists, tables, notes, pictures. Pure."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from convivia.intake.blocks import PREFIX, TITLE, Block, Image, Where, is_ours, tree_of
from convivia.intake.word_documents import row_blocks, with_address

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _S, _D, _B = (f"{_NAMES}{one}:1.0}}" for one in ("text", "style", "drawing", "table"))
_O: Final = f"{_NAMES}office:1.0}}"
_SVG, _FO = (f"{_NAMES}{one}-compatible:1.0}}" for one in ("svg", "xsl-fo"))
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
# What is no word of the text, or is read apart from its line.
_APART: Final = (f"{_O}annotation", f"{_T}note", f"{_D}frame", f"{_D}custom-shape")
_SKIPPED: Final = (f"{_T}tracked-changes", f"{_O}forms", f"{_T}sequence-decls", f"{_T}variable-decls")
_ASIDE: Final = {f"{_O}annotation": "comment", f"{_T}note": "footnote"}
_MOST_STEPS: Final = 12  # from a style to those that it is made from


def odf_blocks(package: zipfile.ZipFile) -> Iterator[Block]:
    """Yield what a text says, in its order."""
    tree = tree_of(package.read("content.xml"))
    styles = {node.get(f"{_S}name", ""): node for node in tree.iter(f"{_S}style")}
    if "styles.xml" in package.namelist():
        common = tree_of(package.read("styles.xml"))
        styles = {node.get(f"{_S}name", ""): node for node in common.iter(f"{_S}style")} | styles
        margins = [one for page in common.iter(f"{_S}master-page") for one in page]
    else:
        margins = []
    body = tree.find(f"{_O}body")
    yield from _Reader(styles).walk(body if body is not None else [])
    for margin in margins:
        yield from _Reader(styles, ("footer" if "footer" in str(margin.tag) else "header",)).walk(margin)


def odf_images(package: zipfile.ZipFile) -> Iterator[Image]:
    """Yield the pictures of a text, each with its alternative text."""
    names = set(package.namelist())
    for frame in tree_of(package.read("content.xml")).iter(f"{_D}frame"):
        said = [frame.find(f"{_SVG}{name}") for name in ("desc", "title")]
        alt = next((" ".join(one.text.split()) for one in said if one is not None and one.text), "")
        for image in frame.findall(f"{_D}image")[:1]:
            path = posixpath.normpath(image.get(_HREF, ""))
            if path in names and path.startswith("Pictures/"):
                yield Image(package.read(path), posixpath.basename(path), alt)


class _Reader:
    """Reads one part of a text."""

    def __init__(self, styles: Mapping[str, Any], aside: Where = ()) -> None:
        self._styles, self._aside = styles, aside
        self._paragraphs = self._tables = self._gap = 0

    def walk(self, node: Any, *, is_item: bool = False) -> Iterator[Block]:
        """Yield the blocks inside `node`."""
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in (f"{_T}p", f"{_T}h"):
                yield from self._paragraph(child, is_item)
            elif child.tag == f"{_B}table":
                yield from self._table(child)
            elif child.tag == f"{_T}section" and is_ours(child.get(f"{_T}name", "")):
                yield from self._field(child)
            else:
                yield from self.walk(child, is_item=is_item or child.tag == f"{_T}list-item")

    def _field(self, section: Any) -> Iterator[Block]:
        key = section.get(f"{_T}name", "").removeprefix(PREFIX)
        lines = [(_line(one), _is_listed(one)) for one in section.iter(f"{_T}p", f"{_T}h")]
        self._paragraphs += len(lines)
        yield Block("\n".join(f"- {line}" if listed else line for line, listed in lines), ("field",), key=key)
        for node in section.iter(*_ASIDE):
            yield from _Reader({}, (_ASIDE[node.tag],)).walk(node)

    def _paragraph(self, node: Any, is_item: bool) -> Iterator[Block]:
        self._paragraphs += 1
        text = _line(node)
        self._gap += not text.strip()
        if text.strip():
            level, is_bold = self._style(node.get(f"{_T}style-name", ""))
            outline = node.get(f"{_T}outline-level", "1") if node.tag == f"{_T}h" else ""
            level = int(outline) if outline.isascii() and outline.isdigit() else level
            bold = is_bold or self._is_bold(node)
            where = self._aside or ("paragraph", self._paragraphs)
            yield Block(text, where, level=level, is_bold=bold, is_item=is_item and not level, gap=self._gap)
            self._gap = 0
        for one in node.iter(*_APART):
            if one is not node and not any(above.tag in _APART for above in _between(one, node)):
                aside = self._aside or ((_ASIDE[one.tag],) if one.tag in _ASIDE else ())
                yield from (_Reader(self._styles, aside) if aside else self).walk(one)

    def _style(self, name: str) -> tuple[int, bool]:
        """Return the level of a style of paragraphs, and whether it is bold; its ground says what it does not."""
        is_bold = False
        for _step in range(_MOST_STEPS):
            if name == "Title":
                return TITLE, True
            node = self._styles.get(name)
            if node is None:
                break
            about = node.find(f"{_S}text-properties")
            is_bold = is_bold or (about is not None and about.get(f"{_FO}font-weight") == "bold")
            name = node.get(f"{_S}parent-style-name", "")
        return 0, is_bold

    def _is_bold(self, node: Any) -> bool:
        """Return whether all words of a paragraph stand in bold spans."""
        spans = [one for one in node if one.tag == f"{_T}span"]
        bare = (node.text or "") + "".join(one.tail or "" for one in node)
        said = [one for one in spans if _line(one).strip()]
        return bool(said) and not bare.strip() and all(self._style(s.get(f"{_T}style-name", ""))[1] for s in said)

    def _table(self, table: Any) -> Iterator[Block]:
        self._tables += 1
        mine = self._tables
        rows = [row for row in table.iter(f"{_B}table-row") if _above(row, f"{_B}table") is table]
        for number, row in enumerate(rows, 1):
            cells = [list(self.walk(cell)) for cell in row if cell.tag == f"{_B}table-cell"]
            yield from row_blocks(cells, self._aside or ("table", mine, number))


def _above(node: Any, tag: str) -> Any:
    return next(node.iterancestors(tag), None)


def _between(node: Any, top: Any) -> Iterator[Any]:
    for above in node.iterancestors():
        if above is top:
            return
        yield above


def _is_listed(node: Any) -> bool:
    return any(True for _one in node.iterancestors(f"{_T}list-item"))


def _line(node: Any) -> str:
    """Return the words of a paragraph; several blanks, tabs and breaks are elements of their own there."""
    made = node.text or ""
    for child in node:
        if child.tag == f"{_T}s":
            made += " " * min(int(child.get(f"{_T}c", "1")), 100)
        elif child.tag in (f"{_T}tab", f"{_T}line-break"):
            made += "\t" if child.tag == f"{_T}tab" else "\n"
        elif child.tag == f"{_T}a":
            made += with_address(_line(child), child.get(_HREF, ""))
        elif isinstance(child.tag, str) and child.tag not in _APART:
            made += _line(child)
        made += child.tail or ""
    return made
