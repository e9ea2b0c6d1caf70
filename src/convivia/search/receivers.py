"""What the search room does when it hears of changes. A trouble with the index never stops a change."""

import logging
from collections.abc import Sequence
from typing import Any

from convivia.practices.signals import practices_changed
from convivia.search.actions import index_practices
from convivia.search.encoding import encode_practices

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to changed, new and deleted practices from now on."""
    practices_changed.connect(index_changed, dispatch_uid="search.index_changed")


def index_changed(*, practice_ids: Sequence[int], **signal: Any) -> None:
    """Index practices whose change is committed, words first; what fails stays pending for the next writer."""
    try:
        index_practices(ids=practice_ids)
        encode_practices(ids=practice_ids)
    except Exception:
        logger.exception("%s practices could not be indexed; they stay pending.", len(practice_ids))
