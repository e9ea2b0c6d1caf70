"""Begin a practice: for whom, and in which language it will be written first."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, require
from convivia.desk.write_address import write_url
from convivia.people.models import HeldRole
from convivia.people.roles import ROLES, Permission
from convivia.people.rules import held_roles, reach
from convivia.places.countries import LANGUAGES
from convivia.places.models import Network, Place
from convivia.places.naming import places_meant
from convivia.practices.rules import NotAllowed
from convivia.practices.writing_actions import begin
from convivia.questionnaires.queries import newest_edition

CITY, NETWORK, LIBRARY = "city", "network", "library"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who can answer for the new practice; `value` is how the form names it."""

    value: str
    label: str


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Ask for whom a practice is begun, and in which language; POST begins it and leads to its form.

    403 for who may write nowhere, or not for the city that was typed.
    """
    require(request, Permission.WRITE)
    owners = owners_of(request)
    if request.method != "POST":
        return _ask(request, owners, {}, {})
    errors: dict[str, str] = {}
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        errors["language"] = _("Choose the language in which you write.")
    city, network = answered_for(request, owners, errors)
    if errors:
        return _ask(request, owners, request.POST.dict(), errors)
    try:
        practice = begin(
            by=request.user, language=language, edition=newest_edition().edition, city=city, network=network
        )
    except NotAllowed as refused:
        raise PermissionDenied from refused
    return redirect(write_url(practice.public_id))


def owners_of(request: DeskRequest) -> list[Owner]:
    """Return for whom the reader holds a role that writes: cities, networks, and the library last."""
    held = [role for role in held_roles(request.user) if Permission.WRITE in ROLES[role.role].permissions]
    owners = {one.value: one for role in held for one in _owner(role)}
    return sorted(owners.values(), key=lambda one: ((CITY, NETWORK, LIBRARY).index(one.value.split(":")[0]), one.label))


def _owner(role: HeldRole) -> list[Owner]:
    if role.city:
        return [Owner(f"{CITY}:{role.city.key}", role.city.name_in(_language()))]
    if role.network:
        return [Owner(f"{NETWORK}:{role.network.key}", role.network.name_in(_language()))]
    return [Owner(LIBRARY, _("No city or network: the library answers for it"))]


def answered_for(
    request: DeskRequest, owners: list[Owner], errors: dict[str, str]
) -> tuple[Place | None, Network | None]:
    """Return the city or the network of a new practice; what is wrong goes into `errors`."""
    value, name = request.POST.get("owner", ""), request.POST.get("city-name", "").strip()
    if name:
        return _named_city(request, name, errors), None
    if len(owners) == 1 and not value:
        value = owners[0].value
    if value not in [owner.value for owner in owners]:
        errors["owner"] = _("Choose who answers for the practice.")
        return None, None
    kind, _colon, key = value.partition(":")
    city = Place.objects.filter(key=key).first() if kind == CITY else None
    return city, Network.objects.filter(key=key).first() if kind == NETWORK else None


def _named_city(request: DeskRequest, name: str, errors: dict[str, str]) -> Place | None:
    meant = places_meant(name)
    if not meant.exact or not meant.places:
        errors["city-name"] = _("No place of this name is known here. Try another spelling, or name its country.")
        return None
    where = reach(request.user, Permission.WRITE)
    mine = [place for place in meant.places if where.everywhere or place.pk in where.cities]
    if not mine:
        errors["city-name"] = _("You may not write for this city. Ask its coordinator, or the editors, to invite you.")
        return None
    return mine[0]


def _ask(request: DeskRequest, owners: list[Owner], typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    names = sorted(
        ((code, str(capfirst(language_name(code, _language())))) for code in LANGUAGES), key=lambda one: one[1]
    )
    context = {
        **owner_context(request, owners, typed, errors),
        "languages": names,
        "language": typed.get("language") or _language(),
    }
    return render(request, "desk/new.html", context, status=422 if errors else 200)


def owner_context(
    request: DeskRequest, owners: list[Owner], typed: dict[str, str], errors: dict[str, str]
) -> dict[str, Any]:
    """Return what a page needs that asks who answers for a new practice; `errors` by the id of their input."""
    where = reach(request.user, Permission.WRITE)
    return {
        "owners": owners,
        "owner": typed.get("owner") or (owners[0].value if len(owners) == 1 else ""),
        "asks_city": where.everywhere or bool(where.networks) or len(where.cities) > len(owners),
        "city_name": typed.get("city-name", "")[:200],
        "errors": list(errors.items()),
        "by_field": errors,
        "city_error": errors.get("city-name", ""),
        "room": "new",
    }


def _language() -> str:
    return get_language() or "en"
