"""The log of reviews."""

from convivia.reviews.models import ReviewEvent, Round


def note(found: Round, kind: ReviewEvent.Kind, by: str, about: str = "") -> None:
    """Note what was done in a round."""
    ReviewEvent.objects.create(kind=kind, practice=found.practice.public_id, round=found.pk, about=about[:200], by=by)
