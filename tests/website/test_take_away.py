"""What of a list can be taken along, as its page offers it."""

import pytest


def test_a_list_can_be_taken_along_and_followed(library, read):
    page = read("/en/?area=mediation&sort=title&page_size=1&page=1")
    assert page.text("#take-title") == "Take it with you"
    assert page.text("#take-files") == "1 practice as a file"
    assert page.links(".take .keep a") == [
        f"/en/practices.{form}?area=mediation&sort=title" for form in ("xlsx", "csv", "json")
    ]
    assert page.links(".take .follow a") == ["/en/feed.atom?area=mediation", "/en/feed.json?area=mediation"]
    assert page.links("link[type='application/atom+xml']") == ["/en/feed.atom?area=mediation"]
    assert page.links("link[type='application/feed+json']") == ["/en/feed.json?area=mediation"]
    assert read("/en/").text("#take-files") == "All 3 practices as a file"


def test_where_nothing_is_found_there_is_no_file_but_a_feed(library, read):
    page = read("/en/?q=zzzz")
    assert (page.all(".keep"), page.links(".follow a")[0]) == ([], "/en/feed.atom?q=zzzz")


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("cities/oslo/", "city=oslo"),
        ("countries/no/", "country=NO"),
        ("areas/mediation/", "area=mediation"),
        ("networks/sample-network/", "network=sample-network"),
    ],
)
def test_a_place_an_area_and_a_network_can_be_followed(library, read, path, asked):
    page = read(f"/en/{path}")
    assert page.links(".follow a") == [f"/en/feed.atom?{asked}", f"/en/feed.json?{asked}"]
    assert page.links("link[type='application/atom+xml']") == [f"/en/feed.atom?{asked}"]
