"""Text from strangers made harmless and plain, with a note of what had to be taken out. Pure."""

import html
import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

# The signs that join letters in Arabic, Persian and Indic words (ZWNJ, ZWJ) and the marks of direction stay.
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9-\ufffb]")
_JOINERS: Final = re.compile(
    "(?<![\u0600-\u08ff\u0900-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u08ff\u0900-\u0dff])"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_BLANK_ENDS: Final = re.compile(r" ?\n ?")
_BLANK_LINES: Final = re.compile(r"\n\n+")
_TAG_NAMES: Final = """
    a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
    ins kbd label legend li link main map mark marquee math menu meta meter nav noscript object ol optgroup option
    output p param picture pre progress q rp rt ruby s samp script section select slot small source span strike strong
    style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
"""
_TAG: Final = re.compile(
    rf"</?(?:{'|'.join(_TAG_NAMES.split())})\b[^<>]*/?>|<!--(?:(?!-->).){{0,2000}}-->|<!doctype[^<>]*>", re.I | re.S
)
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.I)
_NOT_IN_ADDRESS: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]")
_PASSES: Final = 5  # a tag may hide in an entity, and that in a tag


def clean_text(raw: str) -> tuple[str, frozenset[str]]:
    """Return `raw` as plain text and the codes of what was taken out; paragraphs stay, other blank space is one blank.

    The result can be cleaned again without further change.
    """
    found = set()
    text = raw
    if not text.isascii() or _CONTROL.search(text):
        text = unicodedata.normalize("NFC", text)
        text = _JOINERS.sub("", _INVISIBLE.sub("", text))
        bare = _CONTROL.sub("", text)
        if bare != text:
            found.add("control-characters")
            text = bare
    if "<" in text or "&" in text:
        bare = _without_markup(text)
        if bare != text:
            found.add("markup")
            text = _INVISIBLE.sub("", _CONTROL.sub("", bare))
    text = _BREAKS.sub("\n", text)
    text = _BLANK_ENDS.sub("\n", _BLANKS.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip(), frozenset(found)


def clean_line(raw: str) -> tuple[str, frozenset[str]]:
    """Return `raw` as plain text on one line, and the codes of what was taken out."""
    text, found = clean_text(raw)
    return " ".join(text.split()), found


def web_address(raw: str) -> str:
    """Return `raw` as an address of the web; "" where it is none, or one that a browser would run (`javascript:`)."""
    address = raw.strip()
    if address.startswith(("//", "www.")):
        address = f"https://{address.removeprefix('//')}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return address if usable and not _NOT_IN_ADDRESS.search(address) else ""


def _without_markup(text: str) -> str:
    for _ in range(_PASSES):
        bare = _TAG.sub(" ", text)
        bare = _ENTITY.sub(lambda entity: html.unescape(entity[0]), bare)
        if bare == text:
            return text
        text = bare
    return text.replace("<", " ").replace("&", " ")
