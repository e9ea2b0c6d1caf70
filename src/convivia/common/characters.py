"""Which characters may travel: what neither XML, nor JSON, nor a sheet can carry is left out. Pure."""

import re
from typing import Any

# XML 1.0, production Char, with the tab and the line feed; the carriage return is read as a line feed there.
_UNCARRIED = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n?")
# How a cell begins that an office program would take for a formula; a guard before it is doubled, so that taking one
# away gives the text again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def carried(text: str) -> str:
    """Return `text` as every format of exchange can carry it: without control characters and halves of pairs.

    Line breaks become line feeds. What can be carried already comes back as it is.
    """
    return _UNCARRIED.sub("", _BREAK.sub("\n", text))


def carried_in(value: Any) -> Any:
    """Return `value`, which may be made of mappings and lists, with all its texts `carried`."""
    if isinstance(value, str):
        return carried(value)
    if isinstance(value, dict):
        return {key: carried_in(part) for key, part in value.items()}
    return [carried_in(part) for part in value] if isinstance(value, list | tuple) else value


def guarded(text: str) -> str:
    """Return `text` so that office programs take it for text: with an apostrophe before what begins like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
