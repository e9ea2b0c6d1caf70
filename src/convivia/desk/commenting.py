"""Comments on passages: made, taken back, dealt with."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.review_forms import CommentForm
from convivia.practices.rules import NotAllowed
from convivia.reviews.comment_actions import EmptyComment, NoSuchPassage, comment, resolve, take_back
from convivia.reviews.models import Assignment, Comment, Round
from convivia.reviews.queries import assignment_of, comments_visible_to, round_to_read
from convivia.reviews.round_actions import RoundClosed


@require_POST
@desk_page
def make(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something of words of what was handed in; 404 for a round that one may not see."""
    found = _round(request, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, _("No comment was made: %(why)s") % {"why": words})
        return _back(request, "")
    given = form.cleaned_data
    try:
        made = comment(found=found, by=request.user, **(given | {"offset": given["offset"] or 0}))
    except NoSuchPassage:
        why = _("these words do not stand in the section. Copy them from the text exactly, 500 characters at most.")
        messages.error(request, _("No comment was made: %(why)s") % {"why": why})
    except EmptyComment:
        messages.error(request, _("No comment was made: %(why)s") % {"why": _("Write what you want to say.")})
    except (NotAllowed, RoundClosed):
        messages.error(request, _("No comment was made: the review is closed, or you have handed in already."))
    else:
        return _back(request, f"comment-{made.pk}")
    return _back(request, given["section"])


@require_POST
@desk_page
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Delete a comment of one's own."""
    made = _comment(request, pk)
    try:
        take_back(made=made, by=request.user)
    except (NotAllowed, RoundClosed):
        messages.error(request, _("The comment stays: it is not yours, or the review is closed."))
    return _back(request, made.section)


@require_POST
@desk_page
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that a comment is dealt with, or (`open=1`) that it is not after all."""
    made = _comment(request, pk)
    try:
        resolve(made=made, is_resolved=request.POST.get("open") != "1", by=request.user)
    except NotAllowed:
        messages.error(request, _("Only who may change the practice now can say that a comment is dealt with."))
    return _back(request, f"comment-{pk}")


def _round(request: DeskRequest, pk: int) -> Round:
    own = Assignment.objects.filter(round=pk, reviewer=request.user).first()
    mine = assignment_of(request.user, own.pk) if own else None
    found = mine.round if mine else round_to_read(request.user, pk)
    if found is None:
        raise Http404
    return found


def _comment(request: DeskRequest, pk: int) -> Comment:
    made = Comment.objects.filter(pk=pk).select_related("round__practice", "round__revision").first()
    if made is None or not comments_visible_to(request.user, made.round).filter(pk=pk).exists():
        raise Http404
    return made


def _back(request: DeskRequest, anchor: str) -> HttpResponse:
    """Go back to the page the form stood on, at the passage."""
    wanted = request.POST.get("back", "")
    home = reverse("desk:reviews")
    is_ours = wanted.startswith(home) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect((wanted if is_ours else home) + (f"#{anchor}" if anchor and is_ours else ""))
