import pytest

from convivia.common.directions import direction
from convivia.common.languages import in_language, language_name


@pytest.mark.parametrize(
    ("code", "written"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("el", "ltr")]
)
def test_languages_are_written_from_left_or_right(code, written):
    assert direction(code) == written


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [("fr", "en", "French"), ("fr", "fr", "français"), ("sq", "fr", "albanais"), ("xx-unknown", "en", "xx-unknown")],
)
def test_languages_have_names_in_the_readers_language(code, reader, name):
    assert language_name(code, reader) == name


@pytest.mark.parametrize(
    ("texts", "found"),
    [({"en": "a", "fr": "b"}, "b"), ({"en": "a"}, "a"), ({"de": "c"}, "c"), ({}, ""), ({"fr": "", "en": "a"}, "a")],
)
def test_a_text_comes_in_the_wanted_language_else_in_english_else_in_any(texts, found):
    assert in_language(texts, "fr") == found
