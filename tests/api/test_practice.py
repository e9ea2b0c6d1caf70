"""A practice, whole."""

from datetime import UTC, date, datetime

import pytest

from convivia.practices.models import ExternalId, Practice
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def test_a_practice_says_all_that_the_list_says_and_its_facts(library, get):
    practice = library["kitchen"]
    Practice.objects.update(
        created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        updated_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
        last_confirmed=date(2026, 1, 1),
        revision=3,
    )
    (listed,) = get("/practices?city=fika").json()["results"]
    whole = get(f"/practices/{practice.public_id}").json()
    del whole["texts"], listed["explanation"], listed["likeness"]
    assert whole == listed | {
        "places": [
            {
                "key": "oslo",
                "name": "Oslo",
                "country": "NO",
                "country_name": "Norway",
                "point": {"latitude": 59.9, "longitude": 10.75},
            },
            {"key": "fika", "name": "Fika", "country": "SE", "country_name": "Sweden", "point": None},
        ],
        "evidence": [],
        "contact": None,
        "pictures": [],
        "archived": False,
        "archived_reason": "",
        "source": "A sample source",
        "last_confirmed": "2026-01-01",
        "revision": 3,
        "created": "2026-01-02T03:04:05Z",
        "updated": "2026-02-03T04:05:06Z",
    }


def test_a_practice_comes_with_all_its_texts(library, get):
    practice = library["kitchen"]
    page = f"http://testserver/en/practices/{practice.public_id}/a-kitchen-for-neighbours/"
    assert get(f"/practices/{practice.public_id}").json()["texts"] == [
        {
            "language": "en",
            "origin": "original",
            "title": "A kitchen for neighbours",
            "title_is_ours": False,
            "title_language": "en",
            "summary": "Neighbours cook together every week.",
            "sections": {"purpose": "To meet.", "process": "One long table."},
            "keywords": ["food"],
            "cut_off": ["process"],
            "external_id": "x1",
            "source_url": "https://example.org/kitchen",
            "url": f"{page}?text=en",
        },
        {
            "language": "fr",
            "origin": "translation",
            "title": "Une cuisine pour les voisins",
            "title_is_ours": False,
            "title_language": "fr",
            "summary": "Les voisins cuisinent ensemble.",
            "sections": {},
            "keywords": [],
            "cut_off": [],
            "external_id": "",
            "source_url": "https://example.org/kitchen",
            "url": f"{page}?text=fr",
        },
    ]


def test_the_readers_language_is_shown_and_leads_to_pages_in_it(library, get):
    public_id = library["kitchen"].public_id
    answer = get(f"/practices/{public_id}", Accept_Language="fr").json()
    page = f"http://testserver/fr/practices/{public_id}/une-cuisine-pour-les-voisins/"
    assert (answer["title"], answer["language"], answer["url"]) == ("Une cuisine pour les voisins", "fr", page)
    assert [text["url"] for text in answer["texts"]] == [f"{page}?text=en", f"{page}?text=fr"]


def test_a_reader_of_a_language_that_only_texts_speak_reads_that_text(index, get):
    practice = make_practice(text_record(), text_record(language="de", title="Ein Muster", is_original=False))
    answer = get(f"/practices/{practice.public_id}", Accept_Language="de")
    assert (answer["Content-Language"], answer.json()["title"], answer.json()["language"]) == ("en", "Ein Muster", "de")
    assert answer.json()["url"] == f"http://testserver/en/practices/{practice.public_id}/a-sample/"


def test_the_page_for_people_is_at_the_address_that_is_given(library, client, get):
    answer = get(f"/practices/{library['kitchen'].public_id}", Accept_Language="fr").json()
    for address in [answer["url"], *(text["url"] for text in answer["texts"])]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_country_without_a_city_has_no_point(library, get):
    answer = get(f"/practices/{library['radio'].public_id}").json()
    assert answer["places"] == [{"key": "", "name": "", "country": "SE", "country_name": "Sweden", "point": None}]


def test_a_title_that_the_source_lacks_is_marked_as_ours(index, get):
    practice = make_practice(text_record(title="", stand_in_title="In our words", title_language="fr"))
    answer = get(f"/practices/{practice.public_id}").json()
    expected = ("In our words", True, "fr")
    assert (answer["title"], answer["title_is_ours"], answer["title_language"]) == expected
    (text,) = answer["texts"]
    assert (text["title"], text["title_is_ours"], text["title_language"]) == expected


@pytest.mark.parametrize("name", ["x1", "page 7, card 2", "été"])
def test_what_another_system_calls_a_text_leads_to_the_practice(library, get, name):
    text = library["kitchen"].texts.get(language="en")
    ExternalId.objects.get_or_create(practice=text.practice, text=text, value=name, is_main=name == "x1")
    answer = get(f"/practices/{name}")
    where = f"http://testserver/api/v1/practices/{library['kitchen'].public_id}"
    assert (answer.status_code, answer["Location"]) == (307, where)


@pytest.mark.parametrize("name", ["2222222", "nobody", "%00", "a%00b", "x1%0A", "'; --", "x" * 500])
def test_an_unknown_id_is_a_problem(library, get, name):
    answer = get(f"/practices/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "http://testserver/api/v1/problems#not-found"


def test_a_practice_needs_no_search_index(library, get, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "none"
    assert get(f"/practices/{library['radio'].public_id}").json()["title"] == "La radio du quartier"


def test_a_practice_takes_the_same_queries_with_one_text_and_place_and_with_three(index, queries_of):
    small = make_practice(text_record(), place_ids=(make_place("one").pk,), concept_keys=("mediation",))
    large = make_practice(
        *(text_record(language=code, title=f"In {code}", is_original=code == "de") for code in ("de", "it", "pt")),
        place_ids=[make_place(key).pk for key in ("two", "three", "four")],
        concept_keys=("mediation", "language", "real-equality"),
    )
    counts = [queries_of(f"/practices/{practice.public_id}") for practice in (small, large)]
    assert counts == [12, 12]
