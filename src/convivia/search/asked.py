"""What a reader's words ask for: words, phrases in quotes, and what shall not be there. Pure.

There is no syntax to get wrong: `"quoted words"` are a phrase, `-word` (or `-"quoted words"`) leaves out what has it,
and everything else is words.
"""

import re
from dataclasses import dataclass, replace

from convivia.search.query import MAX_QUERY
from convivia.search.words import MAX_WORD, Piece, Word, pieces

# A pair of signs of a script without blanks counts as a word.
MAX_WORDS = 24

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"'})
_TOKEN = re.compile(r'(?<!\S)(?P<no>-?)"(?P<phrase>[^"]+)"(?!\w)|(?P<text>\S+)')


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that is asked for; `others` are forms that it may also hide in ("anti rumour" in "antirumour").

    A `literal` word stood in quotes: its stem is not enough.

    What the library knows of it is added by `convivia.search.meant`: further `spellings` of it, the `parts` that it is
    written in ("antirumour" as "anti rumour"), the words that it is a slip of (`corrected`; where the library has it,
    but hardly, that is `doubted`), and the `places` that it names. It `is_place` unless it is an ordinary word, too;
    with `only_place` it is found by its practices alone.
    """

    word: Word
    others: tuple[str, ...] = ()
    literal: bool = False
    spellings: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    corrected: tuple[Word, ...] = ()
    doubted: bool = False
    places: tuple[tuple[str, str], ...] = ()
    is_place: bool = False
    only_place: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was read. `phrases` and `without` hold folded words in order; `whole` is the query as a title."""

    words: tuple[AskedWord, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    whole: str = ""
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it at all."""
        return not (self.words or self.phrases or self.without)


def read_query(text: str) -> Asked:
    """Return what `text` asks for; more than `MAX_QUERY` characters or `MAX_WORDS` words are not read (`is_cut`)."""
    reading = _Reading()
    for token in _TOKEN.finditer(text[:MAX_QUERY].translate(_QUOTES)):
        written = token["text"]
        if token["phrase"]:
            reading.phrase(token["phrase"], unwanted=bool(token["no"]))
        elif written.startswith("-") and len(written) > 1:
            reading.unwanted(written[1:])
        else:
            reading.plain(written)
    return reading.result(was_cut=len(text) > MAX_QUERY)


class _Reading:
    """Collects what the parts of a query ask for."""

    def __init__(self) -> None:
        self.words: list[AskedWord] = []
        self.phrases: list[tuple[str, ...]] = []
        self.without: list[tuple[str, ...]] = []
        self.whole: list[str] = []

    def plain(self, text: str) -> None:
        for piece in pieces(text):
            first, *others = piece.words
            hidden_in = _hidden_in(piece)
            self._add_joined(AskedWord(first, hidden_in))
            self.words += [AskedWord(word, hidden_in) for word in others]
            self.whole += piece.ordered

    def phrase(self, text: str, *, unwanted: bool) -> None:
        found = list(pieces(text))
        ordered = tuple(word for piece in found for word in piece.ordered)[:MAX_WORDS]
        if not ordered:
            return
        (self.without if unwanted else self.phrases).append(ordered)
        if not unwanted:
            self.words += [AskedWord(word, literal=True) for piece in found for word in piece.words]
            self.whole += ordered

    def unwanted(self, text: str) -> None:
        self.without += [piece.ordered for piece in pieces(text)]

    def result(self, *, was_cut: bool) -> Asked:
        words = {asked.word.folded: asked for asked in reversed(self.words)}
        ordered = tuple(reversed(words.values()))
        return Asked(
            words=ordered[:MAX_WORDS],
            phrases=tuple(dict.fromkeys(self.phrases)),
            without=tuple(dict.fromkeys(self.without)),
            whole=" ".join(self.whole),
            is_cut=was_cut or len(ordered) > MAX_WORDS,
        )

    def _add_joined(self, asked: AskedWord) -> None:
        """Add a plain word; it and the one before it may be written as one."""
        previous = self.words[-1] if self.words else None
        joined = f"{previous.word.folded}{asked.word.folded}"[:MAX_WORD] if previous else ""
        if previous and not previous.literal and joined.isalpha():
            self.words[-1] = replace(previous, others=(*previous.others, joined))
            asked = replace(asked, others=(joined, *asked.others))
        self.words.append(asked)


def _hidden_in(piece: Piece) -> tuple[str, ...]:
    """Return the joined form of a hyphened piece; single signs of unspaced scripts are too weak to stand for a pair."""
    return tuple(form for form in piece.others if len(form) > 1)
