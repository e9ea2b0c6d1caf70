"""Where sentences end: not behind "e.g.", an initial or a word that goes on in small letters. Pure."""

import re
from collections.abc import Iterator
from typing import Final

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


def sentences(text: str, is_whole: bool = True) -> Iterator[str]:
    """Yield the sentences of one paragraph; a last one without a full stop only where `is_whole`."""
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
