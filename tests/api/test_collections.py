"""Collections in the API."""

import pytest

from convivia.practices.collection_actions import save_collection


@pytest.fixture
def gathered(library):
    ids = [practice.public_id for practice in library.values()][::-1]
    for key, published in (("sample", True), ("hidden", False)):
        save_collection(
            key=key, names={"en": "Sample", "fr": "Exemple"}, descriptions={"en": "Some."}, public_ids=ids,
            is_published=published, by="tests",
        )  # fmt: skip
    return ids


def test_the_list(gathered, get):
    answer = get("/collections", accept_language="fr").json()
    assert answer["total"] == 1
    row = answer["results"][0]
    assert row.pop("updated")
    assert row == {
        "key": "sample",
        "label": "Exemple",
        "names": {"en": "Sample", "fr": "Exemple"},
        "descriptions": {"en": "Some."},
        "practice_count": len(gathered),
        "url": "http://testserver/fr/collections/sample/",
        "api_url": "http://testserver/api/v1/collections/sample",
    }


def test_one_with_its_practices_in_order(gathered, get):
    answer = get("/collections/sample").json()
    assert [row["id"] for row in answer["practices"]] == gathered
    assert answer["practice_count"] == len(gathered)


@pytest.mark.parametrize("key", ["hidden", "nothing"])
def test_what_readers_do_not_see_is_not_there(gathered, get, key):
    answer = get(f"/collections/{key}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_as_many_queries_however_much_there_is(gathered, library, queries_of):
    one = [library["kitchen"].public_id]
    save_collection(key="small", names={"en": "S"}, descriptions={}, public_ids=one, by="tests")
    assert queries_of("/collections/small") == queries_of("/collections/sample")
