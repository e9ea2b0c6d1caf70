"""What becomes of practices when people hand over what they hold, or close their account."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from convivia.people.actions import account_closed, handed_over
from convivia.people.rules import Reach
from convivia.practices.models import Event, Picture, Practice, Revision, SetAside, WorkingCopy


def connect() -> None:
    """Listen for both."""
    handed_over.connect(hand_over_copies, dispatch_uid="practices.hand_over_copies")
    account_closed.connect(rename, dispatch_uid="practices.rename")


def hand_over_copies(from_person: User, to: User, where: Reach, **_others: Any) -> None:
    """Let `to` be the author of what `from_person` was writing there; nobody waits for a hold of who has left."""
    inside = Q() if where.everywhere else Q(city__in=where.cities) | Q(network__in=where.networks)
    copies = WorkingCopy.objects.filter(practice__in=Practice.objects.filter(inside).values("pk"))
    copies.filter(author=from_person).update(author=to)
    copies.filter(held_by=from_person).update(held_by=None, held_until=None)


def rename(name: str, stand_in: str, **_others: Any) -> None:
    """Let the log and the revisions call an account that is closed by a name that says nothing of its owner."""
    Event.objects.filter(by=name).update(by=stand_in)
    for event in Event.objects.filter(kind=Event.Kind.TAKEN_OVER, changes__icontains=name):
        event.changes = {"held": [stand_in if one == name else one for one in event.changes.get("held", [])]}
        event.save(update_fields=["changes"])
    Revision.objects.filter(made_by=name).update(made_by=stand_in)
    Picture.objects.filter(made_by=name).update(made_by=stand_in)
    SetAside.objects.filter(by=name).update(by=stand_in)
    WorkingCopy.objects.filter(edited_by=name).update(edited_by=stand_in)
    WorkingCopy.objects.filter(held_by__username=name).update(held_by=None, held_until=None)
