"""Two readers judge without seeing each other, disagree, a third one is asked; deadlines, mails, and what is public."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_desk import Person
from tests.journeys.conftest import SignIn
from tests.journeys.desk_people import Desk

TITLE = "A choir of nine languages"
LATE = """
from datetime import timedelta
from django.utils import timezone
from convivia.reviews.models import Assignment
asked = Assignment.objects.filter(round__practice__public_id="{practice}", reviewer__username="{reader}@example.org")
asked.update(due=timezone.localdate() - timedelta(days=1), told_at=timezone.now() - timedelta(days=20))
"""


@pytest.fixture
def people(sign_in: SignIn, desk: Desk) -> dict[str, Person]:
    """Those who have to do with a review, each in a browser of their own; the second reader reads the desk in French,
    on a phone."""
    names = ("contributor", "coordinator", "editor", "first-reader", "third-reader")
    phone = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
    found = {name: Person(sign_in(name), desk.address) for name in names}
    return found | {"second-reader": Person(sign_in("second-reader", **phone), desk.address, language="fr", touch=True)}


def test_two_readers_disagree_and_a_third_one_is_asked(people: dict[str, Person], desk: Desk, sign_in: SignIn):
    editor = people["editor"]
    practice = people["contributor"].hand_in(title=TITLE, summary="Sixty people sing in nine languages.")
    round_page = is_opened(editor, practice)
    assert {"first-reader@example.org", "second-reader@example.org"} <= asked_by_mail(desk)
    opens(people["first-reader"]).judge("accept", "Seen by the first alone.", need="4")
    second = people["second-reader"]
    knows_nothing_of(opens(second), practice, round_page, "Seen by the first alone.")
    second.judge("changes", "Numbers are missing.", need="0")
    sees_the_others_now(second, "Seen by the first alone.")
    asks_a_third(editor, round_page)
    third = people["third-reader"]
    opens(third)
    knows_nothing_of(third, practice, round_page, "Seen by the first alone.", "Numbers are missing.")
    is_reminded(desk, editor, practice)
    opens(third).judge("accept", "I would take it.", need="3")
    is_decided(editor, round_page)
    reads_reasons_without_names(people["contributor"], practice)
    people["editor"].take(practice, "publish")
    is_public_where_the_city_agrees(people["coordinator"], practice, sign_in("", f"/en/practices/{practice}/"))


def is_opened(editor: Person, practice: str) -> str:
    """An editor asks two readers; the address of the round's page comes back."""
    page = editor.go(f"reviews/practices/{practice}/")
    for name in ("first-reader", "second-reader"):
        page.locator("label", has_text=name).locator("input").check()
    editor.follow("form.desk-form button[type=submit]")
    return page.url


def asked_by_mail(desk: Desk) -> set[str]:
    """Return whom the server has asked by mail to read the practice."""
    asked = re.findall(rf"Subject: Convivia: [^\n]*{TITLE}\n(?:[\w-]+: .*\n)*?To: (\S+)", desk.mails())
    return set(asked)


def opens(reader: Person) -> Person:
    """A reader opens what they are asked to read, from the list, and takes it on."""
    page = reader.go("reviews/")
    reader.follow(page.locator(".waiting th a", has_text=TITLE))
    begin = page.locator("form[action$='/begin/'] button")
    if begin.count():
        reader.follow(begin)
    return reader


def knows_nothing_of(reader: Person, practice: str, round_page: str, *words: str) -> None:
    """No page and no answer of the API tells a reader what others wrote, until they have handed in themselves."""
    reader.sees_no_fault()
    ask = reader.page.context.request.get
    answers = [
        ask(address) for address in (reader.page.url, reader.page.url + "?text=en", f"{reader.root}desk/reviews/")
    ]
    refused = [ask(round_page), ask(f"{reader.root}desk/practices/{practice}/"), ask(f"{reader.root}desk/quality/")]
    assert [answer.status for answer in answers] == [200] * 3
    assert [answer.status for answer in refused] == [404, 404, 403]
    assert reader.ask("GET", f"/{practice}")[0] == 404
    assert [word for word in words for answer in (*answers, *refused) if word in answer.text()] == []


def sees_the_others_now(reader: Person, words: str) -> None:
    page = reader.go("reviews/")
    page.locator("details summary").last.click()
    reader.follow(page.locator(".listed a", has_text=TITLE))
    expect(page.locator("section:has(#others)")).to_contain_text(words)
    expect(page.locator("section:has(#others)")).not_to_contain_text("first-reader")


def asks_a_third(editor: Person, round_page: str) -> None:
    """The round says how far both agree, and where not; the editor asks a third reader."""
    page = editor.go("reviews/?waits=third")
    editor.follow(page.locator(".waiting th a", has_text=TITLE))
    assert page.url == round_page
    expect(page.locator("section:has(#readers) .late")).to_contain_text("The readers disagree.")
    expect(page.locator(".notice-warn")).to_contain_text("Far apart on:")
    editor.sees_no_fault()
    page.select_option("#reader", label=page.locator("#reader option", has_text="third-reader").inner_text())
    editor.follow("form.ask button")
    expect(page.locator(".readers")).to_contain_text("third-reader")


def is_reminded(desk: Desk, editor: Person, practice: str) -> None:
    """A day that has passed is told to the reader by mail, once, and to the editors in their list."""
    desk.run("manage", "shell", "--no-imports", "-c", LATE.format(practice=practice, reader="third-reader"))
    said = desk.run("remind")
    assert re.findall(r"^To: (.*)$", said, re.M) == ["third-reader@example.org"]
    assert TITLE in said
    page = editor.go("reviews/")
    row = page.locator(".waiting tbody tr", has_text=TITLE)
    expect(row).to_contain_text("third-reader")
    expect(row.locator(".late")).to_contain_text("overdue")


def is_decided(editor: Person, round_page: str) -> None:
    page = editor.page
    page.goto(round_page)
    expect(page.locator(".readers")).to_contain_text("reminded once")
    expect(page.locator("#why")).to_have_value(
        re.compile("Seen by the first alone.*Numbers are missing.*take it", re.S)
    )
    page.fill("#why", "Two of three would take it, and so do we.")
    page.check("input[name=step][value=accept]")
    editor.follow("form[action$='/decide/'] button")


def reads_reasons_without_names(contributor: Person, practice: str) -> None:
    page = contributor.go(f"practices/{practice}/")
    contributor.follow(f".aside a[href$='/{practice}/reviews/']")
    expect(page.locator("section:has(#judgements) h3")).to_have_text(["First reader", "Second reader", "Third reader"])
    expect(page.locator("main")).not_to_contain_text("first-reader")
    expect(page.locator("#openness")).to_have_count(0)
    contributor.sees_no_fault()


def is_public_where_the_city_agrees(coordinator: Person, practice: str, reader: Page) -> None:
    """Reasons stand on the public page once the city has agreed, without names."""
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator("#public-review")).to_have_count(0)
    page = coordinator.go(f"practices/{practice}/")
    coordinator.follow(f".aside a[href$='/{practice}/reviews/']")
    coordinator.follow("section:has(#openness) button")
    expect(page.locator("section:has(#openness)")).to_contain_text("The review is public.")
    reader.reload()
    review = reader.locator("section:has(#public-review)")
    expect(review).to_contain_text("Numbers are missing.")
    assert re.findall("first-reader|second-reader|third-reader", reader.content()) == []
    coordinator.follow("section:has(#openness) button")
    reader.reload()
    expect(reader.locator("#public-review")).to_have_count(0)
