"""Suggestions beneath the search field, by keyboard, by touch, for screen readers, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import findings
from tests.journeys.test_keyboard import tab_to

PHONE, NARROW = {"width": 360, "height": 740}, {"width": 320, "height": 640}


def type_in(page, text):
    """Go to the search field by keyboard, type, and wait for the list; the field comes back."""
    tab_to(page, "#q")
    page.keyboard.type(text)
    expect(page.locator("#suggestions")).to_be_visible()
    return page.locator("#q")


def active(page):
    """Return the words of the option that is active for assistive technology; "" for none."""
    return page.evaluate(
        """() => {
          const option = document.getElementById(document.getElementById("q").getAttribute("aria-activedescendant"));
          return option && option.getAttribute("aria-selected") === "true"
            ? option.querySelector(".suggested").textContent : "";
        }"""
    )


def settled(page, path):
    """Return whether the page went to an address that ends so."""
    page.wait_for_url(re.compile(rf"{path}$"))
    return True


def test_a_practice_is_found_by_keyboard_alone(visit):
    page = visit("/en/")
    field = type_in(page, "anti-rum app")
    assert active(page) == ""
    page.keyboard.press("ArrowDown")
    assert active(page) == "Anti-Rumour Web App"
    expect(field).to_be_focused()
    expect(field).to_have_value("anti-rum app")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Anti-Rumour Web App")


def test_enter_searches_what_was_typed_unless_a_suggestion_was_chosen(visit):
    page = visit("/en/?country=ES")
    type_in(page, "mediat")
    page.keyboard.press("Enter")
    expect(page.locator("#news")).to_contain_text("about “mediat” in Spain")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_enter_at_once_is_a_plain_search_and_no_list_comes_after_it(visit):
    page = visit("/en/")
    tab_to(page, "#q")
    page.keyboard.type("school")
    page.keyboard.press("Enter")
    assert settled(page, r"/en/\?q=school")
    page.wait_for_timeout(400)
    expect(page.locator("#suggestions")).to_be_hidden()


def test_a_mistyped_city_leads_to_its_practices(visit):
    page = visit("/en/")
    type_in(page, "barcelna")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Barcelona"
    page.keyboard.press("Enter")
    assert settled(page, r"/en/\?city=barcelona")
    expect(page.locator("#results-title")).to_contain_text("in Barcelona")


def test_a_word_of_another_language_finds_the_area(visit):
    page = visit("/en/")
    type_in(page, "école")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Education")
    expect(option.locator(".suggested-by")).to_have_attribute("lang", "fr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert settled(page, r"/en/\?area=education")


def test_a_word_is_put_into_the_field_and_searched_under_the_filters(visit):
    page = visit("/en/?area=education")
    field = type_in(page, "womn")
    words = page.locator("[data-words]").first
    expect(words).to_have_text(re.compile("women"))
    for _ in page.get_by_role("option").all():
        page.keyboard.press("ArrowUp")
        if active(page) == "women":
            break
    page.keyboard.press("Enter")
    expect(field).to_have_value("women")
    expect(page.locator("#news")).to_contain_text("about “women” on Education")


def test_arrows_go_round_and_home_end_and_letters_lead_back_to_the_field(visit):
    page = visit("/en/")
    field = type_in(page, "interc")
    names = page.locator("#suggestions .suggested").all_text_contents()
    assert len(names) > 3
    seen = []
    for _ in names:
        page.keyboard.press("ArrowDown")
        seen.append(active(page))
    assert seen == names
    page.keyboard.press("ArrowDown")
    assert active(page) == names[0]
    page.keyboard.press("ArrowUp")
    assert active(page) == names[-1]
    for key, position in (("Home", 0), ("End", 6), ("ArrowLeft", 5)):
        page.keyboard.press("ArrowDown")
        page.keyboard.press(key)
        assert active(page) == ""
        assert field.evaluate("field => field.selectionStart") == position
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    assert active(page) == ""
    expect(field).to_have_value("interxc")


def test_escape_closes_then_clears_and_tab_goes_on(visit):
    page = visit("/en/")
    field = type_in(page, "interc")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("interc")
    page.keyboard.press("ArrowDown")  # opens again
    expect(page.locator("#suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    page.keyboard.type("interc")
    expect(page.locator("#suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(field).to_have_value("interc")
    expect(page.locator("form.search button")).to_be_focused()


def test_a_screen_reader_hears_a_combobox_its_groups_and_how_many(visit):
    page = visit("/en/")
    field = page.get_by_role("combobox", name="Search the practices")
    expect(field).to_have_attribute("aria-expanded", "false")
    type_in(page, "interc")
    for name, value in (("aria-expanded", "true"), ("aria-controls", "suggestions"), ("aria-autocomplete", "list")):
        expect(field).to_have_attribute(name, value)
    count = page.get_by_role("listbox", name="Suggestions").get_by_role("option").count()
    expect(page.get_by_role("group", name="Practices")).to_be_visible()
    expect(page.locator("#suggestions-news")).to_have_text(f"{count} suggestions. The arrow keys lead through them.")
    page.keyboard.type("zzzz")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#suggestions-news")).to_have_text("No suggestions.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_while_the_list_is_open(visit, theme, size):
    page = visit("/en/", color_scheme=theme, **size)
    type_in(page, "spa")
    page.keyboard.press("ArrowDown")
    assert findings(page) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_fits_a_narrow_window_and_fingers(visit, language):
    page = visit(f"/{language}/", has_touch=True, **NARROW)
    type_in(page, "interc")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    sizes = [option.bounding_box() for option in page.get_by_role("option").all()]
    assert min(size["height"] for size in sizes) >= 44
    assert max(size["x"] + size["width"] for size in sizes) <= 320
    first = page.get_by_role("option").first
    first.tap()
    page.wait_for_url(re.compile(r"\?area="))


def test_a_click_chooses_and_a_middle_click_opens_elsewhere(visit):
    page = visit("/en/")
    type_in(page, "bilb")
    option = page.get_by_role("option").first
    with page.context.expect_page() as opened:
        option.click(button="middle")
    assert opened.value.url.endswith("/en/?city=bilbao")
    option.click()
    assert settled(page, r"/en/\?city=bilbao")


def test_the_chosen_one_is_seen_in_forced_colours(visit):
    page = visit("/en/", forced_colors="active")
    type_in(page, "bilb")
    page.keyboard.press("ArrowDown")
    outline = page.get_by_role("option").first.evaluate("option => getComputedStyle(option).outlineStyle")
    assert outline == "solid"


def test_few_questions_are_asked_while_somebody_types_fast(visit):
    page = visit("/en/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggestions/" in request.url else None)
    tab_to(page, "#q")
    page.keyboard.type("intercultural", delay=15)
    expect(page.locator("#suggestions")).to_be_visible()
    assert [url.partition("?q=")[2] for url in asked] == ["intercultural"]


def test_letters_that_are_still_being_composed_ask_nothing(visit):
    page = visit("/en/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggestions/" in request.url else None)
    tab_to(page, "#q")
    compose = """([type, composing]) => document.getElementById("q").dispatchEvent(
      type === "input" ? new InputEvent(type, {isComposing: composing, bubbles: true})
                       : new CompositionEvent(type, {bubbles: true}))"""
    page.evaluate("document.getElementById('q').value = 'bilb'")
    page.evaluate(compose, ["input", True])
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate(compose, ["compositionend", False])
    expect(page.locator("#suggestions")).to_be_visible()


def test_where_the_line_breaks_the_field_is_a_field(visits):
    page = visits.open("/en/")
    page.route("**/suggestions/**", lambda route: route.abort())
    tab_to(page, "#q")
    page.keyboard.type("school")
    page.wait_for_timeout(400)
    expect(page.locator("#suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    assert settled(page, r"/en/\?q=school")
    visits.troubles[:] = [trouble for trouble in visits.troubles if "ERR_FAILED" not in trouble]


def test_without_script_the_field_is_as_before(visit):
    page = visit("/en/", java_script_enabled=False)
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Search the practices")).to_be_visible()
    tab_to(page, "#q")
    page.keyboard.type("school")
    page.keyboard.press("Enter")
    assert settled(page, r"/en/\?q=school")
