"""Hands out the pictures of practices."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from convivia.practices.models import Picture

_DIGEST = re.compile(r"[0-9a-f]{64}")
A_YEAR = 31_536_000  # seconds; what an address says never changes


@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """Give a picture by its digest, to be kept for ever; 404 for a digest that names none.

    Nobody guesses a digest: who has the address of a picture was shown it.
    """
    found = Picture.objects.filter(digest=digest).first() if _DIGEST.fullmatch(digest) else None
    if found is None:
        raise Http404(digest[:64])
    try:
        with found.file.open() as file:
            response = HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404(digest) from error
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    response["Content-Disposition"] = "inline"
    response["X-Robots-Tag"] = "noindex"
    return response
