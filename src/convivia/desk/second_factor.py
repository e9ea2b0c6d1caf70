"""The second factor: who holds a role that asks for one sets it up before the desk or the admin pages open."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convivia.people.rules import needs_second_factor

# Recovery codes alone are none: they are what is left when the other is lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_READING = ("GET", "HEAD", "OPTIONS")
# What stays open: one's own page, where an account can be left, and the page that says what roles are.
_OPEN = frozenset(["roles", "me", "close_account", "own_data", "end_session", "invitation"])


class SecondFactorMiddleware:
    """Asks for the second factor before any page of the desk, any admin page, and the API of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, values: Any) -> HttpResponse | None:
        """Answer in place of a page that is closed until a second factor is there; None lets the page answer."""
        room = _guarded_room(request)
        if not room or not request.user.is_authenticated:
            return None
        needs_one = site.has_permission(request) if room == "admin" else needs_second_factor(request.user)
        if not needs_one or has_second_factor(request.user):
            return None
        if room == "api":
            return JsonResponse({"detail": "Set up a second factor first: your role asks for one."}, status=403)
        messages.warning(request, _("Your role asks for a second factor. Set one up, then you can go on."))
        return redirect("mfa_index")


def has_second_factor(person: User) -> bool:
    """Return whether `person` has set up a passkey, a security key or one-time codes."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists())


def _guarded_room(request: HttpRequest) -> str:
    """Return "desk", "admin" or "api" where the page is one that a second factor may be asked for, else ""."""
    match = request.resolver_match
    namespaces = match.namespaces if match else []
    if "desk" in namespaces and match and match.url_name not in _OPEN:
        return "desk"
    if "admin" in namespaces and match and match.url_name not in ("login", "logout", "jsi18n"):
        return "admin"
    asks = request.method not in _READING or "api-desk" in namespaces  # reading drafts by the API, too
    return "api" if asks and any(name.startswith("api") for name in namespaces) else ""
