"""News that the reviews room sends up the house, after commit."""

from django.dispatch import Signal

# Somebody was asked to read; with `assignment_id`.
reader_asked = Signal()
# All readers who were asked have handed in, or they disagree; with `round_id` and `is_disagreement`.
readers_done = Signal()
