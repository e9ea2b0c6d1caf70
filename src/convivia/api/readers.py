"""Who reads an answer: the languages that the request asks for."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from convivia.common.languages import interface_languages


@dataclass(frozen=True, slots=True)
class Reader:
    """The language of labels (one that the interface speaks), and that of texts, where they exist in it."""

    labels: str
    texts: str


def reader_of(request: HttpRequest) -> Reader:
    """Return the reader that Accept-Language speaks of. Cookies and addresses say nothing here."""
    header = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [tag.split("-")[0] for tag, weight in header if weight > 0 and tag != "*"]
    spoken = interface_languages()
    labels = next((language for language in wanted if language in spoken), settings.LANGUAGE_CODE)
    return Reader(labels=labels, texts=wanted[0] if wanted else labels)
