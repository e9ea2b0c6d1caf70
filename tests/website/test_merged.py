"""The address of a record that was made one with another leads there for good, on pages and in the API."""

import pytest

from convivia.practices.merging import merge, unmerge
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
