"""Practices of cities like one that a reader names: in which order, how many, and what cannot be compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from convivia.places.likeness import Traits
from convivia.places.models import Figure, Membership, Network, Place
from convivia.practices.queries import practices_to_index
from convivia.search import alike
from convivia.search.actions import reindex
from convivia.search.alike import MOST_PROFILES, comparison, points_of, profile_code
from convivia.search.queries import counted, every, neighbours, search
from convivia.search.query import Note, SearchQuery
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def make_city(key, country="NO", *, population=None, share=None, networks=(), **values):
    place = make_place(key, country, **values)
    for kind, value, unit in (("population", population, "people"), ("foreign-born", share, "percent")):
        if value is not None:
            Figure.objects.create(place=place, kind=kind, value=value, unit=unit, year=2020, source="Sample office")
    for name in networks:
        network, _ = Network.objects.get_or_create(key=name, defaults={"source": "Sample"})
        Membership.objects.create(network=network, place=place, source="Sample list")
    return place


def make_story(title, *places, period="2019", **values):
    record = text_record(title=title, external_id=title)
    return make_practice(record, place_ids=[place.pk for place in places], period=period, **values)


@pytest.fixture
def cities():
    """Seven cities, one practice each; `mine` has all that is compared."""
    found = {
        "mine": make_city("mine", population=150_000, share=12, networks=("all", "north")),
        "twin": make_city("twin", population=180_000, share=14, networks=("north",)),
        "abroad": make_city("abroad", "ES", population=120_000, share=11),
        "smaller": make_city("smaller", population=60_000, share=22),
        "unknown": make_city("unknown", "ES"),
        "far": make_city("far", "ES", population=3_000_000, share=40),
    }
    ids = {key: make_story(f"story of {key}", place).pk for key, place in found.items()}
    ids["country"] = make_practice(text_record(title="story of a country"), country_codes=("NO",)).pk
    reindex()
    return ids


def order(cities, query, **options):
    names = {pk: key for key, pk in cities.items()}
    return [names[pk] for pk in search(query, **options).ids]


def test_those_like_my_city_stand_first(cities):
    assert order(cities, SearchQuery(like="mine")) == [
        "twin", "mine", "abroad", "country", "smaller", "unknown", "far",
    ]  # fmt: skip
    assert order(cities, SearchQuery(like="far"))[0] == "far"
    assert order(cities, SearchQuery(like_population=140_000))[:3] == ["abroad", "twin", "mine"]


def test_pages_neighbours_and_the_whole_list_agree(cities):
    query = SearchQuery(like="mine", page_size=2)
    pages = [pk for page in (1, 2, 3, 4) for pk in search(query.on_page(page)).ids]
    assert pages == every(query) == search(SearchQuery(like="mine")).ids
    assert every(query, limit=3) == pages[:3]
    for at, pk in enumerate(pages):
        near = neighbours(query, pk)
        before, after = pages[at - 1] if at else None, next(iter(pages[at + 1 :]), None)
        assert near == (before, after, at + 1, len(pages))
    assert neighbours(query, 10**9) == (None, None, 0, len(pages))


@pytest.mark.parametrize("few", [0, 3, 100])
@pytest.mark.parametrize("deep", [0, 3, 100])
def test_the_list_is_the_same_however_its_parts_are_counted(cities, monkeypatch, few, deep):
    whole = every(SearchQuery(like="mine", countries=("ES", "NO")))
    monkeypatch.setattr(alike, "FEW", few)
    monkeypatch.setattr(alike, "DEEP", deep)
    test_pages_neighbours_and_the_whole_list_agree(cities)
    assert every(SearchQuery(like="mine", countries=("ES", "NO"))) == whole


def test_among_equally_alike_cities_the_newest_is_first_or_what_fits_the_words(cities):
    other = make_city("other", "FR", population=150_000, share=12)
    old = make_story("story of old days", other, period="2001").pk
    new = make_story("story of new days and more", other, period="2022").pk
    reindex()
    assert [pk for pk in search(SearchQuery(like="other")).ids if pk in {old, new}] == [new, old]
    assert search(SearchQuery(q="story old days", like="other")).ids[0] == old
    assert search(SearchQuery(q="story", like="other", sort="newest")).ids[0] == new


def test_words_and_filters_hold_in_the_order_by_likeness(cities):
    assert order(cities, SearchQuery(q="abroad", like="mine")) == ["abroad"]
    assert order(cities, SearchQuery(countries=("ES",), like="mine")) == ["abroad", "unknown", "far"]
    near = neighbours(SearchQuery(countries=("ES",), like="mine"), cities["mine"])
    assert near == (None, None, 0, 3)


@pytest.mark.parametrize(
    ("trait", "keys"),
    [
        ("size", ["twin", "mine", "abroad"]),
        ("diversity", ["twin", "mine", "abroad"]),
        ("country", ["twin", "mine", "country", "smaller"]),
        ("network", ["twin", "mine"]),
    ],
)
def test_only_cities_that_share_a_trait(cities, trait, keys):
    results = search(SearchQuery(like="mine", alike=(trait,)))
    assert order(cities, results.query) == keys
    assert results.alike[trait] == search(SearchQuery(like="mine")).alike[trait] == results.total == len(keys)


def test_what_a_trait_would_leave_is_counted_under_all_other_filters(cities):
    assert search(SearchQuery(like="mine")).alike == {"size": 3, "diversity": 3, "country": 4, "network": 2}
    assert search(SearchQuery(like="mine", alike=("country",))).alike == {
        "size": 2, "diversity": 2, "country": 4, "network": 2,
    }  # fmt: skip
    assert search(SearchQuery(like="mine", countries=("ES",))).alike["size"] == 1
    assert search(SearchQuery(like_population=5)).alike == {"size": 0}


def test_counts_of_other_filters_know_the_traits(cities):
    results = search(SearchQuery(like="mine", alike=("size",), countries=("ES",)))
    assert {value.value: value.count for value in results.facets["country"]} == {"NO": 2, "ES": 1}
    assert counted(results.query, ("city",)).values["city"] == {"abroad": 1}


def test_a_practice_of_several_cities_is_as_alike_as_the_most_alike_of_them(cities):
    both = [make_place("elsewhere", "FR"), make_city("double", population=151_000, share=12, networks=("all",))]
    pk = make_story("story of two", *both, period="1990").pk
    reindex()
    assert search(SearchQuery(like="mine")).ids[:3] == [cities["twin"], cities["mine"], pk]


def test_a_borough_is_as_large_as_its_city_unless_its_own_figure_is_known(cities):
    city = make_city("metropolis", "FR", population=2_500_000, share=35)
    bare = make_place("bare-borough", "FR", parent=city, kind="borough")
    small = make_city("small-borough", "FR", population=150_000, parent=city, kind="borough")
    town = make_place("town-in-region", "FR", parent=make_city("region", "FR", population=5_000_000, kind="region"))
    ids = [make_story(f"tale of {place.key}", place).pk for place in (bare, small, town)]
    reindex()
    assert every(SearchQuery(q="tale", like="far", alike=("size",))) == ids[:1]
    assert every(SearchQuery(q="tale", like="mine", alike=("size",))) == ids[1:2]
    assert comparison(SearchQuery(like="bare-borough"), "en").mine.population.whole == "Metropolis"


def test_my_own_figures_stand_for_those_of_my_city(cities):
    query = SearchQuery(like="unknown", like_population=2_000_000)
    mine = search(query).mine
    assert (mine.key, mine.country, mine.population.value, mine.population.source) == ("unknown", "ES", 2_000_000, "")
    assert order(cities, query)[0] == "far"


def test_what_cannot_be_compared_is_named_and_left_out(cities):
    results = search(SearchQuery(like="nowhere", alike=("size",), sort="likeness"))
    assert (results.query, results.mine, results.total, results.alike) == (SearchQuery(), None, 7, {})
    assert results.notes == (
        Note("like", "nowhere", "unknown"),
        Note("alike", "size", "nothing-to-compare"),
    )
    results = search(SearchQuery(like="unknown", alike=("diversity", "country")))
    assert (results.query.alike, results.total) == (("country",), 3)
    assert results.notes == (Note("alike", "diversity", "not-known"),)
    kept = search(SearchQuery(like="nowhere", like_population=150_000, alike=("size",)))
    assert (kept.query, kept.total) == (SearchQuery(like_population=150_000, alike=("size",)), 3)


def test_a_search_that_compares_nothing_asks_no_more_of_the_database(cities):
    def queries(query):
        search(query)
        with CaptureQueriesContext(connection) as caught:
            search(query)
        return len(caught)

    assert queries(SearchQuery(like_population=5)) == queries(SearchQuery())
    assert queries(SearchQuery(like="mine")) == queries(SearchQuery()) + 5


words = st.sampled_from(["", "0-5", "5-"])
some_traits = st.builds(
    Traits, words, words, st.sampled_from(["", "NO", "ES"]), st.sampled_from([(), ("a",), ("a", "b")])
)


@given(st.lists(some_traits, max_size=5), some_traits)
def test_a_code_tells_of_all_cities_whatever_their_order(cities, own):
    code = profile_code(cities)
    assert code == profile_code(reversed(cities))
    assert points_of(code, own) == max(points_of(profile_code([one]), own) for one in cities or [Traits()])


def test_a_practice_of_very_many_cities_is_compared_by_some_of_them():
    code = profile_code(Traits(country="NO", networks=(f"n{number}",)) for number in range(500))
    assert len(code.split(";")) == MOST_PROFILES


@pytest.mark.django_db(transaction=True)
def test_a_figure_that_is_changed_by_hand_reaches_the_index_at_once(cities, settings):
    figure = Figure.objects.get(place__key="far", kind="population")
    figure.value = 140_000
    figure.save()
    assert order(cities, SearchQuery(like="mine", alike=("size",)))[-1] == "far"
    figure.delete()
    assert "far" not in order(cities, SearchQuery(like="mine", alike=("size",)))
    Membership.objects.filter(place__key="twin").first().delete()
    assert order(cities, SearchQuery(like="mine", alike=("network",))) == ["mine"]


def test_what_is_said_of_a_city_concerns_the_practices_of_its_boroughs(cities):
    borough = make_place("borough", parent=Place.objects.get(key="far"), kind="borough")
    practice = make_story("tale of a borough", borough)
    reindex()
    Figure.objects.get(place__key="far", kind="population").save()
    waiting = set(practices_to_index().values_list("pk", flat=True))
    assert waiting == {practice.pk, cities["far"]}


def test_other_classes_need_another_index(cities, settings, tmp_path):
    own = tmp_path / "bands.tsv"
    own.write_text("trait\tfrom\nsize\t5000000\ndiversity\t50\n", encoding="utf-8")
    settings.BANDS_FILE = str(own)
    assert search(SearchQuery(like="mine", alike=("size",))).alike["size"] == 5  # made anew: the library is small
    settings.BANDS_FILE = ""
    assert search(SearchQuery(like="mine", alike=("size",))).alike["size"] == 3
