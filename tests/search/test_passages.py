"""Texts in pieces: nothing of them is lost, none is too long, and each begins with the title."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.search.passages import MAX_PASSAGE, MAX_PASSAGES, MAX_TITLE, Passage, digest, passages

WORDS = st.lists(st.text("abcé字ع😀", min_size=1, max_size=12), max_size=250)
ENDS = st.sampled_from([" ", ". ", "! ", "? ", "\n", "\n\n", "; "])


@st.composite
def running_text(draw):
    """A text of words with sentence ends between some of them."""
    words = draw(WORDS)
    ends = draw(st.lists(ENDS, min_size=len(words), max_size=len(words)))
    return "".join(word + end for word, end in zip(words, ends, strict=True))


def pieces(title="", summary="", keywords=(), **answers):
    return list(passages("en", title, summary, keywords, answers))


def words(text):
    for sign in ".!?;,":
        text = text.replace(sign, " ")
    return text.split()


@settings(max_examples=40, deadline=None)
@given(running_text(), st.lists(st.text("xyz ", max_size=10), max_size=8), running_text(), running_text())
def test_every_word_is_in_a_passage_in_its_order(summary, keywords, first, second):
    found = pieces("A title", summary, keywords, first=first, second=second)
    said = words(" ".join(each.text[each.told :] for each in found if each.told))
    wanted = [*words(summary), *words(", ".join(keywords)), *words(first), *words(second)]
    assert said == wanted
    assert found != []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=900), st.text(max_size=3000), st.lists(st.text(max_size=40), max_size=40), st.text())
def test_no_text_breaks_it_and_none_is_too_long(title, summary, keywords, answer):
    found = pieces(title, summary, keywords, answer=answer)
    assert len(found) <= MAX_PASSAGES
    for each in found:
        assert 0 < len(each.body) <= max(MAX_PASSAGE, MAX_TITLE)
        assert len(each.text) <= MAX_TITLE + 2 + MAX_PASSAGE
        assert each.text[: each.told].strip().rstrip(".") == (
            title[:MAX_TITLE].strip().rstrip(".") if each.told else ""
        )
    assert [each.keywords for each in found[1:]] == [""] * len(found[1:])


def test_each_passage_begins_with_the_title_and_is_read_without_it():
    found = pieces("Garden days", "Neighbours dig.", answer="x" * (MAX_PASSAGE - 10) + ". " + "y" * (MAX_PASSAGE - 50))
    assert [each.text[:13] for each in found] == ["Garden days. "] * 3
    assert [each.body for each in found] == [
        "Neighbours dig.",
        "x" * (MAX_PASSAGE - 10) + ".",
        "y" * (MAX_PASSAGE - 50),
    ]
    assert pieces("Why gardens?", "They grow.")[0].text == "Why gardens? They grow."


def test_keywords_stand_with_the_first_passage_and_by_themselves():
    (only,) = pieces("T", "One.", ["garden", "school"])
    assert only == Passage("en", "T. One. garden, school", 3, "garden, school")


def test_short_sentences_share_a_passage_and_borders_are_those_of_sentences():
    sentence = "z" * (MAX_PASSAGE // 2 - 2) + "."
    found = pieces("", " ".join([sentence] * 5))
    assert [each.text for each in found] == [f"{sentence} {sentence}", f"{sentence} {sentence}", sentence]


@pytest.mark.parametrize("end", [". ", "! ", "? ", "… ", ": ", "; ", "。 ", "؟ ", "۔ ", "\n", "\n \n"])
def test_sentences_end_in_every_script(end):
    found = pieces("", "a" * (MAX_PASSAGE // 2) + end + "b" * (MAX_PASSAGE // 2))
    assert [each.text[:1] for each in found] == ["a", "b"]
    assert found[0].text == ("a" * (MAX_PASSAGE // 2) + end).strip()


def test_a_sentence_without_end_is_cut_between_words_and_one_without_words_anywhere():
    long = " ".join(["word"] * MAX_PASSAGE)
    assert {word for each in pieces("", long) for word in each.text.split()} == {"word"}
    assert [len(each.text) for each in pieces("", "字" * (2 * MAX_PASSAGE + 100))] == [MAX_PASSAGE, MAX_PASSAGE, 100]


def test_a_title_alone_is_a_passage_and_nothing_is_none():
    assert pieces("Only a title") == [Passage("en", "Only a title")]
    assert pieces("Only a title")[0].body == "Only a title"
    assert pieces() == pieces(" ", "\n", ()) == []


def test_a_text_of_any_length_has_so_many_passages_at_most():
    assert len(pieces("T", "word " * 500_000)) == MAX_PASSAGES


def test_a_digest_is_of_all_that_is_read_and_of_who_reads():
    base = Passage("en", "T. One.", 3, "k")
    same = Passage("fr", "T. One.", 0, "k")
    others = [Passage("en", "T. Two.", 3, "k"), Passage("en", "T. One.", 3, "l"), Passage("en", "T. One.\0k", 3)]
    assert digest("use", base) == digest("use", same)
    assert len({digest("use", each) for each in [base, *others]} | {digest("e5", base)}) == 5
    assert len(digest("use", base)) == 32
    assert digest("use", Passage("en", "\ud800")) != digest("use", Passage("en", "\ud801"))
