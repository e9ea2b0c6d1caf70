"""News that the practices room sends up the house."""

from django.dispatch import Signal

# Sent after commit, with `practice_ids`: the database ids of practices whose content is new.
practices_changed = Signal()
