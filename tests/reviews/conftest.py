# ruff: noqa: F401, F811 (fixtures of the desk are imported, and named again where they are used)
"""Who takes part in reviews: the standing actors of the desk, a second and a third reviewer, a practice handed in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from convivia.practices.models import Practice
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.reviews.criteria_actions import load_criteria
from convivia.reviews.judgement_actions import Written
from convivia.reviews.models import Assignment, Round
from convivia.reviews.queries import measures_of, newest_criteria
from convivia.reviews.round_actions import ask, open_round
from convivia.reviews.scoring import Group
from tests.desk.conftest import (
    administrator,
    city,
    contributor,
    coordinator,
    draft,
    editor,
    give,
    make_account,
    neighbour,
    network,
    network_coordinator,
    other_city,
    reader,
    reviewer,
    signed_in,
    stranger,
    translator,
    vocabularies,
)


@pytest.fixture
def criteria(db: None) -> None:
    load_criteria(by="tests")


@pytest.fixture
def second(db: None) -> User:
    return give(make_account("second"), "reviewer")


@pytest.fixture
def third(db: None) -> User:
    return give(make_account("third"), "reviewer")


@pytest.fixture
def in_weeks() -> Callable[[int], date]:
    return lambda weeks: timezone.localdate() + timedelta(weeks=weeks)


@pytest.fixture
def handed_in(draft: Callable[..., Practice], contributor: User, criteria: None) -> Callable[..., Practice]:
    """Return a practice of the city that was handed in."""

    def made(**text: object) -> Practice:
        return take_step(practice=draft(contributor, **text), step=Step.SUBMIT, by=contributor)

    return made


@pytest.fixture
def opened(handed_in: Callable[..., Practice], editor: User, in_weeks: Callable[[int], date]) -> Callable[..., Round]:
    """Open a round on a practice that was handed in; `text` is what the practice says."""

    def made(readers_wanted: int = 2, *, shows_names: bool = False, **text: object) -> Round:
        return open_round(
            practice=handed_in(**text),
            due=in_weeks(3),
            by=editor,
            readers_wanted=readers_wanted,
            shows_names=shows_names,
        )

    return made


def written(score: int = 3, recommendation: str = "accept", *, reason: str = "Because.", **scores: object) -> Written:
    """Return a whole judgement: yes to all of the exclusion group, `score` for the rest, and what `scores` says."""
    measures = measures_of(newest_criteria().pk)
    every = {one.key: True if one.group == Group.EXCLUSION else score for one in measures}
    named = {key.replace("_", "-"): value for key, value in scores.items()}
    return Written(every | named, {"need": "Well shown."}, recommendation, reason, "For editors.")  # type: ignore[arg-type]


@pytest.fixture
def asked(opened: Callable[..., Round], reviewer: User, second: User, editor: User) -> list[Assignment]:
    """A round with two readers who were asked."""
    found = opened(summary="What it does, in <b>words</b>.", answers={"purpose": "To meet.\n\nTo talk."})
    return [ask(found=found, reviewer=person, by=editor) for person in (reviewer, second)]
