"""What the desk does when somebody makes an account: an invitation that was followed is accepted at once."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import get_language

from convivia.desk.accounts import INVITATION
from convivia.people.actions import set_profile
from convivia.people.invitation_actions import NotForYou, NotOpen, accept_invitation
from convivia.people.queries import invitation_of


def connect() -> None:
    """Listen for new accounts."""
    user_signed_up.connect(welcome, dispatch_uid="desk.welcome")


def welcome(request: HttpRequest, user: User, **_others: Any) -> None:
    """Note the language of a new account, and give it the role that it was invited to."""
    set_profile(person=user, name=user.get_full_name()[:120], language=get_language() or "")
    token = request.session.pop(INVITATION, "")
    invitation = invitation_of(token) if token else None
    if invitation is None:
        return
    try:
        accept_invitation(invitation=invitation, by=user)
    except (NotOpen, NotForYou):
        return  # the page of the invitation says why
