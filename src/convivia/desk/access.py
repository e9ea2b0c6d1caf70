"""Who may open a page of the desk. The permission is the fetch: a view gets what its reader may see, or an error page.

Nobody learns from an answer that something exists which they may not know of: that is 404. What they may see but not do
is 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from convivia.people.roles import Permission
from convivia.people.rules import may_anywhere
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.rules import may_edit, may_read_draft, may_translate, practices_within

Given = ParamSpec("Given")


class DeskRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


View = Callable[Concatenate[DeskRequest, Given], HttpResponse]


def desk_page(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Let only those in who have signed in; the page is kept by no cache."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(cast(DeskRequest, request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, Given], HttpResponse], never_cache(answer))


def require(request: DeskRequest, permission: Permission) -> None:
    """Raise `PermissionDenied` (403) for who may do this nowhere."""
    if not may_anywhere(request.user, permission):
        raise PermissionDenied


def practice_to_read(request: DeskRequest, public_id: str) -> Practice:
    """Return a practice whose unpublished parts the reader may see; raise `Http404` for any other."""
    practice = Practice.objects.select_related("city", "network").filter(public_id=public_id).first()
    if practice is None or not may_read_draft(request.user, practice):
        raise Http404
    return practice


def working_copy_to_edit(request: DeskRequest, public_id: str) -> WorkingCopy:
    """Return the working copy that the reader may change now.

    Raise `Http404` where they may not see it or there is none, `PermissionDenied` where they may see but not change it.
    """
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.select_related("practice", "held_by").filter(practice=practice).first()
    if copy is None:
        raise Http404
    if not may_edit(request.user, practice):
        raise PermissionDenied
    return copy


def working_copy_to_write(request: DeskRequest, public_id: str) -> WorkingCopy:
    """Return the working copy that the reader may write into now, be it translations only; else as above."""
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.select_related("practice", "held_by").filter(practice=practice).first()
    if copy is None:
        raise Http404
    if not (may_edit(request.user, practice) or may_translate(request.user, practice)):
        raise PermissionDenied
    return copy


def practice_within(request: DeskRequest, permission: Permission, public_id: str) -> Practice:
    """Return a practice with which the reader may do this; `Http404` where they may not see it, else 403."""
    practice = practice_to_read(request, public_id)
    if not practices_within(request.user, permission).filter(pk=practice.pk).exists():
        raise PermissionDenied
    return practice
