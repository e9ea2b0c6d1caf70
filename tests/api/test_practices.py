"""The list of practices: words, filters, facets, pages, problems."""

import pytest

from convivia.api import practices
from convivia.places.models import Network
from convivia.search.engines.port import IndexUnavailable
from convivia.search.query import FACETS, ORDERS, STATUSES
from convivia.vocabularies.models import Concept
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def titles(answer):
    assert answer.status_code == 200, answer.content
    return [result["title"] for result in answer.json()["results"]]


def counts(answer, facet):
    return {value["id"]: value["count"] for value in answer.json()["facets"][facet] if value["count"]}


def errors(answer):
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["type"].endswith("#invalid-parameters")
    return [(error["parameter"], error["detail"], error.get("allowed")) for error in answer.json()["errors"]]


def test_a_result_tells_all_that_a_card_needs(library, get):
    practice = library["kitchen"]
    assert get("/practices?city=fika").json()["results"] == [
        {
            "id": practice.public_id,
            "external_id": "x1",
            "title": "A kitchen for neighbours",
            "title_is_ours": False,
            "title_language": "en",
            "language": "en",
            "languages": ["en", "fr"],
            "summary": "Neighbours cook together every week.",
            "period": {
                "text": "Since 2016",
                "start": 2016,
                "end": None,
                "ongoing": True,
                "edtf": "2016/..",
                "precision": "year",
                "recurrence": "",
                "words": "since 2016",
            },
            "areas": ["public-space", "mediation"],
            "principles": ["real-equality"],
            "status": "running",
            "strongest_evidence": "none",
            "url": f"http://testserver/en/practices/{practice.public_id}/a-kitchen-for-neighbours/",
            "api_url": f"http://testserver/api/v1/practices/{practice.public_id}",
            "source_url": "https://example.org/kitchen",
            "licence": "CC-BY-4.0",
            "places": [
                {"key": "oslo", "name": "Oslo", "country": "NO", "country_name": "Norway"},
                {"key": "fika", "name": "Fika", "country": "SE", "country_name": "Sweden"},
            ],
            "explanation": None,
            "likeness": None,
        }
    ]


def test_the_newest_come_first_and_other_orders_can_be_asked_for(library, get):
    newest = ["La radio du quartier", "A council of newcomers", "A kitchen for neighbours"]
    assert titles(get("/practices")) == newest
    assert titles(get("/practices?sort=newest")) == newest
    assert titles(get("/practices?sort=title")) == sorted(newest)


def test_words_are_found_in_all_languages_and_shown_in_the_readers(library, get):
    found = {"A kitchen for neighbours": "en", "La radio du quartier": "fr"}
    answer = get("/practices?q=voisins").json()
    assert {result["title"]: result["language"] for result in answer["results"]} == found
    assert (answer["total"], answer["relaxed"]) == (2, False)


def test_how_the_words_were_read_is_said(library, get):
    answer = get("/practices?q=council newcommers zebra").json()
    assert titles(get("/practices?q=council newcommers zebra")) == ["A council of newcomers"]
    read_as = [{"written": "newcommers", "read_as": "newcomers"}]
    assert (answer["read_as"], answer["missing"], answer["did_you_mean"]) == (read_as, ["zebra"], "")
    quoted = get('/practices?q="newcommers"').json()
    assert (quoted["total"], quoted["read_as"], quoted["did_you_mean"]) == (0, [], '"newcomers"')


def test_labels_and_texts_come_in_the_readers_language(library, get):
    answer = get("/practices?city=fika", Accept_Language="fr").json()
    (result,) = answer["results"]
    assert (result["title"], result["language"]) == ("Une cuisine pour les voisins", "fr")
    assert result["period"]["words"] == "depuis 2016"
    assert [place["country_name"] for place in result["places"]] == ["Norvège", "Suède"]
    assert result["url"].startswith("http://testserver/fr/practices/")
    assert [value["label"] for value in answer["facets"]["country"]] == ["Norvège", "Suède"]


def test_a_single_language_filter_is_the_language_of_the_texts_but_not_of_the_labels(library, get):
    answer = get("/practices?language=fr&city=fika").json()
    (result,) = answer["results"]
    assert (result["title"], result["period"]["words"]) == ("Une cuisine pour les voisins", "since 2016")
    assert titles(get("/practices?language=fr&language=en&city=fika")) == ["A kitchen for neighbours"]


def test_a_reader_of_a_language_that_only_texts_speak_reads_those_texts(index, get):
    make_practice(text_record(title="A sample"), text_record(language="de", title="Ein Muster", is_original=False))
    index()
    answer = get("/practices", Accept_Language="de-AT, fr;q=0.8")
    assert (answer["Content-Language"], titles(answer)) == ("fr", ["Ein Muster"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("area=mediation", ["A kitchen for neighbours"]),
        ("area=mediation&area=welcoming", ["A council of newcomers", "A kitchen for neighbours"]),
        ("area=intercultural-lens", ["A kitchen for neighbours"]),
        ("principle=real-equality", ["A kitchen for neighbours"]),
        ("country=se", ["La radio du quartier", "A kitchen for neighbours"]),
        ("country=NO&city=oslo", ["A council of newcomers", "A kitchen for neighbours"]),
        ("year=2017", ["A council of newcomers"]),
        ("year=2017-", ["La radio du quartier", "A council of newcomers"]),
        ("year=2016-2017&status=ended", ["A council of newcomers"]),
        ("status=running&status=unknown", ["La radio du quartier", "A kitchen for neighbours"]),
        ("q=neighbours&area=welcoming", []),
        ("city=nowhere", []),
        ("country=FR", []),
        ("language=mi", []),
        ("network=nobody", []),
    ],
)
def test_filters_narrow_and_several_values_mean_any_of_them(library, get, asked, found):
    assert titles(get(f"/practices?{asked}")) == found


def test_networks_can_be_asked_for(library, get, index):
    network = Network.objects.create(key="sample-net", source="tests", names={"en": "Sample network"})
    network.memberships.create(place=library["kitchen"].places.get(key="fika"), source="tests")
    index()
    answer = get("/practices?network=sample-net")
    assert titles(answer) == ["A kitchen for neighbours"]
    assert answer.json()["facets"]["network"] == [{"id": "sample-net", "label": "Sample network", "count": 1}]


def test_every_area_has_its_count_also_none(library, get):
    area = get("/practices").json()["facets"]["area"]
    groups = Concept.objects.filter(narrower__isnull=False).values("key")
    lines = Concept.objects.filter(scheme__key="policy-areas").exclude(key__in=groups).order_by("position")
    assert [value["id"] for value in area] == list(lines.values_list("key", flat=True))
    assert {"id": "international-outlook", "label": "International outlook", "count": 0} in area


def test_counts_are_true_under_every_other_filter_and_leave_out_their_own(library, get):
    answer = get("/practices?status=running")
    assert counts(answer, "status") == {"running": 1, "ended": 1, "unknown": 1}
    assert counts(answer, "area") == {"mediation": 1, "public-space": 1}
    assert counts(answer, "country") == {"NO": 1, "SE": 1}
    assert counts(answer, "language") == {"en": 1, "fr": 1}
    assert counts(answer, "year") == {"2016": 1}
    assert counts(answer, "city") == {"oslo": 1, "fika": 1}
    assert counts(answer, "principle") == {"real-equality": 1}


def test_empty_parameters_count_as_absent(library, get):
    names = ["q", *FACETS, "sort", "page", "page_size"]
    answer = get("/practices?" + "&".join(f"{name}=" for name in names))
    assert answer.json() == get("/practices").json()


def test_pages_lead_to_one_another(library, get):
    first, second, third = (get(f"/practices?page_size=1&q=&country=no&country=se&page={page}") for page in (1, 2, 3))
    base = "http://testserver/api/v1/practices?country=NO&country=SE&page_size=1"
    assert [answer.json()["links"] for answer in (first, second, third)] == [
        {"self": base, "next": with_page(2), "prev": None},
        {"self": with_page(2), "next": with_page(3), "prev": base},
        {"self": with_page(3), "next": None, "prev": with_page(2)},
    ]
    assert second["Link"] == f'<{with_page(2)}>; rel="self", <{with_page(3)}>; rel="next", <{base}>; rel="prev"'
    assert [titles(answer) for answer in (first, second, third)] == [[title] for title in titles(get("/practices"))]


def with_page(page):
    return f"http://testserver/api/v1/practices?country=NO&country=SE&page={page}&page_size=1"


def test_beyond_the_end_there_are_no_results_but_the_true_total(library, get):
    answer = get("/practices?page=7&page_size=2").json()
    assert (answer["total"], answer["page"], answer["page_size"], answer["results"]) == (3, 7, 2, [])
    assert answer["links"]["next"] is None
    assert answer["links"]["prev"] == "http://testserver/api/v1/practices?page=2&page_size=2"


def test_an_empty_library_has_an_answer(index, get):
    index()
    answer = get("/practices").json()
    assert (answer["total"], answer["results"]) == (0, [])
    assert answer["links"] == {"self": "http://testserver/api/v1/practices", "next": None, "prev": None}


def test_the_window_of_pages_has_a_clear_end(library, get):
    assert get("/practices?page=100&page_size=100").status_code == 200
    answer = get("/practices?page=101&page_size=100")
    assert answer.status_code == 422
    assert answer.json()["type"] == "http://testserver/api/v1/problems#too-deep"
    assert answer.json()["detail"].startswith("Only the first 10000 results can be paged through.")


def test_the_last_page_of_the_window_has_no_next_one(library, get, monkeypatch):
    monkeypatch.setattr(practices, "WINDOW", 2)
    answer = get("/practices?page_size=1&page=2").json()
    assert (answer["total"], answer["links"]["next"]) == (3, None)


def test_unknown_values_of_closed_lists_are_named_with_the_allowed_ones(library, get):
    areas = list(Concept.objects.filter(scheme__key="policy-areas").values_list("key", flat=True))
    principles = list(Concept.objects.filter(scheme__key="principles").values_list("key", flat=True))
    none = "“{}” is none of the allowed values."
    assert errors(get("/practices?area=mediation&area=Foo&principle=mediation&status=over&sort=best")) == [
        ("area", none.format("Foo"), areas),
        ("principle", none.format("mediation"), principles),
        ("status", none.format("over"), [*STATUSES]),
        ("sort", none.format("best"), [*ORDERS]),
    ]


YEAR = "A year is written 2019, 2015- (2015 or later) or 2015-2018, from 1800 to 2200."


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("year=19", ("year", YEAR, None)),
        ("year=-2019", ("year", YEAR, None)),
        ("year=2019-2016", ("year", YEAR, None)),
        ("year=1066", ("year", YEAR, None)),
        ("country=Norway", ("country", "A country is the two letters of ISO 3166-1, such as NO.", None)),
        ("city=%00", ("city", "A city is a key of /api/v1/places, such as auckland.", None)),
        (
            "network=a/b",
            ("network", "A network is a key of /api/v1/networks, such as intercultural-cities.", None),
        ),
        ("language=french%20", ("language", "A language is a tag such as fr or pt-BR.", None)),
        ("page=0", ("page", "Input should be greater than or equal to 1", None)),
        ("page=first", ("page", "Input should be a valid integer, unable to parse string as an integer", None)),
        ("page_size=101", ("page_size", "Input should be less than or equal to 100", None)),
        ("q=" + "x" * 301, ("q", "String should have at most 300 characters", None)),
        ("q=" + "%20".join(f"w{n}" for n in range(30)), ("q", "Ask for fewer words.", None)),
    ],
)
def test_what_cannot_be_meant_is_a_problem(library, get, asked, error):
    assert errors(get(f"/practices?{asked}")) == [error]


def test_too_many_values_are_not_dropped_in_silence(library, get):
    asked = "&".join(f"city=place-{number}" for number in range(51))
    assert [error[0] for error in errors(get(f"/practices?{asked}"))] == ["city"]
    assert titles(get("/practices?" + asked.rpartition("&")[0])) == []


def test_an_index_that_is_not_there_is_a_problem_that_passes(library, get, monkeypatch):
    def fail(*args, **kwargs):
        raise IndexUnavailable("broken")

    monkeypatch.setattr(practices, "search", fail)
    answer = get("/practices")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.json()["type"] == "http://testserver/api/v1/problems#index-unavailable"


def test_the_list_takes_the_same_queries_for_one_and_for_three(index, queries_of):
    places = [make_place(f"place-{number}") for number in range(3)]

    def grow(number):
        make_practice(
            text_record(title=f"Sample {number}", external_id=f"x{number}"),
            text_record(language="fr", title=f"Exemple {number}", is_original=False),
            place_ids=[place.pk for place in places[: number + 1]],
            country_codes=("NO",),
            concept_keys=("mediation", "real-equality", "language")[: number + 1],
        )
        index()

    grow(0)
    queries_of("/practices?country=NO")  # what is kept in memory is read now
    for_one = queries_of("/practices?country=NO")
    grow(1)
    grow(2)
    assert queries_of("/practices?country=NO") == for_one
