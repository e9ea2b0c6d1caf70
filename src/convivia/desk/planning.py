"""The page that plans when an accepted practice is published."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.history import practice_context
from convivia.desk.times import UTC_NAME, NoSuchTime, is_zone, moment_in, moment_words, next_morning, zones_of
from convivia.people.roles import Permission
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_with
from convivia.practices.workflow import State
from convivia.practices.workflow_actions import NotPossible, schedule

# Further ahead nobody plans; a slip in the year is caught.
FURTHEST = timedelta(days=2 * 366)


class PlanForm(forms.Form):
    """When a practice shall be published: a day and a time on the clocks of a zone."""

    day = forms.DateField()
    time = forms.TimeField()
    zone = forms.CharField(max_length=64)

    def clean_zone(self) -> str:
        """Return the zone; refuse one that is not known."""
        zone = str(self.cleaned_data["zone"])
        if not is_zone(zone):
            raise forms.ValidationError(_("This time zone is not known. Choose one from the list."))
        return zone

    def clean(self) -> dict[str, Any]:
        """Return the fields with `at`, the moment that they name; refuse one that is past or too far away."""
        cleaned = super().clean() or {}
        if not {"day", "time", "zone"} <= cleaned.keys():
            return cleaned
        try:
            at = moment_in(datetime.combine(cleaned["day"], cleaned["time"]), cleaned["zone"])
        except NoSuchTime:
            self.add_error("time", _("The clocks are put forward over this time. Choose another one."))
        except OverflowError:
            self.add_error("day", _("This day is too far away. Look at the year."))
        else:
            now = timezone.now()
            if at <= now:
                self.add_error("day", _("This time is past. To publish at once, use the button “Publish”."))
            elif at > now + FURTHEST:
                self.add_error("day", _("This day is more than two years away. Look at the year."))
            cleaned["at"] = at
        return cleaned


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: DeskRequest, public_id: str) -> HttpResponse:
    """Plan when an accepted practice is published, or (`do=undo`) that it is not published by itself.

    404 for who may not see it, 403 for who may not publish it. Where it is not accepted, the page says so.
    """
    practice = practice_to_read(request, public_id)
    if not may_with(request.user, Permission.PUBLISH, practice):
        raise PermissionDenied
    zone = _zone_of(practice)
    if request.method != "POST":
        return _page(request, practice, zone, PlanForm(initial=_initial(practice, zone)))
    if request.POST.get("do") == "undo":
        return _planned(request, practice, None, zone)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, practice, zone, form, status=422)
    return _planned(request, practice, form.cleaned_data["at"], form.cleaned_data["zone"])


def _planned(request: DeskRequest, practice: Practice, at: datetime | None, zone: str) -> HttpResponse:
    try:
        schedule(practice=practice, at=at, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except NotPossible:
        messages.error(request, _("Nothing was planned: the practice is not accepted any more."))
    else:
        if at is None:
            messages.success(request, _("The plan is undone. It is published when somebody publishes it."))
        else:
            said = _("It will be published on %(moment)s.") % {"moment": moment_words(at, zone)}
            messages.success(request, said)
    return redirect("desk:plan", practice.public_id)


def _page(request: DeskRequest, practice: Practice, zone: str, form: PlanForm, status: int = 200) -> HttpResponse:
    chosen = str(form["zone"].value() or zone)
    fields = [
        (name, form[name].id_for_label, form.errors[name]) for name in ("day", "time", "zone") if name in form.errors
    ]
    context = {
        **practice_context(practice),
        "form": form,
        "faults": [{"field": f"plan-{name}", "text": text} for name, _id, texts in fields for text in texts],
        "zones": zones_of(_country_of(practice)),
        "chosen": chosen,
        "is_accepted": practice.state == State.ACCEPTED,
        "planned": practice.publish_at,
        "planned_words": moment_words(practice.publish_at, zone) if practice.publish_at else "",
        "planned_utc": moment_words(practice.publish_at) if practice.publish_at and zone != UTC_NAME else "",
    }
    return render(request, "desk/plan.html", context, status=status)


def _initial(practice: Practice, zone: str) -> dict[str, Any]:
    wall = next_morning(timezone.now(), zone)
    return {"day": wall.date().isoformat(), "time": wall.strftime("%H:%M"), "zone": zone}


def _country_of(practice: Practice) -> str:
    """Return the country whose clocks the people of the practice look at; "" where none is known."""
    if practice.city is not None:
        return str(practice.city.country_id)
    copy = WorkingCopy.objects.filter(practice=practice).values_list("content", flat=True).first()
    return next(iter((copy or {}).get("countries", [])), "")


def _zone_of(practice: Practice) -> str:
    return zones_of(_country_of(practice))[0].key
