"""Suggestions while typing, as data."""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router
from pydantic import BaseModel, Field

from convivia.api.addresses import absolute
from convivia.api.practices import RETRY_AFTER
from convivia.api.problems import INDEX_UNAVAILABLE, INVALID_PARAMETERS, ParameterError, Problem, ProblemDocument
from convivia.api.readers import reader_of
from convivia.api.schemas import suggestions as schemas
from convivia.common.languages import interface_languages
from convivia.search.engines.port import IndexUnavailable
from convivia.search.suggestions import Shown, Suggestion, suggest
from convivia.search.typed import MAX_TYPED

router = Router(tags=["practices"])


class SuggestionParameters(BaseModel):
    """What suggestions are asked for by."""

    q: str = Field("", max_length=MAX_TYPED, description="What was typed so far.", examples=["rumo"])
    language: str = Field(
        "", description="The language of the labels; without it that of Accept-Language.", examples=["en"]
    )


@router.get(
    "/suggestions",
    response={200: schemas.SuggestionList, INDEX_UNAVAILABLE.status: ProblemDocument},
    url_name="suggestions",
    operation_id="listSuggestions",
    summary="Complete what is typed",
)
def list_suggestions(request: HttpRequest, parameters: Query[SuggestionParameters]) -> schemas.SuggestionList:
    """Up to eight suggestions: areas, places, practices by their titles, and words; each finds something.

    All words that were typed begin words of the suggestion, whatever the accents. Where nothing does, one letter of a
    longer word may differ. Nothing typed gives nothing.
    """
    language = _language(parameters.language) or reader_of(request).labels
    try:
        found = suggest(parameters.q, language)
    except IndexUnavailable as error:
        raise Problem(INDEX_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)}) from error
    return schemas.SuggestionList(results=_answers(request, found, language))


def _language(code: str) -> str:
    """Return the language that is asked for; raise a `Problem` where the library does not speak it."""
    if code and code not in interface_languages():
        error = ParameterError(
            parameter="language", detail=f"“{code[:20]}” is none of the allowed values.", allowed=interface_languages()
        )
        raise Problem(INVALID_PARAMETERS, errors=[error])
    return code


def _answers(request: HttpRequest, found: Iterable[Suggestion], language: str) -> list[schemas.Suggestion]:
    with translation.override(language):
        return [
            schemas.Suggestion(
                kind=_KINDS[one.kind],
                value=one.value,
                name=_name(one.name),
                through=_name(one.through) if one.through else None,
                count=one.count or None,
                corrected=one.is_corrected,
                url=absolute(request, _page(one)),
            )
            for one in found
        ]


_KINDS: dict[str, Literal["practice", "area", "principle", "city", "country", "network", "words"]] = {
    "title": "practice", "area": "area", "principle": "principle", "city": "city", "country": "country",
    "network": "network", "words": "words",
}  # fmt: skip


def _page(suggestion: Suggestion) -> str:
    """Return the path of the page for people that a suggestion leads to."""
    if suggestion.kind == "title":
        return reverse("website:practice", args=[suggestion.value, suggestion.slug])
    name = "q" if suggestion.kind == "words" else suggestion.kind
    return f"{reverse('website:library')}?{urlencode({name: suggestion.value})}"


def _name(shown: Shown) -> schemas.SuggestedName:
    parts = [schemas.Part(text=part.text, match=part.is_match) for part in shown.parts]
    return schemas.SuggestedName(text=shown.text, language=shown.language, parts=parts)
