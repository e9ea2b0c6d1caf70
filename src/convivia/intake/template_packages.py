"""Opens an uploaded document safely: DOCX, ODT or xlsx. Pure.

Refused, each with a code that `refusal_words` says: what is none of the three, or another than it is called; macros,
entities, paths that lead out, passwords, damage, and bombs.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

from openpyxl.utils.exceptions import InvalidFileException

from convivia.intake.blocks import MOST_PICTURES, Block, Image, Opened
from convivia.intake.limits import MAX_PARTS, MAX_UNPACKED_RATIO, MEGABYTE, IntakeError
from convivia.intake.odf_documents import odf_blocks, odf_images
from convivia.intake.sheet_documents import sheet_blocks, sheet_images
from convivia.intake.word_documents import word_blocks, word_images

MOST_BYTES: Final = 20 * MEGABYTE
MOST_UNPACKED: Final = 100 * MEGABYTE
MOST_XML: Final = 20 * MEGABYTE  # in one part of it; as a tree it takes ten times as much
MOST_BLOCKS: Final = 20_000
MOST_TEXT: Final = 1_000_000  # characters of all blocks together
ODT: Final = b"application/vnd.oasis.opendocument.text"

# Why a document is refused.
(EMPTY, TOO_LARGE, BOMB, MACROS, PASSWORD, ENTITIES, PATHS, TWICE, DAMAGED, OLD, PDF, OTHER, DISGUISED, NO_WORDS,
 TOO_LONG, MANY_PRACTICES) = (
    "empty", "too-large", "bomb", "macros", "password", "entities", "paths", "twice", "damaged", "old", "pdf", "other",
    "disguised", "no-words", "too-long", "many-practices",
)  # fmt: skip
REFUSALS: Final = (
    EMPTY, TOO_LARGE, BOMB, MACROS, PASSWORD, ENTITIES, PATHS, TWICE, DAMAGED, OLD, PDF, OTHER, DISGUISED, NO_WORDS,
    TOO_LONG, MANY_PRACTICES,
)  # fmt: skip

# Names by their ends: which format they promise.
_PROMISED: Final = {"docx": "docx", "dotx": "docx", "odt": "odt", "ott": "odt", "xlsx": "xlsx", "xltx": "xlsx"}
_WITH_MACROS: Final = ("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam")
_OLE: Final = b"\xd0\xcf\x11\xe0"
# How Office names the stream that holds a document under a password.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, OSError, EOFError, LookupError),
    *(ValueError, TypeError, AttributeError, RuntimeError, AssertionError, NotImplementedError, OverflowError),
)
_MACRO_PARTS: Final = re.compile(r"(^|/)(vbaproject\.bin|basic/|scripts/|macrosheets/|activex/)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class Refused(IntakeError):
    """A document is not read; `code` is one of `REFUSALS`, `name` that of the file, `size` its bytes."""

    def __init__(self, code: str, name: str, *, size: int = 0, form: str = "") -> None:
        super().__init__(f"{name}: {code}")
        self.code, self.name, self.size, self.form = code, name, size, form


def open_document(data: bytes, name: str) -> Opened:
    """Return what the document `data` holds, called `name` by who sent it. Raises `Refused`."""
    _check_bytes(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            form = _form_of(package, name)
            _check_parts(package, name)
            opened = Opened(form)
            _take_blocks(opened, _blocks(package, data, form), name)
            _take_images(opened, _images(package, form))
    except Refused:
        raise
    except _BROKEN as error:
        raise Refused(DAMAGED, name) from error
    return opened


def _blocks(package: zipfile.ZipFile, data: bytes, form: str) -> Iterator[Block]:
    if form == "xlsx":
        return sheet_blocks(data)
    return word_blocks(package) if form == "docx" else odf_blocks(package)


def _images(package: zipfile.ZipFile, form: str) -> Iterator[Image]:
    return {"docx": word_images, "odt": odf_images, "xlsx": sheet_images}[form](package)


def _take_blocks(opened: Opened, blocks: Iterator[Block], name: str) -> None:
    opened.blocks = list(islice(blocks, MOST_BLOCKS + 1))
    if len(opened.blocks) > MOST_BLOCKS or sum(len(one.text) for one in opened.blocks) > MOST_TEXT:
        raise Refused(TOO_LONG, name)
    if not any(one.text.strip() or one.key for one in opened.blocks):
        raise Refused(NO_WORDS, name)


def _take_images(opened: Opened, images: Iterator[Image]) -> None:
    """Take each picture once, and the first ones of very many."""
    seen: dict[bytes, Image] = {}
    for image in images:
        if len(seen) == MOST_PICTURES and image.data not in seen:
            opened.more_images += 1
        else:
            seen.setdefault(image.data, image)
    opened.images = list(seen.values())


def _check_bytes(data: bytes, name: str) -> None:
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if not data:
        raise Refused(EMPTY, name)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE, name, size=len(data))
    if end in _WITH_MACROS:
        raise Refused(MACROS, name)
    if data.startswith(_OLE):
        raise Refused(PASSWORD if _LOCKED in data else OLD, name)
    if data.lstrip()[:4] == b"%PDF":
        raise Refused(PDF, name)
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(DISGUISED if end in _PROMISED else OTHER, name)


def _form_of(package: zipfile.ZipFile, name: str) -> str:
    """Return which of the formats a package is; raise `Refused` for others, and where its name promises another."""
    form = _found_form(package)
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if not form:
        raise Refused(DISGUISED if end in _PROMISED else OTHER, name)
    if end and _PROMISED.get(end) != form:
        raise Refused(DISGUISED, name, form=form)
    return form


def _found_form(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    is_odf = "content.xml" in names and "mimetype" in names and package.getinfo("mimetype").file_size < 200
    return "odt" if is_odf and package.read("mimetype").strip() in (ODT, ODT + b"-template") else ""


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    """Raise `Refused` for a package with macros, strange paths or entities, or that unpacks to far too much."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if any(_MACRO_PARTS.search(part) for part in names):
        raise Refused(MACROS, name)
    if any(part.startswith(("/", "\\")) or ":" in part or ".." in re.split(r"[/\\]", part) for part in names):
        raise Refused(PATHS, name)
    if len(set(names)) < len(names):
        raise Refused(TWICE, name)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PASSWORD, name)
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED or len(parts) > MAX_PARTS or any(map(_is_swollen, parts)):
        raise Refused(BOMB, name, size=total)
    for part in parts:
        if _is_xml(part):
            _check_xml(part.filename, package.read(part), name)


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    is_packed = part.file_size > MEGABYTE and part.file_size > MAX_UNPACKED_RATIO * max(part.compress_size, 1)
    return is_packed or (_is_xml(part) and part.file_size > MOST_XML)


def _check_xml(part: str, content: bytes, name: str) -> None:
    """Raise `Refused` for declarations of entities, other codes than UTF-8, and what tells of macros or a password."""
    head = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _DECLARED.search(content) or (content and not head.startswith(b"<")):
        raise Refused(ENTITIES, name)
    if part == "[Content_Types].xml" and b"macroenabled" in content.lower():
        raise Refused(MACROS, name)
    if part == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise Refused(PASSWORD, name)
