"""Text from strangers, made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.intake.cleaning import clean_line, clean_text, web_address


@pytest.mark.parametrize(
    ("raw", "text", "taken_out"),
    [
        ("a  b\u00a0c\u202fd", "a b c d", set()),
        ("a\u200bb\ufeffc\u00add", "abcd", set()),
        (" a \r\n b\r\n\r\n\r\n c ", "a\nb\n\nc", set()),
        ("Cafe\u0301", "Café", set()),
        ("a\x00b\x1bc", "abc", {"control-characters"}),
        ("é\ud800x", "éx", {"control-characters"}),
        ("<b>bold</b> words", "bold words", {"markup"}),
        ("<script>alert(1)</script> Title", "alert(1) Title", {"markup"}),
        ("R&amp;D &lt;i&gt;now&lt;/i&gt;", "R&D now", {"markup"}),
        ("&amp;amp;amp;amp;amp;amp;amp;lt;b", "amp;amp;lt;b", {"markup"}),
        ("before<!-- a comment -->after", "before after", {"markup"}),
        ("&#60;script&#62;x", "x", {"markup"}),
        ("<Mondi> a < b > c <3", "<Mondi> a < b > c <3", set()),
        ("AT&T; and Q&A", "AT&T; and Q&A", set()),
        ("می‌خواهم", "می‌خواهم", set()),
    ],
)
def test_text_becomes_plain(raw, text, taken_out):
    assert clean_text(raw) == (text, taken_out)


def test_tags_that_are_nested_to_hide_are_found():
    text, taken_out = clean_text("<" * 50 + "script>" * 50)
    assert (taken_out, clean_text(text)) == ({"markup"}, (text, frozenset()))


def test_a_line_is_one_line():
    assert clean_line("a\n\nb\tc") == ("a b c", frozenset())


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    once = clean_text(raw)[0]
    assert clean_text(once) == (once, frozenset())


@pytest.mark.parametrize(
    ("given_address", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" http://example.org ", "http://example.org"),
        ("//example.org/a", "https://example.org/a"),
        ("www.example.org", "https://www.example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/relative", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ('https://example.org/"onclick="x', ""),
        ("https://example.org/a b", ""),
        ("ftp://example.org", ""),
    ],
)
def test_only_addresses_of_the_web_are_taken(given_address, address):
    assert web_address(given_address) == address
