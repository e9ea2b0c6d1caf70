"""Evidence, contact and pictures wherever readers meet a practice."""

import csv
import io

import pytest
from PIL import Image

from convivia.practices.models import Contact, Evidence, PracticePicture
from convivia.practices.pictures import keep_picture


@pytest.fixture
def kitchen(library):
    """The kitchen, with all that can stand beside its texts."""
    practice = library["kitchen"]
    Evidence.objects.create(
        practice=practice, kind="counted", position=1, date="2024-05", source="Sample office",
        source_url="https://example.org/count", statements={"en": "Half as many quarrels.", "fr": "Deux fois moins."},
    )  # fmt: skip
    Evidence.objects.create(practice=practice, kind="told", position=2, statements={"fr": "On se parle."})
    Evidence.objects.create(practice=practice, kind="expected", position=3, date="2030-99", statements={"en": "More."})
    Contact.objects.create(
        practice=practice, office="Office of encounters", organisation="Oslo", email="hidden@example.org",
        page="https://example.org/office",
    )  # fmt: skip
    made = io.BytesIO()
    Image.new("RGB", (80, 60), "red").save(made, "PNG")
    PracticePicture.objects.create(
        practice=practice, picture=keep_picture(data=made.getvalue(), by="tests"), alt={"en": "A long <table>"},
        licence="CC-BY-4.0", credit="A sample photographer",
    )  # fmt: skip
    return practice


def test_the_page_tells_how_effects_are_known(kitchen, address, read):
    page = read(address("kitchen"))
    assert page.texts(".evidence .read") == ["Half as many quarrels.", "On se parle.", "More."]
    assert page.texts(".evidence-mark") == [
        "Counted in May 2024 Source: Sample office", "Told", "Expected 2030-99",
    ]  # fmt: skip
    assert page.links(".evidence-mark a") == ["https://example.org/count"]
    assert page.all(".evidence .read")[1].attributes["lang"] == "fr"
    assert [len(mark.css(".full")) for mark in page.all(".evidence-shape")] == [2, 1, 0]
    assert read(address("kitchen", "fr")).texts(".evidence .read")[0] == "Deux fois moins."


def test_the_page_says_whom_to_ask_and_hides_an_address_that_is_not_to_be_shown(kitchen, address, read):
    page = read(address("kitchen"))
    assert page.texts(".contact p") == ["Office of encounters", "Oslo", "Its page on the web"]
    assert "hidden@example.org" not in page.html
    Contact.objects.update(shows_email=True)
    assert "mailto:hidden@example.org" in read(address("kitchen")).links(".contact a")


def test_the_page_shows_its_pictures(kitchen, address, read):
    page = read(address("kitchen"))
    image = page.one(".photographs img").attributes
    digest = kitchen.picture_links.get().picture.digest
    assert (image["src"], image["alt"], image["width"], image["height"]) == (
        f"/pictures/{digest}.webp", "A long <table>", "80", "60",
    )  # fmt: skip
    assert page.text(".photographs figcaption") == "A sample photographer · CC-BY-4.0"


def test_what_has_nothing_beside_it_has_no_such_parts(library, address, read):
    assert read(address("council")).all(".evidence, .contact, .photographs, [href$='beside.css']") == []


def test_the_comparison_sets_evidence_and_contacts_side_by_side(kitchen, library, read):
    page = read(f"/en/compare/?id={kitchen.public_id}&id={library['council'].public_id}")
    heads = page.texts(".comparison th[scope=row] .head > span:first-child")
    assert [one for one in heads if one in ("Evidence", "Whom to ask")] == ["Evidence", "Whom to ask"]
    assert "Half as many quarrels." in page.html
    assert "hidden@example.org" not in page.html
    other = read(f"/en/compare/?id={library['radio'].public_id}&id={library['council'].public_id}")
    assert "Evidence" not in other.texts(".comparison .head > span:first-child")


def test_a_brief_prints_them(kitchen, read):
    brief = read(f"/en/collection/brief.md?id={kitchen.public_id}").html
    assert "Counted in May 2024: Half as many quarrels. (Sample office)" in brief
    assert "Office of encounters; Oslo" in brief
    assert "hidden@example" not in brief


def test_a_sheet_has_them_in_columns(kitchen, read):
    rows = list(csv.DictReader(io.StringIO(read("/en/practices.csv").html.lstrip("\ufeff"))))
    row = next(row for row in rows if row["Convivia id"] == kitchen.public_id)
    assert row["How effects are known"].splitlines()[0] == "Counted in May 2024: Half as many quarrels. (Sample office)"
    assert row["Whom to ask"] == "Office of encounters; Oslo; https://example.org/office"


def test_as_many_queries_with_much_beside_it(kitchen, library, queries):
    path = f"/en/compare/?id={kitchen.public_id}&id={library['council'].public_id}"
    before = queries(path)
    Evidence.objects.bulk_create(
        Evidence(practice=library["council"], kind="told", statements={"en": "One."}) for _ in range(3)
    )
    assert queries(path) == before


def test_the_api_tells_them(kitchen, client):
    answer = client.get(f"/api/v1/practices/{kitchen.public_id}").json()
    assert answer["evidence"][0] == {
        "kind": "counted",
        "statements": {"en": "Half as many quarrels.", "fr": "Deux fois moins."},
        "date": "2024-05",
        "source": "Sample office",
        "source_url": "https://example.org/count",
    }
    assert answer["contact"] == {
        "office": "Office of encounters", "organisation": "Oslo", "email": "", "page": "https://example.org/office",
    }  # fmt: skip
    (picture,) = answer["pictures"]
    assert (picture["alt"], picture["licence"]) == ({"en": "A long <table>"}, "CC-BY-4.0")
    assert client.get(picture["url"].removeprefix("http://testserver")).status_code == 200
