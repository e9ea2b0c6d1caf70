"""Opens a filled template safely, and returns its fields by their keys: DOCX, ODT and xlsx. Pure.

Refused, each with a clear word: what is none of the three, macros, entities, paths that lead out, damage, and bombs.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from convivia.intake.limits import MAX_PARTS, MAX_UNPACKED_RATIO, MEGABYTE, IntakeError, said_in_megabytes
from convivia.intake.template_fields import KEY

MOST_BYTES: Final = 20 * MEGABYTE
MOST_UNPACKED: Final = 100 * MEGABYTE
LONGEST_FIELD: Final = 100_000
PREFIX: Final = "convivia."
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WANTED: Final = "Upload the template as DOCX, ODT or xlsx."
_DISGUISED: Final = {
    b"\xd0\xcf\x11\xe0": "an old or locked office file (.doc, .xls, or one with a password)",
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF text",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, OSError, EOFError, LookupError),
    *(ValueError, TypeError, AttributeError, RuntimeError, AssertionError, NotImplementedError),
)
_MACROS: Final = re.compile(r"(^|/)(vbaproject\.bin|basic/|scripts/|macrosheets/|activex/)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(slots=True)
class Filled:
    """The fields of a document by their keys; `outside` is what somebody wrote elsewhere; `clipped` keys were cut."""

    form: str
    fields: dict[str, str] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)


def open_filled(data: bytes, name: str) -> Filled:
    """Return the fields of the document `data`, called `name` by who sent it. Raises `IntakeError` in plain words."""
    _check_bytes(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            form = _kind_of(package, name)
            _check_parts(package, name)
            filled = Filled(form)
            for key, text in _READ[form](package, data):
                _take(filled, key, text)
    except IntakeError:
        raise
    except _BROKEN as error:
        raise IntakeError(f"{name} is damaged. Open it in your office program and save it again.") from error
    if not filled.fields:
        raise IntakeError(f"{name} has no fields of the template. Download the template, and write into that file.")
    return filled


def _take(filled: Filled, key: str, text: str) -> None:
    text = text.strip("\n")
    if not key.startswith(PREFIX) or not KEY.fullmatch(key.removeprefix(PREFIX)):
        filled.outside += [text] if text.strip() else []
        return
    key = key.removeprefix(PREFIX)
    if len(text) > LONGEST_FIELD:
        filled.clipped.append(key)
        text = text[:LONGEST_FIELD]
    before = filled.fields.get(key, "")
    filled.fields[key] = f"{before}\n{text}" if before and text else before or text


def _check_bytes(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        size = said_in_megabytes(len(data))
        raise IntakeError(
            f"{name} has {size}; up to {said_in_megabytes(MOST_BYTES)} are read. Make its pictures smaller."
        )
    if not data:
        raise IntakeError(f"{name} is empty. {_WANTED}")
    kind = next((kind for start, kind in _DISGUISED.items() if data.startswith(start)), "")
    if kind or not data.startswith(b"PK\x03\x04"):
        raise IntakeError(f"{name} is {kind or 'no document of an office program'}. {_WANTED}")


def _kind_of(package: zipfile.ZipFile, name: str) -> str:
    names = set(package.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        if package.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text":
            return "odt"
        raise IntakeError(f"{name} is an OpenDocument file, but no text. {_WANTED}")
    raise IntakeError(f"{name} is a zip archive, no document. {_WANTED}")


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    """Raise `IntakeError` for a package with macros, strange paths or entities, or that unpacks to far too much."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if any(_MACROS.search(part) for part in names):
        raise IntakeError(f"{name} holds macros (programs). Save it without them and upload it again.")
    if any(part.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part) for part in names):
        raise IntakeError(f"{name} holds parts that point out of the file, as no office program makes. {_WANTED}")
    if len(set(names)) < len(names) or any(part.flag_bits & 1 for part in parts):
        raise IntakeError(f"{name} is locked with a password, or has parts twice. Save it as a plain file.")
    total = sum(part.file_size for part in parts)
    swollen = any(p.file_size > MEGABYTE and p.file_size > MAX_UNPACKED_RATIO * max(p.compress_size, 1) for p in parts)
    if total > MOST_UNPACKED or swollen or len(parts) > MAX_PARTS:
        raise IntakeError(
            f"{name} would unpack to {said_in_megabytes(total)} in {len(parts):,} parts: far too much. "
            f"Up to {said_in_megabytes(MOST_UNPACKED)} are read. Make its pictures smaller."
        )
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_declarations(package.read(part), name)


def _check_declarations(content: bytes, name: str) -> None:
    head = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _DECLARED.search(content) or (content and not head.startswith(b"<")):
        raise IntakeError(f"{name} declares entities or codes of its own, as no office program does. Save it anew.")


def _tree(package: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def _docx(package: zipfile.ZipFile, data: bytes) -> Iterator[tuple[str, str]]:
    tree = _tree(package, "word/document.xml")
    ours = {control for control in tree.iter(f"{_W}sdt") if _tag(control).startswith(PREFIX)}
    for paragraph in tree.iter(f"{_W}p"):
        if not ours.intersection(paragraph.iterancestors(f"{_W}sdt")):
            yield "", _word_line(paragraph)
    for control in tree.iter(f"{_W}sdt"):
        about = control.find(f"{_W}sdtPr")
        if about is None or control not in ours:
            continue
        lines = [] if about.find(f"{_W}showingPlcHdr") is not None else list(map(_word_line, control.iter(f"{_W}p")))
        yield _tag(control), "\n".join(lines)


def _tag(control: Any) -> str:
    """Return what a content control is called by programs."""
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    return tag.get(f"{_W}val", "") if tag is not None else ""


def _word_line(paragraph: Any) -> str:
    signs = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(node.text or "" if node.tag == f"{_W}t" else signs.get(node.tag, "") for node in paragraph.iter())


def _odt(package: zipfile.ZipFile, data: bytes) -> Iterator[tuple[str, str]]:
    tree = _tree(package, "content.xml")
    ours = {one for one in tree.iter(f"{_T}section") if one.get(f"{_T}name", "").startswith(PREFIX)}
    for node in tree.iter(f"{_T}p", f"{_T}h"):
        if not ours.intersection(node.iterancestors(f"{_T}section")):
            yield "", _odt_line(node)
    for section in tree.iter(f"{_T}section"):
        key = section.get(f"{_T}name", "")
        if key.startswith(PREFIX):
            lines = [_odt_line(node) for node in section.iter(f"{_T}p", f"{_T}h")]
            yield key, "\n".join(lines)


def _odt_line(node: Any) -> str:
    """Return the words of a paragraph; several blanks, tabs and breaks are elements of their own there."""
    made = node.text or ""
    for child in node:
        if child.tag == f"{_T}s":
            made += " " * min(int(child.get(f"{_T}c", "1")), 100)
        elif child.tag in (f"{_T}tab", f"{_T}line-break"):
            made += "\t" if child.tag == f"{_T}tab" else "\n"
        elif isinstance(child.tag, str) and not child.tag.endswith(("}annotation", "}note", "}tracked-changes")):
            made += _odt_line(child)
        made += child.tail or ""
    return made


def _xlsx(package: zipfile.ZipFile, data: bytes) -> Iterator[tuple[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles are of no use to anybody here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=3, max_row=5000, values_only=True):
        key, _label, value = (*row, None, None, None)[:3]
        if isinstance(key, str) and key.startswith(PREFIX):
            yield key, _cell(value)
        elif value is not None:
            yield "", _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat()[:10] if hasattr(value, "isoformat") else str(value)


_READ: Final[Mapping[str, Callable[[zipfile.ZipFile, bytes], Iterator[tuple[str, str]]]]] = {
    "docx": _docx,
    "odt": _odt,
    "xlsx": _xlsx,
}
