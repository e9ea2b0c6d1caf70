from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from convivia.places.likeness import TRAITS
from convivia.search.query import (
    EVIDENCE,
    FACETS,
    LIKE,
    MAX_QUERY,
    MAX_VALUES,
    ORDERS,
    STATUSES,
    Note,
    SearchQuery,
    year_range,
)

keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
years = st.integers(1800, 2200).flatmap(
    lambda first: st.one_of(
        st.just(f"{first}"),
        st.just(f"{first}-"),
        st.integers(min(first + 1, 2200), 2200).map(lambda last: f"{first}-{last}"),
    )
)


def some(values):
    return st.lists(values, max_size=4).map(tuple)


queries = st.builds(
    SearchQuery,
    q=st.text(max_size=40),
    areas=some(keys),
    principles=some(keys),
    countries=some(st.from_regex(r"[A-Z]{2}", fullmatch=True)),
    cities=some(keys),
    networks=some(keys),
    languages=some(st.sampled_from(["en", "fr", "pt-BR", "sr-Latn", "el"])),
    years=some(years),
    statuses=some(st.sampled_from(STATUSES)),
    evidence=some(st.sampled_from(EVIDENCE)),
    like=st.just("") | keys,
    like_population=st.none() | st.integers(1, 50_000_000),
    like_foreign_born=st.none() | st.decimals(0, 100, places=2).map(float),
    alike=some(st.sampled_from(TRAITS)),
    sort=st.sampled_from(["", *ORDERS]),
    page=st.integers(1, 10**6),
    page_size=st.integers(1, 100),
)


def as_lists(pairs):
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


@given(queries)
def test_a_search_comes_back_from_its_address(query):
    again = SearchQuery.from_params(as_lists(query.params()))
    assert (again, again.notes) == (query, ())


@given(
    st.dictionaries(
        st.sampled_from(["q", "sort", "page", "page_size", "alike", *LIKE, *FACETS]),
        st.lists(st.text(max_size=30) | st.sampled_from(["size", "oslo", "150 000", "14,5", "likeness"]), max_size=3),
    )
)
def test_any_address_is_read(params):
    query = SearchQuery.from_params(params)
    assert SearchQuery.from_params(as_lists(query.params())) == query


@given(queries, st.sampled_from(list(FACETS)))
def test_a_value_that_is_toggled_twice_changes_nothing_but_the_page(query, facet):
    value = {"country": "NO", "year": "2019", "status": "ended", "evidence": "told"}.get(facet, "mediation")
    once = query.toggled(facet, value)
    assert (value in once.selected(facet)) != (value in query.selected(facet))
    assert once.page == 1
    assert once.toggled(facet, value) == query.on_page(1)


def test_equal_searches_have_one_address():
    query = SearchQuery(q="  open \n city\x00", areas=("welcoming", "mediation", "welcoming"), sort="relevance")
    assert query == SearchQuery(q="open city", areas=("mediation", "welcoming"))
    assert SearchQuery(years=("2019-2019", "2200-")).years == ("2019", "2200")
    assert query.params() == [("q", "open city"), ("area", "mediation"), ("area", "welcoming")]


def test_what_goes_without_saying_is_left_out():
    assert SearchQuery().params() == []
    assert SearchQuery(sort="newest").params() == []
    assert SearchQuery(q="x", sort="newest", page=3, page_size=50).params() == [
        ("q", "x"),
        ("sort", "newest"),
        ("page", "3"),
        ("page_size", "50"),
    ]


def test_the_usual_order_is_by_relevance_with_words_and_newest_without():
    assert SearchQuery().order == "newest"
    assert SearchQuery(sort="relevance").order == "newest"
    assert SearchQuery(q="x").order == "relevance"
    assert SearchQuery(q="x", sort="newest").order == "newest"
    assert SearchQuery(sort="title").order == "title"
    assert SearchQuery(q="x", sort="newest").without("q").sort == ""


def test_what_an_address_cannot_mean_is_named():
    query = SearchQuery.from_params(
        {
            "q": ["x" * 301],
            "area": ["mediation", "no area!", "other"],
            "country": ["no", "NOR", "fr"],
            "language": ["EN", "pt-BR", "english please"],
            "year": ["2019", "2015-", "2015-2018", "2018-2015", "-2015", "1700", "2019-2019", "20I9"],
            "status": ["running", "walking"],
            "sort": ["best"],
            "page": ["0"],
            "page_size": ["1000"],
        },
        known={"area": {"mediation"}},
    )
    assert query == SearchQuery(
        q="x" * MAX_QUERY,
        areas=("mediation",),
        countries=("FR", "NO"),
        languages=("en", "pt-BR"),
        years=("2015-", "2015-2018", "2019"),
        statuses=("running",),
    )
    assert [(note.name, note.value[:10], note.reason) for note in query.notes] == [
        ("q", "xxxxxxxxxx", "too-long"),
        ("area", "no area!", "unknown"),
        ("area", "other", "unknown"),
        ("country", "NOR", "unknown"),
        ("language", "english pl", "unknown"),
        ("year", "2018-2015", "unknown"),
        ("year", "-2015", "unknown"),
        ("year", "1700", "unknown"),
        ("year", "20I9", "unknown"),
        ("status", "walking", "unknown"),
        ("sort", "best", "unknown"),
        ("page", "0", "unknown"),
        ("page_size", "1000", "unknown"),
    ]


def test_too_many_values_are_named():
    query = SearchQuery.from_params({"city": [f"c{number}" for number in range(MAX_VALUES + 1)]})
    assert len(query.cities) == MAX_VALUES
    assert query.notes == (Note("city", f"c{MAX_VALUES}", "too-many"),)


def test_addresses_may_come_as_query_dicts_lists_or_single_values():
    expected = SearchQuery(q="last", areas=("a", "b"), page=2)
    assert SearchQuery.from_params(QueryDict("q=first&q=last&area=a&area=b&page=2&utm=1")) == expected
    assert SearchQuery.from_params({"q": ["first", "last"], "area": ["a", "b"], "page": ["2"]}) == expected
    assert SearchQuery.from_params({"q": "last", "area": ("b", "a"), "page": 2}) == expected


def test_notes_do_not_make_a_search_another_one():
    assert SearchQuery(notes=(Note("q", "x", "unknown"),)) == SearchQuery()


def test_a_city_to_compare_with_puts_those_like_it_first_unless_another_order_is_chosen():
    like = SearchQuery(like="oslo", alike=("country", "size"))
    assert (like.order, like.sort, like.compares, like.is_filtered) == ("likeness", "", True, True)
    assert like.params() == [("like", "oslo"), ("alike", "size"), ("alike", "country")]
    assert SearchQuery(q="x", like="oslo", sort="likeness") == SearchQuery(q="x", like="oslo")
    assert SearchQuery(q="x", like="oslo", sort="relevance").order == "relevance"
    assert SearchQuery(like="oslo", sort="relevance").order == "likeness"
    assert SearchQuery(like="oslo", sort="newest").order == "newest"
    assert SearchQuery(like="oslo").is_filtered is False


def test_figures_may_stand_for_a_city_and_have_one_form():
    params = {"like_population": ["285 000"], "like_foreign_born": ["14,50 %"], "alike": ["size", "size"]}
    query = SearchQuery.from_params(params)
    assert query == SearchQuery(like_population=285_000, like_foreign_born=14.5, alike=("size",))
    assert query.params() == [("like_population", "285000"), ("like_foreign_born", "14.5"), ("alike", "size")]
    assert SearchQuery.from_params({"like_foreign_born": "0"}).order == "likeness"


def test_without_a_city_nothing_is_compared():
    assert SearchQuery(alike=("size",), sort="likeness") == SearchQuery()
    query = SearchQuery.from_params({"alike": ["size", "colour"], "sort": ["likeness"]})
    assert query == SearchQuery()
    assert query.notes == (
        Note("alike", "size", "nothing-to-compare"),
        Note("alike", "colour", "unknown"),
        Note("sort", "likeness", "nothing-to-compare"),
    )


def test_a_city_that_cannot_be_one_is_named():
    params = {"like": ["no city!"], "like_population": ["0"], "like_foreign_born": ["101"], "alike": ["size"]}
    query = SearchQuery.from_params(params)
    assert query == SearchQuery()
    assert [(note.name, note.value, note.reason) for note in query.notes] == [
        ("like", "no city!", "unknown"),
        ("like_population", "0", "unknown"),
        ("like_foreign_born", "101", "unknown"),
        ("alike", "size", "nothing-to-compare"),
    ]


def test_likeness_can_be_taken_away():
    query = SearchQuery(q="x", like="oslo", like_foreign_born=3, alike=("size", "country"), page=4)
    assert query.without("like") == SearchQuery(q="x")
    assert query.without("alike", "size") == replace(query, alike=("country",), page=1)
    assert query.without("alike") == replace(query, alike=(), page=1)
    assert query.sharing("network") == replace(query, alike=("size", "country", "network"), page=1)
    assert query.sharing("size") == query.without("alike", "size")


def test_filters_can_be_taken_away():
    query = SearchQuery(q="x", areas=("a", "b"), years=("2019",), page=4)
    assert query.filters() == {"area": ("a", "b"), "year": ("2019",)}
    assert query.filters(but="area") == {"year": ("2019",)}
    assert query.without("area", "a") == replace(query, areas=("b",), page=1)
    assert query.without("area") == replace(query, areas=(), page=1)
    assert query.without("q") == replace(query, q="", page=1)
    assert query.sorted_by("title") == replace(query, sort="title", page=1)


@pytest.mark.parametrize(
    ("query", "is_filtered"),
    [
        (SearchQuery(), False),
        (SearchQuery(sort="title", page=2), False),
        (SearchQuery(q="x"), True),
        (SearchQuery(cities=("a",)), True),
    ],
)
def test_whether_anything_narrows_the_library(query, is_filtered):
    assert query.is_filtered is is_filtered


@pytest.mark.parametrize(
    "values",
    [
        {"sort": "best"},
        {"page": 0},
        {"page_size": 0},
        {"page_size": 101},
        {"years": ("x",)},
        {"statuses": ("walking",)},
        {"alike": ("colour",)},
        {"like_population": 0},
        {"like_population": 50_000_001},
        {"like_foreign_born": 100.5},
    ],
)
def test_a_search_cannot_be_made_of_nonsense(values):
    with pytest.raises(ValueError, match=r"order|Pages|not all|bounds"):
        SearchQuery(**values)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2019", (2019, 2019)),
        ("2015-", (2015, 2200)),
        ("2015-2018", (2015, 2018)),
        ("2018-2015", None),
        ("1799", None),
        ("2201-", None),
        ("٢٠١٩", None),
        ("2019\n", None),
        ("", None),
    ],
)
def test_years(value, span):
    assert year_range(value) == span
