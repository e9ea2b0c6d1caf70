"""Listings as HTML: the same cards as in text, with addresses; no scripts, menus, hidden texts."""

import pytest

from convivia.intake.html_marks import check_shape
from convivia.intake.html_pages import read_page
from convivia.intake.limits import IntakeError
from tests.intake.cards import OTHERS, Printed, facts

CARDS = (OTHERS[0], Printed(), OTHERS[1])
EXPECTED = [
    ("Young Mayor", [("GB", "London-Lewisham")], "2018 onwards", 2018, None, True),
    ("Women’s House", [("ES", "Bilbao")], "Since 2008", 2008, None, True),
    ("Shared Values", [("GB", "Bradford")], "2022", 2022, None, None),
]
SITE = "https://example.org/en/list"

# How pages mark up a card: {0} title, {1} place line, {2} teaser, {3} address.
MARKUPS = {
    "headings": "<div><h3><a href='{3}'>{0}</a></h3><p>{1}</p><p>{2}</p><p><a href='{3}'>Read More</a></p></div>",
    "articles": "<article><header><h2>{0}</h2></header><p class=meta>{1}</p><div>{2}</div>"
    "<footer><a href='{3}'>Read More</a></footer></article>",
    "list": "<li><strong>{0}</strong><br>{1}<br>{2}<br><a href='{3}'>Read More</a></li>",
    "spans": "<div><span>{0}</span><span>{1}</span><span>{2}</span><a href='{3}'>Read More</a></div>",
    "links": "<a href='{3}'><h3>{0}</h3><p>{1}</p><p>{2}</p></a>",
    "run on": "<p><b>{0}</b></p><p>{1}</p><p>{2} <a href='{3}'>Read More</a></p>",
    "unclosed": "<p><a href='{3}'>{0}</a><p>{1}<p>{2}<p><a href='{3}'>Read More</a>",
    "apart": "<h3><a href='{3}'>{0}</a></h3><p><span>{1}</span></p><p>{2}</p>",
}


def html(markup, cards=CARDS, head=f"<link rel=canonical href='{SITE}'>", before="", after=""):
    body = "".join(markup.format(card.title, card.line, card.text, f"/-/{number}") for number, card in enumerate(cards))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>List</title>{head}</head><body><nav><a href=/>Home</a>"
        f"</nav><header>A web site</header>{before}<main><ul>{body}</ul></main>{after}"
        "<footer>Contact us</footer></body></html>"
    )


@pytest.mark.parametrize("name", sorted(MARKUPS))
def test_cards_are_read_in_any_markup_with_their_addresses(read_text, name):
    reading, drafts = read_text(html(MARKUPS[name]), "page.html")
    assert (reading.format, [facts(draft) for draft in drafts]) == ("listing", EXPECTED)
    assert [draft.main.source_url for draft in drafts] == [f"https://example.org/-/{number}" for number in range(3)]
    assert [list(draft.main.sections) for draft in drafts] == [["purpose"], ["purpose"], ["purpose"]]


def test_the_texts_are_those_of_the_page_as_text(read_text, read_listing):
    _, drafts = read_text(html(MARKUPS["headings"]))
    plain = read_listing("\n\n".join(part for card in CARDS for part in card.parts())).drafts
    assert [(d.main.sections, d.main.summary, d.main.cut_off, d.main.language) for d in drafts] == [
        (d.main.sections, d.main.summary, d.main.cut_off, d.main.language) for d in plain
    ]


def test_a_language_that_the_page_marks_counts_but_not_that_of_its_menus(read_text):
    marked = MARKUPS["headings"].replace("<div>", "<div lang='sr'>", 1)
    cards = [Printed("Medijacija", "Norway Bergen 2021", "Medijacija.")]
    assert read_text(html(marked, cards))[1][0].main.language == "sr"
    assert (
        read_text(html(MARKUPS["headings"], [Printed(text="But : Un lieu pour les femmes de la ville...")]))[1][
            0
        ].main.language
        == "fr"
    )


def test_scripts_menus_and_hidden_texts_are_left_out(read_text):
    hidden = (
        "<p hidden>Spain Madrid 2001</p><p style='display: none'>Norway Oslo 2002</p><span class=sr-only>Menu</span>"
    )
    scripts = "<script>Norway Bergen 2003</script><style>p{}</style><template>x</template><!-- Norway Bergen -->"
    reading, drafts = read_text(html(MARKUPS["headings"], before=hidden + scripts))
    assert [facts(draft) for draft in drafts] == EXPECTED
    assert [found.text.partition(": ")[2] for found in reading.warnings if found.code == "hidden-text"] == [
        "Spain Madrid 2001",
        "Norway Oslo 2002",
        "Menu",
    ]


def test_entities_and_scripts_in_titles_become_words(read_text):
    card = Printed("Café &amp; &#x2018;Maison&#x2019; &lt;script&gt;alert(1)&lt;/script&gt;")
    draft = read_text(html(MARKUPS["headings"], [card]))[1][0]
    assert draft.main.title == "Café & ‘Maison’ alert(1)"
    assert "markup" in [warning.code for warning in draft.warnings]


def test_addresses_need_the_address_of_the_page(read_text):
    reading, drafts = read_text(html(MARKUPS["headings"], head=""))
    assert [draft.main.source_url for draft in drafts] == ["", "", ""]
    assert "relative-address" in [warning.code for warning in reading.warnings]


@pytest.mark.parametrize(
    "head",
    ["<base href='https://example.org/x/'>", "<meta property='og:url' content='https://example.org/x/'>"],
)
def test_a_page_says_its_address_in_several_ways(read_text, head):
    markup = MARKUPS["headings"].replace("{3}", "a/b")
    assert read_text(html(markup, head=head))[1][0].main.source_url == "https://example.org/x/a/b"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "#top", "mailto:a@example.org", "http://[x"]
)
def test_addresses_that_lead_nowhere_good_are_left_out(read_text, href):
    drafts = read_text(html(MARKUPS["headings"].replace("{3}", href)))[1]
    assert [draft.main.source_url for draft in drafts] == ["", "", ""]


def test_a_table_with_a_header_is_read_by_its_columns(read_text):
    rows = "".join(f"<tr><td>{c.title}<td>{c.line.split()[0]}<td>Bilbao<td>2008<td>{c.text}" for c in CARDS[1:2])
    table = f"<table><tr><th>Title<th>Country<th>City<th>Period<th>Text{rows}</table>"
    drafts = read_text(f"<html><body>{table}</body></html>")[1]
    assert [facts(draft) for draft in drafts] == [("Women’s House", [("ES", "Bilbao")], "2008", 2008, None, None)]


def test_a_table_without_a_header_is_read_as_cards(read_text):
    rows = "".join(f"<tr><td>{c.title}</td><td>{c.line}</td><td>{c.text}</td></tr>" for c in CARDS)
    drafts = read_text(f"<html><body><table>{rows}</table></body></html>")[1]
    assert [facts(draft) for draft in drafts] == EXPECTED


def test_lines_know_headings_links_and_gaps():
    page = read_page("<h2><a href='https://example.org/a'>T</a></h2><p>one<br>two</p>", "x", lambda header: False)
    assert [(line.text, line.heading, line.href, line.gap) for line in page.lines] == [
        ("T", 2, "https://example.org/a", True),
        ("one", 0, "", True),
        ("two", 0, "", False),
    ]


@pytest.mark.parametrize(
    "text",
    ["<div>" * 2_000, "<ul><li>" * 2_000, "<div " + " ".join(f"a{n}=1" for n in range(2_000)) + ">"],
)
def test_pages_that_are_built_to_be_slow_are_refused(text):
    with pytest.raises(IntakeError, match="is not a usual page"):
        check_shape(text, "page.html")


def test_many_elements_side_by_side_are_no_matter():
    check_shape("<div><p>a<p>b<br></div>" * 5_000, "page.html")
