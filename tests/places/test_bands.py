"""Which classes an installation uses."""

import pytest
from django.core.checks import run_checks

from convivia.places.bands import bands
from convivia.places.likeness import BandsError


def test_the_shipped_classes_are_used_unless_others_are_named(settings, tmp_path):
    assert bands().class_of("size", 250_000).key == "200000-500000"
    assert bands().class_of("diversity", 14).key == "10-15"
    own = tmp_path / "own.tsv"
    own.write_text("trait\tfrom\nsize\t7\ndiversity\t8\n", encoding="utf-8")
    settings.BANDS_FILE = str(own)
    assert bands().class_of("size", 250_000).key == "7-"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"trait\tfrom\nsize\tmany\n"])
def test_a_file_that_is_of_no_use_is_named_by_the_checks(settings, tmp_path, content):
    own = tmp_path / "own.tsv"
    if content is not None:
        own.write_bytes(content)
    settings.BANDS_FILE = str(own)
    with pytest.raises(BandsError):
        bands()
    (message,) = [found for found in run_checks() if found.id == "places.E001"]
    assert "CONVIVIA_BANDS" in message.hint


def test_the_shipped_classes_pass_the_checks():
    assert [found for found in run_checks() if found.id == "places.E001"] == []
