"""What kind of file it is, and what its letters are."""

import pytest

from convivia.intake.detection import check_size, decode, kind_of_text
from convivia.intake.limits import MAX_FILE_BYTES, IntakeError, said_in_megabytes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"title": "x"}\n{"title": "y"}', "jsonl"),
        ('[{"title": "x"}]', "json"),
        ('{\n "title": "x"\n}', "json"),
        ("<!DOCTYPE html><html>", "html"),
        ("<div><p>a</p></div>", "html"),
        ("<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("A page\n<p>a</p><p>b</p><p>c</p><p>d</p>", "html"),
        ("title,country\nx,y", "csv"),
        ("Titre;Pays\nx;y", "csv"),
        ("Women’s House\n\nSpain Bilbao", "listing"),
        ("Title, country and city are printed\nbelow", "listing"),
        ("[Read More]", "listing"),
        ("a < b > c", "listing"),
        ("", "listing"),
    ],
)
def test_a_text_is_known_by_what_it_looks_like(text, kind):
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(
    ("data", "text", "encoding", "is_guessed"),
    [
        ("é".encode(), "é", "utf-8", False),
        ("é".encode("utf-8-sig"), "é", "utf-8", False),
        ("é a".encode("utf-16"), "é a", "utf-16", False),
        ("é a".encode("utf-32"), "é a", "utf-32", False),
        ("Bergen 2016".encode("utf-16-le"), "Bergen 2016", "utf-16-le", True),
        ("Bergen 2016".encode("utf-16-be"), "Bergen 2016", "utf-16-be", True),
        ("“Donostia” – é".encode("windows-1252"), "“Donostia” – é", "windows-1252", True),
        (b"\x81 bytes that Windows has no letters for", "\x81 bytes that Windows has no letters for", "latin-1", True),
        ("<meta charset='iso-8859-2'>Łódź".encode("iso-8859-2"), "<meta charset='iso-8859-2'>Łódź", "iso-8859-2", True),
        (("é" * 30).encode() + b"\xff", "é" * 30 + "\ufffd", "utf-8", True),
        (("é" * 30).encode()[:-1], "é" * 29 + "\ufffd", "utf-8", True),
    ],
)
def test_an_encoding_is_found(data, text, encoding, is_guessed):
    decoded = decode(data, "file.txt")
    assert (decoded.text, decoded.encoding, decoded.is_guessed) == (text, encoding, is_guessed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "file.txt is a PDF, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file.txt is an old Excel or Word file"),
        (b"\x1f\x8b\x08", "file.txt is a gzip archive"),
        (b"\x89PNG\r\n", "file.txt is a picture"),
        (b"\x7fELF", "file.txt is a program"),
        (b"{\\rtf1", "file.txt is a rich-text file"),
        (b"text\x00with zero bytes here and there", "file.txt is not text: it holds zero bytes"),
        (bytes(range(1, 32)) * 9 + b"\xff\xfe\x80", "file.txt is not text: it is full of bytes"),
        (b"\xff\xfea", "file.txt begins like a text in UTF-16, but breaks off"),
    ],
)
def test_what_is_no_text_is_refused(data, said):
    with pytest.raises(IntakeError) as error:
        decode(data, "file.txt")
    assert str(error.value).startswith(said)


def test_sizes_are_said_as_people_say_them():
    assert (said_in_megabytes(200 * 1024 * 1024), said_in_megabytes(1536)) == ("200 MB", "1.5 kB")


def test_empty_and_huge_files_are_refused():
    check_size(MAX_FILE_BYTES, "file.txt")
    with pytest.raises(IntakeError, match=r"file.txt has 51 MB; a file may have up to 50 MB"):
        check_size(MAX_FILE_BYTES + 1024 * 1024, "file.txt")
    with pytest.raises(IntakeError, match=r"file.txt is empty"):
        check_size(0, "file.txt")
