"""The pager: which part of a list is shown, and where the rest is. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of a list; a gap between pages has the number 0."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """What the pager shows: "21–40 of 163", the pages around, the way back and on ("" where there is none)."""

    first: int
    last: int
    total: int
    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str


def pager(*, page: int, page_size: int, total: int, url: Callable[[int], str]) -> Pager:
    """Return the pager of page `page` (from 1); `url` makes the address of a page from its number."""
    count = max(1, -(-total // page_size))
    wanted = {1, count, *range(max(1, page - AROUND), min(count, page + AROUND) + 1)}
    pages: list[PageLink] = []
    before = 0
    for number in sorted(wanted):
        if number - before == 2:
            pages.append(PageLink(before + 1, url(before + 1), False))
        elif number - before > 2:
            pages.append(PageLink(0, "", False))
        pages.append(PageLink(number, url(number), number == page))
        before = number
    return Pager(
        first=(page - 1) * page_size + 1,
        last=min(total, page * page_size),
        total=total,
        pages=tuple(pages),
        previous_url=url(page - 1) if page > 1 else "",
        next_url=url(page + 1) if page < count else "",
    )
