"""Django's admin pages, opened by the role of administrator, and signed in to where everybody signs in."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from convivia.people.roles import Permission
from convivia.people.rules import may


class AdministrationSite(AdminSite):
    """The admin pages. Their own form for signing in is never shown: it would not ask for the second factor."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the reader may open the admin pages: staff of the installation, or an administrator."""
        return super().has_permission(request) or may(request.user, Permission.ADMINISTER)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to sign in; let an administrator go on; 403 for everybody else."""
        wanted = request.GET.get("next", "")
        is_here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        target = wanted if is_here else "/admin/"
        if not request.user.is_authenticated:
            return redirect_to_login(target, settings.LOGIN_URL)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect(target)
