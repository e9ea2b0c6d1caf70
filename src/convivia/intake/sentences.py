"""Whole sentences at the beginning of a text: what may stand as its summary. Pure."""

import re
from typing import Final

from convivia.common.sentences import sentences

MAX_SENTENCES: Final = 3
ENOUGH: Final = 300  # characters; a further sentence is only added within them
LONGEST: Final = 450  # characters of a single first sentence that is still a summary

_CUT: Final = re.compile(r"(?:\.{3,}|…|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))\s*$")


def is_cut_off(text: str) -> bool:
    """Return whether `text` ends in the dots of an excerpt."""
    return bool(_CUT.search(text))


def opening_sentences(text: str, is_whole: bool) -> str:
    """Return the one to three whole sentences that `text` begins with, some 300 characters together; "" for none.

    `is_whole` says that the end of `text` is not cut off: then its last words are a sentence even without a full stop.
    """
    paragraphs = text.split("\n\n")
    summary = ""
    for number, sentence in enumerate(sentences(paragraphs[0], is_whole or len(paragraphs) > 1)):
        longer = f"{summary} {sentence}".strip()
        if number == MAX_SENTENCES or len(longer) > (ENOUGH if summary else LONGEST):
            break
        summary = longer
    return summary
