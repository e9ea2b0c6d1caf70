"""What a reader makes of a record before anything is saved, and its JSON form: the object of a dry run. Pure.

`to_json` and `objects.from_json` are each other's inverse: what a dry run prints can be read again without loss.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from convivia.practices.period import Period

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A place as a record names it: ISO 3166 code ("" when unknown) and city; no name means the whole country."""

    country: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DraftWarning:
    """Something a person should look at: `code` for machines, `text` for people; `line` from 1 (0: not known)."""

    code: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class DraftText:
    """One language version. `cut_off` names the sections (or "summary") whose text its source cuts off."""

    language: str = ""
    title: str = ""
    title_language: str = ""
    stand_in_title: str = ""
    summary: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    cut_off: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    external_id: str = ""
    also: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    note: str = ""
    source_url: str = ""
    original: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A practice as read: its facts once, and at least one text; the first text is the main one."""

    texts: tuple[DraftText, ...] = (DraftText(),)
    places: tuple[DraftPlace, ...] = ()
    period: Period = field(default_factory=Period)
    areas: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    public_id: str = ""
    source: str = ""
    licence: str = ""
    warnings: tuple[DraftWarning, ...] = ()

    @property
    def main(self) -> DraftText:
        """The first text."""
        return self.texts[0]

    @property
    def name(self) -> str:
        """What to call this draft in a report: its title, what stands in for it, its number, or its first words."""
        main = self.main
        words = main.summary or next(iter(main.sections.values()), "")
        return main.title or main.stand_in_title or main.external_id or words[:80] or "(a record without words)"


def to_json(draft: Draft) -> Json:
    """Return the object that a dry run prints for `draft`; empty values of the rarer fields are left out."""
    main = _text_to_json(draft.main)
    whole: Json = {
        "title": main.pop("title"),
        "language": main.pop("language"),
        "places": [{"country": place.country, "name": place.name} for place in draft.places],
        "period": period_to_json(draft.period),
        "sections": main.pop("sections"),
        "summary": main.pop("summary"),
        "areas": list(draft.areas),
        "principles": list(draft.principles),
        "keywords": main.pop("keywords"),
        "external_id": main.pop("external_id"),
        "source_url": main.pop("source_url"),
        "licence": draft.licence,
        **main,
    }
    rare = {"id": draft.public_id, "source": draft.source}
    whole |= {key: value for key, value in rare.items() if value}
    whole["texts"] = [_text_to_json(text) for text in draft.texts[1:]]
    whole["warnings"] = [warning_to_json(warning) for warning in draft.warnings]
    return whole


def period_to_json(period: Period) -> Json:
    """Return a period as the JSON of a dry run and of the API has it; `start` and `end` are years."""
    return {
        "text": period.text,
        "start": period.start_year,
        "end": period.end_year,
        "ongoing": period.ongoing,
        "precision": period.precision,
        "recurrence": period.recurrence,
        "edtf": period.edtf,
    }


def warning_to_json(warning: DraftWarning) -> Json:
    """Return a warning as JSON; the line is left out where it is not known."""
    line = {"line": warning.line} if warning.line else {}
    return {"code": warning.code, "text": warning.text} | line


def _text_to_json(text: DraftText) -> Json:
    rare: Json = {
        "title_language": text.title_language,
        "stand_in_title": text.stand_in_title,
        "cut_off": list(text.cut_off),
        "also": list(text.also),
        "other_titles": list(text.other_titles),
        "note": text.note,
    }
    return {
        "title": text.title,
        "language": text.language,
        "summary": text.summary,
        "sections": dict(text.sections),
        "keywords": list(text.keywords),
        "external_id": text.external_id,
        "source_url": text.source_url,
        **({} if text.original else {"original": False}),
        **{key: value for key, value in rare.items() if value},
    }
