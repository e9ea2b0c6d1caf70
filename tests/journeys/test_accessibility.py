"""axe finds nothing on any page, in either language and theme, at a desktop's width and a phone's."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.kinds import KINDS, MAIN

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
VIEWS = {
    "english-desktop-light": ("en", "light", DESKTOP),
    "french-phone-dark": ("fr", "dark", PHONE),
    "english-phone-light": ("en", "light", PHONE),
    "french-desktop-dark": ("fr", "dark", DESKTOP),
}
RUNS = [(kind, view) for view in list(VIEWS)[:2] for kind in KINDS] + [
    (kind, view) for view in list(VIEWS)[2:] for kind in MAIN
]


def findings(page, options=OPTIONS):
    """Return what axe finds: rule, element and reason."""
    return [
        (rule["id"], node["target"], node["html"][:160], node["failureSummary"][:300])
        for rule in Axe().run(page, options=options).response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("kind", "view"), RUNS)
def test_axe_finds_nothing(look, kind, view):
    language, theme, size = VIEWS[view]
    assert findings(look(f"/{language}/{KINDS[kind]}", theme=theme, **size)) == []


@pytest.mark.parametrize("sheet", ["menu", "facets"])
def test_axe_finds_nothing_in_an_open_sheet(visit, sheet):
    page = visit("/en/?q=school&area=education", **PHONE)
    page.click(f'.sheet-button[popovertarget="{sheet}"]')
    assert page.is_visible(f"#{sheet}")
    page.evaluate("id => document.getElementById(id).scrollTo(0, 1e6)", sheet)  # so that its foot covers nothing
    assert findings(page) == []


def test_axe_does_find_what_is_wrong(visit):
    page = visit("/en/about/")
    page.evaluate("document.querySelector('h1').style.color = '#eee'; document.documentElement.removeAttribute('lang')")
    assert {rule for rule, *_ in findings(page)} == {"color-contrast", "html-has-lang"}
