"""Somebody at the desk, in a browser of their own: what they do on its pages, in whichever language these are."""

import json
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import follow
from tests.journeys.test_accessibility import findings

CRITERIA = {
    **dict.fromkeys(("intercultural", "carried-out", "dignity", "publishable"), "yes"),
    **dict.fromkeys(("need", "doing", "equality", "evidence", "honesty"), "3"),
    **dict.fromkeys(("transfer", "lasting", "having-a-say", "partners", "plain-words"), "2"),
}
# Any token will do that stands in the cookie and in the header alike.
TOKEN = "a" * 32
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


class Person:
    """Somebody who has signed in; with `touch`, they tap where others click."""

    def __init__(self, page: Page, address: str, *, language: str = "en", touch: bool = False) -> None:
        self.page, self.language, self.touch = page, language, touch
        self.root = f"{address}/{language}/"

    def go(self, path: str) -> Page:
        """Go to a page of the desk; it comes back."""
        self.page.goto(f"{self.root}desk/{path}")
        return self.page

    def follow(self, target: str | Locator) -> None:
        """Click or tap, and wait for the page that this leads to."""
        follow(self.page, target, touch=self.touch)

    def press(self, target: str | Locator) -> None:
        """Click or tap what leads to no other page."""
        found = self.page.locator(target).first if isinstance(target, str) else target
        found.tap() if self.touch else found.click()

    def begin(self, language: str = "en") -> str:
        """Begin a practice that is written in a language; its id comes back."""
        self.go("new/")
        self.page.select_option("#language", language)
        self.follow("form.writing-form button[type=submit]")
        found = re.search(r"/practices/(\w+)/write/", self.page.url)
        assert found
        return found[1]

    def write(self, practice: str, **fields: str) -> None:
        """Fill fields of the form of a practice by their ids ("_" for "-"), then save and close it."""
        self.go(f"practices/{practice}/write/?depth=full")
        for name, words in fields.items():
            self.page.fill(f"#{name.replace('_', '-')}", words)
        self.follow("button[value=done]")

    def step(self, practice: str, name: str, reason: str = "") -> None:
        """Take a step of the workflow by its button on the page of the practice."""
        self.go(f"practices/{practice}/")
        form = self.page.locator("form", has=self.page.locator(f"input[name=step][value={name}]"))
        button = form.locator("button[type=submit]")
        if not button.is_visible():
            self.press(self.page.locator("details", has=form).locator("summary"))
        if reason:
            form.locator("[name=reason]").fill(reason)
        self.follow(button)
        expect(self.page.locator("[role=status] .notice-success")).to_have_count(1)

    def is_at(self, state: str) -> None:
        """The page of a practice says where it stands."""
        expect(self.page.locator(f".state.state-{state}").first).to_be_visible()

    def judge(self, recommendation: str, reason: str, **scores: str) -> None:
        """Answer every criterion of the judgement that is open ("_" for "-"), and hand it in."""
        for key, value in (CRITERIA | {key.replace("_", "-"): value for key, value in scores.items()}).items():
            self.page.check(f"input[name=score-{key}][value='{value}']")
        self.page.check(f"input[name=recommendation][value={recommendation}]")
        self.page.fill("#reason", reason)
        self.follow(".judging-foot button:not([formaction])")
        expect(self.page.locator("[role=status] .notice-success")).to_have_count(1)

    def sees_no_fault(self) -> None:
        """axe finds nothing on the page, and nothing runs out of it sideways."""
        assert findings(self.page) == []
        assert self.page.evaluate(OVERFLOW) <= 0

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any, Mapping[str, str]]:
        """Ask the desk's API as this person; status, answer and headers come back."""
        address = self.root.removesuffix(f"{self.language}/")
        token = self._token(address)
        answer = self.page.context.request.fetch(
            f"{address}api/v1/desk/practices{path}",
            method=method,
            data=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json", "X-CSRFToken": token}
            | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        return answer.status, answer.json(), answer.headers

    def _token(self, address: str) -> str:
        """Return the token of this browser, which pages that are open use; a browser that has none yet gets one."""
        context = self.page.context
        known = next((each["value"] for each in context.cookies(address) if each["name"] == "csrftoken"), "")
        if not known:
            context.add_cookies([{"name": "csrftoken", "value": TOKEN, "url": address}])
        return known or TOKEN

    def hand_in(self, **text: str) -> str:
        """Write a practice of Bilbao that lacks nothing, and hand it in, by the API; its id comes back."""
        status, begun, _ = self.ask("POST", "", {"language": "en", "city": "bilbao"})
        assert status == 201, begun
        _, copy, headers = self.ask("GET", f"/{begun['id']}/working-copy")
        content = copy["content"]
        content["texts"]["en"] |= {"title": "A sample practice", "summary": "What a sample practice does."} | text
        content["period"]["text"], content["concepts"] = "2019 - 2021", ["mediation"]
        content["contact"]["email"] = "office@example.org"
        status, saved, _ = self.ask("PUT", f"/{begun['id']}/working-copy", content, If_Match=headers["etag"])
        assert status == 200, saved
        self.take(begun["id"], "submit")
        return str(begun["id"])

    def take(self, practice: str, step: str, reason: str = "") -> None:
        """Take a step by the API."""
        status, told, _ = self.ask("POST", f"/{practice}/steps/{step}", {"reason": reason})
        assert status == 200, told
