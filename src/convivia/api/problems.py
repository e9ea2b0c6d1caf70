"""Errors as problem documents (RFC 9457): what happened, why, and what to do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

from convivia.api.addresses import absolute

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem; its address is `/api/v1/problems#<key>`."""

    key: str
    status: int
    title: str
    advice: str


BAD_REQUEST = Kind(
    "bad-request", 400, "The request cannot be read", "Check how the address is written; nothing was looked up."
)
NOT_FOUND = Kind(
    "not-found",
    404,
    "There is nothing at this address",
    "Check the id or key; addresses end without a slash. /api/v1/openapi.json lists all addresses.",
)
GONE = Kind(
    "gone",
    410,
    "This practice was withdrawn",
    "Its city, or the editors of the library, have withdrawn it. Remove it from your lists.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed", 405, "This API is read-only", "Use GET, HEAD or OPTIONS; nothing was changed."
)
PRECONDITION_FAILED = Kind(
    "precondition-failed",
    412,
    "The answer is not the one that the condition names",
    "Leave out If-Match and If-Unmodified-Since to read the answer as it is now.",
)
INVALID_PARAMETERS = Kind(
    "invalid-parameters",
    422,
    "A parameter cannot be understood",
    "Each entry of `errors` names a parameter and says what is wrong; `allowed` lists what may stand there.",
)
TOO_DEEP = Kind(
    "too-deep",
    422,
    "This page lies too deep in the result list",
    "Narrow the search by filters instead of paging on, or ask for another order.",
)
INTERNAL_ERROR = Kind(
    "internal-error", 500, "Something went wrong on our side", "Try again later; the error has been written down."
)
INDEX_UNAVAILABLE = Kind(
    "index-unavailable",
    503,
    "The search index is not ready",
    "Try again after the seconds that Retry-After names; single practices, places and vocabularies work meanwhile.",
)
SIGN_IN = Kind("sign-in", 401, "You have to sign in", "Sign in at the desk, and send the session's cookie along.")
NOT_ALLOWED = Kind(
    "not-allowed",
    403,
    "You may not do this",
    "Your roles do not allow it, or the X-CSRFToken header is missing; nothing was changed.",
)
MOVED_ON = Kind(
    "moved-on", 409, "The practice has moved on", "Read it again: another step was taken, or it was changed meanwhile."
)
VERSION_MISSING = Kind(
    "version-missing", 428, "You did not say which version you read", "Send its ETag in If-Match; nothing was saved."
)
CHANGED_MEANWHILE = Kind(
    "changed-meanwhile",
    412,
    "Somebody else has saved since",
    "Read the working copy again, bring both together, and save with its new ETag; nothing was saved.",
)
HELD = Kind("held", 423, "Somebody else is writing", "Wait until they have finished, or take it over at the desk.")
KINDS = (
    BAD_REQUEST,
    SIGN_IN,
    NOT_ALLOWED,
    NOT_FOUND,
    GONE,
    METHOD_NOT_ALLOWED,
    MOVED_ON,
    PRECONDITION_FAILED,
    CHANGED_MEANWHILE,
    INVALID_PARAMETERS,
    TOO_DEEP,
    HELD,
    VERSION_MISSING,
    INTERNAL_ERROR,
    INDEX_UNAVAILABLE,
)


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description="The name of the parameter.", examples=["area"])
    detail: str = Field(description="What is wrong with it, in words.")
    allowed: list[str] | None = Field(default=None, description="What may stand here, where that is a closed list.")


class ProblemDocument(BaseModel):
    """A problem as RFC 9457 describes it, sent as application/problem+json."""

    type: str = Field(description="The address of the kind of problem.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What happened this time, and what to do now.")
    instance: str = Field(description="The request that met the problem.")
    errors: list[ParameterError] | None = Field(
        default=None, description="The parameters that are to blame, if any are."
    )


@dataclass
class Problem(Exception):
    """Raised where an answer cannot be given; the door turns it into a problem document."""

    kind: Kind
    detail: str = ""
    errors: Sequence[ParameterError] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def or_missing(answer: type[BaseModel]) -> dict[int, type[BaseModel]]:
    """Return the answers of an operation that speaks of one thing, which may not be there."""
    return {200: answer, NOT_FOUND.status: ProblemDocument}


def problem_response(request: HttpRequest, problem: Problem) -> JsonResponse:
    """Return the problem document for `problem`, with its status and headers."""
    kind = problem.kind
    document = ProblemDocument(
        type=f"{absolute(request, reverse('api:problems'))}#{kind.key}",
        title=kind.title,
        status=kind.status,
        detail=problem.detail or kind.advice,
        instance=request.get_full_path(),
        errors=list(problem.errors) or None,
    )
    response = JsonResponse(
        document.model_dump(exclude_none=True),
        status=kind.status,
        content_type=MEDIA_TYPE,
        headers=dict(problem.headers),
        json_dumps_params={"ensure_ascii": False},
    )
    response["Content-Language"] = "en"
    response["Cache-Control"] = "no-store"
    return response


def from_validation(error: ValidationError) -> Problem:
    """Return the problem that names each parameter which did not validate."""
    errors = [
        ParameterError(parameter=str(entry["loc"][1]), detail=str(entry["msg"]), allowed=_allowed(entry))
        for entry in error.errors
    ]
    return Problem(INVALID_PARAMETERS, errors=errors)


def _allowed(entry: Mapping[str, object]) -> list[str] | None:
    """Return the closed list that a validation error was met against, if it was one."""
    context = entry.get("ctx")
    allowed = context.get("allowed") if isinstance(context, Mapping) else None
    return list(allowed) if isinstance(allowed, list | tuple) else None
