"""Pictures in the form: uploaded, described, put in order, taken out; and what is no picture."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from convivia.desk.typed_pictures import MOST_PICTURES, anchor_after, ordered
from convivia.practices.models import Picture, WorkingCopy
from convivia.practices.pictures import MOST_BYTES, keep_picture
from convivia.practices.workflow_actions import missing_of
from convivia.practices.writing_actions import let_go, save_draft
from tests.desk.test_writing import content, page, short

GPS = 0x8825


def drawn(kind="JPEG", color="teal", **options):
    made = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(made, kind, **options)
    return made.getvalue()


def taken_somewhere():
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (60.0, 23.0, 0.0)}
    return drawn(exif=exif)


def moving():
    frames = [Image.new("RGB", (64, 48), color) for color in ("teal", "coral")]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    return made.getvalue()


def file(data, name="street.jpg"):
    return {"picture-file": SimpleUploadedFile(name, data)}


def rows(*pictures):
    sent = {"picture-rows": str(len(pictures))}
    for number, one in enumerate(pictures):
        sent |= {f"picture-{number}-{name}": value for name, value in one.items()}
    return sent


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor)


@pytest.fixture
def browser(signed_in, contributor):
    return signed_in(contributor)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def two(practice, contributor):
    """The digests of two pictures of the practice, the first of which is described in two languages."""
    digests = [keep_picture(data=drawn(color=color), by="tests").digest for color in ("teal", "coral")]
    pictures = [
        {"digest": digests[0], "alt": {"en": "A street.", "fr": "Une rue."}, "licence": "CC0-1.0", "credit": "City"},
        {"digest": digests[1], "alt": {}, "licence": "", "credit": ""},
    ]
    save_draft(practice=practice, content=content() | {"pictures": pictures}, version=1, by=contributor)
    let_go(practice=practice, by=contributor)
    return digests


def test_a_picture_is_uploaded_and_then_described(practice, browser):
    where = page(practice, "?depth=full")
    response = browser.post(where, short(do="add-picture") | rows() | file(taken_somewhere()))
    assert (response.status_code, response.url.rpartition("#")[2]) == (302, "pictures")
    kept = Picture.objects.get()
    assert content()["pictures"] == [{"digest": kept.digest, "alt": {}, "licence": "", "credit": ""}]
    assert kept.made_by == "contributor"
    with kept.file.open() as opened, Image.open(opened) as image:
        assert (image.format, dict(image.getexif())) == ("WEBP", {})
    html = browser.get(where).content.decode()
    assert f"/pictures/{kept.digest}.webp" in html
    assert missing_of(WorkingCopy.objects.get()) == ["pictures"]
    said = {"digest": kept.digest, "alt": " A  street. ", "licence": "CC-BY-4.0", "credit": "City of Sampleton"}
    assert browser.post(where, short(version="2") | rows(said)).status_code == 302
    assert content()["pictures"] == [
        {
            "digest": kept.digest,
            "alt": {"en": "A street."},
            "licence": "CC-BY-4.0",
            "credit": "City of Sampleton",
        }
    ]
    assert missing_of(WorkingCopy.objects.get()) == []
    preview = browser.get(f"/en/desk/practices/{practice.public_id}/preview/").content.decode()
    assert 'alt="A street."' in preview


BAD = {
    "no picture": (b"MZ" + b"\0" * 400, "no picture"),
    "drawn in words": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
    "a page": (b"<html><body>hello</body></html>", "no picture"),
    "empty": (b"", "no picture"),
    "cut off": (drawn()[:300], "broken"),
    "too large": (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "megabytes"),
    "too small": (io.BytesIO(), "pixels"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused_at_its_input(name, practice, browser):
    data, word = BAD[name]
    if name == "too small":
        Image.new("RGB", (8, 8)).save(data, "PNG")
        data = data.getvalue()
    sent = short(summary="Saved beside it.", do="add-picture") | rows() | file(data, "<b>.jpg")
    response = browser.post(page(practice, "?depth=full"), sent)
    errors = dict(response.context["errors"])
    assert (response.status_code, list(errors)) == (422, ["picture-file"])
    assert word in errors["picture-file"]
    assert 'id="picture-file-error"' in response.content.decode()
    assert "<b>.jpg" not in response.content.decode()
    assert (content()["pictures"], content()["texts"]["en"]["summary"]) == ([], "Saved beside it.")
    assert not Picture.objects.exists()


@pytest.mark.parametrize("data", [drawn("PNG"), drawn("WEBP"), moving()], ids=["png", "webp", "moving"])
def test_other_kinds_become_one_still_picture(data, practice, browser):
    assert browser.post(page(practice, "?depth=full"), short() | rows() | file(data, "x.exe")).status_code == 302
    with Picture.objects.get().file.open() as opened, Image.open(opened) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("WEBP", 1)


def test_there_is_room_for_so_many(practice, browser):
    digest = keep_picture(data=drawn(), by="tests").digest
    sent = short() | rows(*[{"digest": digest}] * MOST_PICTURES) | file(drawn("PNG", "coral"))
    response = browser.post(page(practice, "?depth=full"), sent)
    assert "There is room for 20 pictures." in dict(response.context["errors"])["picture-file"]
    assert [one["digest"] for one in content()["pictures"]] == [digest]


def test_they_change_places_and_go(practice, browser, two):
    sent = rows(*({"digest": digest, "alt": "Seen", "licence": "CC0-1.0"} for digest in two))
    where = page(practice, "?depth=full")
    response = browser.post(where, short(version="2", do="lower-picture-0") | sent)
    assert response.url.endswith("#picture-1")
    assert [one["digest"] for one in content()["pictures"]] == two[::-1]
    browser.post(where, short(version="3", do="remove-picture-1") | sent)
    assert [(one["digest"], one["alt"]) for one in content()["pictures"]] == [
        (two[0], {"en": "Seen", "fr": "Une rue."})
    ]
    assert Picture.objects.count() == 2


@pytest.mark.parametrize(
    ("do", "order", "anchor"),
    [
        ("raise-picture-1", [1, 0, 2], "#picture-0"),
        ("raise-picture-0", [0, 1, 2], "#picture-0"),
        ("lower-picture-2", [0, 1, 2], "#picture-3"),
        ("lower-picture-1", [0, 2, 1], "#picture-2"),
        ("remove-picture-1", [0, 2], "#pictures"),
        ("remove-picture-7", [0, 1, 2], "#pictures"),
        ("raise-picture-", [0, 1, 2], ""),
        ("save", [0, 1, 2], ""),
    ],
)
def test_the_order_after_a_button(do, order, anchor):
    assert (ordered([0, 1, 2], do), anchor_after(do)) == (order, anchor)


@pytest.mark.parametrize(
    ("name", "value"), [("alt", "x" * 301), ("credit", "x" * 201), ("licence", "All rights reserved")]
)
def test_what_is_wrong_is_told_at_its_row_and_stays_typed(name, value, practice, browser, two):
    good = {"digest": two[0], "alt": "A street.", "licence": "CC0-1.0", "credit": "City"}
    sent = short(version="2", do="remove-picture-1") | rows(good | {name: value}, {"digest": two[1]})
    response = browser.post(page(practice, "?depth=full"), sent)
    assert (response.status_code, [key for key, _ in response.context["errors"]]) == (422, [f"picture-0-{name}"])
    assert name == "licence" or value in response.content.decode()
    kept = content()["pictures"]
    assert [one["digest"] for one in kept] == two
    assert (kept[0]["alt"]["en"], kept[0]["licence"], kept[0]["credit"]) == ("A street.", "CC0-1.0", "City")


def test_a_digest_that_nobody_keeps_is_no_picture(practice, browser):
    browser.post(page(practice, "?depth=full"), short(title="New") | rows({"digest": "f" * 64}, {"digest": "../x"}))
    assert (content()["pictures"], content()["texts"]["en"]["title"]) == ([], "New")


def test_a_form_without_rows_leaves_pictures_alone(practice, browser, two):
    browser.post(page(practice, "?depth=full"), short(version="2", title="New"))
    browser.post(page(practice), short(version="3", title="Newer") | rows() | file(drawn("PNG", "olive")))
    assert [one["digest"] for one in content()["pictures"]] == two


def test_a_translator_says_what_they_show(practice, two, signed_in, translator):
    sent = {"version": "2", "title": "Un exemple", "picture-0-alt": "Une rue calme.", "picture-1-alt": "Un parc.",
            "picture-rows": "0", "picture-0-licence": ""}  # fmt: skip
    browser = signed_in(translator)
    where = page(practice, "?text=fr")
    html = browser.get(where).content.decode()
    assert ('name="picture-0-alt"' in html, 'name="picture-file"' in html) == (True, False)
    assert browser.post(where, sent | file(drawn())).status_code == 302
    kept = content()["pictures"]
    assert [one["alt"] for one in kept] == [{"en": "A street.", "fr": "Une rue calme."}, {"fr": "Un parc."}]
    assert [one["licence"] for one in kept] == ["CC0-1.0", ""]


def test_an_upload_outlives_a_clash(practice, browser, coordinator, two):
    """What was uploaded goes along to the page that shows both versions, and is kept by the choice made there."""
    sent = short(title="Mine", do="add-picture") | rows({"digest": two[0]}) | file(drawn("PNG", "olive"))
    response = browser.post(page(practice, "?depth=full"), sent)
    newest = Picture.objects.latest("pk").digest
    assert response.status_code == 409
    typed = dict(response.context["typed"])
    assert (typed["picture-1-digest"], typed["picture-rows"]) == (newest, "2")


def test_pictures_cost_one_query(practice, browser, two, django_assert_max_num_queries):
    browser.get(page(practice, "?depth=full"))
    with django_assert_max_num_queries(32):
        browser.get(page(practice, "?depth=full"))
