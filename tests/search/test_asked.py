import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.asked import MAX_QUERY, MAX_WORDS, Asked, read_query


def read(text):
    asked = read_query(text)
    return [word.word.folded for word in asked.words], list(asked.phrases), list(asked.without)


@pytest.mark.parametrize(
    ("text", "words", "phrases", "without"),
    [
        ("women Bilbao", ["women", "bilbao"], [], []),
        ('"street party" neighbours', ["street", "party", "neighbours"], [("street", "party")], []),
        ("“street party”", ["street", "party"], [("street", "party")], []),
        ("« fête de quartier »", ["fete", "de", "quartier"], [("fete", "de", "quartier")], []),
        ('"unbalanced words', ["unbalanced", "words"], [], []),
        ('words unbalanced"', ["words", "unbalanced"], [], []),
        ('in"side', ["in", "side"], [], []),
        ("school -women", ["school"], [], [("women",)]),
        ('school -"night school"', ["school"], [], [("night", "school")]),
        ("anti-rumour", ["anti", "rumour"], [], []),
        ("-anti-rumour", [], [], [("anti", "rumour")]),
        ("- school --", ["school"], [], []),
        ('""  " "', [], [], []),
        ("école ecole ÉCOLE", ["ecole"], [], []),
        (
            "AND OR NOT title:x (a) [b] {c} ~1 ^2 *?",
            ["and", "or", "not", "title", "x", "a", "b", "c", "1", "2"],
            [],
            [],
        ),
        ("\\ ' ; -- DROP", ["drop"], [], []),
        ("多元文化", ["多元", "元文", "文化"], [], []),
        ('"多元文化"', ["多元", "元文", "文化"], [("多", "元", "文", "化")], []),
    ],
)
def test_words_phrases_and_what_shall_not_be_there(text, words, phrases, without):
    assert read(text) == (words, phrases, without)


def test_words_in_quotes_are_meant_literally():
    assert [(word.word.folded, word.literal) for word in read_query('"open city" day').words] == [
        ("open", True),
        ("city", True),
        ("day", False),
    ]


def test_neighbouring_words_may_be_written_as_one():
    assert [word.others for word in read_query("anti rumour day").words] == [
        ("antirumour",),
        ("antirumour", "rumourday"),
        ("rumourday",),
    ]
    assert [word.others for word in read_query("anti-rumour").words] == [("antirumour",), ("antirumour",)]
    assert [word.others for word in read_query("year 2019").words] == [(), ()]


def test_the_whole_query_is_kept_as_a_title():
    assert read_query('The  "Second chance": work -not').whole == "the second chance work"


def test_only_so_much_is_read():
    many = read_query(" ".join(f"w{number}" for number in range(MAX_WORDS + 1)))
    assert (len(many.words), many.is_cut) == (MAX_WORDS, True)
    assert read_query("x" * (MAX_QUERY + 1)).is_cut
    assert not read_query(" ".join(f"w{number}" for number in range(MAX_WORDS))).is_cut
    assert len(read_query(f'"{"a " * 100}"').phrases[0]) == MAX_WORDS


def test_nothing_to_ask_for():
    assert read_query(" ?! ") == Asked()
    assert read_query(" ?! ").is_empty
    assert not read_query("-x").is_empty


@given(st.text())
def test_no_query_is_wrong(text):
    asked = read_query(text)
    assert len(asked.words) <= MAX_WORDS
    assert all(asked.phrases)
    assert all(asked.without)


@given(st.lists(st.sampled_from(["women", "école", '"open city"', "-night", '"', "-", "x-y"]), max_size=8))
def test_reading_does_not_depend_on_blanks_around(parts):
    assert read_query(" ".join(parts)) == read_query("  \t" + "   ".join(parts) + " \n")
