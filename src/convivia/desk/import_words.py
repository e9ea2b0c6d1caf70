"""Imports in words: states, outcomes, the fields of sheets, and what could not be undone."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.intake.columns import KEEP, SKIP
from convivia.intake.models import ImportRun

_S = ImportRun.State


def say_state(state: str) -> str:
    """Return how far a file has come."""
    return {
        _S.UNREAD: _("Its columns are not known yet"),
        _S.CHECKING: _("Being looked at"),
        _S.CHECKED: _("Looked at, nothing taken in yet"),
        _S.TAKING: _("Being taken in"),
        _S.TAKEN: _("Taken in"),
        _S.UNDOING: _("Being undone"),
        _S.UNDONE: _("Undone"),
    }[_S(state)]


def say_outcome(outcome: str) -> str:
    """Return what became of a row, or would become of it; "" where that is not known yet."""
    return {
        "created": _("new"),
        "updated": _("changed"),
        "unchanged": _("unchanged"),
        "repeated": _("said before in this file"),
        "refused": _("not taken in"),
    }.get(outcome, "")


def say_undone(undone: str) -> str:
    """Return what undoing did with a row; "" where it did nothing."""
    return {
        "removed": _("removed again"),
        "put-back": _("says what it said before"),
        "partly": _("partly says what it said before"),
        "left": _("left as it is"),
    }.get(undone, "")


def say_left(left: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return why a row, or which parts of it, could not be undone."""
    reasons = {
        "changed": _("It was changed since."),
        "being-changed": _("Somebody is changing it."),
        "not-public": _("It is not public any more."),
        "gone": _("It is not there any more."),
    }
    if not left:
        return ""
    if left[0] in reasons:
        return reasons[left[0]]
    return _("Changed since: %(parts)s.") % {"parts": ", ".join(say_field(part, labels) for part in left)}


def say_format(name: str) -> str:
    """Return what a file is read as."""
    return {
        "auto": _("Found out by itself"),
        "listing": _("Listing page (text or HTML)"),
        "html": _("Listing page (text or HTML)"),
        "xlsx": _("Workbook (xlsx)"),
        "csv": _("Sheet as text (CSV)"),
        "json": _("JSON"),
        "jsonl": _("JSON lines"),
    }.get(name, name)


def say_field(key: str, labels: Mapping[str, str]) -> str:
    """Return what a changed field is called: "summary/en" → "summary (English)"; `labels` are those of sections."""
    name, slash, language = key.partition("/")
    said = labels.get(name) or say_role(name)
    return f"{said} ({language_name(language, get_language() or 'en')})" if slash else said


def say_role(role: str) -> str:
    """Return what a column of a sheet is, or a field is called; its key where it has no other name."""
    return {
        "title": _("title"),
        "country": _("country"),
        "city": _("city"),
        "place": _("place"),
        "places": _("places"),
        "countries": _("countries"),
        "concepts": _("areas and principles"),
        "period": _("period"),
        "start_year": _("first year"),
        "end_year": _("last year"),
        "ongoing": _("ongoing"),
        "language": _("language"),
        "summary": _("summary"),
        "text": _("text, with the headings of sections in it"),
        "areas": _("policy areas"),
        "principles": _("principles"),
        "keywords": _("keywords"),
        "source_url": _("address of the source"),
        "external_id": _("id of the source"),
        "public_id": _("id in this library"),
        "source": _("source"),
        "licence": _("licence"),
        "note": _("remark"),
        "stand_in_title": _("our title, where the source has none"),
        "edtf": _("period as EDTF"),
        "cut_off": _("sections that are cut off"),
        KEEP: _("kept, at the end of the description"),
        SKIP: _("left out"),
    }.get(role, role)
