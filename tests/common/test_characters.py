"""What formats of exchange can carry."""

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.common.characters import carried, carried_in


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zürich\n\tΑθήνα 😀", "Zürich\n\tΑθήνα 😀"),
        ("a\x00b\x0bc\x1f\x7f\x80d", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800x\udfff\ufffe\uffff", "x"),
    ],
)
def test_what_cannot_travel_is_left_out(text, left):
    assert carried(text) == left


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_left_travels_in_xml_and_json_and_is_not_cut_again(text):
    left = carried(text)
    node = ElementTree.Element("a")
    node.text = left
    assert (ElementTree.fromstring(ElementTree.tostring(node, "utf-8")).text or "") == left  # noqa: S314 - our own words
    assert json.loads(json.dumps(left, ensure_ascii=False).encode()) == left
    assert carried(left) == left


def test_all_texts_of_a_value_are_meant():
    assert carried_in({"a": ["\x00x", ("y\x00",)], "b": 1, "c": None}) == {"a": ["x", ["y"]], "b": 1, "c": None}
