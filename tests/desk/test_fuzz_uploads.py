"""A small share of the fuzzed uploads, the same every time; `python -m tools.fuzz_uploads` runs ten thousand."""

import random

from tools.fuzz_desk import Reader, wholes
from tools.fuzz_documents import fuzz, spoil

from tests.desk.conftest import complete_content


def test_no_spoilt_upload_ends_in_a_traceback(draft, contributor, city):
    reader = Reader(draft(by=contributor), contributor)
    whole = wholes(complete_content(city))
    assert {reader.read(data, name) for name, data in whole} == {"read"}
    report = fuzz(whole, reader.read, page=reader.page, runs=25, seed=4, every=12)
    assert (report.failures, report.runs) == ([], 25)
    assert len(report.outcomes) > 3


def test_what_raises_is_a_failure_and_the_seed_says_which():
    def fails(data, name):
        raise ZeroDivisionError(len(data))

    first, second = (fuzz([("a", b"x" * 50)], fails, runs=3, seed=1) for _twice in range(2))
    assert [number for number, _said in first.failures] == [0, 1, 2]
    assert (first.failures, dict(first.outcomes)) == (second.failures, {"traceback": 3})


def test_every_way_of_spoiling_changes_something():
    chance = random.Random(1)
    assert any(spoil(chance, b"PK" * 40) != b"PK" * 40 for _time in range(5))
