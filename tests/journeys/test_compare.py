"""Three practices are chosen in the list and set side by side; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow
from tests.journeys.kinds import KINDS
from tests.journeys.test_print import SHEET

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
KEPT = "localStorage.getItem('convivia-kept')"


def tick(page, *places):
    """Tick the boxes of cards; return the titles of these cards."""
    for place in places:
        page.locator(".card .keep input").nth(place).check()
    return [page.locator(".card .title").nth(place).inner_text() for place in places]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_three_from_the_list_side_by_side(visit, script, size):
    page = visit("/en/?area=education", **size, java_script_enabled=script)
    titles = tick(page, 0, 2, 4)
    follow(page, ".chosen button[type=submit]")
    expect(page.locator("h1")).to_have_text("3 practices side by side")
    heads = page.locator(".comparison thead th")
    expect(heads).to_have_text(titles)
    follow(page, page.locator(".moves").nth(2).get_by_role("link", name="Earlier"))
    expect(heads).to_have_text([titles[0], titles[2], titles[1]])
    follow(page, page.locator(".moves").nth(0).get_by_role("link", name="Remove"))
    expect(heads).to_have_text([titles[2], titles[1]])
    page.fill("#q", "mediation")
    page.press("#q", "Enter")
    follow(page, page.locator(".offer .button").first)
    expect(heads).to_have_count(3)
    colleague = visit(re.sub(r"^\w+://[^/]+", "", page.url))
    assert colleague.locator(".comparison").inner_text() == page.locator(".comparison").inner_text() or size == PHONE


def test_what_is_kept_is_kept_in_this_browser_across_pages_and_nowhere_else(visit):
    page = visit("/en/")
    assert page.evaluate(KEPT) is None
    expect(page.locator(".top .kept")).to_be_hidden()
    first = tick(page, 1)
    expect(page.locator("[data-keep=words]")).to_have_text("1 practice kept in this browser")
    page.click("#sort-title")  # the list is drawn anew, without loading the page
    expect(page.locator("#sort-title")).to_have_count(0)
    second = tick(page, 0)
    page.goto(page.url.partition("/en/")[0] + "/en/cities/bilbao/")
    expect(page.locator(".top .kept .count")).to_have_text("2")
    third = tick(page, 0)
    follow(page, ".chosen button[type=submit]")
    expect(page.locator(".comparison thead th")).to_have_text(first + second + third)
    assert page.context.cookies() == []
    page.go_back()
    page.click("[data-keep='clear']")
    assert page.evaluate(KEPT) is None
    expect(page.locator(".keep input:checked")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.chosen button')")


def test_a_practice_page_keeps_and_compares(visit):
    page = visit("/en/practices/2gv3rkp/")
    page.locator(".tools .keep input").check()
    page.goto(page.url.replace("2gv3rkp/", "958x2hz/").partition("958x2hz/")[0] + "958x2hz/")
    follow(page, ".tools [data-keep=with]")
    expect(page.locator(".comparison thead th")).to_have_count(2)
    assert page.url.endswith("?id=2gv3rkp&id=958x2hz")


def test_a_practice_page_offers_no_box_that_does_nothing(visit):
    page = visit("/en/practices/2gv3rkp/", java_script_enabled=False)
    expect(page.locator(".tools .keep")).to_be_hidden()
    follow(page, ".tools [data-keep=with]")
    expect(page.locator(".offer")).to_have_count(6)


def test_rubbish_in_the_browser_does_no_harm(visit):
    page = visit("/en/")
    for rubbish in ("{", '"x"', '[1,null,"<b>","../../"]'):
        page.evaluate("text => localStorage.setItem('convivia-kept', text)", rubbish)
        page.reload()
        expect(page.locator(".top .kept")).to_be_hidden()
    tick(page, 0)
    expect(page.locator(".top .kept .count")).to_have_text("1")


def test_what_was_made_one_since_takes_the_place_in_what_is_kept(visit):
    page = visit("/en/")
    page.evaluate('localStorage.setItem(\'convivia-kept\', \'["2gv3rkp", "5rn43tk", "958x2hz"]\')')
    mark = '<span hidden data-keep="merged" data-gone="2gv3rkp" data-kept="958x2hz"></span>'

    def marked(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{mark}<h1", 1))

    page.route("**/en/collection/**", marked)
    page.goto(page.url + "collection/?id=2gv3rkp")
    expect(page.locator(".top .kept .count")).to_have_text("2")
    assert page.evaluate(KEPT) == '["958x2hz","5rn43tk"]'


def test_the_head_stays_in_sight(visit):
    page = visit(f"/en/{KINDS['comparison']}", **DESKTOP)
    page.mouse.wheel(0, 1200)
    page.wait_for_function("window.scrollY > 900")
    top = page.locator(".comparison thead th").first.bounding_box()["y"]
    assert 0 <= top < 5


def test_a_screen_reader_hears_head_and_row_for_every_cell(visit):
    page = visit(f"/en/{KINDS['comparison']}", **DESKTOP)
    expect(page.get_by_role("columnheader")).to_have_count(3)
    expect(page.get_by_role("rowheader", name="Policy areas")).to_have_count(1)
    scopes = page.eval_on_selector_all(".comparison th", "all => [...new Set(all.map((one) => one.scope))]")
    assert sorted(scopes) == ["col", "row", "rowgroup"]


@pytest.mark.parametrize(("kind", "most"), [("comparison", 3), ("wide-comparison", 4)])
def test_it_prints_well(visit, kind, most):
    page = visit(f"/en/{KINDS[kind]}")
    assert 1 <= len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= most
    page.emulate_media(media="print")
    hidden = (".offers", ".tools-row", ".carry", ".chosen", ".keep", ".trail")
    assert [part for part in hidden if page.locator(part).locator("visible=true").count()] == []
    assert page.locator(".comparison thead").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_collection_is_gathered_named_and_shared(visit, script):
    page = visit("/en/?area=education", **DESKTOP, java_script_enabled=script)
    titles = tick(page, 1, 3)
    follow(page, ".chosen button[formaction]")
    expect(page.locator(".card .title")).to_have_text(titles)
    page.fill("#title", "For the council")
    page.press("#title", "Enter")
    expect(page.locator("h1")).to_have_text("For the council")
    colleague = visit(re.sub(r"^\w+://[^/]+", "", page.url))
    expect(colleague.locator("h1")).to_have_text("For the council")
    expect(colleague.locator(".card .title")).to_have_text(titles)
    expect(colleague.locator(".keep input:checked")).to_have_count(0)
    follow(colleague, colleague.locator(".drop").first)
    expect(colleague.locator(".card .title")).to_have_text(titles[1:])
    expect(colleague.locator("h1")).to_have_text("For the council")


def test_a_whole_collection_is_kept_and_found_again(visit):
    page = visit("/en/collections/roma/", **PHONE)
    page.click("[data-keep='all']")
    expect(page.locator(".top .kept .count")).to_have_text("4")
    expect(page.locator(".keep input:checked")).to_have_count(4)
    page.goto(page.url.partition("/en/")[0] + "/fr/")
    follow(page, ".top .kept")
    expect(page.locator(".card")).to_have_count(4)
    assert "/fr/collection/?id=" in page.url


def test_the_address_of_a_collection_is_copied(visit):
    page = visit("/en/collections/roma/", permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-copy=address]")
    expect(page.locator("[data-copy=address]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
