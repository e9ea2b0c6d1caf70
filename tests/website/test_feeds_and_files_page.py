"""What docs/use/feeds-and-files.md says of columns and limits is so."""

import re
from pathlib import Path

from convivia.website import feeds, sheets, workbook
from convivia.website.sheet import Sheet

PAGE = (Path(__file__).parents[2] / "docs" / "use" / "feeds-and-files.md").read_text(encoding="utf-8")


def test_the_columns_are_the_real_ones_in_their_order(index):
    rows = PAGE.partition("| column |")[2].partition("\n\n")[0]
    names = [name for cell in re.findall(r"^\| ([^|]+?) \|", rows, re.M) for name in cell.split(", ")]
    assert names == [column.head for column in Sheet("en", "").columns]


def test_the_limits_are_the_real_ones():
    assert f"whatever the order of the list; {feeds.ENTRIES} a page" in PAGE
    assert f"links in the first {workbook.MOST_LINKED:,} rows" in PAGE
    assert f"at most {workbook.LONGEST_CELL:,} characters" in PAGE
    assert sheets.AT_ONCE == 2
    assert "two for each of its processes" in PAGE


def test_every_form_is_told():
    assert [form for form in sheets.TYPES if f"`practices.{form}`" not in PAGE] == []
