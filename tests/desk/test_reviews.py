# ruff: noqa: F811 (fixtures of reviews are imported, and named again where they are used)
"""The review desk: its pages for each actor, what they refuse, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from convivia.reviews.judgement_actions import give_judgement, save_judgement
from convivia.reviews.models import Assignment, Comment, Judgement, OpenReview, Round
from convivia.reviews.round_actions import ask, decide
from tests.desk.conftest import give, make_account
from tests.desk.reviewing import HOME, filled, in_all, words_of
from tests.reviews.conftest import (  # noqa: F401
    asked,
    criteria,
    handed_in,
    in_weeks,
    opened,
    second,
    third,
    written,
)

pytestmark = pytest.mark.django_db


# Who may see what


def addresses(asked):
    found, public_id = asked[0].round, asked[0].round.practice.public_id
    return {
        "reviews": HOME,
        "criteria": f"{HOME}criteria/",
        "assign": f"{HOME}practices/{public_id}/",
        "round": f"{HOME}rounds/{found.pk}/",
        "review": f"{HOME}{asked[0].pk}/",
    }


CITY = ("contributor", "coordinator", "neighbour")
PAGES = {
    "reviews": dict.fromkeys(("reviewer", "second", "editor", "administrator"), 200)
    | dict.fromkeys((*CITY, "translator", "reader", "stranger"), 403),
    "criteria": dict.fromkeys(("editor", "administrator"), 200) | dict.fromkeys(("reviewer", *CITY, "stranger"), 403),
    "assign": {"editor": 302, "contributor": 403, "coordinator": 403}
    | dict.fromkeys(("neighbour", "reviewer", "reader", "stranger"), 404),
    "round": dict.fromkeys(("editor", "administrator"), 200) | dict.fromkeys((*CITY, "reviewer", "stranger"), 404),
    "review": {"reviewer": 200} | dict.fromkeys((*CITY, "second", "editor", "administrator", "stranger"), 404),
}


@pytest.mark.parametrize(("page", "who"), [(page, who) for page, people in PAGES.items() for who in people])
def test_who_may_open_which_page(asked, signed_in, request, page, who):
    answer = signed_in(request.getfixturevalue(who)).get(addresses(asked)[page])
    assert answer.status_code == PAGES[page][who]


@pytest.mark.parametrize("page", PAGES)
def test_who_has_not_signed_in_is_asked_to(asked, client, page):
    address = addresses(asked)[page]
    answer = client.get(address)
    assert (answer.status_code, answer["Location"].endswith(f"?next={address}")) == (302, True)


ACTIONS = {
    "begin/": "review", "decline/": "review", "save/": "review", "give/": "review", "ask/": "round", "decide/": "round",
    "comments/": "round", "readers/1/release/": "round", "readers/1/due/": "round", "openness/": "assign",
}  # fmt: skip
REFUSALS = {
    "review": ["second", "editor", "contributor", "stranger"],
    "round": ["neighbour", "contributor", "stranger"],
    "assign": ["neighbour", "reviewer", "stranger"],
}


@pytest.mark.parametrize(
    ("action", "who"), [(action, who) for action, page in ACTIONS.items() for who in REFUSALS[page]]
)
def test_what_is_not_ones_own_cannot_be_changed(asked, signed_in, request, action, who):
    address = addresses(asked)[ACTIONS[action]] + action
    before = list(Assignment.objects.values()), list(Round.objects.values())
    answer = signed_in(request.getfixturevalue(who)).post(address, filled(step="accept", public="1"))
    assert answer.status_code == 404
    assert (list(Assignment.objects.values()), list(Round.objects.values())) == before
    assert (Judgement.objects.count(), Comment.objects.count(), OpenReview.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("action", ["ask/", "decide/", "readers/1/release/", "readers/1/due/"])
@pytest.mark.parametrize("who", ["contributor", "coordinator"])
def test_the_citys_people_see_a_closed_round_and_change_nothing(asked, editor, signed_in, request, action, who):
    found = decide(found=in_all(asked, editor), step=Step.ACCEPT, by=editor)
    answer = signed_in(request.getfixturevalue(who)).post(f"{HOME}rounds/{found.pk}/{action}", {"step": "accept"})
    assert answer.status_code == 403


@pytest.mark.parametrize("action", ACTIONS)
def test_actions_are_posted(asked, signed_in, editor, reviewer, action):
    who = reviewer if ACTIONS[action] == "review" else editor
    assert signed_in(who).get(addresses(asked)[ACTIONS[action]] + action).status_code == 405


def test_the_way_from_a_practice_to_its_reviews(asked, handed_in, editor, contributor, neighbour, reviewer, signed_in):
    found, waiting = asked[0].round, handed_in()
    address = f"/en/desk/practices/{found.practice.public_id}/reviews/"
    first = signed_in(editor).get(address)
    assert signed_in(editor).get(first["Location"])["Location"] == f"{HOME}rounds/{found.pk}/"
    assert signed_in(contributor).get(address)["Location"] == f"/en/desk/practices/{found.practice.public_id}/"
    assert [signed_in(who).get(address).status_code for who in (neighbour, reviewer)] == [404, 404]
    assert signed_in(editor).post(address).status_code == 405
    begins = signed_in(editor).get(f"/en/desk/practices/{waiting.public_id}/reviews/")
    assert begins["Location"] == f"{HOME}practices/{waiting.public_id}/"
    assert b"last time" not in signed_in(editor).get(begins["Location"]).content
    decide(found=found, step=Step.ASK_CHANGES, by=editor, reason="Say more.")
    assert {signed_in(who).get(address)["Location"] for who in (contributor, editor)} == {f"{HOME}rounds/{found.pk}/"}
    take_step(practice=found.practice, step=Step.SUBMIT, by=contributor)
    assert signed_in(contributor).get(address)["Location"] == f"{HOME}rounds/{found.pk}/"
    begins = signed_in(editor).get(address)["Location"]
    assert begins == f"{HOME}practices/{found.practice.public_id}/"
    assert f'href="{HOME}rounds/{found.pk}/"' in signed_in(editor).get(begins).content.decode()


# The list


def test_the_list_says_what_waits_for_whom_and_for_how_long(asked, handed_in, editor, signed_in):
    handed_in(title="Nobody reads me")
    Assignment.objects.filter(pk=asked[0].pk).update(
        asked_at=timezone.now() - timedelta(days=30), due=timezone.localdate() - timedelta(days=2)
    )
    answer = signed_in(editor).get(HOME)
    words = words_of(answer)
    assert "1 review is overdue." in words
    assert [row["waits_for"] for row in answer.context["rows"]] == ["Readers at work", "Ask readers"]
    assert [row["since"] for row in answer.context["rows"]] == ["30 days", "less than a day"]
    assert "reviewer: asked (overdue)" in words
    assert [(row["city"], row["is_late"]) for row in answer.context["rows"]] == [
        ("Sampleton", True),
        ("Sampleton", False),
    ]
    assert answer.context["rows"][0]["due"] == timezone.localdate() - timedelta(days=2)
    assert [(one["label"], one["count"]) for one in answer.context["filters"]] == [
        ("Everything", 2), ("Ask readers", 1), ("Readers at work", 1), ("Ask a third reader", 0), ("Decide", 0),
    ]  # fmt: skip
    narrowed = signed_in(editor).get(f"{HOME}?waits=readers")
    assert [row["title"] for row in narrowed.context["rows"]] == ["Nobody reads me"]
    for bad in ("?waits=nonsense", "?page=0", "?page=x", "?page=99999999999", "?page=٣"):
        assert len(signed_in(editor).get(HOME + bad).context["rows"]) == 2


def test_a_reader_sees_own_tasks_alone(asked, signed_in, reviewer, third):
    answer = signed_in(reviewer).get(HOME)
    assert [row["url"] for row in answer.context["own"]] == [f"{HOME}{asked[0].pk}/"]
    assert "What waits, for whom" not in words_of(answer)
    assert signed_in(third).get(HOME).context["own"] == []
    give_judgement(assignment=asked[0], written=written(), version=0, by=reviewer)
    answer = signed_in(reviewer).get(HOME)
    assert (answer.context["own"], len(answer.context["finished"])) == ([], 1)


def test_whose_move_it_is(asked, editor, signed_in, third):
    def waits():
        return [row["waits_for"] for row in signed_in(editor).get(HOME).context["rows"]]

    one, two = asked
    give_judgement(assignment=one, written=written(4), version=0, by=one.reviewer)
    assert waits() == ["Readers at work"]
    give_judgement(assignment=two, written=written(0, "refuse"), version=0, by=two.reviewer)
    assert waits() == ["Ask a third reader"]
    extra = ask(found=one.round, reviewer=third, by=editor)
    assert waits() == ["Readers at work"]
    give_judgement(assignment=extra, written=written(), version=0, by=third)
    assert waits() == ["Decide"]
    decide(found=one.round, step=Step.ACCEPT, by=editor)
    assert waits() == []


@pytest.mark.parametrize("page", ["list", "round", "review", "assign", "criteria"])
def test_a_page_takes_the_same_queries_for_one_and_for_three(
    page,
    asked,
    handed_in,
    opened,
    editor,
    reviewer,
    signed_in,
    second,
):
    waiting = handed_in()
    address, who = {
        "list": (HOME, editor),
        "round": (f"{HOME}rounds/{asked[0].round_id}/", editor),
        "review": (f"{HOME}{asked[0].pk}/", reviewer),
        "assign": (f"{HOME}practices/{waiting.public_id}/", editor),
        "criteria": (f"{HOME}criteria/", editor),
    }[page]
    client = signed_in(who)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    queries()
    before = queries()
    for number in range(3):
        Comment.objects.create(
            round=asked[0].round, author=reviewer, section="summary", language="en", text=f"Comment {number}."
        )
        give(make_account(f"reader-{number}"), "reviewer")
        ask(found=opened(), reviewer=reviewer, by=editor)
        handed_in()
    assert queries() == before


# Assigning


def test_an_editor_opens_a_round_and_asks_two(handed_in, editor, reviewer, second, signed_in, in_weeks):
    practice = handed_in()
    address = f"{HOME}practices/{practice.public_id}/"
    answer = signed_in(editor).get(address)
    assert [(row.name, tie) for row, tie in answer.context["candidates"]] == [("reviewer", ""), ("second", "")]
    given = {"readers_wanted": "2", "due": in_weeks(2).isoformat(), "readers": [reviewer.pk, second.pk]}
    answer = signed_in(editor).post(address, given)
    found = Round.objects.get()
    assert answer["Location"] == f"{HOME}rounds/{found.pk}/"
    assert (found.practice.state, found.due, found.shows_names) == (State.IN_REVIEW, in_weeks(2), False)
    assert [one.reviewer for one in found.assignments.all()] == [reviewer, second]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due": "yesterday"}, "Enter a valid date."),
        ({"due": "2001-01-01"}, "Choose a day from today on, half a year ahead at most."),
        ({"due": ""}, "This field is required."),
        ({"readers_wanted": "3"}, "3 is not one of the available choices."),
        ({"readers_wanted": "1"}, "You chose more people than readers are wanted. Choose fewer."),
        ({"readers": ["0"]}, "0 is not one of the available choices."),
        ({"readers": ["x"]}, "x is not one of the available choices."),
    ],
)
def test_what_opens_no_round(handed_in, editor, reviewer, second, signed_in, in_weeks, wrong, words):
    practice = handed_in()
    given = {"readers_wanted": "2", "due": in_weeks(2).isoformat(), "readers": [reviewer.pk, second.pk]}
    answer = signed_in(editor).post(f"{HOME}practices/{practice.public_id}/", given | wrong)
    assert (answer.status_code, Round.objects.count()) == (422, 0)
    assert words in words_of(answer)


def test_who_belongs_to_the_city_is_shown_and_refused(handed_in, editor, coordinator, signed_in, in_weeks):
    give(coordinator, "reviewer")
    practice = handed_in()
    address = f"{HOME}practices/{practice.public_id}/"
    assert "coordinator holds a role for this city" in words_of(signed_in(editor).get(address))
    given = {"readers_wanted": "2", "due": in_weeks(2).isoformat(), "readers": [coordinator.pk]}
    assert signed_in(editor).post(address, given).status_code == 422
    assert Round.objects.count() == 0


def test_a_draft_is_not_reviewed(draft, contributor, editor, criteria, signed_in, in_weeks):
    practice = draft(contributor)
    given = {"readers_wanted": "2", "due": in_weeks(2).isoformat()}
    answer = signed_in(editor).post(f"{HOME}practices/{practice.public_id}/", given)
    assert "does not wait for a review" in words_of(answer)
    assert signed_in(editor).get(f"{HOME}practices/nothing/").status_code == 404


# The round


def test_the_round_shows_how_far_readers_agree_and_asks_a_third(asked, editor, signed_in, third):
    for assignment, score in zip(asked, (4, 1), strict=True):
        give_judgement(assignment=assignment, written=written(score), version=0, by=assignment.reviewer)
    client, address = signed_in(editor), f"{HOME}rounds/{asked[0].round_id}/"
    words = words_of(client.get(address))
    assert "The readers disagree. Ask a third one" in words
    assert "Both chose the same on 4 of 14 criteria." in words
    assert "Their scores from 0 to 4 are no closer than by chance (weighted kappa: 0.00)." in words
    assert "Far apart on: The need is shown; One can see what was done" in words
    answer = client.post(f"{address}decide/", {"step": "accept", "reason": " "})
    assert (answer.status_code, "Nothing was decided: write a reason." in words_of(answer)) == (422, True)
    client.post(f"{address}ask/", {"reader": third.pk})
    assert Assignment.objects.get(reviewer=third).position == 3


@pytest.mark.parametrize(
    ("given", "words"),
    [({"reader": "0"}, "Nobody was asked."), ({"reader": "x"}, "Nobody was asked."), ({}, "Nobody was asked."),
     ({"reader": "third", "due": "soon"}, "Nobody was asked."), ({"reader": "third"}, "As many readers as wanted"),
     ({"reader": "third", "due": "2001-01-01"}, "Choose a day from today on")],
)  # fmt: skip
def test_whom_one_cannot_ask(asked, editor, signed_in, third, given, words):
    client, address = signed_in(editor), f"{HOME}rounds/{asked[0].round_id}/"
    given = {key: str(third.pk) if value == "third" else value for key, value in given.items()}
    client.post(f"{address}ask/", given)
    assert words in words_of(client.get(address))
    assert Assignment.objects.count() == 2


def test_readers_are_let_go_and_given_time(asked, editor, signed_in, in_weeks):
    client, address = signed_in(editor), f"{HOME}rounds/{asked[0].round_id}/"
    client.post(f"{address}readers/1/due/", {"due": in_weeks(6).isoformat()})
    client.post(f"{address}readers/2/release/")
    assert list(Assignment.objects.values_list("state", "due")) == [("asked", in_weeks(6)), ("released", in_weeks(3))]
    client.post(f"{address}readers/1/due/", {"due": "never"})
    assert "Choose a day from today on" in words_of(client.get(address))
    client.post(f"{address}readers/2/release/")
    assert "This is closed by now" in words_of(client.get(address))
    assert client.post(f"{address}readers/9/release/").status_code == 404


def test_the_first_of_two_editors_decides(asked, editor, administrator, signed_in):
    found = in_all(asked, editor)
    address = f"{HOME}rounds/{found.pk}/"
    assert signed_in(editor).post(f"{address}decide/", {"step": "accept"})["Location"] == address
    client = signed_in(administrator)
    client.post(f"{address}decide/", {"step": "ask-changes", "reason": "No."})
    found.refresh_from_db()
    assert (found.outcome, found.practice.state, found.decided_by) == ("accepted", State.ACCEPTED, "editor")
    assert "Somebody else was faster" in words_of(client.get(address))


@pytest.mark.parametrize("step", ["", "publish", "withdraw"])
def test_what_is_no_decision(asked, editor, signed_in, step):
    found = in_all(asked, editor)
    answer = signed_in(editor).post(f"{HOME}rounds/{found.pk}/decide/", {"step": step, "reason": "Typed."})
    assert (answer.status_code, "Typed." in words_of(answer)) == (422, True)


def test_the_criteria_page_says_how_alike_readers_judge(asked, editor, signed_in):
    client = signed_in(editor)
    assert "No round with two readers is closed yet." in words_of(client.get(f"{HOME}criteria/"))
    save_judgement(assignment=asked[0], written=written(1), version=0, by=asked[0].reviewer)
    give_judgement(assignment=asked[0], written=written(1), version=1, by=asked[0].reviewer)
    give_judgement(assignment=asked[1], written=written(3), version=0, by=asked[1].reviewer)
    decide(found=asked[0].round, step=Step.ACCEPT, by=editor, reason="Near enough.")
    rows = client.get(f"{HOME}criteria/").context["rows"]
    assert [[cell["value"] for cell in rows[number]] for number in (0, 4)] == [
        ["It is about living together in diversity", "1", "1", "0.0", "–"],
        ["The need is shown", "1", "0", "2.0", "0.00"],
    ]


# What is public


def test_the_city_makes_its_review_public(asked, editor, coordinator, contributor, neighbour, signed_in, client):
    found = decide(found=in_all(asked, editor), step=Step.ACCEPT, by=editor)
    practice = found.practice
    public = f"/en/practices/{practice.public_id}/a-sample-practice/"
    address = f"{HOME}practices/{practice.public_id}/openness/"
    assert [signed_in(who).post(address, {"public": "1"}).status_code for who in (contributor, editor, neighbour)] == [
        403, 403, 404,
    ]  # fmt: skip
    signed_in(coordinator).post(address, {"public": "1"})
    signed_in(coordinator).post(address, {"public": "1"})
    assert OpenReview.objects.get().agreed_by == "coordinator"
    take_step(practice=practice, step=Step.PUBLISH, by=editor)
    words = words_of(client.get(public))
    assert "How it was reviewed" in words
    assert "First reader: Accept it Because." in words
    for hidden in ("For editors.", "second:", "reviewer:"):
        assert hidden not in words
    signed_in(coordinator).post(address, {"public": "0"})
    assert (OpenReview.objects.count(), "How it was reviewed" in words_of(client.get(public))) == (0, False)
