"""Rounds: opened, readers asked and let go, decided; blind until all are in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convivia.people.models import HeldRole
from convivia.practices.models import Event
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import NotPossible, ReasonMissing, take_step
from convivia.reviews.judgement_actions import (
    Contradiction,
    NotComplete,
    SavedElsewhere,
    Written,
    begin_reading,
    decline,
    give_judgement,
    save_judgement,
)
from convivia.reviews.models import Assignment, Judgement, ReviewEvent, Round
from convivia.reviews.queries import assignment_of, candidates, judgements_visible_to, may_know_names, round_to_read
from convivia.reviews.round_actions import (
    AlreadyAsked,
    BadDate,
    EnoughReaders,
    NotToBeAsked,
    RoundClosed,
    ask,
    decide,
    open_round,
    postpone,
    release,
)
from convivia.reviews.rules import Conflict
from convivia.reviews.signals import reader_asked, readers_done
from tests.desk.conftest import give, make_account
from tests.making import make_place
from tests.reviews.conftest import written

pytestmark = pytest.mark.django_db


def hand_in(assignment, by, **values):
    return give_judgement(assignment=assignment, written=written(**values), version=0, by=by)


def seen(person, found):
    return [one.assignment.reviewer.username for one in judgements_visible_to(person, found)]


def test_a_round_begins_the_review_of_what_was_handed_in(opened, editor):
    found = opened()
    practice = found.practice
    assert (practice.state, found.revision.step, found.title) == (State.IN_REVIEW, "submit", "A sample practice")
    assert [event.kind for event in Event.objects.filter(practice=practice.public_id)][:1] == ["begin-review"]
    with pytest.raises(NotPossible):
        open_round(practice=practice, due=found.due, by=editor)


@pytest.mark.parametrize("days", [-1, 184])
def test_a_deadline_is_ahead_but_not_far(handed_in, editor, days):
    practice = handed_in()
    with pytest.raises(BadDate):
        open_round(practice=practice, due=timezone.localdate() + timedelta(days=days), by=editor)
    practice.refresh_from_db()
    assert practice.state == State.SUBMITTED


@pytest.mark.parametrize(
    "who", ["contributor", "coordinator", "neighbour", "reviewer", "reader", "stranger", "translator"]
)
def test_only_editors_open_rounds_ask_and_decide(opened, handed_in, reviewer, editor, who, request, in_weeks):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        open_round(practice=handed_in(), due=in_weeks(3), by=person)
    found = opened()
    assignment = ask(found=found, reviewer=reviewer, by=editor)
    for action in (
        lambda: ask(found=found, reviewer=reviewer, by=person),
        lambda: release(assignment=assignment, by=person),
        lambda: postpone(assignment=assignment, due=in_weeks(4), by=person),
        lambda: decide(found=found, step=Step.ACCEPT, by=person, reason="So."),
    ):
        with pytest.raises(NotAllowed):
            action()


def test_who_belongs_to_the_city_is_not_asked(
    opened, editor, city, network, coordinator, contributor, stranger, other_city
):
    found = opened()
    for person, role, conflict in (
        (coordinator, "reviewer", Conflict.OWN_CITY),
        (contributor, "reviewer", Conflict.OWN_WORK),
        (stranger, None, Conflict.NOT_A_REVIEWER),
    ):
        if role:
            give(person, role)
            vars(person).pop("_held_roles", None)
        with pytest.raises(NotToBeAsked) as caught:
            ask(found=found, reviewer=person, by=editor)
        assert caught.value.conflict == conflict
    give(stranger, "reviewer")
    vars(stranger).pop("_held_roles")
    give(stranger, "network-coordinator", network=network)
    with pytest.raises(NotToBeAsked) as caught:
        ask(found=found, reviewer=stranger, by=editor)
    assert caught.value.conflict == Conflict.OWN_CITY
    HeldRole.objects.filter(user=stranger, role="network-coordinator").delete()
    give(stranger, "city-coordinator", city=other_city)
    vars(stranger).pop("_held_roles")
    assert ask(found=found, reviewer=stranger, by=editor).state == "asked"


def test_candidates_are_listed_with_what_ties_them(opened, editor, reviewer, second, coordinator):
    give(coordinator, "reviewer")
    found = opened()
    ask(found=found, reviewer=second, by=editor)
    with CaptureQueriesContext(connection) as few:
        rows = candidates(found.practice, found.revision, found)
    assert [(row.name, row.waiting, row.tie) for row in rows] == [
        ("reviewer", 0, None),
        ("coordinator", 0, Conflict.OWN_CITY),
    ]
    assert [row.name for row in candidates(found.practice, found.revision)] == ["reviewer", "second", "coordinator"]
    for number in range(3):
        give(make_account(f"reader-{number}"), "reviewer")
    with CaptureQueriesContext(connection) as many:
        assert len(candidates(found.practice, found.revision, found)) == 5
    assert len(many) == len(few)


def test_who_may_not_read_any_more(opened, editor, reviewer, city):
    assignment = ask(found=opened(), reviewer=reviewer, by=editor)
    assert assignment_of(reviewer, assignment.pk) == assignment
    assert assignment_of(editor, assignment.pk) is None
    give(reviewer, "contributor", city=city)
    vars(reviewer).pop("_held_roles")
    assert assignment_of(reviewer, assignment.pk) is None
    with pytest.raises(NotAllowed):
        hand_in(assignment, reviewer)


def test_who_answers_for_the_whole_city_does_not_judge_its_borough(opened, editor, stranger, city):
    whole = make_place("wholeton")
    city.parent = make_place("quarter", parent=whole)
    city.save()
    give(give(stranger, "reviewer"), "city-coordinator", city=whole)
    with pytest.raises(NotToBeAsked) as caught:
        ask(found=opened(), reviewer=stranger, by=editor)
    assert caught.value.conflict == Conflict.OWN_CITY


def test_as_many_readers_as_wanted(opened, editor, reviewer, second, third):
    found = opened()
    first = ask(found=found, reviewer=reviewer, by=editor)
    with pytest.raises(AlreadyAsked):
        ask(found=found, reviewer=reviewer, by=editor)
    ask(found=found, reviewer=second, by=editor)
    with pytest.raises(EnoughReaders):
        ask(found=found, reviewer=third, by=editor)
    decline(assignment=first, reason="No time.", by=reviewer)
    assert ask(found=found, reviewer=third, by=editor).position == 3
    with pytest.raises(AlreadyAsked):
        ask(found=found, reviewer=reviewer, by=editor)


def test_to_decline_needs_a_reason(opened, editor, reviewer):
    assignment = ask(found=opened(), reviewer=reviewer, by=editor)
    with pytest.raises(ReasonMissing):
        decline(assignment=assignment, reason=" ", by=reviewer)
    decline(assignment=assignment, reason="On leave.", by=reviewer)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.decline_reason) == ("declined", "On leave.")
    with pytest.raises(RoundClosed):
        begin_reading(assignment=assignment, by=reviewer)


def test_a_draft_is_saved_once_for_two_windows(opened, editor, reviewer):
    assignment = ask(found=opened(), reviewer=reviewer, by=editor)
    saved = save_judgement(assignment=assignment, written=Written({"need": 3}), version=0, by=reviewer)
    assignment.refresh_from_db()
    assert (saved.version, assignment.state) == (1, "begun")
    with pytest.raises(SavedElsewhere) as caught:
        save_judgement(assignment=assignment, written=Written(), version=0, by=reviewer)
    assert caught.value.current.scores == {"need": 3}
    saved = save_judgement(assignment=assignment, written=Written({"need": 1}), version=1, by=reviewer)
    assert (saved.version, saved.scores, seen(editor, assignment.round)) == (2, {"need": 1}, [])


def test_what_a_judgement_needs(opened, editor, reviewer):
    assignment = ask(found=opened(), reviewer=reviewer, by=editor)
    with pytest.raises(NotComplete) as caught:
        give_judgement(assignment=assignment, written=Written({"need": 3}), version=0, by=reviewer)
    assert (caught.value.missing[0], caught.value.missing[-1], "need" in caught.value.missing) == (
        "intercultural",
        "recommendation",
        False,
    )
    with pytest.raises(ReasonMissing):
        hand_in(assignment, reviewer, recommendation="refuse", reason="")
    with pytest.raises(Contradiction) as contradicted:
        hand_in(assignment, reviewer, dignity=False)
    assert contradicted.value.criteria == ("dignity",)
    assert Judgement.objects.count() == 0
    hand_in(assignment, reviewer)
    with pytest.raises(RoundClosed):
        hand_in(assignment, reviewer)


def test_readers_are_blind_until_both_are_in(
    opened, editor, reviewer, second, contributor, coordinator, neighbour, stranger
):
    found = opened()
    one, two = (ask(found=found, reviewer=person, by=editor) for person in (reviewer, second))
    save_judgement(assignment=two, written=Written({"need": 0}), version=0, by=second)
    hand_in(one, reviewer)
    assert {person.username: seen(person, found) for person in (reviewer, second, editor, contributor, neighbour)} == {
        "reviewer": ["reviewer"],
        "second": ["second"],
        "editor": ["reviewer"],
        "contributor": [],
        "neighbour": [],
    }
    give_judgement(assignment=two, written=written(), version=1, by=second)
    assert seen(reviewer, found) == seen(second, found) == seen(editor, found) == ["reviewer", "second"]
    assert seen(contributor, found) == []
    found = decide(found=found, step=Step.ACCEPT, by=editor)
    assert [seen(person, found) for person in (contributor, coordinator)] == [["reviewer", "second"]] * 2
    assert [seen(person, found) for person in (neighbour, stranger)] == [[], []]


def test_an_editor_who_reads_is_as_blind(opened, editor, second, administrator):
    give(administrator, "reviewer")
    found = opened()
    one = ask(found=found, reviewer=administrator, by=editor)
    two = ask(found=found, reviewer=second, by=editor)
    hand_in(two, second)
    assert (seen(administrator, found), may_know_names(administrator, found)) == ([], False)
    with pytest.raises(NotAllowed):
        decide(found=found, step=Step.ACCEPT, by=administrator, reason="I know best.")
    hand_in(one, administrator)
    assert seen(administrator, found) == ["administrator", "second"]


def test_the_author_does_not_learn_names_unless_the_round_says_so(opened, editor, contributor, reviewer):
    found, open_one = opened(), opened(shows_names=True)
    assert [may_know_names(person, found) for person in (contributor, reviewer, editor)] == [False, False, True]
    assert [may_know_names(person, open_one) for person in (contributor, reviewer, editor)] == [True, True, True]
    assert [round_to_read(person, found.pk) for person in (editor, contributor, reviewer)] == [found, None, None]


def test_a_disagreement_asks_a_third(opened, editor, reviewer, second, third, django_capture_on_commit_callbacks):
    heard = []
    readers_done.connect(lambda **news: heard.append(news["is_disagreement"]), weak=False, dispatch_uid="test")
    found = opened()
    one, two = (ask(found=found, reviewer=person, by=editor) for person in (reviewer, second))
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(one, reviewer, score=4)
        hand_in(two, second, score=1)
    readers_done.disconnect(dispatch_uid="test")
    found.refresh_from_db()
    assert (heard, found.readers_needed) == ([True], 3)
    with pytest.raises(ReasonMissing):
        decide(found=found, step=Step.ACCEPT, by=editor)
    three = ask(found=found, reviewer=third, by=editor)
    assert seen(third, found) == []
    assert seen(reviewer, found) == ["reviewer"]  # somebody is waited for again
    hand_in(three, third)
    assert decide(found=found, step=Step.ACCEPT, by=editor).outcome == "accepted"


def test_one_reader_is_enough_where_the_round_says_so(opened, editor, reviewer):
    found = opened(1)
    hand_in(ask(found=found, reviewer=reviewer, by=editor), reviewer)
    found = decide(found=found, step=Step.ACCEPT, by=editor)
    assert (found.outcome, found.practice.state) == ("accepted", State.ACCEPTED)
    with pytest.raises(RoundClosed):
        decide(found=found, step=Step.ACCEPT, by=editor)


def test_to_decide_before_all_are_in_needs_a_reason(opened, editor, reviewer, second):
    found = opened()
    waiting = ask(found=found, reviewer=reviewer, by=editor)
    for step in (Step.ACCEPT, Step.ASK_CHANGES):
        with pytest.raises(ReasonMissing):
            decide(found=found, step=step, by=editor)
    decide(found=found, step=Step.ASK_CHANGES, by=editor, reason="Say who paid for it.")
    waiting.refresh_from_db()
    found.refresh_from_db()
    assert (waiting.state, found.outcome, found.reason) == ("released", "changes-asked", "Say who paid for it.")
    assert Event.objects.get(kind="ask-changes").reason == "Say who paid for it."
    with pytest.raises(ValueError, match="publish"):
        decide(found=found, step=Step.PUBLISH, by=editor)


def test_a_step_taken_elsewhere_closes_the_round(opened, editor, django_capture_on_commit_callbacks):
    found = opened()
    with django_capture_on_commit_callbacks(execute=True):
        take_step(practice=found.practice, step=Step.ACCEPT, by=editor)
    found.refresh_from_db()
    assert (found.outcome, found.decided_by) == ("accepted", "editor")
    with django_capture_on_commit_callbacks(execute=True):
        practice = take_step(practice=found.practice, step=Step.REOPEN, by=editor)
    again = open_round(practice=practice, due=timezone.localdate(), by=editor)
    assert Round.objects.filter(closed_at__isnull=True).get() == again


def test_a_reader_can_be_let_go_and_given_time(opened, editor, reviewer, in_weeks):
    assignment = ask(found=opened(), reviewer=reviewer, by=editor)
    assert postpone(assignment=assignment, due=in_weeks(5), by=editor).due == in_weeks(5)
    release(assignment=assignment, by=editor)
    with pytest.raises(RoundClosed):
        release(assignment=assignment, by=editor)
    with pytest.raises(RoundClosed):
        postpone(assignment=assignment, due=in_weeks(5), by=editor)
    assert assignment_of(reviewer, assignment.pk) is None


def test_every_step_is_noted_and_told(opened, editor, reviewer, django_capture_on_commit_callbacks):
    heard = []
    reader_asked.connect(lambda **news: heard.append(news["assignment_id"]), weak=False, dispatch_uid="test")
    with django_capture_on_commit_callbacks(execute=True):
        found = opened(1)
        assignment = ask(found=found, reviewer=reviewer, by=editor)
        begin_reading(assignment=assignment, by=reviewer)
        hand_in(assignment, reviewer)
        decide(found=found, step=Step.ACCEPT, by=editor)
    reader_asked.disconnect(dispatch_uid="test")
    assert heard == [assignment.pk]
    events = ReviewEvent.objects.order_by("id").values_list("kind", "by")
    assert list(events) == [
        ("opened", "editor"), ("asked", "editor"), ("begun", "reviewer"), ("given", "reviewer"), ("closed", "editor"),
    ]  # fmt: skip
    assert Assignment.objects.get().state == "done"
