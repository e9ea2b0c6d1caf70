"""The history of a practice for everyone: its public versions, each at an address of its own, and two compared."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convivia.practices.comparing import compare
from convivia.practices.difference_words import say_difference
from convivia.practices.history import Standing, Version, content_of, contents_of, standing, versions
from convivia.practices.models import Practice
from convivia.practices.past import practice_as
from convivia.practices.queries import best_text
from convivia.website.context import page_language
from convivia.website.delivery import public_page
from convivia.website.hidden import gone_page, merged_notice
from convivia.website.version_list import version_lines
from convivia.website.version_page import version_context
from convivia.website.wording import title_of


@public_page
def versions_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show all public versions of a practice with what was new in each; 410 for one that was withdrawn."""
    found = _practice(public_id)
    if standing(found) == Standing.GONE:
        return gone_page(request, found)
    kept = _versions(found)
    newest = practice_as(found, content_of(found, kept[-1]))
    context = {
        **_named(newest),
        "lines": version_lines(found, kept, page_language()),
        "numbers": [one.number for one in kept],
        "choices": _choices(kept),
        "from_value": str(kept[max(0, len(kept) - 2)].number),
        "to_value": str(kept[-1].number),
        "compare": reverse("website:versions_compare", args=[public_id]),
        "is_archived": standing(found) == Standing.ARCHIVED,
        "merged": merged_notice(found),
    }
    return render(request, "website/versions.html", context)


@public_page
def version_page(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show one version of a practice as the public saw it, with how to cite it; it is no page for search engines.

    404 for a number that no version has, 410 for a practice that was withdrawn.
    """
    found = _practice(public_id)
    if standing(found) == Standing.GONE:
        return gone_page(request, found)
    kept = _versions(found)
    version = next((one for one in kept if one.number == number), None)
    if version is None:
        raise Http404(public_id)
    past = practice_as(found, content_of(found, version))
    path = reverse("website:version", args=[public_id, number])
    context = version_context(request, past, version, path=path, notice=_notice(found, version, kept))
    newest = reverse("website:practice_short", args=[public_id])
    return render(request, "website/version.html", context | {"canonical": newest})


@public_page
def versions_compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Compare two public versions (`?from=1&to=2`), section by section and in words; without them the two newest.

    404 for numbers that no version has, 410 for a practice that was withdrawn.
    """
    found = _practice(public_id)
    if standing(found) == Standing.GONE:
        return gone_page(request, found)
    kept = _versions(found)
    earlier = _asked(request, "from", kept, kept[-2] if len(kept) > 1 else kept[-1])
    later = _asked(request, "to", kept, kept[-1])
    contents = contents_of(found, [earlier, later])
    language = page_language()
    difference = compare(contents[earlier.number], contents[later.number])
    context = {
        **_named(practice_as(found, contents[later.number])),
        "difference": say_difference(difference, language, editions=(earlier.edition, later.edition)),
        "earlier": earlier,
        "later": later,
        "choices": _choices(kept),
        "from_value": str(earlier.number),
        "to_value": str(later.number),
        "action": request.path,
        "history": reverse("website:versions", args=[public_id]),
        "merged": merged_notice(found),
    }
    return render(request, "website/versions_compare.html", context)


def _practice(public_id: str) -> Practice:
    """Return a practice that the public sees or has seen; raise `Http404` for any other."""
    found = Practice.objects.filter(public_id=public_id).first()
    if found is None or standing(found) == Standing.NEVER:
        raise Http404(public_id)
    return found


def _versions(found: Practice) -> list[Version]:
    kept = versions(found)
    if not kept:
        raise Http404(found.public_id)
    return kept


def _asked(request: HttpRequest, name: str, kept: Sequence[Version], usual: Version) -> Version:
    value = request.GET.get(name, "").strip()
    if not value:
        return usual
    found = next((one for one in kept if str(one.number) == value), None)
    if found is None:
        raise Http404(value[:20])
    return found


def _choices(kept: Sequence[Version]) -> list[dict[str, str]]:
    return [{"value": str(one.number), "label": _name_of(one)} for one in reversed(kept)]


def _name_of(version: Version) -> str:
    day = date_format(version.at, "j F Y")
    return _("Version %(number)d of %(date)s") % {"number": version.number, "date": day}


def _named(past: Practice) -> dict[str, Any]:
    text = best_text(past, page_language())
    return {
        "title": title_of(text),
        "title_language": text.title_language or text.language,
        "public_id": past.public_id,
        "page": reverse("website:practice_short", args=[past.public_id]),
        "room": "library",
    }


def _notice(found: Practice, version: Version, kept: Sequence[Version]) -> dict[str, str]:
    """Return the note that says which version this is, and where the newest one is."""
    if merged := merged_notice(found):
        return merged
    name = {"number": version.number, "date": date_format(version.at, "j F Y")}
    page = reverse("website:practice_short", args=[found.public_id])
    if not version.is_newest:
        return {
            "text": _("You are reading version %(number)d, of %(date)s. There is a newer one.") % name,
            "url": page,
            "label": _("Read the newest version"),
        }
    text = _("This is version %(number)d, of %(date)s, and the newest one.") % name
    return {"text": text, "url": page, "label": _("Read it on its own page")}
