"""Every page fits into 320 px, which is also 1280 px at 400 % zoom, and loses nothing when text is spread."""

import pytest

from tests.journeys.conftest import probe
from tests.journeys.kinds import KINDS, MAIN

ZOOMED, TABLET, DESKTOP = (320, 256), (768, 1024), (1280, 800)
LEAST_TARGET = 24
RUNS = [
    *((kind, "fr", ZOOMED) for kind in KINDS),  # French words are the longer ones
    *((kind, "en", ZOOMED) for kind in MAIN),
    *((kind, "fr", size) for kind in MAIN for size in (TABLET, DESKTOP)),
]


@pytest.mark.parametrize(("kind", "language", "size"), RUNS)
def test_nothing_is_lost_at_any_width_nor_with_spread_text(look, kind, language, size):
    page = look(f"/{language}/{KINDS[kind]}", width=size[0], height=size[1])
    assert probe(page, "crowding") == []
    assert probe(page, "small_targets", LEAST_TARGET) == []
    probe(page, "text_spacing")
    assert probe(page, "crowding") == []


def test_crowding_is_noticed(look):
    page = look("/en/about/", width=320, height=256)
    page.evaluate("document.querySelector('h1').style = 'inline-size: 400px; margin-block-end: -1em'")
    found = " ".join(probe(page, "crowding"))
    assert [
        word for word in ("px wide in 320", "beyond the window: h1", "on each other: h1") if word not in found
    ] == []
