"""Reads Word documents (DOCX) block by block: fields, paragraphs, tables, notes, margins, pictures. Pure."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from convivia.intake.blocks import PREFIX, TITLE, Block, Image, Where, is_ours, tree_of

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN: Final = "word/document.xml"
_HEADING: Final = re.compile(r"heading ([1-9])")
# Other parts with words of their own, and what they are.
_ASIDE: Final = re.compile(r"word/(footnote|endnote|comment|header|footer)s?[0-9]*\.xml")
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Words that were taken out, or that stand there a second time for older programs.
_GONE: Final = (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr", f"{_W}txbxContent")
_OFF: Final = ("0", "false", "off")
_MOST_STEPS: Final = 12  # from a style to those that it is made from


@dataclass(frozen=True, slots=True)
class _Style:
    level: int
    is_bold: bool
    is_item: bool = False


def word_blocks(package: zipfile.ZipFile) -> Iterator[Block]:
    """Yield what a document says, in its order; notes, comments and margins come last."""
    reader = _Reader(_styles(package), _links(package, _MAIN))
    yield from reader.walk(tree_of(package.read(_MAIN)))
    for name in sorted(package.namelist()):
        if found := _ASIDE.fullmatch(name):
            aside = _Reader({}, _links(package, name), (found[1],))
            yield from aside.walk(tree_of(package.read(name)))


def word_images(package: zipfile.ZipFile) -> Iterator[Image]:
    """Yield the pictures of a document, each with its alternative text."""
    for part in [name for name in sorted(package.namelist()) if name == _MAIN or _ASIDE.fullmatch(name)]:
        yield from drawn_images(package, part, "word")


def drawn_images(package: zipfile.ZipFile, part: str, folder: str) -> Iterator[Image]:
    """Yield the pictures that a part of an Office Open XML package shows, in their order."""
    links = _links(package, part)
    names = set(package.namelist())
    for node in tree_of(package.read(part)).iter():
        target = links.get(node.get(f"{_R}embed", "")) if _name(node) == "blip" else ""
        if _name(node) == "imagedata":
            target = links.get(node.get(f"{_R}id", ""))
        path = posixpath.normpath(posixpath.join(posixpath.dirname(part), target)) if target else ""
        path = target.lstrip("/") if target and target.startswith("/") else path
        if path in names and path.startswith(f"{folder}/"):
            yield Image(package.read(path), posixpath.basename(path), _alt(node))


def _alt(node: Any) -> str:
    """Return the alternative text of what `node` is drawn in."""
    for above in node.iterancestors():
        for about in above:
            if _name(about) in ("docPr", "cNvPr", "nvPicPr"):
                one = about if about.get("descr") is not None else next((c for c in about if c.get("descr")), about)
                if one.get("descr") or one.get("title"):
                    return " ".join((one.get("descr") or one.get("title")).split())
        if _name(above) in ("drawing", "anchor", "twoCellAnchor", "oneCellAnchor", "pict"):
            return " ".join((above.get("alt") or "").split())
    return ""


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _links(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return where the references of a part lead, by their ids."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.namelist():
        return {}
    return {node.get("Id", ""): node.get("Target", "") for node in tree_of(package.read(path)).iter() if node.get("Id")}


def _styles(package: zipfile.ZipFile) -> dict[str, _Style]:
    """Return the level and weight of each style of paragraphs; what a style does not say comes from its ground."""
    if "word/styles.xml" not in package.namelist():
        return {}
    found = {node.get(f"{_W}styleId", ""): node for node in tree_of(package.read("word/styles.xml")).iter(f"{_W}style")}
    return {key: _style(key, found) for key in found}


def _style(key: str, found: Mapping[str, Any]) -> _Style:
    level, is_bold, is_item = 0, False, False
    for _step in range(_MOST_STEPS):
        node = found.get(key)
        if node is None:
            break
        name = _value(node.find(f"{_W}name")).lower()
        heading = _HEADING.fullmatch(name)
        level = level or (TITLE if name == "title" else int(heading[1]) if heading else _outline(node))
        is_bold = is_bold or _is_on(node.find(f"{_W}rPr/{_W}b"))
        is_item = is_item or node.find(f"{_W}pPr/{_W}numPr") is not None
        key = _value(node.find(f"{_W}basedOn"))
    return _Style(level, is_bold, is_item)


def _outline(node: Any) -> int:
    level = _value(node.find(f"{_W}pPr/{_W}outlineLvl") if node is not None else None)
    return int(level) + 1 if level.isascii() and level.isdigit() and int(level) < 9 else 0


def _value(node: Any) -> str:
    return str(node.get(f"{_W}val", "")) if node is not None else ""


def _is_on(node: Any) -> bool:
    return node is not None and _value(node) not in _OFF


class _Reader:
    """Reads one part of a document."""

    def __init__(self, styles: Mapping[str, _Style], links: Mapping[str, str], aside: Where = ()) -> None:
        self._styles, self._links, self._aside = styles, links, aside
        self._paragraphs = self._tables = self._gap = 0

    def walk(self, node: Any) -> Iterator[Block]:
        """Yield the blocks inside `node`."""
        for child in node:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_W}sdt" and is_ours(_tag(child)):
                yield self._field(child)
            elif isinstance(child.tag, str) and child.tag not in _GONE and child.get(f"{_W}type") is None:
                yield from self.walk(child)

    def _field(self, control: Any) -> Block:
        self._paragraphs += 1
        is_empty = control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        lines = [self._line(one) for one in control.iter(f"{_W}p")] or [self._line(control)]
        return Block("" if is_empty else "\n".join(lines), ("field",), key=_tag(control).removeprefix(PREFIX))

    def _paragraph(self, node: Any) -> Iterator[Block]:
        self._paragraphs += 1
        yield from (self._field(one) for one in node.iter(f"{_W}sdt") if is_ours(_tag(one)))
        text = self._line(node)
        self._gap += not text.strip()
        if text.strip():
            style = self._styles.get(_value(node.find(f"{_W}pPr/{_W}pStyle")), _Style(0, False))
            is_item = style.is_item or node.find(f"{_W}pPr/{_W}numPr") is not None
            level = style.level or _outline(node)
            bold, item = style.is_bold or _is_bold(node), is_item and not level
            yield Block(text, self._where(), level=level, is_bold=bold, is_item=item, gap=self._gap)
            self._gap = 0
        for box in node.iter(f"{_W}txbxContent"):
            if not any(_name(above) == "Fallback" for above in box.iterancestors()):
                yield from self.walk(box)

    def _where(self) -> Where:
        return self._aside or ("paragraph", self._paragraphs)

    def _table(self, table: Any) -> Iterator[Block]:
        self._tables += 1
        mine = self._tables
        for number, row in enumerate(table.iter(f"{_W}tr"), 1):
            if next((above for above in row.iterancestors(f"{_W}tbl")), None) is not table:
                continue
            cells = [list(self.walk(cell)) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
            yield from row_blocks(cells, self._aside or ("table", mine, number))

    def _line(self, node: Any) -> str:
        """Return the words of `node`; an address behind a link follows its words."""
        if node.tag == f"{_W}t" or _name(node) == "t":
            return node.text or ""
        if node.tag in _SIGNS:
            return _SIGNS[node.tag]
        said = "".join(
            self._line(child)
            for child in node
            if isinstance(child.tag, str)
            and child.tag not in _GONE
            and _name(child) != "Fallback"
            and not (child.tag == f"{_W}sdt" and is_ours(_tag(child)))
        )
        return with_address(said, self._links.get(node.get(f"{_R}id", ""), "")) if _name(node) == "hyperlink" else said


def with_address(said: str, address: str) -> str:
    """Return the words of a link with its address behind them, unless they name it."""
    is_said = address.removeprefix("mailto:").rstrip("/") in said
    return f"{said} ({address})" if address.startswith(("http://", "https://")) and said and not is_said else said


def row_blocks(cells: list[list[Block]], where: Where) -> Iterator[Block]:
    """Yield the blocks of a row of a table: a short cell is the label of what stands right of it."""
    full = [cell for cell in cells if any(block.text.strip() or block.key for block in cell)]
    is_form = any(block.key for cell in full for block in cell)
    label = " ".join(block.text.strip() for block in full[0]) if full else ""
    if len(full) < 2 or is_form or len(label) > 80 or any(block.label for cell in full for block in cell):
        yield from (block for cell in full for block in cell)
        return
    text = "\n".join("\n".join(said_block(block) for block in cell) for cell in full[1:])
    yield Block(text, where, label=label)


def said_block(block: Block) -> str:
    """Return the words of a block; of an item of a list, with its sign."""
    return f"- {block.text.strip()}" if block.is_item else block.text


def _row_of(cell: Any) -> Any:
    return next((above for above in cell.iterancestors(f"{_W}tr")), None)


def _tag(control: Any) -> str:
    """Return what a content control is called by programs."""
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    return _value(tag)


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(one.text or "" for one in run.iter(f"{_W}t")).strip()]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)
