"""A brief as an accessible PDF (PDF/UA-1), set by typst. Texts reach the template as data, never as source. Pure."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from convivia.website.briefs.brief import Brief, language_parts

MEDIA_TYPE = "application/pdf"
HERE = Path(__file__).resolve().parent
# The standard that asks for tags, a title, a language and a letter for every sign; and what is left without the last.
ACCESSIBLE, TAGGED = "ua-1", "1.7"
_NO_LETTER = "could not be displayed"


def pdf_of(brief: Brief) -> bytes:
    """Return the brief as PDF/UA-1. Where no font of this machine has a letter for some sign, a tagged PDF says so."""
    try:
        return _set(brief, ACCESSIBLE)
    except typst.TypstError as error:
        if _NO_LETTER not in str(error):
            raise
    about = (*brief.about[:-1], replace(brief.about[-1], note=brief.words.unseen)) if brief.about else ()
    return _set(replace(brief, about=about), TAGGED)


def _set(brief: Brief, standard: Any) -> bytes:
    made = datetime(brief.made.year, brief.made.month, brief.made.day, tzinfo=UTC)
    compiler = typst.Compiler(_template(), root=str(HERE), font_paths=_fonts())
    found = compiler.compile(
        format="pdf", sys_inputs={"brief": _data(brief)}, pdf_standards=standard, timestamp=int(made.timestamp())
    )
    if not isinstance(found, bytes):
        raise TypeError("A PDF is one file.")
    return found


def _data(brief: Brief) -> str:
    data = asdict(replace(brief, made=None))  # type: ignore[arg-type] # a date is told in parts
    data["made"] = {"year": brief.made.year, "month": brief.made.month, "day": brief.made.day}
    data["has_contents"] = brief.has_contents
    return json.dumps(_with_languages(data), ensure_ascii=False)


def _with_languages(value: Any) -> Any:
    """Return JSON values in which each language is the pair that typst wants."""
    if isinstance(value, dict):
        rest = {name: _with_languages(one) for name, one in value.items() if name != "language"}
        return rest | ({"language": language_parts(value["language"])} if "language" in value else {})
    return [_with_languages(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def _template() -> bytes:
    return (HERE / "brief.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that typst brings and those of this machine; they are looked for once."""
    return typst.Fonts()
