"""Which roles there are, what each of them may do, and what it is held for. Pure: the one place that says so.

A role is held for a city, for a network or for the whole library. What somebody may do with a practice follows from the
roles that are held for its city, for a network of that city, or for the library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Permission(StrEnum):
    """One thing that can be allowed. What it means for a practice in each state says `practices.workflow`."""

    WRITE = "write"  # begin a practice, change its working copy, hand in
    TRANSLATE = "translate"  # write further language versions
    READ_DRAFTS = "read-drafts"  # see what is not public
    REVIEW = "review"  # give a judgement on what one was asked to read
    ASSIGN = "assign"  # ask reviewers, set deadlines
    DECIDE = "decide"  # accept, or ask for changes
    PUBLISH = "publish"
    WITHDRAW = "withdraw"  # take from the public
    ARCHIVE = "archive"
    IMPORT = "import"  # take in whole files, undo that
    MERGE = "merge"  # make two records of one practice one
    SEE_DEFECTS = "see-defects"  # the list of what is wrong with the library
    INVITE = "invite"  # ask colleagues in, end what they hold
    GIVE_ROLES = "give-roles"  # give any role to anybody
    ADMINISTER = "administer"  # the administration pages


class ScopeKind(StrEnum):
    """What a role is held for."""

    CITY = "city"
    NETWORK = "network"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: who may hold it, for what, and what it allows. `invites` are the roles that its holders may give."""

    key: str
    held_for: frozenset[ScopeKind]
    permissions: frozenset[Permission]
    invites: frozenset[str] = frozenset()
    needs_second_factor: bool = False


_CITY, _NETWORK, _LIBRARY = ScopeKind.CITY, ScopeKind.NETWORK, ScopeKind.LIBRARY
_P = Permission

READER, CONTRIBUTOR, CITY_COORDINATOR, NETWORK_COORDINATOR = (
    "reader",
    "contributor",
    "city-coordinator",
    "network-coordinator",
)
REVIEWER, TRANSLATOR, EDITOR, ADMINISTRATOR = "reviewer", "translator", "editor", "administrator"

_EDITORIAL = frozenset(
    [
        _P.WRITE, _P.TRANSLATE, _P.READ_DRAFTS, _P.ASSIGN, _P.DECIDE, _P.PUBLISH, _P.WITHDRAW, _P.ARCHIVE, _P.IMPORT,
        _P.MERGE, _P.SEE_DEFECTS, _P.INVITE,
    ]
)  # fmt: skip

# Words for people stand in `people.wording`; the matrix of all this is printed in docs/use/roles.md and tested whole.
ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        role.key: role
        for role in (
            Role(READER, frozenset([_LIBRARY]), frozenset()),
            Role(CONTRIBUTOR, frozenset([_CITY, _NETWORK]), frozenset([_P.WRITE, _P.READ_DRAFTS])),
            Role(TRANSLATOR, frozenset([_CITY, _NETWORK, _LIBRARY]), frozenset([_P.TRANSLATE, _P.READ_DRAFTS])),
            Role(
                CITY_COORDINATOR,
                frozenset([_CITY]),
                frozenset([_P.WRITE, _P.TRANSLATE, _P.READ_DRAFTS, _P.WITHDRAW, _P.INVITE]),
                invites=frozenset([CONTRIBUTOR, TRANSLATOR, CITY_COORDINATOR]),
            ),
            Role(
                NETWORK_COORDINATOR,
                frozenset([_NETWORK]),
                frozenset([_P.WRITE, _P.TRANSLATE, _P.READ_DRAFTS, _P.WITHDRAW, _P.SEE_DEFECTS, _P.INVITE]),
                invites=frozenset([CONTRIBUTOR, TRANSLATOR, CITY_COORDINATOR, NETWORK_COORDINATOR]),
            ),
            Role(REVIEWER, frozenset([_NETWORK, _LIBRARY]), frozenset([_P.REVIEW])),
            Role(
                EDITOR,
                frozenset([_LIBRARY]),
                _EDITORIAL,
                invites=frozenset(
                    [READER, CONTRIBUTOR, TRANSLATOR, CITY_COORDINATOR, NETWORK_COORDINATOR, REVIEWER]
                ),
                needs_second_factor=True,
            ),
            Role(
                ADMINISTRATOR,
                frozenset([_LIBRARY]),
                _EDITORIAL | {_P.GIVE_ROLES, _P.ADMINISTER},
                invites=frozenset(
                    [
                        READER, CONTRIBUTOR, TRANSLATOR, CITY_COORDINATOR, NETWORK_COORDINATOR, REVIEWER, EDITOR,
                        ADMINISTRATOR,
                    ]
                ),
                needs_second_factor=True,
            ),
        )
    }
)  # fmt: skip


def roles_with(permission: Permission) -> frozenset[str]:
    """Return the keys of the roles that allow `permission`."""
    return frozenset(key for key, role in ROLES.items() if permission in role.permissions)
