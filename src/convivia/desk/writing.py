"""The page on which a practice is written: the form, saving it, and holding it for one person at a time."""

from typing import Final, cast

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convivia.desk.access import DeskRequest, desk_page, working_copy_to_write
from convivia.desk.asked import DEPTHS, SHORT, Form, form_of
from convivia.desk.conflicts import Clash, clash_context, clash_data, clash_of
from convivia.desk.field_advice import advice_by_field, field_with
from convivia.desk.typed import Typed, read_typed
from convivia.desk.typed_pictures import UPLOAD, anchor_after, with_uploads
from convivia.desk.write_page import Sheet, about, language, page_context, saved_data
from convivia.places.countries import LANGUAGES
from convivia.practices.advice_actions import set_aside
from convivia.practices.models import WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate
from convivia.practices.snapshots import Content
from convivia.practices.writing_actions import Conflict, Held, hold, let_go, save_draft, take_over

# Buttons that do more than save.
DONE, HOLD, TAKE_OVER, SET_ASIDE = "done", "hold", "take-over", "set-aside-"
_ANCHORS: Final = {"add-place": "#places", "save": "#saved"}


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
        text = next(iter(others), "") or next(code for code in (language(), *LANGUAGES) if code != copy.language)
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
        language=language(),
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
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise BadRequest("The form says no version.")
    data, typed = _read(request, sheet)
    try:
        saved = save_draft(practice=sheet.copy.practice, content=typed.content, version=int(version), by=request.user)
    except (Conflict, Held) as clash:
        found = clash_of(clash, sheet.form, typed.content, by=request.user.get_username())
        return _clash(request, sheet, data, typed, found)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    return _saved(request, Sheet(saved, sheet.form), data, typed)


def _read(request: DeskRequest, sheet: Sheet) -> tuple[QueryDict, Typed]:
    """Return what was typed, with a row for each picture that came along, and how it was read."""
    may_drop = may_edit(request.user, sheet.copy.practice)
    takes_pictures = any(one.kind == "pictures" for one in sheet.form.fields)
    files = request.FILES.getlist(UPLOAD) if takes_pictures else []
    data, refused = with_uploads(request.POST, files, by=request.user) if files else (request.POST, {})
    typed = read_typed(data, sheet.content, sheet.form, may_drop=may_drop)
    typed.errors |= refused
    return data, typed


def _keep_holding(request: DeskRequest, sheet: Sheet) -> HttpResponse:
    held = _hold(request, sheet.copy)
    return JsonResponse({"held": held is None}, status=200 if held is None else 423)


def _clash(request: DeskRequest, sheet: Sheet, data: QueryDict, typed: Typed, clash: Clash) -> HttpResponse:
    if not clash.differences and not clash.is_held:  # the same was saved twice: by a second click, or a second try
        return _saved(request, Sheet(clash.current, sheet.form), data, typed)
    if _asks_for_json(request):
        return JsonResponse(clash_data(clash), status=clash.status)
    context = clash_context(clash, data) | {"sheet": sheet, "room": "home", **about(sheet)}
    return render(request, "desk/clash.html", context, status=clash.status)


def _saved(request: DeskRequest, sheet: Sheet, data: QueryDict, typed: Typed) -> HttpResponse:
    do = data.get("do", "")
    anchor = _set_aside(request, sheet, do.removeprefix(SET_ASIDE)) if do.startswith(SET_ASIDE) else ""
    if _asks_for_json(request):
        return JsonResponse(saved_data(sheet, typed))
    if typed.errors:
        return _page(request, sheet, data=data, typed=typed)
    if do == DONE:
        let_go(practice=sheet.copy.practice, by=request.user)
        return redirect("desk:practice", sheet.copy.practice.public_id)
    if do == "add-evidence":
        return _page(request, sheet, data=data, typed=typed)
    anchor = anchor or anchor_after(do) or _ANCHORS.get(do, "#evidence")
    return redirect(f"{sheet.url}{'&' if '?' in sheet.url else '?'}saved=1{anchor}")


def _set_aside(request: DeskRequest, sheet: Sheet, mark: str) -> str:
    """Set the advice of that mark aside; where its field is comes back, as an anchor."""
    name = field_with(mark, advice_by_field(sheet.form, sheet.copy))
    set_aside(practice=sheet.copy.practice, mark=mark, by=request.user)
    return f"#{name}" if name else "#saved"


def _asks_for_json(request: DeskRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _page(
    request: DeskRequest,
    sheet: Sheet,
    *,
    data: QueryDict | None = None,
    typed: Typed | None = None,
    held_by: WorkingCopy | None = None,
) -> HttpResponse:
    context = page_context(request, sheet, data=data, typed=typed, held_by=held_by)
    return render(request, "desk/write.html", context, status=422 if typed and typed.errors else 200)
