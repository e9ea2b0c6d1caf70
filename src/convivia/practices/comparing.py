"""Two states of a practice compared, section by section and in words. Pure.

What differs is said as pieces of text (the same, added, removed) and as facts before and after; nothing is left out in
silence: where a text is too long to be compared word by word, the piece says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from convivia.practices.snapshots import ContactContent, Content, EvidenceContent, PictureContent, TextContent

PieceKind = Literal["same", "added", "removed", "gap"]
ChangeKind = Literal["added", "removed", "changed"]

# So many words of each side are compared word by word, after what both begin and end with: 8 MB of memory, some ms.
MOST_WORDS: Final = 8_000
# Of what stays the same, so many words are shown beside a change; what lies between is a gap.
CONTEXT: Final = 25
# What is the same between two changes and has no more words than this belongs to the change: easier to read.
_ISLAND: Final = 1

# A word, or blanks, or a mark; in scripts that set no blanks, each sign.
_NO_BLANKS = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+|\s+|\W")
_LETTER = re.compile(r"\w")
# Facts in the order of a practice's page. Lists whose order says nothing are compared as sets.
_LISTS: Final = ("places", "countries", "concepts")
_UNORDERED: Final = frozenset(["countries", "concepts"])
_CONTACT: Final = ("office", "organisation", "email", "shows_email", "page")
_TEXT_FACTS: Final = ("origin", "title_language", "note", "source_url")
_TEXT_LISTS: Final = ("keywords", "other_titles", "external_ids", "cut_off")
_TEXTS: Final = ("title", "stand_in_title", "summary")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both, in the later one alone, in the earlier one alone; or a gap of so many `words` that
    are the same in both and are not shown."""

    text: str
    kind: PieceKind = "same"
    words: int = 0


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs: `key` is "title", "summary" or a section. `is_whole`: it was too long to compare word by
    word, so all of it is shown as removed and added."""

    key: str
    kind: ChangeKind
    pieces: tuple[Piece, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs, as plain values. Of lists, `removed` and `added` are what went and what came; where both are
    empty, the order alone is new."""

    key: str
    kind: ChangeKind
    before: Any
    after: Any
    removed: tuple[Any, ...] = ()
    added: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """A statement of impact that came, went or was changed, with its text by language compared."""

    kind: ChangeKind
    before: "EvidenceContent | None"
    after: "EvidenceContent | None"
    statements: tuple[tuple[str, TextChange], ...] = ()


@dataclass(frozen=True, slots=True)
class PictureChange:
    """A picture that came, went, or is described otherwise."""

    kind: ChangeKind
    before: "PictureContent | None"
    after: "PictureContent | None"


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """What differs in the text of one language; `kind` says whether the whole text came or went."""

    language: str
    kind: ChangeKind
    texts: tuple[TextChange, ...]
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two states of a practice."""

    facts: tuple[FactChange, ...] = ()
    contact: tuple[FactChange, ...] = ()
    evidence: tuple[EvidenceChange, ...] = ()
    pictures: tuple[PictureChange, ...] = ()
    languages: tuple[LanguageChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.contact or self.evidence or self.pictures or self.languages)

    @property
    def keys(self) -> tuple[str, ...]:
        """What differs, in short: "period", "contact", "title/fr", "purpose/en", or "text/fr" for a whole text."""
        found = [change.key for change in self.facts]
        found += [name for name in ("contact", "evidence", "pictures") if getattr(self, name)]
        for one in self.languages:
            if one.kind == "changed":
                found += [f"{text.key}/{one.language}" for text in one.texts]
                found += [f"{fact.key}/{one.language}" for fact in one.facts]
            else:
                found.append(f"text/{one.language}")
        return tuple(found)


def compare(before: "Content", after: "Content") -> Difference:
    """Return all that differs between two states of a practice, in the order of its page."""
    return Difference(
        facts=tuple(_facts(before, after)),
        contact=tuple(_contact(before["contact"], after["contact"])),
        evidence=tuple(_evidence(before["evidence"], after["evidence"])),
        pictures=tuple(_pictures(before["pictures"], after["pictures"])),
        languages=tuple(_languages(before["texts"], after["texts"])),
    )


def for_the_public(content: "Content") -> "Content":
    """Return a state of a practice without what the public may not read: an address that is not to be shown, and what
    the tables that readers see do not hold."""
    shown = cast("Content", {key: value for key, value in content.items() if key != "further"})
    contact = content["contact"]
    if not contact["shows_email"]:
        shown["contact"] = cast("ContactContent", {**contact, "email": ""})
    return shown


def compare_words(before: str, after: str, *, context: int | None = CONTEXT) -> tuple[tuple[Piece, ...], bool]:
    """Return the pieces that `before` and `after` are made of, and whether they were too long to compare by words.

    The pieces that are not added give `before`, those that are not removed `after`; but for gaps, which leave out what
    is the same and further than `context` words from a change (None: nothing is left out).
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    is_whole = max(len(middle_old), len(middle_new)) > MOST_WORDS
    runs = [_Run("same", old[:head])]
    if is_whole:
        runs += [_Run("removed", middle_old), _Run("added", middle_new)]
    else:
        runs += _without_islands(list(_runs(middle_old, middle_new)))
    runs.append(_Run("same", old[len(old) - tail :]))
    runs = _joined(runs)
    return tuple(_pieces(runs, context)), is_whole


@dataclass(slots=True)
class _Run:
    """Words that follow each other and are of one kind."""

    kind: PieceKind
    words: list[str]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _runs(old: list[str], new: list[str]) -> Iterator[_Run]:
    """Yield what both have in common, and what is removed and added between; the longest that is common to both."""
    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield _Run("same", old[step.src_start : step.src_end])
            continue
        yield _Run("removed", old[step.src_start : step.src_end])
        yield _Run("added", new[step.dest_start : step.dest_end])


def _without_islands(runs: list[_Run]) -> list[_Run]:
    """Return `runs` so that single words between two changes belong to the change, and removed comes before added."""
    tidy: list[_Run] = []
    removed: list[str] = []
    added: list[str] = []
    for position, run in enumerate(runs):
        is_between = 0 < position < len(runs) - 1 and (removed or added)
        if run.kind == "same" and not (is_between and _count(run.words) <= _ISLAND):
            tidy += [_Run("removed", removed), _Run("added", added), run]
            removed, added = [], []
        else:
            removed = removed + run.words if run.kind in ("removed", "same") else removed
            added = added + run.words if run.kind in ("added", "same") else added
    return [*tidy, _Run("removed", removed), _Run("added", added)]


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Return `runs` without empty ones; neighbours of one kind are one."""
    joined: list[_Run] = []
    for run in runs:
        if not run.words:
            continue
        if joined and joined[-1].kind == run.kind:
            joined[-1] = _Run(run.kind, joined[-1].words + run.words)
        else:
            joined.append(run)
    return joined


def _pieces(runs: Sequence[_Run], context: int | None) -> Iterator[Piece]:
    """Yield the pieces of `runs`; of long stretches that stay the same only what is near a change."""
    for position, run in enumerate(runs):
        if run.kind != "same" or context is None or len(runs) == 1:
            yield Piece("".join(run.words), run.kind)
            continue
        # A word and the blank beside it are two.
        first = 2 * context if position > 0 else 0
        last = 2 * context if position < len(runs) - 1 else 0
        left_out = run.words[first : len(run.words) - last]
        if _count(left_out) <= context:
            yield Piece("".join(run.words))
            continue
        if first:
            yield Piece("".join(run.words[:first]))
        yield Piece("", "gap", _count(left_out))
        if last:
            yield Piece("".join(run.words[-last:]))


def _count(words: Iterable[str]) -> int:
    """Return how many of `words` are words, not marks."""
    return sum(bool(_LETTER.match(word)) for word in words)


def _kind(before: object, after: object) -> ChangeKind:
    if not before:
        return "added"
    return "changed" if after else "removed"


def _text_change(key: str, before: str, after: str) -> TextChange:
    pieces, is_whole = compare_words(before, after)
    return TextChange(key, _kind(before, after), pieces, is_whole)


def _fact_change(key: str, before: Any, after: Any) -> FactChange:
    if isinstance(before, list) and isinstance(after, list):
        removed = tuple(value for value in before if value not in after)
        added = tuple(value for value in after if value not in before)
        return FactChange(key, _kind(before, after), before, after, removed, added)
    return FactChange(key, _kind(before, after), before, after)


def _facts(before: "Content", after: "Content") -> Iterator[FactChange]:
    if before["period"] != after["period"]:
        yield FactChange("period", "changed", before["period"], after["period"])
    for key in _LISTS:
        old, new = before[key], after[key]
        if set(old) != set(new) if key in _UNORDERED else old != new:
            yield _fact_change(key, old, new)
    for key in ("source", "source_url", "licence", "confirmed"):
        old_value, new_value = before[key], after[key]  # type: ignore[literal-required]
        if old_value != new_value:
            yield _fact_change(key, old_value, new_value)
    further, later = before.get("further", {}), after.get("further", {})
    for name in {**further, **later}:
        if further.get(name) != later.get(name):
            yield _fact_change(f"further.{name}", further.get(name), later.get(name))


def _contact(before: "ContactContent", after: "ContactContent") -> Iterator[FactChange]:
    for key in _CONTACT:
        old, new = before[key], after[key]
        if old != new:
            yield _fact_change(key, old, new)


def _evidence(before: Sequence["EvidenceContent"], after: Sequence["EvidenceContent"]) -> Iterator[EvidenceChange]:
    """Yield what differs in the statements: those that are the same aside, they are taken in their order."""
    old = [one for one in before if one not in after]
    new = [one for one in after if one not in before]
    for position in range(max(len(old), len(new))):
        earlier = old[position] if position < len(old) else None
        later = new[position] if position < len(new) else None
        yield EvidenceChange(
            _kind(earlier, later), earlier, later, tuple(_statements(earlier or _NOTHING, later or _NOTHING))
        )


_NOTHING: Final = cast("EvidenceContent", {"statements": {}})


def _statements(before: "EvidenceContent", after: "EvidenceContent") -> Iterator[tuple[str, TextChange]]:
    old, new = before["statements"], after["statements"]
    for language in {**old, **new}:
        yield language, _text_change("statement", old.get(language, ""), new.get(language, ""))


def _pictures(before: Sequence["PictureContent"], after: Sequence["PictureContent"]) -> Iterator[PictureChange]:
    old, new = {one["digest"]: one for one in before}, {one["digest"]: one for one in after}
    for digest in {**old, **new}:
        if old.get(digest) != new.get(digest):
            yield PictureChange(_kind(old.get(digest), new.get(digest)), old.get(digest), new.get(digest))


def _languages(before: Mapping[str, "TextContent"], after: Mapping[str, "TextContent"]) -> Iterator[LanguageChange]:
    """Yield what differs by language, in the order of the later state."""
    for language in {**after, **before}:
        old, new = before.get(language), after.get(language)
        texts = tuple(_texts(old or {}, new or {}))
        facts = tuple(_text_facts(old or {}, new or {}))
        if texts or facts or old is None or new is None:
            yield LanguageChange(language, _kind(old, new), texts, facts)


def _texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[TextChange]:
    for key in _TEXTS:
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield _text_change(key, old, new)
    answers, later = before.get("answers", {}), after.get("answers", {})
    for key in {**later, **answers}:
        old, new = answers.get(key, ""), later.get(key, "")
        if old != new:
            yield _text_change(key, old, new)


def _text_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FactChange]:
    for key in (*_TEXT_FACTS, *_TEXT_LISTS):
        empty: object = [] if key in _TEXT_LISTS else ""
        old, new = before.get(key, empty), after.get(key, empty)
        if sorted(old) != sorted(new) if key in _TEXT_LISTS else old != new:
            yield _fact_change(key, old, new)
