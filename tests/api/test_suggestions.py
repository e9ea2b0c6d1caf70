"""Suggestions by the API."""

import pytest

from convivia.search import suggestions
from convivia.search.engines.port import IndexUnavailable
from tests.making import make_practice, text_record

pytestmark = pytest.mark.django_db


def test_a_practice_is_suggested_by_its_title(library, get):
    answer = get("/suggestions?q=kitch")
    practice = library["kitchen"]
    assert answer.json()["results"][0] == {
        "kind": "practice",
        "value": practice.public_id,
        "name": {
            "text": "A kitchen for neighbours",
            "language": "en",
            "parts": [
                {"text": "A ", "match": False},
                {"text": "kitch", "match": True},
                {"text": "en for neighbours", "match": False},
            ],
        },
        "through": None,
        "count": None,
        "corrected": False,
        "url": f"http://testserver/en/practices/{practice.public_id}/a-kitchen-for-neighbours/",
    }


def rows(answer):
    """Return kind, value, count and address of all suggestions."""
    return [(one["kind"], one["value"], one["count"], one["url"]) for one in answer.json()["results"]]


def test_values_and_words_lead_to_lists(library, get):
    assert rows(get("/suggestions?q=osl")) == [("city", "oslo", 2, "http://testserver/en/?city=oslo")]
    assert ("words", "neighbours", None, "http://testserver/en/?q=neighbours") in rows(get("/suggestions?q=neighb"))


def test_the_language_is_that_of_the_parameter_else_of_the_header(library, get):
    def name(answer):
        return answer.json()["results"][0]["name"]

    assert name(get("/suggestions?q=norw"))["text"] == "Norway"
    assert name(get("/suggestions?q=norv", Accept_Language="fr"))["text"] == "Norvège"
    french = get("/suggestions?q=norw&language=fr").json()["results"][0]
    assert (french["name"]["text"], french["through"]["text"]) == ("Norvège", "Norway")
    assert french["url"] == "http://testserver/fr/?country=NO"


def test_a_slip_is_corrected_and_said(library, get):
    (found, *_) = get("/suggestions?q=kithcen").json()["results"]
    assert (found["name"]["text"], found["corrected"]) == ("A kitchen for neighbours", True)


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=zzzz", "?q=%00"])
def test_nothing_typed_or_nothing_found_is_an_empty_list(library, get, query):
    assert get(f"/suggestions{query}").json() == {"results": []}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("q=" + "x" * 101, "q"), ("q=a&language=xx", "language"), ("q=a&limit=9", "limit"), ("q=a&q=b", "q")],
)
def test_what_cannot_be_meant_is_named(library, get, query, parameter):
    answer = get(f"/suggestions?{query}")
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


def test_an_unchanged_answer_costs_nothing(library, get):
    first = get("/suggestions?q=kitch")
    assert get("/suggestions?q=kitch", If_None_Match=first["ETag"]).status_code == 304


def test_an_index_that_is_not_there_is_a_problem(library, get, monkeypatch):
    def unavailable(*arguments, **options):
        raise IndexUnavailable("gone")

    monkeypatch.setattr(suggestions, "engine", unavailable)
    monkeypatch.setattr(suggestions, "make_if_small", lambda reason: False)
    answer = get("/suggestions?q=kitch")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_the_same_few_queries_for_one_and_for_three(library, index, queries_of):
    queries_of("/suggestions?q=kitch")
    one = queries_of("/suggestions?q=kitch")
    for number in range(2):
        make_practice(text_record(title=f"Kitchen {number}"))
    index()
    queries_of("/suggestions?q=kitch")
    assert (one, queries_of("/suggestions?q=kitch")) == (4, 4)
