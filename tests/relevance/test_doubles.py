"""The labelled pairs of doubles, and how figures are made of them. No encoder reads here."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from relevance.doubles import Comparing, Figures, Weighed, easy_pairs, hard_pairs
from relevance.doubles_records import HELD, OTHERS, SAME, TUNE, hard_records, labelled_pairs, shipped_records

from convivia.search.likely import LIKELY


@pytest.fixture(scope="module", autouse=True)
def no_encoder():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relevance.doubles_records.encoder", lambda: None)
        yield


@pytest.fixture(scope="module")
def hard():
    return hard_records()


def test_the_hard_pairs_are_many_of_each_kind_and_in_many_languages(hard):
    kinds = Counter(kind for _, _, kind in labelled_pairs(hard))
    assert kinds == {
        "retold": 24, "older": 14, "older, retold": 14, "same city": 62, "same name": 15, "series": 15,
    }  # fmt: skip
    languages = {language for one in hard for language in one.told.languages}
    assert languages == {"ar", "de", "el", "en", "es", "fr", "it", "nl", "pl", "pt", "sr", "sv", "tr", "uk"}


def test_the_halves_share_no_group_and_have_all_kinds(hard):
    halves = defaultdict(set)
    for one in hard:
        halves[one.group].add(one.half)
    assert all(len(found) == 1 for found in halves.values())
    for half in (TUNE, HELD):
        assert {kind for one, _, kind in labelled_pairs(hard) if one.half == half} == {*SAME, *OTHERS}


def test_records_are_read_as_the_library_reads_them(hard):
    one = next(one for one in hard if one.of == "bramwick-a" and one.told.languages == {"es"})
    assert (one.told.period, one.told.start, one.told.names) == ("2015/2020", 2015, {"bramwick"})
    assert len(one.told.places) == 1


def test_pairs_of_the_library_and_its_variations_are_labelled():
    made = [one for one in shipped_records() if one.of in ("p081", "p192")]
    pairs = list(easy_pairs(made, Comparing(made)))
    assert {(pair.is_same, pair.kind) for pair in pairs if pair.one.of == pair.other.of} <= {
        (True, "translation"), (True, "older"), (True, "bilingual"),
    }  # fmt: skip
    assert all(pair.kind == "" for pair in pairs if not pair.is_same)


def test_figures(hard):
    one, other, _ = next(labelled_pairs(hard))
    hit = Weighed(one, other, LIKELY, True, "retold")
    pairs = [hit, replace(hit, score=0.4), replace(hit, score=0.4), replace(hit, is_same=False)]
    found = Figures.of(pairs)
    assert found == Figures(right=3, hits=1, false=1)
    assert (found.recall, found.precision) == (pytest.approx(1 / 3), 0.5)
    assert (Figures.of([]).recall, Figures.of([]).precision) == (0.0, 0.0)


def test_without_an_encoder_only_titles_and_places_are_weighed(hard):
    named = {
        kind: sum(
            pair.is_named
            for half in (TUNE, HELD)
            for pair in hard_pairs(hard, Comparing(hard), half)
            if pair.kind == kind
        )
        for kind in OTHERS
    }
    assert named == {"same city": 0, "same name": 0, "series": 0}
