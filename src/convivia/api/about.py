"""What the API says of itself: where things are, and which problems there are."""

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from convivia.api.addresses import absolute
from convivia.api.problems import KINDS
from convivia.api.schemas import about as schemas

router = Router(tags=["about"])
_PLACES_TO_GO = (
    "practices",
    "collections",
    "vocabularies",
    "places",
    "networks",
    "template",
    "problems",
    "openapi-json",
)


@router.get("/", response=schemas.Start, url_name="start", operation_id="getStart", summary="Start here")
def get_start(request: HttpRequest) -> schemas.Start:
    """Where to go from here."""
    return schemas.Start(
        addresses={name.removesuffix("-json"): absolute(request, reverse(f"api:{name}")) for name in _PLACES_TO_GO}
    )


@router.get(
    "/problems",
    response=schemas.ProblemList,
    url_name="problems",
    operation_id="listProblems",
    summary="List the kinds of problems",
)
def list_problems(request: HttpRequest) -> schemas.ProblemList:
    """The kinds of problems, and what to do about each; the `type` of a problem document points here."""
    kinds = [
        schemas.ProblemKind(key=kind.key, status=kind.status, title=kind.title, advice=kind.advice) for kind in KINDS
    ]
    return schemas.ProblemList(total=len(kinds), results=kinds)
