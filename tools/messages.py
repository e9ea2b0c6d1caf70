"""Gather the texts of the interface into the message catalogues, without gettext's programs.

`python -m tools.messages` reads all Python files and templates, brings every catalogue up to date and compiles it.
`python -m tools.messages --check` changes nothing and fails where a text is missing, not translated, or wrongly so.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from tools.build_messages import compile_catalogues

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "convivia"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def source_of(file: Path) -> bytes:
    """Return `file` as Python; of a template only the texts are left, as calls of gettext."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return text.encode()
    lines = templatize(text, origin=str(file)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def texts() -> Catalog:
    """Return a catalogue of all texts of the interface, with the files that they are in."""
    found = Catalog(charset="utf-8")
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]
    for file in sorted(file for file in files if "migrations" not in file.parts):
        place = file.relative_to(PACKAGE).as_posix()
        for _line, text, comments, context in extract(
            "python", io.BytesIO(source_of(file)), KEYWORDS, ["Translators:"]
        ):
            found.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Yield path and content of each catalogue; a new one for a language of the settings that has none."""
    for po in sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/django.po")):
        with po.open("rb") as source:
            yield po, read_po(source, locale=po.parts[-3])


def faults(catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue, text by text."""
    for message in wanted:
        if not message.id:
            continue
        known = catalogue.get(_key(message), message.context)
        if known is None:
            yield f"missing: {message.id!r}"
        elif known.fuzzy or not _is_translated(known):
            yield f"not translated: {message.id!r}"
        else:
            yield from (f"{fault}: {message.id!r}" for fault in known.check(catalogue))
    yield from (f"no longer used: {known.id!r}" for known in catalogue if known.id and not _has(wanted, known))


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _has(catalogue: Catalog, message: Message) -> bool:
    return catalogue.get(_key(message), message.context) is not None


def _is_translated(message: Message) -> bool:
    words = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(words) and all(words)


def check() -> int:
    """Print every fault of every catalogue; 1 comes back where there is one, else 0."""
    wanted = texts()
    found = [f"{po.parts[-3]}: {fault}" for po, catalogue in catalogues() for fault in faults(catalogue, wanted)]
    print("\n".join(found) or "All texts are translated")
    return 1 if found else 0


def update() -> int:
    """Bring every catalogue up to date, drop what is no longer used, and compile them all."""
    wanted = texts()
    for po, catalogue in catalogues():
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.project, catalogue.version = "Convivia", "0.1"
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        with po.open("wb") as target:
            write_po(target, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
        open_texts = sum(1 for message in catalogue if message.id and not _is_translated(message))
        print(f"{po.parts[-3]}: {len(catalogue)} texts, {open_texts} not translated")
    compile_catalogues(PACKAGE / "locale")
    return 0


if __name__ == "__main__":
    settings.configure()  # templatize asks for the charset of files
    sys.exit(check() if "--check" in sys.argv[1:] else update())
