"""What the search room does when it hears of changes. A trouble with the index never stops a change."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from convivia.places.models import Figure, Membership, Place, PlaceName
from convivia.places.queries import with_parts
from convivia.practices.actions import mark_unindexed
from convivia.practices.signals import practices_changed
from convivia.search.actions import index_practices, index_waiting
from convivia.search.doubles import compare_practices
from convivia.search.encoding import encode_practices

logger = logging.getLogger(__name__)

# A comparison for doubles takes up to a quarter of a second; more practices wait until an editor looks at them.
COMPARED_AT_ONCE = 3


def connect() -> None:
    """Listen to changed, new and deleted practices from now on, and to what is said of their places by hand."""
    practices_changed.connect(index_changed, dispatch_uid="search.index_changed")
    for model in (Place, PlaceName, Figure, Membership):
        for signal in (post_save, post_delete):
            signal.connect(place_changed, sender=model, dispatch_uid=f"search.place_changed.{model.__name__}")


def index_changed(*, practice_ids: Sequence[int], **signal: Any) -> None:
    """Index practices whose change is committed, words first; what fails stays pending for the next writer.

    A few of them are compared with all others at once, for doubles.
    """
    try:
        index_practices(ids=practice_ids)
        encode_practices(ids=practice_ids)
        if len(practice_ids) <= COMPARED_AT_ONCE:
            compare_practices(ids=practice_ids)
    except Exception:
        logger.exception("%s practices could not be indexed; they stay pending.", len(practice_ids))


def place_changed(*, instance: Place | PlaceName | Figure | Membership, created: bool = False, **signal: Any) -> None:
    """Have the practices of a place and its parts indexed again when its names, figures or networks change.

    Where they are many, those that are not indexed at once wait for the next writer.
    """
    if created and isinstance(instance, Place):
        return  # nothing happens there yet
    place_id = instance.pk if isinstance(instance, Place) else instance.place_id
    if place_id and mark_unindexed(place_ids=with_parts({place_id})):
        transaction.on_commit(index_marked)


def index_marked() -> None:
    """Index what waits; what fails stays pending for the next writer."""
    try:
        index_waiting()
    except Exception:
        logger.exception("Practices of a changed place could not be indexed; they stay pending.")
