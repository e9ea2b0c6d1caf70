"""The library page: search, filters, cards, pages, and what it says when there is nothing to show."""

from urllib.parse import parse_qs, urlsplit

import pytest

from convivia.search.engines.port import IndexUnavailable
from convivia.website import library as library_page
from tests.making import make_practice, text_record
from tests.website.reading import words_of


def test_the_home_page_shows_the_library_newest_first(library, read):
    page = read("/en/")
    assert page.text("h1") == "Good practices from intercultural cities"
    assert page.text("#results-title") == "3 practices, newest first"
    assert page.texts(".card .title") == ["La radio du quartier", "A council of newcomers", "A kitchen for neighbours"]
    assert page.text(".pager .count") == "1–3 of 3"
    assert page.one(".intro").text()


def test_in_french(library, read):
    page = read("/fr/")
    assert page.text("h1") == "Bonnes pratiques des villes interculturelles"
    assert page.text("#results-title") == "3 pratiques, les plus récentes d’abord"
    assert page.texts(".card .title")[2] == "Une cuisine pour les voisins"
    assert page.texts(".card .where") == [
        "Suède · en 2021",
        "Osló-en-Fjord, Norvège · 2017 à 2019",
        "Osló-en-Fjord, Norvège · Fika, Suède · depuis 2016",
    ]


def test_a_card_says_place_period_areas_and_a_foreign_language(library, read):
    page = read("/en/")
    radio, _council, kitchen = page.all(".card")
    assert [" ".join(node.text().split()) for node in kitchen.css(".where")] == [
        "Oslo, Norway · Fika, Sweden · since 2016"
    ]
    assert [words_of(node) for node in kitchen.css(".areas li")] == [
        "Public space",
        "Mediation and conflict resolution",
    ]
    assert [node.text().strip() for node in kitchen.css(".tag")] == []
    assert [node.text().strip() for node in radio.css(".tag")] == ["in French"]
    assert radio.css_first(".title a").attributes["lang"] == "fr"
    assert radio.css_first(".summary").attributes["lang"] == "fr"
    assert "lang" not in kitchen.css_first(".title a").attributes


def test_the_mark_of_a_card_has_a_seat_for_each_area(library, read):
    kitchen = read("/en/").all(".card")[2]
    assert sorted(node.attributes["class"] for node in kitchen.css(".mark .seat")) == ["seat lens", "seat voice"]


def test_a_card_says_why_it_was_found(library, read):
    page = read("/en/?q=kitchen+table+oslo")
    kitchen = page.one(".card")
    assert [words_of(node) for node in kitchen.css(".title mark")] == ["kitchen"]
    assert [words_of(node) for node in kitchen.css(".summary mark")] == []
    assert words_of(kitchen.css_first(".passage")) == "One long table. And another. from Process"
    assert [words_of(node) for node in kitchen.css(".passage mark")] == ["table"]
    assert [words_of(node) for node in kitchen.css(".why li")] == ["By place: Oslo"]
    assert page.one(".why").attributes["aria-label"] == "Why it was found"


def test_a_passage_of_another_language_says_so(library, read):
    page = read("/en/?q=ensemble")
    quote = page.one(".passage q")
    assert (quote.attributes["lang"], words_of(quote)) == ("fr", "Les voisins cuisinent ensemble.")
    assert page.text(".passage .origin") == "from the summary, in French"


def test_without_words_nothing_is_marked(library, read):
    assert read("/en/?area=mediation").all("mark, .why, .passage") == []


def test_filters_have_counts_and_zeros_are_text(library, read):
    page = read("/en/")
    assert page.text("#area-mediation .count") == "1"
    assert page.one("#area-mediation").attributes["href"] == "/en/?area=mediation"
    assert page.all("a#area-international-outlook") == []
    zero = next(node for node in page.all("#facet-area span.value") if "International outlook" in node.text())
    assert zero.css_first(".count").text() == "0"


def test_the_six_areas_of_the_lens_stand_under_its_name(library, read):
    page = read("/en/")
    assert page.text("#facet-area h4") == "The city through an intercultural lens"
    assert len(page.all("#facet-area .under li")) == 6
    assert len(page.all("#facet-area li")) == 17


def test_a_search_is_said_in_words_and_its_parts_can_be_taken_away(library, read):
    page = read("/en/?q=neighbours&area=mediation&area=public-space&country=NO&year=2015-&status=running&sort=title")
    assert page.text("#results-title") == (
        "1 practice about “neighbours” on Mediation and conflict resolution or Public space in Norway"
        " begun in 2015 or later still running"
    )
    assert page.texts(".filters .filter") == [
        "Remove: “neighbours”",
        "Remove: Mediation and conflict resolution",
        "Remove: Public space",
        "Remove: Norway",
        "Remove: begun in 2015 or later",
        "Remove: still running",
        "Start again",
    ]
    asked = parse_qs(urlsplit(page.links(".filters .filter")[1]).query)
    assert asked == {
        "q": ["neighbours"], "area": ["public-space"], "country": ["NO"], "year": ["2015-"], "status": ["running"],
        "sort": ["title"],
    }  # fmt: skip


def test_a_selected_value_is_marked_and_its_link_takes_it_away(library, read):
    page = read("/en/?area=mediation")
    selected = page.one("#area-mediation")
    assert selected.attributes["aria-current"] == "true"
    assert selected.attributes["href"] == "/en/"


def test_the_search_field_keeps_words_and_filters(library, read):
    page = read("/en/?q=kitchen&country=NO&sort=title&page=1")
    assert page.one("#q").attributes["value"] == "kitchen"
    kept = {(node.attributes["name"], node.attributes["value"]) for node in page.all("#kept input")}
    assert kept == {("country", "NO"), ("sort", "title")}


def test_the_orders_are_links_and_the_current_one_is_marked(library, read):
    assert read("/en/").texts(".sort li") == ["Newest", "Title"]
    page = read("/en/?q=a")
    assert page.texts(".sort li") == ["Best match", "Newest", "Title"]
    assert page.text(".sort [aria-current]") == "Best match"
    assert page.one("#sort-title").attributes["href"] == "/en/?q=a&sort=title"


def test_a_card_leads_back_to_its_list(library, address, read):
    plain, filtered = read("/en/"), read("/en/?area=welcoming&page_size=50")
    assert plain.links(".card .title a")[1] == address("council")
    assert filtered.links(".card .title a") == [address("council") + "?from=area%3Dwelcoming"]


def test_pages(library, read):
    page = read("/en/?page_size=2")
    assert page.text(".pager .count") == "1–2 of 3"
    assert page.texts(".pager li") == ["Page 1", "Page 2", "Next"]
    assert page.one(".pager [aria-current]").attributes["aria-current"] == "page"
    second = read("/en/?page_size=2&page=2")
    assert second.text(".pager .count") == "3–3 of 3"
    assert second.links(".pager a[rel=prev]") == ["/en/?page_size=2"]


def test_beyond_the_last_page_the_last_one_is_shown(library, read):
    page = read("/en/?page_size=2&page=9")
    assert (page.status, page.headers["Location"]) == (302, "/en/?page=2&page_size=2")


def test_nothing_found_says_what_to_do_next(library, read):
    page = read("/en/?q=zzzz&area=welcoming")
    assert page.text("#results-title") == "0 practices about “zzzz” on Welcoming newcomers"
    assert page.text(".empty h3") == "No practice fits all of this"
    assert page.texts(".empty ul:not([hx-boost]) li") == ["without “zzzz”", "without Welcoming newcomers"]
    assert page.links(".empty a") == [
        "/en/?area=welcoming",
        "/en/?q=zzzz",
        "/en/",
        "/en/cities/",
        "/en/areas/",
        "/en/collections/",
    ]
    assert page.all(".pager") == []


def test_an_empty_library_is_no_error(index, read):
    index()
    page = read("/en/")
    assert page.status == 200
    assert page.text("#results-title") == "0 practices"


def test_words_that_no_practice_has_all_of_are_relaxed_and_said_so(library, read):
    page = read("/en/?q=council+of+newcomers+kitchen+table+food")
    assert page.texts(".notice p")[0] == "No practice has all of these words. These have most of them."
    assert "A council of newcomers" in page.texts(".card .title")


def test_words_that_were_read_as_others_or_that_nobody_has_are_said(library, read):
    page = read("/en/?q=council+of+newcommers+zebra")
    assert page.texts(".notice p") == [
        "“newcommers” read as “newcomers”.",
        "No practice has the word “zebra”.",
    ]
    assert page.texts(".card .title") == ["A council of newcomers"]
    page = read("/en/?q=Council+of+Newcommers")
    assert page.texts(".notice p") == [
        "“Newcommers” read as “Newcomers”.",
        "Words in quotes are taken as they are.",
    ]
    page = read("/en/?q=council+of+zebra+newcomers")
    assert page.texts(".notice p") == [
        "No practice has the word “zebra”.",
        "These fit the rest of what you asked for.",
    ]
    assert page.texts(".card .title") == ["A council of newcomers"]
    plain = read("/en/?q=council+of+newcomers")
    assert plain.all(".notice") == []


def test_another_query_is_offered_where_nothing_was_found(library, read):
    page = read('/en/?q="newcommers"&area=welcoming&sort=title&page=3')
    assert page.texts(".notice p") == ["No practice has these words.", 'Did you mean: "newcomers"']
    link = page.one(".notice a")
    assert parse_qs(urlsplit(link.attributes["href"]).query) == {
        "q": ['"newcomers"'],
        "area": ["welcoming"],
        "sort": ["title"],
    }
    assert read(link.attributes["href"]).texts(".card .title") == ["A council of newcomers"]


def test_what_an_address_cannot_mean_is_named(library, read):
    page = read("/en/?area=!!&status=bogus")
    assert page.text(".notice") == "A part of the address could not be used: area=!!, status=bogus"
    assert page.text("#results-title") == "3 practices, newest first"


def test_a_script_in_the_words_is_shown_as_words(library, read):
    page = read("/en/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.one("#q").attributes["value"] == "<script>alert(1)</script>"
    assert "<script>alert" not in page.html


def test_without_an_index_the_page_says_so(library, read, monkeypatch):
    def fail(query):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(library_page, "search", fail)
    page = read("/en/?area=mediation")
    assert page.status == 200
    assert page.texts(".notice p")[0] == "The search cannot be used at the moment."
    assert page.links(".notice a") == ["/en/cities/"]
    assert page.all(".card") == []


def test_states_of_the_search_are_not_for_crawlers(library, read):
    assert read("/en/").all("meta[name=robots]") == []
    assert read("/en/?area=mediation").one("meta[name=robots]").attributes["content"] == "noindex, follow"


def test_the_canonical_address_has_one_form(library, read):
    page = read("/en/?sort=newest&country=no&q=&area=mediation&page=1")
    assert page.links("link[rel=canonical]") == ["http://testserver/en/?area=mediation&country=NO"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [("fr-CA,fr;q=0.9,en;q=0.5", "fr"), ("en", "en"), ("de", "en"), ("", "en"), ("xx-!!;q=9,,fr", "en")],
)
def test_the_bare_address_leads_to_the_readers_language(read, asked, language, db):
    page = read("/", accept_language=asked)
    assert (page.status, page.headers["Location"]) == (302, f"/{language}/")
    assert page.headers["Vary"] == "Accept-Language"


def test_as_many_queries_for_three_practices_as_for_one(index, queries):
    make_practice(text_record(title="First", external_id="q1"), concept_keys=("mediation",))
    index()
    one = queries("/en/")
    for number in (2, 3):
        make_practice(
            text_record(title=f"No {number}", external_id=f"q{number}"), concept_keys=("language", "welcoming")
        )
    index()
    assert queries("/en/") == one


def test_as_many_queries_for_three_hits_as_for_one(index, queries):
    counts = []
    for number in (1, 2, 3):
        make_practice(text_record(title=f"School {number}", external_id=f"q{number}"), concept_keys=("mediation",))
        index()
        counts.append(queries("/en/?q=school+mediation"))
    assert len(set(counts)) == 1
