"""The parts that lines play in a listing, and the price of each step from one part to the next. Pure tables.

Prices are on the scale of the lines' scores (`cards`): 0 is usual, -1 is a little odd, -5 needs good evidence.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple


class Part(IntEnum):
    """What a line is to its card; an `_ON` goes on with the line before."""

    HEAD = 0  # of the page, before the first card
    TITLE = 1
    TITLE_ON = 2
    ABOVE = 3  # says where or when, and stands above the title
    UNDER = 4  # the title under such a line
    UNDER_ON = 5
    META_FIRST = 6  # says where and when, in a card that has no title
    META = 7
    META_ON = 8
    BODY_FIRST = 9  # the text of a card of which nothing else is printed
    BODY = 10
    MORE = 11
    OUT = 12  # behind a card, part of none


class Kind(IntEnum):
    """On what the price of a step depends besides its parts."""

    PLAIN = 0
    SAME = 1  # title goes on: hardly across blank space
    BODY = 2  # text goes on: not behind the dots of an excerpt
    PAIR = 3  # one line says where, the other when
    NEW = 4  # a card ends and the next one starts
    NEW_AFTER_BODY = 5
    NEW_AFTER_STRAY = 6
    LEAVE = 7  # a card ends, and what follows belongs to none
    LEAVE_BODY = 8
    META = 9  # the place line behind a title, which does not end in the middle of a phrase
    META_UNDER = 10  # the same where a line stands above the title, too: it says what that does not


class Step(NamedTuple):
    """A step from the part `source`, its price, and what else that depends on."""

    source: Part
    price: float
    kind: Kind


P = Part
STARTS: Final = (P.TITLE, P.ABOVE, P.META_FIRST, P.BODY_FIRST)
BODIES: Final = (P.BODY_FIRST, P.BODY)
_METAS: Final = (P.META_FIRST, P.META, P.META_ON)
_TITLES: Final = (P.TITLE, P.TITLE_ON)
_UNDERS: Final = (P.UNDER, P.UNDER_ON)

_WITHIN: Final[tuple[tuple[tuple[Part, ...], Part, float, Kind], ...]] = (
    ((P.HEAD,), P.HEAD, 0.0, Kind.PLAIN),
    (_TITLES, P.TITLE_ON, -1.0, Kind.SAME),
    ((P.ABOVE,), P.ABOVE, 0.0, Kind.PAIR),
    ((P.ABOVE,), P.UNDER, 0.0, Kind.PLAIN),
    (_UNDERS, P.UNDER_ON, -1.0, Kind.SAME),
    (_TITLES, P.META, 0.0, Kind.META),
    (_UNDERS, P.META, -1.0, Kind.META_UNDER),
    (_METAS, P.META_ON, 0.0, Kind.PAIR),
    (_METAS, P.BODY, 0.0, Kind.PLAIN),
    (_UNDERS, P.BODY, 0.0, Kind.PLAIN),
    (BODIES, P.BODY, 0.0, Kind.BODY),
    ((*BODIES, P.MORE), P.MORE, 0.0, Kind.PLAIN),
    ((*_METAS, *_UNDERS), P.MORE, -1.0, Kind.PLAIN),
    (_TITLES, P.MORE, -3.0, Kind.PLAIN),
    ((P.OUT,), P.OUT, 0.0, Kind.PLAIN),
)
_OUTSIDE: Final = (P.HEAD, P.OUT)
_NEW_FROM_OUTSIDE: Final = -1.0
_NEW_AFTER: Final = dict.fromkeys(BODIES, Kind.NEW_AFTER_BODY) | dict.fromkeys(_OUTSIDE, Kind.NEW_AFTER_STRAY)


class Layout(NamedTuple):
    """What is usual in a listing: place and time above the title, "Read More" below, blank space between the parts."""

    is_above: bool
    has_more: bool
    has_gaps: bool

    def end(self, part: Part) -> float:
        """Return the price of a card that ends with `part`."""
        if part is P.MORE or part in _OUTSIDE:
            return 0.0
        if part in _TITLES or part is P.ABOVE:
            return -6.0
        without_more = -5.0 if self.has_more else 0.0
        return without_more - (0.0 if part in BODIES else 2.0 if part in _UNDERS else 2.5)

    def end_of_page(self, part: Part) -> float:
        """Return the price of a page that ends with `part`: what is missing there may just be cut off."""
        return max(self.end(part), -1.0) if part in (*_METAS, *_UNDERS, *BODIES) else self.end(part)

    def start(self, part: Part) -> float:
        """Return the price of a card that starts with `part`."""
        if part is P.ABOVE:
            return 0.0 if self.is_above else -5.0
        if part is P.META_FIRST:
            return -7.0 if self.is_above else -5.0
        if part is P.BODY_FIRST:
            return -6.0
        return -1.0 if self.is_above else 0.0

    def steps(self) -> tuple[tuple[Step, ...], ...]:
        """Return, for each part in order, the steps that lead to it."""
        return tuple(tuple(self._steps_to(target)) for target in Part)

    def _steps_to(self, target: Part) -> Iterator[Step]:
        for sources, reached, price, kind in _WITHIN:
            if reached is target:
                yield from (Step(source, price, kind) for source in sources)
        if target is P.BODY:  # a card without a line of place and time
            yield from (Step(source, -1.5 if self.is_above else -3.5, Kind.PLAIN) for source in _TITLES)
        if target in STARTS:
            for source in Part:
                outside = _NEW_FROM_OUTSIDE if source in _OUTSIDE else 0.0
                kind = _NEW_AFTER.get(source, Kind.NEW)
                if source is not P.ABOVE:
                    yield Step(source, self.end(source) + self.start(target) + outside, kind)
        if target is P.OUT:
            for source in Part:
                if source not in _OUTSIDE:
                    yield Step(source, self.end(source), Kind.LEAVE_BODY if source in BODIES else Kind.LEAVE)
