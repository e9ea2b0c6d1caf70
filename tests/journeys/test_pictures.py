"""The map and the timeline: read, moved and followed by keyboard alone, and by those who see no picture."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow
from tests.journeys.test_keyboard import focused, tab_to

PHONE = {"width": 360, "height": 740}
FIELDS = """
[...document.querySelectorAll(".bubble circle")].map((one) => {
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
})
"""


def test_circles_are_followed_by_keyboard_to_the_list_and_back(visit):
    page = visit("/en/map/?country=NO")
    tab_to(page, ".chart a.bubble")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.fullmatch(r"Bergen, Norway: 8 practices", name)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.chart a.bubble')")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_have_text("8 practices in Norway in Bergen, newest first")
    assert page.locator(".card").count() == 8
    page.go_back()
    expect(page.locator("#results-title")).to_have_text("14 practices in Norway")
    expect(page.locator(".chart a.bubble").first).to_be_visible()


def test_the_map_is_enlarged_and_moved_without_losing_the_focus(visit):
    page = visit("/en/map/")
    tab_to(page, "#map-closer")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=52.6%2C12.5%2C3**")
    assert focused(page) == "map-closer"
    before = page.locator(".chart .land").first.get_attribute("d")
    tab_to(page, "#map-west")
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('.chart .land').getAttribute('d') !== before", arg=before)
    assert focused(page) == "map-west"
    page.go_back()
    page.wait_for_url("**view=52.6%2C12.5%2C3**")
    expect(page.locator(".chart .land").first).to_have_attribute("d", before)


def test_a_cluster_opens_where_its_places_part(visit):
    page = visit("/en/map/")
    several = page.locator(".bubble[aria-label^='London, United Kingdom, and']")
    several.click()
    page.wait_for_url("**view=**")
    expect(page.locator("#map")).to_be_in_viewport()
    assert page.locator(".bubble[aria-label*='United Kingdom']").count() > 1


def test_a_filter_changes_the_map_where_it_stands(visit):
    page = visit("/en/map/?view=world")
    tab_to(page, "#country-NO")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("14 practices in Norway")
    assert "view=world" in page.url
    assert focused(page) == "country-NO"
    expect(page.locator(".bubble")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_from_the_list_to_the_map_to_the_timeline_and_back(visit, scripts):
    page = visit("/en/?q=school&country=ES", java_script_enabled=scripts)
    total = page.locator("#results-title").inner_text().split()[0]
    page.click(".views a >> text=Map")
    expect(page.locator(".chart .bubble").first).to_be_visible()
    assert page.locator("#results-title").inner_text().split()[0] == total
    page.click(".views a >> text=Timeline")
    expect(page.locator(".columns-of-years .bar").first).to_be_visible()
    page.click(".views a >> text=List")
    expect(page.locator("#results-title")).to_have_text(f"{total} practices about “school” in Spain, best match first")


def test_the_map_is_moved_without_scripts(visit):
    page = visit("/en/map/", java_script_enabled=False)
    follow(page, "#map-closer")
    assert page.url.endswith("view=52.6%2C12.5%2C3#map")
    expect(page.locator("#map")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", ["map/", "map/?view=world", "map/?country=PT"])
def test_circles_do_not_touch_and_are_large_enough_for_a_thumb(look, width, path):
    page = look(f"/en/{path}", width=width, height=800)
    fields = page.evaluate(FIELDS)
    assert fields
    assert min(radius for *_, radius in fields) >= 11.9
    for place, (x, y, radius) in enumerate(fields):
        for other_x, other_y, other in fields[place + 1 :]:
            assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 >= radius + other - 0.5


def test_bars_are_followed_by_keyboard(visit):
    page = visit("/en/timeline/", **PHONE)
    expect(page.locator(".columns-of-years")).not_to_be_visible()
    tab_to(page, ".rows-of-years a.bar")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("2022: 8 practices")
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_have_text("8 practices begun in 2022, newest first")


def test_both_pictures_are_printed_with_their_tables(look):
    for path, picture in (("map/", ".chart"), ("timeline/", ".columns-of-years")):
        page = look(f"/en/{path}", width=700)
        page.emulate_media(media="print")
        assert page.locator(picture).is_visible()
        assert page.locator(".twin").is_visible()
        assert page.locator(".views, .chart-tools > div, .rows-of-years").locator("visible=true").count() == 0
        page.emulate_media(media="screen")
