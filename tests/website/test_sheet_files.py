"""Rows and objects become files that can be read again, whatever stands in them."""

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.common.characters import carried, guarded
from convivia.intake.tables import _unguarded
from convivia.website.sheet import Column
from convivia.website.sheet_files import csv_file, json_file, json_line, json_lines
from convivia.website.workbook import WorkbookFile

COLUMNS = (Column("one", "One", str), Column("two", "Two; “quoted”", str))
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=40),
    st.lists(st.sampled_from([*"=+-@'\"\t\r\n,;#\x00\ud800\uffffé", "_x000D_"]), max_size=12).map("".join),
)  # fmt: skip
ROWS = st.lists(st.tuples(TEXTS, TEXTS), max_size=6)


@given(ROWS)
def test_csv_is_read_again_as_it_was(rows):
    made = b"".join(csv_file(COLUMNS, rows)).decode("utf-8-sig")
    head, *found = csv.reader(io.StringIO(made, newline=""))
    assert head == ["One", "Two; “quoted”"]
    assert [tuple(map(_unguarded, row)) for row in found] == [tuple(map(carried, row)) for row in rows]
    assert not [cell for row in found for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


@settings(deadline=None)
@given(ROWS)
def test_a_workbook_is_read_again_as_it_was(rows):
    rows = [("id", *row) for row in rows]
    columns = (Column("id", "Id", str), *COLUMNS)
    made = WorkbookFile(columns, rows, name="Rows", about_name="About", about=[("A", "=1")], cut_note="cut")
    sheet, about = openpyxl.load_workbook(io.BytesIO(b"".join(made))).worksheets
    made.close()
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2, max_col=3)]
    assert found == [[*map(carried, row)] for row in rows]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}
    assert [[cell.value for cell in row] for row in about.rows] == [["A", "=1"]]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS | st.integers() | st.none() | st.lists(TEXTS))))
def test_json_is_json_whatever_stands_in_it(objects):
    whole = json.loads(b"".join(json_file({"total": len(objects)}, objects)))
    lines = [json.loads(line) for line in b"".join(json_lines(objects)).decode().split("\n")[:-1]]
    assert whole == {"total": len(objects), "results": lines}
    assert lines == [json.loads(json_line(value)) for value in objects]


@given(TEXTS)
def test_a_guard_is_taken_away_by_our_own_intake(text):
    assert _unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"), [("=1", "'=1"), ("'=1", "''=1"), ("'tis", "'tis"), ("a=1", "a=1"), ("", ""), ("\t=", "'\t=")]
)
def test_only_what_could_be_a_formula_is_guarded(text, cell):
    assert guarded(text) == cell


def test_what_has_no_form_in_json_is_an_error():
    with pytest.raises(TypeError, match="not JSON serializable"):
        json_line({"a": {1}})


def test_a_file_comes_in_parts():
    rows = [("a", "b")] * 450
    assert len(list(csv_file(COLUMNS, rows))) == 3
