"""Quoted words are found again."""

from hypothesis import given
from hypothesis import strategies as st

from convivia.reviews.passages import Span, locate, tidy_quote

TEXT = "The city asked.\nThe city  answered."


def test_the_nearest_of_several_places():
    assert locate(TEXT, "The city") == Span(0, 8)
    assert locate(TEXT, "The city", near=14) == Span(16, 24)


def test_white_space_counts_as_one():
    assert locate(TEXT, "asked. The   city answered") == Span(9, 34)
    assert tidy_quote("  asked.\r\n The ") == "asked. The"


def test_words_that_stay_are_found_when_the_text_moves():
    assert locate("In 2019, " + TEXT, "city answered", near=20) == Span(29, 43)


def test_words_that_went():
    assert locate(TEXT, "the mayor") is None
    assert locate(TEXT, "  ") is None
    assert locate("", "city") is None


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_a_part_of_a_text_is_found_in_it(text, start, length):
    part = text[start : start + length]
    span = locate(text, part, near=start)
    if part.split():
        assert span is not None
        assert text[span.start : span.end].split() == part.split()
