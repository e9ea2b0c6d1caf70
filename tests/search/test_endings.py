"""Singular and plural in languages that have no stemmer elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.endings import SHORTEST, has_endings, without_ending


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", "бібліотека бібліотеки бібліотек бібліотеках"),
        ("uk", "громадські громадський громадських"),
        ("uk", "слухання слуханнями"),
        ("uk", "мова мови мовою"),
        ("sq", "qytet qyteti qytetet qytete qyteteve qytetit"),
        ("sq", "shkollë shkolla shkollat shkollave shkollën shkollës"),
        ("sq", "shtëpi shtëpia shtëpitë shtëpive"),
        ("he", "קהילה קהילות"),
        ("he", "מהגר מהגרים מהגרות"),
        ("bg", "град градът градове градовете"),
        ("bg", "библиотека библиотеки библиотеката библиотеките"),
        ("mk", "град градот градови"),
    ],
)
def test_forms_of_one_word_have_one_beginning(language, words):
    assert len({without_ending(word, language) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "мова мова місто"), ("sq", "qytet shtet"), ("he", "שכונה שכן"), ("bg", "град гора")]
)
def test_different_words_keep_apart(language, words):
    assert len({without_ending(word, language) for word in words.split()}) == 2


def test_only_these_languages_are_known():
    assert [has_endings(language) for language in ("uk", "sq", "he", "bg", "mk", "en", "")] == [True] * 5 + [False] * 2


@given(st.sampled_from(["uk", "sq", "he", "bg", "mk"]), st.text("абвгіїєяabcdetëשכונהתים", min_size=1, max_size=12))
def test_what_is_left_begins_the_word_and_says_something(language, word):
    left = without_ending(word, language)
    assert word.startswith(left)
    assert left == word or len(left) >= SHORTEST
