"""Pages of words, the template, and the gallery."""

import pytest

from convivia.common.library_files import library_path
from convivia.website import pages


@pytest.fixture(autouse=True)
def fresh():
    """Have each test read the pages anew."""
    pages._read_page.cache_clear()
    yield
    pages._read_page.cache_clear()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["model", "help", "about", "accessibility", "privacy"])
def test_a_page_of_words(db, read, name, language):
    page = read(f"/{language}/{name}/")
    first = library_path("pages", language, f"{name}.md").read_text().splitlines()[0]
    assert page.status == 200
    assert page.text("h1") == first.removeprefix("# ")
    assert page.text(".lead")
    assert "{operator}" not in page.html
    assert "{contact}" not in page.html


def test_all_pages_are_in_all_languages():
    english = {path.name for path in library_path("pages", "en").glob("*.md")}
    assert {path.name for path in library_path("pages", "fr").glob("*.md")} == english


def test_operator_and_contact_are_named(db, read, settings):
    settings.OPERATOR, settings.CONTACT = "City of <Sampleton>", "hello@example.org"
    page = read("/en/privacy/")
    assert "City of &lt;Sampleton&gt;" in page.html
    assert page.links(".prose a[href^=mailto]") == ["mailto:hello@example.org"]
    assert page.links(".foot a[href^=mailto]") == ["mailto:hello@example.org"]


def test_a_contact_can_be_a_web_page(db, read, settings):
    settings.OPERATOR, settings.CONTACT = "Sampleton", "https://example.org/contact"
    assert read("/en/about/").links(".foot p a") == ["https://example.org/contact"]


def test_where_nobody_is_named_that_is_said(db, read, settings):
    settings.OPERATOR = settings.CONTACT = ""
    page = read("/fr/privacy/")
    assert "(non indiqué)" in page.html
    assert page.all(".foot p a") == []


def test_a_page_that_is_not_translated_is_shown_in_english_and_marked(db, read, monkeypatch, tmp_path):
    (tmp_path / "pages" / "en").mkdir(parents=True)
    (tmp_path / "pages" / "en" / "about.md").write_text("# About this\n\nIn English.\n\nMore.")
    monkeypatch.setattr(pages, "library_path", tmp_path.joinpath)
    page = read("/fr/about/")
    assert page.text("h1") == "About this"
    assert [node.attributes["lang"] for node in page.all("main [lang]")] == ["en", "en"]


def test_the_template_asks_six_things_in_short_and_twenty_in_full(library, read):
    page = read("/en/template/")
    assert page.texts("main section > h2") == [
        "In short", "What you did, and why", "What changed", "What another city needs to know", "To read and to see",
    ]  # fmt: skip
    labels = page.texts(".rows h3")
    assert (labels[:7], len(labels)) == (
        ["Title", "Place", "Period", "Policy areas", "Summary", "Contact", "Purpose"], 20,
    )  # fmt: skip
    assert page.all(".rows > li")[6].attributes["id"] == "purpose"
    assert page.texts(".rows > li:has(.needed) h3") == labels[:6]
    assert page.text("#summary .small") == "Needed · In your own words · about 300 characters, at most 1,000"
    assert page.text("main .sentence").startswith("The short form asks 6 questions, the full form 20.")
    assert read("/fr/template/").texts(".rows h3")[6] == "But"


def test_the_template_takes_the_same_queries_however_many_editions_there_are(
    library, client, django_assert_num_queries
):
    client.get("/en/template/")
    with django_assert_num_queries(3):
        client.get("/en/template/")


@pytest.mark.parametrize("form", ["docx", "odt", "xlsx"])
def test_the_empty_template_can_be_taken_along(library, client, form):
    answer = client.get(f"/fr/template/good-practice.{form}?depth=short")
    assert (answer.status_code, answer.content[:4]) == (200, b"PK\x03\x04")
    assert answer["Content-Disposition"] == f'attachment; filename="convivia-template-short.{form}"'
    assert client.post(f"/fr/template/good-practice.{form}").status_code == 405


@pytest.mark.parametrize("address", ["good-practice.exe", "good-practice.docx?depth=deep"])
def test_other_files_of_the_template_are_not_there(library, client, address):
    assert client.get(f"/en/template/{address}").status_code == 404


def test_before_any_template_is_loaded(nothing_loaded, read):
    page = read("/en/template/")
    assert (page.status, page.all(".rows li")) == (200, [])


@pytest.mark.parametrize(
    ("query", "theme", "direction"),
    [("", "light", "ltr"), ("?theme=dark&dir=rtl", "dark", "rtl"), ("?theme=x&dir=%22%3E", "light", "ltr")],
)
def test_the_gallery_in_both_themes_and_directions(db, read, query, theme, direction):
    page = read(f"/en/gallery/{query}")
    stage = page.one(".stage")
    assert (stage.attributes["data-theme"], stage.attributes["dir"]) == (theme, direction)
    assert page.one("meta[name=robots]").attributes["content"] == "noindex"


def test_the_gallery_shows_every_component(db, read):
    page = read("/fr/gallery/")
    wanted = (
        ".search",
        ".filter",
        ".areas",
        ".facet",
        ".card",
        ".pager",
        ".notice",
        ".tag",
        ".facts",
        ".section",
        "table",
    )
    assert [
        selector for selector in (*wanted, ".empty", ".trail", ".skip", ".languages") if not page.all(selector)
    ] == []
