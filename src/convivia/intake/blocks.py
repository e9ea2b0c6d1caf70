"""What a document is made of, whatever its format: lines in their order, fields of the template, pictures. Pure."""

from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

TITLE: Final = -1
PREFIX: Final = "convivia."
# Pictures that are looked at in one document.
MOST_PICTURES: Final = 20

# What a block stands in, and its numbers there: ("paragraph", 12), ("table", 2, 3), ("row", 14), ("footnote",).
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a field, or a row of a table.

    `key` is that of a field of the template; `label` what stands left of a row; `level` that of a heading (`TITLE` for
    the title of the document, 0 for running text), `gap` how many empty paragraphs stand before it.
    """

    text: str
    where: Where
    key: str = ""
    label: str = ""
    level: int = 0
    is_bold: bool = False
    is_item: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a picture inside a document, the name of its part, and what the document says can be seen."""

    data: bytes
    name: str
    alt: str


@dataclass(slots=True)
class Opened:
    """A document that was opened: its format, its blocks in their order, its pictures; `more_images` were too many."""

    form: str
    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    more_images: int = 0


def tree_of(content: bytes) -> Any:
    """Return XML as a tree; nothing is fetched and no entity is read. Raises `SyntaxError` for what is none."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def is_ours(key: str) -> bool:
    """Return whether a name inside a document is that of a field of the template."""
    return key.startswith(PREFIX)
