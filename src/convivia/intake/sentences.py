"""Whole sentences at the beginning of a text: what may stand as its summary. Pure."""

import re
from collections.abc import Iterator
from typing import Final

MAX_SENTENCES: Final = 3
ENOUGH: Final = 300  # characters; a further sentence is only added within them
LONGEST: Final = 450  # characters of a single first sentence that is still a summary

_CUT: Final = re.compile(r"(?:\.{3,}|…|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))\s*$")
# The mark with which a sentence ends, and the quotation marks and brackets that close behind it.
_END: Final = re.compile(r"""[.!?…؟।][)\]"'’”»›]*(?=\s|$)|[。！？]""")
_LOOKED_AT: Final = 24  # characters on both sides of it
_OPENING: Final = " \"'‘“«‹([¿¡„"
_ABBREVIATIONS: Final = """
    mr mrs ms dr prof st ste no nr nos vs approx incl excl etc eg e.g i.e ie cf ca al art arts p pp
    vol ed eds fig inc ltd co dept est jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    hon rev gen col     m mm mme mlle mgr ex p.ex env av bd chap éd
    bzw usw z.b u.a d.h o.ä evtl ggf inkl zzgl abs str ev hl
    sr sra srta ud uds pág núm dña avda
    sig sigg dott ecc ad es pag
    exmo exma dra rua
    tzv npr itd str tj ul br dipl
    bl.a f.eks osv kl
"""
_ABBREVIATED: Final = frozenset(_ABBREVIATIONS.split())
_WORD_BEFORE: Final = re.compile(r"(?:^|[\s(\[\"'“‘«])((?:[^\W\d_]\.)*[^\W\d_]+)\.$")


def is_cut_off(text: str) -> bool:
    """Return whether `text` ends in the dots of an excerpt."""
    return bool(_CUT.search(text))


def opening_sentences(text: str, is_whole: bool) -> str:
    """Return the one to three whole sentences that `text` begins with, some 300 characters together; "" for none.

    `is_whole` says that the end of `text` is not cut off: then its last words are a sentence even without a full stop.
    """
    paragraphs = text.split("\n\n")
    summary = ""
    for number, sentence in enumerate(_sentences(paragraphs[0], is_whole or len(paragraphs) > 1)):
        longer = f"{summary} {sentence}".strip()
        if number == MAX_SENTENCES or len(longer) > (ENOUGH if summary else LONGEST):
            break
        summary = longer
    return summary


def _sentences(text: str, is_whole: bool) -> Iterator[str]:
    text = " ".join(text.split())
    start = 0
    for end in _END.finditer(text):
        following = text[end.end() : end.end() + _LOOKED_AT].lstrip(_OPENING)
        if not following and not is_whole:
            return
        before = text[max(start, end.start() - _LOOKED_AT) : end.start() + 1]
        if following and (following[0].islower() or _is_abbreviation(before)):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if is_whole and text[start:].strip():
        yield text[start:].strip()


def _is_abbreviation(text: str) -> bool:
    """Return whether the full stop at the end of `text` belongs to its last word: "e.g.", "St.", an initial."""
    word = _WORD_BEFORE.search(text)
    if word is None:
        return False
    letters = word[1].lower()
    return letters in _ABBREVIATED or (len(word[1]) == 1 and word[1].isupper())
