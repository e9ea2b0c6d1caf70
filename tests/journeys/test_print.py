"""On paper: what was read, where it comes from, and nothing to click; a practice needs two sheets at most."""

import re

import pytest

from tests.journeys.kinds import KINDS

PRACTICES = [kind for kind in KINDS if kind.startswith("practice")]
LEFT_OUT = (".menu", ".languages", "form", "button", ".skip", ".sheet", ".turn", ".trail", ".foot nav", ".sort")
SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("kind", PRACTICES)
def test_a_practice_needs_two_sheets_at_most(visit, kind):
    page = visit(f"/en/{KINDS[kind]}")
    assert 1 <= len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= 2


@pytest.mark.parametrize("kind", ["practice-in-a-list", "search", "city", "model"])
def test_only_what_was_read_is_printed(visit, kind):
    page = visit(f"/en/{KINDS[kind]}")
    page.emulate_media(media="print")
    shown = [part for part in LEFT_OUT if page.locator(part).locator("visible=true").count()]
    assert shown == []
    assert page.locator("h1").is_visible()
    assert page.locator(".brand").is_visible()


def test_the_source_is_written_out(visit):
    page = visit(f"/en/{KINDS['practice-with-sections']}")
    page.emulate_media(media="print")
    address = page.locator(".facts a[href^=http]").first.get_attribute("href")
    assert address in page.locator("#citation").inner_text()
    written = page.locator(".facts a[href^=http]").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert "attr(href)" in written or address in written


def test_ink_is_black_on_white_also_for_readers_of_the_dark_theme(visit):
    page = visit(f"/en/{KINDS['practice-with-sections']}", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = "one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator(".lead").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
