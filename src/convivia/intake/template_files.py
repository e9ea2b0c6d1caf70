"""Writes a form as a document to be filled in: DOCX, ODT or xlsx. Each field is found again by its key.

The keys are tags of content controls in DOCX, names of sections in ODT, and a hidden column in xlsx. People see none of
them, and office programs keep them.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import odfdo
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties

from convivia.common.characters import carried
from convivia.intake.template_fields import Field

PREFIX: Final = "convivia."
Parts = Sequence[tuple[str, Sequence[Field]]]
_SHADE: Final = "FFF8E6"


def docx_form(title: str, about: str, parts: Parts) -> bytes:
    """Return a Word document with a content control for each field."""
    document = Document()
    document.core_properties.title, document.core_properties.author = title, "Convivia"
    document.add_heading(title, level=0)
    document.add_paragraph(about)
    for label, fields in parts:
        document.add_heading(label, level=1)
        for field in fields:
            document.add_heading(field.label, level=3 if field.is_part else 2)
            for line in filter(None, field.hint.split("\n")):
                run = document.add_paragraph().add_run(line)
                run.italic, run.font.size = True, Pt(9)
            if not _is_head(field, fields):
                document.element.body.insert(len(document.element.body) - 1, _control(field))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_form(title: str, about: str, parts: Parts) -> bytes:
    """Return an OpenDocument text with a named section for each field."""
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = title
    document.insert_style(
        cast(
            odfdo.Style,
            odfdo.Element.from_tag(
                '<style:style style:name="ConviviaAnswer" style:family="paragraph"><style:paragraph-properties '
                f'fo:background-color="#{_SHADE}" fo:padding="0.1cm" fo:border="0.02cm solid #999999"/></style:style>'
            ),
        ),
        automatic=True,
    )
    document.body.append(odfdo.Header(1, title))
    document.body.append(odfdo.Paragraph(about))
    for label, fields in parts:
        document.body.append(odfdo.Header(2, label))
        for field in fields:
            document.body.append(odfdo.Header(4 if field.is_part else 3, field.label))
            for line in filter(None, field.hint.split("\n")):
                document.body.append(odfdo.Paragraph(line))
            if not _is_head(field, fields):
                section = odfdo.Section(name=PREFIX + field.key)
                for line in field.value.split("\n"):
                    section.append(odfdo.Paragraph(carried(line), style="ConviviaAnswer"))
                document.body.append(section)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx_form(title: str, about: str, parts: Parts) -> bytes:
    """Return a workbook of one sheet: a row for each field, its key in a hidden column."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Convivia"
    for column, width in {"A": 4, "B": 34, "C": 70, "D": 70}.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    # On paper all columns stand beside each other.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    _row(sheet, ["", title, "", about], bold=True)
    for label, fields in parts:
        _row(sheet, ["", label, "", ""], bold=True)
        for field in fields:
            is_head = _is_head(field, fields)
            _row(
                sheet, ["" if is_head else PREFIX + field.key, field.label, field.value, field.hint], shade=not is_head
            )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# The end of a file's name → what writes it, and what it is called on the wire.
FORMS: Final[Mapping[str, tuple[Callable[[str, str, Parts], bytes], str]]] = {
    "docx": (docx_form, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (odt_form, "application/vnd.oasis.opendocument.text"),
    "xlsx": (xlsx_form, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _is_head(field: Field, fields: Sequence[Field]) -> bool:
    """Return whether a field only stands over its parts."""
    return any(other.key.startswith(f"{field.key}.") for other in fields)


def _control(field: Field) -> Any:
    """Return a content control with one paragraph for each line; one that is empty shows where to write."""
    control, about, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    for name, value in (("w:alias", field.label[:60]), ("w:tag", PREFIX + field.key)):
        element = OxmlElement(name)
        element.set(qn("w:val"), carried(value))
        about.append(element)
    if not field.value:
        about.append(OxmlElement("w:showingPlcHdr"))
    for line in (field.value or "…").split("\n"):
        content.append(_paragraph(line))
    control.append(about)
    control.append(content)
    return control


def _paragraph(line: str) -> Any:
    paragraph, about, shade = (OxmlElement(name) for name in ("w:p", "w:pPr", "w:shd"))
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _SHADE)):
        shade.set(qn(name), value)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = carried(line)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    about.append(shade)
    run.append(text)
    paragraph.append(about)
    paragraph.append(run)
    return paragraph


def _row(sheet: Any, values: Sequence[str], *, bold: bool = False, shade: bool = False) -> None:
    number = (sheet.max_row or 0) + 1 if sheet["B1"].value else 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column)
        if value:
            cell.value, cell.data_type = carried(value), "s"  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)
    if shade:
        sheet.cell(number, 3).fill = PatternFill("solid", fgColor=_SHADE)
