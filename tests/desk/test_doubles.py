"""Likely doubles at the desk: who may look, what is shown, merging and its undoing, telling apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.desk.likely_doubles import likely_doubles
from convivia.practices.merging import merge, tell_apart
from convivia.practices.models import DistinctPair, LikelyPair, Merge, Practice, WorkingCopy
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.search.doubles import compare_pending
from tests.making import make_practice, text_record

LIST = "/en/desk/doubles/"


@pytest.fixture
def pair(city, vocabularies):
    """Two records of one practice of the city, and one of another."""
    one = make_practice(
        text_record(external_id="a", title="The open round table", answers={"purpose": "To talk."}),
        place_ids=(city.pk,), source="Here",
    )  # fmt: skip
    two = make_practice(
        text_record(external_id="b", title="The open round table", summary="Other."), place_ids=(city.pk,)
    )
    make_practice(text_record(external_id="c", title="Something else"), place_ids=(city.pk,))
    return one, two


def address(pair):
    return f"{LIST}{pair[0].public_id}/{pair[1].public_id}/"


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_who_may_not_enter(
    client, signed_in, pair, editor, reader, stranger, coordinator, network_coordinator, reviewer
):
    done = merge(kept=pair[0], gone=pair[1], by=editor)
    apart = make_practice(text_record(external_id="d", title="A fourth"))
    tell_apart(one=pair[0], other=apart, by=editor)
    number = DistinctPair.objects.get().pk
    paths = [LIST, address((pair[0], apart)), f"{LIST}merges/{done.pk}/"]
    posts = [*paths[:2], f"{LIST}merges/{done.pk}/undo/", f"{LIST}apart/{number}/"]
    for path in paths:
        assert client.get(path).headers["Location"].startswith("/en/account/login/"), path
    for person in (reader, stranger, coordinator, network_coordinator, reviewer):
        browser = signed_in(person)
        assert [browser.get(path).status_code for path in paths] == [403, 403, 404]
        assert {browser.post(path, {"action": "apart"}).status_code for path in posts} == {403}
    assert signed_in(editor).get(f"{LIST}merges/{done.pk}/undo/").status_code == 405
    assert signed_in(editor).put(LIST).status_code == 405


def test_pairs_wait_to_be_compared_and_are_listed(signed_in, pair, editor):
    browser = signed_in(editor)
    assert "3 practices have changed and were not compared yet." in browser.get(LIST).content.decode()
    assert browser.post(LIST).headers["Location"] == LIST
    page = browser.get(LIST).content.decode()
    assert "data-go-on" not in page
    assert address(pair) in page
    assert page.count("They are two") == 1
    for reason in ("same title", "same city", "same period"):
        assert f"<li>{reason}</li>" in page


def test_the_list_takes_as_many_queries_for_three_pairs_as_for_one(signed_in, pair, editor, city):
    compare_pending()
    browser = signed_in(editor)
    browser.get(LIST)
    first = queries_of(browser, LIST)
    make_practice(text_record(external_id="e", title="The open round table", language="fr"), place_ids=(city.pk,))
    compare_pending()
    assert LikelyPair.objects.count() == 3
    assert queries_of(browser, LIST) == first
    assert first <= 22


def test_two_are_told_apart_and_asked_again(signed_in, pair, editor):
    compare_pending()
    browser = signed_in(editor)
    answer = browser.post(address(pair), {"action": "apart"}, follow=True)
    page = answer.content.decode()
    assert "These are two practices" not in page
    assert "Noted: these are two practices." in page
    assert address(pair) not in page
    assert "Told apart lately" in page
    browser.post(f"{LIST}apart/{DistinctPair.objects.get().pk}/")
    assert address(pair) in browser.get(LIST).content.decode()


def form_of(pair, **values):
    seen = {f"seen-{one.public_id}": one.revision for one in pair}
    return {"action": "merge", "kept": pair[0].public_id, "shown-en": pair[1].public_id} | seen | values


def test_two_are_made_one_and_parted(signed_in, pair, editor, client):
    browser = signed_in(editor)
    page = browser.get(address(pair)).content.decode()
    assert "Which text is shown in English?" in page
    assert "To talk." in page
    answer = browser.post(address(pair), form_of(pair))
    done = Merge.objects.get()
    assert answer.headers["Location"] == f"{LIST}merges/{done.pk}/"
    assert pair[0].texts.get().summary == "Other."
    assert client.get(f"/en/practices/{pair[1].public_id}/").status_code == 301
    page = browser.get(f"{LIST}merges/{done.pk}/").content.decode()
    assert "They are one practice now." in page
    assert pair[1].public_id in page
    assert "Made one lately" in browser.get(LIST).content.decode()
    browser.post(f"{LIST}merges/{done.pk}/undo/")
    assert pair[0].texts.get().summary == "What a sample does."
    page = browser.post(f"{LIST}merges/{done.pk}/undo/", follow=True).content.decode()
    assert "They have been parted already." in page


def test_the_city_reads_the_past_of_what_was_made_one_and_cannot_part_it(
    signed_in, pair, editor, coordinator, neighbour, city
):
    Practice.objects.filter(pk=pair[0].pk).update(city=city)
    done = merge(kept=pair[0], gone=pair[1], by=editor)
    address = f"{LIST}merges/{done.pk}/"
    assert address in signed_in(coordinator).get(f"/en/desk/practices/{pair[0].public_id}/history/").content.decode()
    page = signed_in(coordinator).get(address).content.decode()
    assert "Revisions of both" in page
    assert "Part them again" not in page
    assert signed_in(coordinator).post(f"{address}undo/").status_code == 403
    assert signed_in(neighbour).get(address).status_code == 404


def test_what_changed_since_is_said_when_they_are_parted(signed_in, pair, editor):
    done = merge(kept=pair[0], gone=pair[1], by=editor, shown={"en": "gone"})
    pair[0].texts.update(summary="Changed.")
    page = signed_in(editor).post(f"{LIST}merges/{done.pk}/undo/", follow=True).content.decode()
    assert "This was changed since and stays as it is now: summary/en." in page


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"action": "burn"}, 400, None),
        ({"kept": "zzz"}, 422, "Choose which record is kept."),
        ({"seen": ""}, 400, None),
        ({"seen": "9"}, 409, "One of them was changed while you looked."),
    ],
)
def test_bad_input(signed_in, pair, editor, values, status, said):
    seen = values.pop("seen", None)
    form = form_of(pair, **values)
    if seen is not None:
        form[f"seen-{pair[1].public_id}"] = seen
    answer = signed_in(editor).post(address(pair), form)
    assert answer.status_code == status
    assert said is None or said in answer.content.decode()
    assert not Merge.objects.exists()


def test_what_is_being_changed_is_not_merged(signed_in, pair, editor):
    take_step(practice=pair[1], step=Step.REVISE, by=editor)
    browser = signed_in(editor)
    assert "Somebody is changing one of them." in browser.get(address(pair)).content.decode()
    answer = browser.post(address(pair), form_of(pair))
    assert (answer.status_code, Merge.objects.count()) == (409, 0)


def test_pages_of_what_is_not_there(signed_in, pair, editor):
    browser = signed_in(editor)
    hidden = Practice.objects.create(is_shown=False, state="withdrawn")
    for other in ("zzzzzzz", hidden.public_id, pair[0].public_id):
        assert browser.get(f"{LIST}{pair[0].public_id}/{other}/").status_code == 404
    assert browser.get(f"{LIST}merges/99/").status_code == 404
    assert browser.post(f"{LIST}apart/99/").status_code == 404


def test_a_draft_is_compared_with_the_library_and_with_drafts_beside_it(pair, draft, contributor, neighbour, city):
    mine = draft(contributor, title="The open round table")
    beside = draft(contributor, title="The open round tables")
    found = likely_doubles(mine, contributor)
    assert [(one["title"], one["is_draft"]) for one in found] == [
        ("The open round table", False),
        ("The open round table", False),
        ("The open round tables", True),
    ]
    assert found[0]["where"] == "Sampleton"
    assert found[0]["kind"] == "Perhaps the same practice."
    assert [one["is_draft"] for one in likely_doubles(mine, neighbour)] == [False, False]
    WorkingCopy.objects.filter(practice=beside).delete()
    assert likely_doubles(beside, contributor) == []
