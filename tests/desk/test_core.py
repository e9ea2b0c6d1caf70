"""The way of a practice from a draft to the public and back, by the actions alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.people.roles import Permission
from convivia.people.rules import Scope, may, who_may
from convivia.practices.models import Event, Revision, WorkingCopy
from convivia.practices.rules import steps_for
from convivia.practices.snapshots import snapshot_of
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import (
    NotComplete,
    NotPossible,
    Outdated,
    ReasonMissing,
    restore,
    take_base,
    take_step,
)
from convivia.practices.writing_actions import Conflict, Held, NotAllowed, begin, save_draft, take_over
from tests.making import make_practice, text_record


def publish(practice, contributor, editor):
    for step, by in ((Step.SUBMIT, contributor), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=by)
    return practice


def test_a_practice_goes_from_a_draft_to_the_public_and_back(draft, contributor, editor, city):
    practice = draft(by=contributor)
    assert (practice.state, practice.is_shown, practice.texts.count()) == (State.DRAFT, False, 0)
    practice = publish(practice, contributor, editor)
    assert (practice.state, practice.is_shown, practice.published_at is not None) == (State.PUBLISHED, True, True)
    assert practice.texts.get().title == "A sample practice"
    assert [link.place for link in practice.place_links.all()] == [city]
    assert not WorkingCopy.objects.exists()
    content = snapshot_of(practice)
    practice = take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="The city asked for it.")
    assert (practice.is_shown, practice.texts.count(), practice.hidden_reason) == (False, 0, "The city asked for it.")
    practice = take_step(practice=practice, step=Step.SHOW_AGAIN, by=editor)
    assert (snapshot_of(practice), practice.is_shown) == (content, True)
    kinds = list(Event.objects.filter(practice=practice.public_id).order_by("id").values_list("kind", flat=True))
    assert kinds == ["begun", "submit", "accept", "publish", "withdraw", "show-again"]
    assert [row.step for row in Revision.objects.order_by("number")] == ["submit", "publish"]


def test_a_change_leaves_the_public_copy_until_it_is_published(draft, contributor, coordinator, editor):
    practice = publish(draft(by=contributor), contributor, editor)
    practice = take_step(practice=practice, step=Step.REVISE, by=coordinator)
    copy = WorkingCopy.objects.get()
    content = copy.content | {"texts": {"en": copy.content["texts"]["en"] | {"title": "Another title"}}}
    save_draft(practice=practice, content=content, version=copy.version, by=coordinator)
    assert (practice.texts.get().title, practice.state) == ("A sample practice", State.DRAFT)
    practice = publish(practice, coordinator, editor)
    assert practice.texts.get().title == "Another title"
    first = Revision.objects.filter(published_at__isnull=False).order_by("number").first()
    restore(practice=practice, revision=first, by=editor)
    assert WorkingCopy.objects.get().content["texts"]["en"]["title"] == "A sample practice"


def test_two_who_save_the_same_version(draft, contributor, coordinator):
    practice = draft(by=contributor)
    copy = WorkingCopy.objects.get()
    content = copy.content | {"licence": "CC-BY-4.0"}
    save_draft(practice=practice, content=content, version=1, by=contributor)
    with pytest.raises(Held):
        save_draft(practice=practice, content=content, version=1, by=coordinator)
    take_over(practice=practice, by=coordinator)
    with pytest.raises(Conflict) as caught:
        save_draft(practice=practice, content=content, version=1, by=coordinator)
    assert caught.value.current.version == 2
    assert Event.objects.filter(kind="taken-over").get().changes == {"held": ["contributor", "coordinator"]}


def test_what_is_refused(draft, contributor, neighbour, stranger, editor, other_city):
    practice = draft(by=contributor, summary="")
    with pytest.raises(NotComplete) as caught:
        take_step(practice=practice, step=Step.SUBMIT, by=contributor)
    assert caught.value.missing == ["summary"]
    for person in (neighbour, stranger):
        with pytest.raises(NotAllowed):
            take_step(practice=practice, step=Step.SUBMIT, by=person)
    with pytest.raises(NotAllowed):
        begin(by=contributor, language="en", edition="1", city=other_city)
    with pytest.raises(NotPossible):
        take_step(practice=practice, step=Step.PUBLISH, by=editor)
    published = publish(draft(by=contributor), contributor, editor)
    with pytest.raises(ReasonMissing):
        take_step(practice=published, step=Step.WITHDRAW, by=editor, reason=" ")
    assert set(steps_for(contributor, published)) == {Step.REVISE}


def test_what_an_import_changed_meanwhile_has_to_be_looked_at(city, vocabularies, editor):
    text = text_record(external_id="x1")
    practice = make_practice(text, place_ids=(city.pk,), concept_keys=("mediation",))
    practice = take_step(practice=practice, step=Step.REVISE, by=editor)
    copy = WorkingCopy.objects.get()
    save_draft(
        practice=practice,
        content=copy.content | {"contact": copy.content["contact"] | {"email": "office@example.org"}},
        version=copy.version,
        by=editor,
    )
    make_practice(text_record(external_id="x1", summary="Another summary."), place_ids=(city.pk,))
    take_step(practice=practice, step=Step.SUBMIT, by=editor)
    take_step(practice=practice, step=Step.ACCEPT, by=editor)
    with pytest.raises(Outdated):
        take_step(practice=practice, step=Step.PUBLISH, by=editor)
    take_base(practice=practice, by=editor)
    take_step(practice=practice, step=Step.PUBLISH, by=editor)
    withdrawn = take_step(practice=practice, step=Step.WITHDRAW, by=editor, reason="Ended.")
    make_practice(text_record(external_id="x1", summary="A third summary."), place_ids=(city.pk,))
    withdrawn.refresh_from_db()
    assert (withdrawn.state, withdrawn.texts.count()) == (State.WITHDRAWN, 0)


def test_a_role_reaches_boroughs_and_networks(city, network, coordinator, network_coordinator, neighbour, other_city):
    scope = Scope(city=city.pk)
    assert [may(person, Permission.WRITE, scope) for person in (coordinator, network_coordinator, neighbour)] == [
        True,
        True,
        False,
    ]
    assert set(who_may(Permission.WRITE, scope)) == {coordinator, network_coordinator}
    with CaptureQueriesContext(connection) as queries:
        may(coordinator, Permission.WRITE, scope)
        may(coordinator, Permission.READ_DRAFTS, scope)
    assert len(queries) <= 2
