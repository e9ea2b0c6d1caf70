"""Absolute addresses in answers."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

Parameters = Sequence[tuple[str, str]]


def absolute(request: HttpRequest, path: str) -> str:
    """Return `path` with the public address of this installation before it, else with the host that was asked."""
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)


def with_parameters(address: str, parameters: Parameters) -> str:
    """Return `address` with a query string of `parameters`, or as it is where there are none."""
    return f"{address}?{urlencode(parameters)}" if parameters else address
