"""The life of a practice: written, returned with a reason, mended, judged, published, found, changed, restored.

Each person has a browser of their own; on the phone all of them tap, and some read the desk in French.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import expect

from tests.journeys.at_desk import Person
from tests.journeys.conftest import SignIn
from tests.journeys.desk_people import Desk

FIRST = "Neighbours mend bicycles on Saturdays with people who have just arrived."
MENDED = f"{FIRST} The district pays for tools and rent."
CHANGED = f"{FIRST} A foundation pays for tools and rent since 2025."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ASKED = "Say who pays for it."


@dataclass(frozen=True, slots=True)
class Way:
    """How a life is led: the title of the practice, the browsers, and who reads the desk in French."""

    title: str
    browser: dict[str, Any]
    french: frozenset[str] = frozenset()


WAYS = {
    "desktop": Way("The bicycle kitchen of the river quarter", {"width": 1280, "height": 800}),
    "phone": Way(
        "The workshop of spokes behind the market hall",
        {"width": 360, "height": 740, "has_touch": True, "is_mobile": True},
        frozenset(["contributor", "second-reader"]),
    ),
}
People = Callable[[str], Person]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@pytest.fixture
def people(sign_in: SignIn, desk: Desk, way: Way) -> People:
    """Return a function that returns somebody by their name, always in the same browser."""
    known: dict[str, Person] = {}

    def person(name: str) -> Person:
        if name not in known:
            language = "fr" if name in way.french else "en"
            page = sign_in(name, **way.browser)
            known[name] = Person(page, desk.address, language=language, touch="has_touch" in way.browser)
        return known[name]

    return person


@pytest.fixture
def reader(sign_in: SignIn, desk: Desk, way: Way) -> Callable[[], Person]:
    """Return a function that returns a reader of the library who has never been here: browsers keep its pages for a
    minute."""

    def person() -> Person:
        return Person(sign_in("", **way.browser), desk.address, touch="has_touch" in way.browser)

    return person


def test_a_practice_lives(people: People, reader: Callable[[], Person], way: Way):
    practice = is_written_and_handed_in(people("contributor"), way)
    is_judged(people, way, "first-reader", practice, "changes", ASKED)
    is_returned(people("editor"), way)
    is_mended(people("contributor"), practice)
    is_judged(people, way, "second-reader", practice, "accept", "It is clear now.")
    is_accepted_and_published(people("editor"), way, practice)
    is_found(reader(), way, MENDED)
    is_changed(people, practice)
    changes_are_compared(reader(), practice)
    is_restored(people, practice)
    is_found(reader(), way, MENDED)
    keeps_all_versions(reader(), practice)


def is_written_and_handed_in(contributor: Person, way: Way) -> str:
    """The template is taken along as a Word document in the language of the page, filled in, brought back, confirmed
    and handed in; nothing is typed again."""
    practice, page = contributor.begin("en"), contributor.page
    contributor.sees_no_fault()
    contributor.follow(f"a[href$='/{practice}/document/']")
    contributor.sees_no_fault()
    with page.expect_download() as taken:
        contributor.press("button[formaction$='.docx']")
    document = filled_in(taken.value.path(), title=way.title, period="since May 2021", summary=FIRST)
    page.set_input_files("#file", {"name": "practice.docx", "mimeType": DOCX, "buffer": document})
    contributor.follow("form[enctype] button[type=submit]")
    expect(page.locator(".passage", has_text=FIRST)).to_have_count(1)
    contributor.sees_no_fault()
    contributor.follow("button[name=do][value=save]")
    expect(page.locator("#summary")).to_have_value(FIRST)
    expect(page.locator("[data-percent]")).to_have_text(re.compile(r"^[1-9]\d+%$"))
    expect(page.locator("[data-missing]")).to_be_hidden()
    contributor.step(practice, "submit")
    contributor.is_at("submitted")
    return practice


def filled_in(path: Path, **words: str) -> bytes:
    """Return the template with words in its fields, an address in that of the contact, and its first area ticked."""
    document = Document(str(path))
    fields = {each.find(f".//{qn('w:tag')}").get(qn("w:val")): each for each in document.element.iter(qn("w:sdt"))}
    for key, text in {**words, "contact.email": "office@example.org"}.items():
        control = fields[f"convivia.{key}"]
        next(control.iter(qn("w:t"))).text = text
        for placeholder in list(control.iter(qn("w:showingPlcHdr"))):  # word processors take it away, too
            placeholder.getparent().remove(placeholder)
    first = next(each for each in fields["convivia.areas"].iter(qn("w:t")) if each.text.startswith("[ ]"))
    first.text = first.text.replace("[ ]", "[x]")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def is_judged(people: People, way: Way, name: str, practice: str, recommendation: str, reason: str) -> None:
    """An editor asks one reader, who takes it on, comments on a passage and hands in a judgement."""
    editor, reader = people("editor"), people(name)
    editor.go("")
    editor.follow(editor.page.locator(f".to-do a[href*='{practice}']").first)
    editor.follow(f".aside a[href$='/{practice}/reviews/']")
    page = editor.page
    page.check("input[name=readers_wanted][value='1']")
    page.locator("label", has_text=name).locator("input").check()
    editor.sees_no_fault()
    editor.follow("form.desk-form button[type=submit]")
    reader.go("reviews/")
    reader.follow(reader.page.locator(".waiting th a", has_text=way.title))
    reader.follow("form[action$='/begin/'] button")
    comments(reader)
    reader.sees_no_fault()
    reader.judge(recommendation, reason)


def comments(reader: Person) -> None:
    """Choose words of the summary, and say something of just these."""
    page = reader.page
    page.evaluate("""() => {
      const text = document.querySelector("[data-passage=summary]");
      const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      range.setStart(node, node.data.indexOf("mend"));
      range.setEnd(node, node.data.indexOf("bicycles") + 8);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    reader.press("[data-choose] button")
    expect(page.locator("#quote-summary")).to_have_value("mend bicycles")
    page.fill("#text-summary", "How many of them?")
    reader.follow(".comment-form[data-for=summary] button")
    expect(page.locator("#summary .note-on blockquote")).to_contain_text("mend bicycles")


def is_returned(editor: Person, way: Way) -> None:
    """The editor finds the judgement, and returns the practice for the reader's reason and comment."""
    editor.go("reviews/?waits=decision")
    editor.follow(editor.page.locator(".waiting tbody th a", has_text=way.title))
    page = editor.page
    editor.sees_no_fault()
    expect(page.locator("#why")).to_have_value(re.compile(f"{ASKED}.*mend bicycles.*How many of them", re.S))
    page.check("input[name=step][value=ask-changes]")
    editor.follow("form[action$='/decide/'] button")


def is_mended(contributor: Person, practice: str) -> None:
    page = contributor.go("")
    contributor.follow(page.locator(f".to-do a[href*='{practice}']").first)
    contributor.is_at("changes-asked")
    expect(page.locator(".standing")).to_contain_text(ASKED)
    contributor.sees_no_fault()
    contributor.write(practice, summary=MENDED)
    contributor.go(f"practices/{practice}/preview/")
    expect(page.locator("article")).to_contain_text(MENDED)
    contributor.step(practice, "submit", "It says now who pays.")
    contributor.is_at("submitted")


def is_accepted_and_published(editor: Person, way: Way, practice: str) -> None:
    editor.go("reviews/?waits=decision")
    editor.follow(editor.page.locator(".waiting tbody th a", has_text=way.title))
    editor.page.check("input[name=step][value=accept]")
    editor.follow("form[action$='/decide/'] button")
    editor.step(practice, "publish")
    editor.is_at("published")


def is_found(reader: Person, way: Way, summary: str) -> None:
    """A reader finds the practice by words of its title, and reads it."""
    page = reader.page
    page.goto(reader.root)
    page.fill("#q", way.title.removeprefix("The ").partition(" of ")[0])
    with page.expect_navigation():
        page.press("#q", "Enter")
    reader.follow(page.locator(".card .title a", has_text=way.title).first)
    expect(page.locator("h1")).to_have_text(way.title)
    expect(page.locator("article .lead")).to_have_text(summary)
    reader.sees_no_fault()


def is_changed(people: People, practice: str) -> None:
    """A change is written while readers go on seeing what was published, and published in its turn."""
    contributor, editor = people("contributor"), people("editor")
    contributor.step(practice, "revise")
    contributor.write(practice, summary=CHANGED)
    contributor.go(f"practices/{practice}/compare/?from=public&to=copy")
    expect(contributor.page.locator("#texts ins, .difference ins").first).to_contain_text("foundation")
    contributor.sees_no_fault()
    contributor.step(practice, "submit")
    editor.step(practice, "accept")
    editor.step(practice, "publish", "Who pays has changed.")


def changes_are_compared(reader: Person, practice: str) -> None:
    """Readers see by section, in words, what is new."""
    page = reader.page
    page.goto(f"{reader.root}practices/{practice}/versions/")
    expect(page.locator(".past > li")).to_have_count(2)
    expect(page.locator(".past > li").first).to_contain_text("Who pays has changed.")
    reader.sees_no_fault()
    reader.follow(".past > li >> nth=0 >> a[href*='compare']")
    expect(page.locator(".difference h3")).to_have_count(1)
    expect(page.locator(".difference ins")).to_have_text(["A foundation", " since 2025"])
    expect(page.locator(".difference del")).to_have_text(["The district"])
    reader.sees_no_fault()


def is_restored(people: People, practice: str) -> None:
    """What was published first is taken up again, and published again."""
    contributor, editor = people("contributor"), people("editor")
    page = contributor.go(f"practices/{practice}/history/")
    contributor.sees_no_fault()
    contributor.follow(page.locator(".happened > li", has=page.locator(".badge")).last.locator(".kept-links a").first)
    expect(page.locator(".as-it-was .lead")).to_have_text(MENDED)
    contributor.sees_no_fault()
    contributor.follow("form[action$='/restore/'] button")
    expect(page.locator(".difference ins").first).to_contain_text("district")
    contributor.step(practice, "submit")
    editor.step(practice, "accept")
    editor.step(practice, "publish", "As it was.")


def keeps_all_versions(reader: Person, practice: str) -> None:
    page = reader.page
    page.goto(f"{reader.root}practices/{practice}/versions/2/")
    expect(page.locator("article .lead")).to_have_text(CHANGED)
    page.goto(f"{reader.root}practices/{practice}/versions/")
    expect(page.locator(".past > li")).to_have_count(3)
