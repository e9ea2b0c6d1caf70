"""What spoilt documents are read by: the reader with its mapping, and the pages of the desk."""

import io

import docx
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from docx.oxml.ns import qn
from openpyxl import Workbook
from PIL import Image

from convivia.desk.document_view import say_where
from convivia.intake.documents import read_document
from convivia.intake.mapping import Choice, first_choices, map_passages
from convivia.intake.refusal_words import say_refused
from convivia.intake.template_files import FORMS
from convivia.intake.template_packages import Refused
from convivia.intake.templates import template_document
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.pictures import PictureRefused, clean_picture
from convivia.practices.snapshots import Content

EDITION = "2"
PARAGRAPHS = (
    ("Title", "A kitchen for all"), ("Normal", "Oslo, Norway"), ("Heading 1", "1. Goals:"), ("Normal", "To meet."),
    ("List Bullet", "and to eat"), ("Heading 2", "Evidence"), ("Normal", "412 people came."), ("Heading 1", "Odds"),
    ("Normal", "Something else: more."), ("Heading 1", "Contact"), ("Normal", "Office, o@example.org, www.example.org"),
)  # fmt: skip


def wholes(content: Content) -> list[tuple[str, bytes]]:
    """Return whole documents by name: the template filled with `content`, empty, and texts written freely."""
    filled = [(f"a.{form}", template_document(form, language="en", content=content, note="A note")) for form in FORMS]
    empty = [(f"b.{form}", template_document(form, language="fr", depth="short")) for form in FORMS]
    return [*filled, *empty, ("c.docx", _free()), ("d.xlsx", _sheet()), ("e.docx", _without_marks(filled[0][1]))]


def _without_marks(template: bytes) -> bytes:
    """Return a template as LibreOffice saves it: without the marks of its fields."""
    document = docx.Document(io.BytesIO(template))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for line in control.find(qn("w:sdtContent")):
            control.addprevious(line)
        control.getparent().remove(control)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _free() -> bytes:
    document = docx.Document()
    for style, words in PARAGRAPHS:
        document.add_paragraph(words, style=style)
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Cost", "Little"), ("Odd", "Much")), strict=True):
        row.cells[0].text, row.cells[1].text = words
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(picture, "PNG")
    document.add_picture(io.BytesIO(picture.getvalue()))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _sheet() -> bytes:
    book = Workbook()
    for row in (["Title", "A sheet"], ["Goals", "To meet"], ["Odds", "x", 3], ["Period", 2019]):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Reader:
    """Reads documents into the working copy of a practice, as its contributor would; nothing is kept."""

    def __init__(self, practice: Practice, by: User) -> None:
        self._copy = WorkingCopy.objects.get(practice=practice)
        self._client = Client()
        self._client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")

    def read(self, data: bytes, name: str) -> str:
        """Read a document, its pictures and where its passages go; return "read", or "refused: " and why."""
        try:
            found = read_document(data, name, edition=EDITION)
        except Refused as refused:
            say_refused(refused)
            return f"refused: {refused.code}"
        for image in found.images:
            try:
                clean_picture(image.data)
            except PictureRefused:
                continue
        for one in found.passages:
            say_where(one.where)
        content: Content = self._copy.content  # type: ignore[assignment]
        for choices in (first_choices(found.passages, content, "en"), [Choice(one.key) for one in found.passages]):
            map_passages(found.passages, choices, content=content, language="en", edition=EDITION)
        return "read"

    def page(self, data: bytes, name: str) -> str:
        """Upload a document at the desk, look at what was read, and save it; return how that ended."""
        with transaction.atomic():
            said = self._uploaded(data, name)
            transaction.set_rollback(True)
        return said

    def _uploaded(self, data: bytes, name: str) -> str:
        path = f"/en/desk/practices/{self._copy.practice.public_id}/document/"
        answer = self._client.post(path, {"file": SimpleUploadedFile(name or "x", data)})
        if answer.status_code == 422:
            return "page: refused"
        shown = self._client.get(answer.headers["Location"])
        saved = self._client.post(
            answer.headers["Location"], {"do": "save", "language": "en", "version": str(self._copy.version)}
        )
        statuses = (answer.status_code, shown.status_code, saved.status_code)
        if statuses not in ((302, 200, 302), (302, 200, 422)):
            raise ValueError(f"The pages answered {statuses}.")
        return "page: saved" if saved.status_code == 302 else "page: asks for more"
