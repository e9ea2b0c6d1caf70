"""The open API, version 1: read-only, without a key. Fields may be added to answers; none is renamed or taken away."""

import re
from functools import cache, partial
from typing import Any, NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from convivia.api import about, collections, places, practices, suggestions, vocabularies
from convivia.api.description import ABOUT, EXTRA, complete
from convivia.api.door import Accepted, door, nothing_here
from convivia.api.problems import from_validation

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
Patterns = tuple[list[URLResolver | URLPattern], str, str]


class ReadableRenderer(JSONRenderer):
    """JSON whose letters stay letters in every script."""

    json_dumps_params = {"ensure_ascii": False}


class EmptyMeansAbsent(Parser):
    """Reads parameters; one without a value counts as not given."""

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """Return the values that are given, as lists for `list_fields`."""
        values = super().parse_querydict(data, list_fields, request)
        given = {name: [v for v in value if v] if isinstance(value, list) else value for name, value in values.items()}
        return {name: value for name, value in given.items() if value}


class OpenApi(NinjaAPI):
    """A NinjaAPI all of whose addresses, with the unknown ones below them, lead through the door."""

    def set_default_exception_handlers(self) -> None:
        """Let every exception through to the door, which answers with problem documents."""
        for kind in (Exception, Http404, HttpError):
            self.add_exception_handler(kind, _let_through)
        self.add_exception_handler(ValidationError, _refuse_parameters)

    @property
    def urls(self) -> Patterns:
        """The addresses, for `path("api/v1/", api.urls)`."""
        patterns, app_name, namespace = super().urls
        patterns.append(re_path("", nothing_here, name="nothing-here"))
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = door(pattern.callback, partial(self.accepted_parameters, str(pattern.pattern)))
        return patterns, app_name, namespace

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Return the description of all addresses, with what they have in common."""
        document = super().get_openapi_schema(**where)
        complete(document)
        return document

    def accepted_parameters(self, route: str) -> Accepted:
        """Return which parameters `route` takes, as the description has it; None where it has no such route."""
        return _documented(self).get("/" + _CONVERTED.sub(r"{\1}", route))


@cache
def _documented(api: NinjaAPI) -> dict[str, dict[str, bool]]:
    """Return path → query parameter → whether it may be repeated, as the description has them."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {
        path: {
            parameter["name"]: parameter["schema"].get("type") == "array"
            for parameter in methods["get"]["parameters"]
            if parameter.get("in") == "query"
        }
        for path, methods in paths.items()
    }


def _let_through(request: HttpRequest, error: Any) -> NoReturn:
    raise error


def _refuse_parameters(request: HttpRequest, error: Any) -> NoReturn:
    raise from_validation(error) from error


api = OpenApi(
    title="Convivia",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    servers=[{"url": "/", "description": "This installation"}],
    openapi_extra=EXTRA,
    renderer=ReadableRenderer(),
    parser=EmptyMeansAbsent(),
)
api.add_router("", about.router)
api.add_router("", practices.router)
api.add_router("", collections.router)
api.add_router("", suggestions.router)
api.add_router("", vocabularies.router)
api.add_router("", places.router)
