"""A practice is published at a set time, cited, withdrawn, shown again, and put into the archive."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.at_desk import Person
from tests.journeys.conftest import SignIn
from tests.journeys.desk_people import Desk
from tests.journeys.test_accessibility import findings

TITLE = "Evening walks with a storyteller"
# What was planned for a day to come is due now.
DUE = """
from django.utils import timezone
from convivia.practices.models import Practice
Practice.objects.filter(public_id="{practice}", publish_at__isnull=False).update(publish_at=timezone.now())
"""


def test_planned_published_cited_withdrawn_and_archived(sign_in: SignIn, desk: Desk):
    contributor, coordinator, editor = (
        Person(sign_in(name), desk.address) for name in ("contributor", "coordinator", "editor")
    )
    practice = contributor.hand_in(title=TITLE, summary="Once a month a storyteller leads through the old town.")
    editor.take(practice, "accept")
    address = f"/en/practices/{practice}/"
    assert contributor.page.context.request.get(desk.address + address).status == 404
    is_planned(editor, practice)
    desk.run("manage", "shell", "--no-imports", "-c", DUE.format(practice=practice))
    desk.run("publish-due")
    can_be_cited(sign_in, desk, practice)
    is_withdrawn(coordinator, sign_in, practice)
    editor.step(practice, "show-again")
    assert sign_in("", address).locator("h1").inner_text() == TITLE
    is_archived(editor, sign_in, practice)


def is_planned(editor: Person, practice: str) -> None:
    """A day that has passed is refused with what was typed; another one is taken, and said."""
    today = datetime.now(UTC).date()
    page = editor.go(f"practices/{practice}/")
    editor.follow(f".aside a[href$='/{practice}/plan/']")
    editor.sees_no_fault()
    page.fill("#plan-day", (today - timedelta(days=2)).isoformat())
    page.fill("#plan-time", "07:30")
    editor.follow("form.plan button")
    expect(page.locator("#plan-day-error")).to_contain_text("This time is past.")
    expect(page.locator("#plan-time")).to_have_value("07:30")
    page.fill("#plan-day", (today + timedelta(days=30)).isoformat())
    editor.follow("form.plan button")
    editor.go(f"practices/{practice}/")
    expect(page.locator(".standing")).to_contain_text("It will be published on")


def can_be_cited(sign_in: SignIn, desk: Desk, practice: str) -> None:
    """Everybody reads it; its version has an address of its own, which its citation names."""
    page = sign_in("", f"/en/practices/{practice}/versions/1/")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("#citation")).to_contain_text(TITLE)
    expect(page.locator("#citation")).to_contain_text(f"/practices/{practice}/versions/1/")
    assert findings(page) == []
    told = page.context.request.get(f"{desk.address}/api/v1/practices/{practice}")
    assert (told.status, told.json()["title"]) == (200, TITLE)


def is_withdrawn(coordinator: Person, sign_in: SignIn, practice: str) -> None:
    """Its address says that it is gone, and why; so does that of its version."""
    coordinator.step(practice, "withdraw", "The storyteller has moved away.")
    for path in (f"practices/{practice}/", f"practices/{practice}/versions/1/"):
        page = sign_in("", f"/en/{path}")
        assert page.context.request.get(page.url).status == 410
        expect(page.locator("main")).to_contain_text("The storyteller has moved away.")
        assert findings(page) == []
    assert page.context.request.get(f"{coordinator.root}?q=storyteller+walks").text().count(TITLE) == 0


def is_archived(editor: Person, sign_in: SignIn, practice: str) -> None:
    """It can be read as it was, but no list shows it."""
    editor.step(practice, "archive", "It ended in 2021.")
    page = sign_in("", f"/en/practices/{practice}/")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".notice").first).to_contain_text("This practice is in the archive.")
    expect(page.locator(".notice").first).to_contain_text("It ended in 2021.")
    assert page.context.request.get(page.url).status == 200
    assert findings(page) == []
    page = sign_in("", "/en/?q=storyteller+walks")
    expect(page.locator(".card .title", has_text=TITLE)).to_have_count(0)
