"""What readers ask of their browsers is heard: a dark theme, more contrast, other colours, less motion."""

import pytest

from tests.journeys.conftest import probe
from tests.journeys.kinds import KINDS, MAIN

FOR_READING, FOR_THE_REST = 7, 4.5
MOVING = """
[...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return [style.transitionDuration, style.animationDuration].join().split(",").some((one) => parseFloat(one) > 0);
}).map((one) => one.className)
"""


@pytest.mark.parametrize("kind", [*MAIN, "relaxed", "practice-in-french"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(look, kind, theme):
    texts = probe(look(f"/en/{KINDS[kind]}", theme=theme), "contrast")
    weak = [row for row in texts if row[1] < (FOR_READING if row[0] else FOR_THE_REST)]
    assert weak == []
    assert any(row[0] for row in texts)


def test_the_dark_theme_is_dark(look):
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert max(look("/en/", theme="dark").evaluate(ground)) < 64
    assert min(look("/en/", theme="light").evaluate(ground)) > 240


@pytest.mark.parametrize("kind", ["search", "practice-with-sections"])
def test_nothing_moves_for_those_who_ask_so(visit, kind):
    page = visit(f"/en/{KINDS[kind]}", reduced_motion="reduce", width=360, height=740)
    page.locator(".sheet-button").first.click()
    assert page.evaluate(MOVING) == []


def test_what_moves_moves_shortly(visit):
    page = visit("/en/?q=school", reduced_motion="no-preference")
    seconds = "[...document.querySelectorAll('*')].map((one) => parseFloat(getComputedStyle(one).transitionDuration))"
    assert 0 < max(page.evaluate(seconds)) <= 0.2


def test_forced_colours_keep_what_colour_says(visit):
    page = visit("/en/?q=school&area=education", forced_colors="active")
    style = "(one, name) => getComputedStyle(one)[name]"
    chosen, other = page.locator("#area-education"), page.locator("#area-language")
    assert chosen.evaluate(style, "borderTopStyle") == "solid"
    assert other.evaluate(style, "borderTopStyle") == "none"
    assert page.locator(".filter").first.evaluate(style, "borderTopStyle") == "solid"
    field = page.locator("#q")
    assert field.evaluate(style, "borderTopWidth") != "0px"
    assert field.evaluate("one => getComputedStyle(one).borderTopColor !== getComputedStyle(one).backgroundColor")
    shape = page.locator(".facet .lens > .shape").first
    assert shape.evaluate(
        "one => getComputedStyle(one).backgroundColor !== getComputedStyle(document.body).backgroundColor"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert probe(page, "focus")["outline"] >= 2
    page.click("#area-language")
    page.wait_for_url("**area=language**")


def test_more_contrast_makes_lines_stronger(visit):
    page = visit("/en/", contrast="more")
    soft = "getComputedStyle(document.querySelector('.card .where')).color === getComputedStyle(document.body).color"
    assert page.evaluate(soft)
