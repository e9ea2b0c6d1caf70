"""What may be counted of a search that found nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.topics import MOST_CHARACTERS, MOST_WORDS, Topic, topic_of


@pytest.mark.parametrize(
    ("text", "language", "words", "key"),
    [
        ("Sign  LANGUAGE courses", "en", "sign language courses", "courses language sign"),
        ("the courses of language", "en", "courses language", "courses language"),
        ("Médiation à l’école", "fr", "médiation l’école", "l'ecole mediation"),
        ("anti-rumour rumour", "en", "anti-rumour rumour", "anti-rumour rumour"),
        ("elections 2024", "en", "elections 2024", "2024 elections"),
        ("school -football -\"two words\"", "en", "school", "school"),
        ("Σχολείο μετανάστες", "en", "σχολείο μετανάστες", "μεταναστεσ σχολειο"),
        ("移民政策", "en", "移民政策", "移民政策"),
        ("inte\u00adgration \u200fx", "en", "integration", "integration"),
        ("snake_case", "en", "snake case", "case snake"),
        ("“welcome to town”", "en", "welcome town", "town welcome"),
    ],
)  # fmt: skip
def test_a_subject_is_counted_by_its_words(text, language, words, key):
    assert topic_of(text, language) == Topic(words, key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!!",
        "the of",
        "2019",
        "a b c",
        "someone@example.org",
        "someone @ example",
        "https://example.org/x",
        "www.example",
        "example.org",
        "see example.org/page",
        "folder/name/file",
        "call 47123456",
        "47 12 34 56 7",
        "house 12345",
        "one two three four five six seven eight nine",
        '"one two three four five six seven"',
        "„one two three four five six seven“",
        "“a text that was pasted, and never closed by a sign",
        "w" * (MOST_CHARACTERS + 1),
    ],
)
def test_what_may_be_personal_or_is_no_subject_is_not_counted(text):
    assert topic_of(text, "en") is None


def test_order_accents_and_small_words_make_no_other_subject():
    keys = {topic_of(text, "fr").key for text in ("logement des réfugiés", "Refugies logement", "réfugiés, LOGEMENT")}
    assert len(keys) == 1


@given(st.text(st.one_of(st.sampled_from("ab1@.-_'\" é移\u00ad"), st.characters()), max_size=120))
def test_a_topic_is_always_small_and_plain(text):
    topic = topic_of(text, "en")
    if topic is None:
        return
    for said in (topic.words, topic.key):
        assert 0 < len(said) <= MOST_CHARACTERS
        assert len(said.split()) <= MOST_WORDS
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in said)
        assert "@" not in said
    assert topic_of(topic.words, "en") == topic
