"""A practice is written, handed in, sent back, mended and handed in again: on a desktop and a phone, with a lost line,
after a crash, without script, by keyboard."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import SignIn, follow, probe
from tests.journeys.test_accessibility import OPTIONS

SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
SAVED = re.compile(r"Saved at \d\d:\d\d")


def begin(page: Page) -> str:
    """Begin a practice of the city; the address of its page at the desk comes back."""
    page.goto(page.url.partition("/desk/")[0] + "/desk/new/")
    follow(page, page.get_by_role("button", name="Begin to write"))
    return page.url.partition("write/")[0]


def fill(page: Page) -> None:
    """Answer all that is needed."""
    page.get_by_label("Title needed").fill("A kitchen where neighbours meet")
    page.get_by_label("Period needed").fill("since May 2021")
    page.get_by_label("Participation").first.check()
    page.get_by_label("Summary needed").fill("Neighbours cook once a week, newcomers with them.")
    page.get_by_label("Mail address", exact=True).fill("office@example.org")


def is_saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text(SAVED)


@pytest.mark.parametrize("size", SIZES)
def test_from_a_first_word_to_handing_in_again(sign_in: SignIn, size: str):
    page = sign_in("contributor", "/en/desk/", **SIZES[size])
    address = begin(page)
    fill(page)
    expect(page.locator("[data-understood]")).to_have_text("Understood as: since May 2021")
    is_saved(page)
    expect(page.locator("[data-percent]")).to_have_text("100%")
    expect(page.locator("[data-missing]")).to_be_hidden()
    follow(page, page.get_by_role("button", name="Save and close"))
    follow(page, page.get_by_role("button", name="Hand in"))
    expect(page.get_by_role("status")).to_contain_text("Handed in.")

    editor = sign_in("editor", address.partition("/en/")[1] + address.partition("/en/")[2], **SIZES[size])
    editor.locator("summary", has_text="Ask for changes").click()
    editor.get_by_label(re.compile("What has to change")).fill("Say who pays for the food.")
    follow(editor, editor.get_by_role("button", name="Ask for changes"))
    expect(editor.get_by_role("status")).to_contain_text("Changes asked.")

    page.goto(address.partition("practices/")[0])
    pile = page.locator("section.pile", has_text="Changes are asked of you")
    follow(page, pile.get_by_role("link", name="A kitchen where neighbours meet").first)
    expect(page.locator(".standing")).to_contain_text("Say who pays for the food.")
    follow(page, page.get_by_role("link", name="Write", exact=True))
    page.get_by_label("Summary needed").fill("Neighbours cook once a week. The city pays for the food.")
    is_saved(page)
    follow(page, page.get_by_role("link", name="Preview"))
    expect(page.locator("article")).to_contain_text("The city pays for the food.")
    page.goto(address)
    follow(page, page.get_by_role("button", name="Hand in"))
    expect(page.get_by_role("status")).to_contain_text("Handed in.")


def test_what_was_typed_outlives_a_lost_line(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    page.context.set_offline(True)
    page.get_by_label("Title needed").fill("Typed without a line")
    expect(page.locator("[data-state]")).to_contain_text("No connection.")
    page.context.set_offline(False)
    is_saved(page)
    page.reload()
    expect(page.get_by_label("Title needed")).to_have_value("Typed without a line")
    expect(page.locator("[data-offer]")).to_be_hidden()


def test_what_was_typed_outlives_a_crash(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    page.goto(page.url + "?depth=full")
    page.get_by_label("Title needed").fill("Saved before")
    is_saved(page)
    page.route("**/write/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("Title needed").fill("Typed before the crash")
    page.get_by_role("button", name="Add a statement").click()
    page.get_by_label("What has changed").nth(1).fill("More neighbours know each other.")
    expect(page.locator("[data-state]")).to_contain_text("No connection.")
    address, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Title needed")).to_have_value("Saved before")
    again.get_by_role("button", name="Put it back").click()
    expect(again.get_by_label("Title needed")).to_have_value("Typed before the crash")
    expect(again.get_by_label("What has changed").nth(1)).to_have_value("More neighbours know each other.")
    is_saved(again)
    again.reload()
    expect(again.get_by_label("Title needed")).to_have_value("Typed before the crash")


def test_a_button_waits_for_the_save_that_is_under_way(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    under_way: list[Route] = []
    page.route("**/write/**", lambda route: under_way.append(route) if is_by_script(route) else route.continue_())
    page.get_by_label("Title needed").fill("Saved by script")
    expect(page.locator("[data-state]")).to_have_text("Saving …")
    page.get_by_label("Title needed").fill("Saved by the button")
    page.get_by_role("button", name="Save and close").click()
    with page.expect_navigation(url=re.compile(r"practices/\w+/$")):
        under_way.pop().continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved by the button")


def is_by_script(route: Route) -> bool:
    return route.request.headers.get("accept", "").startswith("application/json")


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_two_windows_write_at_once(sign_in: SignIn, choice: str):
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Title needed").fill("Theirs")
    is_saved(other)
    page.get_by_label("Title needed").fill("Mine")
    expect(page.locator("[data-clash]")).to_contain_text("Title")
    if choice == "mine":
        page.get_by_role("button", name="Take mine").click()
        is_saved(page)
    elif choice == "theirs":
        page.get_by_role("button", name="Take theirs").click()
        expect(page.get_by_label("Title needed")).to_have_value("Theirs")
        expect(page.locator("[data-offer]")).to_be_visible()
        page.get_by_role("button", name="Throw it away").click()
    else:
        follow(page, page.get_by_role("button", name="See both"))
        expect(page.get_by_role("group", name="Title")).to_contain_text("Theirs")
        page.get_by_role("radio", name=re.compile("Theirs")).check()
        follow(page, page.get_by_role("button", name="Save this choice"))
    page.goto(page.url.partition("?")[0])
    wanted = "Mine" if choice == "mine" else "Theirs"
    expect(page.get_by_label("Title needed")).to_have_value(wanted)


def test_somebody_else_writes_and_is_followed(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/")
    address = begin(page)
    path = "/en/" + address.partition("/en/")[2]
    other = sign_in("coordinator", path + "write/")
    expect(other.get_by_role("alert").first).to_contain_text("contributor@example.org is writing here now")
    follow(other, other.get_by_role("button", name="Take over"))
    other.get_by_label("Title needed").fill("By the coordinator")
    is_saved(other)
    page.get_by_label("Title needed").fill("Too late")
    expect(page.locator("[data-clash]")).to_contain_text("coordinator@example.org is writing in this practice now")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("coordinator@example.org took this practice over from you")


def test_all_of_it_without_script(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/", java_script_enabled=False)
    address = begin(page)
    fill(page)
    page.locator("#place-name").fill("Nowhere at all")
    follow(page, page.get_by_role("button", name="Save", exact=True))
    page.get_by_role("link", name=re.compile("No place of this name")).click()
    expect(page.locator("#place-name")).to_have_value("Nowhere at all")
    page.locator("#place-name").fill("Bergen, Norway")
    follow(page, page.get_by_role("button", name="Add", exact=True))
    expect(page.get_by_label("Bergen, Norway")).to_be_checked()
    follow(page, page.get_by_role("link", name="Full form"))
    page.get_by_label("How you know it").select_option("counted")
    page.get_by_label("What has changed").fill("Forty people come every week.")
    follow(page, page.get_by_role("button", name="Add a statement"))
    expect(page.get_by_label("How you know it")).to_have_count(2)
    follow(page, page.get_by_role("button", name="Save and close"))
    follow(page, page.get_by_role("button", name="Hand in"))
    expect(page.locator(".state").first).to_have_text("Handed in")
    assert page.url == address


def test_pictures_and_writing_help_while_writing(sign_in: SignIn, tmp_path: Path):
    """A picture is added and described; an advice comes as somebody types, is left as it is, and stays away."""
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    page.goto(page.url + "?depth=full")
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "street.png")
    page.get_by_label("Summary needed").fill(
        "The best kitchen of the town, where all neighbours cook together on Fridays."
    )
    page.get_by_label("Title needed").focus()
    is_saved(page)
    note = page.locator("[data-advice=summary]")
    expect(note).to_contain_text("This word praises.")
    expect(page.locator("[data-news]")).to_contain_text("Summary")
    note.get_by_role("button", name="Leave it as it is").click()
    expect(note).to_be_empty()
    expect(page.get_by_label("Summary needed")).to_be_focused()
    is_saved(page)
    page.get_by_label("Add a picture").set_input_files(tmp_path / "street.png")
    page.get_by_role("button", name="Add", exact=True).last.click()
    page.get_by_label("What picture 1 shows").fill("A street with one long table.")
    page.locator("#picture-0-licence").select_option("CC-BY-4.0")
    is_saved(page)
    expect(page.locator("[data-missing]")).not_to_contain_text("Pictures")
    expect(note.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("img", name="A street with one long table.")).to_be_visible()


# Where the focus is, and where the bar begins that stays in sight.
BOXES = """() => {
  const bar = document.querySelector(".save-bar"), top = bar.getBoundingClientRect().top;
  const at = document.activeElement.getBoundingClientRect();
  return bar.contains(document.activeElement) ? [0, top, 0] : [at.bottom, top, at.height];
}"""


def test_by_keyboard_alone(sign_in: SignIn):
    page = sign_in("contributor", "/en/desk/")
    begin(page)
    page.get_by_label("Title needed").focus()
    page.keyboard.type("Typed by keyboard")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value === 'done'"):
            break
        box = page.evaluate(BOXES)
        assert box[0] - box[2] / 2 <= box[1] or box[0] > box[1] + 200, "the focus is behind the bar"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"practices/\w+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Typed by keyboard")


PAGES = ("", "new/", "practices/{id}/", "practices/{id}/write/", "practices/{id}/write/?depth=full",
         "practices/{id}/write/?text=fr", "practices/{id}/preview/")  # fmt: skip


@pytest.fixture(scope="module")
def looked_at() -> dict[str, str]:
    """Where the practice is that all views look at."""
    return {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_lost_when_narrow(sign_in: SignIn, looked_at, path: str, theme: str):
    page = sign_in("contributor", "/en/desk/", color_scheme=theme)
    if "id" not in looked_at:
        looked_at["id"] = begin(page).rstrip("/").rpartition("/")[2]
    start = page.url.partition("/en/")[0]
    page.goto(f"{start}/en/desk/{path.format(id=looked_at['id'])}")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert probe(page, "crowding") == []
    assert probe(page, "small_targets", 24) == []
    probe(page, "text_spacing")
    assert probe(page, "crowding") == []
