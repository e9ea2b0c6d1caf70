"""A reader sees why a practice was found, and goes on to a similar one; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow

PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_reason_to_a_similar_practice(visit, script):
    page = visit("/en/?q=peace+bilbao", java_script_enabled=script, **PHONE)
    quoted = page.locator(".passage", has_text="from the keywords").first
    expect(quoted.locator("mark").first).to_have_text("peace")
    bilbao = page.locator(".card", has=page.locator(".why", has_text="By place: Bilbao")).first
    expect(bilbao.locator("mark").first).to_have_text("Bilbao")
    follow(page, bilbao.locator(".title a"))
    expect(page.locator(".similar h2")).to_have_text("Similar practices")
    first = page.locator(".similar .title a").first
    title = first.inner_text()
    assert page.locator(".similar .why li").count() >= 1
    follow(page, first)
    expect(page.locator("h1")).to_have_text(title)


def test_marks_are_seen_in_forced_colours_and_similar_practices_are_not_printed(visit):
    page = visit("/en/?q=bilbao", forced_colors="active")
    mark = page.locator("mark").first
    ground, ink = (mark.evaluate(f"node => getComputedStyle(node).{name}") for name in ("backgroundColor", "color"))
    assert ground != ink
    assert ground != page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
    follow(page, page.locator(".card .title a").first)
    expect(page.locator(".similar")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".similar")).not_to_be_visible()
