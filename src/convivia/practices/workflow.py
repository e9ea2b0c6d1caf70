"""The workflow as one table: from which state which step leads where, who may take it, and what it asks for. Pure.

Buttons, the API, the diagram in docs/use/workflow.md and the exhaustive test all come from `TRANSITIONS`.

The state tells of the working copy. Whether the public sees a practice is another thing: a practice that is being
changed stays public as it was until the change is published (`Practice.is_shown`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from convivia.people.roles import Permission


class State(StrEnum):
    """Where the working copy of a practice stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    CHANGES_ASKED = "changes-asked"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class Step(StrEnum):
    """What somebody does with a practice that leads to another state."""

    SUBMIT = "submit"
    RECALL = "recall"  # the author takes it back
    BEGIN_REVIEW = "begin-review"
    ASK_CHANGES = "ask-changes"
    ACCEPT = "accept"
    REOPEN = "reopen"  # what was accepted goes back into review
    PUBLISH = "publish"
    REVISE = "revise"  # begin to change what is published
    DISCARD = "discard"  # give up what was written; what is published stays as it is
    WITHDRAW = "withdraw"
    ARCHIVE = "archive"
    SHOW_AGAIN = "show-again"


@dataclass(frozen=True, slots=True)
class Transition:
    """Where a step leads, which permission it takes for the practice's city, and whether a reason has to be given.

    `or_permission` is enough, too. `needs_shown`: only where the public sees (True) or does not see (False) the
    practice; None: either way. `hidden_to`: where the step leads instead while the public does not see the practice.
    `needs_past`: only where the public has seen it before.
    """

    to: State
    permission: Permission
    needs_reason: bool = False
    needs_shown: bool | None = None
    hidden_to: State | None = None
    needs_past: bool = False
    or_permission: Permission | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """The permissions of which one is enough to take the step."""
        return frozenset(one for one in (self.permission, self.or_permission) if one is not None)


_S, _P = State, Permission
# While it is changed, a practice that the public sees can be taken away, too.
_BEING_CHANGED = (_S.DRAFT, _S.SUBMITTED, _S.IN_REVIEW, _S.CHANGES_ASKED, _S.ACCEPTED)

TRANSITIONS: Final[Mapping[tuple[State, Step], Transition]] = MappingProxyType(
    {
        (_S.DRAFT, Step.SUBMIT): Transition(_S.SUBMITTED, _P.WRITE),
        (_S.CHANGES_ASKED, Step.SUBMIT): Transition(_S.SUBMITTED, _P.WRITE),
        (_S.SUBMITTED, Step.RECALL): Transition(_S.DRAFT, _P.WRITE),
        (_S.SUBMITTED, Step.BEGIN_REVIEW): Transition(_S.IN_REVIEW, _P.ASSIGN),
        (_S.SUBMITTED, Step.ASK_CHANGES): Transition(_S.CHANGES_ASKED, _P.DECIDE, needs_reason=True),
        (_S.IN_REVIEW, Step.ASK_CHANGES): Transition(_S.CHANGES_ASKED, _P.DECIDE, needs_reason=True),
        (_S.ACCEPTED, Step.ASK_CHANGES): Transition(_S.CHANGES_ASKED, _P.DECIDE, needs_reason=True),
        (_S.SUBMITTED, Step.ACCEPT): Transition(_S.ACCEPTED, _P.DECIDE),
        (_S.IN_REVIEW, Step.ACCEPT): Transition(_S.ACCEPTED, _P.DECIDE),
        (_S.ACCEPTED, Step.REOPEN): Transition(_S.IN_REVIEW, _P.DECIDE),
        (_S.ACCEPTED, Step.PUBLISH): Transition(_S.PUBLISHED, _P.PUBLISH),
        # Who translates begins a change, to add a language version; who writes hands it in.
        (_S.PUBLISHED, Step.REVISE): Transition(_S.DRAFT, _P.WRITE, or_permission=_P.TRANSLATE),
        (_S.WITHDRAWN, Step.REVISE): Transition(_S.DRAFT, _P.WRITE),
        (_S.ARCHIVED, Step.REVISE): Transition(_S.DRAFT, _P.WRITE),
        (_S.DRAFT, Step.DISCARD): Transition(_S.PUBLISHED, _P.WRITE, hidden_to=_S.WITHDRAWN),
        (_S.CHANGES_ASKED, Step.DISCARD): Transition(_S.PUBLISHED, _P.WRITE, hidden_to=_S.WITHDRAWN),
        (_S.PUBLISHED, Step.WITHDRAW): Transition(_S.WITHDRAWN, _P.WITHDRAW, needs_reason=True),
        (_S.PUBLISHED, Step.ARCHIVE): Transition(_S.ARCHIVED, _P.ARCHIVE, needs_reason=True),
        (_S.WITHDRAWN, Step.ARCHIVE): Transition(_S.ARCHIVED, _P.ARCHIVE, needs_reason=True),
        (_S.WITHDRAWN, Step.SHOW_AGAIN): Transition(_S.PUBLISHED, _P.PUBLISH, needs_past=True),
        (_S.ARCHIVED, Step.SHOW_AGAIN): Transition(_S.PUBLISHED, _P.PUBLISH, needs_past=True),
        **{
            (state, Step.WITHDRAW): Transition(_S.WITHDRAWN, _P.WITHDRAW, needs_reason=True, needs_shown=True)
            for state in _BEING_CHANGED
        },
    }
)

# In these states the working copy can be changed; in the others it waits for somebody, or there is none.
EDITABLE: Final = frozenset([State.DRAFT, State.CHANGES_ASKED])
# Whose move it is, for the lists of the desk.
WAITING_FOR: Final[Mapping[State, Permission]] = MappingProxyType(
    {
        State.DRAFT: Permission.WRITE,
        State.CHANGES_ASKED: Permission.WRITE,
        State.SUBMITTED: Permission.ASSIGN,
        State.IN_REVIEW: Permission.DECIDE,
        State.ACCEPTED: Permission.PUBLISH,
    }
)


def steps_from(state: State, *, is_shown: bool, was_shown: bool = True) -> dict[Step, Transition]:
    """Return the steps that can be taken from `state`, whoever takes them, each with where it leads now.

    `is_shown`: the public sees the practice; `was_shown`: it has seen it at some time.
    """
    return {
        step: transition if is_shown or transition.hidden_to is None else replace(transition, to=transition.hidden_to)
        for (origin, step), transition in TRANSITIONS.items()
        if origin == state and transition.needs_shown in (None, is_shown) and (was_shown or not transition.needs_past)
    }
