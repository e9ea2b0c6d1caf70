"""Forms of words, without a library."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.spelling import (
    MOST_FORMS,
    compounds,
    cost,
    in_pairs,
    nearest,
    other_forms,
    slips_forgiven,
    with_umlauts,
)
from convivia.search.words import fold_word

GERMANIC = string.ascii_lowercase + "äöüåø"
SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"


@pytest.mark.parametrize(
    ("written", "pairs"),
    [("münchen", "muenchen"), ("tromsø", "tromsoe"), ("ålborg", "aalborg"), ("ærø", "aeroe"), ("plain", "plain")],
)
def test_umlauts_are_written_as_pairs(written, pairs):
    assert in_pairs(written) == pairs


def test_pairs_may_stand_for_umlauts_or_not():
    assert with_umlauts("muenchen") == ["münchen"]
    assert with_umlauts("aeroe") == ["aerö", "aerø", "äroe", "ärö", "ärø"]
    assert with_umlauts("plain") == []
    assert len(with_umlauts("aeoeueaa" * 8)) == MOST_FORMS - 1


@given(st.text(GERMANIC, min_size=1, max_size=12))
def test_every_way_to_write_umlauts_leads_to_the_others(written):
    pairs = in_pairs(written)
    if pairs != written and len(pairs) - len(written) == 1 and not with_umlauts(fold_word(written)):
        assert written in with_umlauts(pairs)
    assert {in_pairs(form) for form in with_umlauts(pairs)} <= {pairs}
    assert fold_word(in_pairs(fold_word(written))) == fold_word(written)


@given(st.text(SERBIAN, min_size=1, max_size=5))
def test_serbian_words_find_each_other_in_both_scripts(cyrillic):
    (latin,) = other_forms(cyrillic)
    assert latin.isascii()
    back = other_forms(latin)
    assert cyrillic in back or len(back) == MOST_FORMS or any(pair in latin for pair in ("lj", "nj", "dz"))


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("مدرسه", ["المدرسه"]),
        ("المدرسه", ["مدرسه"]),
        ("والمدرسه", ["مدرسه", "المدرسه"]),
        ("قهوه", ["القهوه"]),
        ("קהילה", ["הקהילה"]),
        ("הקהילה", ["קהילה"]),
        ("школа", ["skola"]),
        ("ljubav", ["љубав"]),
        ("škola", []),
        ("queen", []),
        ("київ", []),
        ("πολη", []),
        ("多文化", []),
        ("2019", []),
    ],
)
def test_other_forms_by_script(word, forms):
    assert other_forms(word)[: len(forms) or None] == forms


def test_compounds_are_cut_at_every_place_but_the_ends():
    assert compounds("antirum") == [("an", "tirum"), ("ant", "irum"), ("anti", "rum")]
    assert compounds("two") == compounds("co2rumour") == []


def test_how_many_slips_are_forgiven():
    assert [slips_forgiven("x" * length) for length in (3, 4, 7, 8, 20)] == [0, 1, 1, 2, 2]


def test_slips_cost_one_and_a_wrong_start_half_a_one_more():
    assert [cost("school", other) for other in ("school", "scholo", "shool", "zchool", "chool", "schaal")] == [
        0,
        1,
        1,
        1.5,
        1.5,
        2,
    ]


@given(st.text(string.ascii_lowercase, min_size=4, max_size=12), st.data())
def test_the_nearest_are_those_within_reach(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    slip = word[:at] + word[at + 1 :]
    assert nearest(slip, [word, "zzzzzzzzzzzzzzzzzzzzz"]) == ([word] if slips_forgiven(slip) else [])
    assert nearest(word, [word]) == []
