"""The address of a record that was made one with another leads there for good, on pages and in the API."""

import pytest

from convivia.practices.collection_actions import save_collection
from convivia.practices.merging import merge, unmerge
from convivia.practices.models import Practice
from tests.desk.conftest import give, make_account
from tests.making import make_place, make_practice, text_record


@pytest.fixture
def merged(db):
    """The kept record and the one that is gone, merged, and the merge."""
    place = make_place("sampleton")
    kept = make_practice(text_record(external_id="en1", title="The round table"), place_ids=(place.pk,))
    gone = make_practice(text_record(external_id="en2", title="Round table"), place_ids=(place.pk,))
    editor = give(make_account("editor"), "editor")
    return kept, gone, merge(kept=kept, gone=gone, by=editor), editor


def test_the_page_of_a_merged_record_leads_to_the_kept_one(client, merged):
    kept, gone, _, _ = merged
    address = f"/en/practices/{kept.public_id}/the-round-table/"
    for path in (f"/en/practices/{gone.public_id}/", f"/en/practices/{gone.public_id}/round-table/"):
        answer = client.get(f"{path}?from=q%3Dtable")
        assert (answer.status_code, answer["Location"]) == (301, f"{address}?from=q%3Dtable")


def test_the_api_leads_to_the_kept_one(client, merged):
    kept, gone, _, _ = merged
    address = f"http://testserver/api/v1/practices/{kept.public_id}"
    for path, where in ((gone.public_id, address), (f"{gone.public_id}/similar", f"{address}/similar")):
        answer = client.get(f"/api/v1/practices/{path}")
        assert (answer.status_code, answer["Location"]) == (301, where)
    answer = client.get("/api/v1/practices/en2")
    assert (answer.status_code, answer["Location"]) == (307, address)


def test_parted_again_it_has_its_page(client, merged):
    _, gone, done, editor = merged
    unmerge(merge=done, by=editor)
    assert client.get(f"/en/practices/{gone.public_id}/round-table/").status_code == 200
    assert client.get(f"/api/v1/practices/{gone.public_id}").status_code == 200
    assert client.get("/en/practices/2222222/").status_code == 404


def test_lists_in_an_address_show_the_kept_one_and_say_so(read, merged, django_assert_num_queries):
    kept, gone, _, _ = merged
    other = make_practice(text_record(external_id="en3", title="Another"))
    said = "A record that the address names was made one with another. That one is shown in its place."
    for path in ("/en/compare/", "/en/collection/"):
        page = read(f"{path}?id={gone.public_id}&id={other.public_id}")
        assert page.texts(".notice p") == [said]
        mark = page.all("[data-keep=merged]")[0].attributes
        assert (mark["data-gone"], mark["data-kept"]) == (gone.public_id, kept.public_id)
    assert page.texts(".card .title") == ["The round table", "Another"]
    both = read(f"/en/compare/?id={gone.public_id}&id={other.public_id}&id={kept.public_id}")
    assert both.texts(".comparison thead th") == ["The round table", "Another"]
    assert read(f"/en/compare/?id={kept.public_id}&id={other.public_id}").all("[data-keep=merged]") == []


def test_briefs_and_feeds_tell_of_the_kept_one(client, merged):
    kept, gone, _, _ = merged
    other = make_practice(text_record(external_id="en3", title="Another"))
    query = f"?id={gone.public_id}&id={other.public_id}"
    for path in ("/en/compare/brief.md", "/en/collection/brief.md"):
        brief = client.get(path + query).text
        assert "The round table" in brief
        assert "was made one with another" in brief
        assert gone.public_id not in brief
    save_collection(
        key="c",
        names={"en": "C"},
        descriptions={},
        public_ids=[gone.public_id, kept.public_id, other.public_id],
        by="t",
    )
    feed = client.get("/en/collections/c/feed.json").json()
    assert sorted(entry["title"] for entry in feed["items"]) == ["Another", "The round table"]
    answer = client.get("/api/v1/collections/c").json()
    assert [practice["id"] for practice in answer["practices"]] == [kept.public_id, other.public_id]


def test_cited_versions_of_a_merged_record_stay_and_lead_on(client, read, merged):
    kept, gone, _, _ = merged
    said = "This record was made one with another record of the same practice. What it said stays at this address."
    for path in ("versions/", "versions/1/", "versions/compare/"):
        page = read(f"/en/practices/{gone.public_id}/{path}")
        assert page.texts(".notice p")[0] == said
        assert f"/en/practices/{kept.public_id}/" in page.links(".notice a")
        assert "Round table" in page.text("h1") or path == "versions/compare/"
    assert client.get(f"/en/practices/{gone.public_id}/versions/2/").status_code == 404


def test_the_desk_leads_to_the_kept_one_on_its_page_and_in_its_api(client, merged):
    kept, gone, _, editor = merged
    client.force_login(editor)
    answer = client.get(f"/en/desk/practices/{gone.public_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/desk/practices/{kept.public_id}/")
    assert "The record you asked for was made one with this practice." in client.get(answer["Location"]).text
    told = client.get(f"/api/v1/desk/practices/{gone.public_id}").json()
    assert (told["merged_into"], told["steps"], told["may_edit"]) == (kept.public_id, [], False)
    rows = client.get("/api/v1/desk/practices").json()["results"]
    assert [(row["id"], row["merged_into"]) for row in rows] == [(kept.public_id, None)]
    other = give(make_account("neighbour"), "city-coordinator", city=make_place("otherby"))
    Practice.objects.filter(pk=gone.pk).update(city=other.held_roles.get().city)
    client.force_login(other)
    answer = client.get(f"/en/desk/practices/{gone.public_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/practices/{kept.public_id}/")
