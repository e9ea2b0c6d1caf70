"""A brief as a Word document (DOCX) with real headings, languages, links and heads of tables. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from convivia.common.directions import direction
from convivia.website.briefs.brief import Brief, Entry, Grid, Line, Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Calibri"
# What stands behind w:bidi among the properties of a paragraph, as its schema orders them.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
LINK = RGBColor(0x12, 0x47, 0x9B)


def docx_of(brief: Brief) -> bytes:
    """Return the brief as a DOCX file."""
    file = Document()
    _prepare(file, brief)
    _heading(file, brief.title, 0, brief)
    for part in brief.about:
        _part(file, part, 1, brief)
    if brief.grid:
        _grid(file, brief.grid, brief)
    if brief.has_contents:
        _contents(file, brief)
    for number, entry in enumerate(brief.entries, start=1):
        _entry(file, entry, number, brief)
    file.add_heading(brief.words.sources, 1)
    for source in brief.sources:
        _say(file.add_paragraph(style="List Number"), source, brief)
    file.add_heading(brief.words.cite, 1)
    file.add_paragraph(brief.citation)
    if brief.direction == "rtl":
        for paragraph in file.paragraphs:
            _turn(paragraph)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _prepare(file: DocumentFile, brief: Brief) -> None:
    """Set title, author, dates and language, paper and the looks of the styles."""
    made = datetime(brief.made.year, brief.made.month, brief.made.day, tzinfo=UTC).replace(tzinfo=None)
    about = file.core_properties
    about.title, about.author, about.language = brief.title.text[:255], "Convivia", brief.language
    about.created = about.modified = made
    about.comments = ""
    for section in file.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin = section.bottom_margin = Mm(24)
    styles: Any = file.styles
    usual = styles["Normal"]
    usual.font.name, usual.font.size = FONT, Pt(11)
    usual.paragraph_format.space_after = Pt(6)
    for name, size in {"Title": 22, "Heading 1": 15, "Heading 2": 12}.items():
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x16, 0x1C, 0x25)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        style.font.name = FONT
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), brief.language)
        language.set(qn("w:bidi"), brief.language if brief.direction == "rtl" else "ar-SA")


def _heading(file: DocumentFile, line: Line, level: int, brief: Brief, *, before: str = "") -> Paragraph:
    paragraph: Paragraph = file.add_heading("", level)
    if before:
        paragraph.add_run(before)
    _in_language(paragraph.add_run(line.text), paragraph, line.language, brief)
    return paragraph


def _part(file: DocumentFile, part: Part, level: int, brief: Brief) -> None:
    if part.heading:
        file.add_heading(part.heading, level)
    for text in part.paragraphs:
        paragraph = file.add_paragraph()
        _in_language(paragraph.add_run(text), paragraph, part.language, brief)
    if part.note:
        file.add_paragraph().add_run(part.note).italic = True


def _entry(file: DocumentFile, entry: Entry, number: int, brief: Brief) -> None:
    heading = _heading(file, entry.title, 1, brief, before=f"{number}. ")
    _mark_target(heading, entry.key, number)
    if entry.where:
        where = file.add_paragraph()
        where.add_run(entry.where).italic = True
        where.paragraph_format.keep_with_next = True
    for part in entry.parts:
        _part(file, part, 2, brief)
    file.add_heading(brief.words.facts, 2)
    table = _table(file, [brief.words.fact, brief.words.known], f"{brief.words.facts}: {entry.title.text}")
    for fact in entry.facts:
        label, values = _row(table)
        label.text = fact.label
        paragraph = values.paragraphs[0]
        for position, value in enumerate(fact.values):
            if position:
                paragraph.add_run("; ")
            _say(paragraph, value, brief)
    _widths(table, (Mm(38), Mm(124)))


def _grid(file: DocumentFile, grid: Grid, brief: Brief) -> None:
    file.add_heading(grid.title, 1)
    table = _table(file, [grid.corner, *(head.text for head in grid.heads)], grid.title)
    for label, cells in grid.rows:
        for cell, text in zip(_row(table), (label, *cells), strict=True):
            cell.text = text
    count = len(grid.heads)
    _widths(table, (Mm(30), *(Mm(132 / count) for _ in range(count))))
    for run in (run for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs):
        run.font.size = Pt(8 if count > 3 else 9.5)
    for head, cell in zip(grid.heads, table.rows[0].cells[1:], strict=True):
        _in_language(cell.paragraphs[0].runs[0], cell.paragraphs[0], head.language, brief)


def _contents(file: DocumentFile, brief: Brief) -> None:
    file.add_heading(brief.words.contents, 1)
    for number, entry in enumerate(brief.entries, start=1):
        paragraph = file.add_paragraph()
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), entry.key)
        paragraph._p.append(link)
        run = Run(_new_run(link), paragraph)
        run.text = f"{number}. {entry.title.text}"
        _look_like_link(run)


def _table(file: DocumentFile, heads: Iterable[str], title: str) -> Table:
    """Return a new table whose first row is its head, on every page; screen readers call it by its `title`."""
    names = list(heads)
    table: Table = file.add_table(rows=1, cols=len(names), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title[:255])
    table._tbl.tblPr.append(caption)
    head = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)
    for cell, name in zip(head.cells, names, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    return table


def _row(table: Any) -> Any:
    """Add a row to a table; its cells come back. (python-docx does not say its types.)"""
    return table.add_row().cells


def _widths(table: Table, widths: tuple[Any, ...]) -> None:
    """Set the widths of the columns, in each of the two places where programs look for them."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _say(paragraph: Paragraph, line: Line, brief: Brief) -> None:
    """Add a line to a paragraph, as a link where it is one."""
    if not line.url:
        _in_language(paragraph.add_run(line.text), None, line.language, brief)
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(line.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    run = Run(_new_run(link), paragraph)
    run.text = line.text
    _look_like_link(run)
    _in_language(run, None, line.language, brief)


def _new_run(link: Any) -> Any:
    run = OxmlElement("w:r")
    link.append(run)
    return run


def _look_like_link(run: Run) -> None:
    run.font.underline, run.font.color.rgb = True, LINK


def _mark_target(paragraph: Paragraph, name: str, number: int) -> None:
    """Let links of the contents lead to `paragraph`."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def _in_language(run: Run, paragraph: Paragraph | None, language: str, brief: Brief) -> None:
    """Mark the language of `run` where it is not the brief's, and let it run from right to left where it does."""
    if not language or language == brief.language:
        return
    is_turned = direction(language) == "rtl"
    mark = OxmlElement("w:lang")
    mark.set(qn("w:bidi" if is_turned else "w:val"), language)
    if is_turned:
        run.font.rtl = True
        if paragraph is not None:
            _turn(paragraph)
    run._r.get_or_add_rPr().insert_element_before(mark, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _turn(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
