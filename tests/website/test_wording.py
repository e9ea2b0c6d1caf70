"""Words and values that pages are made of: places, numbers, the sentence of a search, the pager, citations."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from convivia.common.paging import pager
from convivia.places.wording import figure_value
from convivia.practices.place_lines import place_groups, place_line
from convivia.practices.queries import PlaceName
from convivia.search.query import FACETS, SearchQuery
from convivia.website.citation import licence
from convivia.website.context import in_other_language
from convivia.website.sentence import parts, say_search, say_year
from convivia.website.wording import joined, plain_number

LABELS = {
    "area": {"mediation": "Mediation", "language": "Language", "education": "Education"},
    "country": {"ES": "Spain"},
    "city": {"bilbao": "Bilbao"},
    "principle": {"real-equality": "Real equality"},
    "network": {"spain": "Spanish network"},
    "language": {"fr": "French"},
    "status": {"running": "still running"},
}


def named(name, code="PT", country="Portugal"):
    return PlaceName(name.lower(), name, name, code, country)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], "Portugal"),
        (["Braga"], "Braga, Portugal"),
        (["Braga", "Beja", "Loures", "Oeiras"], "Braga, Beja, Loures, Oeiras, Portugal"),
        (["Braga", "Beja", "Loures", "Oeiras", "Lisbon"], "Braga, Beja, Loures and 2 more, Portugal"),
    ],
)
def test_places_of_one_country(names, line):
    places = [named(name) for name in names] or [PlaceName("", "", "", "PT", "Portugal")]
    assert place_line(places) == line


def test_places_of_several_countries_stand_in_the_order_of_their_first_mention():
    places = [named("Braga"), named("Oslo", "NO", "Norway"), named("Beja")]
    assert place_line(places) == "Braga, Beja, Portugal · Oslo, Norway"
    assert [(group.code, len(group.places)) for group in place_groups(places)] == [("PT", 2), ("NO", 1)]


def test_in_french():
    with override("fr"):
        assert place_line([named(name) for name in "ABCDE"]) == "A, B, C et 2 autres, Portugal"
        assert joined(["a", "b", "c"]) == "a, b ou c"
        assert plain_number(20000) == "20\u202f000"


@pytest.mark.parametrize(("names", "words"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")])
def test_alternatives(names, words):
    assert joined(names) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("111973.00", "people", "111,973"),
        ("72.00", "percent", "72%"),
        ("15.40", "percent", "15.4%"),
        ("100", "percent", "100%"),
    ],
)
def test_figures(value, unit, words):
    assert figure_value(Decimal(value), unit, "en") == words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (SearchQuery(), "163 practices, newest first"),
        (SearchQuery(sort="title"), "163 practices, by title"),
        (SearchQuery(q="school"), "163 practices about “school”, best match first"),
        (SearchQuery(q="school", sort="newest"), "163 practices about “school”, newest first"),
        (SearchQuery(areas=("mediation", "language"), countries=("ES",), years=("2015-",)),
         "163 practices on Language or Mediation in Spain begun in 2015 or later, newest first"),
        (SearchQuery(cities=("bilbao",), principles=("real-equality",)),
         "163 practices with the principle Real equality in Bilbao, newest first"),
        (SearchQuery(networks=("spain",), languages=("fr",), statuses=("running",)),
         "163 practices from the network Spanish network told in French still running, newest first"),
        (SearchQuery(areas=("gone",)), "163 practices on gone, newest first"),
    ],
)  # fmt: skip
def test_a_search_in_words(query, sentence):
    assert say_search(query, 163, LABELS) == sentence


@pytest.mark.parametrize(
    ("total", "sentence"), [(0, "0 practices"), (1, "1 practice"), (20000, "20,000 practices, newest first")]
)
def test_an_order_is_named_where_there_is_one(total, sentence):
    assert say_search(SearchQuery(), total, LABELS) == sentence


def test_a_search_in_french():
    query = SearchQuery(q="école", areas=("education",), countries=("ES",), years=("2015-2018",))
    with override("fr"):
        assert say_search(query, 2, {"area": {"education": "Éducation"}, "country": {"ES": "Espagne"}}) == (
            "2 pratiques sur «\u00a0école\u00a0» dans le domaine Éducation (Espagne)"
            " commencées entre 2015 et 2018, par pertinence"
        )


@pytest.mark.parametrize(
    ("value", "words"), [("2019", "in 2019"), ("2015-", "in 2015 or later"), ("2015-2018", "between 2015 and 2018")]
)
def test_years(value, words):
    assert say_year(value) == words


@given(
    st.fixed_dictionaries(
        {
            name: st.lists(st.sampled_from(["a", "b1", "c-d"]), max_size=3).map(tuple)
            for name in ("areas", "principles", "cities", "networks")
        }
    ),
    st.text(max_size=20),
)
def test_taking_all_parts_away_leaves_the_whole_library(filters, words):
    query = SearchQuery(q=words, **filters)
    while found := parts(query, {}):
        assert len(found) == bool(query.q) + sum(len(query.selected(name)) for name in FACETS)
        query = found[0].rest
    assert not query.is_filtered


@pytest.mark.parametrize(
    ("page", "total", "numbers"),
    [
        (1, 0, [1]),
        (1, 20, [1]),
        (1, 21, [1, 2]),
        (1, 163, [1, 2, 3, 0, 9]),
        (4, 163, [1, 2, 3, 4, 5, 6, 0, 9]),
        (5, 163, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (9, 163, [1, 0, 7, 8, 9]),
    ],
)
def test_the_pages_that_the_pager_shows(page, total, numbers):
    assert [one.number for one in pager(page=page, page_size=20, total=total, url=str).pages] == numbers


@given(st.integers(1, 100), st.integers(0, 5000), st.data())
def test_the_pager_always_leads_on_and_back(size, total, data):
    last = max(1, -(-total // size))
    page = data.draw(st.integers(1, last))
    found = pager(page=page, page_size=size, total=total, url=str)
    assert found.previous_url == ("" if page == 1 else str(page - 1))
    assert found.next_url == ("" if page == last else str(page + 1))
    assert [one.number for one in found.pages if one.is_current] == [page]
    assert total == 0 or 1 <= found.first <= found.last <= total
    assert (found.pages[0].number, found.pages[-1].number) == (1, last)


@pytest.mark.parametrize(
    ("identifier", "name", "address"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("EUPL-1.2", "EUPL-1.2", "https://spdx.org/licenses/EUPL-1.2.html"),
    ],
)
def test_licences(identifier, name, address):
    assert licence(identifier) == (name, address)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/en/", "/fr/"),
        ("/en/cities/oslo/", "/fr/cities/oslo/"),
        ("/fr/en/", "/fr/en/"),
        ("/robots.txt", "/fr/"),
        ("/", "/fr/"),
    ],
)
def test_an_address_in_another_language(path, other):
    assert in_other_language(path, "fr") == other
