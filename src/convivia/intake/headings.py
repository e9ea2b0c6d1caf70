"""Section labels inside a text ("Purpose:", "But :", "Svrha:"), in all languages that the template's data knows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from convivia.common.folding import fold

DESCRIPTION: Final = "description"  # running text without a label
PURPOSE: Final = "purpose"

# "nb" and "nn" are written languages of the same spoken one; records say "no".
_SAME_LANGUAGE: Final = {"nb": "no", "nn": "no"}
_SHORT_WORD: Final = 3
# A label is not one behind these ("The process:", "notre objectif:").
_WORDS_BEFORE: Final = """
    a an the our its his her my no any one two of in on at to by as and or for is are was per via
    le la les un une du des de ce ma mon son sa ses nos vos et au aux en par que est
    der die das dem den ein im am und mit von el los las una del al su sus con por y
    il lo gli i uno di da e nel nei sul o os as um uma do dos das na nos nas ao els
    het een van op u na i za od do se si nga e te per me në ja ett och det den på av for med som
    this that these those their your main first second with from into over after before about also each every
    other new same whole long what which such under between during through
    cette notre votre leur leurs avec pour dans sans sous cet ces quel premier principal chaque autre
    dieser diese dieses einem einen einer eine unser unsere ihrem ihren ihre seine durch nach beim vom zum zur
    este esta estos nuestro nuestra para como desde sobre
    questo questa nostro nostra della dello delle degli nella nello come suoi
    pelo pela nosso nossa seus suas como
    aquest aquesta nostre nostra seva
    ovaj ovog njihov glavni drugi
"""
LEADING_WORDS: Final = frozenset(_WORDS_BEFORE.split())
_COLON: Final = r"[ \u202f]?[:：]"
_NUMBERING: Final = r"(?:[0-9]{1,2}[.)] ?|[•●▪■*#–—-]+ ?)?"


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
        names = sorted(self._keys, key=len, reverse=True)
        words = "|".join(re.escape(name).replace("/", " ?/ ?").replace(r"\ ", " ") for name in names) or r"(?!)"
        self._with_colon = re.compile(rf"{_NUMBERING}(?<!\w)({words}){_COLON} ?")
        self._own_line = re.compile(rf"^{_NUMBERING}({words})(?:{_COLON})?(?: [–—-])?$", re.MULTILINE)
        self._dashed = re.compile(rf"^({words}) [–—-] ", re.MULTILINE)
        bare = "|".join(re.escape(name).replace(r"\ ", " ") for name in names if self._keys[name] == PURPOSE) or r"(?!)"
        self._bare = re.compile(rf"({bare}) (?=\w)")

    def section_of(self, name: str) -> str:
        """Return the key of the section that is called `name`; "" where none is."""
        return self._keys.get(_name(name.strip().rstrip(":：")), "")

    def is_label(self, line: str) -> bool:
        """Return whether `line` is a label and nothing else."""
        return bool(self._own_line.fullmatch(_foldable(line)))

    def begins_with_label(self, line: str) -> bool:
        """Return whether `line` opens with a label."""
        labels = self.labels(line[:200])
        return bool(labels) and labels[0].start == 0

    def labels(self, text: str) -> list[Label]:
        """Return the labels in `text` in their order."""
        folded = _foldable(text)
        found: dict[int, Label] = {}
        for pattern in (self._own_line, self._dashed, self._with_colon):
            for match in pattern.finditer(folded):
                found.setdefault(match.start(), self._label(match))
        bare = self._bare.match(folded)
        if bare and 0 not in found and _opens_text(text, bare):
            found[0] = self._label(bare)
        labels: list[Label] = []
        for start in sorted(found):
            label = found[start]
            if labels and start < labels[-1].end:
                continue
            is_next = bool(labels) and self._order[label.key] > self._order[labels[-1].key]
            if _may_be_label(text, label, labels, is_next and bool(label.languages & labels[-1].languages)):
                labels.append(label)
        return labels

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

    def _label(self, match: re.Match[str]) -> Label:
        name = re.sub(" ?/ ?", "/", match[1])
        return Label(self._keys[name], match.start(), match.end(), frozenset(self._languages[name]))


def template_headings(template: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield section key, language and heading of each heading of a template as `library/templates` has it."""
    for section in template["sections"]:
        for by_language in (section["headings"], {code: [label] for code, label in section["label"].items()}):
            for language, headings in by_language.items():
                yield from ((section["key"], language, heading) for heading in headings)


def _name(heading: str) -> str:
    return re.sub(" ?/ ?", "/", _foldable(heading).strip())


def _foldable(text: str) -> str:
    """Return `text` folded letter by letter, so that offsets in it are offsets in `text`."""
    return "".join(folded if len(folded := fold(letter)) == 1 else letter.lower()[:1] for letter in text)


def _opens_text(text: str, label: re.Match[str]) -> bool:
    """Return whether a label without a colon is one: "Concept In 2018," and "Purpose To help", not "Purpose built"."""
    if not text[:1].isupper():
        return False
    following = text[label.end() :].split(maxsplit=1)[0]
    if not following[:1].isupper():
        return False
    return label[1].startswith(("conce", "konce", "konze", "kontz")) or len(following.rstrip(".,’'")) <= _SHORT_WORD


def _may_be_label(text: str, label: Label, earlier: Sequence[Label], is_next: bool) -> bool:
    """Return whether the words at `label` stand where a label can stand, behind the labels `earlier`.

    `is_next` says that the template has this section behind the last one: then it needs no full stop before it.
    """
    before = text[earlier[-1].end if earlier else 0 : label.start].rstrip(" ")
    if not before or before[-1] == "\n":
        return True
    if not _first_letter(text[label.start : label.end]).isupper():
        return False
    if before[-1] in ".!?…:;。)]»”\"'":
        return True
    word = before.split()[-1].strip("«“\"'(,")
    if before[-1] in ",-–—/(&" or word.lower() in LEADING_WORDS:
        return False
    return is_next or "/" in text[label.start : label.end] or word.islower()


def _first_letter(text: str) -> str:
    return next((letter for letter in text if letter.isalpha()), "")
