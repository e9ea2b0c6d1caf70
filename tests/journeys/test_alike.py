"""An officer looks for practices of cities like hers: by name, by figures, by keyboard, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow
from tests.journeys.test_officer import BROWSERS


def open_filters(page):
    """Open the sheet of the filters, where there is one and it is closed."""
    if page.viewport_size["width"] < 1000 and not page.locator("#facets").is_visible():
        page.click('.sheet-button[popovertarget="facets"]')


def leave_filters(page):
    """Close the sheet of the filters, where it is open."""
    if page.viewport_size["width"] < 1000 and page.locator("#facets").is_visible():
        page.click(".sheet-foot .button")
        expect(page.locator("#facets")).not_to_be_visible()


@pytest.fixture(params=BROWSERS)
def page(request, visit):
    """The library on a desktop or a phone, with and without JavaScript."""
    opened = visit("/en/?area=education", **BROWSERS[request.param])
    open_filters(opened)
    return opened


def test_from_the_name_of_a_city_to_practices_of_cities_like_it(page):
    page.click("#facet-alike > summary")
    page.fill("#like-name", "Μπέργκεν")
    page.press("#like-name", "Enter")
    expect(page.locator("#results-title")).to_have_text(
        re.compile(r"^\d+ practices on Education, those from cities like Bergen first$")
    )
    assert page.url.endswith("/en/?area=education&like=bergen")
    before = page.locator(".card .title").all_inner_texts()
    open_filters(page)
    promised = page.locator("#alike-size .count").inner_text()
    page.click("#alike-size")
    expect(page.locator("#results-title")).to_have_text(
        f"{promised} practices on Education from cities about as large as Bergen, those from cities like Bergen first"
    )
    expect(page.locator("#alike-size")).to_have_attribute("aria-current", "true")
    leave_filters(page)
    follow(page, page.locator(".card:has(.alike:has-text('similar size'))").first.locator(".title a"))
    expect(page.locator("#compared")).to_have_text("Compared with your city")
    expect(page.locator(".compared tbody tr").first).to_contain_text("294,029 (2026)")
    page.go_back()
    page.click(".filters .filter:has-text('about as large')")
    expect(page.locator(".card .title")).to_have_text(before)


def test_a_name_of_several_cities_is_chosen_by_keyboard(visit):
    page = visit("/en/cities/like/", width=1280)
    page.focus("#like-name")
    page.keyboard.type("Bergen")
    page.keyboard.press("Enter")
    expect(page.locator("#choices")).to_have_text("Which Bergen do you mean?")
    page.focus(".choices a >> nth=0")
    page.keyboard.press("Tab")
    expect(page.locator(".choices a >> nth=1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_contain_text("those from cities like Bergen first")
    expect(page.locator(".mine")).to_have_text("Bergen, Netherlands")


def test_places_are_suggested_while_a_name_is_typed(visit):
    page = visit("/fr/cities/like/", width=1280)
    page.locator("#like-name").press_sequentially("genè")
    expect(page.locator('#like-names option[value="Genève, Suisse"]')).to_have_count(1)
    page.fill("#like-name", "Genève, Suisse")
    page.press("#like-name", "Enter")
    expect(page.locator(".mine")).to_have_text("Genève, Suisse")


def test_figures_stand_for_a_city_and_what_is_wrong_is_said(visit):
    page = visit("/en/cities/like/", width=360)
    page.fill("#like-population", "many")
    follow(page, ".like-form .button")
    expect(page.locator("#like-population-error")).to_contain_text("from 1 to 50,000,000")
    expect(page.locator("#like-population")).to_have_value("many")
    page.fill("#like-population", "285 000")
    page.fill("#like-foreign-born", "14,5")
    follow(page, ".like-form .button")
    expect(page.locator("#results-title")).to_contain_text("those from cities like mine first")
    assert page.url.endswith("?like_population=285000&like_foreign_born=14.5")
