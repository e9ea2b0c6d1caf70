"""Vocabularies and the template of a contribution, as data."""

from typing import Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import P, PathEx, Query, Router
from pydantic import BaseModel, Field

from convivia.api.addresses import absolute
from convivia.api.problems import or_missing
from convivia.api.readers import reader_of
from convivia.api.schemas import vocabularies as schemas
from convivia.common.languages import in_language
from convivia.questionnaires.definition import SHORT, Question, schema
from convivia.questionnaires.models import Questionnaire
from convivia.questionnaires.queries import editions, form_in
from convivia.vocabularies import queries
from convivia.vocabularies.models import Concept, ConceptScheme, Label

router = Router(tags=["vocabularies"])
SchemeKey = PathEx[str, P(description="The key of the vocabulary.", example="policy-areas")]


class TemplateParameters(BaseModel):
    """Which edition of the template is asked for, and how deep."""

    edition: str = Field("", max_length=20, description="The edition; without it the newest.", examples=["2"])
    depth: Literal["short", "full"] = Field("full", description="What the short form asks, or all.")


@router.get(
    "/vocabularies",
    response=schemas.VocabularyList,
    url_name="vocabularies",
    operation_id="listVocabularies",
    summary="List the vocabularies",
)
def list_vocabularies(request: HttpRequest) -> schemas.VocabularyList:
    """All vocabularies that practices are described with."""
    found = [_summary(request, scheme) for scheme in queries.schemes()]
    return schemas.VocabularyList(total=len(found), results=found)


@router.get(
    "/vocabularies/{slug:key}",
    response=or_missing(schemas.Vocabulary),
    url_name="vocabulary",
    operation_id="getVocabulary",
    summary="Read a vocabulary",
)
def get_vocabulary(request: HttpRequest, key: SchemeKey) -> schemas.Vocabulary:
    """One vocabulary with its concepts, in the words of SKOS; labels come in all languages."""
    try:
        scheme = queries.scheme_with_concepts(key)
    except ConceptScheme.DoesNotExist as error:
        raise Http404 from error
    return _vocabulary(request, scheme)


@router.get(
    "/template",
    response=or_missing(schemas.Template),
    url_name="template",
    operation_id="getTemplate",
    summary="Read the template",
)
def get_template(request: HttpRequest, parameters: Query[TemplateParameters]) -> schemas.Template:
    """An edition of the template: what a contribution is asked, question by question, with its JSON Schema."""
    try:
        form = form_in(reader_of(request).labels, edition=parameters.edition, depth=parameters.depth)
    except Questionnaire.DoesNotExist as error:
        raise Http404 from error
    return schemas.Template(
        key=form.key,
        edition=form.edition,
        depth=parameters.depth,
        title=form.title,
        introduction=form.introduction,
        editions=editions(),
        parts=[
            schemas.TemplatePart(key=part.key, label=part.label, introduction=part.introduction) for part in form.parts
        ],
        sections=[_section(question, part.key) for part in form.parts for question in part.questions],
        json_schema=schema(form),
    )


def _section(question: Question, part: str) -> schemas.TemplateSection:
    return schemas.TemplateSection(
        key=question.key,
        part=part,
        depth="short" if question.depth == SHORT else "full",
        kind=question.kind,
        needed=question.is_needed,
        label=question.label,
        question=question.question,
        hint=question.hint,
        examples=list(question.examples),
        longest=question.limits.longest or None,
        suggested=question.limits.suggested or None,
    )


def _summary(request: HttpRequest, scheme: ConceptScheme) -> schemas.VocabularySummary:
    return schemas.VocabularySummary(
        key=scheme.key,
        version=scheme.version,
        title=scheme.titles,
        description=scheme.descriptions,
        source=scheme.source,
        source_url=scheme.source_url,
        api_url=absolute(request, reverse("api:vocabulary", args=[scheme.key])),
        concept_count=len(scheme.concepts.all()),
    )


def _vocabulary(request: HttpRequest, scheme: ConceptScheme) -> schemas.Vocabulary:
    """Return a scheme that was fetched with its concepts; who is narrower is told from who is broader."""
    concepts = list(scheme.concepts.all())
    language = reader_of(request).labels
    narrower: dict[int, list[str]] = {}
    for concept in concepts:
        if concept.broader_id is not None:
            narrower.setdefault(concept.broader_id, []).append(concept.key)
    return schemas.Vocabulary(
        **_summary(request, scheme).model_dump(),
        concepts=[_concept(concept, narrower.get(concept.pk, []), language) for concept in concepts],
    )


def _concept(concept: Concept, narrower: list[str], language: str) -> schemas.Concept:
    preferred: dict[str, str] = {}
    alternative: dict[str, list[str]] = {}
    for label in concept.labels.all():
        if label.kind == Label.Kind.PREFERRED:
            preferred[label.language] = label.text
        elif label.kind == Label.Kind.ALTERNATIVE:
            alternative.setdefault(label.language, []).append(label.text)
    return schemas.Concept(
        id=concept.key,
        label=in_language(preferred, language) or concept.key,
        notation=concept.notation,
        prefLabel=preferred,
        altLabel=alternative,
        definition=concept.definitions,
        scopeNote=concept.scope_notes,
        broader=concept.broader.key if concept.broader else None,
        narrower=narrower,
        group=concept.group,
        mappings=[schemas.Mapping.model_validate(row, from_attributes=True) for row in concept.mappings.all()],
    )
