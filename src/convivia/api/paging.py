"""Pages of a list, and where it goes on (RFC 8288)."""

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from convivia.api.addresses import Parameters, absolute, with_parameters
from convivia.api.schemas.common import Links

PAGE_SIZE, MAX_PAGE_SIZE, MAX_PAGE = 20, 100, 10_000
# So many results of a list can be paged through; whoever wants all of them asks country by country, or year by year.
WINDOW = 10_000

Page = Annotated[int, Field(ge=1, le=MAX_PAGE, description="Which page; they are counted from 1.", examples=[1])]
PageSize = Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE, description="How many a page holds.", examples=[PAGE_SIZE])]


def links(
    request: HttpRequest, response: HttpResponse, parameters: Callable[[int], Parameters], *, page: int, pages: int
) -> Links:
    """Return the addresses of this page and its neighbours, and write them into the Link header of `response`.

    `parameters` gives those of the page of a number; beyond the last of `pages`, `prev` leads to the last one.
    """

    def at(number: int) -> str:
        return with_parameters(absolute(request, request.path), parameters(number))

    found = Links(
        self=at(page),
        next=at(page + 1) if page < pages else None,
        prev=at(min(page - 1, max(pages, 1))) if page > 1 else None,
    )
    response["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in found if address)
    return found
