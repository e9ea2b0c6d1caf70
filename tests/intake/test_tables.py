"""CSV and xlsx: columns by many names, cells of every kind, and packages that are built to do harm."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from convivia.intake import limits
from convivia.intake.limits import IntakeError
from tests.intake.cards import codes, facts

HOUSE = ("Women’s House", [("ES", "Bilbao")], "Since 2008", 2008, None, True)
ENGLISH = "title,country,city,period,text\nWomen’s House,Spain,Bilbao,Since 2008,Purpose: To meet.\n"


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.replace(",", ";"),
        ENGLISH.replace(",", "\t"),
        ENGLISH.replace(",", "|"),
        ENGLISH.replace("\n", "\r\n"),
        "\ufeff" + ENGLISH,
        "sep=;\n" + ENGLISH.replace(",", ";"),
        "Titre;Pays;Ville;Période;Texte\nWomen’s House;Espagne;Bilbao;Since 2008;But : Se rencontrer.\n",
        "Titel;Land;Stadt;Zeitraum;Beschreibung\nWomen’s House;Spanien;Bilbao;Since 2008;Ziel: Treffen.\n",
        "ID,TITLE,Where,Purpose\n1,Women’s House,Spain Bilbao Since 2008,To meet.\n",
        'title,place,text\n"Women’s House","Spain Bilbao Since 2008","Purpose:\nTo meet."\n',
        "A list of practices\n\ntitle,country,city,period,text\nWomen’s House,ES,Bilbao,Since 2008,Purpose: To meet.\n",
    ],
)
def test_rows_are_read_by_the_names_of_their_columns(read_text, text):
    reading, drafts = read_text(text, format="csv")
    assert (reading.format, [facts(draft) for draft in drafts]) == ("csv", [HOUSE])
    assert list(drafts[0].main.sections) == ["purpose"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_sheet_is_known_by_its_content_in_any_encoding(read_text, encoding):
    reading, drafts = read_text(ENGLISH.encode(encoding), "sheet.dat")
    assert (reading.format, facts(drafts[0])) == ("csv", HOUSE)
    assert [warning.code for warning in reading.warnings] == ["encoding"] * (encoding == "windows-1252")


def test_all_columns_reach_the_draft(read_text):
    text = (
        "id,title,title,country,city,start,end,ongoing,language,summary,Purpose,Impact,areas,principles,keywords,url,"
        "licence,source,note,Colour\n"
        "7,One,Two,Italie,Ravenne; Turin,2016,2018,no,French,Un résumé.,Aider.,Beaucoup.,language;mediation,"
        "real-equality,a; b,https://example.org/7,CC-BY-4.0,A city,A note,green\n"
    )
    reading, drafts = read_text(text)
    draft, main = drafts[0], drafts[0].main
    assert facts(draft) == ("One", [("IT", "Ravenna"), ("IT", "Turin")], "", 2016, 2018, False)
    assert main.sections == {"purpose": "Aider.", "impact": "Beaucoup.", "description": "title: Two\n\nColour: green"}
    assert (main.language, main.summary, main.keywords, main.external_id) == ("fr", "Un résumé.", ("a", "b"), "7")
    assert (main.source_url, main.note, draft.licence, draft.source) == (
        "https://example.org/7",
        "A note",
        "CC-BY-4.0",
        "A city",
    )
    assert (draft.areas, draft.principles) == (("language", "mediation"), ("real-equality",))
    assert [found.text.partition(": ")[2] for found in reading.warnings] == ["title", "Colour"]


@pytest.mark.parametrize(
    ("cells", "places", "code"),
    [
        (("", "Bilbao"), [("ES", "Bilbao")], "country-guessed"),
        (("Spain", ""), [("ES", "")], "no-city"),
        (("Spain", "Xyzal"), [("ES", "Xyzal")], "unknown-place"),
        (("Ukraine", "Vinnitsya"), [("UA", "Vinnytsia")], "misspelt-place"),
        (("Ruritania", "Strelsau"), [("", "Strelsau")], "unread"),
        (("", ""), [], "no-place"),
    ],
)
def test_places_of_a_row_are_read_and_doubts_told(read_text, cells, places, code):
    draft = read_text(f"title,country,city,period\nA sample,{cells[0]},{cells[1]},2016\n", format="csv")[1][0]
    assert [(place.country, place.name) for place in draft.places] == places
    assert code in codes(draft)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c\n" * 30, "No row of file.txt names the columns of practices"),
        ('title,city\n"open, and never closed' + "x" * 200_000, "file.txt cannot be read as a table: field larger"),
    ],
)
def test_tables_that_cannot_be_read_are_refused(read_text, text, said):
    with pytest.raises(IntakeError) as error:
        read_text(text, format="csv")
    assert str(error.value).startswith(said)


def test_blank_rows_are_passed_over(read_text):
    drafts = read_text("title,city\n,\n\nOne,Bilbao\n , \nTwo,Bilbao\n")[1]
    assert [draft.main.title for draft in drafts] == ["One", "Two"]


def test_texts_of_one_section_in_two_columns_are_kept_together(read_text):
    draft = read_text("title,city,text,Aim\nA sample,Bilbao,Purpose: To meet.,To learn.\n")[1][0]
    assert draft.main.sections == {"purpose": "To meet.\n\nTo learn."}


def test_a_formula_is_text(read_text):
    draft = read_text('title,city,text\n"=HYPERLINK(""http://example.org"")",Bilbao,x\n')[1][0]
    assert (draft.main.title, "formula" in codes(draft)) == ('=HYPERLINK("http://example.org")', True)


def test_a_cell_that_is_too_long_is_cut_and_told(read_text):
    draft = read_text(f"title,city,text\nA sample,Bilbao,{'x' * 40_000}\n")[1][0]
    assert (len(draft.main.sections["description"]), "clipped" in codes(draft)) == (limits.MAX_CELL, True)


def test_too_many_rows_are_refused(read_text, monkeypatch):
    monkeypatch.setattr("convivia.intake.tables.MAX_RECORDS", 2)
    with pytest.raises(IntakeError, match="more than 2 rows"):
        read_text("title,city\n" + "A,Bilbao\n" * 3)


# --- Workbooks --------------------------------------------------------------------------------------------------------


def workbook(*sheets, hidden=()):
    """Return the bytes of a workbook with sheets of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


HEADER = ["title", "country", "city", "period", "text"]
ROWS = [HEADER, ["Women’s House", "Spain", "Bilbao", "Since 2008", "Purpose: To meet."]]


def test_a_workbook_is_read(read_text):
    reading, drafts = read_text(workbook(("Practices", ROWS)), "practices.xlsx")
    assert (reading.format, [facts(draft) for draft in drafts]) == ("xlsx", [HOUSE])


@pytest.mark.parametrize(
    ("cell", "period", "start"),
    [
        (2016, "2016", "2016"),
        (2016.0, "2016", "2016"),
        (date(2016, 9, 21), "2016-09-21", "2016-09-21"),
        ("21 June 2018", "21 June 2018", "2018-06-21"),
        (None, "", None),
        (True, "yes", None),
    ],
)
def test_cells_of_every_kind_become_text(read_text, cell, period, start):
    draft = read_text(workbook(("S", [HEADER, ["A sample", "Spain", "Bilbao", cell, "x"]])))[1][0]
    assert (draft.period.text, draft.period.start) == (period, start)


def test_a_formula_of_a_workbook_is_never_computed(read_text):
    draft = read_text(
        workbook(("S", [HEADER, ['=HYPERLINK("http://example.org","x")', "Spain", "Bilbao", 2016, "x"]]))
    )[1][0]
    assert (draft.main.title, "formula" in codes(draft)) == ('=HYPERLINK("http://example.org","x")', True)


def test_a_sheet_that_breaks_off_is_told(read_path, tmp_path):
    data = workbook(("S", [*ROWS, *[["Again", "Spain", "Bilbao", number, "x" * 500] for number in range(5_000)]]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        whole = package.read(SHEET)
    path = tmp_path / "practices.xlsx"
    path.write_bytes(with_part(data, SHEET, whole[: len(whole) // 2]))
    with pytest.raises(IntakeError, match="The sheet “S” is damaged"):
        list(read_path(path).drafts)


def test_hidden_sheets_and_sheets_without_practices_are_told(read_text):
    other = ("Notes", [["remember the milk"]])
    reading, drafts = read_text(workbook(("Secret", ROWS), ("S", ROWS), other, ("More", ROWS), hidden=["Secret"]))
    assert [facts(draft) for draft in drafts] == [HOUSE, HOUSE]
    assert [(found.code, found.text.partition(": ")[2]) for found in reading.warnings] == [
        ("hidden-sheet", "Secret"),
        ("unread-row", "remember the milk"),
        ("unread-sheet", "Notes"),
    ]


def test_a_workbook_without_practices_is_refused(read_text):
    with pytest.raises(IntakeError, match="has no sheet with practices"):
        read_text(workbook(("Notes", [["remember the milk"]])))


def package(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return content.getvalue()


def with_part(data, name, text):
    """Return a workbook in which one part is another one, or comes as well."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_part(workbook(("S", ROWS)), SHEET, b" " * 300_000_000), "would unpack to 286 MB"),
        (with_part(workbook(("S", ROWS)), SHEET, b" " * 20_000_000), "would unpack to 19 MB"),
        (with_part(workbook(("S", ROWS)), SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "declares entities"),
        (with_part(workbook(("S", ROWS)), SHEET, b"<worksheet><sheetData><row>"), "can be opened"),
        (with_part(workbook(("S", ROWS)), "xl/vbaProject.bin", b"x"), "holds macros"),
        (with_part(workbook(("S", ROWS)), "xl/workbook.xml", b"no xml"), "can be opened"),
        (workbook(("S", ROWS))[:-200], "is a damaged package"),
        (package(word__document_xml="x"), "is a Word document"),
        (package(content_xml="x"), "is an OpenDocument file"),
        (package(notes_xml="x"), "is a zip archive, no workbook"),
        (package(**{f"p{number}": "" for number in range(3_000)}, xl__workbook_xml="x"), "in 3,001 parts"),
    ],
)
def test_packages_that_are_no_plain_workbooks_are_refused(read_text, data, said):
    with pytest.raises(IntakeError) as error:
        read_text(data, "practices.xlsx")
    assert said in str(error.value)


def test_a_workbook_is_none_of_the_other_formats(read_text):
    with pytest.raises(IntakeError, match="packed file such as xlsx, not csv"):
        read_text(workbook(("S", ROWS)), format="csv")
