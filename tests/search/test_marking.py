"""Marked words: at their places in the stored text, read as the index reads them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search import ranking
from convivia.search.asked import read_query
from convivia.search.marking import LONGEST, MOST_READ, Marker, Span, Window, best_window, parts, window_of
from convivia.search.words import read_text

LETTERS = "aàäbcdeéfßoğıİΣσςяйد\u0301\u00ad\u200c_-'’.!? \n移民都市ﬁ½"
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])), max_size=400)
WORDS = st.lists(st.text(st.sampled_from("aàbdeéoyяй移民都- "), min_size=1, max_size=4), min_size=1, max_size=4)


def marker(query, reader="en"):
    words = ranking.question(read_query(query), reader, ("en", "fr", "de", "el")).words
    return Marker([[term for term, _ in word.terms] for word in words], [word.terms[0][0] for word in words])


def shown(query, text, *languages):
    """Return `text` with the words of `query` in brackets."""
    spans = marker(query).spans(text, languages or ("en",))
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in parts(text, spans))


@pytest.mark.parametrize(
    ("query", "language", "text"),
    [
        ("school", "en", "Three [Schools], one [SCHOOL]-yard; schooner."),
        ("médiation", "fr", "La [médiation], la [mediation], le médiateur."),
        ("anti rumour", "en", "An [anti-rumour] walk, [antirumour] agents, a [rumour]; [anti] all."),
        ("accueil", "fr", "Un lieu d’[accueil]"),
        ("women", "en", "[Women]’s House"),
        ("zurich", "de", "In [Zürich] und [ZÜRICH]"),
        ("ΣΧΟΛΕΙΟ", "el", "το [σχολείο] των [σχολείων]"),
        ("integration", "en", "in [Inte\u00adgra\u00adtion] we trust"),
        ("file", "en", "one [ﬁle]_name"),
        ("移民", "ja", "この都市の[移民]政策"),
        ("都市の移民", "ja", "この[都市の移民]政策は[都市]"),
        ("نساء", "ar", "مركز [نساء] المدينة"),
    ],
)
def test_words_are_marked_in_every_form_that_the_index_finds(query, language, text):
    plain = text.replace("[", "").replace("]", "")
    assert shown(query, plain, language) == text


def test_a_small_word_of_the_texts_language_is_not_marked_beside_others():
    assert shown("logement des", "Le logement des gens", "fr") == "Le [logement] des gens"
    assert shown("des", "Le logement des gens", "fr") == "Le logement [des] gens"


def test_a_word_that_joins_two_stands_for_both():
    assert marker("anti rumour").met("Antirumour", ("en",)) == {0, 1}


@given(TEXTS, WORDS)
def test_marking_never_loses_or_alters_text(text, words):
    made = marker(" ".join(words))
    spans = made.spans(text, ("en",))
    assert "".join(part.text for part in parts(text, spans)) == text
    assert all(part.text for part in parts(text, spans))
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, WORDS)
def test_a_passage_is_a_part_of_the_text_and_not_too_long(text, words):
    spans = marker(" ".join(words)).spans(text, ("en",))
    window = best_window(text, spans)
    passage = text[window.start : window.end]
    assert "".join(part.text for part in parts(text, spans, window)) == passage
    assert passage == passage.strip()
    assert len(passage) <= LONGEST + 20
    if spans and spans[0].end - spans[0].start <= LONGEST // 2:
        assert any(part.is_marked for part in parts(text, spans, window))


@given(TEXTS)
def test_every_word_that_the_index_holds_of_plain_text_is_found_in_it(text):
    plain = "".join(letter for letter in text if letter.isascii())
    for word in set(read_text(plain).ordered.split()):
        assert Marker([[word]]).met(plain, ("en",)) == {0}


def spans_of(text, *words):
    return [Span(at, at + len(word), frozenset([n])) for n, word in enumerate(words) if (at := text.find(word)) >= 0]


def said(text, *words, wanted=None):
    window = best_window(text, spans_of(text, *words), wanted)
    return text[window.start : window.end]


def test_the_sentence_with_most_words_is_chosen_with_a_neighbour_that_fits():
    text = "First alpha is told. Then beta and gamma come. Last comes delta."
    assert said(text, "beta", "gamma") == "Then beta and gamma come. Last comes delta."
    assert said(text, "delta", "alpha", wanted=frozenset([0])) == "Then beta and gamma come. Last comes delta."
    filler = "x" * (LONGEST - 10)
    assert said(f"{filler} alpha. Beta is here. {filler}.", "Beta") == "Beta is here."


def test_lines_are_sentences_and_abbreviations_are_not():
    filler = "x" * (LONGEST - 10)
    assert said(f"{filler}\nOne e.g. two\n{filler}", "two") == "One e.g. two"


def test_a_long_sentence_is_cut_between_words_around_the_marked_ones():
    text = " ".join(["word"] * 100 + ["alpha", "and", "beta"] + ["more"] * 100)
    window = best_window(text, spans_of(text, "alpha", "beta"))
    passage = text[window.start : window.end]
    assert (window.starts_within, window.ends_within) == (True, True)
    assert "alpha and beta" in passage
    assert len(passage) <= LONGEST
    assert set(passage.split()) <= {"word", "alpha", "and", "beta", "more"}


def test_a_long_run_without_blanks_is_cut_all_the_same():
    text = "移" * 500 + "民" * 500
    window = best_window(text, [Span(400, 402, frozenset([0]))])
    assert window.start < 400 < 402 < window.end <= window.start + LONGEST


def test_words_in_a_row_that_are_written_as_one_are_marked_together():
    made = Marker([["antirumour"]], ["antirumour"], [[("anti", "rumours")]])
    text = "Anti rumours: an antirumour walk. Rumours, anti."
    spans = made.spans(text, ("en",))
    assert [text[span.start : span.end] for span in spans] == ["Anti rumours", "antirumour"]
    assert (made.met("Rumours, anti", ("en",)), made.met("anti rumours", ("en",))) == (frozenset(), {0})


@pytest.mark.parametrize(
    ("text", "passage", "found"),
    [
        ("One. Two. Three.", "One. Two.", "One. Two."),
        ("Zero. One.\n\nTwo. Three.", "One. Two.", "One.\n\nTwo."),
        ("One. Two.", "Four.", None),
        ("Ends here. Next.", "Before. Ends here.", "Ends here."),
    ],
)
def test_a_passage_is_found_again_in_the_text_it_is_from(text, passage, found):
    window = window_of(text, passage, [])
    assert (window and text[window.start : window.end]) == found


def test_a_passage_that_is_found_again_is_no_longer_than_others():
    text = "A sentence of some words. " * 40
    window = window_of(text, " ".join(text.split()), [])
    assert 100 < window.end - window.start <= LONGEST
    long = "word " * 100
    cut = window_of(long, long.strip(), [])
    assert (cut.start, cut.end <= LONGEST, cut.ends_within) == (0, True, True)


def test_an_empty_text_has_an_empty_passage():
    assert best_window(" \n ", []) == Window(0, 0)
    assert parts("", []) == ()


def test_far_behind_nothing_is_read():
    assert marker("end").spans("x " * MOST_READ + "end", ("en",)) == []
