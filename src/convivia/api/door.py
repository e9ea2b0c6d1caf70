"""What every answer of the API has in common: methods, parameters, problems, languages, caching, other origins."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from convivia.api.problems import (
    BAD_REQUEST,
    INTERNAL_ERROR,
    INVALID_PARAMETERS,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    PRECONDITION_FAILED,
    ParameterError,
    Problem,
    problem_response,
)
from convivia.api.readers import reader_of

View = Callable[..., HttpResponseBase]
# Names of the parameters that an address takes, each with whether it may be repeated; None: any are let through.
Accepted = Mapping[str, bool] | None

METHODS = "GET, HEAD, OPTIONS"
MAX_AGE = 60  # seconds that an answer may be kept without asking again

logger = logging.getLogger(__name__)


def door(view: View, accepted: Callable[[], Accepted]) -> View:
    """Return `view` as a read-only door: only GET, HEAD and OPTIONS go in, only data or problem documents come out."""

    @csrf_exempt
    @wraps(view)
    def open_door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked = request.method
        reader = reader_of(request)
        with translation.override(reader.labels):
            if asked == "OPTIONS":
                response = _methods()
            elif asked in ("GET", "HEAD"):
                # A HEAD is answered as a GET, so that both have the same headers; the server leaves the body out.
                request.method = "GET"
                response = answer(request, *args, **kwargs)
                request.method = asked
                if response.status_code == PRECONDITION_FAILED.status:
                    response = problem_response(request, Problem(PRECONDITION_FAILED))
            else:
                response = problem_response(request, Problem(METHOD_NOT_ALLOWED, headers={"Allow": METHODS}))
        return _for_other_origins(response)

    @conditional_page
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            _check_parameters(request, accepted())
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem_response(request, problem)
        except Http404:
            response = problem_response(request, Problem(NOT_FOUND))
        except SuspiciousOperation:
            response = problem_response(request, Problem(BAD_REQUEST))
        except Exception:
            logger.exception("The API failed at %s", request.path)
            got_request_exception.send(sender=None, request=request)
            response = problem_response(request, Problem(INTERNAL_ERROR))
        return _for_caches(response)

    return open_door


def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """Answer for addresses under the API that do not exist; raise `Http404`."""
    raise Http404


def _methods() -> HttpResponseBase:
    """Return the answer to OPTIONS: what may be done here, and no content."""
    response = HttpResponse(status=204, headers={"Allow": METHODS})
    del response["Content-Type"]
    return response


def _check_parameters(request: HttpRequest, accepted: Accepted) -> None:
    """Raise a `Problem` that names parameters which nobody reads, or which are given twice where one is read."""
    if accepted is None:
        return
    errors = []
    for name, values in request.GET.lists():
        if name not in accepted:
            errors.append(ParameterError(parameter=name, detail="This parameter is not known.", allowed=list(accepted)))
        elif len(values) > 1 and not accepted[name]:
            errors.append(ParameterError(parameter=name, detail="This parameter may be given only once."))
    if errors:
        raise Problem(INVALID_PARAMETERS, errors=errors)


def _for_caches(response: HttpResponseBase) -> HttpResponseBase:
    """Say how long `response` may be kept, and that what it shows depends on Accept-Language."""
    if response.status_code < 400:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    response.headers.setdefault("Content-Language", translation.get_language() or "en")
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _for_other_origins(response: HttpResponseBase) -> HttpResponseBase:
    """Let scripts of any site read `response`; nothing here depends on who asks, and no cookie is looked at."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept-Language, If-None-Match"
    response["Access-Control-Expose-Headers"] = "Content-Language, ETag, Link, Retry-After"
    response["Access-Control-Max-Age"] = "86400"
    return response
