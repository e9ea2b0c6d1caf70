"""Everything can be reached and used by keyboard alone, and the focus is seen and never lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import probe
from tests.journeys.kinds import KINDS

PHONE = {"width": 360, "height": 740}
LEAST_OUTLINE, LEAST_CONTRAST = 2, 3
PAGES = (
    "search",
    "map",
    "timeline",
    "no-result",
    "practice-in-a-list",
    "comparison",
    "own-collection",
    "city",
    "areas",
    "gallery",
    "missing",
)


def walk(page, key="Tab", most=400):
    """Press `key` until the focus has left the page or comes round again; return where it was."""
    stops = []
    for _ in range(most):
        page.keyboard.press(key)
        stop = probe(page, "focus")
        if stop is None or (stops and stop["order"] == stops[0]["order"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never left the page: {[stop['name'] for stop in stops[-3:]]}")


def focused(page):
    """Return the id of what has the focus."""
    return page.evaluate("document.activeElement.id")


def tab_to(page, target, most=200):
    """Press Tab until `target` (a selector) has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", target):
            return
    raise AssertionError(f"the keyboard does not lead to {target}")


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_goes_through_the_page_in_order_and_is_always_seen(look, kind, theme):
    page = look(f"/en/{KINDS[kind]}", theme=theme)
    stops = walk(page)
    assert [stop["name"] for stop in stops if not stop["isOnTop"]] == []
    assert [stop["name"] for stop in stops if stop["outline"] < LEAST_OUTLINE] == []
    assert [stop for stop in stops if stop["contrast"] < LEAST_CONTRAST] == []
    assert [stop["order"] for stop in stops] == sorted({stop["order"] for stop in stops})
    reachable = "a[href]:not([tabindex='-1']), button, input:not([type=hidden]), summary"
    assert len(stops) == page.locator(reachable).locator("visible=true").count()


def test_the_way_back_is_the_same(look):
    page = look("/en/areas/mediation/")
    there = walk(page)
    page.locator("a").last.focus()  # coming in from the browser's own bar takes it a moment of unknown length
    back = [probe(page, "focus"), *walk(page, "Shift+Tab")]
    if back[-1]["order"] == back[0]["order"]:  # without a bar of the browser's own, the focus goes round
        back.pop()
    assert [stop["name"] for stop in back] == [stop["name"] for stop in there[::-1]]


def test_the_skip_link_comes_first_and_skips(visit):
    page = visit("/en/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    assert focused(page) == "main"
    page.keyboard.press("Tab")
    assert focused(page) == "q"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("sheet", ["menu", "facets"])
def test_a_sheet_opens_and_closes_by_keyboard(visit, sheet, script):
    page = visit("/en/?q=school", **PHONE, java_script_enabled=script)
    opener = f'.sheet-button[popovertarget="{sheet}"]'
    tab_to(page, opener)
    for opening, closing in (("Enter", "Escape"), ("Space", "Escape"), ("Enter", "Enter")):
        page.keyboard.press(opening)
        expect(page.locator(f"#{sheet}")).to_be_visible()
        page.keyboard.press("Tab")  # its first stop is the button that closes it
        assert probe(page, "focus")["sheet"] == sheet
        page.keyboard.press(closing)
        expect(page.locator(f"#{sheet}")).not_to_be_visible()
        expect(page.locator(opener)).to_be_focused()


def test_the_focus_is_not_caught_in_a_sheet_nor_hidden_behind_it(visit):
    page = visit("/en/?q=school", **PHONE)
    tab_to(page, '.sheet-button[popovertarget="facets"]')
    page.keyboard.press("Enter")
    stops = walk(page)
    inside = [stop for stop in stops if stop["sheet"]]
    assert len(inside) > 20
    assert [stop["name"] for stop in stops if not stop["isOnTop"]] == []
    assert stops[len(inside)]["sheet"] == ""
    expect(page.locator("#facets")).not_to_be_visible()


def test_a_filter_keeps_the_focus_and_tells_the_count(visit):
    page = visit("/en/?q=school")
    tab_to(page, "#area-language")
    page.keyboard.press("Enter")
    sentence = "6 practices about “school” on Language, best match first"
    expect(page.locator("#results-title")).to_have_text(sentence)
    expect(page.get_by_role("status")).to_have_text(sentence)
    assert focused(page) == "area-language"
    page.keyboard.press("Tab")
    assert focused(page) == "area-media-communication"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # the same value again: taken away
    expect(page.get_by_role("status")).to_have_text("40 practices about “school”, best match first")
    assert focused(page) == "area-language"


def test_what_goes_away_hands_the_focus_on(visit):
    page = visit("/en/?q=school&area=language")
    tab_to(page, ".filter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("14 practices on Language, newest first")
    assert focused(page) == "results-title"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.results') !== null")


def test_filters_in_the_sheet_of_a_phone(visit):
    page = visit("/en/?q=school", **PHONE)
    tab_to(page, '.sheet-button[popovertarget="facets"]')
    page.keyboard.press("Enter")
    tab_to(page, "#country-ES")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-foot .button")).to_have_text("Show 8 practices")
    expect(page.locator("#facets")).to_be_visible()
    assert focused(page) == "country-ES"
    page.keyboard.press("Escape")
    expect(page.locator("#facets")).not_to_be_visible()
    expect(page.locator('.sheet-button[popovertarget="facets"]')).to_be_focused()


def test_a_search_is_typed_and_told(visit):
    page = visit("/en/?country=ES")
    tab_to(page, "#q")
    page.keyboard.type("mediation")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("about “mediation” in Spain")
    assert focused(page) == "q"


def test_the_next_page_begins_at_its_beginning(visit):
    page = visit("/en/?area=education")
    tab_to(page, '.pager a[rel="next"]')
    page.keyboard.press("Enter")
    expect(page.locator(".pager .count")).to_contain_text("21–35 of 35")
    expect(page.locator("#results-title")).to_be_in_viewport()
    assert focused(page) == "results-title"
