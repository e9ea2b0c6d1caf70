"""The part of the document that tells of the desk. No time is measured here."""

from benchmarks.clients import Timing
from benchmarks.desk import AtTheDesk, desk_section, desk_table, with_desk

MEASURED = AtTheDesk(
    {"Drafts": Timing(20.0, 79.9, 2_048), "Reviews": Timing(30.0, 80.0, 1_024)}, {"Drafts": 1.5, "Reviews": 2.0}
)


def test_the_table_says_whether_a_list_comes_in_time() -> None:
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in desk_table(MEASURED).splitlines()[2:]]
    assert rows == [
        ["Drafts", "20.0", "79.9", "1.5", "2.0", "met"],
        ["Reviews", "30.0", "80.0", "2.0", "1.0", "missed: 95 % under 80 ms"],
    ]


def test_the_part_takes_the_place_of_the_one_before_and_leaves_the_rest() -> None:
    section = desk_section(MEASURED, command="python -m benchmarks --desk")
    before = "# Fast\n\n## At the desk\n\n| old |\n\n## How to read it\n\nAs it is.\n"
    after = with_desk(before, section)
    assert after == f"# Fast\n\n{section}## How to read it\n\nAs it is.\n"
    assert with_desk(after, section) == after
    assert with_desk("# Fast\n", section) == f"# Fast\n\n{section.rstrip()}\n"
