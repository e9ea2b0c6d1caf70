"""A brief as plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.website.briefs.brief import address, fitted, language_parts, paragraphs, printable, weight
from tests.website.briefs.making import make_brief, make_entry


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1bc", "abc"),
        ("a\u202eb\u2066c", "abc"),
        ("\ud800a\ufffe", "a"),
        ("  a \t b\n", "a b"),
        ("e\u0301 😀 ქართული", "e\u0301 😀 ქართული"),
        ("\u200fعربي", "\u200fعربي"),
        ("\x1c", ""),
    ],
)
def test_what_can_be_read_is_kept_and_the_rest_is_not(text, shown):
    assert printable(text) == shown


def test_lines_become_paragraphs():
    assert paragraphs("One.\n\n Two. \r\nThree.\u2028Four\x0c\n") == ("One.", "Two.", "Three.", "Four")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://a b", "ftp://x", "", "https://", 'https://a"b', "https://a\nb", "https://a<b>"],
)
def test_what_is_no_plain_address_of_the_web_is_no_link(url):
    assert address(url) == ""


def test_addresses_stay_as_they_are():
    assert address("https://example.org/é?a=b&c=(d)") == "https://example.org/é?a=b&c=(d)"


def test_languages_that_documents_can_say():
    codes = ("fr", "pt-BR", "zh-Hant", "sr-Latn-RS", "", "x y", "1234", "english")
    assert [language_parts(code) for code in codes] == [
        ("fr", ""), ("pt", "BR"), ("zh", ""), ("sr", ""), ("", ""), ("", ""), ("", ""), ("", ""),
    ]  # fmt: skip


def total(brief):
    return sum(weight(part) for entry in brief.entries for part in entry.parts)


def test_a_long_brief_is_cut_where_it_is_longest_and_says_so():
    brief = make_brief(make_entry(text="short"), make_entry(text="word " * 400), make_entry(text="w" * 1000))
    cut = fitted(brief, 1085)
    assert cut.entries[0] == brief.entries[0]
    assert [entry.parts[0].note for entry in cut.entries] == ["", "Shortened here.", "Shortened here."]
    assert cut.entries[1].parts[0].paragraphs[0].endswith("word …")
    assert cut.entries[2].parts[0].paragraphs[0] == "w" * 420 + " …"
    assert total(cut) <= 1085 + 4


def test_many_short_lines_are_as_long_as_a_long_one():
    brief = make_brief(make_entry(text="\n".join(["line"] * 1000)))
    assert len(fitted(brief, 8400).entries[0].parts[0].paragraphs) == 100


def test_a_short_one_is_left_alone():
    brief = make_brief()
    assert fitted(brief) is brief


@given(
    st.lists(st.lists(st.text("ab ", min_size=1, max_size=60), max_size=4), min_size=1, max_size=6), st.integers(1, 200)
)
def test_whatever_its_length_it_fits(texts, most):
    brief = make_brief(*(make_entry(text="\n".join(lines)) for lines in texts))
    cut = fitted(brief, most)
    assert total(cut) <= most + 2 * len(texts)
    for before, after in zip(brief.entries, cut.entries, strict=True):
        told, kept = " ".join(before.parts[0].paragraphs), " ".join(after.parts[0].paragraphs)
        assert told.replace(" ", "").startswith(kept.removesuffix("…").replace(" ", ""))
        assert (after == before) or after.parts[0].note == "Shortened here."


def test_three_practices_need_no_contents_four_do():
    assert [make_brief(*[make_entry()] * count).has_contents for count in (3, 4)] == [False, True]
