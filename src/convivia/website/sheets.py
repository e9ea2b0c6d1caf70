"""Files of any result list, whole and in its order: CSV, xlsx, JSON, JSON lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from convivia.practices.lists import practices_in_order
from convivia.practices.plain import Addresses, whole
from convivia.practices.queries import card
from convivia.search.engines.port import IndexUnavailable
from convivia.search.query import SearchQuery
from convivia.vocabularies.queries import concept_names
from convivia.website.context import origin_of
from convivia.website.delivery import public_page
from convivia.website.errors import bad_list, busy, unavailable
from convivia.website.sheet import Cell, Sheet, parts_of
from convivia.website.sheet_files import csv_file, json_file, json_lines
from convivia.website.shelves import library_url
from convivia.website.whole_list import WholeList, say_notes, whole_list
from convivia.website.workbook import MOST_ROWS, WorkbookFile

CSV, XLSX, JSON, JSONL = "csv", "xlsx", "json", "jsonl"
TYPES: Final = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json; charset=utf-8",
    JSONL: "application/x-ndjson; charset=utf-8",
}
# Formats without a place for a remark: what of their address cannot be used is refused instead of being left out.
_WITHOUT_REMARKS: Final = (CSV, JSONL)
# Files that one process makes at once; the other threads are for readers.
AT_ONCE = 2
_places = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is made of: the list, its language, and the addresses around it."""

    found: WholeList
    language: str
    origin: str

    @property
    def about(self) -> dict[str, str]:
        """What the list is, by names for programs."""
        return {
            "search": self.found.name,
            "address": self.origin + library_url(self.found.query),
            "made": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


@public_page
def sheet(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give all practices that the address asks for as a file; 404 for other forms, 503 where too many are being made.

    HEAD says what would come, and nothing is read for it.
    """
    if form not in TYPES:
        raise Http404(form)
    query = SearchQuery.from_params(request.GET)
    if query.notes and form in _WITHOUT_REMARKS:
        return bad_list(request, say_notes(query.notes))
    if request.method == "HEAD":
        return _with_headers(StreamingHttpResponse(content_type=TYPES[form]), form)
    place = _Place.free()
    if place is None:
        return busy(request)
    try:
        asked = Asked(whole_list(query, limit=MOST_ROWS), get_language() or settings.LANGUAGE_CODE, origin_of(request))
        content = place.holding(_MAKERS[form](asked))
    except IndexUnavailable:
        place.close()
        return unavailable(request)
    except BaseException:
        place.close()
        raise
    if form == XLSX:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # it is packed already; packing it again takes time for nothing
    return _with_headers(StreamingHttpResponse(content, content_type=TYPES[form]), form)


class _Place:
    """One of the places for files that are being made. Iterating gives the file; closing frees the place, once."""

    def __init__(self) -> None:
        self._content: Iterable[bytes] = ()
        self._is_free = False

    @classmethod
    def free(cls) -> "_Place | None":
        """Return a place, or None where all are taken."""
        return cls() if _places.acquire(blocking=False) else None

    def holding(self, content: Iterable[bytes]) -> "_Place":
        """Return this place with the file in it."""
        self._content = content
        return self

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)

    def close(self) -> None:
        """Free the place, and what the file holds."""
        if self._is_free:
            return
        self._is_free = True
        _places.release()
        if close := getattr(self._content, "close", None):
            close()


def _with_headers(response: HttpResponseBase, form: str) -> HttpResponseBase:
    """Add what a file is called, and that it is not for search engines."""
    name = f"convivia-{timezone.now():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _csv(asked: Asked) -> Iterable[bytes]:
    table = Sheet(asked.language, asked.origin)
    return csv_file(table.columns, table.rows(asked.found.ids))


def _xlsx(asked: Asked) -> Iterable[bytes]:
    table = Sheet(asked.language, asked.origin)
    return WorkbookFile(
        table.columns,
        table.rows(asked.found.ids),
        name=_("Practices"),
        about_name=_("About this list"),
        about=_about_rows(asked),
        cut_note=_("Cells that were too long for a sheet end in …; the CSV and JSON files have them whole."),
    )


def _about_rows(asked: Asked) -> Sequence[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = [
        (_("List"), asked.found.name),
        (_("Practices"), len(asked.found.ids)),
        (_("Made on"), timezone.now().date()),
        (_("Address of the list"), asked.about["address"]),
        (_("Licence"), _("Each practice names the licence of its texts, and its source.")),
        (_("Columns"), _("Period is as printed; start, end and EDTF are what we read from it.")),
    ]
    return [*rows, (_("Please note"), say_notes(asked.found.notes))] if asked.found.notes else rows


def _json(asked: Asked) -> Iterable[bytes]:
    about: dict[str, Any] = {**asked.about, "total": len(asked.found.ids)}
    if asked.found.notes:
        about["notes"] = say_notes(asked.found.notes)
    return json_file(about, _objects(asked))


def _jsonl(asked: Asked) -> Iterable[bytes]:
    return json_lines(_objects(asked))


def _objects(asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield the practices as the API says them, a fixed number of queries for each part."""
    names = concept_names(asked.language)
    addresses = Addresses(
        page=lambda public_id, slug: asked.origin + reverse("website:practice", args=[public_id, slug]),
        api=lambda public_id: asked.origin + reverse("api:practice", args=[public_id]),
        picture=lambda digest: asked.origin + reverse("picture", args=[digest]),
    )
    for part in parts_of(asked.found.ids):
        with override(asked.language):
            made = [
                whole(practice, card(practice, asked.language, names), asked.language, addresses)
                for practice in practices_in_order(part)
            ]
        yield from made


_MAKERS: Final[dict[str, Callable[[Asked], Iterable[bytes]]]] = {
    CSV: _csv,
    XLSX: _xlsx,
    JSON: _json,
    JSONL: _jsonl,
}
