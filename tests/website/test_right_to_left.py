"""The pages are ready for a further language, also for one that is written from right to left."""

import pytest


@pytest.fixture
def arabic(settings, library):
    """Offer the pages in Arabic, too; its texts are English as long as nobody translates them."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]


@pytest.mark.parametrize("path", ["", "cities/oslo/", "areas/", "about/", "gallery/", "nothing/"])
def test_a_page_mirrors(arabic, read, path):
    page = read(f"/ar/{path}")
    assert (page.one("html").attributes["lang"], page.one("html").attributes["dir"]) == ("ar", "rtl")


def test_the_menu_offers_it_in_its_own_letters(arabic, read):
    link = next(node for node in read("/en/").all(".languages a") if node.attributes["lang"] == "ar")
    assert (link.text(), link.attributes["dir"], link.attributes["href"]) == ("العربية", "rtl", "/ar/")


def test_crawlers_are_told(arabic, read):
    found = [node.attributes["hreflang"] for node in read("/ar/").all("link[hreflang]")]
    assert sorted(found) == ["ar", "en", "fr", "x-default"]


def test_fragments_in_other_directions_say_so(arabic, read):
    page = read("/ar/")
    title = page.all(".card .title a")[0]
    assert (title.attributes["lang"], title.attributes["dir"]) == ("fr", "ltr")
    document = read("/ar/about/").one("main .prose")
    assert (document.attributes["lang"], document.attributes["dir"]) == ("en", "ltr")


def test_names_of_countries_and_languages_are_arabic(arabic, read):
    page = read("/ar/")
    assert "النرويج" in page.texts(".card .where")[1]
    assert "الفرنسية" in page.texts(".card .tag")[0]


def test_the_bare_address_leads_there(arabic, read):
    assert read("/", accept_language="ar").headers["Location"] == "/ar/"
