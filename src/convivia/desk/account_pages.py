"""Lets allauth's pages stand in the frame of the house, and says so where a provider of sign-in is away."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from requests import RequestException

logger = logging.getLogger(__name__)


class AccountPagesMiddleware:
    """Says where a provider is away; takes away the `site` that allauth gives some pages: those of the house know
    `website.context.Site`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead back to signing in where the provider of sign-in cannot be reached; None for any other fault."""
        if not isinstance(exception, RequestException):
            return None
        logger.warning("The provider of sign-in does not answer: %s", exception)
        words = _("The site where you wanted to sign in does not answer. Try again later, or sign in here.")
        messages.error(request, words)
        return redirect("account_login")

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Return the response, its context without allauth's `site`."""
        if response.context_data and isinstance(response.context_data.get("site"), RequestSite):
            del response.context_data["site"]
        return response
