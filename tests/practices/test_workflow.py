"""The workflow: every step from every state, by everybody, with practices of their own city and of others."""

from itertools import product
from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from convivia.people.roles import ROLES, Permission
from convivia.places.models import Membership, Network
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate, practices_within, steps_for
from convivia.practices.snapshots import Content, hide, show
from convivia.practices.workflow import EDITABLE, TRANSITIONS, WAITING_FOR, State, Step, steps_from
from convivia.practices.workflow_actions import NotPossible, ReasonMissing, keep_revision, step_taken, take_step
from convivia.practices.workflow_words import (
    ask_reason,
    describe_state,
    say_consequence,
    say_done,
    say_event,
    say_next,
    say_state,
    say_step,
)
from convivia.practices.writing_actions import Conflict, begin, save_draft
from convivia.questionnaires.actions import load_questionnaires
from convivia.vocabularies.actions import load_vocabularies
from tests.desk.conftest import complete_content, give, make_account
from tests.making import make_place

# Where each step leads, who takes it, and what it asks for. S: only while the public sees the practice; P: only if it
# has seen it; R: with a reason. Written down apart from the table of the code, so that nobody changes one by mistake.
TABLE = """
draft          submit        submitted      write
draft          discard       published      write      S
draft          discard       withdrawn      write      H
draft          withdraw      withdrawn      withdraw   S R
submitted      recall        draft          write
submitted      begin-review  in-review      assign
submitted      ask-changes   changes-asked  decide     R
submitted      accept        accepted       decide
submitted      withdraw      withdrawn      withdraw   S R
in-review      ask-changes   changes-asked  decide     R
in-review      accept        accepted       decide
in-review      withdraw      withdrawn      withdraw   S R
changes-asked  submit        submitted      write
changes-asked  discard       published      write      S
changes-asked  discard       withdrawn      write      H
changes-asked  withdraw      withdrawn      withdraw   S R
accepted       ask-changes   changes-asked  decide     R
accepted       reopen        in-review      decide
accepted       publish       published      publish
accepted       withdraw      withdrawn      withdraw   S R
published      revise        draft          write|translate
published      withdraw      withdrawn      withdraw   R
published      archive       archived       archive    R
withdrawn      revise        draft          write
withdrawn      archive       archived       archive    R
withdrawn      show-again    published      publish    P
archived       revise        draft          write
archived       show-again    published      publish    P
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
# States of the working copy, with whether the public sees the practice and whether it has ever seen it.
SITUATIONS = [
    (state, is_shown, was_shown)
    for state in State
    for is_shown, was_shown in ((True, True), (False, True), (False, False))
    if not (state == State.PUBLISHED and not is_shown) and not (state in (State.WITHDRAWN, State.ARCHIVED) and is_shown)
]


def expected(state, step, is_shown, was_shown):
    """Return (to, permissions of which one is enough, needs a reason) as the table above has it, or None."""
    for origin, name, to, permission, *marks in ROWS:
        fits = ("S" not in marks or is_shown) and ("H" not in marks or not is_shown) and ("P" not in marks or was_shown)
        if (origin, name) == (state, step) and fits:
            return State(to), frozenset(map(Permission, permission.split("|"))), "R" in marks
    return None


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_the_table_of_the_code_is_the_one_above(situation):
    state, is_shown, was_shown = situation
    found = steps_from(state, is_shown=is_shown, was_shown=was_shown)
    told = {step: (there.to, there.permissions, there.needs_reason) for step, there in found.items()}
    assert told == {step: row for step in Step if (row := expected(state, step, is_shown, was_shown))}


def test_no_state_is_without_a_way_out_and_none_is_out_of_reach():
    assert [s for s in SITUATIONS if not steps_from(s[0], is_shown=s[1], was_shown=s[2])] == []
    assert {transition.to for transition in TRANSITIONS.values()} == set(State)
    assert {step for _, step in TRANSITIONS} == set(Step)


def test_from_every_state_the_public_can_be_reached():
    reached = {State.PUBLISHED}
    while grown := {origin for (origin, _), there in TRANSITIONS.items() if there.to in reached} - reached:
        reached |= grown
    assert reached == set(State)


def test_it_is_said_whose_move_it_is():
    for state, permission in WAITING_FOR.items():
        assert permission in {there.permission for there in steps_from(state, is_shown=False).values()}, state
    assert {state for state in EDITABLE if WAITING_FOR[state] != Permission.WRITE} == set()


# Who holds which role for what, and which practices that reaches: O the city's own, B its borough's, M another city's
# of the network, N the network's, E another city's, L nobody's. `people/test_rules.py` shows that roles reach so.
HOLDERS = {
    "reader": ("library", ""),
    "contributor": ("city", "OB"),
    "translator": ("city", "OB"),
    "city-coordinator": ("city", "OB"),
    "network-coordinator": ("network", "OBMN"),
    "reviewer": ("library", "OBMNEL"),
    "editor": ("library", "OBMNEL"),
    "administrator": ("library", "OBMNEL"),
}


class Desk:
    """A desk with a holder of each role, somebody who holds nothing, and a practice of everybody's."""

    def __init__(self):
        load_vocabularies(by="tests")
        load_questionnaires(by="tests")
        city, member, other = make_place("sampleton"), make_place("samplestad"), make_place("otherby")
        borough = make_place("sampleton-north", parent=city)
        network = Network.objects.create(key="samples", names={"en": "Samples"}, source="tests")
        for place in (city, member):
            Membership.objects.create(network=network, place=place, source="tests")
        root = make_account("root", is_superuser=True)
        owners = {"O": city, "B": borough, "M": member, "N": None, "E": other, "L": None}
        self.practices = {
            whose: begin(
                by=root,
                language="en",
                edition="1",
                city=owner,
                network=network if whose == "N" else None,
                content=complete_content(owner or city),
            )
            for whose, owner in owners.items()
        }
        where = {"city": {"city": city}, "network": {"network": network}, "library": {}}
        self.holders = {role: give(make_account(role), role, **where[kind]) for role, (kind, _) in HOLDERS.items()}
        self.holders["nobody"] = make_account("nobody")

    def put(self, situation):
        """Set all practices in a situation, with a public revision where they have had one."""
        state, is_shown, was_shown = situation
        for practice in self.practices.values():
            copy = WorkingCopy.objects.get(practice=practice)
            if was_shown:
                content = cast(Content, copy.content)
                keep_revision(practice=practice, content=content, edition="1", step="publish", by="t", is_public=True)
                practice.published_at = timezone.now()
                show(practice, content)
            if state in (State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED):
                copy.delete()
            if was_shown and not is_shown:
                hide(practice)
            practice.state = state
            practice.save()


@pytest.fixture
def desk(db):
    return Desk()


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_step_by_everybody_with_everything(desk, situation):
    desk.put(situation)
    state = situation[0]
    taken, before = set(), {whose: traces(practice) for whose, practice in desk.practices.items()}
    for (role, actor), step, (whose, practice) in product(desk.holders.items(), Step, desk.practices.items()):
        row = expected(state, step, *situation[1:])
        may = bool(row) and role != "nobody" and whose in HOLDERS[role][1] and bool(row[1] & ROLES[role].permissions)
        assert (step in steps_for(actor, practice)) == may, (role, step, whose)
        if row is None or not may:
            with pytest.raises(NotAllowed if row else NotPossible):
                take_step(practice=practice, step=step, by=actor, reason="Because.")
            continue
        with transaction.atomic():
            check_step(practice, step, actor, *row)
            transaction.set_rollback(True)
        practice.refresh_from_db()
        taken.add((step, row[0]))
    # What was allowed was taken back; what was refused changed nothing and left no note.
    assert {whose: traces(practice) for whose, practice in desk.practices.items()} == before
    rows = {step: expected(state, step, *situation[1:]) for step in Step}
    assert taken == {(step, row[0]) for step, row in rows.items() if row}


def check_step(practice, step, actor, to, permission, needs_reason):
    """Take a step that is allowed: its one event says from where to where, and tables and state agree."""
    before = traces(practice)
    if needs_reason:
        with pytest.raises(ReasonMissing):
            take_step(practice=practice, step=step, by=actor, reason=" \n")
        assert traces(practice) == before
    taken = take_step(practice=practice, step=step, by=actor, reason=" Because. ", seen=State(before[0]))
    state, is_shown, _, _, events, copies = after = traces(practice)
    assert (state, taken.state, taken.is_shown) == (to, to, is_shown)
    (event,) = Event.objects.filter(practice=practice.public_id).order_by("-pk")[: events - before[4]]
    assert (event.kind, event.by, event.reason) == (step, actor.get_username(), "Because.")
    assert event.changes == {"state": [before[0], to]}
    assert copies == (to not in (State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED)), after
    assert is_shown == (to == State.PUBLISHED or (before[1] and to not in (State.WITHDRAWN, State.ARCHIVED)))
    assert bool(practice.texts.count()) == is_shown


def traces(practice):
    """Return what a step can change."""
    state, is_shown, revision = Practice.objects.values_list("state", "is_shown", "revision").get(pk=practice.pk)
    return (
        state,
        is_shown,
        revision,
        Revision.objects.filter(practice=practice).count(),
        Event.objects.filter(practice=practice.public_id).count(),
        WorkingCopy.objects.filter(practice=practice).count(),
    )


@pytest.mark.parametrize("state", State)
def test_who_may_write_in_which_state(desk, state):
    is_shown = state == State.PUBLISHED
    for (role, actor), (whose, practice) in product(desk.holders.items(), desk.practices.items()):
        practice.state, practice.is_shown = state, is_shown
        held = ROLES[role].permissions if role != "nobody" and whose in HOLDERS[role][1] else frozenset()
        waits = state in (State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED)
        assert may_edit(actor, practice) == (
            (state in (State.DRAFT, State.CHANGES_ASKED) and Permission.WRITE in held)
            or (waits and Permission.DECIDE in held)
        ), (role, whose)
        assert may_translate(actor, practice) == (
            state in (State.DRAFT, State.CHANGES_ASKED) and Permission.TRANSLATE in held
        ), (role, whose)


def test_what_lists_show_is_what_may_be_done(desk):
    for (role, actor), permission in product(desk.holders.items(), Permission):
        found = set(practices_within(actor, permission).values_list("pk", flat=True))
        reached = HOLDERS[role][1] if role != "nobody" and permission in ROLES[role].permissions else ""
        assert found == {desk.practices[whose].pk for whose in reached}, (role, permission)
    assert not practices_within(AnonymousUser(), Permission.WRITE).exists()


@pytest.mark.parametrize(("state", "is_shown"), [(state, shown) for state in State for shown in (True, False)], ids=str)
def test_the_database_ties_the_state_to_what_the_public_sees(desk, state, is_shown):
    impossible = is_shown if state in (State.WITHDRAWN, State.ARCHIVED) else state == State.PUBLISHED and not is_shown
    practices = Practice.objects.filter(pk=desk.practices["O"].pk)
    with transaction.atomic():
        if impossible:
            with pytest.raises(IntegrityError):
                practices.update(state=state, is_shown=is_shown)
        else:
            practices.update(state=state, is_shown=is_shown)
        transaction.set_rollback(True)
    with transaction.atomic():
        shown = {"state": state, "is_shown": state == State.PUBLISHED}
        if state == State.ACCEPTED:
            practices.update(**shown, publish_at=timezone.now())
        else:
            with pytest.raises(IntegrityError):
                practices.update(**shown, publish_at=timezone.now())
        transaction.set_rollback(True)


def test_a_state_that_there_is_not_is_refused(desk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.update(state="lost")


def test_what_was_never_public_can_be_given_up_and_taken_up_again(desk):
    contributor, practice = desk.holders["contributor"], desk.practices["O"]
    written = WorkingCopy.objects.get(practice=practice).content
    practice = take_step(practice=practice, step=Step.DISCARD, by=contributor, reason="Begun twice.")
    assert (practice.state, practice.hidden_reason, practice.published_at) == (State.WITHDRAWN, "Begun twice.", None)
    assert set(steps_for(desk.holders["editor"], practice)) == {Step.REVISE, Step.ARCHIVE}
    take_step(practice=practice, step=Step.REVISE, by=contributor)
    copy = WorkingCopy.objects.get(practice=practice)
    assert (copy.content, copy.author) == (written, contributor)


def test_a_form_left_open_does_not_save_over_a_later_copy(desk):
    contributor, editor, practice = desk.holders["contributor"], desk.holders["editor"], desk.practices["O"]
    old = WorkingCopy.objects.get(practice=practice)
    for step, by in ((Step.SUBMIT, contributor), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=by)
    take_step(practice=practice, step=Step.REVISE, by=contributor)
    with pytest.raises(Conflict):
        save_draft(practice=practice, content=old.content | {"source": "Old"}, version=old.version, by=contributor)


def test_who_saw_another_state_or_version_is_told(desk):
    editor, practice = desk.holders["editor"], desk.practices["O"]
    version = WorkingCopy.objects.get(practice=practice).version
    for seen, at in ((State.SUBMITTED, None), (State.DRAFT, version + 1)):
        with pytest.raises(NotPossible):
            take_step(practice=practice, step=Step.SUBMIT, by=editor, seen=seen, version=at)
    assert take_step(practice=practice, step=Step.SUBMIT, by=editor, seen=State.DRAFT, version=version).state == (
        State.SUBMITTED
    )


def test_the_news_of_a_step_goes_up_after_commit(desk, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, **news):
        heard.append({key: news[key] for key in ("practice_id", "step", "by", "reason")})

    step_taken.connect(listen)
    try:
        practice, contributor = desk.practices["O"], desk.holders["contributor"]
        with django_capture_on_commit_callbacks(execute=True):
            take_step(practice=practice, step=Step.SUBMIT, by=contributor, reason="New. ")
            assert heard == []
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotPossible):
            take_step(practice=practice, step=Step.SUBMIT, by=contributor)
    finally:
        step_taken.disconnect(listen)
    assert heard == [{"practice_id": practice.pk, "step": Step.SUBMIT, "by": contributor, "reason": "New."}]


def test_steps_for_a_list_take_no_further_queries(desk):
    editor = desk.holders["editor"]
    practices = list(Practice.objects.all())
    steps_for(editor, practices[0])
    with CaptureQueriesContext(connection) as queries:
        for practice in practices:
            steps_for(editor, practice)
    assert len(queries) == 0


def test_every_state_step_and_event_has_words():
    with translation.override("en"):
        for say, keys in (
            (say_state, State),
            (describe_state, State),
            (say_step, Step),
            (say_consequence, Step),
            (say_done, Step),
        ):
            assert len({say(key) for key in keys}) == len(keys), say.__name__
        asked = {step for (_, step), there in TRANSITIONS.items() if there.needs_reason}
        assert [step for step in asked if not ask_reason(step)] == []
        assert ask_reason(Step.ACCEPT) == ""
        for state in State:
            assert say_next(state, is_my_move=True) and say_next(state, is_my_move=False)
            assert (say_next(state, is_my_move=True) != say_next(state, is_my_move=False)) == (state in WAITING_FOR)
        assert say_event("submit") == "Handed in"
        assert say_event("something-else") == "something-else"
    with pytest.raises(ValueError, match="lost"):
        say_state("lost")
