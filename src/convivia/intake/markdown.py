"""Pages that were copied as Markdown, as many tools do: headings, links and emphasis become what they mean. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from convivia.intake.cleaning import web_address
from convivia.intake.lines import Line

_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<text>.*?)(?: #+)?")
_LINK: Final = r"\[(?P<text>[^\[\]]{1,500})\]\((?P<href>[^()\s]{1,1000}(?:\([^()\s]*\)[^()\s]*)?)(?: \"[^\"]*\")?\)"
_WHOLE_LINK = re.compile(_LINK)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)(.{1,2000}?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def from_markdown(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield `lines` as they would be printed, where some of them show that the page is Markdown; else as they are.

    Lines that are only a picture are left out.
    """
    if not any(_HEADING.fullmatch(line.text) or _WHOLE_LINK.search(line.text) for line in lines):
        yield from lines
        return
    gap = False
    for line in lines:
        printed = _printed(line)
        if printed.text:
            yield replace(printed, gap=printed.gap or gap)
        gap = not printed.text


def _printed(line: Line) -> Line:
    text, level, href = line.text.removeprefix("> "), 0, ""
    if heading := _HEADING.fullmatch(text):
        text, level = heading["text"], len(heading["marks"])
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _IMAGE.sub("", text))).strip()
    if link := _WHOLE_LINK.fullmatch(text):
        href = web_address(link["href"])
    text = _ESCAPED.sub(r"\1", _WHOLE_LINK.sub(lambda link: link["text"], text))
    text = " ".join(_EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)).split())
    return replace(line, text=text, heading=level, href=href)
