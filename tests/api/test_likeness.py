"""Practices of cities like one that the request names."""

import pytest

from convivia.places.models import Figure, Membership, Network, Place


@pytest.fixture
def library(library, index):
    """The library, with figures and a network of Oslo."""
    oslo = Place.objects.get(key="oslo")
    about = {"place": oslo, "source": "Sample office"}
    people = {"source_url": "https://example.org/people"}
    Figure.objects.create(kind="population", value=12345, unit="people", year=2020, **about, **people)
    Figure.objects.create(kind="foreign-born", value="15.4", unit="percent", year=2019, **about)
    names = {"en": "Sample network", "fr": "Réseau exemple"}
    network = Network.objects.create(key="sample-network", names=names, source="Sample source")
    Membership.objects.create(network=network, place=oslo, source="Sample list")
    index()
    return library


def test_a_list_says_with_which_city_it_compares_and_how_alike_others_are(library, get):
    found = get("/practices?like=oslo&alike=country&alike=network").json()
    assert found["compared_with"] == {
        "key": "oslo",
        "name": "Oslo",
        "country": "NO",
        "population": {
            "value": 12345, "year": 2020, "source": "Sample office", "source_url": "https://example.org/people",
            "band": "0-20000",
        },
        "foreign_born": {"value": 15.4, "year": 2019, "source": "Sample office", "source_url": "", "band": "15-20"},
        "networks": ["sample-network"],
    }  # fmt: skip
    assert [one["likeness"] for one in found["results"]] == [
        {
            "score": 1.0,
            "place": "oslo",
            "reasons": [
                "similar size: 12,345 (2020)", "about as many foreign-born residents: 15.4% (2019)", "same country",
                "both in the network Sample network",
            ],
        }
    ] * 2  # fmt: skip


def test_figures_stand_for_a_city(library, get):
    found = get("/practices?like_population=15%20000&like_foreign_born=22").json()
    assert found["compared_with"] == {
        "key": "", "name": "", "country": "",
        "population": {"value": 15000, "year": None, "source": "", "source_url": "", "band": "0-20000"},
        "foreign_born": {"value": 22, "year": None, "source": "", "source_url": "", "band": "20-30"},
        "networks": [],
    }  # fmt: skip
    assert [one["likeness"]["place"] for one in found["results"]] == ["oslo", "oslo", ""]
    assert found["results"][0]["likeness"]["reasons"] == [
        "similar size: 12,345 (2020)", "not far in foreign-born residents: 15.4% (2019)",
    ]  # fmt: skip


def test_the_reasons_are_in_the_language_of_the_reader(library, get):
    reasons = get("/practices?like=oslo&alike=network", accept_language="fr").json()["results"][0]["likeness"][
        "reasons"
    ]
    assert reasons[-1].endswith("Réseau exemple")


def test_the_links_keep_the_city(library, get):
    found = get("/practices?like=oslo&page_size=1").json()
    assert found["links"]["next"].endswith("?like=oslo&page=2&page_size=1")


@pytest.mark.parametrize(
    ("asked", "parameter", "told"),
    [
        ("like=nowhere", "like", "key of /api/v1/places"),
        ("like=!!", "like", "key of /api/v1/places"),
        ("like_population=many", "like_population", "from 1 to 50000000"),
        ("like_foreign_born=101", "like_foreign_born", "from 0 to 100"),
        ("like=oslo&alike=colour", "alike", "none of the allowed values"),
        ("alike=size", "alike", "nothing to compare with"),
        ("sort=likeness", "sort", "nothing to compare with"),
        ("like=fika&alike=size", "alike", "not known of the city"),
    ],
)
def test_what_cannot_be_compared_is_refused(library, get, asked, parameter, told):
    answer = get(f"/practices?{asked}")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert told in error["detail"]
