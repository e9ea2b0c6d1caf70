"""Who reads a page, as far as that matters here: a person, or a program. Nothing is kept of it."""

import re

from django.http import HttpRequest

_PROGRAMS = re.compile(
    r"bot\b|bots\b|crawl|spider|slurp|preview|fetch|scan|monitor|headless|curl|wget|python|java/|go-http|httpclient|libwww",
    re.I,
)


def is_person(request: HttpRequest) -> bool:
    """Return whether a person seems to read the page now: no program by its own name, no reading ahead of a browser."""
    agent = request.headers.get("User-Agent", "")
    is_ahead = "prefetch" in f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and bool(agent) and not is_ahead and not _PROGRAMS.search(agent)
