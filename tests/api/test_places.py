"""Places and networks."""

import pytest

from convivia.places.models import Figure, Membership, Network, PlaceName
from tests.making import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def geneva(db):
    place = make_place("geneva", "CH", name="Genève", latitude=46.2, longitude=6.15, geonames_id=1, population=180_000)
    PlaceName.objects.create(place=place, language="en", kind="preferred", text="Geneva")
    PlaceName.objects.create(place=place, language="de", kind="preferred", text="Genf")
    PlaceName.objects.create(place=place, kind="misspelling", text="Genevre")
    return place


@pytest.fixture
def network(geneva):
    found = Network.objects.create(
        key="sample-net", kind="national", country=geneva.country, source="A page", names={"en": "Net", "fr": "Filet"}
    )
    Membership.objects.create(network=found, place=geneva, source="A list", source_url="https://example.org/list")
    return found


def keys(answer):
    assert answer.status_code == 200, answer.content
    return [result["key"] for result in answer.json()["results"]]


def test_a_place_in_a_list_is_called_as_the_reader_says(geneva, get):
    assert get("/places").json() == {
        "total": 1,
        "page": 1,
        "page_size": 20,
        "results": [
            {
                "key": "geneva",
                "name": "Genève",
                "label": "Geneva",
                "kind": "city",
                "country": "CH",
                "country_name": "Switzerland",
                "point": {"latitude": 46.2, "longitude": 6.15},
                "url": "http://testserver/en/cities/geneva/",
                "api_url": "http://testserver/api/v1/places/geneva",
            }
        ],
        "links": {"self": "http://testserver/api/v1/places", "next": None, "prev": None},
    }
    french = get("/places", Accept_Language="fr").json()["results"][0]
    assert (french["label"], french["country_name"]) == ("Genève", "Suisse")


def test_places_are_found_by_the_beginning_of_any_name(geneva, get):
    make_place("genoa", "IT", name="Genova", population=500_000)
    make_place("gent", "BE", name="Gent", origin="programme")
    assert keys(get("/places?q=gen")) == ["gent", "genoa", "geneva"]
    assert keys(get("/places?q=GENÈV")) == ["geneva"]
    assert keys(get("/places?q=genf")) == ["geneva"]
    assert keys(get("/places?q=eneva")) == []
    assert keys(get("/places?q=%00")) == []


def test_places_are_narrowed_by_country_and_kind(geneva, get):
    make_place("canton", "CH", name="Genève, canton", kind="canton")
    assert keys(get("/places?country=ch")) == ["geneva", "canton"]
    assert keys(get("/places?kind=canton&q=gen")) == ["canton"]
    assert keys(get("/places?country=FR")) == []


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("kind=town", {"parameter": "kind", "detail": "There is no such kind of place."}),
        ("country=Suisse", {"parameter": "country", "detail": "String should match pattern '^([A-Za-z]{2})?$'"}),
        ("country=%00A", {"parameter": "country", "detail": "String should match pattern '^([A-Za-z]{2})?$'"}),
        ("page=10001", {"parameter": "page", "detail": "Input should be less than or equal to 10000"}),
    ],
)
def test_what_cannot_be_meant_is_a_problem(db, get, asked, error):
    answer = get(f"/places?{asked}")
    assert answer.status_code == 422
    kinds = ["city", "municipality", "borough", "district", "union", "canton", "region", "island"]
    assert answer.json()["errors"] == [error | ({"allowed": kinds} if "kind" in asked else {})]


def test_pages_of_places_lead_to_one_another(db, get):
    for number in range(3):
        make_place(f"place-{number}")
    answer = get("/places?q=place&page_size=1&page=2&country=NO")
    base = "http://testserver/api/v1/places?q=place&country=NO"
    assert keys(answer) == ["place-1"]
    assert answer.json()["links"] == {
        "self": f"{base}&page=2&page_size=1",
        "next": f"{base}&page=3&page_size=1",
        "prev": f"{base}&page_size=1",
    }


def test_a_place_has_names_figures_and_networks_with_their_sources(geneva, network, get):
    part = make_place("paquis", "CH", parent=geneva, kind="district")
    Figure.objects.create(
        place=geneva, kind="foreign-born", value="48.5", unit="percent", year=2020, source="A sample office"
    )
    Figure.objects.create(
        place=geneva, kind="population", value="180000", unit="people", year=2021, source="A sample office"
    )
    answer = get("/places/geneva").json()
    assert {name: answer[name] for name in ("key", "label", "geonames_id", "parent", "parts", "networks")} == {
        "key": "geneva",
        "label": "Geneva",
        "geonames_id": 1,
        "parent": None,
        "parts": ["paquis"],
        "networks": ["sample-net"],
    }
    assert answer["names"] == [
        {"language": "de", "kind": "preferred", "text": "Genf"},
        {"language": "en", "kind": "preferred", "text": "Geneva"},
    ]
    assert answer["figures"] == [
        {
            "kind": "foreign-born",
            "area": "",
            "value": 48.5,
            "unit": "percent",
            "year": 2020,
            "source": "A sample office",
            "source_url": "",
            "note": "",
        },
        {
            "kind": "population",
            "area": "",
            "value": 180_000,
            "unit": "people",
            "year": 2021,
            "source": "A sample office",
            "source_url": "",
            "note": "",
        },
    ]
    assert '"value": 180000,' in get("/places/geneva").content.decode()
    assert get(f"/places/{part.key}").json()["parent"] == "geneva"


def test_a_network_has_members_with_their_sources(network, get):
    summary = {
        "key": "sample-net",
        "kind": "national",
        "label": "Filet",
        "names": {"en": "Net", "fr": "Filet"},
        "country": "CH",
        "source": "A page",
        "source_url": "",
        "note": "",
        "member_count": 1,
        "url": "http://testserver/fr/networks/sample-net/",
        "api_url": "http://testserver/api/v1/networks/sample-net",
    }
    member = {
        "key": "geneva",
        "name": "Genève",
        "country": "CH",
        "country_name": "Suisse",
        "source": "A list",
        "source_url": "https://example.org/list",
    }
    assert get("/networks", Accept_Language="fr").json() == {"total": 1, "results": [summary]}
    assert get("/networks/sample-net", Accept_Language="fr").json() == summary | {"members": [member]}


@pytest.mark.parametrize("address", ["/places/nowhere", "/networks/nobody", "/places/Genève"])
def test_unknown_keys_are_problems(db, get, address):
    answer = get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_pages_for_people_are_at_the_addresses_that_are_given(geneva, network, index, client, get):
    index()
    for address in ("/places/geneva", "/networks/sample-net"):
        assert client.get(get(address).json()["url"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("address", ["/places", "/places?q=place", "/networks", "/networks/net-0", "/places/place-0"])
def test_places_and_networks_take_the_same_queries_for_one_and_for_three(db, queries_of, address):
    def grow(number):
        place = make_place(f"place-{number}", latitude=1.0, longitude=2.0)
        PlaceName.objects.create(place=place, language="en", kind="preferred", text=f"Place {number}")
        network = Network.objects.create(key=f"net-{number}", source="tests", country=place.country)
        first = Network.objects.get(key="net-0")
        Membership.objects.create(network=first, place=place, source="tests")
        if network != first:
            Membership.objects.create(network=network, place=first.places.get(key="place-0"), source="tests")
            make_place(f"part-{number}", parent=first.places.get(key="place-0"))

    grow(0)
    for_one = queries_of(address)
    grow(1)
    grow(2)
    assert queries_of(address) == for_one
