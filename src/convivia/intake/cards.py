"""Finds the cards in the lines of a listing: which is a title, which says where and when, which is the teaser. Pure.

No line is judged alone. Each line gets a score for every part that it could play, each step from one part to the next
has its price (`parts`), and the best way through the whole listing is taken (Viterbi). So a missing title, a missing
"Read More" or a teaser that looks like a place line costs something, and what stands around it decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from convivia.intake.function_words import LINKING
from convivia.intake.headings import Headings
from convivia.intake.lines import Line, is_more
from convivia.intake.metalines import STRONG, MetaLine, MetaReader
from convivia.intake.parts import BODIES, STARTS, Kind, Layout, Part
from convivia.intake.sentences import is_cut_off

IMPOSSIBLE: Final = -1e9
LOOKED_AT_FOR_LAYOUT: Final = 2_000  # lines
_MOST_FOR_META: Final = 6.0
_MOST_FOR_SECOND: Final = 4.0
_WORTH_OF_CUT: Final = 0.5
_LONGEST_CUT_META: Final = 60
_LONGEST_LABEL: Final = 40
_ENDS: Final = ".!?…»”\"')"


@dataclass(frozen=True, slots=True)
class Seen:
    """A line with what can be said of it by itself, and how well it plays each part."""

    line: Line
    meta: MetaLine | None
    has_label: bool
    is_cut: bool
    scores: tuple[float, ...]


@dataclass(slots=True)
class Card:
    """The lines of one record. `group` is an earlier heading that says where its cards are."""

    above: list[Seen] = field(default_factory=list)
    title: list[Seen] = field(default_factory=list)
    meta: list[Seen] = field(default_factory=list)
    body: list[Seen] = field(default_factory=list)
    more: list[Seen] = field(default_factory=list)
    group: MetaLine | None = None


@dataclass(slots=True)
class Parted:
    """A listing taken apart: head of the page, cards, and the lines behind the first card that belong to none."""

    head: list[Line] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)


def find_cards(lines: Sequence[Line], places: MetaReader, headings: Headings) -> Parted:
    """Return `lines` as cards and what belongs to none; every line is in exactly one of them."""
    if not lines:
        return Parted()
    seen = [look(line, places, headings) for line in lines]
    telling = [item for item in seen if item.meta and item.meta.score >= STRONG] or seen
    has_gaps = sum(item.line.gap for item in telling) > 0.6 * len(telling)
    has_more = any(item.scores[Part.MORE] > 0 for item in seen)
    sample = seen[:LOOKED_AT_FOR_LAYOUT]
    layouts = [Layout(is_above, has_more, has_gaps) for is_above in (False, True)]
    usual = max(layouts, key=lambda layout: best_way(sample, layout)[0])
    return _collect(seen, best_way(seen, usual)[1])


def look(line: Line, places: MetaReader, headings: Headings) -> Seen:
    """Return what `line` looks like by itself."""
    if is_more(line):
        scores = dict.fromkeys(Part, IMPOSSIBLE) | {Part.MORE: 4.0, Part.OUT: -1.0, Part.HEAD: -1.0}
        return Seen(line, None, False, False, tuple(scores[part] for part in Part))
    has_label, is_cut = headings.begins_with_label(line.text), is_cut_off(line.text)
    meta = None if has_label or (is_cut and len(line.text) > _LONGEST_CUT_META) else places.read(line.text)
    worth = min(meta.score, _MOST_FOR_META) if meta else 0.0
    as_meta = worth if meta else _WORTH_OF_CUT if places.may_be_cut_country(line.text) else IMPOSSIBLE
    title = _as_title(line, has_label, is_cut) - 0.7 * worth
    title_on = title - 0.5 + 2.0 * line.text[:1].islower()
    body = _as_body(line, has_label, is_cut) - 0.3 * worth
    scores = {
        Part.HEAD: -0.3 * worth,
        Part.TITLE: title,
        Part.TITLE_ON: title_on,
        Part.ABOVE: IMPOSSIBLE if meta and meta.is_byline else as_meta,
        Part.UNDER: title,
        Part.UNDER_ON: title_on,
        Part.META_FIRST: as_meta,
        Part.META: as_meta,
        Part.META_ON: min(as_meta, _MOST_FOR_SECOND),
        Part.BODY_FIRST: body,
        Part.BODY: body,
        Part.MORE: IMPOSSIBLE,
        Part.OUT: -0.6 - 0.3 * worth,
    }
    return Seen(line, meta, has_label, is_cut, tuple(scores[part] for part in Part))


def _as_title(line: Line, has_label: bool, is_cut: bool) -> float:
    length = len(line.text)
    score = 0.5 - (length > 130) - 2.0 * (length > 200) - 4.0 * (length > 300)
    score -= 4.0 * has_label + 4.0 * is_cut + 1.5 * line.text[:1].islower() + 1.0 * (". " in line.text)
    return score + 3.0 * bool(line.heading) + 0.7 * bool(line.href)


def _as_body(line: Line, has_label: bool, is_cut: bool) -> float:
    score = 3.0 * has_label + 3.0 * is_cut
    if has_label:
        return score
    return score - 0.5 * (len(line.text) < 25) - 3.0 * bool(line.heading) - 0.7 * bool(line.href and not is_cut)


def best_way(seen: Sequence[Seen], layout: Layout) -> tuple[float, list[Part]]:
    """Return the best score of any way through `seen` in a listing of that layout, and the part of each line on it."""
    steps = layout.steps()
    totals = [0.0 if part is Part.HEAD else IMPOSSIBLE for part in Part]
    arrivals: list[list[Part]] = []
    before: Seen | None = None
    for item in seen:
        prices = _prices(before, item, layout)
        reached, came_from = [IMPOSSIBLE] * len(Part), [Part.HEAD] * len(Part)
        for target, own in enumerate(item.scores):
            if own <= IMPOSSIBLE:
                continue
            best = IMPOSSIBLE
            for source, price, kind in steps[target]:
                total = totals[source] + price + prices[kind]
                if total > best:
                    best, came_from[target] = total, source
            reached[target] = best + own
        totals = reached
        arrivals.append(came_from)
        before = item
    finals = [total + layout.end_of_page(part) for part, total in zip(Part, totals, strict=True)]
    last = max(Part, key=lambda part: finals[part])
    way = [last]
    for came_from in reversed(arrivals[1:]):
        way.append(came_from[way[-1]])
    return finals[last], way[::-1][: len(seen)]


def _prices(before: Seen | None, item: Seen, layout: Layout) -> list[float]:
    """Return what the steps to `item` cost more, kind by kind, for what the two lines look like."""
    gap = item.line.gap
    is_cut = before is not None and before.is_cut
    run_on = before is not None and not gap and not is_cut and before.line.text[-1] not in _ENDS
    hangs = before is not None and (before.line.text[-1] in ",–-" or before.line.text.split()[-1] in LINKING)
    new = 0.0 if gap or (before and before.scores[Part.MORE] > 0) else -0.3
    after_cut = 4.0 if is_cut and layout.has_more else 0.0
    pair = bool(before and before.meta and item.meta and _complete_each_other(before.meta, item.meta))
    after_label = before is not None and before.has_label and len(before.line.text) <= _LONGEST_LABEL
    by_kind = {
        Kind.PLAIN: 0.0,
        Kind.SAME: -5.0 if gap else 0.5 if hangs else 0.0,
        Kind.META: -4.0 if hangs and not gap else 0.0,
        Kind.META_UNDER: -5.0 if item.meta and item.meta.places else 0.0,
        Kind.BODY: (-5.0 if is_cut else 0.0) - (0.3 if gap else 0.0) + (1.0 if after_label else 0.0),
        Kind.PAIR: (-0.5 if gap else 0.0) if pair else IMPOSSIBLE,
        Kind.NEW: new,
        Kind.NEW_AFTER_STRAY: -2.0 if layout.has_gaps and not gap else new,
        Kind.NEW_AFTER_BODY: new + after_cut - (3.0 if run_on else 0.0),
        Kind.LEAVE: 0.0,
        Kind.LEAVE_BODY: after_cut,
    }
    return [by_kind[kind] for kind in Kind]


def _complete_each_other(first: MetaLine, second: MetaLine) -> bool:
    """Return whether one of two lines says where and the other when, or both say the same where."""
    if bool(first.places) != bool(second.places):
        return (first.period is None) != (second.period is None)
    if first.period and second.period:
        return False
    codes = [{place.country for place in meta.places} for meta in (first, second)]
    is_country_with_city = codes[0] == codes[1] and first.names_country != second.names_country
    return is_country_with_city or (bool(second.places) and set(second.places) <= set(first.places))


def _collect(seen: Sequence[Seen], way: Sequence[Part]) -> Parted:
    """Return the cards that the parts of `way` make of the lines `seen`."""
    parted = Parted()
    group: MetaLine | None = None
    before = Part.HEAD
    for item, part in zip(seen, way, strict=True):
        if part in (Part.HEAD, Part.OUT):
            (parted.head if part is Part.HEAD else parted.strays).append(item.line)
            if item.meta and _heads_a_group(item.meta):
                group = item.meta
        else:
            if part in STARTS and not (part is before is Part.ABOVE):
                parted.cards.append(Card(group=group if part is Part.TITLE else None))
            if part is Part.ABOVE and item.meta:
                group = item.meta if _heads_a_group(item.meta) else None
            _lines_of(parted.cards[-1], part).append(item)
        before = part
    return parted


def _heads_a_group(meta: MetaLine) -> bool:
    """Return whether a line above a title can hold for the next cards, too: the name of a city, alone."""
    return bool(meta.places) and meta.period is None and not meta.names_country


def _lines_of(card: Card, part: Part) -> list[Seen]:
    if part is Part.ABOVE:
        return card.above
    if part in (Part.TITLE, Part.TITLE_ON, Part.UNDER, Part.UNDER_ON):
        return card.title
    if part in (Part.META_FIRST, Part.META, Part.META_ON):
        return card.meta
    return card.body if part in BODIES else card.more
