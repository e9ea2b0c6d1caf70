"""Searching a small library in the database."""

import pytest

from convivia.places.models import Country, PlaceName
from convivia.practices.actions import delete_practices
from convivia.practices.models import Practice
from convivia.search import actions, ranking
from convivia.search.actions import reindex
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import (
    NO_CITY,
    Counts,
    Neighbours,
    counted,
    counted_together,
    every,
    labelled_facets,
    neighbours,
    search,
)
from convivia.search.query import Note, SearchQuery
from convivia.vocabularies.models import Concept, Label
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def make(title, *, language="en", **values):
    text = {name: values.pop(name) for name in ("summary", "answers", "keywords", "other_titles") if name in values}
    return make_practice(text_record(language=language, title=title, **({"summary": ""} | text)), **values).pk


def found(q="", **filters):
    return search(SearchQuery(q=q, **filters)).ids


def test_all_that_is_found_comes_whatever_the_page_and_is_counted_under_all_filters():
    bergen, oslo = make_place("bergen", "NO"), make_place("oslo", "NO")
    first = make("A school", place_ids=(bergen.pk,))
    second = make("B school", place_ids=(oslo.pk,))
    make("C street")
    reindex()
    query = SearchQuery(q="school", sort="title", page=2, page_size=1)
    assert (every(query), every(query, limit=1)) == ([first, second], [first])
    assert counted(query, ["city"]) == Counts(2, {"city": {"bergen": 1, "oslo": 1}})
    assert counted(SearchQuery(q="school", cities=("oslo",)), ["city"]) == Counts(1, {"city": {"oslo": 1}})


def test_cities_are_counted_together_each_practice_once():
    berlin, oslo = make_place("berlin", "DE"), make_place("oslo", "NO")
    part = make_place("berlin-neukoelln", "DE", name="Neukölln", parent=berlin)
    make("One", place_ids=(part.pk,))
    make("Two", place_ids=(oslo.pk, berlin.pk))
    make("Three", place_ids=(berlin.pk,))
    make("Four", country_codes=("NO",))
    reindex()
    assert counted_together(SearchQuery(), "city") == {
        ("berlin", "berlin-neukoelln"): 1, ("berlin", "oslo"): 1, ("berlin",): 1, (NO_CITY,): 1,
    }  # fmt: skip
    assert counted_together(SearchQuery(q="two"), "city") == {("berlin", "oslo"): 1}
    assert counted_together(SearchQuery(), "area") == {}


def test_practices_of_no_city_can_be_asked_for_but_are_no_city_in_the_list():
    oslo = make_place("oslo", "NO")
    make("One", place_ids=(oslo.pk,))
    nowhere = make("Two", country_codes=("NO",))
    reindex()
    plain, chosen = search(SearchQuery()), search(SearchQuery(cities=(NO_CITY,)))
    assert ([value.value for value in plain.facets["city"]], plain.further) == (["oslo"], {"city": 0})
    assert (chosen.ids, chosen.further) == ([nowhere], {"city": 0})
    assert [(value.value, value.count) for value in chosen.facets["city"]] == [("no-city", 1), ("oslo", 1)]
    cities = next(facet for facet in labelled_facets(chosen, "en") if facet.name == "city")
    assert {value.label for value in cities.values} == {"no single city", "Oslo"}


def test_every_text_of_a_practice_is_searched():
    place = make_place("hamlet", "NO", name="Hamlet")
    PlaceName.objects.create(place=place, language="fr", text="Hameau-la-Ville", kind="preferred")
    pk = make(
        "Garden days",
        summary="Summarily told.",
        answers={"purpose": "Purposefully.", "impact": "Impacting."},
        keywords=("key word",),
        other_titles=("Former name",),
        place_ids=(place.pk,),
        concept_keys=("mediation", "real-equality"),
    )
    other = make("Another", language="fr")
    make_practice(text_record(title="", stand_in_title="Our words", summary="x"))
    reindex()
    words = [
        "garden",
        "summarily",
        "purposefully",
        "impacting",
        "key word",
        "former",
        "hamlet",
        "hameau",
        "norwegen",
        "Νορβηγία",
    ]
    assert {word: found(word) for word in words} == {word: [pk] for word in words}
    assert found('"Hameau la Ville"') == [pk]
    assert len(found('"our words"')) == 1
    assert found("another") == [other]


def test_areas_and_principles_are_found_by_any_of_their_names():
    pk = make("One", concept_keys=("mediation",))
    make("Two", concept_keys=("participation",))
    mediation = Concept.objects.get(key="mediation")
    Label.objects.create(concept=mediation, language="de", kind="alt", text="Hader beenden")
    Label.objects.create(concept=mediation, language="el", kind="hidden", text="ΣΥΜΦΙΛΙΩΣΗ")
    reindex()
    assert found("médiation") == found("συμφιλίωση") == found("Hader beende") == [pk]
    assert found("hader") == found("beenden") == []


def test_a_title_stands_before_a_name_and_a_name_before_nothing():
    named = make("One", concept_keys=("mediation",))
    titled = make("Mediation")
    make("Other")
    reindex()
    assert found("mediation") == [titled, named]


def test_where_few_have_all_words_those_with_most_follow():
    both = make("Kitchen and garden")
    garden = make("Garden")
    make("Neither")
    reindex()
    results = search(SearchQuery(q="garden kitchen"))
    assert (results.ids, results.total, results.relaxed, results.complete) == ([both, garden], 2, True, 1)
    alone = search(SearchQuery(q="kitchen"))
    assert (alone.ids, alone.relaxed, alone.complete) == ([both], False, 1)


def test_where_enough_have_all_words_the_others_stay_away():
    full = [make(f"Garden kitchen {number}") for number in range(ranking.FEW)]
    make("Garden")
    reindex()
    results = search(SearchQuery(q="garden kitchen"))
    assert (sorted(results.ids), results.relaxed, results.complete) == (full, False, ranking.FEW)


def test_where_nobody_has_all_words_those_with_most_are_found():
    two = make("Garden kitchen")
    make("Theatre")
    reindex()
    results = search(SearchQuery(q="garden kitchen unknownword"))
    assert (results.ids, results.relaxed, results.complete) == ([two], True, 0)
    nothing = search(SearchQuery(q="unknown nowhere"))
    assert (nothing.ids, nothing.total, nothing.relaxed) == ([], 0, False)


def test_phrases_and_exclusions_are_never_relaxed():
    make("Open garden")
    phrase = make("Garden open")
    make("Garden open at night")
    reindex()
    assert found('"garden open" kitchen -night') == [phrase]
    assert found('"kitchen open"') == []


def test_relaxed_counts_mean_the_same_under_every_filter():
    make("Kitchen and garden", period="2015")
    garden = make("Garden", period="2019")
    make("Neither", period="2019")
    reindex()
    results = search(SearchQuery(q="garden kitchen", years=("2019",)))
    assert (results.ids, results.relaxed) == ([garden], True)
    assert {value.value: value.count for value in results.facets["year"]} == {"2019": 1, "2015": 1}


def test_a_query_without_any_word_finds_nothing():
    make("Garden")
    reindex()
    assert (found("?!"), search(SearchQuery(q="?!")).total) == ([], 0)


def test_what_is_not_read_of_a_query_is_said():
    make("Garden")
    reindex()
    words = " ".join(f"w{number}" for number in range(30))
    assert search(SearchQuery(q=words)).notes == (Note("q", words, "too-many"),)
    query = SearchQuery.from_params({"q": "garden", "status": "walking"})
    assert search(query).notes == (Note("status", "walking", "unknown"),)


def test_orders_and_pages():
    new, old, none = make("Beta", period="2021"), make("älpha", period="2001"), make("Gamma", period="")
    reindex()
    assert found() == [new, old, none]
    assert found(sort="title") == [old, new, none]
    assert found(page_size=2) == [new, old]
    assert found(page_size=2, page=2) == [none]
    beyond = search(SearchQuery(page=10**9, page_size=100))
    assert (beyond.ids, beyond.total) == ([], 3)


def test_titles_are_sorted_as_the_reader_sees_them():
    two = make_practice(text_record(title="Alpha"), text_record(language="fr", title="Zèbre", is_original=False)).pk
    one = make("Middle")
    reindex()
    query = SearchQuery(sort="title")
    assert search(query, language="en").ids == [two, one]
    assert search(query, language="fr").ids == [one, two]
    assert search(query, language="el").ids == [two, one]


def test_a_part_of_a_city_is_found_by_the_city():
    city = make_place("berlin", "DE")
    part = make_place("berlin-neukoelln", "DE", name="Neukölln", parent=city)
    pk, other = make("One", place_ids=(part.pk,)), make("Two", place_ids=(city.pk,))
    Country.objects.get_or_create(code="FR", defaults={"alpha3": "FRA"})
    national = make("Three", country_codes=("FR",))
    reindex()
    assert sorted(found(cities=("berlin",))) == [pk, other]
    assert found(cities=("berlin-neukoelln",)) == [pk]
    assert sorted(found(cities=("berlin-neukoelln",), countries=("FR",))) == []
    assert (found(countries=("FR",)), sorted(found("Berlin"))) == ([national], [pk, other])


def test_neighbours_in_any_order():
    pks = [make(f"Garden {letter}", period=str(2010 + at)) for at, letter in enumerate("abcd")]
    make("Other")
    reindex()
    newest = SearchQuery(q="garden", sort="newest", page=3, page_size=1)
    assert neighbours(newest, pks[3]) == Neighbours(None, pks[2], 1, 4)
    assert neighbours(newest, pks[2]) == Neighbours(pks[3], pks[1], 2, 4)
    assert neighbours(newest, pks[0]) == Neighbours(pks[1], None, 4, 4)
    assert neighbours(SearchQuery(q="garden", sort="title"), pks[0]) == Neighbours(None, pks[1], 1, 4)
    assert neighbours(SearchQuery(q="garden", years=("2012",)), pks[2]) == Neighbours(None, None, 1, 1)
    assert neighbours(SearchQuery(q="garden"), 10**9) == Neighbours(None, None, 0, 4)
    by_relevance = search(SearchQuery(q="garden")).ids
    assert neighbours(SearchQuery(q="garden"), by_relevance[1]) == Neighbours(by_relevance[0], by_relevance[2], 2, 4)


def test_neighbours_far_below_are_not_looked_for(monkeypatch):
    pks = [make(f"Number {number}") for number in range(4)]
    reindex()
    monkeypatch.setattr("convivia.search.engines.tantivy_engine.WINDOW", 2)
    by_title = SearchQuery(sort="title")
    assert neighbours(by_title, pks[3]) == Neighbours(None, None, 0, 4)
    assert neighbours(by_title, pks[0]) == Neighbours(None, pks[1], 1, 4)
    assert neighbours(SearchQuery(), pks[1]) == Neighbours(pks[2], pks[0], 3, 4)


def test_a_small_library_makes_its_missing_index_on_the_spot():
    pk = make("Garden")
    assert found("garden") == [pk]
    assert Practice.objects.get().indexed_revision == 1


def test_a_small_library_mends_a_damaged_index_on_the_spot(index_folder):
    pk = make("Garden")
    reindex()
    for file in index_folder.rglob("*.term"):
        file.unlink()
    assert found("garden") == [pk]


def test_a_large_library_says_that_its_index_is_missing(monkeypatch):
    make("Garden")
    monkeypatch.setattr(actions, "SMALL", 0)
    with pytest.raises(IndexUnavailable):
        search(SearchQuery(q="garden"))


def test_deleted_practices_are_not_counted():
    make("Garden one")
    kept = make("Garden two")
    reindex()
    delete_practices(practices=list(Practice.objects.exclude(pk=kept)), by="tests")
    actions.index_pending()
    assert (found("garden"), search(SearchQuery(q="garden")).total) == ([kept], 1)


def test_only_the_facets_that_are_asked_for_are_counted(django_assert_num_queries):
    make("One", concept_keys=("mediation",))
    make("Two", concept_keys=("mediation", "education"))
    reindex()
    query = SearchQuery(areas=("education",))
    whole = search(query)
    bare = search(query, facets=())
    assert (bare.total, bare.ids, bare.facets) == (whole.total, whole.ids, {})
    assert search(query, facets=("area",)).facets == {"area": whole.facets["area"]}
    assert search(query, facets=("status",)).facets == {"status": whole.facets["status"]}
    with django_assert_num_queries(0):
        search(query, facets=())
