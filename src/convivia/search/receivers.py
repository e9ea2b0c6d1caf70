"""What the search room does when it hears of changes. A trouble with the index never stops a change."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from convivia.practices.models import Practice
from convivia.practices.signals import practices_changed
from convivia.search.actions import index_practices

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to changed and deleted practices from now on."""
    practices_changed.connect(index_changed, dispatch_uid="search.index_changed")
    post_delete.connect(forget_deleted, sender=Practice, dispatch_uid="search.forget_deleted")


def index_changed(*, practice_ids: Sequence[int], **signal: Any) -> None:
    """Index practices whose change is committed; what fails stays pending for the next writer."""
    try:
        index_practices(ids=practice_ids)
    except Exception:
        logger.exception("%s practices could not be indexed; they stay pending.", len(practice_ids))


def forget_deleted(*, instance: Practice, **signal: Any) -> None:
    """Take a deleted practice from the index once the deletion is committed."""
    pk = instance.pk
    transaction.on_commit(lambda: index_changed(practice_ids=[pk]))
