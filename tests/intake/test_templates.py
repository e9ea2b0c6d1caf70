"""The round trip: what goes out as DOCX, ODT or xlsx comes back the same; hostile files are refused in plain words."""

import io
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.intake.documents import read_document
from convivia.intake.mapping import Choice, map_passages
from convivia.intake.refusal_words import say_refused
from convivia.intake.template_fields import Field
from convivia.intake.template_files import FORMS
from convivia.intake.template_packages import MOST_BYTES, REFUSALS, Refused, open_document
from convivia.intake.templates import template_document
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


def read_back(data, name, *, told_in="en", onto=None):
    """Return what a document says, with every passage taken where it seems to belong."""
    read = read_document(data, name, edition="2")
    choices = [Choice(one.key) for one in read.passages]
    onto = onto or empty_content(told_in)
    return map_passages(read.passages, choices, content=onto, language=told_in, edition="2"), read


@ALL
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_goes_out_comes_back_the_same(library, form, language):
    content = filled_content()
    data = template_document(form, language=language, content=content, told_in="en", note="From a library.")
    mapped, read = read_back(data, f"a.{form}", onto=content)
    assert (mapped.content, mapped.unread) == (content, [])
    assert [one for one in read.passages if not one.key] == []


@ALL
@pytest.mark.parametrize("depth", ["short", "full"])
def test_an_empty_template_says_nothing(library, form, depth):
    mapped, read = read_back(template_document(form, language="fr", depth=depth), f"a.{form}")
    assert (mapped.content, mapped.unread) == (empty_content("en"), [])
    assert ("purpose" in [one.key for one in read.passages]) is (depth == "full")
    assert not any(one.text for one in read.passages if one.key not in ("areas", "contact.shows_email"))


@ALL
def test_questions_that_a_document_does_not_ask_stay(library, form):
    content = filled_content()
    data = template_document(form, language="en", depth="short")
    kept = answers_of(read_back(data, f"a.{form}", onto=content)[0].content, "en")
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
    mapped, read = read_back(data, "a.xlsx")
    assert (mapped.content["places"], mapped.content["concepts"]) == (["sampleton"], ["education"])
    assert mapped.content["contact"]["shows_email"] is True
    assert [one.row["date"] for one in read.passages if one.key == "evidence.1"] == ["2024"]
    assert mapped.unread == [("places", "Nowhere, Norway"), ("areas", "Gardening")]
    assert [one.text for one in read.passages if not one.key] == ["green", "A remark"]


def test_what_stands_beside_the_fields_is_read_by_the_heading_over_it(library):
    document = docx.Document(io.BytesIO(template_document("docx", language="fr")))
    heading = next(one for one in document.paragraphs if one.text == "But")
    heading.insert_paragraph_before("Before all.")
    heading._p.addnext(document.add_paragraph("I wrote here.")._p)
    file = io.BytesIO()
    document.save(file)
    read = read_document(file.getvalue(), "a.docx", edition="2")
    assert [(one.key, one.text) for one in read.passages if one.text and not one.is_field] == [
        ("", "Before all."), ("purpose", "I wrote here."),
    ]  # fmt: skip


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_template_that_lost_its_marks_is_read_by_its_labels(library, language):
    """LibreOffice drops the content controls of a DOCX when it saves it; their paragraphs stay."""
    content = filled_content()
    content["texts"]["en"]["summary"] = "First.\n\n\nSecond."
    data = template_document("docx", language=language, content=content, told_in="en", note="From a library.")
    document = docx.Document(io.BytesIO(data))
    for control in list(document.element.body.iter(f"{W}sdt")):
        for line in control.find(f"{W}sdtContent"):
            control.addprevious(line)
        control.getparent().remove(control)
    file = io.BytesIO()
    document.save(file)
    mapped, read = read_back(file.getvalue(), "a.docx", onto=content)
    assert (mapped.content, mapped.unread) == (content, [])
    assert [one for one in read.passages if not one.is_field] == []


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


WORD = b"<document/>"
ODF = "application/vnd.oasis.opendocument."
ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
MANIFEST = {"content.xml": "<a/>", "mimetype": f"{ODF}text", "META-INF/manifest.xml": "<m><encryption-data/></m>"}
MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
BAD = {
    "empty": ("a.docx", b""),
    "other": ("a.txt", b"Hello"),
    "pdf": ("a.pdf", b"%PDF-1.7"),
    "old": ("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 99),
    "password": ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
    "password/odt": ("a.odt", packed(**MANIFEST)),
    "other/zip": ("a.zip", packed(**{"a.txt": "x"})),
    "disguised/pdf": ("a.docx", b"<html>"),
    "disguised/zip": ("a.docx", packed(**{"a.txt": "x"})),
    "disguised/form": ("a.odt", packed(**{"word/document.xml": WORD})),
    "disguised/name": ("a.zip", packed(**{"word/document.xml": WORD})),
    "disguised/sheet": ("a.odt", packed(**{"content.xml": "<a/>", "mimetype": f"{ODF}spreadsheet"})),
    "macros": ("a.docx", packed(**{"word/document.xml": WORD, "word/vbaProject.bin": b"x"})),
    "macros/name": ("a.docm", packed(**{"word/document.xml": WORD})),
    "macros/types": ("a.docx", packed(**{"word/document.xml": WORD, "[Content_Types].xml": MACRO_TYPES})),
    "macros/basic": ("a.odt", packed(**{"content.xml": "<a/>", "mimetype": f"{ODF}text", "Basic/a.xml": "<a/>"})),
    "paths": ("a.docx", packed(**{"word/document.xml": WORD, "../../etc/x": b"x"})),
    "paths/root": ("a.docx", packed(**{"word/document.xml": WORD, "/etc/x": b"x"})),
    "paths/drive": ("a.docx", packed(**{"word/document.xml": WORD, "C:\\x": b"x"})),
    "entities": ("a.docx", packed(**{"word/document.xml": ENTITY})),
    "entities/utf16": ("a.docx", packed(**{"word/document.xml": "<!DOCTYPE a><a/>".encode("utf-16")})),
    "bomb": ("a.docx", packed(**{"word/document.xml": b"<a>" + b" " * 30_000_000})),
    "bomb/many": ("a.docx", packed(**{"word/document.xml": WORD, **{f"p{n}": b"" for n in range(2001)}})),
    "damaged": ("a.docx", packed(**{"word/document.xml": b"<a>"})),
    "no-words": ("a.docx", packed(**{"word/document.xml": WORD})),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_hostile_files_are_refused_by_kind(kind):
    name, data = BAD[kind]
    with pytest.raises(Refused) as refused:
        open_document(data, name)
    assert refused.value.code == kind.partition("/")[0]


def test_every_refusal_has_its_words():
    said = {say_refused(Refused(code, "a.docx", size=99, form="odt")) for code in REFUSALS}
    assert len(said) == len(REFUSALS)
    assert all(one.startswith("a.docx ") and one.endswith(".") and "%" not in one for one in said)


def test_a_file_that_is_too_large_is_refused_by_its_size():
    with pytest.raises(Refused) as refused:
        open_document(b"PK\x03\x04" + bytes(MOST_BYTES), "file.docx")
    assert (refused.value.code, refused.value.size) == ("too-large", MOST_BYTES + 4)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(FORMS)), st.data())
def test_no_damage_ends_in_a_traceback(form, data):
    whole = SAMPLES.get(form) or SAMPLES.setdefault(form, FORMS[form][0]("T", "About", [("P", [FIELD])]))
    place = data.draw(st.integers(0, len(whole) - 1))
    hurt = whole[:place] + data.draw(st.binary(max_size=40)) + whole[place + data.draw(st.integers(0, 60)) :]
    try:
        open_document(hurt, "a")
    except Refused as error:
        assert error.code in REFUSALS
