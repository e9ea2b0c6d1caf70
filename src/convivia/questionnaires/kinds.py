"""The kinds of questions: what an answer of each is, whether it says something, what is wrong with it. Pure.

An answer is a plain value. Each kind is a class with the same few methods; one more kind is one more class here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

EVIDENCE_KINDS: Final = ("expected", "told", "counted", "evaluated")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LINK: Final = re.compile(r"\S*:\S+")
_Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, and how long a good one is, in characters; 0: not said."""

    longest: int = 0
    suggested: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an answer: `code` for `wording.say_trouble`; `row` counts from 1 where the answer has rows."""

    code: str
    row: int = 0
    length: int = 0
    longest: int = 0


class Kind(Protocol):
    """What every kind can do. `parts` are the names of what one answer, or one row of it, consists of."""

    parts: tuple[str, ...]
    has_rows: bool

    def empty(self) -> Any:
        """Return the answer that says nothing."""

    def is_answered(self, value: Any) -> bool:
        """Return whether an answer says what is needed."""

    def length(self, value: Any) -> int:
        """Return how long an answer is, in characters; 0 for kinds that are chosen and not written."""

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return what is wrong with an answer; [] for one that is fine, and for one that says nothing."""

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return the JSON Schema of an answer."""


class Text:
    """Some paragraphs."""

    parts: tuple[str, ...] = ()
    has_rows = False

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return ""

    def is_answered(self, value: Any) -> bool:
        """Return whether anything but blanks is written."""
        return isinstance(value, str) and bool(value.strip())

    def length(self, value: Any) -> int:
        """Return the number of characters without the blanks around them."""
        return len(value.strip()) if isinstance(value, str) else 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether the text is too long."""
        if not isinstance(value, str):
            return [Trouble("wrong-type")]
        return list(_too_long(value, limits))

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of a text with its greatest length."""
        return {"type": "string"} | ({"maxLength": limits.longest} if limits.longest else {})


class Line(Text):
    """Words on one line."""

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether the line is too long, or more than one."""
        found = super().troubles(value, limits, options)
        is_broken = isinstance(value, str) and len(value.strip().splitlines()) > 1
        return [*found, Trouble("not-one-line")] if is_broken else found

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of a text without breaks."""
        return super().schema(limits, options) | {"pattern": r"^[^\r\n]*$"}


class Choice(Text):
    """One of the options of the question, by its key."""

    def length(self, value: Any) -> int:
        """Return 0: it is chosen."""
        return 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether the answer is none of the options."""
        return [] if value in ("", *options) else [Trouble("no-option")]

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return the options."""
        return {"enum": ["", *options]}


class Concepts:
    """Terms of a vocabulary, by their keys."""

    parts: tuple[str, ...] = ()
    has_rows = False

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return []

    def is_answered(self, value: Any) -> bool:
        """Return whether anything is chosen."""
        return bool(value)

    def length(self, value: Any) -> int:
        """Return 0: it is chosen."""
        return 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether this is no list of keys. Which keys there are, the vocabulary knows."""
        return [] if _are_words(value) else [Trouble("wrong-type")]

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of a list of keys, each once."""
        return {"type": "array", "items": {"type": "string"}, "uniqueItems": True}


class Places:
    """Cities by their keys, and countries that are named without a city."""

    parts: tuple[str, ...] = ("places", "countries")
    has_rows = False

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return {"places": [], "countries": []}

    def is_answered(self, value: Any) -> bool:
        """Return whether a city or a country is named."""
        return isinstance(value, Mapping) and bool(value.get("places") or value.get("countries"))

    def length(self, value: Any) -> int:
        """Return 0: it is chosen."""
        return 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether these are no lists of keys. Which keys there are, the gazetteer knows."""
        is_right = isinstance(value, Mapping) and all(_are_words(value.get(part, [])) for part in self.parts)
        return [] if is_right else [Trouble("wrong-type")]

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of two lists of keys."""
        keys = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
        return _object(dict.fromkeys(self.parts, keys))


class Period:
    """When, as it was written, and as it was read."""

    parts: tuple[str, ...] = ("text",)
    has_rows = False

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return {"text": "", "start": None, "end": None, "ongoing": None, "recurrence": "", "precision": ""}

    def is_answered(self, value: Any) -> bool:
        """Return whether anything is written."""
        return isinstance(value, Mapping) and bool(str(value.get("text") or "").strip())

    def length(self, value: Any) -> int:
        """Return the length of what is written."""
        return len(str(value.get("text") or "").strip()) if isinstance(value, Mapping) else 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether the words are too long, or name no year that could be read."""
        if not isinstance(value, Mapping) or not isinstance(value.get("text", ""), str):
            return [Trouble("wrong-type")]
        return list(_too_long(value.get("text", ""), limits))

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of the words and of what was read from them."""
        moment = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
        return _object(
            {
                "text": {"type": "string"} | ({"maxLength": limits.longest} if limits.longest else {}),
                "start": moment,
                "end": moment,
                "ongoing": {"type": ["boolean", "null"]},
                "recurrence": {"type": "string"},
                "precision": {"type": "string"},
            }
        )


class Contact:
    """Whom to write to: an office with its e-mail address, or with a page."""

    parts: tuple[str, ...] = ("office", "organisation", "email", "shows_email", "page")
    has_rows = False

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return {"office": "", "organisation": "", "email": "", "shows_email": False, "page": ""}

    def is_answered(self, value: Any) -> bool:
        """Return whether there is an e-mail address or a page to reach the office by."""
        return isinstance(value, Mapping) and bool(value.get("email") or value.get("page"))

    def length(self, value: Any) -> int:
        """Return 0: it is made of short parts."""
        return 0

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether an address is none."""
        if not isinstance(value, Mapping):
            return [Trouble("wrong-type")]
        email, page = str(value.get("email") or ""), str(value.get("page") or "")
        found = [Trouble("bad-email")] if email and not _EMAIL.fullmatch(email) else []
        return [*found, Trouble("bad-address")] if page and not is_web_address(page) else found

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of the five parts."""
        return _object({part: {"type": "boolean" if part == "shows_email" else "string"} for part in self.parts})


class Evidence:
    """Statements of impact: what, how it is known, when, and where that can be read."""

    parts: tuple[str, ...] = ("kind", "statements", "date", "source", "source_url")
    has_rows = True

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return []

    def is_answered(self, value: Any) -> bool:
        """Return whether anything is stated."""
        return any(_said(row) for row in _rows(value))

    def length(self, value: Any) -> int:
        """Return the length of the longest statement."""
        return max((len(words) for row in _rows(value) for words in _said(row)), default=0)

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return what is wrong with each row: no kind, nothing stated, too long, no date, no address."""
        if not isinstance(value, list):
            return [Trouble("wrong-type")]
        return [found for number, row in enumerate(value, 1) for found in _evidence_troubles(row, number, limits)]

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of a list of statements."""
        words = {"type": "string", "minLength": 1} | ({"maxLength": limits.longest} if limits.longest else {})
        row: dict[str, _Schema] = {
            "kind": {"enum": list(EVIDENCE_KINDS)},
            "statements": {"type": "object", "additionalProperties": words, "minProperties": 1},
            "date": {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"},
            "source": {"type": "string"},
            "source_url": {"type": "string"},
        }
        return {"type": "array", "items": _object(row, required=["kind", "statements"])}


class Pictures:
    """Pictures by their digests, each with its licence and with what can be seen in words."""

    parts: tuple[str, ...] = ("digest", "alt", "licence", "credit")
    has_rows = True

    def empty(self) -> Any:
        """Return the answer that says nothing."""
        return []

    def is_answered(self, value: Any) -> bool:
        """Return whether there is a picture."""
        return bool(_rows(value))

    def length(self, value: Any) -> int:
        """Return the length of the longest description."""
        described = (row.get("alt") for row in _rows(value))
        said = (words for alt in described if isinstance(alt, Mapping) for words in alt.values())
        return max((len(str(words)) for words in said), default=0)

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return which pictures lack a description or a licence, and which descriptions are too long."""
        if not isinstance(value, list):
            return [Trouble("wrong-type")]
        found: list[Trouble] = []
        for number, row in enumerate(value, 1):
            alt = row.get("alt") if isinstance(row, Mapping) else None
            described = [words for words in alt.values() if str(words).strip()] if isinstance(alt, Mapping) else []
            found += [] if described else [Trouble("no-alt", number)]
            found += [one for words in described for one in _too_long(str(words), limits, number)]
            found += [] if isinstance(row, Mapping) and row.get("licence") else [Trouble("no-licence", number)]
        return found

    def schema(self, limits: Limits, options: Sequence[str]) -> _Schema:
        """Return that of a list of pictures."""
        words = {"type": "string"} | ({"maxLength": limits.longest} if limits.longest else {})
        row: dict[str, _Schema] = {
            "digest": {"type": "string", "minLength": 1},
            "alt": {"type": "object", "additionalProperties": words},
            "licence": {"type": "string"},
            "credit": {"type": "string"},
        }
        return {"type": "array", "items": _object(row, required=["digest", "alt", "licence"])}


class Links(Text):
    """Documents, one a line: a title, and an address where there is one."""

    def troubles(self, value: Any, limits: Limits, options: Sequence[str]) -> list[Trouble]:
        """Return whether the list is too long, and which lines hold an address that is none."""
        found = super().troubles(value, limits, options)
        lines = value.splitlines() if isinstance(value, str) else []
        return found + [
            Trouble("bad-address", number)
            for number, line in enumerate(lines, 1)
            if any("://" in word and not is_web_address(word.strip("<>()[].,;")) for word in _LINK.findall(line))
        ]


KINDS: Final[Mapping[str, Kind]] = {
    "text": Text(),
    "line": Line(),
    "choice": Choice(),
    "concepts": Concepts(),
    "places": Places(),
    "period": Period(),
    "contact": Contact(),
    "evidence": Evidence(),
    "pictures": Pictures(),
    "links": Links(),
}


def is_web_address(text: str) -> bool:
    """Return whether `text` is an address of the web: http or https, a host, no blanks, no credentials."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc and not re.search(r"\s", text)


def is_moment(text: str) -> bool:
    """Return whether `text` is a year, a month or a day as EDTF writes them: 2024, 2024-05, 2024-05-31."""
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _too_long(text: str, limits: Limits, row: int = 0) -> Iterator[Trouble]:
    length = len(text.strip())
    if limits.longest and length > limits.longest:
        yield Trouble("too-long", row, length, limits.longest)


def _evidence_troubles(row: Any, number: int, limits: Limits) -> Iterator[Trouble]:
    if not isinstance(row, Mapping):
        yield Trouble("wrong-type", number)
        return
    if row.get("kind") not in EVIDENCE_KINDS:
        yield Trouble("no-kind", number)
    if not _said(row):
        yield Trouble("no-statement", number)
    for words in _said(row):
        yield from _too_long(words, limits, number)
    if row.get("date") and not is_moment(str(row["date"])):
        yield Trouble("bad-date", number)
    if row.get("source_url") and not is_web_address(str(row["source_url"])):
        yield Trouble("bad-address", number)


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _said(row: Mapping[str, Any]) -> list[str]:
    """Return the statements of a row of evidence in all languages in which there is one."""
    statements = row.get("statements")
    return (
        [str(words).strip() for words in statements.values() if str(words).strip()]
        if isinstance(statements, Mapping)
        else []
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str) and all(isinstance(one, str) for one in value)


def _object(properties: Mapping[str, _Schema], required: Sequence[str] = ()) -> _Schema:
    schema: _Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})
