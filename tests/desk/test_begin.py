"""Begin a practice: for whom, and in which language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Event, Practice, WorkingCopy
from tests.desk.conftest import give
from tests.making import make_place

ADDRESS = "/en/desk/new/"


def test_who_may_not_write(client, signed_in, reader, reviewer, stranger, vocabularies):
    assert client.get(ADDRESS).status_code == 302
    assert [signed_in(one).get(ADDRESS).status_code for one in (reader, reviewer, stranger)] == [403, 403, 403]
    assert signed_in(stranger).post(ADDRESS, {"language": "en"}).status_code == 403
    assert not Practice.objects.exists()


def test_one_city_needs_no_choice(signed_in, contributor, city, vocabularies):
    browser = signed_in(contributor)
    assert b'name="owner"' not in browser.get(ADDRESS).content
    response = browser.post(ADDRESS, {"language": "sr"})
    copy = WorkingCopy.objects.get()
    assert (copy.practice.city, copy.language, copy.author, copy.content["places"]) == (
        city,
        "sr",
        contributor,
        ["sampleton"],
    )
    assert (response.status_code, response.url) == (302, f"/en/desk/practices/{copy.practice.public_id}/write/")
    assert Event.objects.get().kind == "begun"


def test_for_a_network_or_the_library(signed_in, network_coordinator, network, editor, vocabularies):
    signed_in(network_coordinator).post(ADDRESS, {"language": "en", "owner": "network:samples"})
    signed_in(editor).post(ADDRESS, {"language": "en", "owner": "library"})
    owners = Practice.objects.order_by("pk").values_list("network__key", "city__key")
    assert list(owners) == [("samples", None), (None, None)]


def test_an_editor_names_any_city(signed_in, editor, city, vocabularies):
    signed_in(editor).post(ADDRESS, {"language": "en", "city-name": "Sampleton"})
    assert Practice.objects.get().city == city


def test_the_first_of_namesakes_that_one_may_write_for(signed_in, network_coordinator, network, city, vocabularies):
    make_place("twin", country="SE", name="Sampleton", population=9_000_000)
    signed_in(network_coordinator).post(ADDRESS, {"language": "en", "city-name": "Sampleton"})
    assert Practice.objects.get().city == city


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"language": "xx", "owner": "city:sampleton"}, ["language"]),
        ({"language": "xx"}, ["language", "owner"]),
        ({"language": "", "city-name": "Nowhere at all"}, ["language", "city-name"]),
        ({"language": "en", "city-name": "Otherby"}, ["city-name"]),
        ({"language": "en", "owner": "city:otherby"}, ["owner"]),
        ({"language": "en", "owner": "library"}, ["owner"]),
        ({"language": "en", "owner": ""}, ["owner"]),
    ],
)
def test_bad_input_is_told_at_its_field(signed_in, contributor, network, other_city, vocabularies, typed, wrong):
    give(contributor, "contributor", network=network)
    response = signed_in(contributor).post(ADDRESS, typed)
    assert (response.status_code, [name for name, _ in response.context["errors"]]) == (422, wrong)
    assert not Practice.objects.exists()


def test_other_methods_are_refused(signed_in, contributor, vocabularies):
    assert signed_in(contributor).put(ADDRESS).status_code == 405


def test_the_number_of_queries(signed_in, contributor, other_city, vocabularies):
    browser = signed_in(contributor)
    counts = []
    for _ in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(ADDRESS)
        counts.append(len(queries))
        for number in range(2):
            give(contributor, "contributor", city=make_place(f"more{number}{len(counts)}"))
    assert counts[0] <= 7
