"""Words of any script, in the forms that the index holds and that a query asks for. Pure.

The same reading serves both sides, so that what is written one way is found another way:

- *folded*: small letters without accents ("Médiation" → `mediation`), the form that decides whether a word matches;
- *exact*: small letters with accents, written `=médiation` where it differs from the folded form;
- *stem*: what Snowball leaves of the word in the language of the text, written with it: `fr~mediat`.

Hyphened words are read as their parts and as one ("anti-rumour" → `anti`, `rumour`, `antirumour`); elided articles and
the English genitive are left away ("l'accueil" → `accueil`, "women’s" → `women`). Scripts that set no blanks between
words are read as overlapping pairs of signs.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from convivia.common.folding import fold
from convivia.search.endings import has_endings, without_ending

# Part of the name of the index folder: a change here makes every installation read its texts anew.
ANALYSIS = 3
# What is read of one text at most, in characters: the longest template filled to the brim has a third of it.
MAX_TEXT = 100_000
# Longer runs of letters are no words of any language; they are cut into pieces of this length.
MAX_WORD = 64
# What is three to so many letters long is a word of the lexicon.
SHORTEST_SPELT, LONGEST_SPELT = 3, 40
# Pieces remembered per language, some 200 bytes each. More than the words that make up nearly all of a large library.
MAX_REMEMBERED = 100_000
# Stands between texts where words are kept in order, so that no phrase reaches from one text into the next.
BREAK = "¶"

_SNOWBALL = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
    "hr": "serbian", "bs": "serbian", "cnr": "serbian",
}  # fmt: skip

# Here a stem may begin otherwise than its word: a prefix is taken away, or its first letters are written anew.
_CHANGING = frozenset(["ar", "bs", "cnr", "de", "eo", "ga", "hr", "id", "nl", "sr", "st", "tr"])

# Signs that have no blank around their words: Han, kana, Hangul, Thai, Lao, Myanmar, Khmer.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff" \
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"  # fmt: skip
_MARKS = "".join(
    re.escape(chr(code))
    for block in (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFE20, 0xFE30))
    for code in block
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
_LETTER = rf"[\w{_MARKS}]"  # low lines are made blanks beforehand
APOSTROPHES = "'’‘ʼ´`′＇"
HYPHENS = "‐‑\u200c\u200d־-"  # with the joiners of Persian and the maqaf of Hebrew
_NO_LETTER = re.compile(rf"[^\w{_MARKS}]+")
_PART = rf"{_LETTER}{{1,{MAX_WORD}}}"
_PIECE = re.compile(rf"{_PART}(?:[{APOSTROPHES}{HYPHENS}]{_PART})*")
_JOINTS = re.compile(rf"([{APOSTROPHES}{HYPHENS}])")
_RUNS = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# Soft hyphens, marks of direction, the point inside Catalan and inclusive French words: no part of what is said.
_UNSEEN = "\u00ad\u00b7\u061c\u0640\u180e\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
# A piece as it stands in a stored text, in capitals and with what is not seen: it reads to what the index holds of it.
# Low lines are made blanks beforehand.
WRITTEN = re.compile(rf"[\w{_MARKS}{_UNSEEN}]+(?:[{APOSTROPHES}{HYPHENS}][\w{_MARKS}{_UNSEEN}]+)*")
_ARABIC = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"})
_ELIDED_WORDS = "l d j m n s t c qu jusqu lorsqu puisqu quoiqu un dell all nell dall sull quell quest degl agl gl"
_ELIDED = frozenset(_ELIDED_WORDS.split())
_ENGLISH_ENDINGS = frozenset(["s", "t", "re", "ve", "ll", "d", "m"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is written (in small letters, composed) and folded."""

    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two blanks: its words, further forms that it is found by, and what it is in a phrase."""

    words: tuple[Word, ...]
    others: tuple[str, ...]
    ordered: tuple[str, ...]


class TextTerms(NamedTuple):
    """The terms of a text, divided by blanks: every form of every word, and the folded words alone in their order."""

    forms: str
    ordered: str


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of `text` that hold words, in order; characters beyond `MAX_TEXT` are not read."""
    return (piece for found in _find(text) if (piece := read_piece(found)).words)


def words_of(text: str) -> list[Word]:
    """Return the words of `text` in order."""
    return [word for piece in pieces(text) for word in piece.words]


@lru_cache(maxsize=2_000)
def read_piece(written: str) -> Piece:
    """Return what is read in a piece of text in small letters, e.g. "l’anti-rumeur"."""
    words: list[Word] = []
    others: list[str] = []
    ordered: list[str] = []
    for part in _parts(written):
        for run in _RUNS.findall(part):
            if re.match(f"[{_UNSPACED}]", run):
                signs = list(_folded(run))
                words += _pairs(run)
                others += signs if len(signs) > 1 else []
                ordered += signs
            elif word := _word(run):
                words.append(word)
                ordered.append(word.folded)
    if len(words) > 1 and not others:
        others.append("".join(word.folded for word in words)[:MAX_WORD])
    return Piece(tuple(words), tuple(others), tuple(ordered))


def read_text(text: str, languages: Iterable[str] = ()) -> TextTerms:
    """Return what the index holds of `text`, the stems as each of `languages` makes them.

    A word without accents stands twice in place of its exact form, so that it weighs what an accented one weighs and
    more than another word that is only folded to it.
    """
    memory = _memory(tuple(dict.fromkeys(main for language in languages if (main := _with_stems(language)))))
    found = _find(text)
    ordered = " ".join(found)
    if not _is_plain(ordered.replace(" ", "")):
        ordered = " ".join(map(_in_order.__getitem__, found))
    return TextTerms(" ".join(map(memory.__getitem__, found)), ordered)


def spelt_terms(forms: str, language: str) -> set[str]:
    """Return what the words of a text look like, `forms` being its terms: "ecole=école:fr", "rumour=rumour:en"."""
    terms = forms.split()
    shown: dict[str, set[str]] = {}
    # A plain word stands twice in a row, an accented one is followed by its exact form; a joined form stands alone.
    for folded, exact in set(pairwise(terms)):
        if exact[0] == "=" or folded == exact:
            shown.setdefault(folded, set()).add(exact.removeprefix("="))
    for term in set(terms).difference(shown):
        if term[0] != "=" and "~" not in term:
            shown[term] = {term}
    return {
        f"{folded}={exact}:{language}"
        for folded, written in shown.items()
        if SHORTEST_SPELT <= len(folded) <= LONGEST_SPELT and not any(map(str.isdigit, folded))
        for exact in written
    }


def fold_word(exact: str) -> str:
    """Return a word folded, as the index has it: small letters without accents, one form for letters alike."""
    return _folded(exact)


def exact_term(word: Word) -> str:
    """Return the term of a word's exact form; "" where it is the folded one."""
    return f"={word.exact}" if word.exact != word.folded else ""


def stem_term(word: Word, language: str) -> str:
    """Return the term of a word's stem in `language`, e.g. `fr~mediat`; "" where the language has no stems here."""
    main = _with_stems(language)
    if not main or not word.exact.isalpha():
        return ""
    # English has no accents of its own, and its stemmer knows none ("café" is "cafe").
    return f"{main}~{_stem(word.folded if main == 'en' else word.exact, main)}"


def keeps_beginnings(language: str) -> bool:
    """Return whether stems in `language` begin with the first two letters of the word, short ones with the first."""
    return _with_stems(language) not in _CHANGING


def beginning(term: str) -> str:
    """Return how a plain word (of letters without accents) begins that has `term` in a language that keeps that."""
    bare = term.rpartition("~")[2].removeprefix("=")
    return bare[: 2 if len(bare) > 3 else 1]


def is_unspaced(term: str) -> bool:
    """Return whether `term` is of signs that have no blanks around their words."""
    return re.fullmatch(f"[{_UNSPACED}]+", term) is not None


@lru_cache(maxsize=1000)
def _with_stems(language: str) -> str:
    """Return the language without its region, e.g. "pt" for "pt-BR"; "" where its words are not stemmed."""
    main = language.split("-")[0].lower()
    return main if main in _SNOWBALL or has_endings(main) else ""


def _find(text: str) -> list[str]:
    """Return the pieces of `text` as they are written, in small letters; ligatures and wide letters as plain ones."""
    clipped = unicodedata.normalize("NFKC", text[:MAX_TEXT].lower().replace("_", " "))
    return _PIECE.findall(clipped if clipped.isascii() else _INVISIBLE.sub("", clipped))


def _parts(written: str) -> list[str]:
    """Return the parts of a piece between hyphens and apostrophes, without elided articles and English endings."""
    if written.isalnum():
        return [written]
    chain = _JOINTS.split(written)
    kept = [chain[0]]
    for joint, part in zip(chain[1::2], chain[2::2], strict=True):
        if joint in APOSTROPHES and part in _ENGLISH_ENDINGS and kept[-1] not in _ELIDED:
            continue
        if joint in APOSTROPHES and kept[-1] in _ELIDED:
            kept.pop()
        kept.append(part)
    return kept


def _word(run: str) -> Word | None:
    folded = _folded(run)[:MAX_WORD]
    return Word(run[:MAX_WORD], folded) if folded else None


def _pairs(run: str) -> list[Word]:
    """Return the overlapping pairs of a run of signs without blanks; a single sign is its own word."""
    signs = [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return [word for pair in signs if (word := _word(pair))]


def _folded(run: str) -> str:
    if run.isascii():
        return run
    return _NO_LETTER.sub("", fold(run).translate(_ARABIC))


def _piece_terms(written: str, languages: tuple[str, ...]) -> str:
    if _is_plain(written):
        stems = [f"{language}~{_stem(written, language)}" for language in languages] if written.isalpha() else []
        return " ".join([written, written, *stems])
    piece = read_piece(written)
    terms = list(piece.others)
    for joined in piece.others:
        if len(joined) >= SHORTEST_SPELT:
            terms += filter(None, (stem_term(Word(joined, joined), language) for language in languages))
    for word in piece.words:
        terms += [word.folded, exact_term(word) or word.folded]
        terms += filter(None, (stem_term(word, language) for language in languages))
    return " ".join(terms)


class _Memory(dict[str, str]):
    """What pieces were read as: texts repeat their words, and a dictionary is faster than any reading."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read

    def __missing__(self, written: str) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        terms = self[written] = self._read(written)
        return terms


@lru_cache(maxsize=64)
def _memory(languages: tuple[str, ...]) -> _Memory:
    return _Memory(partial(_piece_terms, languages=languages))


def _piece_in_order(written: str) -> str:
    return " ".join(read_piece(written).ordered)


def _is_plain(written: str) -> bool:
    """Return whether a piece (or pieces, without blanks) has no accents and no joints: most need no further reading."""
    return written.isascii() and written.isalnum()


_in_order = _Memory(_piece_in_order)


# A Snowball stemmer keeps state while it works: each thread has its own.
_stemmers = threading.local()


@lru_cache(maxsize=2_000)
def _stem(exact: str, language: str) -> str:
    if has_endings(language):
        return _folded(without_ending(exact, language)) or exact
    stemmer = getattr(_stemmers, language, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(_SNOWBALL[language], 0)
        setattr(_stemmers, language, stemmer)
    return _folded(stemmer.stemWord(exact)) or exact
