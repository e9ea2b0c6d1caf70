"""May they? What a person may do with one practice, from the roles they hold and the workflow's table."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from convivia.people.roles import Permission
from convivia.people.rules import Person, Reach, Scope, may, reach
from convivia.practices.models import Practice
from convivia.practices.workflow import EDITABLE, State, Step, Transition, steps_from


class NotAllowed(Exception):
    """The person may not do this; a page answers 403, or 404 where they may not even know that it is there."""


def scope_of(practice: Practice) -> Scope:
    """Return whose practice it is."""
    return Scope(city=practice.city_id, network=practice.network_id)


def may_with(person: Person, permission: Permission, practice: Practice) -> bool:
    """Return whether `person` may do this with `practice`."""
    return may(person, permission, scope_of(practice))


def may_read_draft(person: Person, practice: Practice) -> bool:
    """Return whether `person` may see what is not public of `practice`."""
    return may_with(person, Permission.READ_DRAFTS, practice)


def may_edit(person: Person, practice: Practice) -> bool:
    """Return whether `person` may change the working copy of `practice` now.

    Who decides may mend small things whatever the state; the others write while it is theirs to write.
    """
    if practice.state in EDITABLE:
        return may_with(person, Permission.WRITE, practice)
    return practice.state in (State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED) and may_with(
        person, Permission.DECIDE, practice
    )


def may_translate(person: Person, practice: Practice) -> bool:
    """Return whether `person` may write further language versions into the working copy of `practice` now."""
    return practice.state in EDITABLE and may_with(person, Permission.TRANSLATE, practice)


def steps_possible(practice: Practice) -> dict[Step, Transition]:
    """Return the steps that can be taken with `practice` as it stands, whoever takes them; none with a merged one."""
    if practice.merged_into_id is not None:
        return {}
    was_shown = practice.is_shown or practice.published_at is not None
    return steps_from(State(practice.state), is_shown=practice.is_shown, was_shown=was_shown)


def may_take(person: Person, there: Transition, practice: Practice) -> bool:
    """Return whether `person` holds one of the permissions that a step of the workflow takes."""
    return any(may_with(person, permission, practice) for permission in sorted(there.permissions))


def steps_for(person: Person, practice: Practice) -> dict[Step, Transition]:
    """Return the steps that `person` may take with `practice` as it stands; none with a record that was merged."""
    possible = steps_possible(practice)
    return {step: there for step, there in possible.items() if may_take(person, there, practice)}


def practices_within(person: Person, permission: Permission) -> QuerySet[Practice]:
    """Return the practices with which `person` may do this."""
    return Practice.objects.filter(_within(reach(person, permission)))


def _within(where: Reach) -> Q:
    if where.everywhere:
        return Q()
    return Q(city__in=where.cities) | Q(network__in=where.networks) if where else Q(pk__in=[])


def name_of(person: User) -> str:
    """Return what events call a person."""
    return person.get_username()
