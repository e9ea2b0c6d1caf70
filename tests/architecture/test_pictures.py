"""Pictures in the documentation are those that `tools.pictures` takes, they are there, and they are light."""

import re
from pathlib import Path

from tools.desk_pages import DESK_KINDS
from tools.pictures import DESK_PICTURES, FOLDER, MOST_BYTES, PICTURES

ROOT = FOLDER.parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def shown() -> set[str]:
    words = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    return {Path(path).stem for path in re.findall(r"!\[[^\]]+\]\(([^)]*pictures/[^)]+\.png)\)", words)}


def test_what_is_shown_is_taken_and_there():
    assert shown() <= {*PICTURES, *DESK_PICTURES}
    assert [name for name in shown() if not (FOLDER / f"{name}.png").is_file()] == []
    assert set(DESK_PICTURES) <= shown()


def test_pictures_are_light():
    assert [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > MOST_BYTES] == []


def test_pictures_of_the_desk_are_of_pages_that_are_walked_through():
    assert {kind for kind, _, _ in DESK_PICTURES.values()} <= set(DESK_KINDS)
