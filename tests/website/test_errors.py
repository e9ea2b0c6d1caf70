"""What is shown when something cannot be shown."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.template import loader
from django.test import Client, RequestFactory
from django.utils.translation import override

from convivia.website import errors, pages


@pytest.mark.parametrize(
    ("address", "title"),
    [("/en/nothing/", "There is no such page"), ("/fr/nothing/", "Cette page n’existe pas")],
)
def test_a_page_that_is_not_there_helps_on(db, read, address, title):
    page = read(address)
    assert page.status == 404
    assert page.text("h1") == title
    language = address[1:3]
    assert page.links(".empty a") == [
        f"/{language}/",
        f"/{language}/cities/",
        f"/{language}/areas/",
        f"/{language}/collections/",
    ]
    assert page.one("form[role=search]").attributes["action"] == f"/{language}/"
    assert page.all("link[rel=canonical]") == []
    assert page.one("meta[name=robots]").attributes["content"] == "noindex"


def test_an_address_without_a_language_speaks_the_readers(db, read):
    page = read("/nothing", accept_language="fr")
    assert (page.status, page.one("html").attributes["lang"]) == (404, "fr")


@pytest.mark.parametrize(("raised", "status"), [(BadRequest("x"), 400), (PermissionDenied(), 403)])
def test_other_refusals_have_pages_too(db, read, monkeypatch, raised, status):
    def refuse(name):
        raise raised

    monkeypatch.setattr(pages, "page_text", refuse)
    for language in ("en", "fr"):
        page = read(f"/{language}/about/")
        assert page.status == status
        assert page.text("h1")
        assert page.one("html").attributes["lang"] == language


def test_a_form_without_its_token_is_refused_in_words(db):
    with override("fr"):
        answer = errors.forbidden(RequestFactory().post("/fr/"), reason="no token")
    assert answer.status_code == 403
    assert "Cette page ne vous est pas accessible" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Something went wrong on our side"), ("fr", "Un problème est survenu de notre côté")],
)
def test_a_failure_of_ours_is_said_without_database(monkeypatch, language, title):
    def fail(name):
        raise RuntimeError("broken")

    monkeypatch.setattr(pages, "page_text", fail)
    answer = Client(raise_request_exception=False).get(f"/{language}/about/")
    assert answer.status_code == 500
    assert title in answer.content.decode()
    assert f'lang="{language}"' in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_even_without_templates_there_are_words(monkeypatch):
    def fail(*arguments, **values):
        raise RuntimeError("no template")

    monkeypatch.setattr(loader, "render_to_string", fail)
    answer = errors.failed(RequestFactory().get("/"))
    assert (answer.status_code, answer.content.decode()) == (500, errors.PLAIN)


@pytest.mark.django_db
def test_the_name_of_another_host_is_answered_400(client):
    page = client.get("/en/about/", headers={"host": "elsewhere.example"})
    assert (page.status_code, page.templates[0].name) == (400, "website/missing.html")
