"""The room of people: who holds what in my city, network or library; invite, end, hand over."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from convivia.common.paging import Pager, pager
from convivia.desk.access import DeskRequest, desk_page, require
from convivia.desk.people_forms import HandOverForm, InviteForm, SearchForm, SureForm
from convivia.notifications.letters import person_name
from convivia.notifications.mail import NotSent
from convivia.people.actions import LastOne, NotYours, end_role, hand_over
from convivia.people.invitation_actions import (
    AlreadyHeld,
    NotOpen,
    TooMany,
    invite,
    send_again,
    withdraw_invitation,
)
from convivia.people.models import HeldRole, Invitation
from convivia.people.queries import may_be_given, pending_invitations, people_within, roles_within, within
from convivia.people.roles import ROLES, Permission
from convivia.people.rules import Reach, reach
from convivia.people.wording import describe_role, say_held, say_kinds, say_permissions, say_role

PAGE_SIZE = 50
MOST_PENDING = 100


@require_GET
@desk_page
def people(request: DeskRequest) -> HttpResponse:
    """Show who holds what where the reader may invite, and who is invited."""
    where = _my_reach(request)
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Paginator(people_within(where, text=wanted.get("q", ""), role=wanted.get("role", "")), PAGE_SIZE)
    page = found.get_page(request.GET.get("page"))
    return render(
        request,
        "desk/people/people.html",
        {
            "room": "people",
            "form": form,
            "is_narrowed": any(wanted.values()),
            "people": page.object_list,
            "pager": _pager(request, page.number, found.count),
            "invitations": list(pending_invitations(where)[:MOST_PENDING]),
        },
    )


@require_GET
@desk_page
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what one person holds where the reader may invite, with what can be done about it."""
    shown, held = _person(request, pk)
    rows = [{"held": one, "may_end": one.user_id == request.user.pk or may_be_given(request.user, one)} for one in held]
    can_hand_over = any(may_be_given(request.user, one) for one in held)
    return render(
        request,
        "desk/people/person.html",
        {"room": "people", "person": shown, "rows": rows, "can_hand_over": can_hand_over},
    )


@require_http_methods(["GET", "POST"])
@desk_page
def invite_colleague(request: DeskRequest) -> HttpResponse:
    """Ask for an address and a role, and send the invitation."""
    _my_reach(request)
    form = InviteForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("desk:people")
    status = 422 if request.method == "POST" else 200
    roles = [(say_role(key), describe_role(key)) for key, _name in form.fields["role"].choices]  # type: ignore[attr-defined]
    return render(request, "desk/people/invite.html", {"room": "people", "form": form, "roles": roles}, status=status)


@require_POST
@desk_page
def send_invitation_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the mail of an invitation again."""
    invitation = _invitation(request, pk)
    try:
        send_again(invitation=invitation, by=request.user)
    except NotYours:
        raise PermissionDenied from None
    except NotOpen:
        messages.warning(request, _("This invitation was answered or withdrawn in the meantime."))
    except TooMany:
        messages.warning(request, _("This mail was sent just now, or five times already. Ask your colleague by phone."))
    except NotSent:
        messages.warning(request, _("The mail could not be sent. Please try again later."))
    else:
        messages.success(request, _("Sent again to %(email)s.") % {"email": invitation.email})
    return redirect("desk:people")


@require_POST
@desk_page
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    invitation = _invitation(request, pk)
    try:
        withdraw_invitation(invitation=invitation, by=request.user)
    except NotYours:
        raise PermissionDenied from None
    except NotOpen:
        messages.warning(request, _("%(email)s has accepted in the meantime.") % {"email": invitation.email})
    else:
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("desk:people")


@require_http_methods(["GET", "POST"])
@desk_page
def end(request: DeskRequest, pk: int, held_pk: int) -> HttpResponse:
    """Ask whether a role shall end, and end it."""
    held = _held(request, pk, held_pk)
    told = _("Nobody else holds this role there. End it all the same.")
    form = SureForm(request.POST or None, label=told)
    is_last = False
    if request.method == "POST":
        try:
            end_role(held=held, by=request.user, even_if_last="sure" in request.POST)
        except NotYours:
            raise PermissionDenied from None
        except LastOne:
            is_last = True
        else:
            messages.success(request, _("Ended: %(held)s.") % {"held": say_held(held)})
            return _back_to(request, held.user)
    values = {"room": "people", "held": held, "person": held.user, "form": form if is_last else None}
    return render(request, "desk/people/end.html", values, status=422 if is_last else 200)


@require_http_methods(["GET", "POST"])
@desk_page
def hand_over_to(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask to whom somebody's roles and drafts shall go, and hand them over."""
    leaving, held = _person(request, pk)
    going = [one for one in held if may_be_given(request.user, one)]
    if not going:
        raise PermissionDenied
    colleagues = people_within(_my_reach(request)).exclude(pk=leaving.pk)
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            hand_over(from_person=leaving, to=to, by=request.user)
        except NotYours:
            raise PermissionDenied from None
        names = {"from": person_name(leaving), "to": person_name(to)}
        messages.success(request, _("What %(from)s held is with %(to)s now.") % names)
        return _back_to(request, to)
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "desk/people/hand_over.html",
        {"room": "people", "person": leaving, "going": going, "form": form},
        status=status,
    )


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Show to everybody which roles there are, and what each may do."""
    rows = [
        {
            "key": role.key,
            "name": say_role(role.key),
            "description": describe_role(role.key),
            "scopes": say_kinds(role.key),
            "permissions": say_permissions(role.key),
            "invites": [say_role(key) for key in ROLES if key in role.invites],
            "needs_second_factor": role.needs_second_factor,
        }
        for role in ROLES.values()
    ]
    return render(request, "desk/people/roles.html", {"roles": rows})


def _my_reach(request: DeskRequest) -> Reach:
    """Return where the reader may invite; 403 for who may nowhere."""
    require(request, Permission.INVITE)
    return reach(request.user, Permission.INVITE)


def _person(request: DeskRequest, pk: int) -> tuple[User, list[HeldRole]]:
    """Return a person with what they hold where the reader may invite; 404 for who holds nothing there."""
    shown = User.objects.select_related("profile").filter(pk=pk, is_active=True).first()
    held = roles_within(shown, _my_reach(request)) if shown else []
    if shown is None or not held:
        raise Http404
    return shown, held


def _held(request: DeskRequest, pk: int, held_pk: int) -> HeldRole:
    """Return a role that has not ended: one's own, or one where the reader may invite; 404 for any other."""
    held = HeldRole.objects.filter(pk=held_pk, user=pk, ended_at__isnull=True).select_related(
        "user__profile", "city", "network"
    )
    if pk != request.user.pk:
        held = held.filter(within(_my_reach(request)))
    found = held.first()
    if found is None:
        raise Http404
    if found.user_id != request.user.pk and not may_be_given(request.user, found):
        raise PermissionDenied
    return found


def _invitation(request: DeskRequest, pk: int) -> Invitation:
    """Return an invitation where the reader may invite; 404 for any other."""
    found = Invitation.objects.filter(within(_my_reach(request)), pk=pk).first()
    if found is None:
        raise Http404
    return found


def _invited(request: DeskRequest, form: InviteForm) -> bool:
    """Send the invitation of a form; whether that is done, else the form says what is wrong."""
    data = form.cleaned_data
    try:
        invite(
            email=data["email"],
            role=data["role"],
            city=data["city"],
            network=data.get("network"),
            language=data["language"],
            message=data["message"],
            by=request.user,
        )
    except NotYours:
        form.add_error("role", _("You cannot give this role there."))
        return False
    except AlreadyHeld:
        form.add_error("email", _("Who has this address holds the role already."))
        return False
    except TooMany:
        form.add_error(None, _("You have sent many invitations of late. Please wait a while before the next one."))
        return False
    except NotSent:
        messages.warning(request, _("The invitation is kept, but its mail could not be sent. Send it again later."))
        return True
    messages.success(request, _("Invited: %(email)s.") % {"email": data["email"]})
    return True


def _back_to(request: DeskRequest, shown: User) -> HttpResponse:
    """Return the way back: one's own page, the person's, or the list where they hold nothing any more."""
    if shown.pk == request.user.pk:
        return redirect("desk:me")
    where = reach(request.user, Permission.INVITE)
    return redirect("desk:person", pk=shown.pk) if roles_within(shown, where) else redirect("desk:people")


def _pager(request: DeskRequest, number: int, total: int) -> Pager:
    def url(page: int) -> str:
        query = request.GET.copy()
        query["page"] = str(page)
        return f"?{query.urlencode()}"

    return pager(page=number, page_size=PAGE_SIZE, total=total, url=url)
