"""How pages are handed out: reading only, no cookies, cheap to ask for again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]

# Long enough to spare a busy server, short enough that a repaired record shows after a cup of tea.
SECONDS = 60


def public_page(view: View) -> View:
    """Make `view` a page for everyone: GET and HEAD only, kept for a minute by anyone, answered 304 when unchanged.

    What cannot be answered at the moment (503) is not kept at all.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 503:
            patch_cache_control(response, no_store=True)
        else:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return require_safe(conditional_page(answer))
