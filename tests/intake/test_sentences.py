"""Whole sentences that may stand as a summary."""

import pytest

from convivia.intake.sentences import is_cut_off, opening_sentences


@pytest.mark.parametrize(
    ("text", "is_whole", "summary"),
    [
        ("One. Two is cut...", False, "One."),
        ("One is cut...", False, ""),
        ("One is cut off here", False, ""),
        ("A whole text without a full stop", True, "A whole text without a full stop"),
        ("One. Two. Three. Four.", True, "One. Two. Three."),
        ("Is it one? Yes! It is.", True, "Is it one? Yes! It is."),
        ("“One.” Two...", False, "“One.”"),
        (
            "By St. Mary, e.g. in Bergen, with Dr. Who and J. Doe. Two...",
            False,
            "By St. Mary, e.g. in Bergen, with Dr. Who and J. Doe.",
        ),
        ("Il coûte 3.5 M€. Puis...", False, "Il coûte 3.5 M€."),
        ("z.B. in Köln usw. und mehr. Dann...", False, "z.B. in Köln usw. und mehr."),
        ("Een. twee goes on. Drie...", False, "Een. twee goes on."),
        ("Первое. Второе...", False, "Первое."),
        ("一つ。二つ。", True, "一つ。 二つ。"),
        ("One.\n\nTwo.", True, "One."),
        ("First paragraph without a stop\n\nSecond...", False, "First paragraph without a stop"),
        ("", True, ""),
    ],
)
def test_only_whole_sentences_are_taken(text, is_whole, summary):
    assert opening_sentences(text, is_whole) == summary


def test_a_summary_is_short():
    sentence = "Word " + "word " * 28 + "end."  # 149 characters
    assert opening_sentences(" ".join([sentence] * 3), True) == f"{sentence} {sentence}"
    assert opening_sentences("word " * 80 + "end. And more.", True) == "word " * 80 + "end."
    assert opening_sentences("word " * 100 + "end. And more.", True) == ""


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("a...", True), ("a…", True), ("a ... ", True), ("a [...]", True), ("a (…)", True), ("a.", False), ("a..", False)],
)
def test_the_dots_of_an_excerpt_are_known(text, is_cut):
    assert is_cut_off(text) == is_cut
