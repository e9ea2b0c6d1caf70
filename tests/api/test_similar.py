"""Similar practices in the API."""

import pytest

from convivia.api import practices
from convivia.search.engines.port import IndexUnavailable
from tests.making import make_practice, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def likes(library, index):
    """Two practices of the library's areas: one like its kitchen, one like its council."""
    found = [
        make_practice(text_record(title=f"Like {area}", summary="Other words.", external_id=area), concept_keys=(area,))
        for area in ("mediation", "welcoming")
    ]
    index()
    return found


def test_similar_practices_say_what_they_share(library, likes, get):
    kitchen = library["kitchen"]
    answer = get(f"/practices/{kitchen.public_id}/similar").json()
    assert (answer["total"], [result["id"] for result in answer["results"]]) == (1, [likes[0].public_id])
    (result,) = answer["results"]
    assert result["reasons"][0] == "same area: Mediation and conflict resolution"
    assert (result["shared_areas"], result["shared_principles"]) == (["mediation"], [])
    assert result["title"] == "Like mediation"


def test_names_come_in_the_readers_language(library, likes, get):
    answer = get(f"/practices/{library['kitchen'].public_id}/similar", accept_language="fr")
    assert "Médiation" in answer.json()["results"][0]["reasons"][0]


def test_the_id_of_another_system_leads_there(library, get):
    answer = get("/practices/x1/similar")
    public_id = library["kitchen"].public_id
    assert (answer.status_code, answer["Location"]) == (307, f"http://testserver/api/v1/practices/{public_id}/similar")


@pytest.mark.parametrize("id", ["nothing", "x%00y", "x" * 300])
def test_an_unknown_practice_is_a_problem(library, get, id):
    answer = get(f"/practices/{id}/similar")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_an_unknown_parameter_is_a_problem(library, get):
    assert get(f"/practices/{library['kitchen'].public_id}/similar?limit=3").status_code == 422


def test_without_an_index_it_says_when_to_come_back(library, get, monkeypatch):
    def fail(pk):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(practices, "similar", fail)
    answer = get(f"/practices/{library['kitchen'].public_id}/similar")
    assert (answer.status_code, "Retry-After" in answer) == (503, True)
