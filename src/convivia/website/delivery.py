"""How pages are handed out: reading only, no cookies, cheap to ask for again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]

# Long enough to spare a busy server, short enough that a repaired record shows after a cup of tea.
SECONDS = 60


def public_page(view: View) -> View:
    """Make `view` a page for everyone: GET and HEAD only, kept for a minute by anyone, answered 304 when unchanged."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return require_safe(conditional_page(cache_control(public=True, max_age=SECONDS)(answer)))
