"""Editors keep the library in order: files are taken in and undone, doubles made one, defects mended."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_desk import Person
from tests.journeys.conftest import SignIn
from tests.journeys.desk_people import Desk
from tests.journeys.test_accessibility import findings

SHEET = """id,title,country,city,ran,summary
up1,Tables for games under the arcades,ES,Bilbao,2018,Old and young play together.
up2,A stage for the languages of the ward,ES,Bilbao,2019 - 2020,Poems are read in the language of who wrote them.
up3,Gardens that nobody has named,ES,Nowhere-upon-Nothing,sometime,Beds for everybody.
"""
TWIN = "Kitchens that open their doors on Fridays"


@pytest.fixture
def editor(sign_in: SignIn, desk: Desk) -> Person:
    return Person(sign_in("editor"), desk.address)


def test_a_file_is_looked_at_first_taken_in_and_undone(editor: Person, sign_in: SignIn):
    page = editor.go("import/")
    editor.sees_no_fault()
    page.set_input_files("#file", {"name": "list.csv", "mimeType": "text/csv", "buffer": SHEET.encode()})
    editor.follow("form.upload button")
    wait_for(page, "take")
    maps_a_column(editor)
    reads_the_report(editor)
    assert titles_in_the_library(sign_in) == []
    editor.follow("button[value=take]")
    wait_for(page, "undo")
    follows_a_row(sign_in, page)
    assert titles_in_the_library(sign_in) == ["Tables for games under the arcades"]
    page.locator("summary", has_text="Undo this import").click()
    editor.follow("button[value=undo]")
    expect(page.locator(".page-head")).to_contain_text("Undone on")
    expect(page.locator("[data-go-on]")).to_have_count(0)
    editor.sees_no_fault()
    assert titles_in_the_library(sign_in) == []


def wait_for(page: Page, step: str) -> None:
    """Wait until the work that goes on by itself has come to where this step is offered."""
    expect(page.locator(f"button[value={step}]")).to_have_count(1)


def maps_a_column(editor: Person) -> None:
    """A heading that nobody knows is said to be the period; the file is read again."""
    page = editor.page
    page.locator("details.mapping summary").click()
    row = page.locator(".mapping tbody tr", has=page.locator("th", has_text="ran"))
    expect(row.locator(".sample").first).to_have_text("2018")
    row.locator("select").select_option("period")
    editor.follow(".mapping button[type=submit]")
    wait_for(page, "take")


def reads_the_report(editor: Person) -> None:
    """Each row says what would become of it, and what to look at."""
    page = editor.page
    expect(page.locator(".report tbody tr")).to_have_count(3)
    expect(page.locator(".report tbody tr").nth(2)).to_contain_text("Nowhere-upon-Nothing")
    expect(page.locator(".outcomes")).to_contain_text("3")
    editor.sees_no_fault()


def titles_in_the_library(sign_in: SignIn) -> list[str]:
    """Return the titles that a search finds which begin as one of the file does."""
    page = sign_in("", "/en/?q=games+under+the+arcades")
    return [title for title in page.locator(".card .title").all_inner_texts() if title.startswith("Tables for games")]


def follows_a_row(sign_in: SignIn, page: Page) -> None:
    """A row of the report leads to what readers see: with the column that was mapped."""
    link = page.locator(".report tbody th a", has_text="A stage for the languages")
    path = link.get_attribute("href")
    assert path
    reader = sign_in("", path)
    expect(reader.locator("h1")).to_have_text("A stage for the languages of the ward")
    expect(reader.locator(".page-head")).to_contain_text(re.compile("2019.+2020"))


def test_doubles_are_shown_before_handing_in_made_one_and_parted(editor: Person, sign_in: SignIn, desk: Desk):
    contributor = Person(sign_in("contributor"), desk.address)
    known = is_published(contributor, editor, title=TWIN, summary="Families cook for the whole street.")
    status, begun, _ = contributor.ask("POST", "", {"language": "en", "city": "bilbao"})
    assert status == 201
    twin = str(begun["id"])
    page = contributor.go(f"practices/{twin}/write/")
    page.fill("#title", "Kitchens which open their doors on Fridays")
    page.fill("#period", "2019 - 2021")
    page.locator("input[name=area]").first.check()
    page.fill("#summary", "Families of a street cook for all of it.")
    page.fill("#contact-email", "office@example.org")
    contributor.follow("button[value=done]")
    expect(page.locator(".doubles")).to_contain_text(TWIN)
    expect(page.locator(".doubles .why li").first).to_be_visible()
    contributor.sees_no_fault()
    contributor.step(twin, "submit", "It may be the one of Fridays.")
    for step in ("accept", "publish"):
        editor.take(twin, step)
    is_made_one(editor, known, twin)
    assert sign_in("", f"/en/practices/{twin}/").url.split("/")[5] == known
    editor.follow("form[action$='/undo/'] button")
    assert sign_in("", f"/en/practices/{twin}/").url.split("/")[5] == twin


def is_published(contributor: Person, editor: Person, **text: str) -> str:
    practice = contributor.hand_in(**text)
    for step in ("accept", "publish"):
        editor.take(practice, step)
    return practice


def is_made_one(editor: Person, kept: str, gone: str) -> None:
    """The pair is in the list; both are looked at side by side, then one is kept."""
    page = editor.go("doubles/")
    editor.follow(
        page.locator(f".pairs a[href*='/{kept}/'][href*='/{gone}/'], .pairs a[href*='/{gone}/{kept}/']").first
    )
    editor.sees_no_fault()
    page.check(f"input[name=kept][value='{kept}']")
    page.check(f"input[name=shown-en][value='{kept}']")
    editor.follow("form.decide button[value=merge]")
    expect(page.locator("main")).to_contain_text("was made one with it")
    editor.sees_no_fault()


def test_a_defect_is_mended_and_leaves_its_list(editor: Person, sign_in: SignIn, desk: Desk):
    contributor = Person(sign_in("contributor"), desk.address)
    title = "A bench where the alphabet is taught"
    practice = is_published(contributor, editor, title=title, summary="Whoever sits down learns a letter.")
    page = editor.go("quality/")
    editor.sees_no_fault()
    editor.follow("a[href$='/quality/no-evidence/']")
    editor.sees_no_fault()
    before = count_of(page)
    editor.follow(page.locator("tbody tr", has_text=title).locator("td a"))
    editor.step(practice, "revise")
    editor.go(f"practices/{practice}/write/?depth=full")
    page.select_option("#evidence-0-kind", "counted")
    page.fill("#evidence-0-statement", "Forty people have learned to read a timetable.")
    editor.follow("button[value=done]")
    for step in ("submit", "accept", "publish"):
        editor.take(practice, step)
    editor.go("quality/no-evidence/")
    assert count_of(page) == before - 1
    expect(page.locator("tbody tr", has_text=title)).to_have_count(0)
    reader = sign_in("", f"/en/practices/{practice}/")
    expect(reader.locator("article")).to_contain_text("Forty people have learned to read a timetable.")
    assert findings(reader) == []


def count_of(page: Page) -> int:
    """Return how many practices the list of a defect has."""
    return int(page.locator("caption").inner_text().split()[0])
