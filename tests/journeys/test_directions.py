"""From right to left the layout is the mirror image of the layout from left to right."""

import pytest

from tests.journeys.conftest import probe

# How far each part of a component lies from the side where a line begins, for the gallery's components.
DISTANCES = """
(direction) => {
  const stage = document.querySelector(".stage");
  const edge = stage.getBoundingClientRect();
  const start = (box) => Math.round(direction === "rtl" ? edge.right - box.right : box.left - edge.left);
  const parts = ".search input, .search .button, .filter, .facet summary, .value, .value .shape, .value .count, " +
    ".card > .mark, .card > div, .notice > .icon, .facts dt, .facts dd, .pager .count, .pager ol";
  const boxes = [...stage.querySelectorAll(parts)].map((one) => one.getBoundingClientRect());
  return boxes.filter((box) => box.width).map(start);
}
"""
SLACK = 2  # pixels; letters are shaped anew


@pytest.mark.parametrize("width", [360, 1280])
def test_the_gallery_mirrors(look, width):
    usual = look("/en/gallery/", width=width).evaluate(DISTANCES, "ltr")
    page = look("/en/gallery/?dir=rtl", width=width)
    mirrored = page.evaluate(DISTANCES, "rtl")
    assert len(usual) > 40
    assert [pair for pair in zip(usual, mirrored, strict=True) if abs(pair[0] - pair[1]) > SLACK] == []
    assert probe(page, "crowding") == []


def test_arrows_turn_and_other_icons_do_not(look):
    page = look("/en/gallery/?dir=rtl")
    turned = "one => getComputedStyle(one).transform"
    assert page.locator(".stage .pager .icon").last.evaluate(turned) == "matrix(-1, 0, 0, 1, 0, 0)"
    assert page.locator(".stage .search .icon").evaluate(turned) == "none"


def test_a_fragment_keeps_its_own_direction(look):
    page = look("/en/gallery/")
    arabic = page.locator(".stage .card .title a[lang=ar]")
    assert arabic.evaluate("one => getComputedStyle(one).direction") == "rtl"
