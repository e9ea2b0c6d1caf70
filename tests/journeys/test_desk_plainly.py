"""The desk without script, from the first word to the decision; and by keyboard alone, from the desk to handing in."""

import re

from playwright.sync_api import expect

from tests.journeys.at_desk import CRITERIA, Person
from tests.journeys.conftest import SignIn
from tests.journeys.desk_people import Desk
from tests.journeys.test_keyboard import tab_to

TITLE = "Letters that pupils write to the elders of their street"


def test_written_reviewed_and_published_without_script(sign_in: SignIn, desk: Desk):
    contributor, editor, reader = (
        Person(sign_in(name, java_script_enabled=False), desk.address)
        for name in ("contributor", "editor", "third-reader")
    )
    practice, page = contributor.begin(), contributor.page
    page.fill("#title", TITLE)
    page.fill("#period", "since 2022")
    page.locator("input[name=area]").first.check()
    page.fill("#summary", "Forty pupils write; thirty elders write back.")
    page.fill("#contact-email", "office@example.org")
    contributor.follow("button[value=done]")
    contributor.step(practice, "submit")
    editor.go(f"reviews/practices/{practice}/")
    editor.page.check("input[name=readers_wanted][value='1']")
    editor.page.locator("label", has_text="third-reader").locator("input").check()
    editor.follow("form.desk-form button[type=submit]")
    round_page = editor.page.url
    judges_without_script(reader)
    editor.page.goto(round_page)
    expect(editor.page.locator("#why")).to_have_value(re.compile("Well told.*Who carries them", re.S))
    editor.page.check("input[name=step][value=accept]")
    editor.follow("form[action$='/decide/'] button")
    editor.step(practice, "publish")
    assert sign_in("", f"/en/practices/{practice}/").locator("h1").inner_text() == TITLE


def judges_without_script(reader: Person) -> None:
    """Words are copied into the comment, a judgement is saved half done, what is missing is named, nothing is lost."""
    page = reader.go("reviews/")
    reader.follow(page.locator(".waiting th a", has_text=TITLE))
    page.locator("#summary details summary").click()
    page.fill("#quote-summary", "thirty elders write back")
    page.fill("#text-summary", "Who carries them?")
    reader.follow(".comment-form[data-for=summary] button")
    expect(page.locator("#summary .note-on blockquote")).to_contain_text("thirty elders write back")
    page.fill("#reason", "Well told.")
    reader.follow(".judging-foot button[formaction]")
    expect(page.locator("#reason")).to_have_value("Well told.")
    page.check("input[name=recommendation][value=accept]")
    reader.follow(".judging-foot button:not([formaction])")
    expect(page.locator("#trouble li")).to_have_count(len(CRITERIA))
    expect(page.locator("input[name=recommendation][value=accept]")).to_be_checked()
    reader.judge("accept", "Well told.")


def test_begun_written_and_handed_in_by_keyboard(sign_in: SignIn, desk: Desk):
    contributor = Person(sign_in("contributor"), desk.address)
    page = contributor.go("")

    def enter(target: str) -> None:
        tab_to(page, target)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    enter(".desk-head a.button")
    enter("form.writing-form button[type=submit]")
    for field, words in (("title", "A shelf of borrowed words"), ("period", "since May 2023")):
        tab_to(page, f"#{field}")
        page.keyboard.type(words)
    tab_to(page, "input[name=area]")
    page.keyboard.press("Space")
    for field, words in (("summary", "Each lends a word."), ("contact-email", "office@example.org")):
        tab_to(page, f"#{field}")
        page.keyboard.type(words)
    enter("button[value=done]")
    expect(page.locator("h1")).to_have_text("A shelf of borrowed words")
    enter("form:has(input[name=step][value=submit]) button[type=submit]")
    contributor.is_at("submitted")
