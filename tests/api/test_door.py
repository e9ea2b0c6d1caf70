"""What every answer has in common."""

import logging

import pytest
from django.test import Client

from convivia.api import vocabularies

pytestmark = pytest.mark.django_db

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Language, ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


def open_headers(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


@pytest.mark.parametrize("address", ["/vocabularies", "/nothing/here", "/openapi.json"])
def test_scripts_of_any_site_may_read_data_and_problems_alike(get, address):
    assert open_headers(get(address)) == OPEN


def test_a_browser_that_asks_beforehand_is_let_in(client):
    answer = client.options("/api/v1/practices", headers={"Origin": "https://example.org"})
    assert (answer.status_code, answer.content, answer["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert "Content-Type" not in answer
    assert open_headers(answer) == OPEN


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/api/v1/practices", "/api/v1/openapi.json", "/api/v1/nothing/here"])
def test_nothing_can_be_written(method, address):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "http://testserver/api/v1/problems#method-not-allowed",
        "title": "This API is read-only",
        "status": 405,
        "detail": "Use GET, HEAD or OPTIONS; nothing was changed.",
        "instance": address,
    }


def test_an_unchanged_answer_costs_nothing_and_a_changed_one_is_sent(library, get):
    address = f"/practices/{library['council'].public_id}"
    first = get(address)
    again = get(address, If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert open_headers(again) == OPEN
    library["council"].texts.update(title="A council of all")
    changed = get(address, If_None_Match=first["ETag"])
    assert (changed.status_code, changed.json()["title"]) == (200, "A council of all")
    assert changed["ETag"] != first["ETag"]


def test_each_language_has_an_etag_of_its_own(index, get):
    english, french = get("/vocabularies/principles"), get("/vocabularies/principles", Accept_Language="fr")
    assert english["ETag"] != french["ETag"]
    assert (english["Vary"], french["Vary"]) == ("Accept-Language, Accept-Encoding",) * 2


def test_compressed_answers_are_unchanged_too(index, get):
    first = get("/vocabularies/principles", Accept_Encoding="gzip")
    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")
    assert get("/vocabularies/principles", If_None_Match=first["ETag"]).status_code == 304


def test_a_condition_that_does_not_hold_is_a_problem(get):
    answer = get("/vocabularies", If_Match='"another"')
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    assert answer.json()["type"] == "http://testserver/api/v1/problems#precondition-failed"


def test_a_head_has_the_headers_of_a_get_and_no_content(client, index):
    got, head = (method("/api/v1/vocabularies") for method in (client.get, client.head))
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers} == {**got.headers}
    assert client.head("/api/v1/nothing").status_code == 404


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("fr", "fr"),
        ("fr-CH, en;q=0.5", "fr"),
        ("de, fr;q=0.7, en;q=0.8", "en"),
        ("sw", "en"),
        ("", "en"),
        ("*", "en"),
        ("en;q=0, fr;q=0.1", "fr"),
        ("de, fr;q=0", "en"),
        ("fr;q=nonsense, \x00", "en"),
    ],
)
def test_labels_come_in_the_best_language_that_the_interface_speaks(index, get, asked, labels):
    answer = get("/vocabularies/principles", Accept_Language=asked)
    assert answer["Content-Language"] == labels
    assert answer.json()["concepts"][0]["label"] == {"en": "Real equality", "fr": "Égalité réelle"}[labels]


def test_a_cookie_of_the_pages_changes_nothing(client, index):
    client.cookies["django_language"] = "fr"
    answer = client.get("/api/v1/vocabularies/principles")
    assert (answer["Content-Language"], answer.cookies.output()) == ("en", "")
    assert "Cookie" not in answer["Vary"]


def test_answers_may_be_kept_for_a_minute_and_problems_not_at_all(get):
    assert get("/vocabularies")["Cache-Control"] == "public, max-age=60"
    assert get("/nothing")["Cache-Control"] == "no-store"


def test_letters_stay_letters(index, get):
    assert "Égalité réelle" in get("/vocabularies/principles").content.decode()


def test_an_error_of_ours_is_a_problem_and_is_written_down(client, monkeypatch, caplog):
    def fail():
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(vocabularies.queries, "schemes", fail)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "convivia.api.door"):
        answer = client.get("/api/v1/vocabularies")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json() == {
        "type": "http://testserver/api/v1/problems#internal-error",
        "title": "Something went wrong on our side",
        "status": 500,
        "detail": "Try again later; the error has been written down.",
        "instance": "/api/v1/vocabularies",
    }
    assert [record.message for record in caplog.records if record.name == "convivia.api.door"] == [
        "The API failed at /api/v1/vocabularies"
    ]


def test_those_who_watch_hear_of_an_error(client, monkeypatch):
    monkeypatch.setattr(vocabularies.queries, "schemes", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get("/api/v1/vocabularies")


def test_a_request_with_too_many_parameters_is_not_read(get):
    answer = get("/practices?" + "&".join(f"p{number}=1" for number in range(1001)))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["type"] == "http://testserver/api/v1/problems#bad-request"


@pytest.mark.parametrize(
    "address", ["/nothing", "/practices/", "/practices/x/y", "/vocabularies/%00", "/places/a%20b", "//"]
)
def test_what_is_not_there_is_a_problem_even_with_the_wrong_slash(get, address):
    answer = get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "http://testserver/api/v1/problems#not-found"


def test_unknown_parameters_are_named_with_the_known_ones(get):
    answer = get("/places?qq=oslo&kinds=city&q=oslo")
    allowed = ["q", "country", "kind", "page", "page_size"]
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"parameter": "qq", "detail": "This parameter is not known.", "allowed": allowed},
        {"parameter": "kinds", "detail": "This parameter is not known.", "allowed": allowed},
    ]


@pytest.mark.parametrize("address", ["/vocabularies?q=x", "/practices/abc?lang=fr", "/problems?page=1", "/?q=x"])
def test_addresses_without_parameters_take_none(get, address):
    answer = get(address)
    assert (answer.status_code, answer.json()["errors"][0]["allowed"]) == (422, [])


def test_what_is_read_once_may_not_be_given_twice(get):
    answer = get("/places?q=oslo&q=fika")
    assert answer.json()["errors"] == [{"parameter": "q", "detail": "This parameter may be given only once."}]


def test_the_public_address_stands_before_the_host_that_was_asked(get, settings):
    settings.BASE_URL = "https://library.example.org"
    assert get("/").json()["addresses"]["practices"] == "https://library.example.org/api/v1/practices"
