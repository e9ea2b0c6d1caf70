"""The timeline of the library: when the practices of a search began, and what of it still runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import counted
from convivia.search.query import NEWEST, SearchQuery
from convivia.website.delivery import public_page
from convivia.website.library import TIMELINE, listing_of
from convivia.website.shelves import library_url
from convivia.website.wording import plain_number
from convivia.website.years import STATUSES, Column, Years, marks, years_of

# The same in the heads of the table, where the caption says the rest.
HEADS = {
    "running": gettext_lazy("Still running"),
    "unknown": gettext_lazy("Not known"),
    "ended": gettext_lazy("Ended"),
}
LABELS = {
    "running": pgettext_lazy("practices", "still running"),
    "unknown": pgettext_lazy("practices", "not known whether still running"),
    "ended": pgettext_lazy("practices", "ended"),
}
# Units of the picture with upright columns: its size, where the scale stands, the ground line.
WIDTH, HEIGHT, LEFT, TOP, GROUND = 640.0, 320.0, 34.0, 22.0, 286.0
# Of the picture with lying bars, for narrow screens: its width, where bars begin and end, the height of one row.
NARROW, START, END, ROW = 320.0, 108.0, 284.0, 30.0
# A cell of the table, with the head of its column.
Cell = tuple[str, str]
BAR, NARROW_BAR, WIDEST = 0.74, 18.0, 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, for one status."""

    status: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of years as both pictures draw it: parts of an upright bar, and of one that lies."""

    label: str
    short: str
    title: str
    url: str
    total: str
    is_named: bool
    upright: tuple[Part, ...]
    lying: tuple[Part, ...]
    x: float
    top: float
    y: float
    end: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the timeline page shows beside the search itself."""

    bars: tuple[Bar, ...]
    scale: tuple[tuple[str, float], ...]
    totals: tuple[Cell, ...]
    total: str
    message: str
    undated: tuple[Cell, ...]
    without: int
    without_url: str
    narrow_height: float

    @property
    def newest_first(self) -> tuple[Bar, ...]:
        """The bars as the table has them."""
        return self.bars[::-1]


@public_page
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Show when the practices began that the address asks for, with the filters of the library beside the picture."""
    language = get_language() or "en"
    query = SearchQuery.from_params(request.GET).on_page(1)
    listing = listing_of(query, language, TIMELINE)
    found = None if listing.is_unavailable or not listing.total else _timeline(query, listing.total, language)
    context = {
        "listing": listing,
        "timeline": found,
        "statuses": [(status, LABELS[status]) for status in STATUSES],
        "heads": [HEADS[status] for status in STATUSES],
        "canonical_query": f"?{listing.canonical_query}" if listing.canonical_query else "",
        "is_whole": not query.params(),
        "room": "library",
    }
    return render(request, "website/timeline.html", context)


def _timeline(query: SearchQuery, total: int, language: str) -> Timeline | None:
    """Return the timeline of what `query` finds, `total` practices; None where the index went away meanwhile."""
    try:
        found = {status: _began(query, status, language) for status in STATUSES}
    except IndexUnavailable:
        return None
    years = years_of({status: counts for status, (_total, counts) in found.items()})
    totals = [found[status][0] for status in STATUSES]
    without = [every - known for every, known in zip(totals, years.counts, strict=True)]
    highest = marks(years.most)[-1] or 1
    count = max(1, len(years.columns))
    column = min((WIDTH - LEFT) / count, WIDEST)
    return Timeline(
        bars=tuple(_bars(years, query, highest, column)),
        scale=tuple((plain_number(mark), _height(mark, highest)) for mark in marks(years.most)),
        totals=_cells(totals),
        total=plain_number(total),
        message=_message(years, totals[STATUSES.index("running")]),
        undated=_cells(without),
        without=sum(without),
        without_url=_without_url(query, years.total),
        narrow_height=ROW * count,
    )


def _began(query: SearchQuery, status: str, language: str) -> tuple[int, dict[int, int]]:
    """Return how many practices of a status there are, and how many of them began in each year."""
    if query.statuses and status not in query.statuses:
        return 0, {}
    found = counted(replace(query, statuses=(status,)), ["year"], language=language)
    return found.total, {int(year): number for year, number in found.values["year"].items()}


def _without_url(query: SearchQuery, known: int) -> str:
    """Return the address of the list where those without a first year begin: they are last in the order of age."""
    newest = query.sorted_by(NEWEST)
    return library_url(newest.on_page(known // query.page_size + 1))


def _height(number: int, highest: int) -> float:
    return round(GROUND - (GROUND - TOP) * number / highest, 1)


def _bars(years: Years, query: SearchQuery, highest: int, column: float) -> Iterator[Bar]:
    count = len(years.columns)
    every = 1 if column >= 40 else 2 if column >= 22 else 5
    for place, one in enumerate(years.columns):
        middle = round(LEFT + column * (place + 0.5), 1)
        row = ROW * (count - place - 1)
        yield Bar(
            label=_label(one),
            short=f"< {one.last + 1}" if one.is_span else str(one.first),
            title=_title(one),
            url=library_url(replace(query, years=(one.value,), page=1)),
            total=plain_number(one.total),
            is_named=place == 0
            if one.is_span
            else one.first % every == 0 and (place > 1 or not years.columns[0].is_span),
            upright=tuple(_upright(one, middle, column * BAR, highest)),
            lying=tuple(_lying(one, row, years.most)),
            x=middle,
            top=round(_height(one.total, highest) - 5, 1),
            y=row,
            end=round(START + (END - START) * one.total / max(1, years.most) + 6, 1),
            cells=_cells(one.counts),
        )


def _upright(one: Column, middle: float, width: float, highest: int) -> Iterator[Part]:
    below = 0
    for status, number in zip(STATUSES, one.counts, strict=True):
        if number:
            y, foot = _height(below + number, highest), _height(below, highest)
            yield Part(status, round(middle - width / 2, 1), y, round(width, 1), round(foot - y, 1))
        below += number


def _lying(one: Column, row: float, most: int) -> Iterator[Part]:
    per_practice, before = (END - START) / max(1, most), 0
    for status, number in zip(STATUSES, one.counts, strict=True):
        if number:
            x = round(START + before * per_practice, 1)
            width = round(number * per_practice, 1)
            yield Part(status, x, row + (ROW - NARROW_BAR) / 2, width, NARROW_BAR)
        before += number


def _cells(counts: Iterable[int]) -> tuple[Cell, ...]:
    return tuple((str(HEADS[status]), plain_number(number)) for status, number in zip(STATUSES, counts, strict=True))


def _label(one: Column) -> str:
    """Return the years in words: "2019", "before 1999"."""
    return _("before %(year)s") % {"year": one.last + 1} if one.is_span else str(one.first)


def _title(one: Column) -> str:
    """Return a column in words: "2019: 6 practices, 4 still running, 2 ended"."""
    practices = ngettext("%(count)s practice", "%(count)s practices", one.total) % {"count": plain_number(one.total)}
    said = [_("%(years)s: %(practices)s") % {"years": _label(one), "practices": practices}]
    said += [
        f"{plain_number(number)} {LABELS[status]}"
        for status, number in zip(STATUSES, one.counts, strict=True)
        if number
    ]
    return ", ".join(said)


def _message(years: Years, running: int) -> str:
    """Return what the timeline says: "Half of them began in 2017 or later. 64 still run."."""
    runs = ngettext("%(count)s still runs.", "%(count)s still run.", running) % {"count": plain_number(running)}
    if not years.columns:
        began = ""
    elif years.columns[0].first == years.columns[-1].last:
        began = _("All of them began in %(year)s.") % {"year": years.middle}
    else:
        began = _("Half of them began in %(year)s or later.") % {"year": years.middle}
    return " ".join(filter(None, [began, runs if running else ""]))
