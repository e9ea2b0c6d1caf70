"""Vocabularies, the template, and what the API says of itself."""

import pytest

from convivia.api.problems import KINDS
from convivia.questionnaires.models import Questionnaire
from convivia.vocabularies.models import Concept, ConceptScheme, Label, Mapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(nothing_loaded):
    scheme = ConceptScheme.objects.create(
        key="colours", version="2", titles={"en": "Colours"}, descriptions={"en": "Of walls."}, source="A sample"
    )
    warm = Concept.objects.create(scheme=scheme, key="warm", position=1)
    red = Concept.objects.create(
        scheme=scheme,
        key="red",
        notation="1a",
        position=2,
        broader=warm,
        group="warm",
        definitions={"en": "As a tomato."},
        scope_notes={"en": "Not orange."},
    )
    for kind, language, text in [
        ("pref", "en", "red"),
        ("pref", "fr", "rouge"),
        ("alt", "en", "crimson"),
        ("alt", "en", "scarlet"),
        ("hidden", "en", "rde"),
    ]:
        Label.objects.create(concept=red, kind=kind, language=language, text=text)
    Mapping.objects.create(concept=red, relation="closeMatch", scheme="Old colours", version="1", label="vermilion")
    return scheme


def test_a_vocabulary_is_told_in_the_words_of_skos(scheme, get):
    about = {
        "key": "colours",
        "version": "2",
        "title": {"en": "Colours"},
        "description": {"en": "Of walls."},
        "source": "A sample",
        "source_url": "",
        "api_url": "http://testserver/api/v1/vocabularies/colours",
        "concept_count": 2,
    }
    assert get("/vocabularies").json() == {"total": 1, "results": [about]}
    empty = {"prefLabel": {}, "altLabel": {}, "definition": {}, "scopeNote": {}, "mappings": []}
    assert get("/vocabularies/colours", Accept_Language="fr").json() == about | {
        "concepts": [
            {"id": "warm", "label": "warm", "notation": "", "broader": None, "narrower": ["red"], "group": ""} | empty,
            {
                "id": "red",
                "label": "rouge",
                "notation": "1a",
                "prefLabel": {"en": "red", "fr": "rouge"},
                "altLabel": {"en": ["crimson", "scarlet"]},
                "definition": {"en": "As a tomato."},
                "scopeNote": {"en": "Not orange."},
                "broader": "warm",
                "narrower": [],
                "group": "warm",
                "mappings": [{"relation": "closeMatch", "scheme": "Old colours", "version": "1", "label": "vermilion"}],
            },
        ]
    }


def test_the_shipped_areas_have_their_group_of_six(index, get):
    concepts = get("/vocabularies/policy-areas").json()["concepts"]
    (lens,) = [concept for concept in concepts if concept["narrower"]]
    assert (lens["id"], len(lens["narrower"]), len(concepts)) == ("intercultural-lens", 6, 18)
    assert [concept["id"] for concept in concepts if concept["broader"] == "intercultural-lens"] == lens["narrower"]


def test_the_template_is_told_section_by_section_in_the_readers_language(nothing_loaded, get):
    edition = Questionnaire.objects.create(
        key="good-practice",
        edition="3",
        titles={"en": "Template", "fr": "Modèle"},
        introductions={"en": "Please write."},
    )
    first = edition.sections.create(
        key="purpose", position=1, questions={"fr": "Quoi ?"}, hints={"en": "Be short."}, longest=90, suggested=30
    )
    first.headings.create(language="fr", text="Objectif", is_label=True)
    first.headings.create(language="fr", text="But")
    edition.sections.create(key="impact", position=2)
    told = get("/template", Accept_Language="fr").json()
    plain = {"part": "sections", "depth": "full", "kind": "text", "needed": False, "examples": []}
    assert told.pop("json_schema")["properties"] == {
        "purpose": {"title": "Objectif", "description": "Quoi ?", "type": "string", "maxLength": 90},
        "impact": {"title": "", "description": "", "type": "string"},
    }
    assert told == {
        "key": "good-practice",
        "edition": "3",
        "editions": ["3"],
        "depth": "full",
        "title": "Modèle",
        "introduction": "Please write.",
        "parts": [{"key": "sections", "label": "Sections", "introduction": ""}],
        "sections": [
            plain
            | {"key": "purpose", "label": "Objectif", "question": "Quoi ?", "hint": "Be short."}
            | {"longest": 90, "suggested": 30},
            plain | {"key": "impact", "label": "", "question": "", "hint": "", "longest": None, "suggested": None},
        ],
    }


def test_the_template_comes_in_any_edition_and_depth(index, get):
    short = get("/template?depth=short").json()
    assert [row["key"] for row in short["sections"]] == ["title", "places", "period", "areas", "summary", "contact"]
    assert short["json_schema"]["required"] == [row["key"] for row in short["sections"] if row["needed"]]
    assert (short["edition"], short["editions"], get("/template?edition=1").json()["edition"]) == ("2", ["2", "1"], "1")
    assert get("/template?edition=99").status_code == 404
    assert get("/template?depth=deep").status_code == 422


@pytest.mark.parametrize("address", ["/vocabularies/nothing", "/template"])
def test_what_is_not_loaded_is_a_problem(nothing_loaded, get, address):
    answer = get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("address", ["/vocabularies", "/vocabularies/colours"])
def test_vocabularies_take_the_same_queries_however_large_they_are(scheme, queries_of, address):
    before = queries_of(address)
    for number in range(3):
        concept = Concept.objects.create(scheme=scheme, key=f"c{number}", broader=Concept.objects.get(key="warm"))
        Label.objects.create(concept=concept, kind="pref", language="en", text=f"c{number}")
    assert queries_of(address) == before


def test_the_start_leads_everywhere(library, client, get):
    addresses = get("/").json()["addresses"]
    names = ["practices", "collections", "vocabularies", "places", "networks", "template", "problems", "openapi"]
    assert list(addresses) == names
    assert [client.get(address.removeprefix("http://testserver")).status_code for address in addresses.values()] == [
        200
    ] * len(names)


def test_every_kind_of_problem_is_explained_where_its_type_points(get):
    found = {kind["key"]: kind for kind in get("/problems").json()["results"]}
    assert list(found) == [kind.key for kind in KINDS]
    problem = get("/nothing").json()
    address, _, key = problem["type"].partition("#")
    assert address == "http://testserver/api/v1/problems"
    assert found[key] == {
        "key": "not-found",
        "status": 404,
        "title": problem["title"],
        "advice": problem["detail"],
    }
