"""No text that somebody types makes writing help take the square of its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.practices.advice import advise
from convivia.practices.snapshots import empty_content

LENGTH, SECONDS = 20_000, 0.6
PIECES = [
    " ", "\n", ".", "…", "-", "_", "!", "?", "0", "01 ", "1,000", "12/", "+1 (", "A", "AB ", "A.", "a@", "a.", "(at)",
    "www.", "http://", "«", "“", '"', "’x", "Dr Aa ", "Aa, 34, ", "tel ", "né ", " • ", "Ж", "data:", "&utm_a=",
]  # fmt: skip


def seconds(text: str) -> float:
    """Return what reading `text` takes of the processor, whatever else the machine does."""
    content = empty_content("en")
    content["texts"]["en"]["answers"] = {"impact": text}
    before = time.process_time()
    advise(content, language="en")
    return time.process_time() - before


@pytest.mark.parametrize("piece", [" ", "…", "!", "\n ", "_ "])
def test_what_was_slow_once_is_quick(piece):
    assert seconds((piece * LENGTH)[:LENGTH] + "a") < SECONDS


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["", "a", "Ж9", "(x", "@"]))
def test_repeated_pieces_are_read_in_time(pieces, end):
    piece = "".join(pieces)
    assert seconds((piece * LENGTH)[:LENGTH] + end) < SECONDS
