"""The public versions of a practice as a list: when each was published, and what was new in it, in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from convivia.practices.comparing import Difference
from convivia.practices.difference_words import say_in_short
from convivia.practices.history import Version, changes_of, versions
from convivia.practices.models import Practice

# So many versions stand on the page of the practice itself.
ON_ITS_PAGE = 3


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list: its address, what was new in it (`news`: which parts; `note`: in the words of
    who published it), and its comparison with the one before it."""

    number: int
    at: datetime
    url: str
    news: str
    note: str
    compare: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Past:
    """The newest versions of a practice, how many there are, and the address of them all."""

    lines: tuple[VersionLine, ...]
    count: int
    url: str


def newest_changes(practice: Practice, language: str) -> Past:
    """Return the newest versions of `practice`, the newest first."""
    found = versions(practice)
    return Past(
        lines=tuple(version_lines(practice, found, language, most=ON_ITS_PAGE)),
        count=len(found),
        url=reverse("website:versions", args=[practice.public_id]),
    )


def version_lines(
    practice: Practice, found: Sequence[Version], language: str, *, most: int | None = None
) -> list[VersionLine]:
    """Return the versions `found` of `practice` as lines, the newest first; the newest `most` alone, where given."""
    shown = found[-most:] if most else found
    before = found[-most - 1 :] if most else found
    news = changes_of(practice, before)
    return [_line(practice, one, news.get(one.number), language) for one in reversed(shown)]


def _line(practice: Practice, version: Version, news: Difference | None, language: str) -> VersionLine:
    compare = reverse("website:versions_compare", args=[practice.public_id])
    return VersionLine(
        number=version.number,
        at=version.at,
        url=reverse("website:version", args=[practice.public_id, version.number]),
        news=say_in_short(news, language) if news is not None else _("First version"),
        note=version.note,
        compare=f"{compare}?from={version.number - 1}&to={version.number}" if news else "",
        is_newest=version.is_newest,
    )
