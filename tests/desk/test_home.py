"""The desk's first page: what waits for whom, and the list of practices."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Practice
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from tests.desk.conftest import give, make_account


def piles_of(response):
    return {pile["key"]: [row["title"] for row in pile["rows"]] for pile in response.context["piles"]}


def test_who_has_not_signed_in_is_asked_to(client, db):
    response = client.get("/en/desk/")
    assert (response.status_code, response.url.split("?")[1]) == (302, "next=/en/desk/")


def test_no_other_way_to_ask(signed_in, contributor):
    assert signed_in(contributor).post("/en/desk/").status_code == 405


def test_who_holds_no_role_reads_how_to_get_one(signed_in, stranger):
    response = signed_in(stranger).get("/en/desk/")
    assert (response.status_code, response.context["rows"], response.context["piles"]) == (200, [], [])
    assert "You hold no role yet" in response.content.decode()


def test_what_waits_for_whom(signed_in, contributor, coordinator, editor, neighbour, draft):
    draft(by=contributor, title="A draft")
    handed = draft(by=contributor, title="Handed in")
    take_step(practice=handed, step=Step.SUBMIT, by=contributor)
    back = draft(by=contributor, title="Sent back")
    take_step(practice=back, step=Step.SUBMIT, by=contributor)
    take_step(practice=back, step=Step.ASK_CHANGES, by=editor, reason="Say more.")
    good = draft(by=contributor, title="Accepted")
    take_step(practice=good, step=Step.SUBMIT, by=contributor)
    take_step(practice=good, step=Step.ACCEPT, by=editor)
    seen = {name.username: piles_of(signed_in(name).get("/en/desk/")) for name in (contributor, coordinator, editor)}
    assert seen == {
        "contributor": {
            "changes": ["Sent back"],
            "drafts": ["A draft"],
            "waiting": ["Handed in", "Accepted"],
        },
        "coordinator": {"changes": ["Sent back"]},
        "editor": {"changes": ["Sent back"], "handed-in": ["Handed in"], "accepted": ["Accepted"]},
    }
    response = signed_in(neighbour).get("/en/desk/")
    assert (piles_of(response), response.context["rows"]) == ({}, [])


def test_a_long_pile_shows_its_beginning(signed_in, contributor, draft):
    for number in range(12):
        draft(by=contributor, title=f"Draft {number}")
    response = signed_in(contributor).get("/en/desk/")
    (pile,) = response.context["piles"]
    assert (pile["count"], [row["title"] for row in pile["rows"]]) == (12, [f"Draft {n}" for n in range(10)])
    assert "See all 12" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Été ensemble", "Winter", "Autumn"]),
        ("?q=ETE", ["Été ensemble"]),
        ("?q=ensemble+ete", ["Été ensemble"]),
        ("?q=nothing", []),
        ("?state=submitted", ["Winter"]),
        ("?state=nonsense", ["Été ensemble", "Winter", "Autumn"]),
        ("?city=sampleton", ["Été ensemble", "Winter", "Autumn"]),
        ("?city=otherby", []),
        ("?page=7", ["Été ensemble", "Winter", "Autumn"]),
        ("?page=x", ["Été ensemble", "Winter", "Autumn"]),
        ("?q=%00", ["Été ensemble", "Winter", "Autumn"]),
    ],
)
def test_the_list_is_narrowed(signed_in, contributor, draft, query, titles):
    draft(by=contributor, title="Autumn")
    draft(by=contributor, title="Winter", state=State.SUBMITTED)
    draft(by=contributor, title="Été ensemble")
    response = signed_in(contributor).get(f"/en/desk/{query}")
    assert [row["title"] for row in response.context["rows"]] == titles


def test_a_published_practice_has_the_title_that_readers_see(signed_in, contributor, editor, draft):
    practice = draft(by=contributor, title="Shown")
    for step, by in ((Step.SUBMIT, contributor), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=by)
    (row,) = signed_in(contributor).get("/en/desk/?q=shown").context["rows"]
    assert (row["title"], row["state"], row["is_changed"]) == ("Shown", "Published", False)


def test_pages_of_a_long_list(signed_in, contributor, city):
    Practice.objects.bulk_create(
        Practice(city=city, state=State.WITHDRAWN, is_shown=False, public_id=f"x{number}") for number in range(105)
    )
    response = signed_in(contributor).get("/en/desk/?page=2")
    assert (len(response.context["rows"]), response.context["pager"].total) == (5, 105)


def test_the_number_of_queries_does_not_grow(signed_in, contributor, editor, city, draft):
    colleague = give(make_account("colleague"), "contributor", city=city)
    browser = signed_in(editor)
    counts = []
    for _ in (1, 2):
        draft(by=contributor, title="One")
        draft(by=colleague, title="Two", state=State.SUBMITTED)
        draft(by=editor, title="Three", state=State.ACCEPTED)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/en/desk/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
