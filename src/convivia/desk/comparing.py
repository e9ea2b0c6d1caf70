"""Two states of a practice compared at the desk; and the answer to a change that was begun from something older."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.history import compare_choices, practice_context
from convivia.people.roles import Permission
from convivia.practices.comparing import compare
from convivia.practices.difference_words import say_difference
from convivia.practices.history import COPY, PUBLIC, is_outdated, revisions_of, state_called
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_with
from convivia.practices.snapshots import Content
from convivia.practices.workflow_actions import take_base


@desk_page
@require_safe
def compare_states(request: DeskRequest, public_id: str) -> HttpResponse:
    """Compare two states of a practice by section, in words: `?from=` and `?to=` are numbers of revisions, "copy" for
    the working copy or "public" for what readers see now; without them the two newest.

    404 for who may not see what is not public of it, and for states that it does not have.
    """
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.filter(practice=practice).first()
    offered = compare_choices(practice, list(revisions_of(practice)), copy)
    asked = {name: request.GET.get(name, "").strip() or offered[f"{name}_value"] for name in ("from", "to")}
    if not asked["from"]:
        return render(request, "desk/compare.html", practice_context(practice))
    (before, edition), (after, later) = (_state(practice, asked[name]) for name in ("from", "to"))
    difference = compare(before, after)
    outdated = copy is not None and is_outdated(practice, copy)
    context = {
        **practice_context(practice),
        **offered,
        "from_value": asked["from"],
        "to_value": asked["to"],
        "difference": say_difference(difference, get_language() or "en", editions=(edition, later)),
        "is_outdated": outdated,
        "both": f"?from={PUBLIC}&to={COPY}",
        "is_both": (asked["from"], asked["to"]) == (PUBLIC, COPY),
        "can_take_base": outdated and may_with(request.user, Permission.DECIDE, practice),
    }
    return render(request, "desk/compare.html", context)


@desk_page
@require_POST
def take_as_base(request: DeskRequest, public_id: str) -> HttpResponse:
    """Let the change that is being written count as begun from what readers see now. 403 for who may not decide."""
    practice = practice_to_read(request, public_id)
    try:
        take_base(practice=practice, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except WorkingCopy.DoesNotExist as error:
        raise Http404 from error
    text = _(
        "Noted: this change now stands against what readers see. What it says will replace it when it is published."
    )
    messages.success(request, text)
    return redirect(reverse("desk:compare", args=[public_id]) + f"?from={PUBLIC}&to={COPY}")


def _state(practice: Practice, name: str) -> tuple[Content, str]:
    found = state_called(practice, name)
    if found is None:
        raise Http404(name[:20])
    return found
