"""Documents at the desk: taken along, brought back, and what was read confirmed piece by piece."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from convivia.intake.models import Upload
from convivia.intake.template_files import FORMS
from convivia.intake.templates import template_document
from convivia.practices.models import Picture, WorkingCopy
from convivia.practices.writing_actions import hold, save_draft

NEW = "/en/desk/documents/"


def down(practice, form="docx"):
    return f"/en/desk/practices/{practice.public_id}/document.{form}"


def up(practice):
    return f"/en/desk/practices/{practice.public_id}/document/"


def written(*paragraphs, picture=b"", alt=""):
    """Return a Word document: (style, words) each, and a picture."""
    document = docx.Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style)
    if picture:
        shape = document.add_picture(io.BytesIO(picture))
        shape._inline.docPr.set("descr", alt)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def photograph(side=64):
    file = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(file, "JPEG")
    return file.getvalue()


FREE = written(
    ("Title", "A kitchen for all"),
    ("Normal", "People cook together once a week."),
    ("Heading 1", "1. Goals:"),
    ("Normal", "To meet."),
    ("Heading 1", "Odds and ends"),
    ("Normal", "Something else."),
)


def upload(browser, path, data=FREE, name="mine.docx", **values):
    return browser.post(path, {"file": SimpleUploadedFile(name, data)} | values)


def content_of(practice):
    return WorkingCopy.objects.get(practice=practice).content


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor)


@pytest.mark.parametrize("form", list(FORMS))
def test_what_is_taken_along_and_brought_back_changes_nothing(signed_in, contributor, practice, form):
    browser = signed_in(contributor)
    before = content_of(practice)
    for depth in ("short", "full"):
        response = browser.get(down(practice, form), {"asked": "fr", "depth": depth})
        assert response.headers["Content-Type"] == FORMS[form][1]
        page = upload(browser, up(practice), response.content, f"a.{form}").headers["Location"]
        assert b"The document says nothing new." in browser.get(page).content
        assert browser.post(page, {"version": "1", "do": "save"}).status_code == 302
    assert content_of(practice) == before


def test_who_may_not(client, signed_in, practice, contributor, neighbour, stranger, reader, reviewer):
    token = upload(signed_in(contributor), up(practice)).headers["Location"]
    for path in (NEW, up(practice), down(practice), token, f"{token}pictures/1/"):
        assert client.get(path).headers["Location"].startswith("/en/account/login/")
    for person in (neighbour, stranger, reader):
        browser = signed_in(person)
        assert {browser.get(path).status_code for path in (up(practice), down(practice), token)} == {404}
        assert upload(browser, up(practice)).status_code == 404
    assert [signed_in(person).get(NEW).status_code for person in (stranger, reader, reviewer)] == [403] * 3
    assert upload(signed_in(stranger), NEW).status_code == 403
    browser = signed_in(contributor)
    assert {browser.post(down(practice)).status_code, browser.post(f"{token}pictures/1/").status_code} == {405}
    assert browser.delete(up(practice)).status_code == 405


def test_who_may_only_read_takes_it_along(signed_in, practice, contributor, translator):
    browser = signed_in(translator)
    assert browser.get(down(practice)).status_code == 200
    assert b'type="file"' not in browser.get(up(practice)).content
    assert upload(browser, up(practice)).status_code == 403


@pytest.mark.parametrize(
    "wrong", ["document.pdf", "document.docx?depth=deep", "document.docx?asked=xx", "document.odt?text=xx"]
)
def test_no_such_document(signed_in, contributor, practice, wrong):
    assert signed_in(contributor).get(f"/en/desk/practices/{practice.public_id}/{wrong}").status_code == 404


def test_a_document_written_freely_becomes_a_practice(signed_in, contributor, city, vocabularies):
    browser = signed_in(contributor)
    path = upload(browser, NEW).headers["Location"]
    page = browser.get(path).content.decode()
    for said in ("A kitchen for all", "Without a place yet", "Odds and ends", "Something else.", "paragraph 5"):
        assert said in page
    number = Upload.objects.get().passages.index(next(one for one in Upload.objects.get().passages if not one["key"]))
    response = browser.post(path, {"language": "en", "do": "save", f"to-{number}": "partners"})
    copy = WorkingCopy.objects.get()
    assert response.headers["Location"] == f"/en/desk/practices/{copy.practice.public_id}/write/?depth=full&text=en"
    text = copy.content["texts"]["en"]
    assert (text["title"], text["summary"]) == ("A kitchen for all", "People cook together once a week.")
    assert text["answers"] == {"purpose": "To meet.", "partners": "Something else."}
    assert (copy.content["places"], copy.practice.city, copy.edition) == (["sampleton"], city, "2")
    assert not Upload.objects.exists()
    assert "4 pieces of the document were taken over" in browser.get(response.headers["Location"]).content.decode()


def test_what_is_confirmed_left_out_or_put_below(signed_in, contributor, draft):
    practice = draft(by=contributor, title="Mine", summary="There.")
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    page = browser.get(path).content.decode()
    assert "Different from what is there" in page
    assert "There." in page
    keys = [one["key"] for one in Upload.objects.get().passages]
    choices = {f"to-{keys.index('title')}": "", f"below-{keys.index('summary')}": "yes", "version": "1"}
    assert browser.post(path, {**choices, "do": "look"}).status_code == 200
    assert content_of(practice)["texts"]["en"]["title"] == "Mine"
    browser.post(path, {**choices, "do": "save", "language": "en"})
    text = content_of(practice)["texts"]["en"]
    assert (text["title"], text["summary"]) == ("Mine", "There.\n\nPeople cook together once a week.")


def test_another_language_begins_a_further_text(signed_in, contributor, practice):
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    assert (
        b"a further language version begins"
        in browser.post(path, {"version": "1", "do": "look", "language": "fr"}).content
    )
    browser.post(path, {"version": "1", "do": "save", "language": "fr"})
    texts = content_of(practice)["texts"]
    assert (texts["fr"]["title"], texts["fr"]["origin"]) == ("A kitchen for all", "translation")
    assert texts["en"]["title"] == "A sample practice"


def test_an_empty_field_erases_nothing_unless_somebody_says_so(signed_in, contributor, practice):
    browser = signed_in(contributor)
    data = template_document("odt", language="en", depth="short", edition="1")
    path = upload(browser, up(practice), data, "empty.odt").headers["Location"]
    page = browser.get(path).content.decode()
    assert "Empty in the document" in page
    browser.post(path, {"version": "1", "do": "save", "language": "en"})
    assert content_of(practice)["texts"]["en"]["summary"] == "What a sample practice does."
    path = upload(browser, up(practice), data, "empty.odt").headers["Location"]
    keys = [one["key"] for one in Upload.objects.get().passages]
    browser.post(path, {"version": "1", "do": "save", "language": "en", f"to-{keys.index('summary')}": "summary"})
    assert content_of(practice)["texts"]["en"]["summary"] == ""


def test_somebody_else_was_faster(signed_in, contributor, coordinator, practice):
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    content = content_of(practice)
    content["texts"]["en"]["title"] = "Theirs"
    save_draft(practice=practice, content=content, version=1, by=coordinator)
    choices = {"version": "1", "do": "save", "language": "en", "to-1": ""}
    response = browser.post(path, choices)
    assert (response.status_code, content_of(practice)["texts"]["en"]["title"]) == (423, "Theirs")
    WorkingCopy.objects.update(held_by=None, held_until=None)
    response = browser.post(path, choices)
    page = response.content.decode()
    assert response.status_code == 409
    assert "coordinator saved this practice at" in page
    assert "Theirs" in page
    assert 'name="version" value="2"' in page
    browser.post(path, {**choices, "version": "2"})
    assert content_of(practice)["texts"]["en"]["title"] == "A kitchen for all"


def test_who_holds_it_is_named_and_can_be_followed(signed_in, contributor, coordinator, practice):
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    hold(practice=practice, by=coordinator)
    assert b"coordinator is writing here now" in browser.get(path).content
    assert b'value="take-over"' in browser.post(path, {"version": "1", "do": "save", "language": "en"}).content
    assert browser.post(path, {"version": "1", "do": "take-over", "language": "en"}).status_code == 302
    assert content_of(practice)["texts"]["en"]["title"] == "A kitchen for all"


def test_pictures_come_along_with_words_and_licence(signed_in, contributor, practice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = signed_in(contributor)
    data = written(("Title", "With a picture"), picture=photograph(), alt="A teal square")
    path = upload(browser, up(practice), data).headers["Location"]
    assert b'value="A teal square"' in browser.get(path).content
    picture = browser.get(f"{path}pictures/1/")
    assert (picture.headers["Content-Type"], picture.content[8:12]) == ("image/webp", b"WEBP")
    assert browser.get(f"{path}pictures/2/").status_code == 404
    choices = {"version": "1", "do": "save", "language": "en", "take-1": "yes", "alt-1": " "}
    response = browser.post(path, choices)
    assert response.status_code == 422
    for said in ("Describe in a sentence", "Choose the licence under which"):
        assert said in response.content.decode()
    assert not Picture.objects.exists()
    browser.post(path, {**choices, "alt-1": "A teal square", "licence-1": "CC0-1.0", "credit-1": "The city"})
    digest = Picture.objects.get().digest
    assert content_of(practice)["pictures"] == [
        {"digest": digest, "alt": {"en": "A teal square"}, "licence": "CC0-1.0", "credit": "The city"}
    ]


def test_statements_of_impact_need_to_say_how_they_are_known(signed_in, contributor, practice):
    browser = signed_in(contributor)
    data = written(("Heading 1", "Evidence"), ("List Bullet", "412 came."), ("List Bullet", "They stayed."))
    path = upload(browser, up(practice), data).headers["Location"]
    choices = {"version": "1", "do": "save", "language": "en", "kind-0": "counted"}
    response = browser.post(path, choices)
    assert (response.status_code, b"Choose how this is known." in response.content) == (422, True)
    browser.post(path, {**choices, "to-1": "impact"})
    content = content_of(practice)
    assert [(one["kind"], one["statements"]) for one in content["evidence"]] == [("counted", {"en": "412 came."})]
    assert content["texts"]["en"]["answers"]["impact"] == "They stayed."


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "a.pdf is a PDF."),
        ("a.docm", FREE, "holds macros"),
        ("a.odt", FREE, "is not what its name says: inside it is DOCX."),
        ("", b"", "is empty"),
    ],
)
def test_refusals_are_said(signed_in, contributor, practice, name, data, said):
    browser = signed_in(contributor)
    for path in (up(practice), NEW):
        response = upload(browser, path, data, name or "a.docx")
        assert (response.status_code, said in response.content.decode()) == (422, True)
    assert b"Choose a file first." in browser.post(up(practice)).content
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"to-0": "colour"}, {"to-0": "evidence.9"}, {"kind-0": "dreamt"}, {"version": "x"}]
)
def test_what_no_page_sends(signed_in, contributor, practice, wrong):
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    assert browser.post(path, {"version": "1", "do": "save", "language": "en"} | wrong).status_code == 400


def test_an_upload_is_its_owners_for_a_day_and_can_be_forgotten(signed_in, contributor, coordinator, practice):
    browser = signed_in(contributor)
    path = upload(browser, up(practice)).headers["Location"]
    assert signed_in(coordinator).get(path).status_code == 404
    assert path.encode() in browser.get(up(practice)).content
    assert browser.post(path, {"version": "1", "do": "forget", "language": "en"}).headers["Location"] == up(practice)
    assert browser.get(path).status_code == 404
    path = upload(browser, up(practice)).headers["Location"]
    Upload.objects.update(at=timezone.now() - timedelta(hours=25))
    assert browser.get(path).status_code == 404
    for _number in range(6):
        upload(browser, up(practice))
    assert Upload.objects.count() == 5


def test_questions_to_the_database_do_not_grow(signed_in, contributor, practice):
    browser = signed_in(contributor)

    def queries(path):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    def rows(number):
        parts = [(("Heading 1", f"Part {one}"), ("Normal", "Words.")) for one in range(number)]
        return upload(browser, up(practice), written(*(row for part in parts for row in part))).headers["Location"]

    one, three = rows(1), rows(3)
    assert queries(one) == queries(three) <= 40
    assert queries(up(practice)) <= 20
