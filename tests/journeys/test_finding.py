"""A reader finds what she means though she mistypes it; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow
from tests.journeys.test_officer import BROWSERS


@pytest.fixture(params=BROWSERS)
def page(request, visit):
    """The library, as a reader of English opens it."""
    return visit("/en/", **BROWSERS[request.param])


def ask(page, words):
    """Type `words` and search by the keyboard."""
    page.locator("#q").press_sequentially(words)
    page.press("#q", "Enter")
    expect(page.locator("#results-title")).to_contain_text(words)


def reads_the_first(page, title, place):
    """The first of the list is this practice; its page opens, and the way back leads to the same list."""
    first = page.locator(".card").first
    expect(first.locator(".title")).to_have_text(title)
    expect(first.locator(".where")).to_contain_text(place)
    count = page.locator(".card").count()
    follow(page, first.locator(".title a"))
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.locator(".card .title").first).to_have_text(title)
    assert page.locator(".card").count() == count


@pytest.mark.parametrize(
    ("typed", "title", "place"),
    [
        ("homelss shleter", "Units for Homeless - an inspiring action from Patras, Greece", "Patras"),
        ("Maedchentreff Neukoelln", "Schilleria Girl´s Café - PolitTalk (Schilleria Mädchentreff)", "Neukölln"),
    ],
)
def test_by_a_typing_error(page, typed, title, place):
    ask(page, typed)
    reads_the_first(page, title, place)
    expect(page.locator("#q")).to_have_value(typed)


def test_what_nothing_fits_is_said(page):
    ask(page, "quantum computing hardware")
    expect(page.locator(".empty h3")).to_have_text("No practice fits all of this")
    expect(page.locator(".card")).to_have_count(0)
