"""The page on what is wrong with the library: who sees what of it, each list, its table, and what they cost."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.link_asking import Answer, Outcome
from convivia.practices.links import gather, note
from convivia.practices.models import Link, Practice
from tests.making import make_practice, text_record

HOME, LIST, TABLE = "/en/desk/quality/", "/en/desk/quality/no-evidence/", "/en/desk/quality/no-evidence.csv"


@pytest.fixture
def practices(city, other_city):
    """One practice of the city, one of another, one of nobody."""
    made = [make_practice(text_record(title=f"Practice {name}")) for name in ("ours", "theirs", "nobody's")]
    for practice, place in zip(made, (city, other_city, None), strict=True):
        Practice.objects.filter(pk=practice.pk).update(city=place)
    return made


def test_an_editor_sees_all(practices, editor, signed_in):
    page = signed_in(editor).get(HOME).content.decode()
    assert "3 public practices were looked at." in page
    assert f'<a href="{LIST}">No evidence</a>' in page
    listed = signed_in(editor).get(LIST).content.decode()
    assert all(f"Practice {name}" in listed for name in ("ours", "theirs"))


def test_a_network_coordinator_sees_those_of_the_network(practices, network_coordinator, signed_in):
    browser = signed_in(network_coordinator)
    assert "1 public practice was looked at." in browser.get(HOME).content.decode()
    for address in (LIST, TABLE):
        page = browser.get(address).content.decode()
        assert ("Practice ours" in page, "Practice theirs" in page) == (True, False)


@pytest.mark.parametrize("address", [HOME, LIST, TABLE])
@pytest.mark.parametrize("who", ["stranger", "reader", "contributor", "coordinator", "translator", "reviewer"])
def test_nobody_else(address, who, signed_in, request):
    assert signed_in(request.getfixturevalue(who)).get(address).status_code == 403


@pytest.mark.parametrize("address", [HOME, LIST, TABLE])
def test_strangers_sign_in_and_nobody_posts(address, client, editor, signed_in):
    assert client.get(address).status_code == 302
    assert signed_in(editor).post(address).status_code == 405


def test_no_such_defect(editor, signed_in):
    for address in ("/en/desk/quality/nothing/", "/en/desk/quality/nothing.csv"):
        assert signed_in(editor).get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "x", "999", "-1"])
def test_pages_that_are_none_are_read_as_one_that_is(page, practices, editor, signed_in):
    assert signed_in(editor).get(LIST, {"page": page}).status_code == 200


def test_an_empty_library_has_nothing_to_mend(db, editor, signed_in):
    assert "Nothing to mend" in signed_in(editor).get(HOME).content.decode()
    assert "Nothing left here" in signed_in(editor).get(LIST).content.decode()


def test_lists_are_paged(editor, signed_in):
    for number in range(51):
        make_practice(text_record(title=f"Practice {number:02}"))
    browser = signed_in(editor)
    assert browser.get(LIST).content.decode().count('scope="row"') == 50
    assert browser.get(LIST, {"page": 2}).content.decode().count('scope="row"') == 1
    assert len(list(csv.reader(io.StringIO(browser.get(TABLE).content.decode("utf-8-sig"))))) == 52


def test_no_cell_is_a_formula(editor, signed_in):
    make_practice(text_record(title="=1+1"))
    head, row = csv.reader(io.StringIO(signed_in(editor).get(TABLE).content.decode("utf-8-sig")))
    assert (head[1], row[1]) == ("Title", "'=1+1")


def test_dead_links_are_named_in_their_list_and_its_table(editor, signed_in):
    practice = make_practice(text_record(title="With a link", source_url="https://city.gov/gone"))
    gather()
    link = Link.objects.get()
    for day in (2, 3):
        note(link=link, answer=Answer(Outcome.GONE, "404"), on=date(2026, 3, day))
    browser = signed_in(editor)
    assert '<a href="/en/desk/quality/dead-link/">Dead links</a>' in browser.get(HOME).content.decode()
    listed = browser.get("/en/desk/quality/dead-link/").content.decode()
    assert '<a href="https://city.gov/gone" rel="noreferrer nofollow">' in listed
    assert "(page not found, since 2 March 2026)" in listed
    table = browser.get("/en/desk/quality/dead-link.csv").content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(table))
    assert (head[-1], row[0], row[-1]) == ("Dead links", practice.public_id, "https://city.gov/gone")


def test_queries_do_not_grow(editor, signed_in):
    browser = signed_in(editor)
    counts = []
    for more in (1, 2):
        for number in range(more):
            make_practice(text_record(title=f"Practice {more} {number}"))
        for address in (HOME, LIST, TABLE):
            browser.get(address)
            with CaptureQueriesContext(connection) as told:
                browser.get(address)
            counts.append(len(told))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 18
