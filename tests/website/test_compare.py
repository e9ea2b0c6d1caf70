"""Practices side by side."""

import pytest

from convivia.practices.models import Practice, Text
from convivia.search.engines.port import IndexUnavailable
from convivia.website import compare as compare_page
from tests.making import make_place, make_practice, text_record

NAMES = ("kitchen", "council", "radio")


@pytest.fixture
def compared(library):
    """Return what makes the address of a comparison from names of sample practices."""

    def address(*names: str, language: str = "en") -> str:
        ids = "&".join(f"id={library[name].public_id if name in library else name}" for name in names)
        return f"/{language}/compare/?{ids}"

    return address


def row(page, label):
    """Return the verdict and the cells of a row, in words."""
    for node in page.all(".comparison tbody tr"):
        head = node.css_first("th .head")
        if head and head.css_first("span").text() == label:
            cells = [" ".join(cell.text(separator=" ").split()) for cell in node.css("td")]
            titles = [" ".join(cell.css_first(".whose").text().split()) for cell in node.css("td")]
            words = [cell.removeprefix(title).strip() for cell, title in zip(cells, titles, strict=True)]
            return head.css_first(".verdict").text(), words
    raise AssertionError(label)


def test_columns_stand_in_the_order_of_the_address(compared, read):
    page = read(compared("radio", "kitchen"))
    assert page.text("h1") == "2 practices side by side"
    assert page.texts(".comparison thead th") == ["La radio du quartier", "A kitchen for neighbours"]
    assert page.all(".comparison thead a")[0].attributes["lang"] == "fr"


def test_facts_come_first_then_what_is_told(compared, read):
    page = read(compared("kitchen", "council"))
    assert page.texts(".comparison th[scope=row] .head > span:first-child") == [
        "Place", "Country", "Period", "Status", "Policy areas", "Principles", "Language of the text", "Source",
        "Licence of this text", "Last confirmed", "Summary", "Purpose", "Process", "Extra part",
    ]  # fmt: skip
    assert page.text(".comparison + p") == (
        "None of them tells of: Stimulus/Rationale · Impact · Cost · Staff · Partners · Legal setting · Obstacles · "
        "What did not work · Preconditions · Key reference documents · Key reference person"
    )
    assert page.texts(".comparison th[scope=rowgroup]") == ["Facts", "What is told"]


def test_what_agrees_and_what_differs_is_said_in_words(compared, read):
    page = read(compared("kitchen", "council"))
    assert row(page, "Country") == ("partly the same", ["Norway common to all Sweden", "Norway common to all"])
    assert row(page, "Period") == ("different", ["Since 2016", "2017 to 2019"])
    assert row(page, "Language of the text") == ("the same", ["English as first written", "English as first written"])
    assert row(page, "Purpose") == ("told by 1 of 2", ["To meet.", "Not told"])
    assert row(page, "Summary")[0] == "told by all"
    assert page.texts(".glance dd") == [
        "Place: Oslo Country: Norway Language of the text: English",
        "Period, Status, Policy areas, Principles, Source, Licence of this text",
    ]


def test_a_place_comes_with_its_newest_figures_and_their_source(compared, read):
    page = read(compared("council", "radio"))
    assert row(page, "Place") == (
        "different",
        [
            "Oslo Inhabitants: 12,345 2020 · Sample office Born in another country: 15.4% 2019 · Sample office",
            "No single city",
        ],
    )
    assert "https://example.org/people" in page.links(".comparison a")


def test_an_older_figure_is_not_shown(compared, read, library):
    place = library["council"].place_links.get().place
    place.figures.create(kind="population", value=1, unit="people", year=1990, source="An old book")
    assert "An old book" not in read(compared("council", "radio")).html


def test_texts_come_in_the_readers_language_where_there_is_one(compared, read):
    page = read(compared("kitchen", "council", language="fr"))
    assert page.texts(".comparison thead th") == ["Une cuisine pour les voisins", "A council of newcomers"]
    languages = [node.attributes.get("lang") for node in page.all(".comparison .prose")]
    assert languages == [None, "en"]
    assert page.all(".comparison thead a")[1].attributes["lang"] == "en"


def test_the_language_of_a_text_is_said(compared, read, library):
    assert row(read(compared("kitchen", "radio")), "Language of the text")[1] == [
        "English as first written",
        "French There is no version in English yet.",
    ]
    Text.objects.filter(practice=library["kitchen"], language="en").update(origin="machine")
    assert row(read(compared("kitchen", "radio")), "Language of the text")[1][0] == "English translated by machine"


def test_a_section_that_is_cut_off_says_where_it_goes_on(compared, read):
    assert row(read(compared("kitchen", "council")), "Process")[1] == [
        "One long table. And another. Read on at the source",
        "Not told",
    ]


def test_what_a_city_confirmed(compared, read, library):
    Practice.objects.filter(pk=library["kitchen"].pk).update(last_confirmed="2025-03-01")
    assert row(read(compared("kitchen", "radio")), "Last confirmed") == (
        "different",
        ["March 2025", "Not yet confirmed by the city"],
    )


def test_one_is_removed_or_moved_by_links(compared, read, library):
    a, b, c = (library[name].public_id for name in NAMES)
    page = read(compared(*NAMES))
    cells = page.all(".tools-row td")
    found = [[link.attributes["href"].partition("?")[2] for link in cell.css("a")] for cell in cells]
    assert found == [
        [f"id={b}&id={a}&id={c}", f"id={b}&id={c}"],
        [f"id={b}&id={a}&id={c}", f"id={a}&id={c}&id={b}", f"id={a}&id={c}"],
        [f"id={a}&id={c}&id={b}", f"id={a}&id={b}"],
    ]
    assert cells[1].css("a")[0].text(deep=True).split()[0] == "Earlier"


def test_without_any_the_page_says_how(library, read):
    page = read("/en/compare/")
    assert (page.text("h1"), page.status) == ("Compare practices", 200)
    assert page.all(".comparison, .offer, meta[name=robots]") == []
    assert page.one("#q").attributes["value"] == ""


def test_one_alone_is_shown_with_others_to_add(compared, read, library, index):
    other = make_practice(text_record(title="Another on mediation", external_id="o"), concept_keys=("mediation",))
    index()
    page = read(compared("kitchen"))
    assert page.texts(".card .title") == ["A kitchen for neighbours"]
    assert page.texts(".offer .title") == ["Another on mediation"]
    assert page.links(".offer .button") == [f"/en/compare/?id={library['kitchen'].public_id}&id={other.public_id}"]
    assert page.one("meta[name=robots]").attributes["content"] == "noindex, follow"


def test_practices_to_add_are_found_by_words(compared, read, library):
    page = read(compared("kitchen") + "&q=newcomers")
    assert page.texts(".offer .title") == ["A council of newcomers"]
    kept = [(node.attributes["name"], node.attributes["value"]) for node in page.all("form.search input[type=hidden]")]
    assert kept == [("id", library["kitchen"].public_id)]
    assert "Nothing was found for “zzzz”. Try other words." in read(compared("kitchen") + "&q=zzzz").texts(".offers p")


def test_what_is_there_already_is_not_offered(compared, read):
    assert read(compared("kitchen") + "&q=kitchen").texts(".offer .title") == []


def test_five_are_the_most(compared, read, index):
    made = [make_practice(text_record(title=f"Sample {n}", external_id=f"s{n}")) for n in range(7)]
    page = read(compared(*(practice.public_id for practice in made)))
    assert page.texts(".comparison thead th") == [f"Sample {n}" for n in range(5)]
    assert page.texts(".notice li") == ["Sample 5", "Sample 6"]
    assert page.all("#add") == []


def test_ids_that_name_nothing_and_doubles_are_said(compared, read, library):
    page = read(compared("kitchen", "zzzzzzz", "kitchen", "p001'<i>", "radio"))
    assert page.texts(".notice p") == [
        "No practice has one of these ids: “p001'<i>”, “zzzzzzz”. "
        "Perhaps the address has a slip in it, or they were deleted.",
        "A practice stood in the address more than once. It is shown once.",
    ]
    assert len(page.all(".comparison thead th")) == 2
    ids = [library[name].public_id for name in ("kitchen", "radio")]
    assert page.links("link[rel=canonical]")[0].endswith(f"/en/compare/?id={ids[0]}&id={ids[1]}")


def test_a_practice_without_a_text_is_none(compared, read, library):
    library["radio"].texts.all().delete()
    assert read(compared("kitchen", "radio")).texts(".notice p")[0].startswith("No practice has the id")


@pytest.mark.parametrize("query", ["?id=", "?id=%00", "?id=%ff%fe", "?id=" + "x" * 5000, "?q=" + "y" * 5000, "?id[]=a"])
def test_nonsense_is_answered_calmly(library, read, query):
    assert read(f"/en/compare/{query}").status == 200


def test_without_an_index_what_is_chosen_is_compared_all_the_same(compared, read, monkeypatch):
    def fail(*args, **kwargs):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(compare_page, "search", fail)
    page = read(compared("kitchen", "radio"))
    assert (len(page.all(".comparison thead th")), page.all(".offer")) == (2, [])


def test_hostile_words_stay_words(compared, read, index):
    hostile = '</td><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    one = make_practice(text_record(title=hostile, summary=hostile, answers={"purpose": hostile}, external_id="h"))
    page = read(compared(one.public_id, "kitchen"))
    assert (page.all(".comparison script"), page.all(".comparison img")) == ([], [])
    assert page.texts(".comparison thead th")[0] == hostile


def test_every_box_of_a_list_belongs_to_the_form_that_compares(library, read):
    page = read("/en/")
    form = page.one("form#chosen")
    assert (form.attributes["action"], form.attributes["method"]) == ("/en/compare/", "get")
    boxes = page.all(".card .keep input")
    assert {(box.attributes["name"], box.attributes["form"]) for box in boxes} == {("id", "chosen")}
    shown = {node.attributes["href"].split("/")[3] for node in page.all(".card .title a")}
    assert {box.attributes["value"] for box in boxes} == shown
    assert page.all(".keep")[2].text().split() == ["Keep", "A", "kitchen", "for", "neighbours"]


def test_a_practice_leads_to_its_comparison(address, read, library):
    link = read(address("kitchen")).one(".tools a[data-keep=with]")
    assert link.attributes["href"] == f"/en/compare/?id={library['kitchen'].public_id}"


def test_as_many_queries_however_much_there_is(index, queries):
    place = make_place("sampleville")
    place.figures.create(kind="population", value=5, unit="people", year=2020, source="Sample office")
    made = [
        make_practice(
            text_record(title=f"Sample {n}", external_id=f"s{n}", answers={"purpose": "P", "impact": "I"}),
            text_record(language="fr", title=f"Exemple {n}", external_id=f"f{n}", is_original=False),
            place_ids=(place.pk,),
            concept_keys=("mediation", "language"),
        ).public_id
        for n in range(9)
    ]
    index()

    def count(number):
        return queries("/en/compare/?" + "&".join(f"id={one}" for one in made[:number]))

    assert count(1) == count(3)
    assert count(5) <= count(3)
