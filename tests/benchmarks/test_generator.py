"""The invented libraries: always the same, of the promised measure, and readable by an import."""

import json
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.practices import practice, practices, public_id, write_library
from benchmarks.vocabulary import SIZE, languages, vocabulary

from benchmarks import practices as generator
from convivia.practices.ids import is_public_id


def words_of(text: dict[str, object]) -> list[str]:
    parts = [text["title"], text["summary"], *text["sections"].values()]  # type: ignore[attr-defined]
    return " ".join(map(str, parts)).lower().replace(".", "").split()


def test_the_same_number_is_always_the_same_practice() -> None:
    assert list(practices(30))[7] == practice(7)
    assert next(practices(12, start=7)) == practice(7)
    assert practice(7) != practice(8)


def test_a_practice_has_the_keys_of_the_import_shape() -> None:
    row = practice(1)
    assert sorted(row) == sorted(
        ["id", "external_id", "places", "period", "areas", "principles", "source_url", "source", "licence", "texts"]
    )
    assert sorted(row["texts"][0]) == sorted(
        ["external_id", "language", "title", "summary", "sections", "keywords", "original"]
    )
    assert [text["original"] for text in row["texts"]].count(True) == 1


def test_public_ids_are_well_formed_and_all_different() -> None:
    ids = [public_id(number) for number in range(20_000)]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not is_public_id(one)] == []


def test_sections_hold_a_hundred_to_three_hundred_words() -> None:
    lengths = [
        sum(len(section.split()) for section in text["sections"].values())
        for row in practices(200)
        for text in row["texts"]
    ]
    assert min(lengths) >= 100
    assert max(lengths) <= 300


def test_all_languages_come_up() -> None:
    found = Counter(text["language"] for row in practices(1_000) for text in row["texts"])
    assert sorted(found) == languages()
    assert found["en"] > found["pt"] > found["pl"]


def test_areas_are_skewed() -> None:
    found = Counter(area for row in practices(1_000) for area in row["areas"])
    assert sorted(found) == sorted(generator.AREAS)
    assert found["anti-discrimination"] > 3 * found["international-outlook"]


@pytest.mark.parametrize("language", languages())
def test_a_vocabulary_is_large_and_starts_with_real_words(language: str) -> None:
    words = vocabulary(language).words
    real = (Path(generator.__file__).parent / "words" / f"{language}.txt").read_text(encoding="utf-8").split()
    assert len(set(words)) == len(words) == SIZE
    assert words[: len(set(real))] == tuple(dict.fromkeys(real))


def test_frequencies_fall_with_the_rank_as_in_real_text() -> None:
    counts = Counter(
        word for row in practices(500) for text in row["texts"] if text["language"] == "en" for word in words_of(text)
    )
    ranked = [counts[word] for word in vocabulary("en").words]
    assert ranked[0] > ranked[9] > ranked[99] > sum(ranked[1000:1100]) / 100
    assert 0.2 < sum(1 for count in counts.values() if count == 1) / len(counts) < 0.8


def test_broad_words_are_in_most_practices() -> None:
    rows = [{word for text in row["texts"] for word in words_of(text)} for row in practices(300)]
    assert sum("city" in words for words in rows) > 0.6 * len(rows)


def test_a_library_is_written_in_files_that_an_import_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "PART_BYTES", 50_000)
    files = write_library(tmp_path, 40)
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [json.loads(line) for line in lines] == list(practices(40))
    assert [file for file in files if file.stat().st_size > 50_000] == []
    assert len(files) > 1
