"""Where the words stand that a comment quotes, also after the text has changed around them. Pure."""

import re
from dataclasses import dataclass

LONGEST_QUOTE = 500
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, in characters: from `start` up to `end`."""

    start: int
    end: int


def locate(text: str, quote: str, near: int = 0) -> Span | None:
    """Return where `quote` stands in `text`: of several places the one nearest to `near`; None where it does not.

    White space counts as one space: a browser hands over line ends otherwise than they were written.
    """
    words = [re.escape(word) for word in quote.split()]
    if not words:
        return None
    found = [Span(match.start(), match.end()) for match in re.finditer(r"\s+".join(words), text)]
    return min(found, key=lambda span: abs(span.start - near), default=None)


def tidy_quote(quote: str) -> str:
    """Return a quote with single spaces."""
    return _SPACE.sub(" ", quote).strip()
