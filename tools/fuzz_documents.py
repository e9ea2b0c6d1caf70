"""Spoils whole documents at three levels: bytes of the package, its parts, and the XML and the values inside."""

import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

EVERY: Final = 50
WORDS: Final = (
    "", "x", "0", "-1", "99999999999999999999", "…", "\u202e\u0000", "[x] ", "=1+1", "é" * 300, "evidence.0.kind",
    "convivia.evidence.999999.kind", "convivia.", "../../etc/passwd", "http://[", "2024-13-45", "&#0;", "%s{}",
)  # fmt: skip
MARKUP: Final = (
    b"<w:p/>", b"</w:p>", b"<text:s text:c='-1'/>", b"<text:s text:c='9999999'/>", b"<!-- -->", b"<![CDATA[x]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<?x y?>", b"<a>" * 300, b"\xff\xfe", b"\x00", b"&lol;", b"&#x110000;",
)  # fmt: skip
PARTS: Final = (
    "word/vbaProject.bin", "Basic/x.xml", "../x", "/x", "C:x", "word/document.xml", "content.xml", "mimetype",
    "xl/workbook.xml", "word/footnotes.xml", "word/header1.xml", "word/styles.xml", "word/media/a.png",
    "[Content_Types].xml", "META-INF/manifest.xml",
)  # fmt: skip
NAMES: Final = ("a.docx", "a.odt", "a.xlsx", "a.docm", "a.doc", "a", "", "a.pdf", "ä\u202e.docx", "a" * 300 + ".odt")
_TEXT: Final = re.compile(rb">([^<>]{1,200})<")
_VALUE: Final = re.compile(rb'="([^"<>]{0,200})"')


@dataclass(slots=True)
class Report:
    """How many uploads there were, what became of them, and the tracebacks: [(number, error)]."""

    runs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 0.0
    slowest: float = 0.0


def spoil(chance: random.Random, whole: bytes) -> bytes:
    """Return a document spoilt in one to three ways."""
    for _time in range(chance.choice((1, 1, 2, 3))):
        whole = chance.choice(_WAYS)(chance, whole)
    return whole


def _bytes(chance: random.Random, whole: bytes) -> bytes:
    """Change, take out or put in some bytes, or cut the end off."""
    if not whole:
        return whole
    at, length = chance.randrange(len(whole)), chance.choice((0, 1, 4, 60, len(whole)))
    return whole[:at] + chance.randbytes(chance.choice((0, 1, 4, 40))) + whole[at + length :]


def _parts(chance: random.Random, whole: bytes) -> bytes:
    """Take a part out, put one in, give one another's content, or another name."""
    parts = _opened(whole)
    if not parts:
        return _bytes(chance, whole)
    at, way = chance.randrange(len(parts)), chance.randrange(5)
    name, content = parts[at]
    if way == 0:
        del parts[at]
    elif way == 1:
        parts.append((chance.choice(PARTS), chance.choice((b"", b"<a/>", content, chance.randbytes(50)))))
    elif way == 2:
        parts[at] = (name, chance.choice(parts)[1])
    elif way == 3:
        parts[at] = (chance.choice(PARTS), content)
    else:
        parts[at] = (name, content + b" " * chance.choice((1, 2_000_000)))
    return _packed(parts)


def _markup(chance: random.Random, whole: bytes) -> bytes:
    """Put markup into an XML part, take a piece out, or double one."""

    def change(content: bytes) -> bytes:
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.choice((0, 1, 20, 400)))
        return content[:at] + chance.choice((chance.choice(MARKUP), content[at:to] * 2, b"")) + content[to:]

    return _in_xml(chance, whole, change)


def _values(chance: random.Random, whole: bytes) -> bytes:
    """Write other words into a text or an attribute of an XML part; the XML stays whole."""
    pattern = chance.choice((_TEXT, _VALUE))

    def change(content: bytes) -> bytes:
        found = list(pattern.finditer(content))
        if not found:
            return content
        start, end = chance.choice(found).span(1)
        return content[:start] + chance.choice(WORDS).encode("utf-8", "replace") + content[end:]

    return _in_xml(chance, whole, change)


_WAYS: Final[Sequence[Callable[[random.Random, bytes], bytes]]] = (_bytes, _parts, _markup, _values, _values, _markup)


def _in_xml(chance: random.Random, whole: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = _opened(whole)
    main = [at for at, (name, _content) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    if not main:
        return _bytes(chance, whole)
    told = [at for at in main if parts[at][0] in ("word/document.xml", "content.xml", "xl/worksheets/sheet1.xml")]
    at = chance.choice(told if told and chance.random() < 0.7 else main)
    parts[at] = (parts[at][0], change(parts[at][1]))
    return _packed(parts)


def _opened(whole: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            return [(part.filename, package.read(part)) for part in package.infolist() if part.file_size < 10_000_000]
    except Exception:  # whatever is wrong with it: then its bytes are spoilt
        return []


def _packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    seen: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name not in seen:
                package.writestr(name, content)
            seen.add(name)
    return file.getvalue()


def fuzz(
    wholes: Sequence[tuple[str, bytes]], read: Callable[[bytes, str], str], *, runs: int, seed: int,
    page: Callable[[bytes, str], str] | None = None, every: int = EVERY, tell: Callable[[Report], Any] | None = None,
) -> Report:  # fmt: skip
    """Spoil `wholes` (name and bytes) `runs` times and return what `read`, and now and then `page`, made of them.

    Both return a word for what became of it; an error that they raise is a failure. The same seed, the same uploads.
    """
    report = Report()
    begun = time.monotonic()
    for number in range(runs):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 (nothing is kept secret by it)
        name, whole = chance.choice(wholes)
        data = spoil(chance, whole)
        name = chance.choice(NAMES) if chance.random() < 0.1 else name
        started = time.monotonic()
        try:
            outcome = (page if page and number % every == 0 else read)(data, name)
        except Exception as error:  # any error at all is what is looked for
            report.failures.append((number, f"{type(error).__name__}: {error}"))
            outcome = "traceback"
        report.runs += 1
        report.outcomes[outcome] += 1
        report.slowest = max(report.slowest, time.monotonic() - started)
        if tell and report.runs % 1000 == 0:
            tell(report)
    report.seconds = time.monotonic() - begun
    return report
