"""What the page shows on which a practice is written, and what its script is told after each save."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest
from convivia.desk.asked import FULL, SHORT, Form
from convivia.desk.field_advice import advice_by_field, advice_parts
from convivia.desk.progress import Progress, progress
from convivia.desk.shown import first_words, shown_parts, understood
from convivia.desk.typed import Typed
from convivia.desk.write_address import write_url
from convivia.places.countries import LANGUAGES
from convivia.practices.lifting_actions import can_be_lifted
from convivia.practices.models import WorkingCopy
from convivia.practices.rules import may_edit
from convivia.practices.snapshots import Content


@dataclass(frozen=True, slots=True)
class Sheet:
    """A working copy on somebody's desk: which form of it is open."""

    copy: WorkingCopy
    form: Form

    @property
    def content(self) -> Content:
        return cast(Content, self.copy.content)

    @property
    def url(self) -> str:
        """The address of this form, with its depth and language."""
        return write_url(self.copy.practice.public_id, depth=self.form.depth, text=self.form.text)


def page_context(
    request: DeskRequest, sheet: Sheet, *, data: QueryDict | None, typed: Typed | None, held_by: WorkingCopy | None
) -> dict[str, Any]:
    """Return what the page shows: the form with what is kept, or with `data` where `typed` notes errors in that."""
    told = progress(sheet.form, sheet.copy, sheet.content)
    help_at = advice_by_field(sheet.form, sheet.copy)
    may_write = may_edit(request.user, sheet.copy.practice)
    return {
        "sheet": sheet,
        "parts": shown_parts(sheet.form, sheet.content, language(), data=data, typed=typed, help_at=help_at),
        "errors": list(typed.errors.items()) if typed else [],
        "progress": told,
        "saved": _saved_words(sheet.copy) if sheet.copy.version > 1 or "saved" in request.GET else "",
        "just_saved": "saved" in request.GET,
        "held": held_by,
        "versions": _versions(sheet, may_write=may_write),
        "languages": _languages(sheet),
        "first_words": first_words(sheet.form, language()),
        "may_write_first": may_write,
        "can_be_lifted": may_write and not sheet.form.is_translation and can_be_lifted(sheet.copy),
        "user_key": request.user.pk,
        "room": "home",
        "depths": _depths(sheet, told),
        **about(sheet),
    }


def about(sheet: Sheet) -> dict[str, Any]:
    """Return which practice the page is about, and the way to it."""
    text = sheet.content["texts"].get(sheet.form.first)
    practice = sheet.copy.practice
    return {
        "practice": practice,
        "title": text["title"] or text["stand_in_title"] if text else "",
        "title_language": sheet.form.first,
        "steps": [
            {"label": _("To do"), "url": reverse("desk:home")},
            {"label": _("This practice"), "url": reverse("desk:practice", args=[practice.public_id])},
        ],
    }


def saved_data(sheet: Sheet, typed: Typed) -> dict[str, Any]:
    """Return what the page's script shows once it has saved."""
    told = progress(sheet.form, sheet.copy, sheet.content)
    return {
        "version": sheet.copy.version,
        "saved": _saved_words(sheet.copy),
        "percent": told.percent,
        "percents": told.percents,
        "missing": [{"label": label, "url": url} for label, url in told.missing],
        "errors": typed.errors,
        "rows": typed.rows,
        "period": understood(sheet.content["period"]["text"], language()),
        "advice": advice_parts(sheet.form, advice_by_field(sheet.form, sheet.copy)),
    }


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def _depths(sheet: Sheet, told: Progress) -> list[dict[str, Any]]:
    return [
        {
            "key": depth,
            "label": label,
            "url": write_url(sheet.copy.practice.public_id, depth=depth),
            "is_current": depth == sheet.form.depth,
            "percent": told.percents.get(depth, 0),
        }
        for depth, label in ((SHORT, _("Short form")), (FULL, _("Full form")))
    ]


def _versions(sheet: Sheet, *, may_write: bool) -> list[dict[str, Any]]:
    """Return the language versions that there are, and the one that is being begun, each with its form's address."""
    codes = list(dict.fromkeys([sheet.form.first, *sheet.content["texts"], sheet.form.text]))
    return [
        {
            "code": code,
            "name": capfirst(language_name(code, language())),
            "is_current": code == sheet.form.text,
            "url": write_url(sheet.copy.practice.public_id, depth=sheet.form.depth, text=code),
        }
        for code in (codes if may_write else codes[1:])
    ]


def _languages(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the languages in which a further version can be begun, by name."""
    new = [code for code in LANGUAGES if code not in sheet.content["texts"] and code != sheet.form.text]
    return sorted(((code, str(capfirst(language_name(code, language())))) for code in new), key=lambda one: one[1])


def _saved_words(copy: WorkingCopy) -> str:
    at = timezone.localtime(copy.edited_at)
    if at.date() == timezone.localdate():
        return _("Saved at %(time)s") % {"time": date_format(at, "H:i")}
    return _("Saved on %(day)s at %(time)s") % {"day": date_format(at, "j F Y"), "time": date_format(at, "H:i")}
