"""Answers of the website as a reader sees them."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass
class Page:
    """An answer of the website, as a reader sees it."""

    status: int
    headers: dict[str, str]
    html: str
    cookies: dict[str, Any] = field(default_factory=dict)

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    def one(self, selector: str) -> LexborNode:
        """Return the only element that fits."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector}"
        return found[0]

    def all(self, selector: str) -> list[LexborNode]:
        """Return the elements that fit, in the order of the page."""
        return self.tree.css(selector)

    def text(self, selector: str) -> str:
        """Return the words of the only element that fits."""
        return words_of(self.one(selector))

    def texts(self, selector: str) -> list[str]:
        """Return the words of all elements that fit."""
        return [words_of(node) for node in self.all(selector)]

    def links(self, selector: str) -> list[str]:
        """Return where the links that fit lead."""
        return [node.attributes["href"] or "" for node in self.all(selector)]


def words_of(node: LexborNode) -> str:
    """Return the words of an element, with one blank between them."""
    return " ".join(node.text(deep=True).split())


def read_page(client: Client, address: str, method: str = "get", **headers: str) -> Page:
    """Return the answer to an address; further arguments are request headers."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = getattr(client, method)(address, headers=asked)
    content = answer.getvalue()  # of files, too, which come in parts
    return Page(answer.status_code, dict(answer.headers), content.decode(errors="replace"), dict(answer.cookies))
