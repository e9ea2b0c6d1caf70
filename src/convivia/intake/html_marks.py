"""What single elements of an HTML page are for a reader: blocks, headings, navigation, hidden text. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from convivia.intake.cleaning import web_address
from convivia.intake.limits import IntakeError

DEEPEST: Final = 1_000
MOST_ATTRIBUTES: Final = 1_000

_BLOCKS: Final = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary table tbody td tfoot th thead tr ul
"""
_SKIPPED: Final = """
    script style noscript template head nav iframe object embed svg math canvas select datalist input textarea
    audio video map dialog title
"""
# These close by themselves, or hold nothing; they cannot be nested deep.
_FLAT: Final = """
    p li dt dd option tr td th thead tbody tfoot br hr img input meta link base col area embed source track wbr param
"""
BLOCKS: Final = frozenset(_BLOCKS.split())
SKIPPED: Final = frozenset(_SKIPPED.split())
FLAT: Final = frozenset(_FLAT.split())
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# Headers and footers of the page, but not those of a record.
_PAGE_PARTS: Final = frozenset({"header", "footer", "aside"})
CONTENT: Final = frozenset({"article", "main", "section", "li", "td"})
_BOXES: Final = frozenset({"div", "li", "article", "section", "td", "a"})
_INLINE: Final = frozenset({"span", "a", "strong", "em", "b", "i", "time", "small", "button"})
_NAVIGATION: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"})
_HIDING: Final = frozenset({"hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "invisible"})
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)")


def check_shape(text: str, name: str) -> None:
    """Raise `IntakeError` for a page that no person wrote: nested very deep, or with thousands of attributes."""
    depth = 0
    for closing, tag, inside in _TAG.findall(text):
        if tag.lower() not in FLAT:
            depth = max(0, depth + (-1 if closing else 1))
        if depth > DEEPEST or inside.count("=") > MOST_ATTRIBUTES:
            raise IntakeError(
                f"{name} is not a usual page: its elements are nested more than {DEEPEST:,} deep, or have more than "
                f"{MOST_ATTRIBUTES:,} attributes. Save the page again, or copy its text into a text file."
            )


def is_navigation(node: LexborNode, in_content: bool) -> bool:
    """Return whether an element helps to get around, and says nothing of practices."""
    role = (node.attributes.get("role") or "").lower()
    return role in _NAVIGATION or (node.tag in _PAGE_PARTS and not in_content)


def is_hidden(node: LexborNode) -> bool:
    """Return whether a reader does not see an element."""
    marks = node.attributes
    if "hidden" in marks or (marks.get("aria-hidden") or "").lower() == "true":
        return True
    return bool(_HIDING & set((marks.get("class") or "").split())) or bool(
        _HIDING_STYLE.search(marks.get("style") or "")
    )


def are_parts(node: LexborNode, children: Sequence[LexborNode]) -> bool:
    """Return whether the children of a box are printed apart, though nothing but their look says so: only `span`s."""
    if node.tag not in _BOXES:
        return False
    elements = [child for child in children if child.is_element_node]
    loose = any(child.is_text_node and (child.text_content or "").strip() for child in children)
    return len(elements) > 1 and not loose and all(child.tag in _INLINE for child in elements)


def children_of(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the children of a node in their order."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def base_of(tree: LexborHTMLParser) -> str:
    """Return the address that the links of a page are relative to, as far as the page says it; "" otherwise."""
    for selector, name in (
        ("base[href]", "href"),
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        if node is not None and (address := web_address(node.attributes.get(name) or "")):
            return address
    return ""


def resolved(href: str, base: str) -> str:
    """Return the absolute address of a link; "" where it leads nowhere, or where that cannot be known."""
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    try:
        return web_address(urljoin(base, href))
    except ValueError:
        return ""
