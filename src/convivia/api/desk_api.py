"""The API of the desk, for people who have signed in: what it answers with, and how it refuses.

It has a door of its own: it looks at the session's cookie, wants the X-CSRFToken header for all that writes, is kept by
no cache, and is no business of scripts on other sites.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

from convivia.api import desk
from convivia.api.problems import (
    BAD_REQUEST,
    CHANGED_MEANWHILE,
    HELD,
    INVALID_PARAMETERS,
    MOVED_ON,
    NOT_ALLOWED,
    NOT_FOUND,
    SIGN_IN,
    ParameterError,
    Problem,
    problem_response,
)
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow_actions import NotComplete, NotPossible, Outdated, ReasonMissing
from convivia.practices.writing_actions import Conflict, Held

ABOUT = """\
The desk of the library, for programs of people who work at it: practices that are not public, their working copies, the
steps of the workflow. It asks for the cookie of a session and, for all that writes, for the `X-CSRFToken` header. What
you may do is what you may do at the desk. What you may not see answers like what is not there (404).
"""


def _unnamed(problem: Problem) -> Callable[[Exception], Problem]:
    return lambda error: problem


def _from_validation(error: Exception) -> Problem:
    found = error.errors if isinstance(error, ValidationError) else []
    errors = [
        ParameterError(
            parameter=".".join(map(str, entry["loc"][2:])) or str(entry["loc"][-1]), detail=str(entry["msg"])
        )
        for entry in found
    ]
    return Problem(INVALID_PARAMETERS, errors=errors)


def _from_conflict(error: Exception) -> Problem:
    version = error.current.version if isinstance(error, Conflict) else 0
    return Problem(CHANGED_MEANWHILE, headers={"ETag": f'"{version}"'})


def _from_incomplete(error: Exception) -> Problem:
    missing = error.missing if isinstance(error, NotComplete) else []
    return Problem(
        INVALID_PARAMETERS, errors=[ParameterError(parameter=key, detail="This is needed.") for key in missing]
    )


def _from_http(error: Exception) -> Problem:
    status = error.status_code if isinstance(error, HttpError) else 400
    return Problem(NOT_ALLOWED if status == NOT_ALLOWED.status else BAD_REQUEST)


_PROBLEMS: dict[type[Exception], Callable[[Exception], Problem]] = {
    AuthenticationError: _unnamed(Problem(SIGN_IN)),
    HttpError: _from_http,
    RequestDataTooBig: _unnamed(Problem(BAD_REQUEST, detail="The request is too large; nothing was saved.")),
    Http404: _unnamed(Problem(NOT_FOUND)),
    ValidationError: _from_validation,
    NotAllowed: _unnamed(Problem(NOT_ALLOWED)),
    Held: _unnamed(Problem(HELD)),
    Conflict: _from_conflict,
    NotPossible: _unnamed(Problem(MOVED_ON)),
    Outdated: _unnamed(
        Problem(MOVED_ON, detail="An import has changed what the public sees. Look at both at the desk, then publish.")
    ),
    ReasonMissing: _unnamed(
        Problem(INVALID_PARAMETERS, errors=[ParameterError(parameter="reason", detail="This step asks for a reason.")])
    ),
    NotComplete: _from_incomplete,
    Problem: lambda error: error if isinstance(error, Problem) else Problem(BAD_REQUEST),
}


class DeskApi(NinjaAPI):
    """A NinjaAPI whose refusals are problem documents, and whose answers no cache keeps."""

    def set_default_exception_handlers(self) -> None:
        """Answer every refusal of the domain with its problem; what is no refusal is an error of ours."""
        super().set_default_exception_handlers()
        for kind, problem_of in _PROBLEMS.items():
            self.add_exception_handler(kind, _answer(problem_of))

    def create_response(self, request: HttpRequest, *args: object, **values: object) -> HttpResponse:
        """Return an answer that no cache keeps."""
        response = super().create_response(request, *args, **values)  # type: ignore[arg-type]
        add_never_cache_headers(response)
        return response


def _answer(problem_of: Callable[[Exception], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: problem_response(request, problem_of(error))


desk_api = DeskApi(
    title="Convivia: the desk",
    version="1",
    description=ABOUT,
    urls_namespace="api-desk",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=SessionAuth(),
    servers=[{"url": "/", "description": "This installation"}],
)
desk_api.add_router("", desk.router)
