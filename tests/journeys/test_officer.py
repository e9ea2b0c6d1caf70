"""An officer has ten minutes: she searches, narrows, widens, reads, goes back; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow, probe

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
BROWSERS = {
    "desktop": DESKTOP,
    "desktop-without-script": {**DESKTOP, "java_script_enabled": False},
    "phone": PHONE,
    "phone-without-script": {**PHONE, "java_script_enabled": False},
}


class Officer:
    """A reader with her browser; after each step she sends the address to a colleague, who must see the same."""

    def __init__(self, visit, **browser):
        self._visit = visit
        self.page = visit("/", **browser)
        self.is_small = browser["width"] < 1000

    def sees(self, sentence):
        """The sentence of the search is this one, and the address alone leads to the very same page."""
        expect(self.page.locator("#results-title")).to_have_text(sentence)
        address = re.sub(r"^\w+://[^/]+", "", self.page.url)
        colleague = self._visit(address, locale="de-DE")
        assert probe(self.page, "search_state") == probe(colleague, "search_state")
        colleague.context.close()

    def filter(self, value):
        """Choose a value among the filters; return the count that was promised."""
        if self.is_small and not self.page.locator("#facets").is_visible():
            self.page.click('.sheet-button[popovertarget="facets"]')
        link = self.page.locator(f"#{value}")
        if not link.is_visible():
            self.page.locator(f"details:has(#{value}) > summary").click()
        promised = link.locator(".count").inner_text()
        link.click()
        expect(self.page.locator(f"#{value}")).to_have_attribute("aria-current", "true")
        return int(promised)

    def leaves_the_filters(self):
        """Close the sheet with the filters, where there is one and it is still open."""
        if self.is_small and self.page.locator("#facets").is_visible():
            self.page.click(".sheet-foot .button")
            expect(self.page.locator("#facets")).not_to_be_visible()


@pytest.fixture(params=BROWSERS)
def officer(request, visit):
    """An officer whose browser asks for French."""
    return Officer(visit, locale="fr-FR", **BROWSERS[request.param])


def test_from_a_word_to_a_practice_and_back(officer):
    page = officer.page
    assert page.url.endswith("/fr/")
    assert page.locator("html").get_attribute("lang") == "fr"
    page.fill("#q", "école")
    page.press("#q", "Enter")
    officer.sees("41 pratiques sur « école », par pertinence")
    assert officer.filter("area-language") == 6
    officer.leaves_the_filters()
    officer.sees("6 pratiques sur « école » dans le domaine Langue, par pertinence")
    assert officer.filter("country-ES") == 2
    officer.leaves_the_filters()
    officer.sees("2 pratiques sur « école » dans le domaine Langue (Espagne), par pertinence")
    page.click(".filters .filter:has-text('Langue')")
    officer.sees("9 pratiques sur « école » (Espagne), par pertinence")
    page.click("#sort-title")
    officer.sees("9 pratiques sur « école » (Espagne), par titre")
    reads_and_comes_back(officer)
    page.click(".filters .filter:has-text('école')")  # the word goes from the field, too
    officer.sees("28 pratiques (Espagne), par titre")
    page.fill("#q", "médiation")
    page.press("#q", "Enter")
    expect(page.locator("#results-title")).to_contain_text("sur « médiation » (Espagne)")


def reads_and_comes_back(officer):
    """Open the third practice of the list, turn to its neighbours, go back to the list as it was."""
    page = officer.page
    before, titles = probe(page, "search_state"), page.locator(".card .title").all_inner_texts()
    follow(page, ".card >> nth=2 >> .title a")
    heading, place = page.locator("h1"), page.locator(".turn p")
    expect(heading).to_have_text(titles[2])
    expect(place).to_have_text(re.compile(r"\b3 sur 9\b"))
    follow(page, ".turn .next")
    expect(heading).to_have_text(titles[3])
    follow(page, ".turn .previous")
    expect(heading).to_have_text(titles[2])
    follow(page, ".turn .previous")
    expect(heading).to_have_text(titles[1])
    for _ in range(4):
        page.go_back()
    assert probe(page, "search_state") == before
    follow(page, ".card >> nth=2 >> .title a")
    follow(page, "nav.trail a")  # the way back that the page itself offers
    assert probe(page, "search_state") == before
