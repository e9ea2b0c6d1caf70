"""What every page knows: the interface languages with this page's address in each, and who runs the site."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.translation import get_language

from convivia.common.directions import direction
from convivia.common.languages import interface_languages, language_name


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """One interface language: `path` is this page in it, `address` the same with the query string kept."""

    code: str
    name: str
    direction: str
    path: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The surroundings of a page. `origin` is scheme and host, `path` the page without its query string."""

    language: str
    direction: str
    languages: tuple[PageLanguage, ...]
    default_language: str
    origin: str
    path: str
    operator: str
    contact: str

    @property
    def alternates(self) -> tuple[PageLanguage, ...]:
        """This page in every language; none for addresses that carry no language."""
        return self.languages if self.path.startswith(f"/{self.language}/") else ()

    @property
    def contact_is_address(self) -> bool:
        """Whether `contact` is a web address (else it is taken for a mail address)."""
        return self.contact.startswith(("http://", "https://"))


def site(request: HttpRequest) -> dict[str, Site]:
    """Return the context of every page (a context processor). It touches neither the session nor the database."""
    language = page_language()
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    languages = tuple(
        PageLanguage(
            code=code,
            name=language_name(code, code),
            direction=direction(code),
            path=(path := in_other_language(request.path, code)),
            address=path + query,
            is_current=code == language,
        )
        for code in interface_languages()
    )
    return {
        "site": Site(
            language=language,
            direction=direction(language),
            languages=languages,
            default_language=settings.LANGUAGE_CODE,
            origin=origin_of(request),
            path=request.path,
            operator=settings.OPERATOR,
            contact=settings.CONTACT,
        )
    }


def page_language() -> str:
    """Return the language that the page is in."""
    return get_language() or settings.LANGUAGE_CODE


def origin_of(request: HttpRequest) -> str:
    """Return scheme and host of the site; "" for a request in the name of another host, which is answered 400."""
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def in_other_language(path: str, language: str) -> str:
    """Return `path` with the prefix of `language`; for an address without a language, the front page."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{language}/{rest}" if first in interface_languages() else f"/{language}/"
