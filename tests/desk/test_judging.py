# ruff: noqa: F811 (fixtures of reviews are imported, and named again where they are used)
"""Judging and commenting at the desk: nothing typed is lost, readers are blind, comments stand at their words."""

import re

import pytest

from convivia.practices.workflow import Step
from convivia.reviews.judgement_actions import give_judgement
from convivia.reviews.models import Comment, Judgement
from convivia.reviews.round_actions import decide
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


# Judging


def test_a_reader_reads_saves_and_hands_in(asked, reviewer, signed_in):
    client, address = signed_in(reviewer), f"{HOME}{asked[0].pk}/"
    page = client.get(address)
    assert "What it does, in &lt;b&gt;words&lt;/b&gt;." in page.content.decode()
    assert client.post(f"{address}begin/")["Location"] == address
    answer = client.post(f"{address}save/", {"version": 0, "score-need": "2", "note-need": "Thin."})
    assert answer["Location"] == address
    page = client.get(address)
    assert re.search(r'name="score-need" value="2" checked', page.content.decode())
    assert page.context["version"] == "1"
    answer = client.post(f"{address}give/", filled(1))
    assert answer["Location"] == HOME
    page = client.get(address)
    assert (page.context["is_open"], "Handed in. It stays as it is." in words_of(page)) == (False, True)
    assert client.post(f"{address}give/", filled(2)).status_code == 409


def test_nothing_that_was_typed_is_lost(asked, reviewer, signed_in):
    client, address = signed_in(reviewer), f"{HOME}{asked[0].pk}/"
    answer = client.post(f"{address}give/", {"version": 0, "score-need": "2", "note-need": "Thin & short."})
    assert (answer.status_code, Judgement.objects.count()) == (422, 0)
    body = answer.content.decode()
    assert "Thin &amp; short.</textarea>" in body
    assert '<a href="#criterion-doing">' in body
    assert '<a href="#recommendation">' in body
    assert '<a href="#criterion-need">' not in body
    answer = client.post(f"{address}give/", filled(**{"score-dignity": "no"}))
    assert "you cannot accept it" in words_of(answer)
    answer = client.post(f"{address}give/", filled(recommendation="changes", reason=" "))
    assert "Write the reason. The city reads it." in words_of(answer)


@pytest.mark.parametrize(
    "wrong",
    [{"score-need": "5"}, {"score-dignity": "3"}, {"recommendation": "publish"}, {"version": "-1"}, {"version": ""},
     {"note-need": "x" * 2001}, {"reason": "x" * 5001}, {"version": "9" * 30}],
)  # fmt: skip
@pytest.mark.parametrize("action", ["save/", "give/"])
def test_hostile_values_are_refused(asked, reviewer, signed_in, wrong, action):
    answer = signed_in(reviewer).post(f"{HOME}{asked[0].pk}/{action}", filled() | wrong)
    assert (answer.status_code, Judgement.objects.count()) == (422, 0)


def test_a_script_saves_and_is_told_when_another_window_was_faster(asked, reviewer, signed_in):
    client, address = signed_in(reviewer), f"{HOME}{asked[0].pk}/save/"
    headers = {"accept": "application/json"}
    answer = client.post(address, {"version": 0, "score-need": "2"}, headers=headers)
    assert (answer.json()["version"], answer.json()["message"][:9]) == (1, "Saved at ")
    answer = client.post(address, {"version": 0, "score-need": "3"}, headers=headers)
    assert (answer.status_code, Judgement.objects.get().scores) == (409, {"need": 2})
    page = client.post(address, {"version": 0, "score-need": "3"})
    assert (page.status_code, page.context["version"]) == (409, "1")
    assert re.search(r'name="score-need" value="3" checked', page.content.decode())
    assert client.post(address, {"version": "x"}, headers=headers).status_code == 422


def test_a_reader_declines_with_a_reason(asked, reviewer, signed_in, editor):
    client, address = signed_in(reviewer), f"{HOME}{asked[0].pk}/"
    answer = client.post(f"{address}decline/", {"reason": ""})
    assert (answer.status_code, "the editors want to know" in words_of(answer)) == (422, True)
    assert client.post(f"{address}decline/", {"reason": "On leave."})["Location"] == HOME
    assert client.get(address).status_code == 404
    assert "On leave." in words_of(signed_in(editor).get(f"{HOME}rounds/{asked[0].round_id}/"))


def test_readers_see_nothing_of_each_other_until_both_are_in(asked, reviewer, second, signed_in):
    one, two = asked
    signed_in(reviewer).post(
        f"{HOME}rounds/{one.round_id}/comments/",
        {"section": "summary", "language": "en", "text": "Only mine.", "audience": "city"},
    )
    give_judgement(assignment=one, written=written(reason="My secret reason."), version=0, by=reviewer)
    words = words_of(signed_in(second).get(f"{HOME}{two.pk}/"))
    assert ("My secret reason." in words, "Only mine." in words, "reviewer" in words) == (False, False, False)
    give_judgement(assignment=two, written=written(), version=0, by=second)
    words = words_of(signed_in(second).get(f"{HOME}{two.pk}/"))
    assert ("First reader: Accept it" in words, "My secret reason." in words, "Only mine." in words) == (
        True,
        True,
        True,
    )


# Comments


def comment_on(client, found, **values):
    given = {
        "section": "purpose",
        "language": "en",
        "text": "With whom?",
        "audience": "city",
        "quote": "To meet. To talk",
    }
    return client.post(f"{HOME}rounds/{found.pk}/comments/", given | values)


def test_a_comment_stands_at_its_words(asked, reviewer, signed_in):
    client, found = signed_in(reviewer), asked[0].round
    answer = comment_on(client, found, back=f"{HOME}{asked[0].pk}/?text=en")
    made = Comment.objects.get()
    assert answer["Location"] == f"{HOME}{asked[0].pk}/?text=en#comment-{made.pk}"
    assert (made.quote, made.offset) == ("To meet. To talk", 0)
    body = client.get(f"{HOME}{asked[0].pk}/").content.decode()
    assert f'<mark id="words-{made.pk}">To meet.\n\nTo talk</mark>.' in body
    client.post(f"{HOME}comments/{made.pk}/take-back/")
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"quote": "To sing"}, {"section": "nothing"}, {"language": "xx"}, {"text": " "}, {"text": "x" * 3001},
     {"audience": "press"}, {"offset": "-1"}, {"offset": "x"}, {"section": ""}, {"quote": "To meet. " * 400}],
)  # fmt: skip
def test_what_is_no_comment(asked, reviewer, signed_in, wrong):
    client = signed_in(reviewer)
    answer = comment_on(client, asked[0].round, **wrong)
    assert (answer.status_code, Comment.objects.count()) == (302, 0)
    assert "No comment was made" in words_of(client.get(HOME))


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "/en/about/", ""])
def test_a_form_never_leads_elsewhere(asked, reviewer, signed_in, back):
    assert comment_on(signed_in(reviewer), asked[0].round, back=back)["Location"] == HOME


def test_after_handing_in_nothing_is_added(asked, reviewer, signed_in, second, editor):
    client = signed_in(reviewer)
    comment_on(client, asked[0].round)
    give_judgement(assignment=asked[0], written=written(), version=0, by=reviewer)
    comment_on(client, asked[0].round)
    made = Comment.objects.get()
    client.post(f"{HOME}comments/{made.pk}/take-back/")
    assert Comment.objects.get() == made
    assert signed_in(second).post(f"{HOME}comments/{made.pk}/take-back/").status_code == 404
    assert comment_on(signed_in(editor), asked[0].round, audience="editors").status_code == 302
    assert Comment.objects.count() == 2


def test_the_city_works_down_what_is_meant_for_it(asked, editor, contributor, neighbour, reviewer, signed_in):
    found = asked[0].round
    comment_on(signed_in(reviewer), found)
    comment_on(signed_in(editor), found, text="Between us.", audience="editors")
    in_all(asked, editor, recommendation="changes")
    page = signed_in(editor).get(f"{HOME}rounds/{found.pk}/")
    assert page.context["reason"] == "Because.\n\nBecause.\n\n- Purpose, “To meet. To talk”: With whom?"
    decide(found=found, step=Step.ASK_CHANGES, by=editor, reason=page.context["reason"])
    page = signed_in(contributor).get(f"{HOME}rounds/{found.pk}/")
    words = words_of(page)
    for shown in ("Changes asked", "With whom?", "First reader", "Second reader", "Ask for changes"):
        assert shown in words
    for hidden in ("Between us.", "For editors.", ">reviewer<", "second:"):
        assert hidden not in words
    made, between = Comment.objects.order_by("id")
    settle = f"{HOME}comments/{made.pk}/settle/"
    assert signed_in(neighbour).post(settle).status_code == 404
    assert signed_in(contributor).post(f"{HOME}comments/{between.pk}/settle/").status_code == 404
    signed_in(contributor).post(settle)
    made.refresh_from_db()
    assert made.resolved_by == "contributor"
    signed_in(contributor).post(settle, {"open": "1"})
    made.refresh_from_db()
    assert (made.resolved_at, made.resolved_by) == (None, "")
