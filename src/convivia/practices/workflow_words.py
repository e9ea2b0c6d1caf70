"""The workflow in words: states, steps as buttons, what a step asks for, what happens next, and what happened.

All answers are in the active language.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from convivia.practices.models import Event
from convivia.practices.workflow import State, Step

_STATES: Final[Mapping[State, Promise]] = {
    State.DRAFT: pgettext_lazy("state", "Draft"),
    State.SUBMITTED: pgettext_lazy("state", "Handed in"),
    State.IN_REVIEW: pgettext_lazy("state", "In review"),
    State.CHANGES_ASKED: pgettext_lazy("state", "Changes asked"),
    State.ACCEPTED: pgettext_lazy("state", "Accepted"),
    State.PUBLISHED: pgettext_lazy("state", "Published"),
    State.WITHDRAWN: pgettext_lazy("state", "Withdrawn"),
    State.ARCHIVED: pgettext_lazy("state", "Archived"),
}
_DESCRIPTIONS: Final[Mapping[State, Promise]] = {
    State.DRAFT: gettext_lazy("It is being written. Only colleagues and the editors see it."),
    State.SUBMITTED: gettext_lazy("It was handed in and waits for the editors. Nobody changes it meanwhile but them."),
    State.IN_REVIEW: gettext_lazy("Reviewers read it and judge it by the published criteria."),
    State.CHANGES_ASKED: gettext_lazy("The editors have asked for changes and said why. It can be changed again."),
    State.ACCEPTED: gettext_lazy("It is good as it is. It will be published, at once or on a set day."),
    State.PUBLISHED: gettext_lazy("Everybody sees it, and nobody is changing it."),
    State.WITHDRAWN: gettext_lazy("It was taken from the public. Nothing is lost; it can be shown or changed again."),
    State.ARCHIVED: gettext_lazy("It is history. It can be cited, but no list shows it any more."),
}
_STEPS: Final[Mapping[Step, Promise]] = {
    Step.SUBMIT: pgettext_lazy("button", "Hand in"),
    Step.RECALL: pgettext_lazy("button", "Take back"),
    Step.BEGIN_REVIEW: pgettext_lazy("button", "Begin the review"),
    Step.ASK_CHANGES: pgettext_lazy("button", "Ask for changes"),
    Step.ACCEPT: pgettext_lazy("button", "Accept"),
    Step.REOPEN: pgettext_lazy("button", "Review again"),
    Step.PUBLISH: pgettext_lazy("button", "Publish"),
    Step.REVISE: pgettext_lazy("button", "Change it"),
    Step.DISCARD: pgettext_lazy("button", "Discard what was written"),
    Step.WITHDRAW: pgettext_lazy("button", "Withdraw"),
    Step.ARCHIVE: pgettext_lazy("button", "Archive"),
    Step.SHOW_AGAIN: pgettext_lazy("button", "Show again"),
}
_CONSEQUENCES: Final[Mapping[Step, Promise]] = {
    Step.SUBMIT: gettext_lazy("The editors are told. You can take it back until they have begun to read."),
    Step.RECALL: gettext_lazy("It becomes a draft again, and the editors do not read it."),
    Step.BEGIN_REVIEW: gettext_lazy("Reviewers can be asked now. The authors cannot take it back any more."),
    Step.ASK_CHANGES: gettext_lazy("The authors are told your reason and can change it again."),
    Step.ACCEPT: gettext_lazy("It can be published then, at once or on a set day."),
    Step.REOPEN: gettext_lazy("It goes back into review; a day that was set for it is forgotten."),
    Step.PUBLISH: gettext_lazy("Everybody sees it from now on. This version is kept and can be cited."),
    Step.REVISE: gettext_lazy("You change a copy; everybody goes on seeing what they see now."),
    Step.DISCARD: gettext_lazy("What was written goes into the history. What everybody sees stays as it is."),
    Step.WITHDRAW: gettext_lazy("Nobody but colleagues and editors sees it from now on. It can be shown again."),
    Step.ARCHIVE: gettext_lazy("It leaves all lists. Its versions can still be cited."),
    Step.SHOW_AGAIN: gettext_lazy("Everybody sees again what they saw last."),
}
_DONE: Final[Mapping[Step, Promise]] = {
    Step.SUBMIT: gettext_lazy("Handed in. The editors will read it."),
    Step.RECALL: gettext_lazy("Taken back. It is a draft again."),
    Step.BEGIN_REVIEW: gettext_lazy("The review has begun."),
    Step.ASK_CHANGES: gettext_lazy("Changes asked. The authors can read why."),
    Step.ACCEPT: gettext_lazy("Accepted. It can be published now."),
    Step.REOPEN: gettext_lazy("It is in review again."),
    Step.PUBLISH: gettext_lazy("Published. Everybody can read it."),
    Step.REVISE: gettext_lazy("You can change it now. Everybody sees the old version until the new one is published."),
    Step.DISCARD: gettext_lazy("Discarded. What was written is in the history."),
    Step.WITHDRAW: gettext_lazy("Withdrawn. The public does not see it any more."),
    Step.ARCHIVE: gettext_lazy("Archived."),
    Step.SHOW_AGAIN: gettext_lazy("It is public again."),
}
_REASONS: Final[Mapping[Step, Promise]] = {
    Step.ASK_CHANGES: gettext_lazy("What has to change, and why? The authors read this."),
    Step.WITHDRAW: gettext_lazy("Why is it withdrawn? Everybody who opens its address reads this."),
    Step.ARCHIVE: gettext_lazy("Why is it archived? Everybody who opens its address reads this."),
    Step.SUBMIT: gettext_lazy("A word to the editors, if you like: what is new?"),
    Step.PUBLISH: gettext_lazy("What is new in this version? The public history shows this."),
    Step.DISCARD: gettext_lazy("Why is it given up, if you like to say so?"),
}
_MY_MOVE: Final[Mapping[State, Promise]] = {
    State.DRAFT: gettext_lazy("Write on, and hand it in when it is ready."),
    State.SUBMITTED: gettext_lazy("Read it: begin a review, accept it, or ask for changes."),
    State.IN_REVIEW: gettext_lazy("When the reviews are in: accept it, or ask for changes."),
    State.CHANGES_ASKED: gettext_lazy("Read what was asked for, change it, and hand it in again."),
    State.ACCEPTED: gettext_lazy("Publish it, or set a day."),
    State.PUBLISHED: gettext_lazy("Nothing waits. Change it when something is new."),
    State.WITHDRAWN: gettext_lazy("Nothing waits. It can be changed and handed in again."),
    State.ARCHIVED: gettext_lazy("Nothing waits."),
}
_THEIR_MOVE: Final[Mapping[State, Promise]] = {
    State.DRAFT: gettext_lazy("Its authors are writing."),
    State.SUBMITTED: gettext_lazy("It waits for the editors. You will be told what they decide."),
    State.IN_REVIEW: gettext_lazy("Reviewers are reading it. You will be told what the editors decide."),
    State.CHANGES_ASKED: gettext_lazy("Its authors are asked to change it."),
    State.ACCEPTED: gettext_lazy("It will be published by the editors."),
}
_EVENTS: Final[Mapping[str, Promise]] = {
    "created": pgettext_lazy("event", "Came in by an import"),
    "updated": pgettext_lazy("event", "Changed by an import"),
    "repaired": pgettext_lazy("event", "Repaired by hand"),
    "deleted": pgettext_lazy("event", "Deleted"),
    "begun": pgettext_lazy("event", "Begun"),
    "saved": pgettext_lazy("event", "Written on"),
    "taken-over": pgettext_lazy("event", "Writing taken over"),
    "restored": pgettext_lazy("event", "Older version taken up again"),
    "scheduled": pgettext_lazy("event", "Day of publication set"),
    "submit": pgettext_lazy("event", "Handed in"),
    "recall": pgettext_lazy("event", "Taken back"),
    "begin-review": pgettext_lazy("event", "Review begun"),
    "ask-changes": pgettext_lazy("event", "Changes asked"),
    "accept": pgettext_lazy("event", "Accepted"),
    "reopen": pgettext_lazy("event", "Review opened again"),
    "publish": pgettext_lazy("event", "Published"),
    "revise": pgettext_lazy("event", "Change begun"),
    "discard": pgettext_lazy("event", "What was written discarded"),
    "withdraw": pgettext_lazy("event", "Withdrawn"),
    "archive": pgettext_lazy("event", "Archived"),
    "show-again": pgettext_lazy("event", "Shown again"),
}


def say_state(state: str) -> str:
    """Return what a state is called; `ValueError` for one that there is not."""
    return str(_STATES[State(state)])


def describe_state(state: str) -> str:
    """Return in a sentence or two what a state means."""
    return str(_DESCRIPTIONS[State(state)])


def say_step(step: str) -> str:
    """Return what the button of a step says: a verb."""
    return str(_STEPS[Step(step)])


def say_consequence(step: str) -> str:
    """Return what will happen once a step is taken, to be read beside its button."""
    return str(_CONSEQUENCES[Step(step)])


def say_done(step: str) -> str:
    """Return what has happened when a step was taken, for the person who took it."""
    return str(_DONE[Step(step)])


def ask_reason(step: str) -> str:
    """Return the question to which a reason is the answer; "" for a step that nobody explains.

    Whether it has to be answered says `Transition.needs_reason`.
    """
    return str(_REASONS.get(Step(step), ""))


def say_next(state: str, *, is_my_move: bool) -> str:
    """Return what happens next, for the reader of the desk: what they can do, or for whom the practice waits."""
    moves = _MY_MOVE if is_my_move else {**_MY_MOVE, **_THEIR_MOVE}
    return str(moves[State(state)])


def say_event(kind: str) -> str:
    """Return what an event tells: "Handed in". A kind that has no words here is said by its name in the log."""
    return str(_EVENTS[kind]) if kind in _EVENTS else str(dict(Event.Kind.choices).get(kind, kind))
