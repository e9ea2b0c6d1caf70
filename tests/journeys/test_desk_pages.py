"""Every page of the desk and of accounts, as those see it who hold a role: one browser walks through many pages.

What is looked at is the same as on public pages: axe, both themes, 320 px, spread text, visible focus, and weight.
"""

import shutil
from pathlib import Path

import pytest
from tools.desk_pages import DESK_KINDS, NOBODY
from tools.sample_desk import make_desk

from tests.conftest import serving
from tests.journeys.conftest import HERE, DeskVisits, probe
from tests.journeys.test_accessibility import findings
from tests.journeys.test_keyboard import LEAST_CONTRAST, LEAST_OUTLINE
from tests.journeys.test_reflow import LEAST_TARGET, ZOOMED
from tests.journeys.test_weight import MOST_BYTES, VIOLATIONS

WHO = list(dict.fromkeys(who for who, _ in DESK_KINDS.values()))
CONTRAST_ALONE = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# Forms keep what is typed on the device, one script more; what is typed would be lost with less.
MOST_BYTES_OF_A_FORM = 80_000
MOST_BLOCKING_AT_THE_DESK = 6
MEASURE_FOCUS = f"window.measureFocus = {(HERE / 'probes' / 'focus.js').read_text(encoding='utf-8')}"
BYTES = """
[...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
  .reduce((sum, one) => sum + one.encodedBodySize, 0)
"""
BLOCKING = """
performance.getEntriesByType("resource").filter((one) => one.renderBlockingStatus === "blocking").length
"""


@pytest.fixture(scope="module")
def sampled(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory):
    """The shipped library with the samples of the desk, served; its address and the samples."""
    home = Path(shutil.copytree(shipped_home, tmp_path_factory.mktemp("samples") / "home"))
    samples = make_desk(home)
    with serving(home, CONVIVIA_ENCODER="none") as address:
        yield address, samples


@pytest.fixture
def walk(browser, sampled, request):
    """Return a function that opens the pages of one role, one after the other, by their names."""
    address, samples = sampled
    visits = DeskVisits(browser, address)
    visits.wanted = visits.wanted | {404, 410}
    page = visits.open()
    page.add_init_script(VIOLATIONS)

    def pages(who, language, theme="light"):
        page.emulate_media(color_scheme=theme)
        if who != NOBODY:
            page.context.add_cookies([{"name": "sessionid", "value": samples.sessions[who], "url": address}])
        for name, (role, path) in DESK_KINDS.items():
            if role == who:
                page.set_viewport_size({"width": 1280, "height": 800})
                answer = page.goto(f"{address}/{language}/{samples.path(path)}")
                assert answer.status in (200, 410), name
                yield name, page

    yield pages
    visits.close()
    assert visits.troubles == []


def look(page):
    """Return what is wrong with a page on a desktop in one theme and on a narrow phone in the other."""
    found = [*findings(page), *page.evaluate("window.violations"), *weighs_too_much(page), *hides_the_focus(page)]
    page.emulate_media(color_scheme="dark")
    found += findings(page, CONTRAST_ALONE)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    found += [*probe(page, "crowding"), *probe(page, "small_targets", LEAST_TARGET)]
    probe(page, "text_spacing")
    found += [f"spread: {one}" for one in probe(page, "crowding")]
    return found


def weighs_too_much(page):
    """Return what a page has too much of: bytes, or files that its first paint waits for."""
    weight, blocking = page.evaluate(BYTES), page.evaluate(BLOCKING)
    most = MOST_BYTES_OF_A_FORM if "/write/" in page.url else MOST_BYTES
    return [f"{weight} bytes"] * (weight > most) + [f"waits for {blocking} files"] * (
        blocking > MOST_BLOCKING_AT_THE_DESK
    )


def hides_the_focus(page):
    """Return what does not show that it has the focus."""
    page.keyboard.press("Tab")  # the browser shows the focus to those who use the keyboard
    page.evaluate(MEASURE_FOCUS)
    return probe(page, "focus_all", [LEAST_OUTLINE, LEAST_CONTRAST])


@pytest.mark.parametrize("who", WHO, ids=lambda who: who or "nobody")
def test_nothing_is_wrong_with_the_pages_of(walk, who):
    assert [f"{name}: {found}" for name, page in walk(who, "en") for found in look(page)] == []
