"""Setting an advice aside, and taking it up again."""

from typing import cast

from django.contrib.auth.models import User
from django.db import transaction

from convivia.practices.advice_marks import mark_of
from convivia.practices.advising import advise_on
from convivia.practices.models import Practice, SetAside, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate, name_of
from convivia.practices.snapshots import Content


@transaction.atomic
def set_aside(*, practice: Practice, mark: str, by: User) -> SetAside | None:
    """Note that `by` has read the advice of that mark and leaves the text as it is; who did so first stays named.

    None, and nothing is noted, where the working copy has no such advice (any more). Raises `NotAllowed` for who may
    not write in the practice now.
    """
    _may(practice, by)
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is None:
        return None
    content = cast(Content, copy.content)
    if mark not in {mark_of(one, content) for one in advise_on(content, language=copy.language)}:
        return None
    return SetAside.objects.get_or_create(practice=practice, mark=mark, defaults={"by": name_of(by)})[0]


@transaction.atomic
def take_up(*, practice: Practice, mark: str, by: User) -> None:
    """Let an advice that was set aside be shown like any other again. Raises `NotAllowed` as above."""
    _may(practice, by)
    SetAside.objects.filter(practice=practice, mark=mark).delete()


def _may(practice: Practice, by: User) -> None:
    if not (may_edit(by, practice) or may_translate(by, practice)):
        raise NotAllowed
