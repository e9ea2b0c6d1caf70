import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.common.folding import fold, fold_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Zürich", "zurich"), ("Łódź", "lodz"), ("Neuchâtel", "neuchatel"), ("STRASSE", "strasse"), ("Straße", "strasse"),
     ("Ελλάδα", "ελλαδα"), ("Québec", "quebec"), ("Qëllimi", "qellimi"), ("İzmir", "izmir"), ("œuvre", "oeuvre"),
     ("ﬁn", "fin"), ("Женева", "женева"), ("القاهرة", "القاهرة"), ("", "")],
)  # fmt: skip
def test_accents_case_and_ligatures_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Donostia-San Sebastian", "Donostia / San  Sebastián", "DONOSTIA_SAN SEBASTIAN "])
def test_names_compare_whatever_joins_their_parts(text):
    assert fold_name(text) == "donostia san sebastian"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_names_hold_no_signs_and_no_double_blanks(text):
    assert fold_name(text) == " ".join(fold_name(text).split())
