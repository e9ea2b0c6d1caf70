"""Publishing what was accepted for a set time, once that has come."""

from dataclasses import dataclass, field

from django.utils import timezone

from convivia.practices.models import Practice
from convivia.practices.workflow import State
from convivia.practices.workflow_actions import NotComplete, NotPossible, Outdated, publish_when_due

# What the event calls the actor: nobody pressed a button.
BY = "the set time"


@dataclass(frozen=True, slots=True)
class Due:
    """What became of the practices that were due, by public id. `outdated` and `incomplete` ones wait for somebody."""

    published: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)


def publish_due() -> Due:
    """Publish each practice whose set time has come, the earliest first, each in a transaction of its own.

    It may run at any time, often, and beside another one: each practice is published once. One that an import has
    changed meanwhile (`Outdated`), or that lacks something needed by now (`NotComplete`), is left as it is, and keeps
    nobody waiting.
    """
    due = Due()
    waiting = Practice.objects.filter(state=State.ACCEPTED, publish_at__lte=timezone.now())
    for practice in waiting.order_by("publish_at", "pk"):
        try:
            if publish_when_due(practice=practice, by=BY):
                due.published.append(practice.public_id)
        except Outdated:
            due.outdated.append(practice.public_id)
        except NotComplete:
            due.incomplete.append(practice.public_id)
        except NotPossible:  # it was merged, or taken away, in this moment
            continue
    return due
