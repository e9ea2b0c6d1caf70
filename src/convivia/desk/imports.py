"""Files taken in at the desk: uploaded, looked at, their columns chosen, taken in, undone."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convivia.common.folding import fold_name
from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.import_words import say_field, say_format, say_left, say_outcome, say_role, say_state, say_undone
from convivia.intake.column_words import COLUMNS
from convivia.intake.columns import KEEP, SECTION, SKIP
from convivia.intake.detection import FORMATS
from convivia.intake.limits import IntakeError, said_in_megabytes
from convivia.intake.models import ImportRow, ImportRun
from convivia.intake.runs import (
    MAX_BYTES,
    MAX_ROWS,
    WrongState,
    begin_run,
    check_some,
    choose_columns,
    confirm,
    give_up,
    take_some,
)
from convivia.intake.undoing import begin_undoing, undo_some
from convivia.people.roles import Permission
from convivia.people.rules import may
from convivia.practices.queries import cards, ids_of
from convivia.questionnaires.queries import section_labels

S = ImportRun.State
LATEST, ROWS = 20, 50
FORMAT_CHOICES: Final = ("auto", *FORMATS)
# The outcomes that a report can be narrowed to, in the order of its summary.
OUTCOMES: Final = ("created", "updated", "unchanged", "repeated", "refused")
GOES_ON: Final[dict[str, Callable[..., ImportRun]]] = {
    S.CHECKING: check_some,
    S.TAKING: take_some,
    S.UNDOING: undo_some,
}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: DeskRequest) -> HttpResponse:
    """List the files that were taken in lately and ask for another; POST reads one and leads to what is in it."""
    _require(request)
    if request.method == "POST":
        return _upload(request)
    return _list(request)


@desk_page
@require_safe
def import_run(request: DeskRequest, pk: int) -> HttpResponse:
    """Show how far a file has come, what became or would become of each row, and what can be done now."""
    _require(request)
    return _page(request, get_object_or_404(ImportRun, pk=pk))


@desk_page
@require_POST
def map_columns(request: DeskRequest, pk: int) -> HttpResponse:
    """Read the file once more, with its columns as the form says."""
    _require(request)
    run = get_object_or_404(ImportRun, pk=pk)
    chosen = {}
    for number, column in enumerate(run.columns):
        role = request.POST.get(f"column-{number}", column["role"])
        if role not in _roles():
            raise BadRequest("There is no such field.")
        chosen[column["heading"]] = role
    try:
        choose_columns(run=run, chosen=chosen, by=request.user)
    except WrongState:
        messages.warning(request, _("Meanwhile somebody has gone on with this file. Look at it as it is now."))
    except IntakeError as error:
        messages.error(request, str(error))
    return redirect("desk:import", pk)


@desk_page
@require_POST
def import_step(request: DeskRequest, pk: int) -> HttpResponse:
    """Do what the form names: go on, take in, undo, or forget the file; then lead to where it stands."""
    _require(request)
    run = get_object_or_404(ImportRun, pk=pk)
    step = request.POST.get("step", "")
    if step not in ("go-on", "take", "undo", "forget"):
        raise BadRequest("There is no such step.")
    try:
        if step == "forget":
            give_up(run=run, by=request.user)
            messages.success(request, _("The file was forgotten; nothing of it was taken in."))
            return redirect("desk:imports")
        if step == "take":
            run = confirm(run=run, by=request.user)
        elif step == "undo":
            run = begin_undoing(run=run, by=request.user)
        if run.state in GOES_ON:
            GOES_ON[run.state](run=run, by=request.user)
    except WrongState:
        messages.warning(request, _("Meanwhile somebody has gone on with this file. Look at it as it is now."))
    return redirect("desk:import", pk)


def _require(request: DeskRequest) -> None:
    if not may(request.user, Permission.IMPORT):
        raise PermissionDenied


def _upload(request: DeskRequest) -> HttpResponse:
    file, asked = request.FILES.get("file"), request.POST.get("format", "auto")
    if asked not in FORMAT_CHOICES:
        raise BadRequest("There is no such format.")
    if file is None:
        return _list(request, _("Choose a file first."), status=422)
    if file.size is None or file.size > MAX_BYTES:
        said = _("This file is too large: up to %(size)s are taken in here. Split it.") % {
            "size": said_in_megabytes(MAX_BYTES)
        }
        return _list(request, said, status=413)
    name = (file.name or "").replace("\0", "")
    try:
        run = begin_run(name=name, data=file.read(), by=request.user, format=asked)
    except IntakeError as error:
        return _list(request, str(error), status=422)
    return redirect("desk:import", run.pk)


def _list(request: DeskRequest, error: str = "", *, status: int = 200) -> HttpResponse:
    made = Count("rows", filter=Q(rows__outcome="created"))
    changed = Count("rows", filter=Q(rows__outcome="updated"))
    runs = ImportRun.objects.defer("columns", "warnings").annotate(rows_all=Count("rows"), made=made, changed=changed)
    context = {
        "runs": [{"run": run, "state": say_state(run.state)} for run in runs[:LATEST]],
        "formats": [(one, say_format(one)) for one in FORMAT_CHOICES],
        "error": error,
        "most_rows": MAX_ROWS,
        "most_size": said_in_megabytes(MAX_BYTES),
        "room": "import",
    }
    return render(request, "desk/imports.html", context, status=status)


def _page(request: DeskRequest, run: ImportRun) -> HttpResponse:
    column = "outcome" if run.state in (S.TAKEN, S.UNDOING, S.UNDONE) else "foreseen"
    counts = _counts(run, column)
    only = request.GET.get("only", "")
    rows = run.rows.defer("draft", "before", "after", "signs")
    if only in OUTCOMES:
        rows = rows.filter(**{column: only})
    page = Paginator(rows.order_by("number"), ROWS).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "state": say_state(run.state),
        "format": say_format(run.format) if run.format else "",
        "counts": [{"key": key, "said": say_outcome(key), "count": counts[key]} for key in OUTCOMES if counts.get(key)],
        "only": only,
        "rows": _rows(list(page.object_list), column),
        "pager": page,
        "progress": _progress(run),
        "goes_on": run.state in GOES_ON,
        "can_map": bool(run.columns) and run.state in (S.UNREAD, S.CHECKING, S.CHECKED),
        "columns": _columns(run),
        "changes_something": bool(counts.get("created") or counts.get("updated")),
        "room": "import",
    }
    return render(request, "desk/import.html", context)


def _counts(run: ImportRun, column: str) -> dict[str, int]:
    return dict(run.rows.order_by().values_list(column).annotate(number=Count("pk")))


def _progress(run: ImportRun) -> dict[str, int]:
    """Return how many rows the present step has done, of how many."""
    rows = run.rows.all()
    if run.state == S.UNDOING:
        rows = rows.filter(outcome__in=["created", "updated"])
        done = rows.exclude(undone="").count()
    else:
        done = rows.exclude(**{"outcome" if run.state == S.TAKING else "foreseen": ""}).count()
    total = rows.count()
    return {"done": done, "total": total, "percent": 100 * done // total if total else 100}


def _rows(rows: list[ImportRow], column: str) -> list[dict[str, Any]]:
    """Return rows as the report shows them; those that are practices of the library link to them."""
    ids = ids_of({row.public_id for row in rows if row.public_id})
    labels = section_labels(get_language() or "en")
    shown = {card.public_id: card for card in cards(list(ids.values()), get_language() or "en")}
    return [
        {
            "row": row,
            "outcome": say_outcome(getattr(row, column)),
            "card": shown.get(row.public_id),
            "changes": [(say_field(key, labels), before, after) for key, (before, after) in row.changes.items()],
            "warnings": [one["text"] for one in row.warnings],
            "undone": say_undone(row.undone),
            "left": say_left(row.left, labels),
        }
        for row in rows
    ]


def _columns(run: ImportRun) -> list[dict[str, Any]]:
    language = get_language() or "en"
    labels = section_labels(language) if run.columns else {}
    choices = [
        (_("Field"), [(key, say_role(key)) for key in COLUMNS]),
        (_("Section of the template"), [(f"{SECTION}{key}", label) for key, label in labels.items()]),
        (_("Otherwise"), [(KEEP, say_role(KEEP)), (SKIP, say_role(SKIP))]),
    ]
    known = set(run.chosen)
    return [
        {**column, "number": number, "choices": choices, "is_chosen": fold_name(column["heading"]) in known}
        for number, column in enumerate(run.columns)
    ]


def _roles() -> set[str]:
    return {*COLUMNS, *(f"{SECTION}{key}" for key in section_labels("en")), KEEP, SKIP}
