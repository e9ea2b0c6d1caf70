"""Where somebody is signed in: when a browser was last seen, what is kept of it, and ending one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.devices import device_of, network_of

# Once an hour is enough to recognise a device, and costs no write on the other pages.
SEEN_EVERY: Final = 3600  # seconds
_SEEN: Final = "seen"


def connect() -> None:
    """Keep little of a browser, and note when it is seen, from now on."""
    pre_save.connect(shorten, sender=UserSession, dispatch_uid="desk.sessions.shorten")
    user_logged_in.connect(begin, dispatch_uid="desk.sessions.begin")


def shorten(instance: UserSession, **_signal: Any) -> None:
    """Let nothing but two words for the browser and the beginning of its network address be saved."""
    instance.user_agent, instance.ip = device_of(instance.user_agent), network_of(instance.ip)


def begin(request: HttpRequest, **_signal: Any) -> None:
    """Begin to count the time since a browser was seen."""
    request.session[_SEEN] = int(timezone.now().timestamp())


class LastSeenMiddleware:
    """Notes when a browser that is signed in was last seen, once an hour; it opens no session that nobody opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and note the time where an hour has passed."""
        response = self._get_response(request)
        if request.session.accessed and (seen := request.session.get(_SEEN)):
            now = int(timezone.now().timestamp())
            if now - seen >= SEEN_EVERY:
                request.session[_SEEN] = now
                at = datetime.fromtimestamp(now, UTC)
                UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)
        return response


@require_POST
@desk_page
def end_session(request: DeskRequest, pk: int) -> HttpResponse:
    """End one session of the reader's own, this one too; 404 for anybody else's."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        session.delete()
        logout(request)
        return redirect("account_login")
    session.end()
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")
