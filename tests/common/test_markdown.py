"""Markdown becomes safe HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from convivia.common.markdown import read_document, render

ALLOWED = {
    "html",
    "head",
    "body",
    "p",
    "a",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
}
ALLOWED |= {"blockquote", "code", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}


def test_a_document_has_a_title_a_lead_and_a_body():
    found = read_document("# The *title*\n\nA lead with [a link](/en/) & more\nin two lines.\n\n## Next\n\nBody.\n")
    assert found.title == "The *title*"
    assert found.lead == "A lead with a link & more in two lines."
    assert found.lead_html == 'A lead with <a href="/en/">a link</a> &amp; more\nin two lines.'
    assert found.html == '<h2 id="next">Next</h2>\n<p>Body.</p>\n'
    assert found.contents == (("next", "Next"),)


@pytest.mark.parametrize(
    "body", ["### At once", "- a list", "1. first", "> said", "| a |\n|---|\n| b |", "```\ncode\n```"]
)
def test_what_is_no_paragraph_is_no_lead(body):
    found = read_document(f"# T\n\n{body}")
    assert (found.lead, found.html) == ("", render(body))


@pytest.mark.parametrize(
    ("text", "title", "lead"), [("", "", ""), ("Only words.", "", "Only words."), ("# T", "T", "")]
)
def test_little_documents(text, title, lead):
    found = read_document(text)
    assert (found.title, found.lead) == (title, lead)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        ("![x](https://example.org/y.png)", '<p>!<a href="https://example.org/y.png">x</a></p>\n'),
        ("<hello@example.org>", '<p><a href="mailto:hello@example.org">hello@example.org</a></p>\n'),
    ],
)  # fmt: skip
def test_only_harmless_html_comes_out(text, html):
    assert render(text) == html


def test_headings_have_anchors_of_their_own():
    found = read_document("# T\n\n## Être *ou*\n\n## Être ou\n\n### Not I\n\n## ?\n\n## Être ou\n")
    assert found.contents == (
        ("etre-ou", "Être ou"), ("etre-ou-2", "Être ou"), ("part", "?"), ("etre-ou-2-2", "Être ou"),
    )  # fmt: skip


def test_tables():
    rows = [node.text().split() for node in LexborHTMLParser(str(render("| a |\n|---|\n| b |"))).css("tr")]
    assert rows == [["a"], ["b"]]


@given(st.text(alphabet="<>/=\"'[]()!#*_`~&;:- \n\tabscriptonjg", max_size=200))
def test_nothing_that_is_written_brings_other_tags_or_handlers(text):
    for node in LexborHTMLParser(str(render(text))).css("*"):
        assert node.tag in ALLOWED
        assert not [name for name in node.attributes if name.startswith("on")]
        assert not (node.attributes.get("href") or "").strip().lower().startswith(("javascript", "data", "vbscript"))
