"""Where the form of a practice is."""

from django.http import QueryDict
from django.urls import reverse

from convivia.questionnaires.definition import SHORT


def write_url(public_id: str, *, depth: str = SHORT, text: str = "") -> str:
    """Return the address of the form of a practice."""
    query = QueryDict(mutable=True)
    if depth != SHORT:
        query["depth"] = depth
    if text:
        query["text"] = text
    return reverse("desk:write", args=[public_id]) + (f"?{query.urlencode()}" if query else "")
