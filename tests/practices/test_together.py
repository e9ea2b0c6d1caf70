"""Several people at once, in threads with connections of their own: one wins, the others are told, nothing is lost."""

import sqlite3
import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.utils import timezone

from convivia.practices.actions import save_practices
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import (
    NotPossible,
    Outdated,
    publish_when_due,
    restore,
    schedule,
    take_step,
)
from convivia.practices.writing_actions import Conflict, Held, begin, let_go, save_draft, take_over
from convivia.vocabularies.actions import load_vocabularies
from tests.desk.conftest import complete_content, give, make_account
from tests.making import make_place, make_practice, practice_record, text_record

TOGETHER = 6


@pytest.fixture
def shared(transactional_db, tmp_path, settings):
    """A database that several threads can open: PostgreSQL as it is, SQLite in a file instead of in memory."""
    settings.SEARCH_INDEX = tmp_path / "index"
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name, path = connection.connection, connection.settings_dict["NAME"], tmp_path / "shared.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def people(shared):
    """Two contributors, a coordinator and two editors of a city; the first one has begun a practice."""
    load_vocabularies(by="tests")
    city = make_place("sampleton")
    roles = {"ann": "contributor", "ben": "contributor", "cleo": "city-coordinator", "dora": "editor", "emil": "editor"}
    found = {
        name: give(make_account(name), role, **({} if role == "editor" else {"city": city}))
        for name, role in roles.items()
    }
    practice = begin(by=found["ann"], language="en", edition="1", city=city, content=complete_content(city))
    return found, practice


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or raised comes back, in their order."""
    start, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(number, action):
        try:
            start.wait(10)
            results[number] = action()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def who(name):
    """Return an account as a request of its own reads it."""
    return User.objects.get(username=name)


def saying(content, title):
    return content | {"texts": {"en": content["texts"]["en"] | {"title": title}}}


def saver(practice, name, title, *, over=False):
    """Return an action: save a title over the version that is there now, in a request of its own."""
    read = WorkingCopy.objects.get(practice=practice)

    def save():
        mine = Practice.objects.get(pk=practice.pk)
        if over:
            take_over(practice=mine, by=who(name))
        return save_draft(practice=mine, content=saying(read.content, title), version=read.version, by=who(name))

    return save


def stepper(practice, name, step, **values):
    def take():
        return take_step(practice=Practice.objects.get(pk=practice.pk), step=step, by=who(name), **values)

    return take


def publish(practice, people):
    for step, name in ((Step.SUBMIT, "ann"), (Step.ACCEPT, "dora"), (Step.PUBLISH, "dora")):
        practice = take_step(practice=practice, step=step, by=people[name])
    return practice


def everything_kept(practice):
    """Return all that is kept of what was written: the working copy, revisions, and what saves replaced."""
    kept = [str(copy.content) for copy in WorkingCopy.objects.filter(practice=practice)]
    kept += [str(revision.content) for revision in Revision.objects.filter(practice=practice)]
    kept += [str(event.changes) for event in Event.objects.filter(practice=practice.public_id)]
    return "\n".join(kept)


def of(kind, results):
    return [one for one in results if isinstance(one, kind)]


def test_of_many_who_save_the_same_version_one_wins_and_the_others_see_it(people):
    _, practice = people
    titles = [f"Title {number}" for number in range(TOGETHER)]
    results = at_once(*(saver(practice, ("ann", "ben", "cleo")[n % 3], title) for n, title in enumerate(titles)))
    (winner,) = of(WorkingCopy, results)
    lost = of((Conflict, Held), results)
    assert len(lost) == TOGETHER - 1, results
    stored = WorkingCopy.objects.get(practice=practice)
    assert (stored.version, stored.content) == (2, winner.content)
    assert {(error.current.version, error.current.content["texts"]["en"]["title"]) for error in lost} == {
        (2, winner.content["texts"]["en"]["title"])
    }
    (event,) = Event.objects.filter(kind="saved")
    assert event.changes == {"title/en": ["A sample practice", winner.content["texts"]["en"]["title"]]}


def test_who_takes_over_does_not_write_over_what_was_saved_meanwhile(people):
    _, practice = people
    results = at_once(saver(practice, "ann", "Ann's"), saver(practice, "cleo", "Cleo's", over=True))
    (winner,) = of(WorkingCopy, results)
    assert len(of((Conflict, Held), results)) == 1, results
    assert winner.content["texts"]["en"]["title"] in everything_kept(practice)
    # Whoever comes second reads what is there and saves on: what the first one wrote is kept.
    second = "cleo" if winner.edited_by == "ann" else "ann"
    saver(practice, second, "The second's", over=True)()
    assert winner.content["texts"]["en"]["title"] in everything_kept(practice)


def test_of_many_who_take_the_same_step_one_does(people):
    found, practice = people
    take_step(practice=practice, step=Step.SUBMIT, by=found["ann"])
    names = ("dora", "emil")
    results = at_once(*(stepper(practice, names[n % 2], Step.ACCEPT) for n in range(TOGETHER)))
    assert (len(of(Practice, results)), len(of(NotPossible, results))) == (1, TOGETHER - 1), results
    assert Event.objects.filter(kind="accept").count() == 1


def test_of_two_who_decide_differently_one_does(people):
    found, practice = people
    take_step(practice=practice, step=Step.SUBMIT, by=found["ann"])
    results = at_once(
        stepper(practice, "dora", Step.ACCEPT, seen=State.SUBMITTED),
        stepper(practice, "emil", Step.ASK_CHANGES, reason="A period is missing.", seen=State.SUBMITTED),
        stepper(practice, "ann", Step.RECALL, seen=State.SUBMITTED),
    )
    (winner,) = of(Practice, results)
    assert len(of(NotPossible, results)) == 2, results
    assert Practice.objects.get().state == winner.state
    assert Event.objects.filter(kind__in=["accept", "ask-changes", "recall"]).count() == 1


@pytest.mark.parametrize("attempt", range(4))
def test_one_saves_while_another_hands_in(people, attempt):
    _, practice = people
    results = at_once(saver(practice, "ben", "Saved at the last moment"), stepper(practice, "ann", Step.SUBMIT))
    assert len(of(Practice, results)) == 1, results
    assert Practice.objects.get().state == State.SUBMITTED
    handed_in = Revision.objects.get(step="submit").content
    copy = WorkingCopy.objects.get()
    assert handed_in == copy.content
    saved = bool(of(WorkingCopy, results))
    assert (copy.content["texts"]["en"]["title"] == "Saved at the last moment") == saved
    assert saved or of(NotAllowed, results)


@pytest.mark.parametrize("attempt", range(4))
def test_one_hands_in_what_another_is_changing_and_says_which_version(people, attempt):
    _, practice = people
    results = at_once(
        saver(practice, "ben", "Another title"), stepper(practice, "ann", Step.SUBMIT, seen=State.DRAFT, version=1)
    )
    state = Practice.objects.get().state
    if of(NotPossible, results):  # the save came first: what ann saw is not what she would hand in
        assert (state, len(of(WorkingCopy, results))) == (State.DRAFT, 1)
    else:
        assert (state, len(of(NotAllowed, results))) == (State.SUBMITTED, 1)


@pytest.mark.parametrize("attempt", range(4))
def test_an_editor_mends_while_another_publishes(people, attempt):
    found, practice = people
    for step, name in ((Step.SUBMIT, "ann"), (Step.ACCEPT, "dora")):
        practice = take_step(practice=practice, step=step, by=found[name])
    results = at_once(saver(practice, "emil", "Mended"), stepper(practice, "dora", Step.PUBLISH))
    assert len(of(Practice, results)) == 1, results
    shown = Practice.objects.get()
    saved = bool(of(WorkingCopy, results))
    assert (shown.state, shown.texts.get().title == "Mended") == (State.PUBLISHED, saved)
    assert saved or of(NotAllowed, results)


def import_of(summary):
    def bring():
        text = text_record(external_id="x1", title="", summary=summary)  # it says nothing of the title
        return save_practices(records=[practice_record(text)], by="import")[0]

    return bring


@pytest.mark.parametrize("attempt", range(4))
def test_a_change_is_published_while_an_import_changes_the_same_practice(people, attempt):
    found, _ = people
    practice = make_practice(text_record(external_id="x1"))
    take_step(practice=practice, step=Step.REVISE, by=found["dora"])
    copy = WorkingCopy.objects.get(practice=practice)
    content = complete_content(None)
    content["texts"]["en"] = copy.content["texts"]["en"] | {"title": "Changed at the desk"}
    save_draft(practice=practice, content=content, version=copy.version, by=found["dora"])
    for step in (Step.SUBMIT, Step.ACCEPT):
        take_step(practice=practice, step=step, by=found["dora"])
    results = at_once(import_of("Imported meanwhile."), stepper(practice, "emil", Step.PUBLISH))
    practice.refresh_from_db()
    text = practice.texts.get()
    if of(Outdated, results):  # the import came first: somebody has to look at both
        assert (practice.state, text.summary, text.title) == (State.ACCEPTED, "Imported meanwhile.", "A sample")
        assert WorkingCopy.objects.filter(practice=practice).exists()
    else:  # the import came second, and changed what had just been published
        assert (practice.state, text.title) == (State.PUBLISHED, "Changed at the desk")
        assert (text.summary, results[0].kind) == ("Imported meanwhile.", "updated")
    assert "Changed at the desk" in everything_kept(practice)


@pytest.mark.parametrize("attempt", range(4))
def test_a_practice_is_withdrawn_while_an_import_changes_it(people, attempt):
    _, _ = people
    practice = make_practice(text_record(external_id="x1"))
    results = at_once(
        import_of("Imported meanwhile."), stepper(practice, "dora", Step.WITHDRAW, reason="Asked for by the city.")
    )
    assert len(of(Practice, results)) == 1, results
    practice.refresh_from_db()
    assert (practice.state, practice.is_shown, practice.texts.count()) == (State.WITHDRAWN, False, 0)


@pytest.mark.parametrize("attempt", range(4))
def test_a_change_is_begun_while_an_import_changes_the_practice(people, attempt):
    practice = make_practice(text_record(external_id="x1"))
    results = at_once(import_of("Imported meanwhile."), stepper(practice, "dora", Step.REVISE))
    assert of(Exception, results) == []
    practice.refresh_from_db()
    assert (practice.state, practice.texts.get().summary) == (State.DRAFT, "Imported meanwhile.")


def test_what_is_due_is_published_once(people):
    found, practice = people
    for step, name in ((Step.SUBMIT, "ann"), (Step.ACCEPT, "dora")):
        practice = take_step(practice=practice, step=step, by=found[name])
    schedule(practice=practice, at=timezone.now(), by=found["dora"])

    def publish_now():
        return publish_when_due(practice=Practice.objects.get(pk=practice.pk), by="the set time")

    results = at_once(*[publish_now] * TOGETHER)
    assert sorted(results) == [False] * (TOGETHER - 1) + [True]
    assert Event.objects.filter(kind="publish").count() == Revision.objects.filter(step="publish").count() == 1


def test_an_older_revision_is_restored_while_another_saves(people):
    found, practice = people
    practice = publish(practice, found)
    first = Revision.objects.get(step="publish")
    take_step(practice=practice, step=Step.REVISE, by=found["ann"])
    saver(practice, "ben", "Ben's")()
    let_go(practice=practice, by=found["ben"])

    def restore_first():
        return restore(practice=Practice.objects.get(pk=practice.pk), revision=first, by=who("cleo"))

    results = at_once(saver(practice, "ann", "Ann's"), restore_first)
    kept = everything_kept(practice)
    assert "Ben's" in kept
    assert ("Ann's" in kept) == (len(of(WorkingCopy, results)) == 2), results
    assert WorkingCopy.objects.get(practice=practice).content == first.content or of(Conflict, results) == []


def test_numbers_of_revisions_are_given_once(people):
    found, practice = people
    for _ in range(3):
        at_once(*(stepper(practice, name, Step.SUBMIT) for name in ("ann", "ben", "cleo")))
        at_once(*(stepper(practice, name, Step.RECALL) for name in ("ann", "ben", "cleo")))
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert Practice.objects.get().state == State.DRAFT
    with transaction.atomic():
        assert take_step(practice=practice, step=Step.SUBMIT, by=found["ann"]).state == State.SUBMITTED
