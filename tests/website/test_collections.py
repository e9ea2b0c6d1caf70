"""Collections: those of the editors and a reader's own."""

import io
import json

import feedparser
import pypdf
import pytest

from convivia.practices.collection_actions import save_collection
from tests.making import make_practice, text_record

NAMES = ("radio", "kitchen", "council")


@pytest.fixture
def gathered(library):
    """A collection of the sample practices, published, with words in English alone."""
    save_collection(
        key="sample",
        names={"en": "Sample collection"},
        descriptions={"en": "Made-up practices."},
        public_ids=[library[name].public_id for name in NAMES],
        by="tests",
    )
    save_collection(key="hidden", names={"en": "H"}, descriptions={}, public_ids=[], is_published=False, by="tests")
    return library


@pytest.fixture
def own(library):
    """Return what makes the address of a reader's collection from names of sample practices, or from other ids."""

    def address(*names, tail=""):
        return "/en/collection/?" + "&".join(f"id={library[n].public_id if n in library else n}" for n in names) + tail

    return address


def test_the_list_of_collections(gathered, read):
    page = read("/en/collections/")
    assert page.texts(".rows h2") == ["Sample collection 3 practices"]
    assert page.texts(".rows p") == ["Made-up practices."]
    assert page.links(".rows a") == ["/en/collections/sample/"]


def test_without_any_the_list_says_so(library, read):
    assert "The editors have made no collection yet." in read("/en/collections/").texts("p")


def test_a_collection_shows_its_practices_in_the_order_of_the_editors(gathered, read):
    page = read("/en/collections/sample/")
    assert (page.text("h1"), page.text(".lead")) == ("Sample collection", "Made-up practices.")
    assert page.texts(".card .title") == ["La radio du quartier", "A kitchen for neighbours", "A council of newcomers"]
    ids = "&".join(f"id={gathered[name].public_id}" for name in NAMES)
    assert page.links(".carry a") == [
        "/en/collections/sample/brief.pdf", "/en/collections/sample/brief.docx", "/en/collections/sample/brief.md",
        f"/en/compare/?{ids}",
    ]  # fmt: skip
    assert page.all(".drop, .naming") == []


def test_words_that_are_in_another_language_say_so(gathered, read):
    page = read("/fr/collections/sample/")
    assert (page.one("h1").attributes["lang"], page.one(".lead").attributes["lang"]) == ("en", "en")


@pytest.mark.parametrize("path", ["hidden/", "nothing/", "hidden/brief.pdf", "nothing/feed.atom", "sample/feed.rss"])
def test_what_readers_do_not_see_is_not_there(gathered, read, path):
    assert read(f"/en/collections/{path}").status == 404


def test_a_practice_says_in_which_collections_it_is(gathered, address, read):
    page = read(address("kitchen"))
    assert page.links(".aside a[href*=collections]") == ["/en/collections/sample/"]


def test_the_front_page_leads_to_collections(gathered, read):
    assert read("/en/").links(".starts a") == ["/en/collections/", "/en/collections/sample/"]
    assert read("/en/?q=kitchen").all(".starts") == []


def test_collections_are_in_the_site_map(gathered, read):
    html = read("/sitemap-pages.xml").html
    assert "/en/collections/sample/" in html
    assert "hidden" not in html


def test_a_collection_can_be_followed(gathered, client):
    found = feedparser.parse(client.get("/en/collections/sample/feed.atom").content)
    assert (found.bozo, found.feed.title, len(found.entries)) == (False, "Sample collection · Convivia", 3)
    assert json.loads(client.get("/en/collections/sample/feed.json").content)["home_page_url"] == (
        "http://testserver/en/collections/sample/"
    )
    assert client.get("/en/collections/sample/feed.atom?page=9")["Location"] == "/en/collections/sample/feed.atom"
    for page in ("x", "0", "9" * 5000):
        told = feedparser.parse(client.get(f"/en/collections/sample/feed.atom?page={page}").content)
        assert told.feed.subtitle.endswith(f"could not be used: page={page[:40]}")


def test_a_collection_is_taken_along_as_a_brief(gathered, client):
    answer = client.get("/en/collections/sample/brief.pdf")
    assert answer["Content-Disposition"].startswith('attachment; filename="convivia-sample-collection-20')
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "Made-up practices." in text
    assert "A collection that the editors of the library made." in text
    assert "1. La radio du quartier" in text


def test_a_readers_own_stands_in_the_address(own, read, library):
    page = read(own("council", "radio", tail="&title=For+the+%3Cb%3Ecouncil%3C/b%3E"))
    assert page.text("h1") == "For the <b>council</b>"
    assert page.texts(".card .title") == ["A council of newcomers", "La radio du quartier"]
    council, radio = (library[name].public_id for name in ("council", "radio"))
    tail = "title=For+the+%3Cb%3Ecouncil%3C%2Fb%3E"
    assert page.links(".drop") == [f"/en/collection/?id={radio}&{tail}", f"/en/collection/?id={council}&{tail}"]
    assert page.links(".carry a")[0] == f"/en/collection/brief.pdf?id={council}&id={radio}&{tail}"
    assert page.text("#address") == f"http://testserver/en/collection/?id={council}&id={radio}&{tail}"
    assert page.one("meta[name=robots]").attributes["content"] == "noindex, follow"


def test_it_is_named_by_a_form(own, read, library):
    form = read(own("council", "radio")).one("form.naming")
    assert (form.attributes["action"], form.attributes["method"]) == ("/en/collection/", "get")
    fields = [(node.attributes["name"], node.attributes["value"]) for node in form.css("input")]
    assert fields == [("title", ""), ("id", library["council"].public_id), ("id", library["radio"].public_id)]


def test_what_of_the_address_was_not_taken_is_said(own, read):
    page = read(own("council", "zzzzzzz", "council", tail="&title=" + "x" * 101))
    assert page.text("h1") == "x" * 100
    assert page.texts(".notice p") == [
        "No practice has the id “zzzzzzz”. Perhaps the address has a slip in it, or the practice was deleted.",
        "A practice stood in the address more than once. It is shown once.",
        "The title is longer than 100 letters. It was cut.",
    ]


def test_fifty_are_the_most(index, own, read):
    made = [make_practice(text_record(title=f"Sample {n}", external_id=f"s{n}")).public_id for n in range(51)]
    page = read("/en/collection/?" + "&".join(f"id={one}" for one in made))
    assert len(page.all(".card")) == 50
    assert page.texts(".notice p") == [f"A collection holds 50 practices. Left out: {made[50]}"]
    assert [link for link in page.links(".carry a") if "compare" in link] == []


def test_without_any_the_page_says_how_to_make_one(library, read):
    page = read("/en/collection/")
    assert page.text("h1") == "A collection of your own"
    assert page.all(".card, .carry, .naming, meta[name=robots]") == []


@pytest.mark.parametrize("tail", ["&title=%00%1b%E2%80%AE", "&title=" + "y" * 9000, "&title=%ff", "&id=%00&title[]=x"])
def test_nonsense_is_answered_calmly(own, read, tail):
    assert read(own("council", tail=tail)).status == 200


def test_its_brief(own, client, library):
    answer = client.get(own("council", "zzzzzzz", tail="&title=Our+brief").replace("/?", "/brief.md?"))
    text = answer.content.decode()
    assert text.startswith("# Our brief\n\nA collection that a reader of the library made.\n\nMade on ")
    assert "No practice has the id “zzzzzzz”." in text
    assert client.get("/en/collection/brief.md?id=zzzzzzz")["Location"] == "/en/collection/?id=zzzzzzz"
    assert client.get("/en/collection/brief.odt").status_code == 404


def test_a_list_makes_a_collection_without_script(library, read):
    button = read("/en/").all("#chosen button[type=submit]")[1]
    assert (button.attributes["formaction"], button.text()) == ("/en/collection/", "Make a collection")


def test_as_many_queries_however_much_there_is(index, queries):
    made = [
        make_practice(text_record(title=f"Sample {n}", external_id=f"s{n}"), concept_keys=("mediation",)).public_id
        for n in range(3)
    ]
    for number in (1, 3):
        ids = made[:number]
        save_collection(key=f"of-{number}", names={"en": "S"}, descriptions={}, public_ids=ids, by="tests")

    def own(number, path=""):
        return queries(f"/en/collection/{path}?" + "&".join(f"id={one}" for one in made[:number]))

    assert own(1) == own(3)
    assert own(1, "brief.md") == own(3, "brief.md")
    for path in ("", "brief.md", "feed.atom"):
        assert queries(f"/en/collections/of-1/{path}") == queries(f"/en/collections/of-3/{path}")
