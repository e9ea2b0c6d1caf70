"""One's own page: name and language, roles, the ways into security, one's data, and leaving."""

import json

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.own_data import own_data as data_of
from convivia.desk.people_forms import ProfileForm, SureForm
from convivia.desk.second_factor import has_second_factor
from convivia.people.actions import LastOne, close_account, set_profile
from convivia.people.models import Profile
from convivia.people.queries import may_be_given
from convivia.people.rules import held_roles, needs_second_factor


@require_http_methods(["GET", "POST"])
@desk_page
def me(request: DeskRequest) -> HttpResponse:
    """Show what the library knows of the reader, and save name and language."""
    user = request.user
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    form = ProfileForm(request.POST or None, initial={"name": profile.name, "language": profile.language})
    if request.method == "POST" and form.is_valid():
        set_profile(person=user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        with translation.override(form.cleaned_data["language"] or translation.get_language()):
            messages.success(request, _("Saved."))
            return redirect("desk:me")
    held = [role for role in held_roles(user) if role.pk]
    values = {
        "form": form,
        "held": held,
        "can_hand_over": any(may_be_given(user, role) for role in held),
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": needs_second_factor(user),
        "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }
    return render(request, "desk/people/me.html", values, status=422 if request.method == "POST" else 200)


@require_GET
@desk_page
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def own_data(request: DeskRequest) -> HttpResponse:
    """Answer with all that is kept of the reader, as a JSON file."""
    body = json.dumps(data_of(request.user), default=str, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="convivia-my-data.json"'}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
@desk_page
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def close(request: DeskRequest) -> HttpResponse:
    """Ask whether the account shall be closed, and close it."""
    form = SureForm(request.POST or None, label=_("Delete my account and what it says of me."))
    last: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            close_account(person=request.user, by=request.user, even_if_last="last" in request.POST)
        except LastOne as error:
            last = list(error.held)
        else:
            logout(request)
            messages.success(request, _("Your account is closed. Thank you for what you gave to the library."))
            return redirect("account_login")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/people/close.html", {"form": form, "last": last}, status=status)
