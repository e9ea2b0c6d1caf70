"""Counts against the truth: a library invented by chance, counted by hand."""

import random
from itertools import product

import pytest

from convivia.places.models import Membership, Network, Place
from convivia.practices.models import Evidence, Practice
from convivia.search.actions import reindex
from convivia.search.facets import MOST_CITIES, Facet, FacetValue, LabelledValue
from convivia.search.queries import labelled_facets, neighbours, search
from convivia.search.query import EVIDENCE, FACETS, STATUSES, SearchQuery, year_range
from convivia.vocabularies.actions import load_vocabularies
from convivia.vocabularies.models import Concept
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db

AREAS = [
    "commitment", "education", "neighbourhoods", "public-service", "business-labour", "cultural-social-life",
    "public-space", "mediation", "language", "media-communication", "international-outlook", "intercultural-competence",
    "welcoming", "leadership-citizenship", "anti-discrimination", "participation", "interaction",
]  # fmt: skip
LENS = AREAS[1:7]
PRINCIPLES = ["real-equality", "diversity-advantage", "meaningful-interaction", "active-citizenship"]
WORDS = ["garden", "kitchen", "theatre", "football"]


def invent(chance, number, places):
    """Save a practice by chance; what it should be counted as comes back."""
    there = chance.sample(places, chance.choice([0, 1, 1, 2]))
    areas, principles = chance.sample(AREAS, chance.randint(0, 3)), chance.sample(PRINCIPLES, chance.randint(0, 2))
    national = chance.choice([[], [], ["SE"]])
    languages = chance.choice([["en"], ["fr"], ["en", "fr"], ["de"]])
    words = chance.sample(WORDS, chance.randint(0, 3))
    period = chance.choice(["", "2014", "2016-2018", "2018", "since 2019", "2021"])
    practice = make_practice(
        *(
            text_record(language=code, title=f"Number {number} {code}", summary=" ".join(words), is_original=not at)
            for at, code in enumerate(languages)
        ),
        place_ids=tuple(place.pk for place in there),
        country_codes=tuple(national),
        concept_keys=(*areas, *principles),
        period=period,
    )
    kinds = chance.sample(EVIDENCE[:-1], chance.choice([0, 0, 1, 2]))
    for kind in kinds:
        Evidence.objects.create(practice=practice, kind=kind, statements={"en": "It helped."})
    up = {place.key for place in there} | {place.parent.key for place in there if place.parent}
    return practice.pk, {
        "words": set(words),
        "area": set(areas) | ({"intercultural-lens"} if set(areas) & set(LENS) else set()),
        "principle": set(principles),
        "country": {place.country_id for place in there} | set(national),
        "city": up,
        "network": {m.network.key for place in there for m in place.memberships.all()},
        "language": set(languages),
        "year": {str(practice.start_year)} if practice.start_year else set(),
        "status": {{True: "running", False: "ended", None: "unknown"}[practice.ongoing]},
        "evidence": {min(kinds, key=EVIDENCE.index, default="none")},
    }


@pytest.fixture
def places():
    big = make_place("bigtown", "NO")
    part = make_place("bigtown-hill", "NO", parent=big, kind=Place.Kind.BOROUGH)
    found = [
        big,
        part,
        make_place("hamlet", "NO"),
        make_place("ville", "FR"),
        make_place("stadt", "DE"),
        make_place("by", "SE"),
    ]
    for key, members in (("north", [big, found[2], found[5]]), ("all", found)):
        network = Network.objects.create(key=key, names={"en": key.title()}, source="tests")
        Membership.objects.bulk_create(Membership(network=network, place=place, source="tests") for place in members)
    return found


@pytest.fixture
def library(places):
    chance = random.Random(20)
    truth = dict(invent(chance, number, places) for number in range(45))
    reindex()
    return truth


def fits(row, query, but=""):
    if query.q and query.q not in row["words"]:
        return False
    for facet, values in query.filters(but=but).items():
        if facet == "year":
            spans = [year_range(value) for value in values]
            if not any(first <= int(year) <= last for year in row["year"] for first, last in spans):
                return False
        elif not row[facet] & set(values):
            return False
    return True


def count_by_hand(library, query, facet, value):
    rows = [row for row in library.values() if fits(row, query, but=facet)]
    if facet == "year":
        first, last = year_range(value)
        return sum(any(first <= int(year) <= last for year in row["year"]) for row in rows)
    return sum(value in row[facet] for row in rows)


def chance_queries():
    chance = random.Random(7)
    values = {
        "areas": [*AREAS, "intercultural-lens"],
        "principles": PRINCIPLES,
        "countries": ["NO", "FR", "DE", "SE", "IS"],
        "cities": ["bigtown", "bigtown-hill", "ville", "nowhere"],
        "networks": ["north", "all"],
        "languages": ["en", "fr", "de", "el"],
        "years": ["2014", "2018-", "2015-2019", "1999"],
        "statuses": list(STATUSES),
        "evidence": list(EVIDENCE),
    }
    for words in ["", *WORDS] * 12:
        names = chance.sample(list(values), chance.randint(0, 3))
        filters = {name: tuple(chance.sample(values[name], chance.randint(1, 2))) for name in names}
        yield SearchQuery(q=words, page_size=100, **filters)


def test_every_count_is_true_under_the_words_and_every_other_filter(library):
    for query in chance_queries():
        results = search(query)
        assert set(results.ids) == {pk for pk, row in library.items() if fits(row, query)}, query
        assert results.total == len(results.ids), query
        for facet in FACETS:
            listed = {value.value: value for value in results.facets[facet]}
            for value in listed.values():
                assert value.count == count_by_hand(library, query, facet, value.value), (query, facet, value)
                assert value.selected is (value.value in query.selected(facet)), (query, facet, value)
            assert set(query.selected(facet)) <= set(listed), (query, facet)
            having = {value for row in library.values() if fits(row, query, but=facet) for value in row[facet]}
            assert having - {"intercultural-lens"} <= set(listed), (query, facet)


def test_neighbours_are_those_of_the_list_in_every_order(library):
    for query, order in zip(list(chance_queries())[::4], ("newest", "title", "relevance") * 5, strict=True):
        query = query.sorted_by(order)
        ids = search(query).ids
        around = [None, *ids, None]
        for at, pk in enumerate(ids, 1):
            assert neighbours(query, pk) == (around[at - 1], around[at + 1], at, len(ids)), (query, pk)
        for pk in sorted(library.keys() - set(ids))[:3]:
            assert neighbours(query, pk) == (None, None, 0, len(ids)), (query, pk)


def test_what_is_always_listed_comes_in_its_order_with_zeros(library):
    results = search(SearchQuery(q="garden", countries=("IS",)))
    assert results.facets["area"] == [FacetValue(area, 0, False) for area in AREAS]
    assert results.facets["principle"] == [FacetValue(key, 0, False) for key in PRINCIPLES]
    assert results.facets["status"] == [FacetValue(key, 0, False) for key in ("running", "ended", "unknown")]
    assert results.facets["city"] == results.facets["language"] == results.facets["year"] == []
    assert FacetValue("IS", 0, True) in results.facets["country"]


def test_a_group_of_areas_is_a_filter_of_its_own(library):
    results = search(SearchQuery(areas=("intercultural-lens",), page_size=100))
    assert set(results.ids) == {pk for pk, row in library.items() if row["area"] & set(LENS)}
    assert [value.value for value in results.facets["area"]] == [AREAS[0], "intercultural-lens", *AREAS[1:]]


def test_an_area_that_does_not_exist_finds_nothing_and_is_not_listed(library):
    results = search(SearchQuery(areas=("nonsense",)))
    assert (results.total, results.ids) == (0, [])
    assert [value.value for value in results.facets["area"]] == AREAS


def test_values_are_ordered_by_count_years_by_age(library):
    for facet, query in product(
        ("country", "city", "network", "language"), (SearchQuery(), SearchQuery(statuses=("ended",)))
    ):
        values = search(query).facets[facet]
        assert values == sorted(values, key=lambda value: (-value.count, value.value))
    years = [value.value for value in search(SearchQuery(years=("2015-2019", "1999", "2020-"))).facets["year"]]
    assert years == ["2015-2019", "2020-", "2021", "2019", "2018", "2016", "2014", "1999"]


@pytest.mark.django_db
def test_many_cities_are_shortened_but_never_a_selected_one():
    load_vocabularies(by="tests")
    towns = [make_place(f"town-{number:03}") for number in range(MOST_CITIES + 5)]
    for town in towns:
        make_practice(text_record(title=f"In {town.key}"), place_ids=(town.pk,))
    reindex()
    results = search(SearchQuery())
    assert [value.value for value in results.facets["city"]] == [town.key for town in towns[:MOST_CITIES]]
    assert results.further == {"city": 5}
    chosen = search(SearchQuery(cities=(towns[-1].key,)))
    assert [value.value for value in chosen.facets["city"]][-1] == towns[-1].key
    assert (len(chosen.facets["city"]), chosen.further) == (MOST_CITIES + 1, {"city": 4})
    assert next(facet for facet in labelled_facets(results, "en") if facet.name == "city").further == 5


def test_labels_are_the_readers(library):
    results = search(SearchQuery(years=("2018-", "2015-2019", "2014")))
    french = {facet.name: {value.value: value for value in facet.values} for facet in labelled_facets(results, "fr")}
    area = french["area"]["education"]
    assert (area.group, french["area"]["mediation"].group) == ("intercultural-lens", "")
    assert Concept.objects.filter(labels__language="fr", labels__text=area.label, key="education").exists()
    assert french["country"]["NO"].label == "Norvège"
    assert french["language"]["de"].label == "allemand"
    assert french["city"]["bigtown"].label == "Bigtown"
    assert french["network"]["north"].label == "North"
    english = {facet.name: [value.label for value in facet.values] for facet in labelled_facets(results, "en")}
    assert english["status"] == ["still running", "ended", "not known whether still running"]
    assert english["year"][:2] == ["2015–2019", "in 2018 or later"]


def test_equal_counts_go_by_label():
    for country, key in (("DE", "a"), ("AT", "b"), ("ES", "c")):
        make_practice(text_record(title=key), place_ids=(make_place(key, country).pk,))
    reindex()
    labels = {
        language: [
            v.label for f in labelled_facets(search(SearchQuery()), language) if f.name == "country" for v in f.values
        ]
        for language in ("en", "fr")
    }
    assert labels == {"en": ["Austria", "Germany", "Spain"], "fr": ["Allemagne", "Autriche", "Espagne"]}


def test_an_unknown_value_is_called_by_its_key():
    make_practice()
    reindex()
    query = SearchQuery(cities=("gone",), networks=("gone",), languages=("xx",))
    facets = {facet.name: facet for facet in labelled_facets(search(query), "en")}
    assert facets["city"] == Facet("city", [LabelledValue("gone", "gone", 0, True)])
    assert facets["network"].values == [LabelledValue("gone", "gone", 0, True)]
    assert LabelledValue("xx", "xx", 0, True) in facets["language"].values


@pytest.mark.parametrize("count", [1, 3])
def test_searching_and_labelling_take_the_same_few_queries(count, django_assert_num_queries):
    for number in range(count):
        make_practice(text_record(title=f"Number {number}"), place_ids=(make_place(f"place-{number}").pk,))
    reindex()
    query = SearchQuery(q="number", countries=("NO",))
    search(query)
    with django_assert_num_queries(1):
        results = search(query)
    assert results.total == Practice.objects.count() == count
    with django_assert_num_queries(4):
        labelled_facets(results, "fr")
