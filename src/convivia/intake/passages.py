"""A document as passages, each with the question of the template that it most likely answers. Pure.

Fields of the template are known by their keys. Everything else is read by its headings: styles, bold lines, numbers
before them, words before a colon, labels left of a text. Nothing is dropped: what has no place is a passage, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from convivia.intake.blocks import TITLE, Block, Where
from convivia.intake.headings import Headings
from convivia.intake.word_documents import said_block

EVIDENCE: Final = "evidence"
_LONGEST_LABEL, _LONGEST_BOLD, _LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_OFFICE = 90, 70, 200, 1000, 200
_NUMBER: Final = re.compile(
    r"^\s*(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[IVXivx]{1,4}[.)]|[a-zA-Z]\))\s+|[•●▪■*#–—-]+ ?)"
)
_INLINE: Final = re.compile(r"(.{1,90}?)\s*(?:[:：]\s*|\s[–—-]\s+)(\S.*)", re.DOTALL)
_EMAIL: Final = re.compile(r"[^\s@<>(),;:]{1,64}@[^\s@<>(),;:]{1,190}\.[^\s@<>(),;:.]{2,60}")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>,;()]+")
_ROW: Final = re.compile(r"evidence\.([0-9]{1,3})\.([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document. `key` is what it seems to answer ("" for nothing), `label` what stands over or beside it.

    `row` holds the parts of a statement of impact, whose key is "evidence" or, out of a field, "evidence.2".
    """

    key: str
    text: str
    label: str = ""
    where: Where = ()
    row: Mapping[str, str] = field(default_factory=dict)
    is_field: bool = False


def passage_to_json(passage: Passage) -> dict[str, Any]:
    """Return a passage as plain values."""
    return {**asdict(passage), "where": list(passage.where), "row": dict(passage.row)}


def passage_from_json(values: Mapping[str, Any]) -> Passage:
    """Return the passage that `passage_to_json` wrote."""
    return Passage(**{**values, "where": tuple(values["where"])})


def passages_of(blocks: Sequence[Block], headings: Headings, printed: frozenset[str] = frozenset()) -> list[Passage]:
    """Return the passages of a document, fields first; `printed` are lines that the template prints (`plain`)."""
    fields = [one for one in blocks if one.key]
    reader = _Reader(headings, printed if fields else frozenset())
    for block in blocks:
        if not block.key:
            reader.take(block)
    free = [one for passage in reader.done() for one in _finer(passage, headings)]
    return [*_fields(fields), *(free if fields else _with_title(free))]


def plain(line: str) -> str:
    """Return a line without the number before it, and without regard to blanks."""
    return " ".join(_NUMBER.sub("", line).split())


def _fields(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Yield a passage for each field; the parts of a statement of impact are one."""
    texts: dict[str, list[str]] = {}
    for block in blocks:
        texts.setdefault(block.key, []).append(block.text.strip("\n"))
    rows: dict[str, dict[str, str]] = {}
    for key, found in texts.items():
        said = "\n".join(filter(None, found))
        if match := _ROW.fullmatch(key):
            rows.setdefault(f"{EVIDENCE}.{int(match[1])}", {})[match[2]] = said.strip()
        else:
            yield Passage(key, said.strip(), where=("field",), is_field=True)
    for key, row in rows.items():
        yield Passage(key, "\n".join(filter(None, row.values())), where=("field",), row=row, is_field=True)


class _Reader:
    """Cuts running text into passages at its headings."""

    def __init__(self, headings: Headings, printed: frozenset[str]) -> None:
        self._headings, self._printed = headings, printed
        self._passages: list[Passage] = []
        self._level = 0  # of the heading over the last passage
        self._has_title = False

    def take(self, block: Block) -> None:
        """Read one more block."""
        if block.label:
            self._row(block)
            return
        lines = block.text.strip().split("\n")
        head, rest = self._heading(lines[0], block, is_alone=len(lines) == 1)
        if head is not None:
            lines = [*([rest] if rest else []), *lines[1:]]
            self._begin(head, plain(block.text.strip().split("\n")[0]) if not rest else "", block)
        text = "\n".join(lines).strip()
        if text and not (head is None and plain(text) in self._printed):
            self._add(replace(block, text=text))

    def done(self) -> list[Passage]:
        """Return the passages that say something; a heading without words is one, unless the template prints it."""
        return [one for one in self._passages if one.text or self._is_bare_heading(one)]

    def _is_bare_heading(self, one: Passage) -> bool:
        return bool(one.label) and not one.key and plain(one.label) not in self._printed

    def _row(self, block: Block) -> None:
        key = self._headings.section_of(plain(block.label))
        if key or plain(block.label) not in self._printed:
            self._passages.append(Passage(key, block.text.strip(), block.label, block.where))
            self._level = 0
            self._passages.append(Passage("", "", "", block.where))

    def _heading(self, line: str, block: Block, *, is_alone: bool) -> tuple[str | None, str]:
        """Return the key that a line opens ("" for a heading that is not known, None for no heading), and its rest."""
        if block.is_item or len(line) > 20 * _LONGEST_LABEL:
            return None, ""
        bare = plain(line)
        if len(bare) <= _LONGEST_LABEL and (key := self._headings.section_of(bare.rstrip(" :：–—-"))):
            return key, ""
        if (inline := _INLINE.fullmatch(bare)) and (key := self._headings.section_of(inline[1])):
            return key, inline[2]
        if plain(line) in self._printed:
            return ("" if block.level else None), ""
        if not is_alone:
            return None, ""
        if block.level == TITLE or (block.level and not self._has_title and not self._passages):
            return ("title", line.strip()) if not self._has_title else ("", "")
        is_open = not self._passages or not self._passages[-1].key
        is_bold = block.is_bold and len(bare) <= _LONGEST_BOLD and not bare.endswith((".", "!", "?", ";", ","))
        if (block.level and (is_open or block.level <= (self._level or 9))) or (is_bold and is_open):
            return "", ""
        return None, ""

    def _begin(self, key: str, label: str, block: Block) -> None:
        self._has_title = self._has_title or key == "title"
        self._level = block.level if key != "title" else 0
        self._passages.append(Passage(key, "", label, block.where))

    def _add(self, block: Block) -> None:
        """Put words to the last passage; the title takes one paragraph only."""
        last = self._passages[-1] if self._passages else None
        if last is None or (last.key == "title" and last.text):
            last = Passage("", "", "", block.where)
            self._passages.append(last)
        join = "\n" if block.is_item and last.text.rpartition("\n")[2].startswith("- ") else "\n\n"
        said = f"{last.text}{join if last.text else ''}{said_block(block)}"
        self._passages[-1] = replace(last, text=said, where=last.where or block.where)


def _with_title(passages: list[Passage]) -> list[Passage]:
    """Return passages of which the first words are the title, and the next ones the summary, where nothing else is."""
    keys = {one.key for one in passages}
    if "title" not in keys and passages and not passages[0].key and not passages[0].label:
        line, _break, rest = passages[0].text.partition("\n")
        if line and len(line) <= _LONGEST_TITLE and not line.rstrip().endswith((".", ":", ";")):
            lead = [replace(passages[0], text=rest.strip())] if rest.strip() else []
            passages = [replace(passages[0], key="title", text=line.strip()), *lead, *passages[1:]]
    if "summary" not in keys:
        place = next((number for number, one in enumerate(passages) if one.key != "title"), -1)
        if place >= 0 and not passages[place].key and not passages[place].label:
            fits = len(passages[place].text) <= _LONGEST_SUMMARY
            passages[place] = replace(passages[place], key="summary" if fits else "")
    return passages


def _finer(passage: Passage, headings: Headings) -> Iterator[Passage]:
    """Yield the parts of a contact apart, and statements of impact one by one; all else as it is."""
    if passage.key == "contact":
        yield from _contact(passage, headings)
    elif passage.key == EVIDENCE:
        lines = [line.strip().removeprefix("- ") for line in passage.text.split("\n") if line.strip()]
        yield from (replace(passage, text=line, row={"statement": line}) for line in lines)
    else:
        yield passage


def _contact(passage: Passage, headings: Headings) -> Iterator[Passage]:
    rest = passage.text
    for key, pattern in (("contact.email", _EMAIL), ("contact.page", _ADDRESS)):
        if found := pattern.search(rest):
            yield replace(passage, key=key, text=found[0].rstrip("."))
            rest = rest[: found.start()] + rest[found.end() :]
    pieces = (piece.strip(" \t,;:-–<>()") for piece in re.split(r"[,;\n]", rest))
    office = ", ".join(one for one in pieces if one and not headings.section_of(one).startswith("contact"))
    if office:
        fits = len(office) <= _LONGEST_OFFICE
        yield replace(passage, key="contact.office" if fits else "", text=office if fits else rest.strip())
