"""The fragment of suggestions, the field that asks for it, and where suggestions lead."""

import pytest

from convivia.search import suggestions
from convivia.search.engines.port import IndexUnavailable
from tests.making import make_practice, text_record
from tests.website.reading import words_of


def options(page):
    """Return what the options say and where they lead."""
    return [(words_of(node), node.attributes["href"]) for node in page.all("a[role=option]")]


def test_groups_have_headings_that_name_them(library, read):
    page = read("/en/suggestions/?q=kitch")
    assert [words_of(node) for node in page.all("[role=group] > p")] == ["Practices", "Words"]
    for group in page.all("[role=group]"):
        assert page.one(f"#{group.attributes['aria-labelledby']}").parent.attributes["role"] == "group"
    assert {node.attributes["aria-selected"] for node in page.all("[role=option]")} == {"false"}
    ids = [node.attributes["id"] for node in page.all("[id]")]
    assert len(ids) == len(set(ids)) == 4


def test_what_was_typed_is_marked(library, read):
    page = read("/en/suggestions/?q=kitch")
    title = page.all(".suggested")[0]
    assert title.html == '<span class="suggested">A <mark>kitch</mark>en for neighbours</span>'


def test_a_title_leads_to_its_practice_and_says_where_it_is(library, read, address):
    assert options(read("/en/suggestions/?q=council"))[0] == (
        "A council of newcomers Oslo, Norway",
        address("council"),
    )
    assert options(read("/fr/suggestions/?q=cuisine"))[0][1] == address("kitchen", "fr")


def test_places_and_themes_lead_to_their_lists_and_say_how_many(library, read):
    assert options(read("/en/suggestions/?q=osl")) == [("Oslo Norway · 2 practices", "/en/?city=oslo")]
    assert options(read("/en/suggestions/?q=norway")) == [("Norway 2 practices", "/en/?country=NO")]
    assert options(read("/en/suggestions/?q=sample"))[0] == (
        "Sample network 2 practices",
        "/en/?network=sample-network",
    )
    assert options(read("/en/suggestions/?q=mediat"))[0] == (
        "Mediation and conflict resolution 1 practice", "/en/?area=mediation",
    )  # fmt: skip


def test_words_are_searched(library, read):
    page = read("/en/suggestions/?q=neighb")
    words = page.all("[data-words]")
    assert [(node.attributes["data-words"], node.attributes["href"]) for node in words] == [
        ("neighbours", "/en/?q=neighbours")
    ]


def test_another_language_is_marked(library, read):
    through = read("/en/suggestions/?q=voisins").one(".suggested-by")
    assert (through.attributes["lang"], words_of(through)) == ("fr", "Une cuisine pour les voisins")
    assert [node.attributes for node in read("/fr/suggestions/?q=voisins").all(".suggested")[:1]] == [
        {"class": "suggested"}
    ]


def test_markup_in_titles_is_text(library, index, read):
    make_practice(text_record(title="<b>Bold</b> & <script>x()</script> bolder"))
    index()
    page = read("/en/suggestions/?q=bold")
    assert page.all("b, script") == []
    assert page.texts(".suggested")[0] == "<b>Bold</b> & <script>x()</script> bolder"


@pytest.mark.parametrize(
    ("query", "news"),
    [
        ("osl", "1 suggestion. The arrow keys lead through them."),
        ("kitch", "2 suggestions. The arrow keys lead through them."),
        ("zzzz", "No suggestions."),
    ],
)
def test_how_many_is_told(library, read, query, news):
    assert read(f"/en/suggestions/?q={query}").one("[data-news]").attributes["data-news"] == news


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%20", "?p=1"])
def test_nothing_typed_gives_nothing(library, read, query):
    page = read(f"/en/suggestions/{query}")
    assert (page.status, page.html) == (200, "")


@pytest.mark.parametrize(
    "query", ["%00", "%ED%A0%80", "%22kit", "-kit", "%3Cscript%3E", ".*", "a%20" * 30, "%F0%9F%8D%B2"]
)
def test_strange_text_does_no_harm(library, read, query):
    page = read(f"/en/suggestions/?q={query}")
    assert page.status == 200
    assert page.all("script") == []


def test_text_that_is_too_long_is_refused(library, read):
    assert read(f"/en/suggestions/?q={'x' * 100}").status == 200
    assert read(f"/en/suggestions/?q={'x' * 101}").status == 400


def test_it_is_only_read_kept_for_a_minute_and_in_no_web_search(library, read):
    first = read("/en/suggestions/?q=osl")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert (first.cookies, read("/en/suggestions/?q=osl", if_none_match=first.headers["ETag"]).status) == ({}, 304)
    assert [read("/en/suggestions/?q=osl", method=method).status for method in ("post", "put")] == [405, 405]


def test_without_an_index_there_are_no_suggestions(library, read, monkeypatch):
    def unavailable(*arguments, **options):
        raise IndexUnavailable("gone")

    monkeypatch.setattr(suggestions, "engine", unavailable)
    monkeypatch.setattr(suggestions, "make_if_small", lambda reason: False)
    page = read("/en/suggestions/?q=osl")
    assert (page.status, options(page)) == (200, [])


def test_the_same_few_queries_for_one_and_for_three(library, index, queries):
    assert queries("/en/suggestions/?q=council") == 4
    places = [place.pk for place in library["council"].places.all()]
    for number in range(3):
        make_practice(text_record(title=f"Council number {number}"), place_ids=places)
    index()
    assert queries("/en/suggestions/?q=council") == 4


def test_the_field_knows_where_to_ask_and_is_a_plain_field_before_any_script(library, read):
    for path in ("/fr/", "/fr/?q=a", "/fr/nothing/"):
        page = read(path)
        assert page.one("form.search").attributes["data-suggestions"] == "/fr/suggestions/"
        assert page.one("#q").attributes.keys().isdisjoint({"role", "aria-expanded", "aria-controls"})
        assert "hidden" in page.one("#suggestions").attributes
        assert page.one("#suggestions-news").attributes["aria-live"] == "polite"
        assert len(page.all("script[src*='suggestions'][defer]")) == 1


def test_our_script_is_small(settings):
    script = settings.PACKAGE / "website/static/convivia/js/suggestions.js"
    assert len(script.read_bytes()) < 7_000
