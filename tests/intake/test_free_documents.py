"""Documents that somebody wrote freely: read by their headings, in three languages and two scripts, in any layout."""

import io
import zipfile

import docx
import odfdo
import openpyxl
import pytest
from PIL import Image

from convivia.intake.documents import document_headings, read_document
from convivia.intake.template_packages import Refused
from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.queries import form_in
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place


@pytest.fixture
def library(db):
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    make_place("sampleton")


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(*paragraphs):
    """Return a Word document of (style, words); "Bold" is a plain paragraph in bold letters."""
    document = docx.Document()
    for style, words in paragraphs:
        if style == "Bold":
            document.add_paragraph().add_run(words).bold = True
        else:
            document.add_paragraph(words, style=style)
    return saved(document)


def read(data, name="a.docx"):
    return [(one.key, one.text) for one in read_document(data, name, edition="2").passages]


LANGUAGES = {
    "English": ("Goals", "Background", "Activities", "Results", "Budget", "Partners"),
    "French": ("Objectifs", "Contexte", "Déroulement", "Résultats", "Financement", "Partenaires"),
    "Serbian": ("Ciljevi", "Pozadina", "Aktivnosti", "Rezultati", "Budžet", "Partneri"),
    "Serbian, Cyrillic": ("Циљеви", "Позадина", "Активности", "Резултати", "Буџет", "Партнери"),
}
KEYS = ("purpose", "rationale", "process", "impact", "cost", "partners")
LAYOUTS = {
    "styles": lambda heading, number: [("Heading 1", heading), ("Normal", f"Text {number}.")],
    "bold": lambda heading, number: [("Bold", heading), ("Normal", f"Text {number}.")],
    "numbers": lambda heading, number: [("Normal", f"{number}. {heading}:"), ("Normal", f"Text {number}.")],
    "inline": lambda heading, number: [("Normal", f"{heading}: Text {number}.")],
    "numbered inline": lambda heading, number: [("Normal", f"{number}) {heading.upper()} – Text {number}.")],
    "one paragraph": lambda heading, number: [("Normal", f"{heading}\nText {number}.")],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_each_language_in_each_layout(library, language):
    wanted = [(key, f"Text {number}.") for number, key in enumerate(KEYS, 1)]
    for layout, made in LAYOUTS.items():
        parts = [row for number, one in enumerate(LANGUAGES[language], 1) for row in made(one, number)]
        assert (layout, read(word(*parts))) == (layout, wanted)


def test_a_table_has_its_labels_left(library):
    document = docx.Document()
    table = document.add_table(0, 2)
    for label, words in (("Name of the project", "A kitchen"), ("Циљ", "To meet."), ("Colour", "Green")):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, words
    found = read_document(saved(document), "a.docx", edition="2").passages
    assert [(one.key, one.label, one.text) for one in found] == [
        ("title", "Name of the project", "A kitchen"),
        ("purpose", "Циљ", "To meet."),
        ("", "Colour", "Green"),
    ]
    assert [one.where for one in found] == [("table", 1, 1), ("table", 1, 2), ("table", 1, 3)]


def test_title_summary_place_and_lists_without_headings(library):
    paragraphs = [
        ("Title", "A kitchen"),
        ("Normal", "Sampleton, Norway"),
        ("Normal", "They cook."),
        ("Heading 1", "Aim"),
    ]
    paragraphs += [("List Bullet", "to meet"), ("List Bullet", "to eat"), ("Normal", "Both.")]
    assert read(word(*paragraphs)) == [
        ("title", "A kitchen"),
        ("summary", "Sampleton, Norway\n\nThey cook."),
        ("purpose", "- to meet\n- to eat\n\nBoth."),
    ]
    assert read(word(("Normal", "A kitchen"), ("Heading 1", "Aim"), ("Normal", "To meet."))) == [
        ("title", "A kitchen"), ("purpose", "To meet."),
    ]  # fmt: skip
    paragraphs = [("Title", "A kitchen"), ("Normal", "Sampleton, Norway"), ("Heading 1", "Aim"), ("Normal", "x")]
    assert read(word(*paragraphs)) == [
        ("title", "A kitchen"), ("places", "Sampleton, Norway"), ("purpose", "x"),
    ]  # fmt: skip


def test_nothing_is_dropped(library):
    paragraphs = [("Heading 1", "Aim"), ("Normal", "To meet."), ("Heading 2", "Inside"), ("Normal", "More.")]
    paragraphs += [
        ("Heading 1", "Odds"),
        ("Normal", "Ends."),
        ("Heading 1", "Empty"),
        ("Heading 1", "Cost"),
        ("Normal", "1 €"),
    ]
    assert read(word(*paragraphs)) == [
        ("purpose", "To meet.\n\nInside\n\nMore."), ("", "Ends."), ("", ""), ("cost", "1 €"),
    ]  # fmt: skip


def test_a_contact_is_taken_apart(library):
    words = "Office of encounters, e-mail: o@example.org; www.example.org/a"
    assert read(word(("Heading 1", "Contact"), ("Normal", words))) == [
        ("contact.email", "o@example.org"), ("contact.page", "www.example.org/a"),
        ("contact.office", "Office of encounters"),
    ]  # fmt: skip


def test_notes_links_boxes_and_comments_are_read(library):
    main = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
        '<w:p><w:r><w:t>Aim: to </w:t></w:r><w:hyperlink r:id="a"><w:r><w:t>meet</w:t></w:r></w:hyperlink>'
        "<w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Cost: 1</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        "</w:body></w:document>"
    )
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:footnote>{}</w:footnote></w:footnotes>"
    )
    rels = '<Relationships><Relationship Id="a" Target="https://example.org"/></Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", main)
        package.writestr("word/_rels/document.xml.rels", rels)
        package.writestr("word/footnotes.xml", note.format("<w:p><w:r><w:t>Since 2019.</w:t></w:r></w:p>"))
    found = read_document(file.getvalue(), "a.docx", edition="2").passages
    assert [(one.key, one.text) for one in found] == [
        ("purpose", "to meet (https://example.org)"), ("cost", "1\n\nSince 2019."),
    ]  # fmt: skip


def test_open_document_texts_are_read_alike(library):
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "A kitchen"))
    document.body.append(odfdo.Header(2, "2. Objectifs"))
    document.body.append(odfdo.Paragraph("Se rencontrer."))
    document.body.append(odfdo.List(["un", "deux"]))
    table = odfdo.Table("T", width=2, height=1)
    table.set_values([["Coût", "Peu"]])
    document.body.append(table)
    assert read(saved(document), "a.odt") == [
        ("title", "A kitchen"), ("purpose", "Se rencontrer.\n\n- un\n- deux"), ("cost", "Peu"),
    ]  # fmt: skip


def sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def test_a_sheet_of_one_practice(library):
    wanted = [("title", "A kitchen"), ("purpose", "To meet."), ("period", "2019")]
    assert read(sheet(["Title", "A kitchen"], ["Goals", "To meet."], ["Period", 2019]), "a.xlsx") == wanted
    assert read(sheet(["Title", "Goals", "Period"], ["A kitchen", "To meet.", 2019]), "a.xlsx") == wanted
    with pytest.raises(Refused) as refused:
        read(sheet(["Title", "Goals", "Period"], ["A", "B", 1], ["C", "D", 2]), "a.xlsx")
    assert refused.value.code == "many-practices"


def test_pictures_come_with_what_the_document_says_of_them(library):
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Aim: x")
    for _twice in range(2):
        document.add_picture(io.BytesIO(picture.getvalue()))._inline.docPr.set("descr", "A red\nsquare")
    found = read_document(saved(document), "a.docx", edition="2")
    assert [(one.data, one.alt) for one in found.images] == [(picture.getvalue(), "A red square")]
    text = odfdo.Document("text")
    frame = odfdo.Frame.image_frame(text.add_file(io.BytesIO(picture.getvalue())) or "", size=("1cm", "1cm"))
    frame.svg_description = "A red square"
    text.body.append(odfdo.Paragraph("Aim: x"))
    text.body.append(frame)
    assert [one.alt for one in read_document(saved(text), "a.odt", edition="2").images] == ["A red square"]


def test_each_heading_leads_to_a_question(library):
    keys = {one.key for one in form_in("en", edition="2").questions}
    headings = document_headings()
    for name in ("Project title", "Où", "Када", "Šta se promenilo", "Courriel", "Mots clés"):
        assert headings.section_of(name).split(".")[0] in {*keys, "keywords"}
    assert headings.section_of("Gardening") == ""
