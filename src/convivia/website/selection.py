"""A choice of practices that stands in an address: `?id=…&id=…`, in the reader's order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.practices.ids import is_public_id

# As much of a wrong id as is shown again, and how many of them.
SHOWN, NAMED = 40, 5
# So many different ids are read from one address.
READ = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Public ids in the order of the address, each once, with what of the address was not taken: ids given twice,
    ids that name no practice, ids beyond the most that fit (`most`), and how many nobody looked at (`unread`).

    `merged` are records that were made one with another since the address was made, each with the one that is shown in
    its place."""

    ids: tuple[str, ...]
    most: int
    doubled: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    unread: int = 0
    merged: tuple[tuple[str, str], ...] = ()

    def led(self, leads: Mapping[str, str]) -> "Selection":
        """Return the selection with what merged records lead to in their place, each practice once."""
        given = (*self.ids, *self.beyond)
        ids = tuple(dict.fromkeys(leads.get(one, one) for one in given))
        merged = tuple((one, leads[one]) for one in given if one in leads)
        return replace(self, ids=ids[: self.most], beyond=ids[self.most :], merged=merged)

    def known(self, found: Iterable[str]) -> "Selection":
        """Return the selection without the ids that are not among `found`; at most `most` of the others are kept."""
        there = set(found)
        ids = [one for one in (*self.ids, *self.beyond) if one in there]
        missing = [one for one in (*self.ids, *self.beyond) if one not in there]
        return replace(
            self, ids=tuple(ids[: self.most]), beyond=tuple(ids[self.most :]), unknown=(*self.unknown, *missing)
        )

    def without(self, public_id: str) -> tuple[str, ...]:
        """Return the ids but for one."""
        return tuple(one for one in self.ids if one != public_id)

    def moved(self, public_id: str, places: int) -> tuple[str, ...]:
        """Return the ids with one of them moved by so many places towards the end (negative: the beginning)."""
        ids = list(self.without(public_id))
        ids.insert(max(0, self.ids.index(public_id) + places), public_id)
        return tuple(ids)


def read_selection(values: Sequence[str], *, most: int) -> Selection:
    """Return the choice that the values of `id` make; nothing is dropped in silence, empty values alone are none."""
    given = [value.strip() for value in values if value.strip()]
    different = list(dict.fromkeys(given))
    once = different[:READ]
    ids = [value for value in once if is_public_id(value)]
    return Selection(
        ids=tuple(ids[:most]),
        most=most,
        doubled=tuple(dict.fromkeys(value for value in once if given.count(value) > 1)),
        unknown=tuple(value for value in once if not is_public_id(value)),
        beyond=tuple(ids[most:]),
        unread=len(different) - len(once),
    )


def id_query(ids: Iterable[str], **further: str) -> str:
    """Return a query string that names `ids`, and what else is given and not empty; "" for nothing at all."""
    pairs = [*(("id", one) for one in ids), *((name, value) for name, value in further.items() if value)]
    return f"?{urlencode(pairs)}" if pairs else ""


def say_troubles(selection: Selection) -> list[str]:
    """Return what the reader should know about ids that were given and not taken, in words; the ones beyond the most
    that fit are said by the page, which can name them."""
    said = []
    if selection.unknown:
        shown = ", ".join(f"“{one[:SHOWN]}”" for one in selection.unknown[:NAMED])
        count = len(selection.unknown)
        text = ngettext(
            "No practice has the id %(ids)s. Perhaps the address has a slip in it, or the practice was deleted.",
            "No practice has one of these ids: %(ids)s. Perhaps the address has a slip in it, or they were deleted.",
            count,
        )
        said.append(text % {"ids": shown if count <= NAMED else f"{shown} …"})
    if selection.doubled:
        said.append(_("A practice stood in the address more than once. It is shown once."))
    if selection.merged:
        said.append(
            ngettext(
                "A record that the address names was made one with another. That one is shown in its place.",
                "Records that the address names were made one with others. Those are shown in their place.",
                len(selection.merged),
            )
        )
    if selection.unread:
        text = _("The address names too many practices. The first %(count)d were looked at.")
        said.append(text % {"count": READ})
    return said
