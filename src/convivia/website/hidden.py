"""What the address of a practice answers that the public does not see any more: it is in the archive, or withdrawn."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convivia.practices.history import Standing, Version, content_of, standing, versions
from convivia.practices.merging_queries import stands_for
from convivia.practices.models import Practice
from convivia.practices.past import practice_as
from convivia.practices.queries import hidden_practice, practice_by_public_id
from convivia.website.context import page_language
from convivia.website.practice_parts import page_path
from convivia.website.version_page import version_context


def hidden_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer for a practice that is not shown: its last version where it is in the archive, 410 where it was withdrawn.

    The id of a merged record is sent on for ever. Raise `Http404` for an id that names none, or one that the public has
    never seen.
    """
    if kept_id := stands_for(public_id):
        path = page_path(practice_by_public_id(kept_id), page_language())
        return redirect(path + _query_of(request), permanent=True)
    found = hidden_practice(public_id)
    where = standing(found) if found else Standing.NEVER
    if found is None or where == Standing.NEVER:
        raise Http404(public_id)
    kept = versions(found)
    if where == Standing.GONE or not kept:
        return gone_page(request, found)
    return _archived(request, found, kept)


def merged_notice(practice: Practice) -> dict[str, str] | None:
    """Return the note beside the versions of a record that was made one with another, which leads there; None for
    other practices. Its versions keep their addresses: they were cited."""
    if practice.merged_into_id is None:
        return None
    return {
        "text": _(
            "This record was made one with another record of the same practice. What it said stays at this address."
        ),
        "url": reverse("website:practice_short", args=[stands_for(practice.public_id)]),
        "label": _("Read the practice as it is now"),
    }


def gone_page(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Answer 410: the practice was withdrawn; why, where its city said so."""
    context = {
        "title": _("This practice is no longer public"),
        "text": _("Its city, or the editors of the library, have withdrawn it. Its address stays, so that links to it "
                  "tell what became of it."),
        "reason": practice.hidden_reason,
    }  # fmt: skip
    return render(request, "website/missing.html", context, status=410)


def _archived(request: HttpRequest, practice: Practice, kept: list[Version]) -> HttpResponse:
    last = kept[-1]
    past = practice_as(practice, content_of(practice, last))
    path = page_path(past, page_language())
    if request.path != path:
        return redirect(path + _query_of(request))
    notice = {
        "text": _("This practice is in the archive. It is kept as it was published last, on %(date)s, and is in no "
                  "list of the library any more.") % {"date": date_format(last.at, "j F Y")},
        "more": practice.hidden_reason,
        "url": reverse("website:versions", args=[practice.public_id]),
        "label": _("All its versions"),
    }  # fmt: skip
    context = version_context(request, past, last, path=path, notice=notice)
    return render(request, "website/version.html", context)


def _query_of(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
