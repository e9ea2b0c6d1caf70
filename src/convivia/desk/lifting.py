"""Taking a working copy to the newest edition of the template: what moves where is shown before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, working_copy_to_edit
from convivia.desk.write_address import write_url
from convivia.practices.lifting_actions import Move, can_be_lifted, lift_working_copy, moves_of
from convivia.practices.models import WorkingCopy
from convivia.practices.rules import NotAllowed
from convivia.practices.snapshots import Content
from convivia.practices.writing_actions import Conflict, Held
from convivia.questionnaires.definition import FULL
from convivia.questionnaires.queries import form_in, newest_edition_name, section_labels

LONGEST_BEGINNING = 160


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer and the sections where it is and where it will be; `joins` where another one is there already."""

    language: str
    language_name: str
    before: str
    after: str
    beginning: str
    joins: bool


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what the newest edition moves where and asks beside; POST does it and leads to the full form.

    404 and 403 as for the form; without a newer edition the form itself. POST names the `version` that was read: 409
    where somebody has saved since, 423 while somebody else writes; nothing was done then.
    """
    copy = working_copy_to_edit(request, public_id)
    if not can_be_lifted(copy):
        return redirect(write_url(public_id, depth=FULL))
    if request.method != "POST":
        return _page(request, copy)
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise BadRequest("The form says no version.")
    try:
        lift_working_copy(practice=copy.practice, version=int(version), by=request.user)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Held as held:
        who = held.current.held_by.get_username() if held.current.held_by else ""
        return _page(request, held.current, _("%(who)s is writing here now. Nothing was moved.") % {"who": who}, 423)
    except Conflict as clash:
        said = _("%(who)s has saved this practice meanwhile. Look at it again; nothing was moved yet.")
        return _page(request, clash.current, said % {"who": clash.current.edited_by}, 409)
    messages.success(request, _("The practice is in the newest edition now. How it was before is in its history."))
    return redirect(write_url(public_id, depth=FULL))


def _page(request: DeskRequest, copy: WorkingCopy, said: str = "", status: int = 200) -> HttpResponse:
    content, newest = cast(Content, copy.content), newest_edition_name()
    text = content["texts"].get(copy.language)
    context = {
        "practice": copy.practice,
        "title": text["title"] if text else "",
        "title_language": copy.language,
        "copy": copy,
        "newest": newest,
        "moved": list(_moved(content, copy.edition, newest)),
        "new_parts": _new_parts(copy.edition, newest),
        "said": said,
        "write_url": write_url(copy.practice.public_id),
        "history_url": reverse("desk:history", args=[copy.practice.public_id]),
        "steps": [
            {"label": _("To do"), "url": reverse("desk:home")},
            {"label": _("This practice"), "url": reverse("desk:practice", args=[copy.practice.public_id])},
        ],
        "room": "home",
    }
    return render(request, "desk/lift.html", context, status=status)


def _moved(content: Content, edition: str, newest: str) -> Iterator[Moved]:
    old, new = (section_labels(_language(), edition=name) for name in (edition, newest))
    for language, move in moves_of(content, edition, to=newest):
        yield _in_words(language, move, old.get(move.before, move.before), new.get(move.after, move.after))


def _in_words(language: str, move: Move, before: str, after: str) -> Moved:
    line = " ".join(move.text.split())
    beginning = line if len(line) <= LONGEST_BEGINNING else f"{line[: LONGEST_BEGINNING - 1].rstrip()}…"
    name = str(capfirst(language_name(language, _language())))
    return Moved(language, name, before, after, beginning, move.joins)


def _new_parts(edition: str, newest: str) -> list[tuple[str, list[str]]]:
    """Return what the newest edition asks that the older one does not: the names of parts, each with its questions."""
    old, new = (form_in(_language(), edition=name) for name in (edition, newest))
    known = {question.key for question in old.questions}
    fresh = new.where(lambda question: question.key not in known)
    return [(part.label, [question.label for question in part.questions]) for part in fresh.parts]


def _language() -> str:
    return get_language() or "en"
