"""Markdown as safe HTML: what is written in it never brings tags, scripts or foreign pictures into a page."""

import html
import re
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+)(?:\n|\Z)")
_BLOCK = re.compile(r"#|[-*+>|][ \t]|\d+[.)][ \t]|```|~~~")
_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its title, its first paragraph in plain words (`lead`) and as HTML, and the rest as safe HTML."""

    title: str
    lead: str
    lead_html: SafeString
    html: SafeString


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
    return Document(title=title, lead=plain, lead_html=mark_safe(lead), html=render(rest))
