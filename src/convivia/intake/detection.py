"""What kind of file it is, and what its letters are: by its content, whatever its name says. Pure."""

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import Final

from convivia.common.folding import fold_name
from convivia.intake.column_words import FIELDS
from convivia.intake.limits import MAX_FILE_BYTES, IntakeError, said_in_megabytes

FORMATS: Final = ("listing", "jsonl", "json", "csv", "xlsx")
HTML: Final = "html"  # a listing, too

# How other files begin, and what to do with them.
_OTHERS: Final = (
    (b"%PDF", "a PDF", "Copy the text out of it into a text file, or save the page as HTML."),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "Open it and save it as .xlsx or as CSV."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"\x89PNG", "a picture", "Convivia reads text, HTML, JSON, CSV and xlsx."),
    (b"\xff\xd8\xff", "a picture", "Convivia reads text, HTML, JSON, CSV and xlsx."),
    (b"GIF8", "a picture", "Convivia reads text, HTML, JSON, CSV and xlsx."),
    (b"SQLite format 3", "an SQLite database", "Export its table as CSV."),
    (b"\x7fELF", "a program", "Convivia reads text, HTML, JSON, CSV and xlsx."),
    (b"MZ", "a program", "Convivia reads text, HTML, JSON, CSV and xlsx."),
    (rb"{\rtf", "a rich-text file", "Save it as plain text or as HTML."),
)
_PACKED: Final = b"PK\x03\x04"
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SIMPLE_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|main|div|ul|ol|table|article|section|h[1-6]|p|a|span|li)\b", re.IGNORECASE
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,80}charset=["']?((?:iso-8859|windows|cp|koi8|macintosh|mac|shift|euc|gb|big5)[\w-]{0,16})""",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 4096
DELIMITERS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in; `is_guessed` where neither a mark nor its letters prove it."""

    text: str
    encoding: str
    is_guessed: bool = False


def check_size(size: int, name: str) -> None:
    """Raise `IntakeError` for a file that is too large, or empty."""
    if size > MAX_FILE_BYTES:
        raise IntakeError(
            f"{name} has {said_in_megabytes(size)}; a file may have up to {said_in_megabytes(MAX_FILE_BYTES)}. "
            "Split it into several files: what is in more than one of them is taken in once."
        )
    if size == 0:
        raise IntakeError(f"{name} is empty: nothing was read. Is it the right file?")


def is_packed(data: bytes) -> bool:
    """Return whether `data` is a zip archive, as xlsx files are."""
    return data.startswith(_PACKED)


def decode(data: bytes, name: str) -> Decoded:
    """Return `data` as text; raise `IntakeError` where it is no text."""
    for beginning, kind, advice in _OTHERS:
        if data.startswith(beginning):
            raise IntakeError(f"{name} is {kind}, not text. {advice}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decoded(data, encoding, name), encoding.removesuffix("-sig"))
    zeros = data[:_LOOKED_AT].count(0)
    if zeros:
        return _without_mark(data, zeros, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, name)


def _without_mark(data: bytes, zeros: int, name: str) -> Decoded:
    """Return text in UTF-16 that lacks its mark: every second byte of Latin letters is zero there."""
    head = data[:_LOOKED_AT]
    for encoding, where in (("utf-16-le", 1), ("utf-16-be", 0)):
        if zeros >= 0.3 * len(head) and head[where::2].count(0) >= 0.9 * zeros:
            return Decoded(_decoded(data, encoding, name), encoding, is_guessed=True)
    raise IntakeError(
        f"{name} is not text: it holds zero bytes. "
        "Convivia reads text, HTML, JSON, CSV and xlsx; save the file as one of these."
    )


def _not_utf_8(data: bytes, name: str) -> Decoded:
    """Return text in an older encoding: the one that the page declares, else Windows-1252."""
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if broken * 10 <= sum(not letter.isascii() for letter in mended) - broken:
        return Decoded(mended, "utf-8", is_guessed=True)
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in data[:_LOOKED_AT])
    if odd > 0.01 * len(data[:_LOOKED_AT]):
        raise IntakeError(
            f"{name} is not text: it is full of bytes that no letters have. "
            "Convivia reads text, HTML, JSON, CSV and xlsx; save the file as one of these."
        )
    declared = [match[1].decode("ascii").lower() for match in _DECLARED.finditer(data[:_LOOKED_AT])]
    for encoding in [*declared[:1], "windows-1252"]:
        try:
            return Decoded(data.decode(encoding), encoding, is_guessed=True)
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(data.decode("latin-1"), "latin-1", is_guessed=True)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError(
            f"{name} begins like a text in {encoding.upper()}, but breaks off from that at byte {error.start}: "
            "the file is damaged or put together from several. Save it again as UTF-8."
        ) from error


def kind_of_text(text: str) -> str:
    """Return "json", "jsonl", "html", "csv" or "listing", by what `text` looks like."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if head.startswith("["):
        return "json" if re.match(r"\[\s*(?:[\[{]|\]\s*$)", head) else "listing"
    if head.startswith("{"):
        return _kind_of_json(text)
    if head.startswith("<") and _SIMPLE_TAG.search(head):
        return HTML
    if len(_SIMPLE_TAG.findall(head)) > max(3, head.count("\n") // 2):
        return HTML
    return "csv" if looks_like_csv(head) else "listing"


def _kind_of_json(text: str) -> str:
    lines = [line for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    first = lines[0].strip()
    if first.endswith("}") and (len(lines) == 1 or lines[1].lstrip().startswith("{")):
        return "json" if text.strip() == first and '"results"' in first else "jsonl"
    return "json" if first in {"{", "{}"} or (not first.endswith("}") and len(lines) > 1) else "jsonl"


def looks_like_csv(head: str) -> bool:
    """Return whether the first line names columns: two at least, one of them that of the title."""
    first = head.splitlines()[0] if head else ""
    names = next(csv.reader(StringIO(first), delimiter=delimiter_of(first)), [])
    fields = {field for name in names if (field := FIELDS.get(fold_name(name)))}
    return "title" in fields and len(fields) > 1


def delimiter_of(header: str) -> str:
    """Return the sign that parts the columns of a header line."""
    return max(DELIMITERS, key=header.count)
