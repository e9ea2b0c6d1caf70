"""The page of a practice at the desk, and its steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import hold, save_draft, take_over
from tests.making import make_practice, text_record


def page(practice):
    return f"/en/desk/practices/{practice.public_id}/"


def step(browser, practice, **values):
    return browser.post(page(practice) + "steps/", values)


def test_who_may_see_it(client, signed_in, draft, contributor, coordinator, editor, neighbour, reader, stranger):
    practice = draft(by=contributor)
    assert client.get(page(practice)).status_code == 302
    seen = [signed_in(one).get(page(practice)).status_code for one in (contributor, coordinator, editor)]
    hidden = [signed_in(one).get(page(practice)).status_code for one in (neighbour, reader, stranger)]
    assert (seen, hidden) == ([200] * 3, [404] * 3)
    assert signed_in(contributor).get("/en/desk/practices/nothere/").status_code == 404
    assert signed_in(contributor).post(page(practice)).status_code == 405


def test_the_steps_are_those_of_the_table(signed_in, draft, contributor, editor, translator):
    practice = draft(by=contributor)

    def steps_of(person):
        return [one["key"] for one in signed_in(person).get(page(practice)).context["steps"]]

    assert [steps_of(one) for one in (contributor, translator)] == [["submit", "discard"], []]
    Practice.objects.update(state=State.SUBMITTED)
    assert [steps_of(one) for one in (contributor, editor)] == [
        ["recall"],
        ["begin-review", "accept", "recall", "ask-changes"],
    ]


def test_handing_in(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    response = step(browser, practice, step="submit", seen="draft", version="1")
    practice.refresh_from_db()
    assert (response.status_code, response.url, practice.state) == (302, page(practice), State.SUBMITTED)
    assert "Handed in." in browser.get(page(practice)).content.decode()


def test_what_is_missing_is_linked(signed_in, draft, contributor):
    practice = draft(by=contributor, summary="")
    browser = signed_in(contributor)
    link = f'<a href="{page(practice)}write/#summary">Summary</a>'
    assert browser.get(page(practice)).content.decode().count(link) == 1
    response = step(browser, practice, step="submit", seen="draft")
    assert (response.status_code, response.context["refusal"].links) == (
        422,
        (("Summary", f"{page(practice)}write/#summary"),),
    )


def test_a_reason_is_asked_for_and_shown_to_the_city(signed_in, draft, contributor, editor):
    practice = draft(by=contributor, state=State.SUBMITTED)
    response = step(signed_in(editor), practice, step="ask-changes", reason="  ")
    assert (response.status_code, response.context["refusal"].said) == (
        422,
        "Give a reason: the others need to know why.",
    )
    assert step(signed_in(editor), practice, step="ask-changes", reason="x" * 5001).status_code == 422
    assert step(signed_in(editor), practice, step="ask-changes", reason="Say who paid.").status_code == 302
    assert "Say who paid." in signed_in(contributor).get(page(practice)).content.decode()


def test_the_second_of_two_is_told(signed_in, draft, contributor, editor, administrator):
    practice = draft(by=contributor, state=State.SUBMITTED)
    assert step(signed_in(editor), practice, step="accept", seen="submitted").status_code == 302
    response = step(signed_in(administrator), practice, step="ask-changes", seen="submitted", reason="Say who paid.")
    assert response.status_code == 409
    asked = [one for one in response.context["steps"] if one["key"] == "ask-changes"]
    assert asked[0]["reason"] == "Say who paid."
    practice.refresh_from_db()
    assert practice.state == State.ACCEPTED


def test_a_newer_version_is_not_handed_in_unseen(signed_in, draft, contributor):
    practice = draft(by=contributor)
    copy = WorkingCopy.objects.get()
    save_draft(practice=practice, content=copy.content | {"licence": "CC0-1.0"}, version=1, by=contributor)
    assert step(signed_in(contributor), practice, step="submit", version="1").status_code == 409


def test_what_an_import_changed_meanwhile(signed_in, city, vocabularies, editor):
    practice = make_practice(text_record(external_id="x1"), place_ids=(city.pk,), concept_keys=("mediation",))
    practice = take_step(practice=practice, step=Step.REVISE, by=editor)
    copy = WorkingCopy.objects.get()
    content = copy.content | {"contact": copy.content["contact"] | {"email": "office@example.org"}}
    save_draft(practice=practice, content=content, version=copy.version, by=editor)
    make_practice(text_record(external_id="x1", summary="Another summary."), place_ids=(city.pk,))
    for one in (Step.SUBMIT, Step.ACCEPT):
        take_step(practice=practice, step=one, by=editor)
    response = step(signed_in(editor), practice, step="publish")
    assert (response.status_code, response.context["refusal"].said) == (
        409,
        "What readers see has changed since this change was begun.",
    )


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, 400),
        ({"step": "fly"}, 400),
        ({"step": "submit", "seen": "asleep"}, 400),
        ({"step": "submit", "version": "one"}, 400),
        ({"step": "withdraw", "reason": "Why not"}, 409),
        ({"step": "submit", "version": "²"}, 400),
    ],
)
def test_bad_input(signed_in, draft, contributor, values, status):
    practice = draft(by=contributor)
    assert step(signed_in(contributor), practice, **values).status_code == status


def test_who_may_not_take_a_step(client, signed_in, draft, contributor, translator, neighbour):
    practice = draft(by=contributor)
    assert step(client, practice, step="submit").status_code == 302
    assert step(signed_in(translator), practice, step="submit").status_code == 403
    assert step(signed_in(neighbour), practice, step="submit").status_code == 404
    assert signed_in(contributor).get(page(practice) + "steps/").status_code == 405
    practice.refresh_from_db()
    assert practice.state == State.DRAFT


def test_who_lost_it_to_another_is_told(signed_in, draft, contributor, coordinator):
    practice = draft(by=contributor)
    hold(practice=practice, by=contributor)
    take_over(practice=practice, by=coordinator)
    told = "coordinator took this practice over from you"
    assert told in signed_in(contributor).get(page(practice)).content.decode()
    assert told not in signed_in(coordinator).get(page(practice)).content.decode()
    assert "coordinator is writing here now" in signed_in(contributor).get(page(practice)).content.decode()


def test_who_can_act_is_named(signed_in, draft, contributor, coordinator, editor):
    practice = draft(by=contributor)
    people = signed_in(contributor).get(page(practice)).context["people"]
    assert set(people) == {"contributor", "coordinator", "editor"}


def test_the_number_of_queries_does_not_grow(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    counts = []
    for _ in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(practice))
        counts.append(len(queries))
        for _ in (1, 2):
            Event.objects.create(kind="saved", practice=practice.public_id, by="contributor")
    assert counts[0] == counts[1]
    assert counts[0] <= 22
