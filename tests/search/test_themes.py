"""What practices are about beside their areas is told by the words of their texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.search.documents import Catalogue, TextRow
from convivia.search.synonyms import THEME
from convivia.search.themes import Themes
from convivia.vocabularies.actions import load_vocabularies

NAMES = [
    ("garden", "en", "Community garden"),
    ("garden", "en", "urban gardening"),
    ("garden", "fr", "jardin partagé"),
    ("roma", "en", "Roma"),
    ("sport", "en", "football"),
    ("sport", "de", "Fußball"),
]
THEMES = Themes(NAMES)


def of(language="en", *titles, summary="", keywords=()):
    return list(THEMES.of(language, titles, summary, keywords))


def test_a_name_is_met_in_titles_keywords_and_sentences_in_the_order_in_which_they_are_read():
    assert of("en", "Football for all", summary="A community garden.", keywords=["Roma"]) == ["sport", "garden", "roma"]
    assert of("en", "Community gardens grow") == ["garden"]
    assert of("en", summary="A garden of the community.") == ["garden"]


def test_the_words_of_a_name_stand_in_one_sentence():
    assert of("en", summary="The community meets. A garden grows.") == []
    assert of("en", "The community", "The garden") == of("en", keywords=["community", "garden"]) == []


def test_names_count_in_the_language_of_the_text_and_keywords_in_english_too():
    assert of("fr", "Un jardin partagé") == ["garden"]
    assert of("fr", "Football", summary="Football.") == []
    assert of("fr", keywords=["football"]) == ["sport"]
    assert of("en", "Un jardin partagé") == []
    assert (of("de-AT", "Fußball"), of("pt-BR", keywords=["roma"])) == (["sport"], ["roma"])


def test_a_language_without_names_and_a_text_without_words_have_no_themes():
    assert of("xx", "Football") == of("en") == of("en", "", summary="…", keywords=["", "?"]) == []
    assert Themes([]).of("en", ["Football"], "", []) == {}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5))
def test_no_text_breaks_it(title, summary, keywords):
    assert set(of("en", title, summary=summary, keywords=keywords)) <= {"garden", "roma", "sport"}


@pytest.mark.django_db
def test_the_shipped_themes_are_told_in_many_languages():
    load_vocabularies(by="tests")
    catalogue = Catalogue()

    def told(language, title):
        row = TextRow(1, language, "original", title, "", "", "", {}, [], [])
        return catalogue.themes(row).values[THEME]

    titles = {
        "en": "Interfaith dialogue", "fr": "Dialogue interreligieux", "de": "Interreligiöser Dialog",
        "pt": "Diálogo inter-religioso", "pl": "Dialog międzyreligijny",
    }  # fmt: skip
    assert [language for language in titles if "interfaith-dialogue" not in told(language, titles[language])] == []
    assert told("en", "A bridge over a river") == ()
