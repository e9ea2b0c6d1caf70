"""The page of an invitation: what it is for, and how to accept it."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convivia.desk.accounts import INVITATION
from convivia.people.invitation_actions import NotForYou, NotOpen, accept_invitation, is_for
from convivia.people.models import Invitation
from convivia.people.queries import has_account, invitation_of
from convivia.people.wording import describe_role, say_held


@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to who has its link; accept it, or lead on to an account by a POST."""
    asked = invitation_of(token)
    if asked is None:
        raise Http404
    if request.user.is_authenticated and asked.accepted_by_id == request.user.pk:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST" and asked.is_open:
        return _go_on(request, asked, token)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Invitation) -> HttpResponse:
    user = request.user
    values = {
        "invitation": asked,
        "held": say_held(asked),
        "description": describe_role(asked.role),
        "is_mine": user.is_authenticated and is_for(asked, user),
        "has_account": has_account(asked.email),
    }
    return render(request, "desk/people/invitation.html", values, status=200 if asked.is_open else 410)


def _go_on(request: HttpRequest, asked: Invitation, token: str) -> HttpResponse:
    """Accept for who is signed in with it; else lead to signing in or, its address confirmed, to sign up."""
    here = request.path
    if request.user.is_authenticated:
        if request.POST.get("do") == "leave":
            logout(request)
            return redirect(here)
        return _accepted(request, asked)
    if has_account(asked.email):
        return redirect(f"{reverse('account_login')}?{urlencode({'next': here})}")
    # The link came by mail: who has it reads the mails to this address.
    request.session[INVITATION] = token
    get_adapter(request).stash_verified_email(request, asked.email)
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': here})}")


def _accepted(request: HttpRequest, asked: Invitation) -> HttpResponse:
    assert request.user.is_authenticated  # noqa: S101 (for the types)
    try:
        accept_invitation(invitation=asked, by=request.user)
    except (NotForYou, NotOpen):
        asked.refresh_from_db()
        return _page(request, asked)
    messages.success(request, _("Welcome. You are now: %(held)s.") % {"held": say_held(asked)})
    return redirect(settings.LOGIN_REDIRECT_URL)
