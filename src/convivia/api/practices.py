"""Practices: found by words and filters, and read whole."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import P, PathEx, Query, Router
from pydantic import BaseModel, Field, JsonValue

from convivia.api.addresses import absolute
from convivia.api.explaining import explained
from convivia.api.likeness import city_answer, likeness_answers
from convivia.api.paging import WINDOW, Page, PageSize, links
from convivia.api.practice_answers import facets_answer, practice_answer, similar_answer, summary_answer
from convivia.api.problems import (
    GONE,
    INDEX_UNAVAILABLE,
    INVALID_PARAMETERS,
    NOT_FOUND,
    TOO_DEEP,
    ParameterError,
    Problem,
    ProblemDocument,
)
from convivia.api.readers import reader_of
from convivia.api.schemas import practices as schemas
from convivia.places.likeness import TRAITS
from convivia.practices.history import Standing, content_of, standing, versions
from convivia.practices.merging_queries import stands_for
from convivia.practices.models import Practice
from convivia.practices.past import practice_as
from convivia.practices.queries import cards, hidden_practice, practice_by_public_id, public_id_of, readable_ids
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import labelled_facets, search
from convivia.search.query import EVIDENCE, MAX_QUERY, MAX_VALUES, ORDERS, PAGE_SIZE, STATUSES, Note, SearchQuery
from convivia.search.similar import similar
from convivia.vocabularies.queries import AREAS, PRINCIPLES, concept_names

router = Router(tags=["practices"])
Id = PathEx[str, P(description="The public id, or what another system calls a text of it.", example="958x2hz")]
RETRY_AFTER = 30  # seconds in which a large index may be made anew
_CLOSED = {"sort": ORDERS, "status": STATUSES, "evidence": EVIDENCE, "alike": TRAITS}
_FORMS = {
    "q": "Ask for fewer words.",
    "country": "A country is the two letters of ISO 3166-1, such as NO.",
    "city": "A city is a key of /api/v1/places, such as auckland.",
    "network": "A network is a key of /api/v1/networks, such as intercultural-cities.",
    "language": "A language is a tag such as fr or pt-BR.",
    "year": "A year is written 2019, 2015- (2015 or later) or 2015-2018, from 1800 to 2200.",
    "like": "Name a city by its key of /api/v1/places, such as auckland.",
    "like_population": "Inhabitants are a whole number from 1 to 50000000.",
    "like_foreign_born": "The share is a number from 0 to 100, with two decimals at most.",
}
_REASONS = {
    "nothing-to-compare": "Name a city by like=, or its figures: there is nothing to compare with.",
    "not-known": "This is not known of the city to compare with. Give its figure, or leave this out.",
}


def _filter(description: str, *examples: str, **schema: JsonValue) -> Any:
    """Return the field of a filter that may be given several times."""
    about = f"{description} Given several times, it means any of them."
    return Field(
        default_factory=list,
        max_length=MAX_VALUES,
        description=about,
        examples=[list(examples)],
        json_schema_extra={"items": {"type": "string", **schema}},
    )


class PracticeParameters(BaseModel):
    """What a list of practices is asked for by."""

    q: str = Field("", max_length=MAX_QUERY, description='Words; "a phrase" in quotes; -word leaves out what has it.')
    area: list[str] = _filter("Policy areas: ids of /vocabularies/policy-areas.", "mediation")
    principle: list[str] = _filter("Principles: ids of /vocabularies/principles.", "real-equality")
    country: list[str] = _filter("Countries: ISO 3166-1 codes.", "ES", "IT")
    city: list[str] = _filter("Places: keys of /places.", "auckland")
    network: list[str] = _filter("Networks: keys of /networks.", "intercultural-cities")
    language: list[str] = _filter("Languages in which there is a text; a single one is then the one shown.", "fr")
    year: list[str] = _filter("Years of the start: 2019, 2015- (or later), 2015-2018.", "2015-")
    status: list[str] = _filter("What the printed period says.", "running", enum=[*STATUSES])
    evidence: list[str] = _filter(
        "The strongest kind of evidence that a practice names for its effects.", "counted", enum=[*EVIDENCE]
    )
    like: str = Field("", description="A city to compare with: a key of /places.", examples=["auckland"])
    like_population: str = Field("", description="Its inhabitants, instead of those known here.", examples=["285000"])
    like_foreign_born: str = Field(
        "", description="Its residents born in another country, in percent, instead of those known.", examples=["14.5"]
    )
    alike: list[str] = Field(
        default_factory=list,
        max_length=MAX_VALUES,
        description="Only cities that share this with it. Given several times, it means all of them.",
        examples=[["size"]],
        json_schema_extra={"items": {"type": "string", "enum": [*TRAITS]}},
    )
    sort: str = Field(
        "",
        description="The order. Without it: likeness where a city to compare with is named, else relevance where words "
        "are asked for, else newest.",
        json_schema_extra={"enum": [*ORDERS]},
    )
    page: Page = 1
    page_size: PageSize = PAGE_SIZE
    explain: bool = Field(False, description="1: say why each practice was found, with the parts of its score.")


@router.get(
    "/practices",
    response={200: schemas.PracticeList, INDEX_UNAVAILABLE.status: ProblemDocument},
    url_name="practices",
    operation_id="listPractices",
    summary="Find practices",
)
def list_practices(
    request: HttpRequest, response: HttpResponse, parameters: Query[PracticeParameters]
) -> schemas.PracticeList:
    """Practices by words and filters, one page at a time, with the counts of what they can be narrowed to.

    Words are looked for in all languages at once. Where few practices have all words, those with most of them follow,
    and `relaxed` is true. Misspelt words are read as others (`read_as`). The first 10,000 results can be paged through.
    With `explain=1` each says why it was found.
    """
    query = _read(parameters)
    reader = reader_of(request)
    try:
        results = search(query, language=reader.labels)
    except IndexUnavailable as error:
        raise Problem(INDEX_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)}) from error
    _refuse(results.notes)
    texts = query.languages[0] if len(query.languages) == 1 else reader.texts
    why = explained(results, reader.labels, texts) if parameters.explain else {}
    found = cards(results.ids, reader.labels, text_language=texts)
    alike = likeness_answers(found, results.mine, reader.labels) if results.mine else {}
    return schemas.PracticeList(
        total=results.total,
        page=query.page,
        page_size=query.page_size,
        relaxed=results.relaxed,
        read_as=[schemas.Reading(written=each.written, read_as=each.read_as) for each in results.read_as],
        missing=list(results.missing),
        did_you_mean=results.did_you_mean,
        compared_with=city_answer(results.mine) if results.mine else None,
        results=[
            schemas.PracticeHit(
                **summary_answer(request, card, reader.labels).model_dump(),
                explanation=why.get(card.id),
                likeness=alike.get(card.id),
            )
            for card in found
        ],
        facets=facets_answer(labelled_facets(results, reader.labels)),
        links=links(
            request,
            response,
            lambda page: [*query.on_page(page).params(), *([("explain", "1")] if parameters.explain else [])],
            page=query.page,
            pages=min(-(-results.total // query.page_size), WINDOW // query.page_size),
        ),
    )


@router.get(
    "/practices/{id}",
    response={
        200: schemas.Practice,
        301: None,
        307: None,
        NOT_FOUND.status: ProblemDocument,
        GONE.status: ProblemDocument,
    },
    url_name="practice",
    operation_id="getPractice",
    summary="Read a practice",
)
def get_practice(request: HttpRequest, id: Id) -> schemas.Practice | HttpResponseBase:
    """A practice with all its texts. What another system calls one of them leads to it, too (307).

    The id of a record that was made one with another leads to that one for good (301). One that is in the archive is
    answered as it was last, with `archived`; for one that was withdrawn the answer is 410.
    """
    if not id.isprintable():
        raise Http404
    try:
        return practice_answer(request, practice_by_public_id(id), reader_of(request))
    except Practice.DoesNotExist:
        if kept := stands_for(id):
            return HttpResponsePermanentRedirect(absolute(request, reverse("api:practice", args=[kept])))
        if archived := _archived(id):
            return practice_answer(request, archived, reader_of(request))
        return HttpResponseRedirect(_address_of(request, external_id=id), preserve_request=True)


@router.get(
    "/practices/{id}/similar",
    response={
        200: schemas.SimilarList,
        301: None,
        307: None,
        NOT_FOUND.status: ProblemDocument,
        GONE.status: ProblemDocument,
        INDEX_UNAVAILABLE.status: ProblemDocument,
    },
    url_name="similar",
    operation_id="listSimilarPractices",
    summary="Find similar practices",
)
def list_similar(request: HttpRequest, id: Id) -> schemas.SimilarList | HttpResponseBase:
    """The practices most similar to one: by areas and principles, words, meaning, and what their cities are like.

    Never another print of the same practice, and of one city only one.
    """
    if not id.isprintable():
        raise Http404
    if kept := stands_for(id):
        return HttpResponsePermanentRedirect(absolute(request, reverse("api:similar", args=[kept])))
    pk = readable_ids([id]).get(id)
    if pk is None:
        return HttpResponseRedirect(_address_of(request, external_id=id, name="similar"), preserve_request=True)
    try:
        return similar_answer(request, similar(pk), reader_of(request))
    except IndexUnavailable as error:
        raise Problem(INDEX_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)}) from error


def _archived(public_id: str) -> Practice | None:
    """Return a practice that is in the archive as it was last; None for any other."""
    found = hidden_practice(public_id)
    if found is None or found.public_id != public_id or standing(found) != Standing.ARCHIVED:
        return None
    kept = versions(found)
    return practice_as(found, content_of(found, kept[-1])) if kept else None


def _address_of(request: HttpRequest, *, external_id: str, name: str = "practice") -> str:
    """Return the address `name` of the practice that another system calls `external_id`.

    Raise `Http404` for none, and a `Problem` (410) for one that was withdrawn.
    """
    try:
        public_id = public_id_of(external_id)
    except Practice.DoesNotExist as error:
        hidden = hidden_practice(external_id)
        where = standing(hidden) if hidden else Standing.NEVER
        if hidden and where == Standing.GONE:
            detail = " ".join(filter(None, [hidden.hidden_reason, GONE.advice]))
            raise Problem(GONE, detail=detail) from error
        if hidden is None or where != Standing.ARCHIVED or name != "practice" or hidden.public_id == external_id:
            raise Http404 from error
        public_id = hidden.public_id
    return absolute(request, reverse(f"api:{name}", args=[public_id]))


def _read(parameters: PracticeParameters) -> SearchQuery:
    """Return the search that is asked for; raise a `Problem` that names whatever cannot be meant."""
    known = _known_concepts() if parameters.area or parameters.principle else {}
    query = SearchQuery.from_params(parameters.model_dump(), known)
    _refuse(query.notes, known)
    if query.page * query.page_size > WINDOW:
        raise Problem(TOO_DEEP, detail=f"Only the first {WINDOW} results can be paged through. {TOO_DEEP.advice}")
    return query


def _known_concepts() -> dict[str, list[str]]:
    """Return the ids of all areas and principles, in the order of their schemes."""
    concepts = concept_names("en")
    schemes = {"area": AREAS, "principle": PRINCIPLES}
    return {
        facet: [key for key, name in concepts.items() if name.scheme == scheme] for facet, scheme in schemes.items()
    }


def _refuse(notes: Iterable[Note], closed: Mapping[str, Collection[str]] | None = None) -> None:
    """Raise a `Problem` if there are `notes` of what could not be used; `closed` has all values of some parameters."""
    lists = {**_CLOSED, **(closed or {})}
    errors = [
        ParameterError(parameter=note.name, detail=_say(note, lists), allowed=list(lists.get(note.name, ())) or None)
        for note in notes
    ]
    if errors:
        raise Problem(INVALID_PARAMETERS, errors=errors)


def _say(note: Note, lists: Mapping[str, Collection[str]]) -> str:
    if note.reason in _REASONS:
        return _REASONS[note.reason]
    if note.name in lists:
        return f"“{note.value}” is none of the allowed values."
    return _FORMS[note.name]
