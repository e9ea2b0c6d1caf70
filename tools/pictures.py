"""Take the pictures of the shipped library and of its desk for README and docs: `python -m tools.pictures [NAME …]`.

Without names all are taken; "desk" stands for all of the desk, which are taken of samples (`tools.sample_desk`).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.desk_pages import DESK_KINDS
from tools.sample_desk import SampleDesk, make_desk

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "use" / "pictures"
CONVIVIA = Path(sys.executable).with_name("convivia")
MOST_BYTES = 200_000
WIDE, NARROW, MAP, DESK = (1280, 860), (360, 740), (1060, 960), (1040, 720)
COMPARISON = "compare/?id=2gv3rkp&id=958x2hz&id=5rn43tk"
PRACTICE = "practices/2gv3rkp/?from=q%3Dcommunities"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the page, the size of the window, the theme, and what is clicked before it is taken."""

    path: str
    size: tuple[int, int] = WIDE
    theme: str = "light"
    click: str = ""


PICTURES = {
    "library": Picture("/en/"),
    "library-fr": Picture("/fr/"),
    "library-dark": Picture("/en/", theme="dark"),
    "library-phone": Picture("/en/", NARROW),
    "search": Picture("/en/?q=school&country=ES"),
    "search-fr": Picture("/fr/?q=%C3%A9cole&area=language"),
    "search-phone": Picture("/en/?q=school&country=ES", NARROW),
    "filters-phone": Picture("/en/?q=school&country=ES", NARROW, click='.sheet-button[popovertarget="facets"]'),
    "map": Picture("/en/map/", MAP),
    "map-dark": Picture("/en/map/?q=school", MAP, theme="dark"),
    "map-phone": Picture("/en/map/", (360, 900)),
    "map-world": Picture("/en/map/?view=world", MAP),
    "timeline": Picture("/en/timeline/", MAP),
    "timeline-dark": Picture("/en/timeline/?area=participation", MAP, theme="dark"),
    "timeline-phone": Picture("/en/timeline/", (360, 1250)),
    "practice": Picture(f"/en/{PRACTICE}"),
    "practice-fr": Picture("/fr/practices/5rn43tk/"),
    "practice-phone": Picture(f"/en/{PRACTICE}", NARROW),
    "comparison": Picture(f"/en/{COMPARISON}"),
    "comparison-fr": Picture(f"/fr/{COMPARISON}"),
    "comparison-phone": Picture(f"/en/{COMPARISON}", NARROW),
    "collection": Picture("/en/collections/refugees/"),
    "city": Picture("/en/cities/bilbao/"),
    "city-fr": Picture("/fr/cities/bilbao/"),
    "city-phone": Picture("/en/cities/bilbao/", NARROW),
}

# Of the desk: name of the picture → kind of page, size of the window, what is scrolled to.
DESK_PICTURES: dict[str, tuple[str, tuple[int, int], str]] = {
    "desk-invitation": ("invitation", (1040, 520), ""),
    "desk-home": ("city-home", DESK, ""),
    "desk-new": ("new", (1040, 520), ""),
    "desk-form": ("form-short", DESK, ""),
    "desk-form-phone": ("form-short", NARROW, "#period"),
    "desk-help": ("practice", (1040, 860), ".steps"),
    "desk-document": ("documents", DESK, ""),
    "desk-preview": ("preview", DESK, ""),
    "desk-changes": ("changes-asked", (1040, 860), ""),
    "desk-compare": ("compare", DESK, ""),
    "desk-history": ("history", DESK, ""),
    "desk-inbox": ("editor-home", DESK, ""),
    "desk-reviews": ("review-desk", DESK, ""),
    "desk-assign": ("assign", DESK, ""),
    "desk-judge": ("judge", (1200, 800), ".review"),
    "desk-round": ("round-apart", (1040, 860), "#judgements"),
    "desk-handed-in": ("handed-in", (1040, 860), ""),
    "desk-plan": ("planned", DESK, ""),
    "desk-quality": ("quality", DESK, ""),
    "desk-double": ("double", (1040, 1000), ""),
    "desk-import": ("import-dry-run", DESK, ""),
    "desk-people": ("people", (1040, 860), ""),
}


def main() -> int:
    """Write the pictures that are named, or all; 1 comes back when one of them is too heavy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    asked = sys.argv[1:]
    public = {name: picture for name, picture in PICTURES.items() if not asked or name in asked}
    desk = [name for name in DESK_PICTURES if not asked or "desk" in asked or name in asked]
    with tempfile.TemporaryDirectory(prefix="convivia-pictures-") as home, browser() as one:
        if public:
            with served(Path(home)) as address:
                for name, picture in public.items():
                    take(one, address, picture, FOLDER / f"{name}.png")
        if desk:
            set_up(Path(home))
            samples = make_desk(Path(home))
            with served(Path(home), CONVIVIA_ENCODER="none") as address:
                for name in desk:
                    take_desk(one, address, samples, name)
    heavy = [path.name for path in sorted(FOLDER.glob("*.png")) if path.stat().st_size > MOST_BYTES]
    print(f"{len(public) + len(desk)} pictures in {FOLDER}" + (f"; too heavy: {', '.join(heavy)}" if heavy else ""))
    return 1 if heavy else 0


def take_desk(one: Browser, address: str, samples: SampleDesk, name: str) -> None:
    """Write one picture of the desk, as who holds the role of its page sees it."""
    kind, size, target = DESK_PICTURES[name]
    who, path = DESK_KINDS[kind]
    cookie = {"name": "sessionid", "value": samples.sessions[who], "url": address}
    picture = Picture(f"/en/{samples.path(path)}", size)
    take(one, address, picture, FOLDER / f"{name}.png", cookie=cookie, target=target)


def take(
    one: Browser, address: str, picture: Picture, path: Path, *, cookie: dict[str, str] | None = None, target: str = ""
) -> None:
    """Write one picture to `path`; `target` is scrolled to the top of the window."""
    width, height = picture.size
    context = one.new_context(viewport={"width": width, "height": height}, color_scheme=picture.theme)
    if cookie:
        context.add_cookies([cookie])
    page = context.new_page()
    answer = page.goto(address + picture.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.path} cannot be shown")
    if picture.click:
        page.click(picture.click)
    if target:
        page.locator(target).first.evaluate("one => one.scrollIntoView()")
    page.screenshot(path=path, animations="disabled")
    context.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Open Debian's Chromium while the block runs."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield opened
        opened.close()


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """Set up the shipped library in `home` and serve it while the block runs; its address comes back."""
    set_up(home)
    environment = os.environ | {"CONVIVIA_HOME": str(home)} | settings
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [CONVIVIA, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/en/about/")
            yield address
        finally:
            process.terminate()


def set_up(home: Path) -> None:
    """Prepare the shipped library in `home`."""
    environment = os.environ | {"CONVIVIA_HOME": str(home)}
    subprocess.run([CONVIVIA, "setup"], env=environment, check=True, stdout=subprocess.DEVNULL)


def wait_for(address: str, *, seconds: float = 30) -> None:
    """Return when `address` answers; end the program when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (an address of ours)
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    sys.exit(main())
