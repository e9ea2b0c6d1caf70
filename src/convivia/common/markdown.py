"""Markdown as safe HTML: what is written in it never brings tags, scripts or foreign pictures into a page."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from convivia.common.folding import fold

_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+)(?:\n|\Z)")
_BLOCK = re.compile(r"#|[-*+>|][ \t]|\d+[.)][ \t]|```|~~~")
_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its title, its first paragraph in plain words (`lead`) and as HTML, and the rest as safe HTML.

    `contents` holds anchor and words of each second heading, in order.
    """

    title: str
    lead: str
    lead_html: SafeString
    html: SafeString
    contents: tuple[tuple[str, str], ...] = ()


def render(text: str) -> SafeString:
    """Return `text` as HTML: tags in it are shown as text, pictures become links, only harmless links are links."""
    return mark_safe(str(_reader.render(text)))


def read_document(text: str) -> Document:
    """Return the document `text`: a first line `# …` is its title, the paragraph after it its lead; "" without."""
    found = _TITLE.match(text)
    title = found["title"].strip() if found else ""
    body = (text[found.end() :] if found else text).strip()
    first, _, rest = body.partition("\n\n")
    if _BLOCK.match(first):
        first, rest = "", body
    lead = _reader.renderInline(first).strip()
    plain = " ".join(html.unescape(strip_tags(lead)).split())
    tokens = _reader.parse(rest)
    contents = tuple(_name_headings(tokens))
    rendered = _reader.renderer.render(tokens, _reader.options, {})
    return Document(title, plain, mark_safe(lead), mark_safe(str(rendered)), contents)


def _name_headings(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Give each second heading an anchor of its own; yield anchor and words."""
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open" or opening.tag != "h2":
            continue
        words = "".join(part.content for part in inline.children or [])
        anchor = slugify(fold(words)) or "part"
        while anchor in taken:
            anchor += "-2"
        taken.add(anchor)
        opening.attrSet("id", anchor)
        yield anchor, words
