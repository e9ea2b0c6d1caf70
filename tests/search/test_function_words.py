import pytest

from convivia.search.function_words import function_words
from convivia.search.words import words_of


def small(text, reader="en"):
    return sorted(function_words([word.folded for word in words_of(text)], reader))


@pytest.mark.parametrize(
    ("text", "reader", "words"),
    [
        ("street party with neighbours", "en", ["with"]),
        ("where can victims get help?", "en", ["can", "get", "where"]),
        ("comment lutter contre l'islamophobie", "en", ["comment", "contre"]),
        ("campaña contra los rumores sobre inmigrantes", "fr", ["contra", "los", "sobre"]),
        ("Welche Städte fördern Mütter im Stadtteil", "en", ["im", "welche"]),
        ("как работает медиация в городе", "en", ["в", "как"]),
        ("πώς και γιατί", "en", ["και", "πωσ"]),
        ("car sharing", "en", []),
        ("car sharing", "fr", ["car"]),
        ("maison du quartier", "fr", ["du"]),
        ("Haus der Kulturen", "en", []),
        ("Haus der Kulturen", "de", ["der"]),
        ("", "en", []),
        ("mediation", "xx", []),
        ("knjiga i film", "hr", ["i"]),
    ],
)
def test_small_words_of_the_language_that_the_query_seems_to_be_in(text, reader, words):
    assert small(text, reader) == words
