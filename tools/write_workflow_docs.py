"""Write docs/use/roles.md and docs/use/workflow.md from the tables of roles and steps; a test says they are current.

Run it when a role or a step was changed on purpose, and read the difference before it is committed.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from convivia.people.roles import Permission
    from convivia.practices.workflow import Transition

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "use"

_ROLES_HEAD = """\
# Who may do what at the desk

Reading needs no account. Who contributes, judges or publishes holds a role: for a city, for a network, or for the whole
library. A role for a city holds for its boroughs, too; one for a network holds for the practices of the network and of
each of its cities. Who holds several roles may do what one of them allows. A role that was ended, and an account that
was closed, allow nothing.

This page is written from the table that the programme itself asks (`people/roles.py`).
"""
_ROLES_END = """\
## What follows from that

- Nobody learns that something exists which they may not see: its address answers like one that there is not (404). What
  one may see but not do is refused (403).
- Which step somebody may take with a practice also depends on where it stands: see [the workflow](workflow.md).
- Who may publish or decide needs a second factor at signing in.
- A reviewer sees what they were asked to read, and no other draft.
- A translator changes translations alone: the text they are made from, and the facts, stay as they are.
"""
_WORKFLOW_HEAD = """\
# The way of a practice to the public

A practice is written in a copy of its own. Where that stands is its state. What the public sees is another thing: a
practice that is being changed stays public as it was until the change is published.

This page is written from the table that buttons, API and tests come from (`practices/workflow.py`).

The usual way:

```
{path}
```
"""
_WORKFLOW_END = """\
## What holds for every step

- It is taken once. Of two people who take a step at the same time, or who decide differently, one does; the other is
  told that the practice has moved on, and sees where it stands.
- It is noted with who took it, when, and the reason. Whoever may see the draft can read that.
- What is handed in, published or discarded is kept as a version that is never changed. A publication can be cited.
- What is handed in has what the short form marks as needed: title, place, period, area, summary, contact.
- What one person has saved is not lost when another saves over it: the note of that save says what it replaced.
- A practice that an import has changed since its change was begun is not published over that: an editor looks at both
  first.
- What is withdrawn or archived leaves all lists, the map, the search and the feeds at once, and no import brings it
  back.
"""


def roles_page() -> str:
    """Return docs/use/roles.md; Django has to be set up."""
    from convivia.people.roles import ROLES, Permission, ScopeKind  # noqa: PLC0415 - Django has to be set up first
    from convivia.people.wording import describe_role, say_kind, say_permission, say_role  # noqa: PLC0415

    parts = [_ROLES_HEAD, "## The roles\n"]
    for key, role in ROLES.items():
        kinds = [say_kind(kind) for kind in ScopeKind if kind in role.held_for]
        invites = [say_role(one) for one in ROLES if one in role.invites]
        lines = [f"### {say_role(key)}", "", describe_role(key), "", f"Held for {_or(kinds)}."]
        if invites:
            lines[-1] += f" Invites: {', '.join(invites).lower()}."
        parts.append("\n".join(lines) + "\n")
    rows = [
        [say_permission(permission), *("yes" if permission in role.permissions else "" for role in ROLES.values())]
        for permission in Permission
    ]
    parts += ["## What each role allows\n", _table(["", *map(say_role, ROLES)], rows), _ROLES_END]
    return "\n".join(parts)


def workflow_page() -> str:
    """Return docs/use/workflow.md; Django has to be set up."""
    from convivia.practices.workflow import TRANSITIONS, State, Step  # noqa: PLC0415 - Django has to be set up first
    from convivia.practices.workflow_words import ask_reason, describe_state, say_state, say_step  # noqa: PLC0415

    usual = [(State.DRAFT, Step.SUBMIT), (State.SUBMITTED, Step.BEGIN_REVIEW), (State.IN_REVIEW, Step.ACCEPT),
             (State.ACCEPTED, Step.PUBLISH)]  # fmt: skip
    path = say_state(State.DRAFT) + "".join(
        f"\n{'      ' * depth}  └─ {say_step(step)} ─▶ {say_state(TRANSITIONS[state, step].to)}"
        for depth, (state, step) in enumerate(usual)
    )
    parts = [_WORKFLOW_HEAD.format(path=path), "## The states\n"]
    parts.append(_table(["state", "what it means"], [[say_state(state), describe_state(state)] for state in State]))
    parts.append("## The steps\n")
    rows = [
        [say_state(state), say_step(step), _where(there), _who(there.permissions), _when(there)]
        for state in State
        for (origin, step), there in TRANSITIONS.items()
        if origin == state
    ]
    parts.append(_table(["from", "step", "to", "who, for the practice's city or network", "asks for"], rows))
    asked = [[say_step(step), ask_reason(step)] for step in Step if ask_reason(step)]
    parts += ["## What is asked for\n", _table(["step", "question"], asked), _WORKFLOW_END]
    return "\n".join(parts)


def _where(there: "Transition") -> str:
    from convivia.practices.workflow_words import say_state  # noqa: PLC0415 - Django has to be set up first

    if there.hidden_to is None:
        return say_state(there.to)
    return f"{say_state(there.to)}; {say_state(there.hidden_to)} where the public does not see it"


def _who(permissions: "frozenset[Permission]") -> str:
    from convivia.people.roles import ROLES, roles_with  # noqa: PLC0415 - Django has to be set up first
    from convivia.people.wording import say_role  # noqa: PLC0415

    return ", ".join(say_role(key).lower() for key in ROLES if any(key in roles_with(one) for one in permissions))


def _when(there: "Transition") -> str:
    conditions = {True: "that the public sees it", False: "that the public does not see it", None: ""}
    asked = [
        "a reason" if there.needs_reason else "",
        conditions[there.needs_shown],
        "that the public has seen it" if there.needs_past else "",
    ]
    return ", ".join(filter(None, asked))


def _or(words: list[str]) -> str:
    return ", or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


PAGES = {"roles.md": roles_page, "workflow.md": workflow_page}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"Written: {FOLDER / name}")
