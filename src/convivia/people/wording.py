"""Roles in words: what each is called, who may hold it and what it allows, and what somebody holds it for.

All answers are in the active language.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from convivia.people.models import HeldRole, Invitation
from convivia.people.roles import ROLES, Permission, ScopeKind

_NAMES: Final[Mapping[str, Promise]] = {
    "reader": pgettext_lazy("role", "Reader"),
    "contributor": pgettext_lazy("role", "Contributor"),
    "city-coordinator": pgettext_lazy("role", "City coordinator"),
    "network-coordinator": pgettext_lazy("role", "Network coordinator"),
    "reviewer": pgettext_lazy("role", "Reviewer"),
    "translator": pgettext_lazy("role", "Translator"),
    "editor": pgettext_lazy("role", "Editor"),
    "administrator": pgettext_lazy("role", "Administrator"),
}
_DESCRIPTIONS: Final[Mapping[str, Promise]] = {
    "reader": gettext_lazy(
        "Anybody with an account. Reads what everybody reads, and may be asked to take another role."
    ),
    "contributor": gettext_lazy(
        "For people who know a practice and write it up for their city or network. Begins practices, changes them "
        "while they are drafts, and hands them in. Sees all drafts of that city or network."
    ),
    "city-coordinator": gettext_lazy(
        "For the people who answer for a city in the library. Does what contributors and translators do, for every "
        "practice of the city and its boroughs; invites colleagues and ends what they hold; takes practices of the "
        "city from the public."
    ),
    "network-coordinator": gettext_lazy(
        "For the people who run a network of cities. Does what city coordinators do, for the network and for each of "
        "its cities, and sees what is missing in their practices."
    ),
    "reviewer": gettext_lazy(
        "For people who know the field and judge practices by the published criteria. Sees the drafts that they were "
        "asked to read, and no others."
    ),
    "translator": gettext_lazy(
        "For people who write practices in further languages. Sees drafts and adds translations to them; everything "
        "else stays as its authors wrote it."
    ),
    "editor": gettext_lazy(
        "For the people who run the library. Asks reviewers, decides, publishes, withdraws and archives; imports, "
        "merges doubles and repairs; invites people to every role but those of editors and administrators. Needs a "
        "second factor at signing in."
    ),
    "administrator": gettext_lazy(
        "For the people who run the installation. Does what editors do, gives any role to anybody, and opens the "
        "administration pages. Needs a second factor at signing in."
    ),
}
_PERMISSIONS: Final[Mapping[Permission, Promise]] = {
    Permission.WRITE: gettext_lazy("begin practices, change and hand in drafts"),
    Permission.TRANSLATE: gettext_lazy("write further language versions"),
    Permission.READ_DRAFTS: gettext_lazy("see what is not public"),
    Permission.REVIEW: gettext_lazy("judge what one was asked to read"),
    Permission.ASSIGN: gettext_lazy("ask reviewers, set deadlines"),
    Permission.DECIDE: gettext_lazy("accept, or ask for changes"),
    Permission.PUBLISH: gettext_lazy("publish"),
    Permission.WITHDRAW: gettext_lazy("take from the public"),
    Permission.ARCHIVE: gettext_lazy("archive"),
    Permission.IMPORT: gettext_lazy("import whole files, and undo that"),
    Permission.MERGE: gettext_lazy("merge two records of one practice"),
    Permission.SEE_DEFECTS: gettext_lazy("see the list of what is wrong"),
    Permission.INVITE: gettext_lazy("invite colleagues, end what they hold"),
    Permission.GIVE_ROLES: gettext_lazy("give any role to anybody"),
    Permission.ADMINISTER: gettext_lazy("open the administration pages"),
}
_KINDS: Final[Mapping[ScopeKind, Promise]] = {
    ScopeKind.CITY: gettext_lazy("a city and its boroughs"),
    ScopeKind.NETWORK: gettext_lazy("a network and its cities"),
    ScopeKind.LIBRARY: gettext_lazy("the whole library"),
}


def say_role(key: str) -> str:
    """Return what the role `key` is called; `KeyError` for one that there is not."""
    return str(_NAMES[key])


def describe_role(key: str) -> str:
    """Return who may hold the role `key` and what it allows, in two or three sentences."""
    return str(_DESCRIPTIONS[key])


def say_permission(permission: Permission) -> str:
    """Return what `permission` allows, as a verb."""
    return str(_PERMISSIONS[permission])


def say_permissions(key: str) -> list[str]:
    """Return all that the role `key` allows, as verbs, in the order of `Permission`."""
    return [say_permission(one) for one in Permission if one in ROLES[key].permissions]


def say_kinds(key: str) -> list[str]:
    """Return all that the role `key` can be held for."""
    return [say_kind(kind) for kind in ScopeKind if kind in ROLES[key].held_for]


def say_kind(kind: ScopeKind) -> str:
    """Return what a role can be held for: "a city and its boroughs"."""
    return str(_KINDS[kind])


def say_held_for(held: HeldRole | Invitation) -> str:
    """Return what a role is held (or offered) for: the name of its city or network, else "the whole library"."""
    language = get_language() or "en"
    if held.city is not None:
        return held.city.name_in(language)
    if held.network is not None:
        return held.network.name_in(language)
    return gettext("the whole library")


def say_held(held: HeldRole | Invitation) -> str:
    """Return a role with what it is held (or offered) for: "City coordinator, Bergen"."""
    return gettext("%(role)s, %(scope)s") % {"role": say_role(held.role), "scope": say_held_for(held)}
