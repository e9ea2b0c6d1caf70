"""The door for files: sizes, paths, standard input, and files that hold nothing to read."""

import io
import sys
import time
from pathlib import Path

import pytest

from convivia.intake.limits import MAX_LINE, IntakeError
from tests.intake.cards import Printed, facts, page


def test_a_file_of_200_megabytes_is_refused_at_once(read_path, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    began = time.monotonic()
    with pytest.raises(IntakeError, match=r"huge.txt has 200 MB; a file may have up to 50 MB"):
        read_path(path)
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "cannot be read: no such file or directory"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"\x00" * 100), "is not text"),
        (lambda path: path.write_text("Some words that are no listing.\n"), "No practice was found in file"),
        (lambda path: path.write_text("x" * (MAX_LINE + 1)), "Line 1 has 100,001 characters"),
        (lambda path: path.symlink_to("/dev/zero"), "has 50 MB"),
    ],
)
def test_what_cannot_be_read_is_said(read_path, tmp_path, make, said):
    path = tmp_path / "file"
    make(path)
    with pytest.raises(IntakeError) as error:
        list(read_path(path).drafts)
    assert said in str(error.value)


def test_a_file_that_may_not_be_read_is_said(read_path, tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_text("x")

    def refuse(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # for the tests may run as somebody who may read everything
    with pytest.raises(IntakeError, match="permission denied"):
        read_path(path)


@pytest.mark.parametrize("content", [page(Printed()).encode(), b"x" * (50 * 1024 * 1024 + 1), b""])
def test_standard_input_is_read_with_the_same_limits(read_path, monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    if content.startswith(b"Avenue"):
        assert facts(list(read_path("-").drafts)[1])[0] == "Women’s House"
    else:
        with pytest.raises(IntakeError, match="The standard input"):
            read_path("-")


def test_too_many_lines_are_refused(read_text, monkeypatch):
    monkeypatch.setattr("convivia.intake.listing.MAX_LINES", 10)
    with pytest.raises(IntakeError, match="more than 10 lines"):
        read_text(page(Printed()))


def test_too_many_records_are_refused(read_text, monkeypatch):
    monkeypatch.setattr("convivia.intake.json_files.MAX_RECORDS", 2)
    for text in ('{"title": "x"}\n' * 3, "[" + ",".join(['{"title": "x"}'] * 3) + "]", page(Printed())):
        with pytest.raises(IntakeError, match="more than 2 records"):
            read_text(text)
