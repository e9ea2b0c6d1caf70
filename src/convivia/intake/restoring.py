"""Finds the fields of our template again where an office program has dropped their marks on saving. Pure.

LibreOffice does so with the content controls of DOCX, and with sections once it saves an ODT as DOCX. The labels, which
stand over the fields as headings, and the hints are still there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from convivia.intake.blocks import Block
from convivia.intake.passages import plain
from convivia.intake.word_documents import said_block

# So many lines that only the template prints make a document one of ours.
_LEAST_PRINTED: Final = 12
# What stands in an empty field.
_EMPTY: Final = "…"
_NUMBERED: Final = re.compile(r"([0-9]{1,3})\. (.+)")


def with_fields(blocks: Sequence[Block], labels: Mapping[str, str], printed: frozenset[str]) -> list[Block]:
    """Return the blocks of a document, those of a template that lost its marks as fields again.

    `labels` are the keys of fields by what stands over them; `printed` are the template's lines (`passages.plain`).
    """
    is_ours = sum(not block.label and plain(block.text) in printed for block in blocks) >= _LEAST_PRINTED
    if not is_ours or any(block.key for block in blocks):
        return list(blocks)
    made: list[Block] = []
    key = ""
    for block in blocks:
        if block.level and plain(block.text) in printed:
            key = _key(block.text, labels)
            made += [Block("", ("field",), key=key)] if key else []
        elif key and not block.label:
            if plain(block.text) not in printed and block.text.strip() != _EMPTY:
                made[-1] = _longer(made[-1], block)
        else:
            made.append(block)
    return made


def _longer(there: Block, block: Block) -> Block:
    """Return a field with one more paragraph, as far from the last one as it stood."""
    if not there.text:
        return replace(there, text=said_block(block))
    gap = "\n" * (1 + block.gap)
    return replace(there, text=f"{there.text}{gap}{said_block(block)}")


def _key(text: str, labels: Mapping[str, str]) -> str:
    """Return the key of the field under a label; "" for a heading that only stands over fields."""
    words = " ".join(text.split())
    if (row := _NUMBERED.fullmatch(words)) and labels.get(row[2], "").startswith("evidence."):
        return f"evidence.{int(row[1])}.{labels[row[2]].partition('.')[2]}"
    key = labels.get(words, "")
    return "" if key.startswith("evidence") or key == "contact" else key
