"""Section labels inside a text ("Purpose:", "But :", "Svrha:"), in all languages that the template's data knows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from convivia.common.folding import fold
from convivia.intake.function_words import LEADING

DESCRIPTION: Final = "description"  # running text without a label
PURPOSE: Final = "purpose"

# "nb" and "nn" are written languages of the same spoken one; records say "no".
_SAME_LANGUAGE: Final = {"nb": "no", "nn": "no"}
_SHORT_WORD: Final = 3
_COLONS = re.compile("[:：]")
_NUMBERING = re.compile(r"(?:(?<=\s)|^)(?:[0-9]{1,2}[.)]|[•●▪■*#–—-]+) ?$")
_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.)] ?|[•●▪■*#–—-]+ ?)?")
_DASH = re.compile(r" [–—-](?: |$)")
_LONGEST_LABEL: Final = 6  # words
_LONGEST_LINE: Final = 80
_LOOKED_AT: Final = 60  # characters before a label


class Label(NamedTuple):
    """A label where it stands: the section that it opens, offsets of label and of what follows, its languages."""

    key: str
    start: int
    end: int
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sections:
    """A text taken apart: texts by section key in their order, the key that the text ends in, the keys whose label has
    no text, keys of which several texts were found, and the languages of each label."""

    texts: dict[str, str]
    last: str
    empty: tuple[str, ...]
    repeated: tuple[str, ...]
    label_languages: tuple[frozenset[str], ...]


class Headings:
    """The labels that open a section, as a template lists them."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Take rows of section key, language code, heading."""
        self._keys: dict[str, str] = {}
        self._languages: dict[str, set[str]] = {}
        self._order: dict[str, int] = {}
        for key, language, heading in rows:
            self._order.setdefault(key, len(self._order))
            name = _name(heading)
            self._keys.setdefault(name, key)
            if self._keys[name] == key:
                self._languages.setdefault(name, set()).add(_SAME_LANGUAGE.get(language, language))
        self._first_words = {name.split(" ")[0] for name in self._keys}

    def section_of(self, name: str) -> str:
        """Return the key of the section that is called `name`; "" where none is."""
        return self._keys.get(_name(name.strip().rstrip(":：")), "")

    def is_label(self, line: str) -> bool:
        """Return whether `line` is a label and nothing else."""
        return len(line) <= _LONGEST_LINE and self._own_line(_foldable(line), 0, len(line)) is not None

    def begins_with_label(self, line: str) -> bool:
        """Return whether `line` opens with a label."""
        labels = self.labels(line[:200])
        return bool(labels) and labels[0].start == 0

    def labels(self, text: str) -> list[Label]:
        """Return the labels in `text` in their order."""
        labels: list[Label] = []
        for label in self.possible_labels(text):
            start = label.start
            if labels and start < labels[-1].end:
                continue
            is_next = bool(labels) and self._order[label.key] > self._order[labels[-1].key]
            if _may_be_label(text, label, labels, is_next and bool(label.languages & labels[-1].languages)):
                labels.append(label)
        return labels

    def possible_labels(self, text: str) -> list[Label]:
        """Return the words in `text` that can be labels, in their order, wherever they stand."""
        folded = _foldable(text)
        found: dict[int, Label] = {}
        for label in (*self._lines_of_their_own(folded), *self._before_colons(folded), *self._bare(text, folded)):
            found.setdefault(label.start, label)
        return [found[start] for start in sorted(found)]

    def _lines_of_their_own(self, folded: str) -> Iterator[Label]:
        """Yield the labels that fill a line, or open one and are parted from its text by a dash."""
        start = 0
        for line in folded.split("\n"):
            end = start + len(line)
            label = self._own_line(folded, start, end) if len(line) <= _LONGEST_LINE else None
            if label is None and (dash := _DASH.search(line)):
                label = self._label(line[: dash.start()], start, start + dash.end())
            if label:
                yield label
            start = end + 1

    def _own_line(self, folded: str, start: int, end: int) -> Label | None:
        line = folded[start:end]
        numbered = _NUMBERED.match(line)
        name = line[numbered.end() if numbered else 0 :].rstrip(" :：–—-")
        return self._label(name, start, end)

    def _before_colons(self, folded: str) -> Iterator[Label]:
        """Yield the labels that stand before a colon: the longest of its last words that are one."""
        for colon in _COLONS.finditer(folded):
            starts = [0]
            for word in range(colon.start() - 1, max(0, colon.start() - _LONGEST_LINE), -1):
                if folded[word - 1] in _PARTING and folded[word] not in _PARTING:
                    starts.insert(1, word)
            for start in ([0] if colon.start() <= _LONGEST_LINE else []) + starts[1:]:
                label = self._label(folded[start : colon.start()], start, colon.end())
                if label:
                    numbering = _NUMBERING.search(folded[max(0, start - 5) : start])
                    begin = start - (len(numbering[0]) if numbering else 0)
                    yield label._replace(start=begin, end=_past_blank(folded, colon.end()))
                    break

    def _bare(self, text: str, folded: str) -> Iterator[Label]:
        """Yield the label that opens a text without a colon: "Concept In 2018," and "Purpose To help"."""
        words = folded[:_LONGEST_LINE].split(" ")
        if words[0] not in self._first_words:
            return
        for count in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
            name = " ".join(words[:count])
            label = self._label(name, 0, len(name) + 1)
            if label and label.key == PURPOSE and _opens_text(text, name):
                yield label
                return

    def split(self, text: str) -> Sections:
        """Return `text` taken apart at its labels; what stands before the first one is the description."""
        labels = self.labels(text)
        parts: dict[str, list[str]] = {}
        lead = text[: labels[0].start if labels else len(text)].strip()
        if lead:
            parts[DESCRIPTION] = [lead]
        empty = []
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            part = text[label.end : following.start if following else len(text)].strip()
            if part:
                parts.setdefault(label.key, []).append(part)
            else:
                empty.append(label.key)
        return Sections(
            texts={key: "\n\n".join(values) for key, values in parts.items()},
            last=labels[-1].key if labels else DESCRIPTION,
            empty=tuple(key for key in dict.fromkeys(empty) if key not in parts),
            repeated=tuple(key for key, values in parts.items() if len(values) > 1),
            label_languages=tuple(label.languages for label in labels),
        )

    def _label(self, name: str, start: int, end: int) -> Label | None:
        """Return the label of that name at that place; None where no section is called so."""
        name = _name(name)
        key = self._keys.get(name)
        return Label(key, start, end, frozenset(self._languages[name])) if key else None


def template_headings(template: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield section key, language and heading of each heading of a template as `library/templates` has it."""
    for section in template["sections"]:
        for by_language in (section["headings"], {code: [label] for code, label in section["label"].items()}):
            for language, headings in by_language.items():
                yield from ((section["key"], language, heading) for heading in headings)


def _name(heading: str) -> str:
    return _SLASH.sub("/", _foldable(heading).strip())


class _Folds(dict[int, str]):
    """Folds single letters; what is not one letter afterwards stays, so that offsets stay."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        folded = fold(letter)
        self[number] = folded if len(folded) == 1 else letter.lower()[:1]
        return self[number]


_FOLDS: Final = _Folds()
_SLASH = re.compile(" ?/ ?")
_PARTING: Final = " \n\t(\"“«„'‘>"


def _foldable(text: str) -> str:
    """Return `text` folded letter by letter, so that offsets in it are offsets in `text`."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _past_blank(text: str, offset: int) -> int:
    return offset + 1 if text[offset : offset + 1] == " " else offset


def _opens_text(text: str, name: str) -> bool:
    """Return whether a label without a colon is one: "Concept In 2018," and "Purpose To help", not "Purpose built"."""
    following = text[len(name) :].split(maxsplit=1)[:1]
    if not text[:1].isupper() or not following or not following[0][:1].isupper():
        return False
    return name.startswith(("conce", "konce", "konze", "kontz")) or len(following[0].rstrip(".,’'")) <= _SHORT_WORD


def _may_be_label(text: str, label: Label, earlier: Sequence[Label], is_next: bool) -> bool:
    """Return whether the words at `label` stand where a label can stand, behind the labels `earlier`.

    `is_next` says that the template has this section behind the last one: then it needs no full stop before it.
    """
    before = text[max(earlier[-1].end if earlier else 0, label.start - _LOOKED_AT) : label.start].rstrip(" ")
    if not before or before[-1] == "\n":
        return True
    if not _first_letter(text[label.start : label.end]).isupper():
        return False
    if before[-1] in ".!?…:;。)]»”\"'":
        return True
    word = before.split()[-1].strip("«“\"'(,")
    if before[-1] in ",-–—/(&" or word.lower() in LEADING:
        return False
    return is_next or "/" in text[label.start : label.end] or word.islower()


def _first_letter(text: str) -> str:
    return next((letter for letter in text if letter.isalpha()), "")
