"""The tables that the benchmark prints: their form, and the aims that they judge. No time is measured here."""

import os
from dataclasses import replace

from benchmarks.clients import Throughput, Timing
from benchmarks.desk import AtTheDesk
from benchmarks.machine import Memory, cpu_of, memory_of
from benchmarks.measure import Floor, Meanings, Measured, Recall
from benchmarks.report import report
from benchmarks.tables import growth, one_size, table, totals
from benchmarks.wanted import Wanted, wanted

MB = 1024 * 1024


def measured(size: int, search: Timing, practice: Timing, engine: float = 4.0, seconds: float = 10.0) -> Measured:
    return Measured(
        size=size,
        import_seconds=seconds,
        index_seconds=5.0,
        database_bytes=30 * MB,
        index_bytes=3 * MB,
        broad_shares=[0.55, 0.84],
        timings={
            "Broad search": search,
            "API broad search": search,
            "Practice, with similar": practice,
            "Suggestions": Timing(5.0, 8.0, 1_024),
        },
        cpu={"Broad search": 9.0, "API broad search": 8.5, "Practice, with similar": 2.0, "Suggestions": 1.0},
        floor={"Broad search": Floor(Timing(engine - 1.0, engine), Timing(0.5, 0.75), Timing(0.5, 2.0))},
        searched={"Broad search": replace(search, p95=search.p95 / 2)},
        throughput=Throughput(250.0, Timing(20.0, 44.0)),
        memory_alone=[Memory(120 * MB, 100 * MB)],
        memory=[Memory(80 * MB, 60 * MB), Memory(82 * MB, 62 * MB)],
        meanings=Meanings(4 * size, 7 * MB, 12.5, Recall(0.978, 0.91) if size > 1_000 else None),
        published={"words": 0.25, "meaning": 0.5, "saved": 0.2},
    )


SMALL = measured(1_000, Timing(6.0, 8.0, 10_240), Timing(3.0, 4.0, 5_120), engine=1.0)
LARGE = measured(100_000, Timing(12.0, 49.0, 10_240), Timing(3.0, 5.0, 5_120), seconds=500.0)


def test_a_table_aligns_its_figures_to_the_right() -> None:
    assert table(["Page", "ms"], [["City", "1.5"], ["Area", "12.25"]]) == "\n".join(
        ["| Page |    ms |", "| ---- | ----: |", "| City |   1.5 |", "| Area | 12.25 |"]
    )


def cells(rows: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows.splitlines()]


def test_the_table_of_one_size_sets_pages_beside_their_floor() -> None:
    head, _, *rows = cells(one_size(LARGE))
    assert head[3:8] == ["engine ms", "vectors ms", "encoder ms", "search ms", "page / floor"]
    assert rows == [
        ["Broad search", "12.0", "49.0", "3.0", "0.5", "0.5", "12.0 / 24.5", "3.0 ×", "9.0", "10.0"],
        ["API broad search", "12.0", "49.0", "3.0", "0.5", "0.5", "", "3.0 ×", "8.5", "10.0"],
        ["Practice, with similar", "3.0", "5.0", "", "", "", "", "", "2.0", "5.0"],
        ["Suggestions", "5.0", "8.0", "", "", "", "", "", "1.0", "1.0"],
    ]


def test_a_list_without_words_has_the_engine_alone_as_its_floor() -> None:
    plain = replace(LARGE, floor={"Broad search": Floor(Timing(4.0, 5.0))})
    assert cells(one_size(plain))[2][3:8] == ["4.0", "", "", "12.0 / 24.5", "3.0 ×"]


def test_the_comparison_says_what_each_page_misses() -> None:
    slow = measured(100_000, Timing(20.0, 51.0), Timing(9.0, 9.9))
    assert [row[-1] for row in cells(growth([SMALL, slow]))[2:]] == [
        "missed: 95 % under 50 ms, growth under 3, 3 × floor",
        "missed: 95 % under 50 ms, growth under 3",
        "missed: growth under 3",
        "met",
    ]
    assert cells(growth([SMALL, LARGE]))[2] == ["Broad search", "6.0 / 8.0", "12.0 / 49.0", "2.0 ×", "3.0 ×", "met"]


def found(reports: list[Measured]) -> list[tuple[str, bool]]:
    return [(aim.found, aim.met) for aim in wanted(reports)]


def test_aims_are_judged_at_the_largest_size() -> None:
    assert found([SMALL, LARGE]) == [
        ("3.0 × (12.0 / 4.0 ms)", True),
        ("slowest: Broad search, 24.5 ms", True),
        ("slowest: Broad search, 49.0 ms", True),
        ("most: Broad search, 2.0 ×", True),
        ("slowest: Broad search, 49.0 ms", True),
        ("most: Broad search, 2.0 ×", True),
        ("slowest: Suggestions, 8.0 ms", True),
        ("most: 100 MB, and 20 MB of mapped files", True),
        ("0.50 s", True),
        ("50 s at the rate of 100,000", True),
    ]
    slow = replace(
        measured(100_000, Timing(19.0, 50.0), Timing(30.0, 60.0), seconds=600.0),
        memory_alone=[Memory(600 * MB, 500 * MB)],
        published={"words": 0.1, "meaning": float("inf")},
    )
    assert found([SMALL, slow]) == [
        ("4.8 × (19.0 / 4.0 ms)", False),
        ("slowest: Broad search, 25.0 ms", True),
        ("slowest: Broad search, 50.0 ms", False),
        ("most: Broad search, 3.2 ×", False),
        ("slowest: Practice, with similar, 60.0 ms", False),
        ("most: Practice, with similar, 10.0 ×", False),
        ("slowest: Suggestions, 8.0 ms", True),
        ("most: 500 MB, and 100 MB of mapped files", False),
        ("inf s", False),
        ("60 s at the rate of 100,000", False),
    ]


def test_the_library_as_a_whole() -> None:
    rows = cells(totals([SMALL, LARGE], encoded_a_second=5.25))
    assert rows[0] == ["Library", "1,000", "100,000"]
    assert {row[0]: row[1:] for row in rows[2:]} == {
        "Practices a second, taken in and indexed": ["100", "200"],
        "Practices a second, indexed anew": ["200", "20,000"],
        "Passages": ["4,000", "400,000"],
        "Passages a second, encoded in the background": ["5.2", "5.2"],
        "Stock of vectors made anew, s": ["12.5", "12.5"],
        "The graph finds of the 100 nearest: mean / worst": ["all are compared", "97.8% / 91%"],
        "Database with encodings, MB": ["30", "30"],
        "Index, MB": ["3", "3"],
        "Vectors, MB": ["7", "7"],
        "Published and found by all workers: words / meaning, s": ["0.25 / 0.50", "0.25 / 0.50"],
        "Eight readers: answers a second": ["250", "250"],
        "Eight readers: median / 95 %, ms": ["20.0 / 44.0", "20.0 / 44.0"],
        "Worker processes for them": ["2", "2"],
        "Memory of the only worker, own / PSS, MB": ["100 / 120", "100 / 120"],
        "Memory of each of several workers, own / PSS, MB": ["61 / 81", "61 / 81"],
        "A broad word finds, share of the library": ["55% to 84%", "55% to 84%"],
    }


def test_the_document_holds_every_table_and_the_command() -> None:
    text = report(
        [SMALL, LARGE], AtTheDesk({}, {}), encoded_a_second=5.25, command="python -m benchmarks --sizes 1000,100000"
    )
    assert "Command: `python -m benchmarks --sizes 1000,100000`." in text
    assert [one_size(each) in text for each in (SMALL, LARGE)] == [True, True]
    assert growth([SMALL, LARGE]) in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What is wanted, and what was found", "## Pages", "## The library as a whole",
        "## 1,000 practices", "## 100,000 practices", "## At the desk", "## How to read it",
    ]  # fmt: skip


def test_percentiles_and_sizes_of_answers() -> None:
    timing = Timing.of([float(number) for number in range(1, 101)], [100, 300, 200])
    assert (timing.median, round(timing.p95, 2), timing.size) == (50.5, 95.95, 200)


def test_memory_is_read_from_a_rollup() -> None:
    rollup = "55d0-7fff ---p 0 00:00 0 [rollup]\nRss: 900 kB\nPss: 500 kB\nPss_Anon: 300 kB\nPss_File: 200 kB\n"
    assert memory_of(rollup) == Memory(pss=500 * 1024, own=300 * 1024)


def test_computing_is_read_from_a_stat_file_whatever_the_name_of_the_program() -> None:
    assert cpu_of("42 (a (b) c) S 1 42 42 0 -1 4194560 9 0 0 0 150 50 7 8 20 0 4 0 1 2") == 200 / os.sysconf(
        "SC_CLK_TCK"
    )


def test_suggestions_have_an_aim_of_their_own() -> None:
    for timing, met in ((Timing(8.0, 19.9), True), (Timing(8.0, 20.1), False)):
        reports = [replace(each, timings=each.timings | {"Suggestions": timing}) for each in (SMALL, LARGE)]
        aim = "the 95th percentile of suggestions while typing is under 20 ms at 100,000"
        assert wanted(reports)[6] == Wanted(aim, f"slowest: Suggestions, {timing.p95} ms", met)
        assert ("missed: 95 % under 20 ms" in growth(reports)) is not met
