"""Reads of long lists: in their order, or by what changed last."""

from collections.abc import Collection, Sequence
from itertools import islice

from convivia.practices.models import Practice
from convivia.practices.queries import with_beside, with_everything

# So many ids go into one statement; more are picked out of all.
_NAMED_AT_MOST = 500


def practices_in_order(ids: Sequence[int]) -> list[Practice]:
    """Return the practices `ids` with everything, in that order, in a fixed number of queries.

    What is gone or has no text yet is left out. The texts of some hundred practices fit into memory; for more, ask in
    parts.
    """
    found = with_beside(with_everything(Practice.objects.all())).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found and found[pk].texts.all()]


def changed_last(ids: Collection[int], *, offset: int, limit: int) -> list[int]:
    """Return `limit` of the practices `ids` from `offset` on, those whose content changed last first; one query."""
    ordered = Practice.objects.order_by("-updated_at", "-pk").values_list("pk", flat=True)
    if len(ids) <= _NAMED_AT_MOST:
        return list(ordered.filter(pk__in=ids)[offset : offset + limit])
    wanted = frozenset(ids)
    return list(islice((pk for pk in ordered.iterator() if pk in wanted), offset, offset + limit))
