"""What readers type: each text once, always the same, in the languages that are said."""

from collections.abc import Callable

import pytest
from benchmarks.pages import ASKED, DEEP, FILTERED, HYBRID, LISTS, SEARCH, SEARCH_FILTERED, list_queries
from benchmarks.practices import practice, public_id
from benchmarks.publishing import NUMBER, QUESTION, SUMMARY, TITLE
from benchmarks.questions import (
    BROAD,
    QUESTIONS,
    broad_texts,
    foreign_questions,
    four_broad_words,
    misspelt_texts,
    narrow_texts,
    questions,
)
from benchmarks.vocabulary import languages, vocabulary

from convivia.practices.ids import is_public_id


@pytest.mark.parametrize(
    "texts", [broad_texts, four_broad_words, narrow_texts, questions, foreign_questions, misspelt_texts]
)
def test_no_text_comes_twice_and_there_are_enough(texts: Callable[[], list[str]]) -> None:
    found = texts()
    assert len(set(found)) == len(found) >= ASKED
    assert found == texts()


def test_no_kind_of_list_asks_what_another_asked() -> None:
    queries = list_queries(1_000)
    asked = [{str(query["q"]) for query in queries[kind] if "q" in query} for kind in (*HYBRID, DEEP)]
    assert sum(map(len, asked)) == len(set.union(*asked)) > 900
    assert set.union(*asked).isdisjoint(four_broad_words())


def test_kinds_of_lists_have_the_queries_that_their_names_say() -> None:
    queries = list_queries(100_000)
    assert list(queries) == list(LISTS)
    assert {key for query in queries[SEARCH] for key in query} == {"q"}
    assert [query for query in queries[SEARCH_FILTERED] if len(query) < 3 and "area" not in query] == []
    assert [query for query in queries[FILTERED] if "q" in query] == []
    assert max(int(query["page"]) for query in queries[DEEP]) == 200


def test_broad_texts_are_of_frequent_words_alone() -> None:
    assert {word for text in broad_texts() for word in text.split()} == set(BROAD)


def test_questions_in_other_languages_are_of_the_library_and_one_beyond() -> None:
    assert set(QUESTIONS) - set(languages()) == {"ar"}
    assert set(QUESTIONS) >= set(languages())
    assert [text for text in foreign_questions() if text in questions()] == []


def test_misspelt_texts_are_two_words_that_no_vocabulary_has() -> None:
    known = set(vocabulary("en").words)
    assert {len(text.split()) for text in misspelt_texts()} == {2}
    assert [text for text in misspelt_texts() if known & set(text.split())] == []


def test_what_is_published_is_found_by_no_word_of_the_question() -> None:
    said = {word.strip(".,").lower() for word in (TITLE + " " + SUMMARY).split()}
    assert [word for word in QUESTION.replace(",", "").split() if word in said] == []
    assert is_public_id(public_id(NUMBER))
    assert public_id(NUMBER) not in {practice(number)["id"] for number in range(100)}
