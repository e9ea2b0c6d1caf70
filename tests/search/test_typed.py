"""What was typed, and where names match it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.typed import MAX_TYPED, MAX_WORDS, Part, match, name_words, plain, read_typed


def marked(typed, name, **options):
    """Return the name with what matches in brackets; None where it does not match."""
    found = match(read_typed(typed), name, **options)
    return found and "".join(f"[{part.text}]" if part.is_match else part.text for part in found.parts)


@pytest.mark.parametrize(
    ("typed", "name", "shown"),
    [
        ("rum", "The anti-rumours café", "The anti-[rum]ours café"),
        ("RUMOURS", "The anti-rumours café", "The anti-[rumours] café"),
        ("caf rum", "The anti-rumours café", "The anti-[rum]ours [caf]é"),
        ("cafe", "The anti-rumours café", "The anti-rumours [café]"),
        ("cafe", "Le cafe\u0301 ouvert", "Le [cafe\u0301] ouvert"),
        ("anti rum", "The anti-rumours café", "The [anti]-[rum]ours café"),
        ("anti-rum", "Antirumour café", "[Antirum]our café"),
        ("anti rum", "Antirumour café", "[Antirum]our café"),
        ("antirum", "The anti-rumours café", "The [anti-rum]ours café"),
        ("l'acc", "Un mot d’accueil", "Un mot d’[acc]ueil"),
        ("stra", "Große Straße", "Große [Stra]ße"),
        ("strass", "Große Straße", "Große [Straß]e"),
        ("αθη", "Η Αθήνα", "Η [Αθή]να"),
        ("медиа", "Школьная медиация", "Школьная [медиа]ция"),
        ("مكت", "هذه مكتبة اللغات", "هذه [مكت]بة اللغات"),
        ("文化", "多文化共生", "多[文化]共生"),
        ("a a", "A bee and an ape", "[A] bee [a]nd an ape"),
        ("one one", "One", "[One]"),
        ("umours", "The anti-rumours café", None),
        ("rumour war", "The anti-rumours café", None),
        ("rumoru", "The anti-rumours café", None),
        ("", "The anti-rumours café", None),
        ("-- !", "The anti-rumours café", None),
        ("a", "", None),
    ],
)
def test_words_match_at_the_beginnings_of_words(typed, name, shown):
    assert marked(typed, name) == shown


@pytest.mark.parametrize(
    ("typed", "name", "shown"),
    [
        ("barcelna", "Barcelona", "[Barcelona]"),
        ("mediaton", "Mediation and conflict", "[Mediation] and conflict"),
        ("rumuor", "Anti-rumours café", "Anti-[rumour]s café"),
        ("xumour", "Anti-rumours café", "Anti-[rumour]s café"),
        ("rumour caffe", "Anti-rumours café", "Anti-[rumour]s [café]"),
        ("womn", "Women’s house", "[Women]’s house"),
        ("bra", "Bar", None),
        ("mdea", "Media", None),
        ("barcxlxna", "Barcelona", None),
    ],
)
def test_long_words_may_be_one_letter_off(typed, name, shown):
    assert marked(typed, name, is_corrected=True) == shown


@pytest.mark.parametrize(
    ("typed", "name", "begins", "in_order"),
    [
        ("anti", "Anti-rumours", True, True),
        ("rumours anti", "Anti-rumours", False, False),
        ("rumours", "Anti-rumours", False, True),
        ("anti rum", "Anti-rumours", True, True),
    ],
)
def test_a_match_says_where_it_is(typed, name, begins, in_order):
    found = match(read_typed(typed), name)
    assert (found.begins, found.in_order) == (begins, in_order)


def test_long_texts_are_cut_and_say_so():
    assert not read_typed("a " * MAX_WORDS).is_cut
    assert read_typed("word" * 30).is_cut
    cut = read_typed(" ".join(f"w{n}" for n in range(MAX_WORDS + 1)))
    assert (len(cut.words), cut.is_cut) == (MAX_WORDS, True)
    assert not read_typed("x" * MAX_TYPED).is_cut


def test_words_of_a_name_are_folded_in_order_and_joined_where_they_are_hyphened():
    assert name_words("The Anti-Rumours Café") == ("the", "anti", "rumours", "cafe", "antirumours")
    assert name_words("…") == ()


def test_plain_text_has_no_match():
    assert plain("Oslo") == (Part("Oslo", False),)
    assert plain("") == ()


TEXTS = st.text(max_size=40) | st.text("aeé -'’ßا文化ΑθήναİŁﬁ\u0301", max_size=30)


@given(typed=TEXTS, name=TEXTS, corrected=st.booleans())
def test_parts_are_the_name_whatever_was_typed(typed, name, corrected):
    found = match(read_typed(typed), name, is_corrected=corrected)
    if found:
        assert "".join(part.text for part in found.parts) == name
        assert any(part.is_match for part in found.parts)
        assert all(part.text for part in found.parts)
        assert all(a.is_match != b.is_match for a, b in zip(found.parts, found.parts[1:], strict=False))


@given(name=st.text("abcdefghijkl -é", min_size=1, max_size=30), data=st.data())
def test_the_beginning_of_any_word_is_found(name, data):
    words = name.replace("-", " ").split()
    if words:
        word = data.draw(st.sampled_from(words))
        begun = word[: data.draw(st.integers(1, len(word)))]
        assert match(read_typed(begun), name)
