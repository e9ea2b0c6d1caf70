"""The round trip: what goes out as DOCX, ODT or xlsx comes back the same; hostile files are refused in plain words."""

import io
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.intake.limits import IntakeError
from convivia.intake.template_fields import Field
from convivia.intake.template_files import FORMS
from convivia.intake.template_packages import MOST_BYTES, open_filled
from convivia.intake.templates import read_template, template_document
from convivia.practices.answering import answers_of, with_answers
from convivia.practices.snapshots import empty_content
from convivia.questionnaires.actions import load_questionnaires
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place

FIELD = Field("purpose", "Purpose", "Why?", "One\ntwo")
SAMPLES: dict[str, bytes] = {}
ALL = pytest.mark.parametrize("form", list(FORMS))
EVIDENCE = [
    {"kind": "counted", "statements": {"en": "412 came.", "fr": "412 venues."}, "date": "2023", "source": "Lists",
     "source_url": "https://example.org/1"},
    {"kind": "told", "statements": {"en": "They know each other."}, "date": "", "source": "", "source_url": ""},
]  # fmt: skip
CONTACT = {"office": "Schools", "organisation": "Sampleton", "email": "o@example.org", "shows_email": True, "page": ""}
PERIOD = {"text": "Since 2019", "start": "2019", "end": None, "ongoing": True, "recurrence": "", "precision": "year"}


@pytest.fixture
def library(db):
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    make_place("sampleton")


def filled_content():
    answers = {
        "title": "=A kitchen & <more>",
        "summary": "First.\n\n  Second; with\ttab and  blanks.",
        "places": {"places": ["sampleton"], "countries": ["SE"]},
        "period": PERIOD,
        "areas": ["mediation", "education", "real-equality"],
        "contact": CONTACT,
        "evidence": EVIDENCE,
        "purpose": "- one\n- two",
        "cost": "40,000 €",
        "reference_documents": "Report, https://example.org/a?b=1&c=2",
    }
    return with_answers(empty_content("en"), "en", answers)


@ALL
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_goes_out_comes_back_the_same(library, form, language):
    content = filled_content()
    data = template_document(form, language=language, content=content, told_in="en")
    reading = read_template(data, f"a.{form}", told_in="en", onto=content)
    assert reading.warnings == []
    assert {**answers_of(reading.content, "en"), "areas": None} == {**answers_of(content, "en"), "areas": None}
    assert sorted(reading.content["concepts"]) == sorted(content["concepts"])


@ALL
@pytest.mark.parametrize("depth", ["short", "full"])
def test_an_empty_template_says_nothing(library, form, depth):
    reading = read_template(template_document(form, language="fr", depth=depth), f"a.{form}", told_in="en")
    assert (reading.content, reading.warnings) == (empty_content("en"), [])
    assert ("purpose" in reading.answered) is (depth == "full")


@ALL
def test_questions_that_a_document_does_not_ask_stay(library, form):
    content = filled_content()
    data = template_document(form, language="en", depth="short")
    kept = answers_of(read_template(data, "a", told_in="en", onto=content).content, "en")
    assert (kept["title"], kept["cost"], kept["evidence"]) == ("", "40,000 €", EVIDENCE)


def changed(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = {row[0].value: row[2] for row in book.active.iter_rows() if row[0].value}
    change(book.active, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_what_is_not_understood_is_told(library):
    def write(sheet, rows):
        rows["convivia.places"].value = "Nowhere, Norway\nSampleton, Norway"
        rows["convivia.areas"].value = "[x] Éducation\n[ ] Mediation\n[X] Gardening"
        rows["convivia.evidence.1.kind"].value = "dreamt"
        rows["convivia.contact.shows_email"].value = "Oui"
        rows["convivia.evidence.1.date"].value = 2024
        sheet["C1"].value = "A remark"
        sheet.cell(300, 1).value, sheet.cell(300, 3).value = "convivia.colour", "green"

    data = changed(template_document("xlsx", language="en"), write)
    reading = read_template(data, "a.xlsx", told_in="en")
    assert (reading.content["places"], reading.content["concepts"]) == (["sampleton"], ["education"])
    assert reading.content["contact"]["shows_email"] is True
    assert reading.content["evidence"][0] | {} == {
        "kind": "", "statements": {}, "date": "2024", "source": "", "source_url": "",
    }  # fmt: skip
    assert [one.code for one in reading.warnings] == [
        "unread-field", "unread-field", "unread-field", "unknown-field", "outside-field",
    ]  # fmt: skip
    assert [one.text.rpartition(": ")[2] for one in reading.warnings] == [
        "Nowhere, Norway", "Gardening", "dreamt", "green", "A remark",
    ]  # fmt: skip


def test_what_stands_outside_the_fields_of_a_word_document_is_told(library):
    document = docx.Document(io.BytesIO(template_document("docx", language="fr")))
    document.add_paragraph("I wrote here.")
    file = io.BytesIO()
    document.save(file)
    assert [one.text for one in read_template(file.getvalue(), "a.docx", told_in="en").warnings] == [
        "This was written outside the fields of the template and was not taken: I wrote here."
    ]


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


WORD = b"<document/>"
ODF = "application/vnd.oasis.opendocument."
ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
BAD = {
    "empty": (b"", "is empty"),
    "plain": (b"Hello", "is no document of an office program"),
    "pdf": (b"%PDF-1.7", "is a PDF"),
    "old": (b"\xd0\xcf\x11\xe0" + b"x" * 99, "is an old or locked office file"),
    "zip": (packed(**{"a.txt": "x"}), "is a zip archive, no document"),
    "sheet": (packed(**{"content.xml": "<a/>", "mimetype": f"{ODF}spreadsheet"}), "but no text"),
    "macro": (packed(**{"word/document.xml": WORD, "word/vbaProject.bin": b"x"}), "holds macros"),
    "basic": (
        packed(**{"content.xml": "<a/>", "mimetype": f"{ODF}text", "Basic/a.xml": "<a/>"}),
        "holds macros",
    ),
    "path": (packed(**{"word/document.xml": WORD, "../../etc/x": b"x"}), "point out of the file"),
    "entity": (packed(**{"word/document.xml": ENTITY}), "entities"),
    "utf16": (packed(**{"word/document.xml": '<!DOCTYPE a><a/>'.encode("utf-16")}), "entities or codes"),
    "bomb": (packed(**{"word/document.xml": b"<a>" + b" " * 30_000_000}), "would unpack to"),
    "many": (packed(**{"word/document.xml": WORD, **{f"p{n}": b"" for n in range(2001)}}), "would unpack to"),
    "damaged": (packed(**{"word/document.xml": b"<a>"}), "is damaged"),
    "none": (packed(**{"word/document.xml": WORD}), "has no fields of the template"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_hostile_files_are_refused_in_plain_words(name):
    data, words = BAD[name]
    with pytest.raises(IntakeError, match=words):
        open_filled(data, "file.docx")


def test_a_file_that_is_too_large_is_refused_by_its_size():
    with pytest.raises(IntakeError, match="20 MB are read"):
        open_filled(b"PK\x03\x04" + bytes(MOST_BYTES), "file.docx")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(FORMS)), st.data())
def test_no_damage_ends_in_a_traceback(form, data):
    whole = SAMPLES.get(form) or SAMPLES.setdefault(form, FORMS[form][0]("T", "About", [("P", [FIELD])]))
    place = data.draw(st.integers(0, len(whole) - 1))
    hurt = whole[:place] + data.draw(st.binary(max_size=40)) + whole[place + data.draw(st.integers(0, 60)) :]
    try:
        open_filled(hurt, "a")
    except IntakeError as error:
        assert str(error).startswith("a ")
