"""The page on which a practice is written: the form, saving it, and holding it for one person at a time."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, working_copy_to_write
from convivia.desk.asked import DEPTHS, FULL, SHORT, Form, form_of
from convivia.desk.conflicts import Clash, clash_context, clash_data, clash_of
from convivia.desk.progress import progress
from convivia.desk.shown import first_words, shown_parts, understood
from convivia.desk.typed import Typed, read_typed
from convivia.places.countries import LANGUAGES
from convivia.practices.models import WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate
from convivia.practices.snapshots import Content
from convivia.practices.writing_actions import Conflict, Held, hold, let_go, save_draft, take_over

# Buttons that do more than save.
DONE, HOLD, TAKE_OVER = "done", "hold", "take-over"


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


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show the form of a working copy and hold it for who opens it; POST saves what it says.

    `?depth=` is "short" or "full", `?text=` the language that is written. A page of a browser's script asks for JSON.
    404 where there is nothing to write for the reader, 403 where they may not; 409 where somebody else has saved since,
    423 while somebody else holds it: nothing was saved then, and the answer has what was typed.
    """
    copy = working_copy_to_write(request, public_id)
    sheet = _sheet(request, copy)
    if request.method == "POST":
        return _post(request, sheet)
    held = _hold(request, copy)
    return _page(request, sheet, held_by=held)


def write_url(public_id: str, *, depth: str = SHORT, text: str = "") -> str:
    """Return the address of the form of a practice."""
    query = QueryDict(mutable=True)
    if depth != SHORT:
        query["depth"] = depth
    if text:
        query["text"] = text
    return reverse("desk:write", args=[public_id]) + (f"?{query.urlencode()}" if query else "")


def _sheet(request: DeskRequest, copy: WorkingCopy) -> Sheet:
    depth = request.GET.get("depth", SHORT)
    text = request.GET.get("text") or copy.language
    content = cast(Content, copy.content)
    if depth not in DEPTHS or text not in (*LANGUAGES, *content["texts"]):
        raise BadRequest("There is no such form.")
    if text == copy.language and not may_edit(request.user, copy.practice):
        others = [code for code in content["texts"] if code != copy.language]
        if request.method == "POST" or request.GET.get("text"):
            raise PermissionDenied
        text = next(iter(others), "") or next(code for code in (_language(), *LANGUAGES) if code != copy.language)
    if text != copy.language and not (
        may_edit(request.user, copy.practice) or may_translate(request.user, copy.practice)
    ):
        raise PermissionDenied
    return Sheet(copy, _form(copy, depth, text))


def _form(copy: WorkingCopy, depth: str, text: str) -> Form:
    return form_of(
        cast(Content, copy.content),
        edition=copy.edition,
        depth=depth,
        text=text,
        first=copy.language,
        language=_language(),
    )


def _hold(request: DeskRequest, copy: WorkingCopy) -> WorkingCopy | None:
    """Hold the working copy for the reader; what another one holds comes back instead."""
    try:
        hold(practice=copy.practice, by=request.user)
    except Held as held:
        return held.current
    return None


def _post(request: DeskRequest, sheet: Sheet) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == HOLD:
        return _keep_holding(request, sheet)
    if do == TAKE_OVER:
        take_over(practice=sheet.copy.practice, by=request.user)
        if "version" not in request.POST:
            return redirect(sheet.url)
    may_drop = may_edit(request.user, sheet.copy.practice)
    typed = read_typed(request.POST, sheet.content, sheet.form, may_drop=may_drop)
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise BadRequest("The form says no version.")
    try:
        saved = save_draft(practice=sheet.copy.practice, content=typed.content, version=int(version), by=request.user)
    except (Conflict, Held) as clash:
        return _clash(request, sheet, typed, clash_of(clash, sheet.form, typed.content))
    except NotAllowed as refused:
        raise PermissionDenied from refused
    return _saved(request, Sheet(saved, sheet.form), typed, do)


def _keep_holding(request: DeskRequest, sheet: Sheet) -> HttpResponse:
    held = _hold(request, sheet.copy)
    return JsonResponse({"held": held is None}, status=200 if held is None else 423)


def _clash(request: DeskRequest, sheet: Sheet, typed: Typed, clash: Clash) -> HttpResponse:
    if not clash.differences and not clash.is_held:  # the same was saved twice: by a second click, or a second try
        return _saved(request, Sheet(clash.current, sheet.form), typed, request.POST.get("do", ""))
    if _asks_for_json(request):
        return JsonResponse(clash_data(clash), status=clash.status)
    context = clash_context(clash, request.POST) | {"sheet": sheet, "room": "home", **_about(sheet)}
    return render(request, "desk/clash.html", context, status=clash.status)


def _saved(request: DeskRequest, sheet: Sheet, typed: Typed, do: str) -> HttpResponse:
    if _asks_for_json(request):
        return JsonResponse(_saved_data(sheet, typed))
    if typed.errors:
        return _page(request, sheet, typed=typed)
    if do == DONE:
        let_go(practice=sheet.copy.practice, by=request.user)
        return redirect("desk:practice", sheet.copy.practice.public_id)
    if do == "add-evidence":
        return _page(request, sheet, typed=typed)
    anchors = {"add-place": "#places", "save": "#saved"}
    return redirect(f"{sheet.url}{'&' if '?' in sheet.url else '?'}saved=1{anchors.get(do, '#evidence')}")


def _asks_for_json(request: DeskRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _saved_data(sheet: Sheet, typed: Typed) -> dict[str, Any]:
    """Return what the page's script shows once it has saved."""
    told = progress(sheet.form, sheet.copy, sheet.content)
    return {
        "version": sheet.copy.version,
        "saved": _saved_words(sheet.copy),
        "percent": told.percent,
        "missing": [{"label": label, "anchor": anchor} for label, anchor in told.missing],
        "errors": typed.errors,
        "rows": typed.rows,
        "period": understood(sheet.content["period"]["text"], _language()),
    }


def _page(
    request: DeskRequest, sheet: Sheet, *, typed: Typed | None = None, held_by: WorkingCopy | None = None
) -> HttpResponse:
    data = request.POST if typed else None
    parts = shown_parts(sheet.form, sheet.content, _language(), data=data, typed=typed)
    is_wrong = bool(typed and typed.errors)
    context = {
        "sheet": sheet,
        "parts": parts,
        "errors": _errors(typed) if typed else [],
        "progress": progress(sheet.form, sheet.copy, sheet.content),
        "saved": _saved_words(sheet.copy) if sheet.copy.version > 1 or "saved" in request.GET else "",
        "just_saved": "saved" in request.GET,
        "held": held_by,
        "versions": _versions(request, sheet),
        "languages": _languages(sheet),
        "first_words": first_words(sheet.form, _language()),
        "may_write_first": may_edit(request.user, sheet.copy.practice),
        "user_key": request.user.pk,
        "room": "home",
        **_about(sheet),
    }
    return render(request, "desk/write.html", context, status=422 if is_wrong else 200)


def _about(sheet: Sheet) -> dict[str, Any]:
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
        "depths": [
            {
                "label": label,
                "url": write_url(practice.public_id, depth=depth),
                "is_current": depth == sheet.form.depth,
            }
            for depth, label in ((SHORT, _("Short form")), (FULL, _("Full form")))
        ],
    }


def _versions(request: DeskRequest, sheet: Sheet) -> list[dict[str, Any]]:
    """Return the language versions that there are, and the one that is being begun, each with its form's address."""
    codes = list(dict.fromkeys([sheet.form.first, *sheet.content["texts"], sheet.form.text]))
    mine = codes if may_edit(request.user, sheet.copy.practice) else codes[1:]
    return [
        {
            "code": code,
            "name": capfirst(language_name(code, _language())),
            "is_current": code == sheet.form.text,
            "url": write_url(sheet.copy.practice.public_id, depth=sheet.form.depth, text=code),
        }
        for code in mine
    ]


def _languages(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the languages in which a further version can be begun, by name."""
    new = [code for code in LANGUAGES if code not in sheet.content["texts"] and code != sheet.form.text]
    return sorted(((code, str(capfirst(language_name(code, _language())))) for code in new), key=lambda one: one[1])


def _errors(typed: Typed) -> list[tuple[str, str]]:
    return list(typed.errors.items())


def _saved_words(copy: WorkingCopy) -> str:
    at = timezone.localtime(copy.edited_at)
    if at.date() == timezone.localdate():
        return _("Saved at %(time)s") % {"time": date_format(at, "H:i")}
    return _("Saved on %(day)s at %(time)s") % {"day": date_format(at, "j F Y"), "time": date_format(at, "H:i")}


def _language() -> str:
    return get_language() or "en"
