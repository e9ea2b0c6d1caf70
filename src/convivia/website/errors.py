"""Pages for what cannot be shown. Each says what happened and what to do now."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

RETRY_AFTER = 60  # seconds

# Only for the case that even the page for failures fails; it needs nothing but itself.
PLAIN = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Something went wrong · Convivia</title>'
    "<h1>Something went wrong on our side</h1><p>Please try again in a few minutes.</p>"
    '<p lang="fr">Un problème est survenu de notre côté. Veuillez réessayer dans quelques minutes.</p></html>'
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the address or the data sent cannot be understood."""
    text = _("Something in the address could not be understood. Go back and try again, or start from the list.")
    return _say(request, 400, _("We could not understand this request"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Answer 403, also to forms without their token (`reason`)."""
    text = _("You may not see this page, or the form was open for too long. Go back, load the page again and retry.")
    return _say(request, 403, _("This page is closed to you"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is no such page."""
    text = _("The address may have a slip in it, or the page has moved. Search for it, or start from one of the lists.")
    return _say(request, 404, _("There is no such page"), text)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503: the index cannot be read at the moment."""
    text = _("Please try again in a few minutes. Until then, start from one of the lists.")
    return _later(_say(request, 503, _("The search cannot be used at the moment"), text))


def bad_list(request: HttpRequest, remark: str) -> HttpResponse:
    """Answer 400: a part of the address of a file cannot be used, which `remark` names."""
    return _say(request, 400, _("This file was not made"), remark)


def busy(request: HttpRequest) -> HttpResponse:
    """Answer 503: as many large files are being made as this server makes at once."""
    text = _("Several people are taking large files at this moment. Please try again in a minute.")
    return _later(_say(request, 503, _("This file cannot be made just now"), text))


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 by a page that needs neither the database nor the request; by plain words when even that fails."""
    try:
        return HttpResponseServerError(loader.render_to_string("website/failed.html"))
    except Exception:  # whatever broke the page may break this one, too
        return HttpResponseServerError(PLAIN)


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _say(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "website/missing.html", {"title": title, "text": text}, status=status)
