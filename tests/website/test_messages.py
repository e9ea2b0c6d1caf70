"""The catalogues of the interface are complete, right, and set as their language sets its signs."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tools import messages
from tools.build_messages import compile_catalogues

import convivia

CATALOGUES = sorted((Path(convivia.__file__).parent / "locale").glob("*/LC_MESSAGES/django.po"))
FRENCH = next(path for path in CATALOGUES if path.parts[-3] == "fr")


def french_texts():
    """Return the French texts with their English ones."""
    with FRENCH.open("rb") as source:
        catalogue = read_po(source, locale="fr")
    for message in catalogue:
        for text in message.string if isinstance(message.string, tuple) else [message.string]:
            if message.id:
                yield message.id, text


def test_all_catalogues_are_complete(capsys):
    assert messages.check() == 0, capsys.readouterr().out


def test_texts_of_templates_and_programs_are_gathered():
    found = messages.texts()
    assert found.get("Skip to the content") is not None
    assert found.get("since %(date)s", "a year") is not None
    assert found.get("%(shown)s practice").id == ("%(shown)s practice", "%(shown)s practices")


def test_no_program_calls_gettext_by_a_name_that_is_not_gathered():
    known = {*messages.KEYWORDS, "get_language", "override"}
    renamed = re.compile(r"^from django\.utils\.translation import (\w*gettext\w*) as (\w+)$", re.MULTILINE)
    package = Path(convivia.__file__).parent
    names = {name for file in package.rglob("*.py") for _what, name in renamed.findall(file.read_text("utf-8"))}
    assert names <= known


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not translated: 'A %(b)s'"),
        (None, "missing: 'A %(b)s'"),
        ("Un b", None),
        ("Un %(c)s", "unknown named placeholder 'c': 'A %(b)s'"),
    ],
)
def test_faults_are_named(text, fault):
    wanted, known = Catalog(), Catalog(locale="fr")
    wanted.add("A %(b)s")
    if text is not None:
        known.add("A %(b)s", text)
    assert list(messages.faults(known, wanted)) == ([fault] if fault else [])


def test_what_nobody_says_any_more_is_a_fault():
    known = Catalog(locale="fr")
    known.add("Old", "Vieux")
    assert list(messages.faults(known, Catalog())) == ["no longer used: 'Old'"]


def test_a_catalogue_is_brought_up_to_date(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "words.py").write_text('_("Kept")\n_("New")\n')
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Kept"\nmsgstr "Gardé"\n\nmsgid "Old"\nmsgstr "Vieux"\n'
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    assert messages.check() == 1
    assert messages.update() == 0
    assert "1 not translated" in capsys.readouterr().out
    with (folder / "django.po").open("rb") as source:
        found = {message.id: message.string for message in read_po(source, locale="fr") if message.id}
    assert found == {"Kept": "Gardé", "New": ""}
    assert (folder / "django.mo").exists()


def test_catalogues_are_compiled(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr ""\n"Language: fr\\n"\n')
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]


def test_french_signs_stand_behind_blanks_that_do_not_break():
    breaking = re.compile(r" [:;!?»]|« |«[^\u00a0]|[^\u00a0]»|\w[;!?](?!\w)|\w:(?!/)")
    assert [text for _, text in french_texts() if breaking.search(text)] == []


def test_french_apostrophes_are_round():
    assert [text for _, text in french_texts() if "'" in text] == []


def test_no_french_text_is_english():
    same = {english if isinstance(english, str) else english[0] for english, text in french_texts() if text in english}
    allowed = {
        "Canton", "Collections", "District", "Europe", "Licence", "Menu", "Page", "Pages", "Source", "Sources",
        "Suggestions", "Type", "%(number)s suggestion.", "Contact", "Invites", "Organisation", "Sections",
        "Description", "Document",
        "Version %(number)s", "%(counter)s version", "licence", "source", "version %(number)s",
    }  # fmt: skip
    words = {word for word in same if re.search(r"[a-z]{4}", re.sub(r"%\(\w+\)s", "", word))}
    assert words <= allowed
