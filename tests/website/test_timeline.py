"""The timeline of the library: bars, table and words say the same."""

import pytest

from convivia.search.engines.port import IndexUnavailable
from convivia.website import timeline
from tests.making import make_practice, text_record
from tests.website.reading import words_of


def practice(name, period, **values):
    return make_practice(text_record(title=name, external_id=name), period=period, **values)


@pytest.fixture
def years(index):
    """Practices of several years and states, one without a year, and one long before the others."""
    practice("One", "since 2018", concept_keys=("mediation",))
    practice("Two", "2018-2020")
    practice("Three", "2018")
    practice("Four", "since 2020")
    practice("Five", "")
    practice("Six", "1980-1982")
    index()


def table(page):
    return [[words_of(cell) for cell in row.css("th, td")] for row in page.all(".twin tr")]


def test_the_picture_and_the_table_say_the_same(years, read):
    page = read("/en/timeline/")
    assert page.text("h1") == "Practices by the year in which they began"
    assert page.text("#results-title") == "6 practices"
    assert page.text(".message") == "Half of them began in 2018 or later. 2 still run."
    assert table(page) == [
        ["Begun", "Still running", "Not known", "Ended", "All"],
        ["2020", "1", "0", "0", "1"],
        ["2018", "1", "1", "1", "3"],
        ["before 1998", "0", "0", "1", "1"],
        ["Not said", "0", "1", "0", "1"],
        ["All", "2", "2", "2", "6"],
    ]
    bars = [node.attributes["aria-label"] for node in page.all(".columns-of-years a.bar")]
    assert bars == [
        "before 1998: 1 practice, 1 ended",
        "2018: 3 practices, 1 still running, 1 not known whether still running, 1 ended",
        "2020: 1 practice, 1 still running",
    ]
    assert [node.attributes["aria-label"] for node in page.all(".rows-of-years a.bar")] == bars[::-1]
    assert page.texts(".columns-of-years .total") == ["1", "3", "1"]


def test_bars_are_as_long_as_what_they_stand_for(years, read):
    page = read("/en/timeline/")
    for selector, side in ((".columns-of-years", "height"), (".rows-of-years", "width")):
        lengths = {}
        for bar in page.all(f"{selector} a.bar"):
            parts = [one for one in bar.css("rect") if one.attributes["class"] != "ground"]
            lengths[bar.attributes["aria-label"][:11]] = sum(float(one.attributes[side]) for one in parts)
        assert lengths["2018: 3 pra"] == pytest.approx(3 * lengths["2020: 1 pra"], rel=0.02)


def test_states_are_told_by_pattern_and_name_too(years, read):
    page = read("/en/timeline/")
    assert page.texts(".legend li") == ["still running", "not known whether still running", "ended"]
    hatched = page.all(".columns-of-years rect.ended")
    assert {node.attributes["fill"] for node in hatched} == {"url(#hatching)"}
    assert len(page.all("pattern#hatching")) == 1


def test_bars_and_rows_lead_to_the_list(years, read):
    page = read("/en/timeline/?sort=title&year=1900-")
    bars, cells = page.links(".columns-of-years a.bar"), page.links(".twin a")
    assert bars == ["/en/?year=1980-1997&sort=title", "/en/?year=2018&sort=title", "/en/?year=2020&sort=title"]
    assert cells == bars[::-1]
    assert read(bars[0]).texts(".card .title") == ["Six"]
    assert read(bars[1]).text("#results-title") == "3 practices begun in 2018, by title"


def test_those_without_a_year_stand_at_the_end_of_the_list(years, read):
    page = read("/en/timeline/?page_size=2")
    assert page.text("p.remarks") == "1 practice does not say when it began. See them at the end of the list"
    (link,) = page.links("p.remarks a")
    assert link == "/en/?page=3&page_size=2"
    assert read(link).texts(".card .title")[-1] == "Five"


def test_filters_stand_beside_the_picture_and_filter_it_there(years, read):
    page = read("/en/timeline/")
    assert page.one("#status-running").attributes["href"] == "/en/timeline/?status=running"
    running = read("/en/timeline/?status=running")
    assert table(running)[1:] == [
        ["2020", "1", "0", "0", "1"],
        ["2018", "1", "0", "0", "1"],
        ["All", "2", "0", "0", "2"],
    ]
    assert running.text(".message") == "Half of them began in 2020 or later. 2 still run."
    assert read("/en/timeline/?area=mediation").text(".message") == "All of them began in 2018. 1 still runs."


def test_without_any_year_there_is_a_table_alone(years, read):
    page = read("/en/timeline/?q=five")
    assert page.all(".columns-of-years") == page.all(".message") == []
    assert table(page)[1:] == [["Not said", "0", "1", "0", "1"], ["All", "0", "1", "0", "1"]]


def test_nothing_found_says_what_to_do_next(years, read):
    page = read("/en/timeline/?city=atlantis")
    assert page.all(".twin") == []
    assert page.links(".empty a")[0] == "/en/timeline/"


def test_what_an_address_cannot_mean_is_named(years, read):
    page = read("/en/timeline/?year=199&page=x")
    assert page.text(".notice") == "A part of the address could not be used: year=199, page=x"
    assert page.text("#results-title") == "6 practices"


def test_without_an_index_the_page_says_so(years, read, monkeypatch):
    def fail(*_, **__):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(timeline, "counted", fail)
    assert read("/en/timeline/").all(".twin") == []
    monkeypatch.setattr("convivia.website.library.search", fail)
    assert read("/en/timeline/").texts(".notice p")[0] == "The search cannot be used at the moment."


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_timeline_can_only_be_read(years, read, method):
    assert read("/en/timeline/", method=method).status == 405


def test_as_many_queries_for_three_practices_as_for_one(index, queries):
    practice("First", "2018")
    index()
    one = queries("/en/timeline/")
    practice("Second", "since 2019")
    practice("Third", "2001-2003")
    index()
    assert queries("/en/timeline/") == one
