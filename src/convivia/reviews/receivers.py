"""What the reviews room does when it hears of steps of the workflow."""

from typing import Any

from django.contrib.auth.models import User

from convivia.practices.rules import name_of
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import step_taken
from convivia.reviews.round_actions import close_with_step


def connect() -> None:
    """Listen to the steps of practices from now on."""
    step_taken.connect(close_round, dispatch_uid="reviews.close_round")


def close_round(*, practice_id: int, step: Step, by: User | None, reason: str, **signal: Any) -> None:
    """Close the open round of a practice that was taken out of review by another way than the round's own page."""
    close_with_step(practice_id=practice_id, step=step, by=name_of(by) if by else "set time", reason=reason)
