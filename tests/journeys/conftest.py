"""A real browser on the shipped library, served as in production."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.conftest import serving
from tests.journeys.desk_people import Desk, sessions_of

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SECONDS = 20
MISSING = re.compile(r"/nothing-here/$")
# Journeys cut the line by intention.
LOST_LINE = re.compile(r"Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|FAILED)")
# The status of each answer is looked at by itself.
SAID_ELSEWHERE = re.compile(r"Failed to load resource: the server responded with a status")

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as one, and keep them together: one worker, one browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. It is closed after the last journey: its event loop would hinder tests of the database."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("chromium is missing; the journeys need it: apt-get install chromium (`make test` does it)", False)
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


class Visits:
    """Opens pages of the library, and writes down whatever goes wrong in them."""

    wanted = frozenset([200, 301, 302, 304])

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self.address = browser, address
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def open(self, path: str = "", *, width: int = 1280, height: int = 800, **options: object) -> Page:
        """Return a page of a new context, at `path` if one is named; `options` are those of a Playwright context."""
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(SECONDS * 1000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._watch)
        page.on("response", self._check)
        if path:
            page.goto(self.address + path)
        return page

    def close(self) -> None:
        """Close everything that was opened."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not SAID_ELSEWHERE.match(message.text):
            self.troubles.append(f"console: {message.text}")

    def _check(self, response: Response) -> None:
        wanted = {404} if MISSING.search(response.url) else self.wanted
        if response.status not in wanted:
            self.troubles.append(f"status {response.status}: {response.url}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.troubles.append(f"another host: {request.url}")


class DeskVisits(Visits):
    """Visits to the desk, which answers by other numbers, too, what it cannot do at once."""

    wanted = frozenset([200, 301, 302, 304, 409, 410, 422, 423])

    def _hear(self, message: ConsoleMessage) -> None:
        if not LOST_LINE.match(message.text):
            super()._hear(message)


@pytest.fixture
def visits(browser: Browser, served: str) -> Iterator[Visits]:
    """The visits of one journey. None may end with an error on the console or a request to another host."""
    made = Visits(browser, served)
    yield made
    made.close()
    assert made.troubles == []


@pytest.fixture
def visit(visits: Visits) -> Visit:
    """Return a function that opens a page in a browser of its own, as a reader who has never been here."""
    return visits.open


@pytest.fixture(scope="package")
def desk(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A library of its own that journeys at the desk may write to, served, with people who have signed in."""
    home = Path(shutil.copytree(shipped_home, tmp_path_factory.mktemp("desk") / "home"))
    sessions = sessions_of(home)
    with serving(home) as address:
        yield Desk(address, home, sessions)


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(browser: Browser, desk: Desk) -> Iterator[SignIn]:
    """Return a function that opens a page as somebody who has signed in, or ("") as somebody who has not; 409, 410,
    422 and 423 are answers of the desk."""
    made = DeskVisits(browser, desk.address)

    def opened(name: str, path: str = "", **options: object) -> Page:
        page = made.open(**options)  # type: ignore[arg-type]
        if name:
            page.context.add_cookies([desk.cookie(name)])  # type: ignore[list-item]
        if path:
            page.goto(desk.address + path)
        return page

    yield opened
    made.close()
    assert made.troubles == []


@pytest.fixture(scope="package")
def window(browser: Browser, served: str) -> Iterator[tuple[Visits, Page]]:
    """One page that stays open, for looking at many pages one after the other."""
    made = Visits(browser, served)
    yield made, made.open()
    made.close()


@pytest.fixture
def look(window: tuple[Visits, Page]) -> Iterator[Visit]:
    """Return a function that leads the open window to a page, at a size and in a theme (light)."""
    made, page = window
    made.troubles.clear()

    def lead(path: str, *, width: int = 1280, height: int = 800, theme: str = "light") -> Page:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.goto(made.address + path)
        return page

    yield lead
    assert made.troubles == []


def follow(page: Page, target: str | Locator, *, touch: bool = False) -> None:
    """Click or tap `target` (a locator, or a selector's first); return when the page that it leads to has been loaded.

    A click returns before the browser has gone: what reads, runs or leaves the page next would still meet the old one.
    """
    found = page.locator(target).first if isinstance(target, str) else target
    with page.expect_navigation():
        found.tap() if touch else found.click()


def probe(page: Page, name: str, argument: object = None) -> object:
    """Run `probes/<name>.js` (a function) in the page; what it finds comes back."""
    return page.evaluate((HERE / "probes" / f"{name}.js").read_text(encoding="utf-8"), argument)
