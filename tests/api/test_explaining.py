"""`explain=1`: why each practice was found, and the parts of its score."""

import pytest

from convivia.search.engines.installed import engine
from convivia.search.queries import search
from convivia.search.query import SearchQuery
from tests.making import make_practice, text_record

pytestmark = pytest.mark.django_db


def explanation(answer, number=0):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"][number]["explanation"]


def test_a_hit_says_why_it_was_found(library, get):
    found = explanation(get("/practices?q=table+kitchen+oslo&explain=1"))
    assert found["passage"] == {
        "text": "One long table.",
        "language": "en",
        "section": "process",
        "marks": [[9, 14]],
        "starts_within": False,
        "ends_within": False,
    }
    assert (found["title_marks"], found["summary_marks"], found["missing"]) == ([[2, 9]], [], [])
    told = [{name: value for name, value in reason.items() if value is not None} for reason in found["reasons"]]
    assert told == [
        {
            "kind": "word", "text": "Word: kitchen (English)", "word": "kitchen", "form": "kitchen", "language": "en",
            "section": "title",
        },
        {
            "kind": "word", "text": "Word: table (English)", "word": "table", "form": "table", "language": "en",
            "section": "process",
        },
        {"kind": "place", "text": "By place: Oslo", "word": "oslo"},
    ]  # fmt: skip


def test_the_parts_add_up_to_the_score_by_words(library, get):
    score = explanation(get("/practices?q=kitchen&explain=1"))["score"]
    question = search(SearchQuery(q="kitchen")).question
    ((_, by_words),) = engine().best(question, limit=1)
    assert sum(part["score"] for part in score["parts"]) == pytest.approx(by_words, abs=0.01)
    assert score["rank"] == 1
    assert {"field": "in_title", "term": "kitchen", "weight": 0.5} in [
        {name: part[name] for name in ("field", "term", "weight")} for part in score["parts"]
    ]


def test_the_rank_is_that_in_the_whole_list(library, get):
    second = explanation(get("/practices?q=voisins&explain=1&page_size=1&page=2"))
    assert second["score"]["rank"] == 2
    assert "explain=1" in get("/practices?q=voisins&explain=1&page_size=1").json()["links"]["next"]


def test_names_and_reasons_come_in_the_readers_language(library, get):
    found = explanation(get("/practices?q=mediation&explain=1", accept_language="fr"))
    (concept,) = [reason for reason in found["reasons"] if reason["kind"] == "concept"]
    assert (concept["facet"], concept["id"], concept["is_label"]) == ("area", "mediation", True)
    assert "Médiation" in concept["text"]


def test_marks_are_those_of_the_shown_text(library, get):
    answer = get("/practices?q=voisins&explain=1&country=NO", accept_language="fr")
    result = answer.json()["results"][0]
    (start, end), *_ = result["explanation"]["title_marks"]
    assert (result["language"], result["title"][start:end]) == ("fr", "voisins")


@pytest.mark.parametrize("address", ["/practices?explain=1", "/practices?q=kitchen", "/practices?q=kitchen&explain=0"])
def test_without_words_or_the_wish_nothing_is_explained(library, get, address):
    assert explanation(get(address)) is None


@pytest.mark.parametrize("value", ["maybe", "2", "explain"])
def test_a_value_that_is_neither_yes_nor_no_is_a_problem(get, db, value):
    answer = get(f"/practices?q=a&explain={value}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["explain"]


def test_as_many_queries_for_three_hits_as_for_one(index, queries_of):
    counts = []
    for number in (1, 2, 3):
        make_practice(text_record(title=f"School {number}", external_id=f"s{number}"), concept_keys=("mediation",))
        index()
        counts.append(queries_of("/practices?q=school+mediation&explain=1"))
    assert len(set(counts)) == 1
