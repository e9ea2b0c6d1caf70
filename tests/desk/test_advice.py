"""Writing help on the desk: who gets it, as a page and as a part, and what it costs."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import WorkingCopy
from convivia.practices.workflow import State

BAD = "The best project. Write to jane.sample@example.org for a place in one of our courses."


def address(practice):
    return f"/en/desk/practices/{practice.public_id}/advice/"


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor, summary=BAD)


def test_the_page_says_what_was_seen_why_and_what_to_do(practice, contributor, signed_in):
    page = signed_in(contributor).get(address(practice)).content.decode()
    assert "<h1>A sample practice</h1>" in page
    assert "This is the e-mail address of a person." in page
    assert "<blockquote >jane.sample@example.org</blockquote>" in page
    assert "The contact has a field of its own." in page


def test_a_script_gets_the_part_alone(practice, contributor, signed_in):
    for header in ({"HTTP_HX_REQUEST": "true"}, {"HTTP_SEC_FETCH_DEST": "empty"}):
        part = signed_in(contributor).get(address(practice), **header).content.decode()
        assert part.lstrip().startswith('<section class="advice"')
        assert "<html" not in part


def test_words_of_the_text_are_only_words(draft, contributor, signed_in):
    practice = draft(by=contributor, summary="<b>x</b>@example.org wrote <script>alert(1)</script> here. N/A")
    page = signed_in(contributor).get(address(practice)).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("who", ["stranger", "reader", "neighbour", "reviewer"])
def test_who_may_not_read_the_draft_does_not_learn_that_it_is_there(who, practice, signed_in, request):
    assert signed_in(request.getfixturevalue(who)).get(address(practice)).status_code == 404


@pytest.mark.parametrize("who", ["contributor", "coordinator", "network_coordinator", "translator", "editor"])
def test_who_may_read_the_draft_gets_it(who, practice, signed_in, request):
    assert signed_in(request.getfixturevalue(who)).get(address(practice)).status_code == 200


def test_strangers_sign_in_first(practice, client):
    answer = client.get(address(practice))
    assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


def test_only_what_there_is_to_do(practice, contributor, signed_in):
    browser = signed_in(contributor)
    assert [browser.post(address(practice), {"do": do}).status_code for do in ("", "delete")] == [400, 400]
    assert browser.put(address(practice)).status_code == 405


def test_without_a_working_copy_there_is_nothing_to_help_with(practice, contributor, signed_in):
    WorkingCopy.objects.all().delete()
    assert signed_in(contributor).get(address(practice)).status_code == 404
    assert signed_in(contributor).get("/en/desk/practices/nowhere/advice/").status_code == 404


def test_the_form_is_linked_for_who_may_write(draft, contributor, signed_in):
    handed_in = draft(by=contributor, summary=BAD, state=State.SUBMITTED)
    assert "/write/" not in signed_in(contributor).get(address(handed_in)).content.decode()


def test_queries_do_not_grow_with_what_is_found(draft, contributor, signed_in):
    browser = signed_in(contributor)
    counts = []
    for summary in ("A house that neighbours run together, for all who live in the quarter.", f"{BAD} N/A DSRM " * 3):
        practice = draft(by=contributor, summary=summary)
        browser.get(address(practice))
        with CaptureQueriesContext(connection) as told:
            browser.get(address(practice))
        counts.append(len(told))
    assert counts[0] == counts[1] <= 10


def test_any_page_can_show_the_part(practice):
    copy = WorkingCopy.objects.get()
    template = Template("{% load desk_advice %}{% advice_of copy %}|{% advice_on copy.content %}")
    first, second = template.render(Context({"copy": copy})).split("|")
    assert first == second
    assert "This word praises." in first
